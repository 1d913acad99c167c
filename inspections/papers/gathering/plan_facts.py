"""Gathers the facts of the plan of a year for its paper; it writes nothing and words nothing."""

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.deciding import queries as deciding
from inspections.papers.facts.wholes import Letter, PlanFacts, PlannedLine
from inspections.papers.gathering import grounds, issuing, prose
from inspections.planning import queries as planning
from inspections.planning.rules import is_survey, when_text
from inspections.visible import shared_rows
from models.approvals import Approval
from models.directory import Body, BodyName
from models.papers import Paper
from models.plans import Plan

AGREED = frozenset({"agree", "agree_with_comments"})
SURVEY = "Khảo sát"
KINDS = ("provider", "transport", "user_agency")


def facts_of(session: Session, paper: Paper, zone: tzinfo) -> PlanFacts:
    """The facts for a paper of a plan, with what was typed for it."""
    typed = dict(paper.fields)
    with shared_rows(session) as reader:
        plan = reader.scalars(sa.select(Plan).where(Plan.id == paper.plan_id)).one()
        return _facts(reader, plan, typed, zone)


def _facts(session: Session, plan: Plan, typed: dict[str, Any], zone: tzinfo) -> PlanFacts:
    owner = typed.get("issuer") or plan.owner or ""
    issued = issuing.gather(session, owner, None, zone)
    today: date = issued["today"]
    lines = [line for line in planning.snapshot(session, plan, today) if not line["dropped"]]
    sentences, limits = prose.of("plan", today), deciding.limits(session, today)
    bodies = _bodies(session, {body["ref"] for line in lines for body in line["bodies"]})
    return PlanFacts(
        year=plan.year,
        title=plan.title,
        lines=tuple(_line(line) for line in lines),
        kinds=tuple(kind for kind in KINDS if any(body.kind == kind for body in bodies)),
        grounds=grounds.gather(session, sentences["grounds"], today),
        prose=sentences,
        steps=letters(planning.approvals(session, plan), plan.number),
        before=letters(planning.approvals(session, plan), plan.number - 1).get("issue"),
        enterprise=_enterprise(session, bodies, today),
        days=limits.duration(owner),
        extension=limits.extension(owner),
        days_unit=limits.unit,
        typed=typed,
        **issued,
    )


def letters(rows: Iterable[Approval], number: int) -> dict[str, Letter]:
    """The papers of the steps that a version of a plan took, the last of each; both ways to agree are one step."""
    return {
        "agree" if row.step in AGREED else row.step: Letter(
            row.paper_kind or "", row.paper_number or "", row.paper_on or row.at.date()
        )
        for row in rows
        if row.number == number
    }


def _line(line: Mapping[str, Any]) -> PlannedLine:
    survey = is_survey(line)
    names = tuple(body["name"] for body in line["bodies"])
    return PlannedLine(
        names, line["content"], when_text(line), line["lead_name"], line["note"] or SURVEY * survey, survey
    )


def _bodies(session: Session, refs: set[str]) -> list[Body]:
    return list(session.scalars(sa.select(Body).where(Body.ref.in_(refs)).order_by(Body.id)))


def _enterprise(session: Session, bodies: Iterable[Body], on: date) -> str:
    """The provider at the head of the province, where the plan visits it or units of it."""
    of = {body.enterprise_of for body in bodies if body.enterprise_of}
    found = session.scalar(
        sa.select(BodyName.name)
        .join(Body, BodyName.body_id == Body.id)
        .where(Body.enterprise_of.in_(of), Body.level == "province", Body.kind == "provider")
        .where(BodyName.valid_from <= on, BodyName.valid_to >= on)
        .order_by(Body.id)
        .limit(1)
    )
    return found or ""
