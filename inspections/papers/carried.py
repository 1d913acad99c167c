"""Knows which requirements a paper carries to its body, and tells them when it goes out; it words no paper."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.errors import RuleBroken
from inspections.papers.gathering import overdue
from inspections.remedies import actions as remedies
from inspections.remedies.conditions import to_send
from inspections.remedies.rules import WAITING, Letter
from models.findings import Remedy
from models.papers import Paper

FIELD = "carries"
"""The name under which a locked paper keeps the references of what it carries, beside what was typed for it."""

SENDING = frozenset({"result_notice", "correction_demand"})
"""Papers by which a body is asked for what is required of it."""


def keep(session: Session, paper: Paper, today: date) -> None:
    """Keeps what the paper carries as it is locked: what both agencies share and have not sent, or what is overdue."""
    if paper.kind in SENDING:
        asked = (Remedy.visit_id == paper.visit_id, Remedy.audience == "joint", to_send())
    elif paper.kind == "urging_letter" and paper.visit_id:
        asked = overdue.conditions(paper.visit_id, today)
    else:
        return
    refs = session.scalars(sa.select(Remedy.ref).where(*asked).order_by(Remedy.id)).all()
    paper.fields = {**paper.fields, FIELD: list(refs)}


def answered(session: Session, paper: Paper) -> bool:
    """Whether a locked letter urges for nothing any more: its body has reported everything that stands in it."""
    if paper.kind != "urging_letter" or paper.state != "locked" or not paper.fields.get(FIELD):
        return False
    left = sa.select(sa.func.count()).select_from(Remedy)
    left = left.where(Remedy.ref.in_(paper.fields[FIELD]), Remedy.state.in_(WAITING))
    return not session.scalar(left)


def pass_on(session: Session, paper: Paper, by: Any) -> list[str]:
    """Records at each requirement in a paper that went out that the paper sent it, or urged it.

    What was sent by another paper meanwhile is left. What the requirement's own rules refuse stays as it is and is
    returned, each as a sentence with its reason; it never holds up the paper.
    """
    if paper.sent_on is None or not paper.number or not paper.signed_on:
        return []
    letter, on = Letter(paper.number, paper.signed_on), paper.sent_on
    if paper.kind in SENDING:
        return _each(
            session, _carried(session, paper, ~Remedy.sent), lambda one: remedies.send(session, one, by, on, letter)
        )
    return _each(session, _carried(session, paper), lambda one: remedies.urge(session, one, by, on, letter))


def _carried(session: Session, paper: Paper, *further: Any) -> Sequence[Remedy]:
    refs = paper.fields.get(FIELD) or []
    return session.scalars(sa.select(Remedy).where(Remedy.ref.in_(refs), *further).order_by(Remedy.id)).all()


def _each(session: Session, found: Sequence[Remedy], act: Callable[[Remedy], Any]) -> list[str]:
    refused = []
    for one in found:
        try:
            with event_log.savepoint(session):
                act(one)
        except RuleBroken as broken:
            refused.append(f"Chưa ghi được vào yêu cầu “{one.requirement.rstrip('.')}”: {broken.message}")
    return refused
