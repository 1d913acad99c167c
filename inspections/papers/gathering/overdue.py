"""Gathers what a body has not put right in time of what both agencies required of it; it decides nothing."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from inspections.papers.facts import visit as plain
from inspections.papers.wording import short_date
from inspections.remedies.conditions import late
from inspections.remedies.rules import WAITING
from models.findings import Remedy


def conditions(visit_id: int, today: date) -> tuple[Any, ...]:
    """Joint requirements of a visit that the body has, has not reported and is late with."""
    return Remedy.visit_id == visit_id, Remedy.audience == "joint", Remedy.state.in_(WAITING), late(today)


def count(session: Session, visit_id: int, today: date) -> int:
    """How many there are."""
    return session.scalar(sa.select(sa.func.count()).select_from(Remedy).where(*conditions(visit_id, today))) or 0


def gather(session: Session, visit_id: int, today: date) -> tuple[plain.Late, ...]:
    """Each with the letter it came by and the day it had at first, the longest overdue first."""
    rows = session.scalars(
        sa.select(Remedy)
        .where(*conditions(visit_id, today))
        .options(selectinload(Remedy.steps), selectinload(Remedy.extensions))
        .order_by(Remedy.due_on, Remedy.id)
    )
    return tuple(plain.Late(one.requirement, _letter(one), one.due_on, _first_due(one)) for one in rows)


def _letter(remedy: Remedy) -> str:
    found = next((step for step in remedy.steps if step.step == "send" and step.paper_number), None)
    if found is None:
        return ""
    return f"số {found.paper_number}" + (f" ngày {short_date(found.paper_on)}" if found.paper_on else "")


def _first_due(remedy: Remedy) -> date:
    return min((one.from_on for one in remedy.extensions if one.granted), default=remedy.due_on)
