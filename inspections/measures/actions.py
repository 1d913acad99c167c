"""Writes causes and measures, shares them between requirements, says that they are done; it checks no right."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log, workflow
from inspections.claiming import claim
from inspections.errors import RuleBroken
from inspections.fieldwork.actions import refuse_secrets
from inspections.measures import queries, rules
from inspections.measures.rules import MeasureData
from inspections.measures.steps import MEASURE
from inspections.remedies.keeping import CHANGED, as_open_as, note
from models.findings import Remedy
from models.measures import Measure, RemedyMeasure

FIELDS = ("kind", "text", "responsible", "position", "due_on", "evidence")


def set_cause(session: Session, remedy: Remedy, by: Any, code: str, text: str, today: date, seen: int) -> Remedy:
    """Says why it came to a finding; raises RuleBroken for a cause that is not in the list, and once it is met."""
    claim(session, remedy, seen, CHANGED)
    rules.refuse_met([remedy.state])
    refuse_secrets(text)
    known = queries.causes(session, today)
    if code not in known:
        raise RuleBroken("Nguyên nhân này không có trong danh mục; mời chọn lại.")
    remedy.cause, remedy.cause_text = code, text.strip()
    note(session, remedy, by, "cause", today, known[code])
    event_log.record(session, by, "remedy:cause", remedy, cause=code)
    return remedy


def add(session: Session, remedy: Remedy, by: Any, data: MeasureData, today: date) -> Measure:
    """Writes a measure down for a requirement, as open as it; raises RuleBroken for what it may not say."""
    claim(session, remedy, remedy.version, CHANGED)
    _refuse(data, today, [remedy])
    given = {name: getattr(data, name) for name in FIELDS}
    measure = Measure(body_id=queries.body_of(session, remedy), made_by_id=by.id, **given, **as_open_as(remedy))
    session.add(measure)
    _serve(session, remedy, measure)
    note(session, remedy, by, "measure", today, data.text)
    event_log.record(session, by, "measure:add", measure, remedy=remedy.ref)
    return measure


def share(session: Session, remedy: Remedy, by: Any, ref: str, today: date) -> Measure:
    """Lets an open measure of the same body serve this requirement too; raises RuleBroken for any other."""
    claim(session, remedy, remedy.version, CHANGED)
    rules.refuse_met([remedy.state])
    measure = next((one for one in queries.shareable(session, remedy) if one.ref == ref), None)
    if measure is None:
        raise RuleBroken("Việc này không dùng chung được: đã có ở đây, đã xong hoặc của đơn vị khác. Mời chọn lại.")
    claim(session, measure, measure.version, CHANGED)
    _serve(session, remedy, measure)
    note(session, remedy, by, "share_measure", today, measure.text)
    event_log.record(session, by, "measure:share", measure, remedy=remedy.ref)
    return measure


def _serve(session: Session, remedy: Remedy, measure: Measure) -> None:
    measure.for_body_id = measure.for_body_id or remedy.for_body_id
    session.add(RemedyMeasure(remedy=remedy, measure=measure, attempt=remedy.times_ineffective, **as_open_as(remedy)))
    session.flush()


def _refuse(data: MeasureData, today: date, remedies: Iterable[Remedy]) -> None:
    rules.refuse_words(data)
    rules.refuse_met(one.state for one in remedies)
    rules.refuse_due(data.due_on, today, [one.due_on for one in remedies])
    for text in (data.text, data.responsible, data.position, data.evidence):
        refuse_secrets(text)


def edit(session: Session, measure: Measure, by: Any, data: MeasureData, today: date, seen: int) -> Measure:
    """Changes an open measure wherever it is shown; raises RuleBroken for what it may not say, and once it is done."""
    remedies = _hold(session, measure, seen)
    rules.refuse_done(measure.state)
    _refuse(data, today, remedies)
    for name in FIELDS:
        setattr(measure, name, getattr(data, name))
    for remedy in remedies:
        note(session, remedy, by, "edit_measure", today, measure.text)
    event_log.record(session, by, "measure:edit", measure)
    return measure


def _hold(session: Session, measure: Measure, seen: int) -> list[Remedy]:
    """Claims the requirements that a measure serves, in the order of their keys, and then the measure itself."""
    remedies = list(queries.served(session, measure))
    for remedy in remedies:
        claim(session, remedy, remedy.version, CHANGED)
    claim(session, measure, seen, CHANGED)
    return remedies


def take_step(
    session: Session, measure: Measure, by: Any, name: str, today: date, seen: int, reason: str = ""
) -> Measure:
    """Says that a measure is done, or opens it again, for every requirement that it serves."""
    remedies = _hold(session, measure, seen)
    refuse_secrets(reason)
    step = workflow.take(MEASURE, name, measure.state, queries.measure_facts(session, measure), reason)
    _turn(session, measure, by, step, today, reason, remedies)
    return measure


def _turn(
    session: Session, measure: Measure, by: Any, step: workflow.Step, today: date, reason: str, told: Iterable[Remedy]
) -> None:
    """Gives a measure its new state and tells the requirements that it serves."""
    measure.state = step.target
    done = step.name == "finish"
    measure.done_on, measure.done_by_id = (today, by.id) if done else (None, None)
    if not done:
        _try_again(session, measure)
    for remedy in told:
        words = f"{measure.text}\n{reason}" if reason.strip() else measure.text
        note(session, remedy, by, f"{step.name}_measure", today, words)
    event_log.record(session, by, f"measure:{step.name}", measure, state=measure.state)


def _try_again(session: Session, measure: Measure) -> None:
    """What is opened again is a measure of the present attempt of every requirement that it serves."""
    for link in session.scalars(sa.select(RemedyMeasure).where(RemedyMeasure.measure_id == measure.id)).all():
        link.attempt = link.remedy.times_ineffective


def finish_with_report(session: Session, remedy: Remedy, by: Any, refs: Iterable[str], today: date) -> None:
    """For remedies: what is ticked in the report of a requirement is done, for the others that it serves too.

    The requirement itself is held already and says so in its report.
    """
    for measure in queries.by_refs(session, refs, remedy):
        claim(session, measure, measure.version, CHANGED)
        step = workflow.take(MEASURE, "finish", measure.state, queries.measure_facts(session, measure))
        others = [one for one in queries.served(session, measure) if one.id != remedy.id]
        _turn(session, measure, by, step, today, "", others)


def open_to_body(session: Session, remedy: Remedy) -> None:
    """For remedies: the measures of a requirement are read by its body from now on."""
    links = session.scalars(sa.select(RemedyMeasure).where(RemedyMeasure.remedy_id == remedy.id)).all()
    for link in links:
        link.for_body_id = link.measure.for_body_id = remedy.for_body_id
