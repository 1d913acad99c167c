"""Knows that these tests stand on the database and the folder of those of requirements."""

from tests.inspections.remedies.conftest import folder, required, session

__all__ = ["folder", "required", "session"]
