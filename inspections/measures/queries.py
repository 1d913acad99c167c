"""Reads the measures of requirements, what else they serve, and the causes to choose from; it writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.directory import queries as directory
from inspections.measures import rules
from inspections.measures.steps import MeasureFacts
from models.findings import Remedy, RemedyStep
from models.inspections import Visit
from models.measures import Measure, RemedyMeasure

_KIND = sa.case({kind: place for place, kind in enumerate(rules.KINDS)}, value=Measure.kind)


@dataclass
class Shown:
    """A measure as a requirement shows it: in which attempt it was written there, and what else it serves."""

    measure: Measure
    attempt: int
    others: list[Remedy] = field(default_factory=list)


def of_remedy(session: Session, remedy: Remedy) -> list[Shown]:
    """The measures of a requirement by attempt, kind and age, each with the other requirements that it serves."""
    rows = session.execute(
        sa.select(Measure, RemedyMeasure.attempt)
        .join(RemedyMeasure, RemedyMeasure.measure_id == Measure.id)
        .options(joinedload(Measure.done_by))
        .where(RemedyMeasure.remedy_id == remedy.id)
        .order_by(RemedyMeasure.attempt.desc(), _KIND, Measure.id)
    ).all()
    found = {measure.id: Shown(measure, attempt) for measure, attempt in rows}
    others = sa.select(RemedyMeasure.measure_id, Remedy).join(Remedy, RemedyMeasure.remedy_id == Remedy.id)
    others = others.where(RemedyMeasure.measure_id.in_(found), Remedy.id != remedy.id).order_by(Remedy.id)
    for measure_id, other in session.execute(others):
        found[measure_id].others.append(other)
    return list(found.values())


def served(session: Session, measure: Measure) -> Sequence[Remedy]:
    """The requirements that a measure serves, in the order of their keys, in which they are locked."""
    return session.scalars(
        sa.select(Remedy)
        .join(RemedyMeasure, RemedyMeasure.remedy_id == Remedy.id)
        .where(RemedyMeasure.measure_id == measure.id)
        .order_by(Remedy.id)
    ).all()


def shareable(session: Session, remedy: Remedy) -> Sequence[Measure]:
    """The open measures of the same body that other requirements have and this one has not.

    They are of the same agency and as open as the requirement, so that sharing shows nobody more than he saw.
    """
    body_id = remedy.for_body_id or sa.select(Visit.body_id).where(Visit.id == remedy.visit_id).scalar_subquery()
    here = sa.select(RemedyMeasure.measure_id).where(RemedyMeasure.remedy_id == remedy.id)
    return session.scalars(
        sa.select(Measure)
        .where(
            Measure.body_id == body_id,
            Measure.owner == remedy.owner,
            Measure.audience == remedy.audience,
            Measure.state == "open",
            Measure.due_on <= remedy.due_on,
            Measure.id.not_in(here),
        )
        .order_by(_KIND, Measure.id)
    ).all()


@dataclass(frozen=True)
class Doing:
    """What the measures of a requirement say about its steps.

    ``planned`` counts those of the present attempt and what is still open of one before, ``unfinished`` all that are
    open; ``own`` is whether the person is named in one, or said that one was done.
    """

    planned: int
    unfinished: int
    own: bool


def doing(session: Session, remedy: Remedy, by: Any) -> Doing:
    """What decides whether a requirement may begin and whether this person may judge it."""
    rows = session.execute(
        sa.select(Measure.state, Measure.text, Measure.responsible, Measure.done_by_id, RemedyMeasure.attempt)
        .join(RemedyMeasure, RemedyMeasure.measure_id == Measure.id)
        .where(RemedyMeasure.remedy_id == remedy.id)
    ).all()
    return Doing(
        planned=sum(
            bool(row.text.strip()) and (row.state == "open" or row.attempt == remedy.times_ineffective) for row in rows
        ),
        unfinished=sum(row.state == "open" for row in rows),
        own=any(row.done_by_id == by.id or rules.is_same_person(row.responsible, by.name) for row in rows),
    )


def measure_facts(session: Session, measure: Measure) -> MeasureFacts:
    """The facts that decide the steps of a measure."""
    remedies = served(session, measure)
    sent = sa.exists().where(RemedyStep.remedy_id.in_([one.id for one in remedies]), RemedyStep.step == "send")
    met = any(one.state in rules.MET for one in remedies)
    return MeasureFacts(sent=bool(session.scalar(sa.select(sent))), met=met)


def causes(session: Session, on: date) -> dict[str, str]:
    """The causes to choose from on a day: code → words."""
    return dict(directory.setting(session, "causes", on) or {})


def by_refs(session: Session, refs: Iterable[str], remedy: Remedy) -> Sequence[Measure]:
    """Those of these measures that the requirement has and that are open, by their keys."""
    return session.scalars(
        sa.select(Measure)
        .join(RemedyMeasure, RemedyMeasure.measure_id == Measure.id)
        .where(RemedyMeasure.remedy_id == remedy.id, Measure.ref.in_(set(refs)), Measure.state == "open")
        .order_by(Measure.id)
    ).all()


def body_of(session: Session, remedy: Remedy) -> int:
    """The key of a requirement's body; the body's own account need not see the visit."""
    return remedy.for_body_id or session.scalars(sa.select(Visit.body_id).where(Visit.id == remedy.visit_id)).one()
