"""Gives the tests of decisions a session on each database that sees everything and keeps nothing."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from inspections.visible import SYSTEM, see_as
from models import db
from models.base import begin_write


@pytest.fixture
def session(each_app: Flask) -> Iterator[Session]:
    """A session that sees everything; nothing is kept."""
    with each_app.app_context(), Session(db.engine) as session:
        see_as(session, SYSTEM)
        begin_write(session)
        yield session
        session.rollback()
