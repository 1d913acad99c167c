"""Knows whose hands papers lie in when they are signed: the desk of the papers' own tests; knows no page."""

from tests.inspections.papers.conftest import desk, lead

__all__ = ["desk", "lead"]
