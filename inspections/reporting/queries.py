"""Counts the figures of a period from the rows that both agencies share, whoever asks; it writes nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.findings.rules import FAULTS
from inspections.papers.registry import MINUTES
from inspections.registers import queries as registers
from inspections.registers.rules import YEARLY
from inspections.reporting import conditions, rules
from inspections.reporting.rules import Cell, Figures, Period
from inspections.visible import shared_rows
from models.checklists import Checklist, ChecklistVersion, VisitItem
from models.directory import Body, BodyName
from models.findings import Finding, FindingItem, Remedy
from models.inspections import Inspection, InspectionLine, Visit
from models.papers import Paper
from models.penalties import Receipt
from models.plans import Plan, PlanLine, PlanVersion
from models.reports import ReceivedReport

AGENCIES = ("DIC", "POLICE")
PLANNED = "c"
"""The ground of an inspection that a plan names (Decree 217/2025, article 11.2)."""
ELSE = "Khác"


def figures(session: Session, period: Period) -> Figures:
    """Every number of a report on a period, each with its name and with the words that say what it counts."""
    with shared_rows(session) as reader:
        cells = [*_counted(reader, period), *_plan(reader, period)]
        numbers = dict(rules.totals(cells)) | _alone(reader, period, cells)
        names = directory.agency_names(reader, period.last)
        bodies = dict(_bodies(reader, period, {one.body_id for one in cells if one.body_id}))
        return Figures(
            period.first,
            period.last,
            rules.named(numbers),
            tuple(_groups(reader, period)),
            rules.lines(cells, "agency", {code: names.get(code, code) for code in AGENCIES}, rules.OF_AGENCY),
            rules.lines(cells, "body_id", bodies, rules.OF_BODY),
        )


def _counted(session: Session, period: Period) -> list[Cell]:
    """What the tables hold row by row, in one statement."""
    parts = [*_inspected(period), *_found(period), *_required(period), *_received(period)]
    return [Cell(key, agency, body, int(number)) for key, agency, body, number in session.execute(sa.union_all(*parts))]


def _in(period: Period, day: Any) -> Any:
    return day.between(period.first, period.last)


def _of(key: str, owner: Any, body: Any, number: Any = None) -> Any:
    """The query of one figure by agency and body; it still needs its tables and conditions."""
    amount = sa.func.count() if number is None else sa.func.coalesce(sa.func.sum(number), 0)
    return sa.select(sa.literal(key).label("key"), owner.label("agency"), body.label("body"), amount).group_by(
        owner, body
    )


def _inspected(period: Period) -> Iterator[Any]:
    nowhere = sa.cast(sa.null(), sa.Integer)
    decided = (_in(period, Inspection.decided_on), Inspection.state != "draft")
    for key, more in (("decisions", sa.true()), ("unscheduled", Inspection.ground != PLANNED)):
        yield (
            sa.select(sa.literal(key).label("key"), Inspection.owner.label("agency"), nowhere, sa.func.count())
            .where(*decided, more)
            .group_by(Inspection.owner)
        )
    done = _in(period, Visit.announced_on)
    for key, more in (("visits", sa.true()), ("surveys", Visit.kind == "survey")):
        yield _of(key, Visit.owner, Visit.body_id).where(done, more)
    outside = _of("unscheduled_visits", Visit.owner, Visit.body_id).join(Visit.inspection)
    yield outside.where(done, Inspection.ground != PLANNED)
    first = sa.select(sa.func.min(Paper.signed_on)).where(Paper.visit_id == Visit.id, Paper.kind.in_(MINUTES))
    signed = sa.func.coalesce(first.where(Paper.state == "replaced").scalar_subquery(), Visit.minutes_on)
    yield _of("minutes", Visit.owner, Visit.body_id).where(_in(period, signed))


def _found(period: Period) -> Iterator[Any]:
    at_visit = Finding.visit_id == Visit.id
    stands = (_in(period, Finding.detected_on), conditions.finding_stands(period))
    for key, kind in (
        ("shortcomings", "shortcoming"),
        ("violations", "violation"),
        ("good_practices", "good_practice"),
    ):
        yield _of(key, Finding.owner, Visit.body_id).join(Visit, at_visit).where(Finding.kind == kind, *stands)
    violation = Finding.kind == "violation"
    recorded = _of("records", Finding.owner, Visit.body_id).join(Visit, at_visit)
    yield recorded.where(violation, _in(period, Finding.record_on))
    decided = (violation, _in(period, Finding.decision_on))
    yield _of("fines", Finding.owner, Visit.body_id, Finding.fine).join(Visit, at_visit).where(*decided)
    papers = sa.select(Finding.owner, sa.func.min(Visit.body_id).label("body_id")).join(Visit, at_visit).where(*decided)
    one = papers.group_by(Finding.owner, Finding.decision_number, Finding.decision_on).subquery()
    yield _of("penalty_decisions", one.c.owner, one.c.body_id)
    paid = _of("paid", Receipt.owner, Visit.body_id, Receipt.amount).join(Receipt.finding).join(Visit, at_visit)
    yield paid.where(Receipt.void_reason.is_(None), _in(period, Receipt.day))


def _required(period: Period) -> Iterator[Any]:
    sent, due, done = conditions.sent_on(), conditions.due_on(period), conditions.remedy_done(period)
    in_time = sa.func.coalesce(conditions.put_right_on(period) <= due, sa.false())
    fell_due = sa.and_(sent <= period.last, _in(period, due))
    for key, condition in (
        ("sent", _in(period, sent)),
        ("due", fell_due),
        ("in_time", sa.and_(fell_due, done, in_time)),
        ("met_late", sa.and_(fell_due, done, ~in_time)),
        ("overdue", sa.and_(sent <= period.last, ~done, due < period.last)),
    ):
        yield _of(key, Remedy.owner, Visit.body_id).join(Visit, Remedy.visit_id == Visit.id).where(condition)


def _received(period: Period) -> Iterator[Any]:
    rows = registers.REPORTS.c
    came = (rows.withdrawn_on.is_(None), _in(period, rows.received_on))
    for key, more in (
        ("reports", sa.true()),
        ("reports_in_time", rows.received_on <= rows.due_on),
        ("reports_late", rows.received_on > rows.due_on),
    ):
        yield _of(key, rows.owner, rows.body_id).join(Body, Body.id == rows.body_id).where(*came, more)


def _plan(session: Session, period: Period) -> Iterator[Cell]:
    """The lines of the plans in force when the period ended that were to be carried out in it."""
    rows = session.execute(
        sa.select(Plan.id, Plan.year, PlanVersion.content)
        .join(PlanVersion, PlanVersion.plan_id == Plan.id)
        .where(Plan.year.in_(period.years), PlanVersion.issued_on <= period.last)
        .order_by(PlanVersion.number)
    )
    newest = {row.year: row for row in rows}
    begun = _begun(session, period, [row.id for row in newest.values()])
    for year, row in newest.items():
        for line in row.content["lines"]:
            if not line["dropped"] and period.quarter_ends(year, line["quarter"]):
                yield from _of_line(line, line["key"] in begun)


def _of_line(line: Mapping[str, Any], begun: bool) -> Iterator[Cell]:
    yield Cell("planned", line["lead"], None, 1)
    yield Cell("planned_begun", line["lead"], None, int(begun))
    yield Cell("planned_units", line["lead"], None, len(line["bodies"]))


def _begun(session: Session, period: Period, plans: list[int]) -> set[str]:
    """The keys of the lines that were begun somewhere."""
    return set(
        session.scalars(
            sa.select(PlanLine.ref)
            .join(InspectionLine, InspectionLine.plan_line_id == PlanLine.id)
            .join(Visit, Visit.inspection_id == InspectionLine.inspection_id)
            .where(PlanLine.plan_id.in_(plans), Visit.announced_on <= period.last)
        )
    )


def _alone(session: Session, period: Period, cells: list[Cell]) -> dict[str, int]:
    named = sa.select(BodyName.body_id).where(BodyName.valid_from <= period.last, BodyName.valid_to >= period.last)
    bodies = session.scalar(sa.select(sa.func.count()).select_from(Body).where(Body.id.in_(named))) or 0
    covered = {one.body_id for one in cells if one.key == "visits"}
    return {"bodies": bodies, "covered": len(covered), "yearly_missing": _missing(session, period)}


def _missing(session: Session, period: Period) -> int:
    """How many yearly reports were due in the period and had not come when it ended."""
    missing = 0
    for year in period.years:
        due = registers.yearly_due(session, year)
        if due is not None and period.first <= due <= period.last:
            came = sa.select(ReceivedReport.body_id).where(
                ReceivedReport.kind == YEARLY,
                ReceivedReport.year == year,
                ReceivedReport.withdrawn_on.is_(None),
                ReceivedReport.received_on <= period.last,
            )
            late = (
                sa.select(sa.func.count()).select_from(Body).where(registers.reporting_bodies(), Body.id.not_in(came))
            )
            missing += session.scalar(late) or 0
    return missing


def _groups(session: Session, period: Period) -> Iterator[tuple[str, int]]:
    """(what a checklist is about, how many faults rest on its items), and at the end those that rest on none."""
    faults = sa.select(Finding.id).where(
        Finding.kind.in_(FAULTS), _in(period, Finding.detected_on), conditions.finding_stands(period)
    )
    rows = session.execute(
        sa.select(sa.func.max(ChecklistVersion.title), sa.func.count(sa.distinct(FindingItem.finding_id)))
        .select_from(FindingItem)
        .join(VisitItem, FindingItem.visit_item_id == VisitItem.id)
        .join(ChecklistVersion, VisitItem.checklist_version_id == ChecklistVersion.id)
        .join(Checklist, ChecklistVersion.checklist_id == Checklist.id)
        .where(FindingItem.finding_id.in_(faults))
        .group_by(Checklist.code)
        .order_by(Checklist.code)
    )
    for title, count in rows:
        yield title.partition(": ")[2] or title, count
    without = (
        sa.select(sa.func.count())
        .select_from(Finding)
        .where(Finding.id.in_(faults), ~sa.exists().where(FindingItem.finding_id == Finding.id))
    )
    rest = session.scalar(without)
    if rest:
        yield ELSE, rest


def _bodies(session: Session, period: Period, keys: set[int]) -> list[tuple[int, str]]:
    """(key, name on the last day) of these bodies, in the order of the alphabet."""
    query = sa.select(Body.id, directory.name_on(Body.id, period.last)).where(Body.id.in_(keys))
    return [(row[0], row[1]) for row in session.execute(query.order_by(Body.sort_key, Body.id))]
