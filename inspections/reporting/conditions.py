"""Says as conditions what findings and requirements were when a period ended, whatever came later; reads nothing."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from inspections.remedies.rules import DONE, REFUSING
from inspections.reporting.rules import Period
from models.findings import DueExtension, Finding, FindingStep, Remedy, RemedyStep


def _last_state(step: Any, of: Any, begun: Any, first: str, now: Any) -> Any:
    """The state after the last of the steps ``of`` a record that ``begun`` names; before all of them the ``first``.

    Where no step was ever kept, the state that it has ``now``.
    """
    last = sa.select(step.state).where(of, begun).order_by(step.id.desc()).limit(1).scalar_subquery()
    any_step = sa.exists().where(of)
    return sa.func.coalesce(last, sa.case((any_step, first)), now)


def finding_stands(period: Period) -> Any:
    """That a finding was not dismissed."""
    step = aliased(FindingStep)
    state = _last_state(step, step.finding_id == Finding.id, step.at < period.until, "noted", Finding.state)
    return state != "dismissed"


def remedy_done(period: Period) -> Any:
    """That a requirement was met: verified, or its effect judged good."""
    step = aliased(RemedyStep)
    begun = step.happened_on <= period.last
    return _last_state(step, step.remedy_id == Remedy.id, begun, "open", Remedy.state).in_(DONE)


def sent_on() -> Any:
    """The day on which a requirement was sent first, as a column; empty where it never was."""
    step = aliased(RemedyStep)
    days = sa.select(sa.func.min(step.happened_on)).where(step.remedy_id == Remedy.id, step.step == "send")
    return days.scalar_subquery()


def due_on(period: Period) -> Any:
    """The last day of a requirement as it stood, as a column: more time that was granted later is taken back."""
    more = aliased(DueExtension)
    later = sa.select(more.from_on).where(
        more.remedy_id == Remedy.id, more.granted.is_(True), more.decided_at >= period.until
    )
    return sa.func.coalesce(later.order_by(more.id).limit(1).scalar_subquery(), Remedy.due_on)


def put_right_on(period: Period) -> Any:
    """The day on which a requirement was put right, as a column: of its last report that nobody refused in the period.

    Where something was found to be right without a report, the day on which that was verified. What an agency typed in
    from the body's letter has the letter's day.
    """
    report, later, check = aliased(RemedyStep), aliased(RemedyStep), aliased(RemedyStep)
    refused = sa.exists().where(
        later.remedy_id == report.remedy_id,
        later.id > report.id,
        later.step.in_(REFUSING),
        later.happened_on <= period.last,
    )
    day = sa.case((report.on_behalf, sa.func.coalesce(report.paper_on, report.happened_on)), else_=report.happened_on)
    reported = sa.select(sa.func.max(day)).where(
        report.remedy_id == Remedy.id, report.step == "report", report.happened_on <= period.last, ~refused
    )
    verified = sa.select(sa.func.min(check.happened_on)).where(
        check.remedy_id == Remedy.id, check.state.in_(DONE), check.happened_on <= period.last
    )
    return sa.func.coalesce(reported.scalar_subquery(), verified.scalar_subquery(), Remedy.closed_on)
