"""The overview: what is overdue, remedies, plan against done, findings, fines, and sentences for a report."""
