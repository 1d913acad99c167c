"""Reads plans, their lines and versions as their pages show them, and what decides their steps; it writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from inspections import workflow
from inspections.checklists import queries as checklists
from inspections.directory import queries as directory
from inspections.permissions import Permission, may
from inspections.planning import rules, steps
from inspections.planning.steps import PLAN, PlanFacts
from models.approvals import Approval
from models.directory import Body
from models.plans import Plan, PlanLine, PlanLineBody, PlanVersion


def plans(session: Session) -> Sequence[Any]:
    """(plan, how many of its lines stand), newest year first."""
    standing = (
        sa.select(sa.func.count())
        .select_from(PlanLine)
        .where(PlanLine.plan_id == Plan.id, PlanLine.dropped_reason.is_(None))
        .scalar_subquery()
    )
    return session.execute(sa.select(Plan, standing.label("lines")).order_by(Plan.year.desc())).all()


def plan_of(session: Session, year: int) -> Plan | None:
    """The plan of a year."""
    return session.scalar(sa.select(Plan).where(Plan.year == year))


def lines_of(session: Session, plan: Plan) -> Sequence[PlanLine]:
    """The lines of a plan in their order, each with its bodies."""
    return session.scalars(
        sa.select(PlanLine)
        .options(selectinload(PlanLine.bodies).joinedload(PlanLineBody.body))
        .where(PlanLine.plan_id == plan.id)
        .order_by(PlanLine.number, PlanLine.id)
    ).all()


def snapshot(session: Session, plan: Plan, on: date) -> list[dict[str, Any]]:
    """The lines of a plan as versions keep them, with the names of a day; see ``rules.Line``."""
    lines = lines_of(session, plan)
    names = directory.body_names(session, {one.body_id for line in lines for one in line.bodies}, on)
    agencies = directory.agency_names(session, on, short=True)
    titles = {version.checklist.code: version.title for version in checklists.current_versions(session)}
    return [_as_kept(line, names, agencies, titles) for line in lines]


def _as_kept(
    line: PlanLine, names: Mapping[int, str], agencies: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, Any]:
    bodies = [
        {
            "ref": one.body.ref,
            "name": names.get(one.body_id, one.body.place),
            "subject": one.body.subject,
            "enterprise": one.body.enterprise_of,
        }
        for one in line.bodies
    ]
    return {
        "key": line.ref,
        "number": line.number,
        "bodies": bodies,
        "checklists": [{"code": code, "title": titles.get(code, code)} for code in line.checklists],
        "quarter": line.quarter,
        "month": line.month,
        "lead": line.lead,
        "lead_name": agencies.get(line.lead, line.lead),
        "content": line.content,
        "form": line.form,
        "note": line.note,
        "dropped": line.dropped_reason or "",
    }


def versions(session: Session, plan: Plan) -> dict[int, PlanVersion]:
    """The versions of a plan that were issued, by number."""
    rows = session.scalars(sa.select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.number))
    return {row.number: row for row in rows}


def approvals(session: Session, plan: Plan) -> Sequence[Approval]:
    """The steps that a plan took, oldest first, each with who took or recorded it."""
    return session.scalars(
        sa.select(Approval).options(joinedload(Approval.by)).where(Approval.plan_id == plan.id).order_by(Approval.id)
    ).all()


def last_step(session: Session, plan: Plan) -> str | None:
    """The step that a plan took last."""
    query = sa.select(Approval.step).where(Approval.plan_id == plan.id).order_by(Approval.id.desc())
    return session.scalar(query.limit(1))


def facts(plan: Plan, lines: Iterable[rules.Line], in_force: PlanVersion | None) -> PlanFacts:
    """The facts that decide the steps of a plan, from its title, its lines and the version that was issued last."""
    lines, kept = list(lines), in_force.content if in_force else None
    changed = kept is None or plan.title != kept["title"] or bool(rules.difference(kept["lines"], lines))
    return PlanFacts(lines=sum(not line["dropped"] for line in lines), changed=changed, revised=in_force is not None)


def stood_before(session: Session, plan: Plan) -> str:
    """Where a plan stood when its revision began: issued, or sent after that."""
    query = sa.select(Approval.state).where(Approval.plan_id == plan.id, Approval.number == plan.number - 1)
    states = session.scalars(query.order_by(Approval.id.desc())).all()
    return "sent" if "sent" in states else "issued"


def covers(session: Session, body: Body, first: date, last: date) -> bool:
    """Whether a plan in force of a year between the two days names the body: drafts and later changes do not count."""
    other = aliased(PlanVersion)
    newest = sa.select(sa.func.max(other.number)).where(other.plan_id == PlanVersion.plan_id).scalar_subquery()
    contents = session.scalars(
        sa.select(PlanVersion.content)
        .join(Plan, PlanVersion.plan_id == Plan.id)
        .where(Plan.year.between(first.year, last.year), PlanVersion.number == newest)
    )
    return any(rules.names_standing(content["lines"], body.ref) for content in contents)


@dataclass(frozen=True)
class Choice:
    """A body that may be chosen for a line."""

    ref: str
    name: str
    group: str
    subject: str


def bodies(session: Session, today: date, text: str, chosen: Iterable[str]) -> list[Choice]:
    """The bodies that the search finds, by group and name; those that are chosen are always among them."""
    name = directory.name_on(Body.id, today).label("name")
    found = directory.matching(sa.select(Body.id), Body.search_text, text)
    rows = session.execute(
        sa.select(Body.ref, name, Body.group_name, Body.subject)
        .where(sa.or_(Body.id.in_(found), Body.ref.in_(set(chosen))))
        .order_by(Body.group_name, Body.sort_key, Body.id)
    )
    return [Choice(*row) for row in rows]


def checklist_titles(session: Session) -> list[tuple[str, str]]:
    """(code, title) of every checklist."""
    return [(version.checklist.code, version.title) for version in checklists.current_versions(session)]


def waiting(session: Session, user: Any) -> list[tuple[Plan, str]]:
    """The plans whose next step the user may take, or record from its paper, with what he does; newest year first."""
    rows = session.scalars(sa.select(Plan).where(Plan.state.in_(steps.NEXT)).order_by(Plan.year.desc()))
    found = [(plan, _task(user, plan, workflow.find(PLAN, steps.NEXT[plan.state]))) for plan in rows]
    return [(plan, task) for plan, task in found if task]


def _task(user: Any, plan: Plan, step: workflow.Step) -> str | None:
    """What the user does at the next step; a clerk records its paper, once there is something to sign."""
    if may(user, step.permission, plan):
        return step.label
    records = user.role == "clerk" and plan.state not in rules.EDITABLE and may(user, Permission.PLAN_RECORD, plan)
    return f"Ghi nhận {steps.RECORDED[step.name]}" if records else None
