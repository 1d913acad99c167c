"""Inspections and visits: lists, pages, the items chosen for a visit, its announcement."""
