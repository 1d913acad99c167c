"""Counts what the overview shows, each number in one statement through the session's filter; it writes nothing.

A number is of a year: a visit counts on its day, a finding and a requirement with its visit, an inspection on the day
of its decision, a line of the plan in the quarter that the plan gives it. The quarter, commune and body that are asked
for narrow the same visits. An agency counts what is its own work: the visits and inspections that it leads, the
findings and requirements that it follows. Whatever the viewer may not see is in no number.
"""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.findings.queries import asked_conditions
from inspections.inspecting import queries as inspecting
from inspections.inspecting.rules import VISITED_STATES
from inspections.overview import ranking, rules
from inspections.overview.cells import Cell, Totals
from inspections.overview.rules import Asked, Figures, Findings, Late, Plan, PlanLine
from inspections.remedies import conditions
from inspections.remedies import queries as remedy_queries
from models.directory import Body
from models.findings import Finding, Remedy
from models.inspections import Inspection, InspectionLine, Visit
from models.plans import Plan as PlanRow
from models.plans import PlanLine as PlanLineRow
from models.plans import PlanVersion


def years(session: Session, today: date) -> list[int]:
    """The years that have visits or a plan, and this one, newest first."""
    planned = (sa.select(edge(PlanRow.year)).scalar_subquery() for edge in (sa.func.min, sa.func.max))
    first, last, *plans = session.execute(sa.select(sa.func.min(Visit.day), sa.func.max(Visit.day), *planned)).one()
    found = [day.year for day in (first, last, today) if day] + [year for year in plans if year]
    return list(range(max(found), min(found) - 1, -1))


def figures(session: Session, asked: Asked, today: date) -> Figures:
    """Every number of the overview."""
    return Figures(
        asked=asked,
        late=late(session, asked, today),
        plans=plans(session, asked),
        inspections=inspections(session, asked),
        visits=visits(session, asked),
        findings=findings(session, asked),
        remedies=remedies(session, asked),
        totals=Totals(cells(session, asked, today)),
        bodies=ranking.bodies(session, asked, today),
        duties=ranking.duties(session, asked),
        **ranking.places(session, asked),
    )


def late(session: Session, asked: Asked, today: date) -> list[Late]:
    """What is overdue today, of every year, by agency and body: the longest overdue first."""
    rows = session.execute(
        remedy_queries.narrowed(_late_rows(today), rules.asked_of("late", asked)[1], today)
        .group_by(Remedy.owner, Body.id, Body.ref, Remedy.due_on)
        .order_by(Body.sort_key, Body.id, Remedy.owner, Remedy.due_on)
    )
    found = [
        Late(*whose, tuple((row.due_on, row.requirements) for row in each))
        for whose, each in groupby(rows, key=lambda row: (row.owner, row.ref, row.body))
    ]
    return sorted(found, key=lambda one: one.due_on)


def _late_rows(today: date) -> Any:
    return (
        sa.select(
            Remedy.owner,
            Body.ref,
            directory.name_on(Body.id, today).label("body"),
            Remedy.due_on,
            sa.func.count(Remedy.id).label("requirements"),
        )
        .join(Visit, Remedy.visit_id == Visit.id)
        .join(Body, Visit.body_id == Body.id)
    )


def plans(session: Session, asked: Asked) -> dict[int, Plan]:
    """The plans of the year and of the year before as they were issued last, with what became of their lines.

    A year without one has no plan until it is issued. A line counts in its planned quarter, however late it was done;
    one that names several bodies counts once, and where a commune or a body is asked for, if it names one of these.
    """
    rows = session.execute(
        sa.select(PlanRow.id, PlanRow.year, PlanRow.ref, PlanVersion.content)
        .join(PlanVersion, PlanVersion.plan_id == PlanRow.id)
        .where(PlanRow.year.in_((asked.year, asked.year - 1)))
        .order_by(PlanVersion.number)
    ).all()
    newest = {row.year: row for row in rows}
    carried = _carried_out(session, [row.id for row in newest.values()])
    wanted = _planned(session, asked)
    return {
        year: Plan(row.ref, [_line(line, carried) for line in row.content["lines"] if wanted(line)])
        for year, row in newest.items()
    }


def _planned(session: Session, asked: Asked) -> Callable[[Mapping[str, Any]], bool]:
    """What tells whether a line of a plan stands and is asked for."""
    refs = {asked.body} if asked.body else None
    if asked.commune:
        there = set(session.scalars(sa.select(Body.ref).where(Body.commune == asked.commune)))
        refs = there if refs is None else refs & there

    def wanted(line: Mapping[str, Any]) -> bool:
        here = refs is None or any(body["ref"] in refs for body in line["bodies"])
        return (
            here
            and not line["dropped"]
            and asked.agency in ("", line["lead"])
            and asked.quarter in ("", str(line["quarter"]))
        )

    return wanted


def _carried_out(session: Session, plan_ids: list[int]) -> dict[str, list[tuple[str, str, str]]]:
    """Key of a line → the inspections that carry it out."""
    rows = session.execute(
        sa.select(PlanLineRow.ref.label("key"), Inspection.ref, Inspection.title, Inspection.state)
        .join(InspectionLine, InspectionLine.plan_line_id == PlanLineRow.id)
        .join(Inspection, InspectionLine.inspection_id == Inspection.id)
        .where(PlanLineRow.plan_id.in_(plan_ids))
        .order_by(Inspection.id)
    )
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows:
        found.setdefault(row.key, []).append((row.ref, row.title, row.state))
    return found


def _line(line: Mapping[str, Any], carried: Mapping[str, list[tuple[str, str, str]]]) -> PlanLine:
    bodies = tuple(body["name"] for body in line["bodies"])
    return PlanLine(line["number"], bodies, line["quarter"], line["lead"], tuple(carried.get(line["key"], ())))


def _states(session: Session, query: Any, state: Any) -> dict[str, int]:
    return {row[0]: row[1] for row in session.execute(query.group_by(state))}


def inspections(session: Session, asked: Asked) -> dict[str, int]:
    """State → how many inspections whose decision is of the year."""
    query = sa.select(Inspection.state, sa.func.count(Inspection.id))
    return _states(session, query.where(*inspecting.inspection_conditions(asked.values())), Inspection.state)


def visits(session: Session, asked: Asked) -> dict[str, int]:
    """State → how many visits whose day is in the year."""
    query = sa.select(Visit.state, sa.func.count(Visit.id))
    return _states(session, query.where(*inspecting.visit_conditions(asked.values())), Visit.state)


def remedies(session: Session, asked: Asked) -> dict[str, int]:
    """State → how many requirements of the visits of the year."""
    query = sa.select(Remedy.state, sa.func.count(Remedy.id)).join(Visit, Remedy.visit_id == Visit.id)
    return _states(session, remedy_queries.narrowed(query, asked.values(), date.min), Remedy.state)


def cells(session: Session, asked: Asked, today: date) -> list[Cell]:
    """The counts of the year and of the year before by quarter, agency and commune, as Cell says.

    Of the year before there are the visits and the faults alone: how its requirements stand today says nothing of how
    they stood then.
    """
    both = [asked.values(), rules.before(asked).values()]
    done = sa.or_(*(sa.and_(*inspecting.visit_conditions(values)) for values in both))
    stands = sa.or_(*(sa.and_(*asked_conditions(rules.faulty(values))) for values in both))
    visits = _cells_of(Visit, sa.literal("visits")).where(done, Visit.state.in_(VISITED_STATES))
    faults = _cells_of(Finding, sa.literal("faults")).join(Visit, Finding.visit_id == Visit.id).where(stands)
    due = _cells_of(Remedy, conditions.timing(today)).join(Visit, Remedy.visit_id == Visit.id)
    due = remedy_queries.narrowed(due, asked.values(), today)
    rows = sa.union_all(visits, faults, due).subquery()
    columns = (rows.c.what, rows.c.year, rows.c.quarter, rows.c.agency, Body.commune)
    counted = sa.select(*columns, sa.func.count()).join(Body, rows.c.body_id == Body.id).group_by(*columns)
    return [Cell(*row) for row in session.execute(counted)]


def _cells_of(model: Any, what: Any) -> Any:
    """The query of what one row of a table counts as; it still needs the visit."""
    year, quarter = sa.extract("year", Visit.day).label("year"), directory.quarter_of(Visit.day).label("quarter")
    return sa.select(what.label("what"), year, quarter, model.owner.label("agency"), Visit.body_id).select_from(model)


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
        .where(*asked_conditions(asked.values()))
        .group_by(Finding.kind, Finding.state)
    ).all()
    violations = [row for row in rows if row.kind == "violation"]
    return Findings(
        by={(row.kind, row.state): row.found for row in rows},
        decided=sum(row.decided for row in violations),
        fines=int(sum(row.fines for row in violations)),
        own=int(sum(row.own for row in rows)),
    )
