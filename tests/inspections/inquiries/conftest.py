"""Knows that these tests stand on the database of those of requirements."""

from tests.inspections.remedies.conftest import folder, required, session

__all__ = ["folder", "required", "session"]
