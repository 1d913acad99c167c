"""Answers what the other agency handed over: takes it, or returns it with a reason; it checks no right."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from inspections import event_log
from inspections.claiming import claim
from inspections.errors import RuleBroken
from inspections.fieldwork.actions import refuse_secrets
from inspections.findings import actions as findings
from inspections.handing_over import queries, rules
from inspections.notifications import queries as notifications
from inspections.notifications.actions import notify
from models.penalties import HandOver


def answer(session: Session, hand_over: HandOver, by: Any, given: str, reason: str, seen: int, today: date) -> HandOver:
    """Takes a finding over or returns it (``given`` of ANSWERS); raises RuleBroken when it was answered before."""
    claim(session, hand_over, seen, rules.CHANGED)
    state = rules.refuse_answer(hand_over.state, given, reason)
    refuse_secrets(reason)
    finding = queries.shown_finding(session, hand_over)
    if finding is None:
        raise RuleBroken("Phát hiện này không còn được chuyển; mời mở lại trang.")
    hand_over.state, hand_over.answer = state, reason.strip()
    hand_over.answered_on, hand_over.answered_by = today, by
    session.flush()
    if given == "take":
        findings.take_over(session, finding, by)
    else:
        findings.hand_back(session, finding, by, reason)
    event_log.record(session, by, f"hand_over:{given}", hand_over)
    notify(session, notifications.by_ids(session, [hand_over.sent_by_id]), "hand_over_answered", hand_over, by)
    return hand_over
