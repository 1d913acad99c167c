"""Reads what the body's earlier visits say of an item: its last answer, and what is still open; it words nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from inspections.remedies.rules import DONE, ENDED
from models.checklists import Answer, VisitItem
from models.findings import Finding, FindingItem, Remedy
from models.inspections import Visit

MOST_VISITS = 5
"""So many earlier visits of a body are looked through; a body is seldom visited twice a year."""


@dataclass(frozen=True)
class Before:
    """An agency's answer at the last visit that has one."""

    day: date
    item_ref: str
    owner: str
    state: str
    note: str


@dataclass(frozen=True)
class Open:
    """A finding of an earlier visit that is not over, or what was required because of it and is not done."""

    kind: str
    state: str
    finding_ref: str
    remedy_ref: str | None
    remedy_state: str | None
    due_on: date | None


@dataclass
class Earlier:
    """What the earlier visits say about one item."""

    last: Before | None = None
    open: list[Open] = field(default_factory=list)


_BODY: sa.BindParameter[int] = sa.bindparam("body")
_HERE: sa.BindParameter[int] = sa.bindparam("here")
_DAY: sa.BindParameter[date] = sa.bindparam("day")
_CODES: sa.BindParameter[Any] = sa.bindparam("codes", expanding=True)
_BEFORE = (Visit.body_id == _BODY, Visit.id != _HERE, Visit.day <= _DAY, Visit.state != "planned")
_LAST_VISITS = sa.select(Visit.id).where(*_BEFORE).order_by(Visit.day.desc(), Visit.id.desc()).limit(MOST_VISITS)
_NOTE = aliased(Answer)
_ANSWERS = (
    sa.select(VisitItem.code, VisitItem.ref, Visit.day, Answer.owner, Answer.state, _NOTE.values)
    .select_from(Answer)
    .join(VisitItem, Answer.visit_item_id == VisitItem.id)
    .join(Visit, VisitItem.visit_id == Visit.id)
    .outerjoin(
        _NOTE,
        sa.and_(_NOTE.visit_item_id == VisitItem.id, _NOTE.owner == Answer.owner, _NOTE.kind == "note"),
    )
    .where(VisitItem.visit_id.in_(_LAST_VISITS), VisitItem.code.in_(_CODES), VisitItem.active)
    .where(Answer.kind == "answer", Answer.state != "unchecked")
    .order_by(Visit.day.desc(), Visit.id.desc(), Answer.owner)
)
_OPEN = (
    sa.select(
        *(VisitItem.code, Finding.kind, Finding.state, Finding.ref),
        *(Remedy.ref.label("remedy_ref"), Remedy.state.label("remedy_state"), Remedy.due_on),
    )
    .select_from(VisitItem)
    .join(FindingItem, FindingItem.visit_item_id == VisitItem.id)
    .join(Finding, FindingItem.finding_id == Finding.id)
    .join(Visit, Finding.visit_id == Visit.id)
    .outerjoin(Remedy, sa.and_(Remedy.finding_id == Finding.id, Remedy.state.not_in(DONE)))
    .where(*_BEFORE, VisitItem.code.in_(_CODES), Finding.kind != "good_practice")
    .where(sa.or_(Finding.state.not_in(ENDED), Remedy.id.is_not(None)))
    .order_by(Remedy.due_on, Finding.id, Remedy.id)
)


def earlier(session: Session, visit: Visit, codes: Iterable[str], agency: str) -> dict[str, Earlier]:
    """Code → what earlier visits of the same body say, as far as the viewer may see it; his agency's answer first."""
    asked = {"body": visit.body_id, "here": visit.id, "day": visit.day, "codes": sorted(codes)}
    found: dict[str, Earlier] = {}
    for code, ref, day, owner, state, note in session.execute(_ANSWERS, asked):
        one = found.setdefault(code, Earlier())
        if one.last is None or (owner == agency and one.last.item_ref == ref):
            one.last = Before(day, ref, owner, state, str((note or {}).get("note") or ""))
    for row in session.execute(_OPEN, asked):
        found.setdefault(row[0], Earlier()).open.append(Open(*row[1:]))
    return found
