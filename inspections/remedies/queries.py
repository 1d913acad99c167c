"""Reads requirements as lists and pages show them, and what decides their steps; it writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from inspections import workflow
from inspections.directory import queries as directory
from inspections.law import queries as law
from inspections.measures import queries as measures
from inspections.remedies import conditions, rules
from inspections.remedies.steps import FOLLOW_UP, FollowUpFacts, RemedyFacts
from models.directory import Body, User
from models.findings import DueExtension, Finding, Remedy, RemedyFile, RemedyStep
from models.inspections import Visit
from models.measures import Measure, RemedyMeasure

MOST = 20
"""How many requirements a page shows that is not their list."""

_whose = sa.func.coalesce(Remedy.for_body_id, Visit.body_id)
"""The body of a requirement; a body's own account need not see the visit, and a requirement that is not sent yet names
its body through it alone."""
ORDER = (conditions.MET, Remedy.due_on, Remedy.id)
"""Late ones first, because they were due first."""


def with_bodies(today: date) -> Any:
    """The query of (requirement, the name of its body today), each with its finding and who follows it."""
    return frame(today).options(joinedload(Remedy.finding), joinedload(Remedy.follower))


def frame(today: date) -> Any:
    """The same of the requirements alone, joined to visit and body, by which they can be narrowed and sorted."""
    query = sa.select(Remedy, directory.name_on(_whose, today).label("body"))
    return query.outerjoin(Visit, Remedy.visit_id == Visit.id).outerjoin(Body, Body.id == _whose)


def narrowed(query: Any, asked: Mapping[str, Any], today: date) -> Any:
    """A query of requirements and their visits narrowed to what is asked for.

    ``asked`` may hold ``state`` (one of them, or of rules.STATES_OF), ``overdue`` (of rules.TIMES or AGES, or PAST,
    EFFECT_DUE), ``agency`` (a code), ``body`` (a reference), ``commune``, ``year`` and ``quarter`` (of the visit).
    """
    query = query.where(*conditions.standing(asked, today))
    if agency := asked.get("agency"):
        query = query.where(Remedy.owner == agency)
    query = query.where(*directory.when_and_where(asked, Visit.day, _whose))
    if year := asked.get("year"):
        query = query.where(Visit.day.between(date(int(year), 1, 1), date(int(year), 12, 31)))
    return query


def count_late(session: Session, today: date) -> int:
    """How many requirements that the viewer may see are overdue."""
    return session.scalar(sa.select(sa.func.count()).select_from(Remedy).where(conditions.late(today))) or 0


def bodies(session: Session, today: date) -> list[tuple[str, str]]:
    """(reference, name) of every body of which something is required, as far as the viewer may see it."""
    named = sa.select(_whose).select_from(Remedy).outerjoin(Visit, Remedy.visit_id == Visit.id)
    rows = session.execute(
        sa.select(Body.ref, directory.name_on(Body.id, today)).where(Body.id.in_(named)).order_by(Body.sort_key)
    )
    return [(row[0], row[1]) for row in rows]


def body_name(session: Session, remedy: Remedy, today: date) -> str:
    """The name of a requirement's body today."""
    query = sa.select(directory.name_on(_whose, today)).select_from(Remedy)
    return str(session.scalar(query.outerjoin(Visit, Remedy.visit_id == Visit.id).where(Remedy.id == remedy.id)))


def of_visit(session: Session, visit: Visit) -> Sequence[Remedy]:
    """The requirements of a visit, what is due first and not met first."""
    query = sa.select(Remedy).options(joinedload(Remedy.finding), joinedload(Remedy.follower))
    return session.scalars(query.where(Remedy.visit_id == visit.id).order_by(*ORDER)).all()


def of_finding(session: Session, finding: Finding) -> Sequence[Remedy]:
    """The requirements of a finding, what is due first and not met first."""
    return session.scalars(sa.select(Remedy).where(Remedy.finding_id == finding.id).order_by(*ORDER)).all()


def without_remedy(session: Session, visit: Visit) -> Sequence[Finding]:
    """The findings of a visit for which nothing is required yet, though something may be."""
    begun = sa.select(Remedy.id).where(Remedy.finding_id == Finding.id).exists()
    return session.scalars(
        sa.select(Finding)
        .where(Finding.visit_id == visit.id, Finding.state.in_(rules.REMEDIABLE))
        .where(Finding.kind != "good_practice", ~begun)
        .order_by(Finding.id)
    ).all()


@dataclass(frozen=True)
class Following:
    """What the page of a visit shows of its requirements; ``closable`` is whether its state has an end to it."""

    rows: Sequence[Remedy]
    without: Sequence[Finding]
    closable: bool
    rules: Any = rules


def following(session: Session, visit: Visit) -> Following:
    """The requirements of a visit and the findings that still have none."""
    closable = visit.state in workflow.find(FOLLOW_UP, "close").sources
    return Following(of_visit(session, visit), without_remedy(session, visit), closable)


def for_body(session: Session, today: date) -> Sequence[Any]:
    """(requirement, its body's name) that a body's account finds on its first page, in the order of the list."""
    return session.execute(with_bodies(today).order_by(*ORDER).limit(MOST)).all()


def history(session: Session, remedy: Remedy) -> Sequence[RemedyStep]:
    """The steps that a requirement took, oldest first, each with who took it and its files."""
    return session.scalars(
        sa.select(RemedyStep)
        .options(joinedload(RemedyStep.by), selectinload(RemedyStep.files))
        .where(RemedyStep.remedy_id == remedy.id)
        .order_by(RemedyStep.id)
    ).all()


def file_name(session: Session, file: RemedyFile, kind: str) -> str:
    """How a file of a report is called when it is saved: by its requirement, its report and its place there."""
    own = sa.select(RemedyStep.remedy_id).where(RemedyStep.id == file.step_id).scalar_subquery()
    rows = session.execute(
        sa.select(RemedyFile.id, RemedyFile.step_id, Remedy.ref)
        .join(RemedyStep, RemedyFile.step_id == RemedyStep.id)
        .join(Remedy, RemedyStep.remedy_id == Remedy.id)
        .where(RemedyStep.remedy_id == own)
        .order_by(RemedyFile.step_id, RemedyFile.id)
    ).all()
    steps = list(dict.fromkeys(row.step_id for row in rows))
    beside = [row.id for row in rows if row.step_id == file.step_id]
    return rules.file_name(rows[0].ref, steps.index(file.step_id) + 1, beside.index(file.id) + 1, file.name, kind)


def extensions(session: Session, remedy: Remedy) -> Sequence[DueExtension]:
    """What more time was asked for, oldest first, with who asked and who decided."""
    return session.scalars(
        sa.select(DueExtension)
        .options(joinedload(DueExtension.asked_by), joinedload(DueExtension.decided_by))
        .where(DueExtension.remedy_id == remedy.id)
        .order_by(DueExtension.id)
    ).all()


def pending_extension(session: Session, remedy: Remedy) -> DueExtension | None:
    """The request for more time that waits for its decision."""
    waiting = (DueExtension.remedy_id == remedy.id, DueExtension.granted.is_(None))
    return session.scalars(sa.select(DueExtension).where(*waiting)).first()


def is_sent(session: Session, remedy: Remedy) -> bool:
    """Whether the body has received the requirement, as it is now."""
    return bool(session.scalar(sa.select(Remedy.sent).where(Remedy.id == remedy.id)))


def remedy_facts(session: Session, remedy: Remedy, by: Any, today: date) -> RemedyFacts:
    """The facts that decide the steps of a requirement for this person on this day."""
    report = (RemedyStep.remedy_id == remedy.id, RemedyStep.step == "report", RemedyStep.by_id == by.id)
    sent, own_report = session.execute(
        sa.select(Remedy.sent, sa.exists().where(*report)).where(Remedy.id == remedy.id)
    ).one()
    doing = measures.doing(session, remedy, by)
    early = remedy.effect_due_on if remedy.effect_due_on and today < remedy.effect_due_on else None
    return RemedyFacts(
        sent=sent,
        own_report=own_report,
        own_measure=doing.own,
        planned=doing.planned > 0,
        again=remedy.times_ineffective > 0,
        unfinished=doing.unfinished,
        not_before=early,
    )


def own_work(user: Any) -> Any:
    """That a person reported a requirement or did one of its measures, so that another judges it; a condition."""
    report = sa.exists().where(
        RemedyStep.remedy_id == Remedy.id, RemedyStep.step == "report", RemedyStep.by_id == user.id
    )
    serving = sa.select(RemedyMeasure.id).join(Measure, RemedyMeasure.measure_id == Measure.id)
    named = sa.or_(Measure.done_by_id == user.id, Measure.responsible == user.name)
    return sa.or_(report, serving.where(RemedyMeasure.remedy_id == Remedy.id, named).exists())


def follow_up_facts(session: Session, visit: Visit) -> FollowUpFacts:
    """The facts that decide whether a visit is over.

    What the other agency keeps to itself counts for that agency alone: it neither holds up nor shows in what this
    viewer does, and goes on by itself after the visit.
    """
    left = sa.select(sa.func.count()).select_from(Finding)
    left = left.where(Finding.visit_id == visit.id, Finding.kind != "good_practice")
    return FollowUpFacts(open_findings=session.scalar(left.where(Finding.state.not_in(rules.ENDED))) or 0)


def followers(session: Session, agency: str) -> list[tuple[str, str]]:
    """(reference, name) of the people of an agency who may follow a requirement."""
    rows = session.execute(
        sa.select(User.ref, User.name)
        .where(User.agency_code == agency, User.role.in_(("inspector", "manager")), User.disabled_at.is_(None))
        .order_by(User.sort_key)
    )
    return [(row[0], row[1]) for row in rows]


def follower(session: Session, remedy: Remedy, ref: str) -> User | None:
    """The colleague of the requirement's agency with this reference who may follow it."""
    who = (User.ref == ref, User.agency_code == remedy.owner, User.disabled_at.is_(None))
    return session.scalar(sa.select(User).where(*who))


def decrees(session: Session) -> list[str]:
    """The numbers of the documents that fine an act."""
    return [document.number for document in law.fining_documents(session) if document.number]


def proposed_due(session: Session, finding: Finding, today: date) -> date | None:
    """The due day that the province's setting proposes for the finding's severity."""
    return rules.proposed_due(today, finding.severity, directory.setting(session, "remedy_days", today) or {})


def effect_due(session: Session, finding: Finding, today: date) -> date:
    """The day from which it is looked at whether a remedy that is verified today lasts."""
    return rules.effect_due(today, finding.severity, directory.setting(session, "effect_days", today) or {})


def effect_pass(session: Session, today: date) -> int:
    """From how many points on a remedy counts as having had an effect."""
    return int(directory.setting(session, "effect_pass", today) or 0)
