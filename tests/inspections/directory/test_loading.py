"""A new database gets what the project ships, and a frozen checklist never changes under its number."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from inspections.checklists import catalogue as checklists
from inspections.directory import loading, queries, shipped
from inspections.errors import RuleBroken
from inspections.law import catalogue as law
from inspections.visible import system_session
from models import db
from models.checklists import ChecklistVersion
from models.directory import Agency, CalendarDay, User
from models.law import Act, LegalDocument, ServiceStandard
from tests.support.application import opened


@pytest.fixture
def loaded(each_app: Flask) -> Iterator[Session]:
    """A session on a database with the reference data and the demonstration, on each database in turn."""
    with each_app.app_context(), system_session(db.engine) as session:
        yield session


def count(session: Session, model: type) -> int:
    """How many rows a table has."""
    return session.scalar(sa.select(sa.func.count()).select_from(model))


def test_a_database_is_empty_until_somebody_is_there(tmp_path: Path) -> None:
    with opened(tmp_path) as app, app.app_context():
        upgrade()
        with system_session(db.engine) as session:
            assert loading.is_empty(session)
            session.add(User(name="Người đầu tiên"))
            session.flush()
            assert not loading.is_empty(session)


def test_everything_that_is_shipped_is_stored(loaded: Session) -> None:
    assert not loading.is_empty(loaded)
    content = shipped.settings()
    assert count(loaded, Agency) == len(content["agencies"])
    for key, value in content["values"].items():
        assert queries.setting(loaded, key, date.today()) == value
    assert count(loaded, CalendarDay) == len(shipped.holidays())
    assert count(loaded, LegalDocument) == len(law.documents())
    assert count(loaded, Act) == len(law.acts())
    assert count(loaded, ServiceStandard) == len(law.standards())
    assert count(loaded, ChecklistVersion) == len(checklists.shipped())


def test_an_agency_bears_the_name_of_the_day(loaded: Session) -> None:
    [renamed] = [agency for agency in shipped.settings()["agencies"] if len(agency["names"]) > 1]
    before, after = renamed["names"]
    assert queries.agency_name(loaded, renamed["code"], before["valid_to"]) == before["name"]
    assert queries.agency_name(loaded, renamed["code"], after["valid_from"]) == after["name"]


def test_every_document_is_found_on_a_day_on_which_it_applied(loaded: Session) -> None:
    for document in loaded.scalars(sa.select(LegalDocument)):
        assert document.valid_from <= document.valid_to


def test_a_frozen_version_holds_the_content_that_its_hash_is_of(loaded: Session) -> None:
    for version in loaded.scalars(sa.select(ChecklistVersion)):
        assert checklists.digest(version.content) == version.sha256


def test_the_same_version_twice_is_harmless(loaded: Session) -> None:
    loading.publish(loaded, checklists.shipped())
    assert count(loaded, ChecklistVersion) == len(checklists.shipped())


def test_another_content_under_the_same_number_is_refused(loaded: Session) -> None:
    [changed, *_] = checklists.shipped()
    changed["sections"][0]["title"] = "Tiêu đề khác"
    with pytest.raises(RuleBroken, match="số phiên bản mới"):
        loading.publish(loaded, [changed])


def test_another_content_under_a_new_number_stands_beside_the_old_one(loaded: Session) -> None:
    [changed, *_] = checklists.shipped()
    changed["sections"][0]["title"] = "Tiêu đề khác"
    loading.publish(loaded, [changed | {"version": 2}])
    [first, second] = loaded.scalars(
        sa.select(ChecklistVersion).where(ChecklistVersion.title == changed["title"]).order_by(ChecklistVersion.number)
    ).all()
    assert (first.number, second.number) == (1, 2)
    assert first.checklist is second.checklist
    assert first.sha256 != second.sha256
