"""Marking what is left of a section as passed, in one tap that can be undone."""
