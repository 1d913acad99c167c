"""Fills a new database with what every province begins with: agencies, settings, calendar, law, checklists; nobody."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.checklists import catalogue as checklists
from inspections.directory import shipped
from inspections.errors import RuleBroken
from inspections.law import actions as law
from models.base import BEGINNING, OPEN_END
from models.checklists import Checklist, ChecklistVersion
from models.directory import Agency, AgencyName, CalendarDay, Setting, User

Row = dict[str, Any]


def is_empty(session: Session) -> bool:
    """Whether nobody has begun to use this database."""
    return not any(session.scalar(sa.select(sa.exists().select_from(model))) for model in (Agency, User))


def load_reference(session: Session) -> None:
    """Stores what the project ships, into an empty database. Raises CatalogueError when a shipped file is wrong."""
    content = shipped.settings()
    session.add_all(_agency(row) for row in content["agencies"])
    session.add_all(Setting(key=key, value=value) for key, value in content["values"].items())
    session.add_all(CalendarDay(**_only(row, "day", "works", "name", "status")) for row in shipped.holidays())
    session.flush()
    law.bring_in(session, BEGINNING)
    publish(session, checklists.shipped())


def _only(row: Row, *fields: str) -> Row:
    return {field: row[field] for field in fields}


def _days(row: Row) -> dict[str, date]:
    return {"valid_from": row["valid_from"] or BEGINNING, "valid_to": row["valid_to"] or OPEN_END}


def _agency(row: Row) -> Agency:
    fields = ("name", "short_name", "parent", "symbol", "unit_symbol")
    names = [AgencyName(**_only(name, *fields), **_days(name)) for name in row["names"]]
    return Agency(code=row["code"], kind=row["kind"], names=names)


def publish(session: Session, contents: Iterable[Row]) -> None:
    """Stores each checklist as a frozen version; one that is there already is left alone.

    Raises RuleBroken when the version is there with another content.
    """
    for content in contents:
        checklist = session.scalar(sa.select(Checklist).where(Checklist.code == content["code"]))
        if checklist is None:
            checklist = Checklist(code=content["code"], inspected_kind=content["inspected_kind"])
            session.add(checklist)
        _add_version(checklist, content)
        session.flush()


def _add_version(checklist: Checklist, content: Row) -> None:
    sha256 = checklists.digest(content)
    for version in checklist.versions:
        if version.number == content["version"] and version.sha256 != sha256:
            raise RuleBroken(
                f"Mẫu phiếu “{content['title']}” phiên bản {content['version']} đã ban hành với nội dung khác; "
                "nội dung mới phải mang số phiên bản mới."
            )
    if content["version"] not in {version.number for version in checklist.versions}:
        frozen = json.loads(checklists.canonical(content))
        checklist.versions.append(
            ChecklistVersion(number=content["version"], title=content["title"], content=frozen, sha256=sha256)
        )
