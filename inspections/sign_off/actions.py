"""Checks, confirms and reopens an agency's part of a visit; the fieldwork is done when both have confirmed."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log, workflow
from inspections.errors import RuleBroken
from inspections.fieldwork.actions import default_audience, refuse_secrets
from inspections.sign_off import queries
from inspections.sign_off.steps import PART
from models.base import now
from models.checklists import Operation
from models.inspections import Reopening, Visit, VisitPart

MARKS = {
    "check": lambda _session, part, by, *_given: _mark(part, "checked", by),
    "sign_off": lambda _session, part, by, *_given: _mark(part, "signed_off", by),
    "reopen": lambda session, part, by, reason, listed: _reopen(session, part, by, reason, listed),
}
"""What each step of a part leaves on its row, or beside it."""


def take_step(session: Session, part: VisitPart, by: Any, name: str, reason: str = "", listed: str = "") -> VisitPart:
    """Takes a step of the part's lifecycle; raises RuleBroken with the reason when it may not be taken.

    ``listed`` is the newest operation that does not count which the page of a reopening showed.
    """
    refuse_secrets(reason)
    visit = _claim(session, part)
    step = workflow.take(PART, name, part.state, queries.part_facts(session, part, by), reason)
    part.state = step.target
    MARKS[name](session, part, by, reason.strip(), listed)
    event_log.record(session, by, f"part:{name}", part, visit=visit.ref, state=step.target)
    session.flush()
    _bring_visit_up(session, visit, by)
    return part


def look_at(session: Session, part: VisitPart, by: Any, newest: str) -> VisitPart:
    """Notes that somebody has looked at the operations that do not count, up to the newest that his page showed.

    Raises RuleBroken when there is no such operation in the part, or all of them have been looked at already.
    """
    shown = _unseen(session, part, newest)
    if shown is None:
        raise RuleBroken("Các lần ghi này đã có người xem, hoặc trang này đã cũ; mời xem lại.")
    visit = _claim(session, part)
    part.late_seen_at, part.late_seen_by_id = shown.received_at, by.id
    event_log.record(session, by, "part:look", part, visit=visit.ref, operation=shown.op_id)
    return part


def _unseen(session: Session, part: VisitPart, op_id: str) -> Operation | None:
    """This operation if it does not count and nobody has looked so far yet."""
    shown = next((one for one in queries.uncounted(session, part) if one.op_id == op_id), None)
    seen_at = part.late_seen_at
    return shown if shown is not None and (seen_at is None or seen_at < shown.received_at) else None


def _claim(session: Session, part: VisitPart) -> Visit:
    """Makes two people at a visit follow each other, and writers of its answers wait; returns the visit as it is now.

    Raises RuleBroken when the part has changed since it was read. Nothing that decides a step is read before this.
    """
    visit = session.scalars(
        sa.select(Visit)
        .where(Visit.id == part.visit_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    claimed = session.execute(
        sa.update(VisitPart)
        .where(VisitPart.id == part.id, VisitPart.version == part.version)
        .values(version=VisitPart.version + 1, updated_at=now())
        .execution_options(synchronize_session=False)
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        raise RuleBroken("Phần này vừa được người khác thay đổi; mời xem lại.")
    return visit


def _mark(part: VisitPart, what: str, by: Any) -> None:
    setattr(part, f"{what}_by_id", by.id)
    setattr(part, f"{what}_at", now())


def _reopen(session: Session, part: VisitPart, by: Any, reason: str, listed: str) -> None:
    """The reason is as open as what the agency writes starts; who opens it again has looked at what his page listed."""
    audience = default_audience(session, part.owner or "") if part.audience == "joint" else part.audience
    session.add(Reopening(part=part, owner=part.owner, audience=audience, by_id=by.id, reason=reason))
    part.checked_by_id = part.checked_at = part.signed_off_by_id = part.signed_off_at = None
    if shown := _unseen(session, part, listed):
        part.late_seen_at, part.late_seen_by_id = shown.received_at, by.id


def _bring_visit_up(session: Session, visit: Visit, by: Any) -> None:
    """Fieldwork is done when every part is signed off, and not done when one is reopened."""
    states = set(session.scalars(sa.select(VisitPart.state).where(VisitPart.visit_id == visit.id)))
    target = "fieldwork_done" if states == {"signed_off"} else "announced"
    if visit.state != target and visit.state in {"announced", "fieldwork_done"}:
        visit.state = target
        event_log.record(session, by, f"visit:{target}", visit, state=target)
