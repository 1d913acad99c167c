"""Checks, confirms and reopens an agency's part of a visit; the fieldwork is done when both have confirmed."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log, workflow
from inspections.errors import RuleBroken
from inspections.fieldwork.actions import refuse_secrets
from inspections.sign_off import queries
from inspections.sign_off.steps import PART
from models.base import now
from models.inspections import Visit, VisitPart

MARKS = {
    "check": lambda part, by, _reason: _mark(part, "checked", by),
    "sign_off": lambda part, by, _reason: _mark(part, "signed_off", by),
    "reopen": lambda part, _by, reason: _reopen(part, reason),
}
"""What each step of a part leaves on its row."""


def take_step(session: Session, part: VisitPart, by: Any, name: str, reason: str = "") -> VisitPart:
    """Takes a step of the part's lifecycle; raises RuleBroken with the reason when it may not be taken."""
    refuse_secrets(reason)
    visit = _claim(session, part)
    step = workflow.take(PART, name, part.state, queries.part_facts(session, part, by), reason)
    part.state = step.target
    MARKS[name](part, by, reason.strip())
    event_log.record(session, by, f"part:{name}", part, visit=visit.ref, state=step.target)
    session.flush()
    _bring_visit_up(session, visit, by)
    return part


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


def _reopen(part: VisitPart, reason: str) -> None:
    part.reopened_reason = reason
    part.checked_by_id = part.checked_at = part.signed_off_by_id = part.signed_off_at = None


def _bring_visit_up(session: Session, visit: Visit, by: Any) -> None:
    """Fieldwork is done when every part is signed off, and not done when one is reopened."""
    states = set(session.scalars(sa.select(VisitPart.state).where(VisitPart.visit_id == visit.id)))
    target = "fieldwork_done" if states == {"signed_off"} else "announced"
    if visit.state != target and visit.state in {"announced", "fieldwork_done"}:
        visit.state = target
        event_log.record(session, by, f"visit:{target}", visit, state=target)
