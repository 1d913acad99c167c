"""Says as conditions how requirements stand to their states and due days, so that lists and numbers ask the same; it
reads nothing."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from inspections.remedies import rules
from models.findings import Remedy, RemedyStep

MET = sa.case((Remedy.state.in_(rules.DONE), 1), else_=0)
"""What is met comes after everything that is not."""


def standing(asked: Mapping[str, Any], today: date) -> list[Any]:
    """What is asked of the state and the due day, as ``queries.narrowed`` takes it."""
    found = []
    if state := asked.get("state"):
        found.append(Remedy.state.in_(rules.STATES_OF.get(state, [state])))
    if overdue := asked.get("overdue"):
        found.append(_due(overdue, today))
    return found


def late(today: date) -> Any:
    """That a requirement is overdue, as a condition; the same as ``rules.overdue`` says of one."""
    return sa.and_(Remedy.sent, Remedy.state.not_in(rules.DONE), Remedy.due_on < today)


def to_send() -> Any:
    """That a requirement waits for its agency to send it, as a condition."""
    return sa.and_(Remedy.state.not_in(rules.DONE), ~Remedy.sent)


def effect_late(today: date) -> Any:
    """That the day has come to judge the effect of a requirement, as a condition."""
    return sa.and_(Remedy.state == "verified", Remedy.effect_due_on <= today)


def _due(asked: str, today: date) -> Any:
    """What is asked of the due day, as a condition; what nobody can ask is taken for overdue."""
    if asked == rules.EFFECT_DUE:
        return effect_late(today)
    if asked == rules.PAST:
        return sa.and_(Remedy.sent, Remedy.due_on < today)
    if asked in rules.TIMES and asked != "yes":
        return timing(today) == asked
    least, most = rules.AGES.get(asked, (1, None))
    newest = Remedy.due_on <= today - timedelta(days=least)
    return sa.and_(late(today), newest, Remedy.due_on >= today - timedelta(days=most) if most else sa.true())


def put_right_on() -> Any:
    """The day on which a requirement was put right, as a column: of the report that was accepted, the last one.

    A report that was returned, or whose effect failed, was not accepted; where something was found to be right on
    site without a report, it is the day of that. What an agency typed in from the body's letter has the letter's day; a
    body that reports by itself has the day on which it does. Empty while nothing is accepted or waits for it.
    """
    report, later = aliased(RemedyStep), aliased(RemedyStep)
    refused = sa.exists().where(
        later.remedy_id == report.remedy_id, later.id > report.id, later.step.in_(rules.REFUSING)
    )
    day = sa.case((report.on_behalf, sa.func.coalesce(report.paper_on, report.happened_on)), else_=report.happened_on)
    days = sa.select(sa.func.max(day)).where(report.remedy_id == Remedy.id, report.step == "report")
    return sa.func.coalesce(days.where(~refused).correlate(Remedy).scalar_subquery(), Remedy.closed_on)


def timing(today: date) -> Any:
    """How a requirement stands to its due day, as a column: one of ``rules.TIMES``.

    What was put right by the due day that held in the end (more time moves it) is in time, also when it was verified
    later. What is met and of which no day is known counts as late, never as in time. What was never sent stands to no
    day, also when it was found to be right on site.
    """
    met, over = Remedy.state.in_(rules.DONE), Remedy.due_on < today
    in_time = sa.func.coalesce(put_right_on() <= Remedy.due_on, sa.false())
    return sa.case(
        (~Remedy.sent, "unsent"),
        (sa.and_(met, over, in_time), "in_time"),
        (sa.and_(met, over), "met_late"),
        (over, "yes"),
        (met, "met_early"),
        else_="running",
    )
