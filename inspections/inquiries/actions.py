"""Sends sheets to bodies and takes their answers; whoever calls has looked at the permission."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from inspections import event_log, workflow
from inspections.claiming import claim
from inspections.errors import RuleBroken
from inspections.fieldwork.actions import refuse_secrets
from inspections.inquiries import queries, rules
from inspections.inquiries.steps import INQUIRY, InquiryFacts
from models.base import now
from models.inquiries import Inquiry, InquiryLine
from models.inspections import Visit

CHANGED = "Phiếu này vừa được người khác thay đổi; mời mở lại trang rồi xem lại."
VISIT_CHANGED = "Buổi làm việc vừa được người khác thay đổi; mời mở lại trang."
BODY_WRITES = "Đơn vị đang tự điền phiếu này nên không nhập thay."


def send(
    session: Session, visit: Visit, by: Any, kind: str, picked: Collection[str], due_on: date, note: str, today: date
) -> Inquiry:
    """Sends the body of a visit what was picked of what may be asked; its words are frozen by this.

    Raises RuleBroken when nothing is picked, when it may not be asked now, and when the same is asked already.
    """
    claim(session, visit, visit.version, VISIT_CHANGED)
    rules.refuse_sending(kind, visit.state, visit.audience, visit.inspection.state, visit.kind)
    rules.refuse_due(due_on, today)
    rules.refuse_second(queries.is_waiting(session, visit, kind))
    refuse_secrets(note)
    wanted = [line for pick in queries.offered(session, visit, kind) if pick.key in picked for line in pick.lines]
    rules.refuse_empty(wanted)
    reader = {"owner": visit.inspection.owner, "audience": "joint", "for_body_id": visit.body_id}
    inquiry = Inquiry(visit=visit, kind=kind, due_on=due_on, note=note.strip(), sent_by_id=by.id, **reader)
    session.add(inquiry)
    for position, line in enumerate(wanted, start=1):
        words = {"key": line.key, "heading": line.heading, "question": line.question, "detail": line.detail}
        session.add(InquiryLine(inquiry=inquiry, position=position, **words, **reader))
    session.flush()
    event_log.record(session, by, "inquiry:send", inquiry, kind=kind, lines=len(wanted), due=due_on.isoformat())
    return inquiry


def write(session: Session, inquiry: Inquiry, by: Any, typed: rules.Typed, text: str, seen: int) -> Inquiry:
    """Keeps what was typed without sending it; ``seen`` is the version that the page showed.

    Raises RuleBroken once the sheet is sent back or withdrawn, and where the team would type over the body's own words.
    """
    lines = queries.lines(session, inquiry)
    on_behalf = by.body_id is None
    claim(session, inquiry, seen, CHANGED)
    if inquiry.state != "open":
        raise RuleBroken("Phiếu này không còn chờ trả lời nên không sửa được.")
    if on_behalf and written_by_body(inquiry, lines):
        raise RuleBroken(BODY_WRITES)
    for one in (text, *(note for _choice, note in typed.values())):
        refuse_secrets(one)
    for line in lines:
        line.choice, line.note = typed.get(line.position, (line.choice, line.note))
    inquiry.text, inquiry.on_behalf = text.strip(), on_behalf
    event_log.record(session, by, "inquiry:save", inquiry, answered=sum(bool(line.choice) for line in lines))
    session.flush()
    return inquiry


def written_by_body(inquiry: Inquiry, lines: Sequence[InquiryLine]) -> bool:
    """Whether the body itself has begun to fill the sheet."""
    return not inquiry.on_behalf and (bool(inquiry.text) or any(line.choice or line.note for line in lines))


def answer(
    session: Session, inquiry: Inquiry, by: Any, typed: rules.Typed, text: str, seen: int, today: date
) -> Inquiry:
    """Keeps what was typed and sends it to both agencies; raises RuleBroken while something is missing."""
    write(session, inquiry, by, typed, text, seen)
    step = workflow.take(INQUIRY, "answer", inquiry.state, facts(session, inquiry, by))
    inquiry.state, inquiry.answered_by_id = step.target, by.id
    inquiry.answered_at, inquiry.answered_on = now(), today
    event_log.record(session, by, "inquiry:answer", inquiry, state=step.target, on_behalf=inquiry.on_behalf)
    return inquiry


def facts(session: Session, inquiry: Inquiry, by: Any) -> InquiryFacts:
    """What decides the steps of a sheet for this person; what a team types from paper may come after the beginning."""
    said = [(line.position, line.choice, line.note) for line in queries.lines(session, inquiry)]
    missing = " ".join(rules.incomplete(inquiry.kind, said)) or None
    return InquiryFacts(missing=missing, begun=by.body_id is not None and has_begun(inquiry))


def has_begun(inquiry: Inquiry) -> bool:
    """Whether the visit that a self-check precedes has begun; a body sees its visit only from then on."""
    return inquiry.kind == rules.SELF_CHECK and inquiry.visit is not None and inquiry.visit.state != "planned"


def take_step(session: Session, inquiry: Inquiry, by: Any, name: str, reason: str, seen: int) -> Inquiry:
    """Asks the body for more, with a reason that it reads, or takes a sheet back; raises RuleBroken when it may not."""
    claim(session, inquiry, seen, CHANGED)
    refuse_secrets(reason)
    begun = name == "return" and has_begun(inquiry)
    step = workflow.take(INQUIRY, name, inquiry.state, InquiryFacts(begun=begun), reason)
    inquiry.state, inquiry.returned_reason = step.target, reason.strip()
    if name == "return":
        inquiry.answered_on = inquiry.answered_at = inquiry.answered_by_id = None
    event_log.record(session, by, f"inquiry:{name}", inquiry, state=step.target)
    return inquiry
