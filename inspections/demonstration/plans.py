"""Stores the plans of the demonstration with their papers, through the actions that people use."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.demonstration.cases import Province
from inspections.demonstration.reading import VIETNAM
from inspections.planning import actions
from inspections.planning.rules import LineData, Paper, quarter_of
from models.approvals import Approval
from models.directory import User
from models.plans import Plan, PlanLine

Row = Mapping[str, Any]

WAY = {
    "consulted": ("agree", "Công văn", "police.manager"),
    "submitted": ("submit", "Tờ trình", "dir"),
    "approved": ("approve", "Công văn", "approver"),
    "issued": ("issue", "Kế hoạch", "dir"),
    "sent": ("send", "Công văn", "dir"),
}
"""State of a paper in the file → the step it is for, its kind, and who signed it."""
AGAIN = (("agree", "police.manager"), ("submit", "dic.manager"), ("approve", "approver"), ("issue", "dic.manager"))
"""How the plan was changed after its issue: all in the application, each by whose step it is."""
AT = time(10, 0)
SETTLED = timedelta(days=14)
"""A change comes not sooner than this after the plan was complete."""


def add_plan(session: Session, province: Province, row: Row) -> Plan:
    """Stores one plan as ``reading.read`` gives it; what was dropped after its issue makes the second version."""
    today = province.at.astimezone(VIETNAM).date()
    author, clerk = province.people["dic.manager"], province.people["clerk"]
    plan = actions.create(session, author, row["year"], row["title"])
    lines = {line["key"]: _add_line(session, province, plan, line) for line in row["lines"]}
    dropped = [line for line in row["lines"] if line["dropped"]]
    complete = row["papers"][-1]["dated"]
    changed_on = max([complete + SETTLED, *(line["dropped"]["dated"] for line in dropped)])
    later = bool(dropped) and changed_on <= today
    if not later:
        _drop(session, province, lines, dropped)
    _take(session, plan, author, "consult", row["papers"][0]["dated"])
    for paper in row["papers"]:
        step, kind, signer = WAY[paper["step"]]
        signed = Paper(kind, paper["number"], paper["dated"], _named(province.people[signer]))
        _take(session, plan, clerk, step, paper["dated"], paper=signed)
    if later:
        _take(session, plan, author, "revise", changed_on, reason=dropped[0]["dropped"]["reason"])
        _drop(session, province, lines, dropped)
        for step, by in (("consult", "dic.manager"), *AGAIN, ("send", "dic.manager")):
            _take(session, plan, province.people[by], step, changed_on)
    return plan


def _named(person: User) -> str:
    return f"{person.title} {person.name}, {person.position}"


def _add_line(session: Session, province: Province, plan: Plan, row: Row) -> PlanLine:
    data = LineData(
        bodies=[province.bodies[key].ref for key in row["bodies"]],
        checklists=row["checklists"],
        content=row["content"],
        quarter=quarter_of(row["planned_on"].month),
        month=row["planned_on"].month,
        lead=row["lead_agency"],
        form=row["form"],
        note=row["note"] or "",
    )
    return actions.add_line(session, plan, province.people["dic.manager"], data, plan.version)


def _drop(session: Session, province: Province, lines: Mapping[str, PlanLine], rows: list[Row]) -> None:
    for row in rows:
        line = lines[row["key"]]
        actions.drop_line(session, line, province.people["dic.manager"], row["dropped"]["reason"], line.plan.version)


def _take(session: Session, plan: Plan, by: User, name: str, on: date, **given: Any) -> None:
    """Takes a step as if it were that day."""
    actions.take_step(session, plan, by, name, on, plan.version, **given)
    newest = session.scalars(
        sa.select(Approval).where(Approval.plan_id == plan.id).order_by(Approval.id.desc())
    ).first()
    if newest is not None:
        newest.at = datetime.combine(on, AT, VIETNAM)
