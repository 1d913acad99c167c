"""Knows how to give these tests a database of each kind whose changes are rolled back; knows no requirement."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from inspections.visible import SYSTEM, see_as
from models import db
from models.base import begin_write
from tests.support.application import opened, postgres_copy


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def required(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on each database."""
    folder = tmp_path_factory.mktemp("remedies") / "instance"
    if request.param == "sqlite":
        opening = opened(shutil.copytree(request.getfixturevalue("demonstration"), folder))
    else:
        server, template = request.getfixturevalue("postgres"), request.getfixturevalue("postgres_template")
        opening = postgres_copy(server, template, folder)
    with opening as app:
        yield app


@pytest.fixture
def session(required: Flask) -> Iterator[Session]:
    """A session that sees everything; nothing is kept."""
    with required.app_context(), Session(db.engine) as session:
        see_as(session, SYSTEM)
        begin_write(session)
        yield session
        session.rollback()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files are kept."""
    return tmp_path / "evidence"
