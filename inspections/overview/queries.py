"""Counts what the overview shows, each number in one statement through the session's filter; it writes nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.checklists import queries as checklists
from inspections.directory import queries as directory
from inspections.findings.queries import asked_conditions, in_year
from inspections.overview import rules
from inspections.overview.rules import Asked, Figures, Findings, Late, Plan, PlanLine, Ranked
from inspections.search.rules import shortened
from models.checklists import Checklist, ChecklistVersion, VisitItem
from models.directory import Body
from models.findings import Finding, FindingItem, Remedy
from models.inspections import Inspection, InspectionLine, Visit
from models.plans import Plan as PlanRow
from models.plans import PlanLine as PlanLineRow
from models.plans import PlanVersion


def years(session: Session, today: date) -> list[int]:
    """The years that have visits, and this one, newest first."""
    first, last = session.execute(sa.select(sa.func.min(Visit.day), sa.func.max(Visit.day))).one()
    days = [day for day in (first, last, today) if day]
    return list(range(max(days).year, min(days).year - 1, -1))


def figures(session: Session, asked: Asked, today: date) -> Figures:
    """Every number of the overview."""
    return Figures(
        asked=asked,
        late=late(session, asked, today),
        plan=plan(session, asked),
        inspections=_by_state(session, Inspection, Inspection.decided_on, asked),
        visits=_by_state(session, Visit, Visit.day, asked),
        findings=findings(session, asked),
        remedies=remedies(session, asked),
        duties=duties(session, asked),
        sections=sections(session, asked),
        items=items(session, asked),
    )


def _of(model: Any, asked: Asked) -> tuple[Any, ...]:
    return (model.owner == asked.agency,) if asked.agency else ()


def late(session: Session, asked: Asked, today: date) -> list[Late]:
    """What is overdue today, of every year, by agency and body: the longest overdue first."""
    oldest = sa.func.min(Remedy.due_on).label("oldest")
    rows = session.execute(
        sa.select(Remedy.owner, Body.ref, directory.name_on(Body.id, today), sa.func.count(Remedy.id), oldest)
        .join(Visit, Remedy.visit_id == Visit.id)
        .join(Body, Visit.body_id == Body.id)
        .where(Remedy.state.not_in(rules.VERIFIED), Remedy.due_on < today, *_of(Remedy, asked))
        .group_by(Remedy.owner, Body.id, Body.ref)
        .order_by(oldest, Body.sort_key, Body.id, Remedy.owner)
    )
    return [Late(*row) for row in rows]


def plan(session: Session, asked: Asked) -> Plan | None:
    """The plan of the year as it was issued last, with what became of its lines; None before it is issued."""
    row = session.execute(
        sa.select(PlanRow.id, PlanRow.ref, PlanVersion.content)
        .join(PlanVersion, PlanVersion.plan_id == PlanRow.id)
        .where(PlanRow.year == asked.year)
        .order_by(PlanVersion.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    carried = _carried_out(session, row.id)
    standing = [line for line in row.content["lines"] if not line["dropped"]]
    return Plan(row.ref, [_line(line, carried) for line in standing if asked.agency in ("", line["lead"])])


def _carried_out(session: Session, plan_id: int) -> dict[str, list[tuple[str, str, str]]]:
    """Key of a line → the inspections that carry it out."""
    rows = session.execute(
        sa.select(PlanLineRow.ref.label("key"), Inspection.ref, Inspection.title, Inspection.state)
        .join(InspectionLine, InspectionLine.plan_line_id == PlanLineRow.id)
        .join(Inspection, InspectionLine.inspection_id == Inspection.id)
        .where(PlanLineRow.plan_id == plan_id)
        .order_by(Inspection.id)
    )
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows:
        found.setdefault(row.key, []).append((row.ref, row.title, row.state))
    return found


def _line(line: Mapping[str, Any], carried: Mapping[str, list[tuple[str, str, str]]]) -> PlanLine:
    bodies = tuple(body["name"] for body in line["bodies"])
    return PlanLine(line["number"], bodies, line["quarter"], line["lead"], tuple(carried.get(line["key"], ())))


def _by_state(session: Session, model: Any, day: Any, asked: Asked) -> dict[str, int]:
    """State → how many rows of a table whose ``day`` lies in the year."""
    query = sa.select(model.state, sa.func.count(model.id)).group_by(model.state)
    rows = session.execute(query.where(in_year(day, asked.year), *_of(model, asked)))
    return {row[0]: row[1] for row in rows}


def remedies(session: Session, asked: Asked) -> dict[str, int]:
    """State → how many requirements of the visits of the year."""
    rows = session.execute(
        sa.select(Remedy.state, sa.func.count(Remedy.id))
        .join(Visit, Remedy.visit_id == Visit.id)
        .where(in_year(Visit.day, asked.year), *_of(Remedy, asked))
        .group_by(Remedy.state)
    )
    return {row[0]: row[1] for row in rows}


def findings(session: Session, asked: Asked) -> Findings:
    """What was found at the visits of the year."""
    own = sa.case((Finding.audience == "own", 1), else_=0)
    rows = session.execute(
        sa.select(
            Finding.kind,
            Finding.state,
            sa.func.count(Finding.id).label("found"),
            sa.func.count(Finding.decision_on).label("decided"),
            sa.func.coalesce(sa.func.sum(Finding.fine), 0).label("fines"),
            sa.func.sum(own).label("own"),
        )
        .join(Visit, Finding.visit_id == Visit.id)
        .where(in_year(Visit.day, asked.year), *_of(Finding, asked))
        .group_by(Finding.kind, Finding.state)
    ).all()
    violations = [row for row in rows if row.kind == "violation"]
    return Findings(
        by={(row.kind, row.state): row.found for row in rows},
        decided=sum(row.decided for row in violations),
        fines=int(sum(row.fines for row in violations)),
        own=int(sum(row.own for row in rows)),
    )


def _faults(asked: Asked) -> list[Any]:
    """What narrows to the shortcomings and violations of the year that stand."""
    return asked_conditions(rules.asked_of("faults", asked)[1])


def duties(session: Session, asked: Asked) -> list[Ranked]:
    """The clauses that most findings rest on, the most frequent first."""
    count = sa.func.count(Finding.id).label("found")
    rows = session.execute(
        sa.select(Finding.duty, count)
        .join(Visit, Finding.visit_id == Visit.id)
        .where(*_faults(asked), Finding.duty != "")
        .group_by(Finding.duty)
        .order_by(count.desc(), Finding.duty)
        .limit(rules.MOST)
    )
    return [Ranked(row.duty, row.duty, row.found) for row in rows]


def _by_place(asked: Asked, place: Any) -> Any:
    """(checklist's code, place, a version that has it, how many findings), the most frequent first."""
    count = sa.func.count(sa.distinct(Finding.id)).label("found")
    return (
        sa.select(Checklist.code, place.label("place"), sa.func.max(ChecklistVersion.id).label("version"), count)
        .select_from(Finding)
        .join(Visit, Finding.visit_id == Visit.id)
        .join(FindingItem, FindingItem.finding_id == Finding.id)
        .join(VisitItem, FindingItem.visit_item_id == VisitItem.id)
        .join(ChecklistVersion, VisitItem.checklist_version_id == ChecklistVersion.id)
        .join(Checklist, ChecklistVersion.checklist_id == Checklist.id)
        .where(*_faults(asked))
        .group_by(Checklist.code, place)
        .order_by(count.desc(), Checklist.code, place)
        .limit(rules.MOST)
    )


def sections(session: Session, asked: Asked) -> list[Ranked]:
    """The sections of checklists with most findings; a section's key is "checklist:section"."""
    rows = session.execute(_by_place(asked, VisitItem.section_code)).all()
    known = checklists.versions(session, {row.version for row in rows})
    return [Ranked(f"{row.code}:{row.place}", known[row.version].sections[row.place], row.found) for row in rows]


def _item_words(code: str, version: checklists.Version) -> str:
    return shortened(f"{code}. {version.items[code]['question']}", rules.LONGEST_ITEM)


def items(session: Session, asked: Asked) -> list[Ranked]:
    """The items with most findings; an item's key is its code."""
    rows = session.execute(_by_place(asked, VisitItem.code)).all()
    known = checklists.versions(session, {row.version for row in rows})
    return [Ranked(row.place, _item_words(row.place, known[row.version]), row.found) for row in rows]
