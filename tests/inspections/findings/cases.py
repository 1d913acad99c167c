"""Knows how a test notes and finds findings of the visit in progress; knows no page."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.findings import actions, queries
from inspections.findings.rules import ActData, Content
from models.checklists import VisitItem
from models.findings import Finding
from models.inspections import Visit
from tests.inspections.inspecting.cases import person

TODAY = date(2026, 11, 22)
JOINT, POLICE_JOINT, POLICE_NOTED = "CL-09", "AN-06", "AN-04"
"""Failed items of the visit in progress: of the department, of the police without a note, of the police with one."""
PASSED = "CL-01"


def visit_of(session: Session) -> Visit:
    """The visit in progress."""
    return session.scalars(sa.select(Visit).where(Visit.state == "announced")).one()


def item_of(session: Session, code: str) -> VisitItem:
    """An item of it."""
    visit = visit_of(session)
    return session.scalars(sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.code == code)).one()


def noted(session: Session, code: str = JOINT, login: str = "dic.inspector") -> Finding:
    """A finding noted from an item in one tap."""
    item = item_of(session, code)
    return actions.note_from_item(session, item, person(session, login), max(TODAY, item.visit.day))


def good_practice(session: Session, login: str = "dic.inspector", text: str = "Bố trí ca trực riêng.") -> Finding:
    """A good practice."""
    visit = visit_of(session)
    return actions.add(session, visit, person(session, login), "good_practice", Content(text), visit.day)


def act_data(act: str = "BC-09.2", ending: str = "continuing", **given: Any) -> ActData:
    """An act that goes on when it is detected."""
    fields: dict[str, Any] = {"ended_on": None, "detected_on": TODAY} | given
    return ActData(act, ending, **fields)


def violation(session: Session, code: str = JOINT, login: str = "dic.inspector", **given: Any) -> Finding:
    """A finding turned into an act with signs of violation."""
    finding = noted(session, code, login)
    detected = {"detected_on": finding.detected_on}
    by = person(session, login)
    actions.set_act(
        session, finding, by, act_data(**(detected | given)), finding.version, max(TODAY, finding.detected_on)
    )
    return finding


def the(session: Session, ref: str) -> Finding:
    """The finding with this reference."""
    return session.scalars(sa.select(Finding).where(Finding.ref == ref)).one()


def chosen(session: Session, finding: Finding) -> list[str]:
    """The codes of the items that a finding rests on."""
    return [one.row.code for one in queries.items(session, finding) if one.chosen]
