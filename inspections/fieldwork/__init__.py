"""Answers: item types, merge, verdicts, and the page of a visit on a tablet."""
