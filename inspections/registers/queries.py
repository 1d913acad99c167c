"""Reads the reports that bodies sent and those that are still waited for; it writes nothing.

A report is an entry of the register, or a self-check that a body answered in the application itself.
"""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.registers import rules
from inspections.registers.rules import Awaited
from models.directory import Body
from models.inquiries import Inquiry
from models.inspections import Visit
from models.papers import Paper
from models.reports import ReceivedReport

MOST = 20
"""How many reports that are still waited for the page names; the rest is counted."""
TOLD = frozenset({"signed", "sent"})
"""States of a notice that a body goes by."""

_entries = sa.select(
    sa.literal("entry").label("source"),
    ReceivedReport.ref,
    ReceivedReport.kind,
    ReceivedReport.body_id,
    ReceivedReport.year,
    ReceivedReport.due_on,
    ReceivedReport.received_on,
    ReceivedReport.number,
    ReceivedReport.note,
    ReceivedReport.owner,
    ReceivedReport.audience,
    ReceivedReport.withdrawn_on,
)
_answered = (
    sa.select(
        sa.literal("sheet").label("source"),
        Inquiry.ref,
        sa.literal(rules.SELF_CHECK).label("kind"),
        Visit.body_id,
        sa.cast(sa.extract("year", Visit.day), sa.Integer).label("year"),
        Inquiry.due_on,
        Inquiry.answered_on.label("received_on"),
        sa.literal("").label("number"),
        sa.literal("").label("note"),
        Inquiry.owner,
        Inquiry.audience,
        sa.null().label("withdrawn_on"),
    )
    .join(Visit, Inquiry.visit_id == Visit.id)
    .where(Inquiry.kind == rules.SELF_CHECK, Inquiry.state == "answered", Inquiry.answered_on.is_not(None))
)
REPORTS = sa.union_all(_entries, _answered).subquery("report")
"""Every report that was received, withdrawn entries too."""
ROW = SimpleNamespace(ref=REPORTS.c.ref, id=REPORTS.c.ref)
"""What a row of them is known by."""


def frame(today: date) -> Any:
    """The query of every report received with the name of its body today."""
    return sa.select(REPORTS, directory.name_on(Body.id, today).label("body")).join(Body, Body.id == REPORTS.c.body_id)


def conditions(asked: Mapping[str, Any]) -> list[Any]:
    """What is asked of reports: ``kind``, ``standing`` (of rules.STANDINGS), ``year`` and ``agency`` (a code)."""
    columns = {"kind": REPORTS.c.kind, "agency": REPORTS.c.owner}
    found = [column == asked[name] for name, column in columns.items() if asked.get(name)]
    if asked.get("year"):
        found.append(REPORTS.c.year == int(asked["year"]))
    if asked.get("standing"):
        found.append(_STANDINGS[asked["standing"]])
    return found


_stands = REPORTS.c.withdrawn_on.is_(None)
_STANDINGS = {
    "in_time": sa.and_(_stands, REPORTS.c.received_on <= REPORTS.c.due_on),
    "late": sa.and_(_stands, REPORTS.c.received_on > REPORTS.c.due_on),
    "no_day": sa.and_(_stands, REPORTS.c.due_on.is_(None)),
    "withdrawn": ~_stands,
}


def yearly_due(session: Session, year: int) -> date | None:
    """The last day in time of a year's report, by the rule that holds at the end of that year; None without a rule."""
    before = directory.setting(session, rules.BEFORE, date(year, 12, 31))
    return rules.last_day_before(before, year) if before else None


def notice_due(session: Session, visit: Visit) -> date | None:
    """The last day for the report that the notice of a visit asks for."""
    query = sa.select(Paper).where(Paper.visit_id == visit.id, Paper.kind == "visit_notice", Paper.state.in_(TOLD))
    notice = session.scalars(query.order_by(Paper.id.desc()).limit(1)).first()
    return rules.day_in(str(notice.fields.get("report_by") or "")) if notice else None


def present(session: Session, agency: str, kind: str, year: int, body_id: int, visit: Visit | None) -> bool:
    """Whether an agency's register has such a report that was not withdrawn."""
    of_visit = ReceivedReport.visit_id == visit.id if visit else ReceivedReport.visit_id.is_(None)
    query = sa.exists().where(
        ReceivedReport.owner == agency,
        ReceivedReport.kind == kind,
        ReceivedReport.year == year,
        ReceivedReport.body_id == body_id,
        ReceivedReport.withdrawn_on.is_(None),
        of_visit,
    )
    return bool(session.scalar(sa.select(query)))


def reporting_bodies() -> Any:
    """The condition of the bodies that report once a year: the enterprise that provides the service in the province."""
    return sa.and_(Body.kind == "provider", Body.level == "province", Body.enterprise_of.is_not(None))


def awaited(session: Session, year: int, today: date) -> list[Awaited]:
    """Every report of a year that was asked for and is not there, what is due first."""
    found = [*_yearly(session, year, today), *_sheets(session, year), *_outlines(session, year)]
    return rules.in_order(found)


def _received(kind: str, year: int, key: Any) -> Any:
    """The keys (of body or visit) of the reports of a kind that are in the register."""
    stands = (ReceivedReport.kind == kind, ReceivedReport.year == year, ReceivedReport.withdrawn_on.is_(None))
    return sa.select(key).where(*stands, key.is_not(None))


def _yearly(session: Session, year: int, today: date) -> list[Awaited]:
    """Reports of bodies that there still are: what has no name today is waited for no longer."""
    there = _received(rules.YEARLY, year, ReceivedReport.body_id)
    query = sa.select(Body.ref, directory.name_on(Body.id, today).label("name"))
    rows = session.execute(query.where(reporting_bodies(), Body.id.not_in(there))).all()
    due_on = yearly_due(session, year) if rows else None
    return [Awaited(rules.YEARLY, row.name, row.ref, due_on, year) for row in rows if row.name]


def _of_year(year: int) -> Any:
    return Visit.day.between(date(year, 1, 1), date(year, 12, 31))


def _sheets(session: Session, year: int) -> list[Awaited]:
    """Self-checks that were sent in the application and are not answered yet."""
    query = (
        sa.select(Inquiry.ref, Inquiry.due_on, directory.name_on(Visit.body_id, Visit.day).label("name"))
        .join(Visit, Inquiry.visit_id == Visit.id)
        .where(Inquiry.kind == rules.SELF_CHECK, Inquiry.state == "open", _of_year(year))
    )
    return [Awaited(rules.SELF_CHECK, row.name or "", row.ref, row.due_on, year) for row in session.execute(query)]


def _outlines(session: Session, year: int) -> list[Awaited]:
    """Reports that a notice asks for before a visit; of several notices of a visit the last one holds."""
    there = _received(rules.OUTLINE, year, ReceivedReport.visit_id)
    query = (
        sa.select(Visit.ref, Paper.fields, directory.name_on(Visit.body_id, Visit.day).label("name"))
        .join(Visit, Paper.visit_id == Visit.id)
        .where(Paper.kind == "visit_notice", Paper.state.in_(TOLD), _of_year(year), Visit.id.not_in(there))
        .order_by(Paper.id)
    )
    newest = {row.ref: row for row in session.execute(query)}
    return [
        Awaited(rules.OUTLINE, row.name or "", row.ref, rules.day_in(str(row.fields.get("report_by") or "")), year)
        for row in newest.values()
    ]


def bodies(session: Session, today: date) -> list[tuple[str, str]]:
    """(reference, name) of every body that there is; those that report once a year come first."""
    query = sa.select(Body.ref, directory.name_on(Body.id, today).label("name"))
    rows = session.execute(query.order_by(sa.case((reporting_bodies(), 0), else_=1), Body.sort_key, Body.id))
    return [(row.ref, row.name) for row in rows if row.name]


def body(session: Session, ref: str) -> Body | None:
    """The body with this reference."""
    return session.scalar(sa.select(Body).where(Body.ref == ref))


def years(session: Session, today: date) -> list[int]:
    """Every year from the newest that the register has or that is now, back to the oldest, last year at least."""
    found = set(session.scalars(sa.select(REPORTS.c.year).join(Body, Body.id == REPORTS.c.body_id).distinct()))
    return list(range(max(found | {today.year}), min(found | {today.year - 1}) - 1, -1))
