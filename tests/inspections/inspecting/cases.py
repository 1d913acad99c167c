"""Knows how to put an inspection of a test's own beside those of the demonstration; knows no page."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.checklists.queries import current_of_kind
from inspections.visible import Viewer, see_as, system_session
from models.base import begin_write, db
from models.checklists import ChecklistVersion
from models.directory import Body, User
from models.inspections import Inspection, TeamMember, Visit

DECIDED_ON, DAY = date(2026, 3, 2), date(2026, 3, 16)
BOTH_LEAD = {"dic.manager": "lead", "police.manager": "deputy", "dic.inspector": "member", "police.inspector": "member"}
DIC_LEADS = {"dic.manager": "lead", "police.inspector": "member", "dic.inspector": "member"}


@contextmanager
def everything(app: Flask) -> Iterator[Session]:
    """A session that sees everything; what it wrote is committed at the end."""
    with app.app_context(), system_session(db.engine) as session:
        yield session


@contextmanager
def seen_by(app: Flask, agency: str) -> Iterator[Session]:
    """A session of a user of this agency; what it wrote is committed at the end."""
    with app.app_context(), Session(db.engine) as session:
        see_as(session, Viewer("agency", agency=agency))
        begin_write(session)
        yield session
        session.commit()


def person(session: Session, login: str) -> User:
    """A demonstration account."""
    return session.scalars(sa.select(User).where(User.login == login)).one()


def body(session: Session, key: str) -> Body:
    """A body of the demonstration."""
    return session.scalars(sa.select(Body).where(Body.key == key)).one()


def make_inspection(session: Session, team: Mapping[str, str] = BOTH_LEAD, **fields: Any) -> Inspection:
    """A decided inspection with an approved working plan."""
    given = {
        "title": "Kiểm tra thử",
        "state": "working_plan_approved",
        "issuer": "DIC",
        "owner": "DIC",
        "ground": "b",
        "decision_number": "9/QĐ-SKHCN",
        "decided_on": DECIDED_ON,
        "working_plan_number": "01/KH-ĐKT",
        "working_plan_approved_on": date(2026, 3, 5),
        "duration_days": 10,
    } | fields
    inspection = Inspection(**given)
    inspection.members = [
        TeamMember(owner="DIC", user=person(session, login), role=role, position=place)
        for place, (login, role) in enumerate(team.items())
    ]
    session.add(inspection)
    session.flush()
    return inspection


def make_visit(
    session: Session, inspection: Inspection | None = None, key: str = "bd-co-chien", **fields: Any
) -> Visit:
    """A planned visit without items."""
    inspection = inspection or make_inspection(session)
    given = {"owner": "DIC", "body": body(session, key), "day": DAY, "state": "planned"} | fields
    visit = Visit(inspection=inspection, **given)
    session.add(visit)
    session.flush()
    return visit


def found(session: Session, ref: str) -> Visit:
    """The visit with this reference."""
    return session.scalars(sa.select(Visit).where(Visit.ref == ref)).one()


def versions(session: Session, kind: str = "provider") -> dict[str, int]:
    """Checklist code → key of its newest version, for one kind of body."""
    ids = current_of_kind(session, kind).values()
    rows = session.scalars(sa.select(ChecklistVersion).where(ChecklistVersion.id.in_(ids)))
    return {row.checklist.code: row.id for row in rows}


def codes(session: Session, quality: tuple[str, ...] = (), security: tuple[str, ...] = ()) -> dict[int, list[str]]:
    """These codes by the keys of the provider's two checklists."""
    keys = versions(session)
    return {keys["provider-quality"]: list(quality), keys["provider-security"]: list(security)}
