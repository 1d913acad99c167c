"""Reads requirements for the board and for the picture of their days, each in one statement; it writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from inspections.remedies import conditions
from inspections.remedies import queries as remedies
from inspections.remedies.rules import UNFINISHED
from inspections.tracking.rules import COLUMNS, MOST_BARS, MOST_CARDS, Lane
from models.base import BEGINNING
from models.findings import Remedy, RemedyStep


def _closed() -> Any:
    """The day on which what has ended did; one day for all the others, so that their due days order them."""
    return sa.case((Remedy.state == "effective", sa.func.coalesce(Remedy.closed_on, BEGINNING)), else_=BEGINNING)


def _judged() -> Any:
    """The day from which the effect of what is verified is judged; one day for all the others."""
    judged = sa.func.coalesce(Remedy.effect_due_on, BEGINNING)
    return sa.case((Remedy.state == "verified", judged), else_=BEGINNING)


def lanes(session: Session, asked: Mapping[str, Any], today: date) -> list[Lane]:
    """Every column of the board; a column asks by the same conditions as the list that its count opens."""
    column = sa.case(*((sa.and_(*conditions.standing(one.asked, today)), one.key) for one in COLUMNS))
    standing = remedies.frame(today).with_only_columns(
        Remedy.id,
        Remedy.due_on,
        column.label("lane"),
        _closed().label("closed"),
        _judged().label("judged"),
        maintain_column_froms=True,
    )
    each = remedies.narrowed(standing, asked, today).subquery()
    order = (each.c.closed.desc(), each.c.judged, each.c.due_on, each.c.id)
    placed = sa.select(
        each.c.id,
        each.c.lane,
        sa.func.count().over(partition_by=each.c.lane).label("whole"),
        sa.func.row_number().over(partition_by=each.c.lane, order_by=order).label("place"),
    ).subquery()
    rows = session.execute(
        remedies.frame(today)
        .add_columns(placed.c.lane, placed.c.whole)
        .join(placed, placed.c.id == Remedy.id)
        .where(placed.c.place <= MOST_CARDS)
        .order_by(placed.c.lane, placed.c.place)
    )
    found = {key: list(group) for key, group in groupby(rows, key=lambda row: row.lane)}
    return [Lane(one, found[one.key][0].whole if one.key in found else 0, found.get(one.key, [])) for one in COLUMNS]


@dataclass(frozen=True)
class Running:
    """A requirement that its body has and has not met: since when it has it, and the due days before more time."""

    remedy: Remedy
    body: str
    sent_on: date
    earlier: Sequence[date]


def running(session: Session, asked: Mapping[str, Any], today: date) -> list[Running]:
    """What bodies have and have not met, what is due first before; at most so many as are drawn."""
    sent_on = sa.select(sa.func.min(RemedyStep.happened_on)).where(
        RemedyStep.remedy_id == Remedy.id, RemedyStep.step == "send"
    )
    query = remedies.frame(today).add_columns(sent_on.correlate(Remedy).scalar_subquery().label("sent_on"))
    rows = session.execute(
        remedies.narrowed(query, {**asked, "state": UNFINISHED}, today)
        .where(Remedy.sent)
        .options(selectinload(Remedy.extensions))
        .order_by(*remedies.ORDER)
        .limit(MOST_BARS)
    ).all()
    return [Running(remedy, body, sent, _earlier(remedy)) for remedy, body, sent in rows]


def _earlier(remedy: Remedy) -> list[date]:
    """The due days that held before more time was granted, oldest first."""
    return sorted({one.from_on for one in remedy.extensions if one.granted and one.from_on < remedy.due_on})


def unmet(session: Session, asked: Mapping[str, Any], today: date) -> tuple[int, int]:
    """(how many requirements that are not met were sent, how many were not)."""
    each = remedies.frame(today).with_only_columns(Remedy.sent.label("sent"), maintain_column_froms=True)
    found = remedies.narrowed(each, {**asked, "state": UNFINISHED}, today).subquery()
    counted = session.execute(sa.select(found.c.sent, sa.func.count()).group_by(found.c.sent))
    counts = {bool(sent): count for sent, count in counted}
    return counts.get(True, 0), counts.get(False, 0)
