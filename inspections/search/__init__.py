"""The search box: one question over bodies, inspections, findings and papers."""
