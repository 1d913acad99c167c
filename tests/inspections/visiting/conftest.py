"""Knows which fixtures these tests may ask for; knows no rule."""

from tests.inspections.fieldwork.conftest import dic, place, police

__all__ = ["dic", "place", "police"]
