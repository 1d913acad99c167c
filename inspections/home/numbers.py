"""Reads the number book: which papers and decisions have which number, of which day; it gives no number."""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from inspections.directory import queries as directory
from models.base import OPEN_END
from models.inspections import Inspection, Visit
from models.papers import Paper

DECISION = "decision"
_drawn_up = aliased(Paper)

_papers = (
    sa.select(
        sa.literal("paper").label("source"),
        Paper.ref,
        Paper.kind,
        Paper.number,
        sa.func.coalesce(Paper.numbered_on, OPEN_END).label("day"),
        Paper.title,
        Paper.state,
        directory.name_on(Visit.body_id, Visit.day).label("body"),
        Inspection.title.label("inspection"),
        Inspection.decision_number.label("decision"),
    )
    .outerjoin(Visit, Paper.visit_id == Visit.id)
    .outerjoin(Inspection, Paper.inspection_id == Inspection.id)
    .where(Paper.number.is_not(None))
)
_decisions = sa.select(
    sa.literal("inspection").label("source"),
    Inspection.ref,
    sa.literal(DECISION).label("kind"),
    Inspection.decision_number.label("number"),
    sa.func.coalesce(Inspection.decided_on, OPEN_END).label("day"),
    Inspection.title,
    Inspection.state,
    sa.literal("").label("body"),
    sa.literal("").label("inspection"),
    sa.literal("").label("decision"),
).where(
    Inspection.decision_number.is_not(None),
    ~sa.exists().where(
        _drawn_up.inspection_id == Inspection.id,
        _drawn_up.kind == DECISION,
        _drawn_up.number == Inspection.decision_number,
    ),
)
NUMBERS = sa.union_all(_papers, _decisions).subquery("numbered")
"""Everything that has a number; the day is OPEN_END until it is signed. A decision that was signed elsewhere, or that
was signed here without its paper, stands for itself; one whose paper was drawn up here stands as that paper."""
ROW = SimpleNamespace(ref=NUMBERS.c.ref)
"""What a row of them is known by."""


def numbered(session: Session, asked: Mapping[str, Any], today: date, turn: directory.Turn) -> directory.Page:
    """A page of the number book: what is not signed yet, then the newest day first.

    ``asked`` may hold ``year`` (of the day; what is not signed yet is of this year) and ``kind``.
    """
    day = NUMBERS.c.day
    query = sa.select(NUMBERS)
    if year := int(asked.get("year") or 0):
        of_year = day.between(date(year, 1, 1), date(year, 12, 31))
        query = query.where(sa.or_(of_year, day == OPEN_END) if year == today.year else of_year)
    if kind := asked.get("kind"):
        query = query.where(NUMBERS.c.kind == kind)
    return directory.page_of(session, query, ROW, (day, NUMBERS.c.number, NUMBERS.c.ref), turn, falling=True)


def years(session: Session, today: date) -> list[int]:
    """The years in which something got its number, and this one, newest first."""
    day = NUMBERS.c.day
    edges = session.execute(sa.select(sa.func.min(day), sa.func.max(day)).where(day < OPEN_END)).one()
    found = [today.year, *(one.year for one in edges if one)]
    return list(range(max(found), min(found) - 1, -1))
