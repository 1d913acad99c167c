"""Checklists: reading, freezing and showing them."""
