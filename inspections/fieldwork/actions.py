"""Writes answers: every change is an operation, and the answer of a slot is worked out again from all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log, secrecy
from inspections.errors import RuleBroken
from inspections.fieldwork import entries
from inspections.fieldwork.merge import BOTH, Op, canonical, heads, merged, seen
from inspections.fieldwork.slots import (
    CLOSED_STATES,
    OperationTaken,
    Slot,
    Write,
    claim,
    default_audience,
    hold_part,
)
from inspections.fieldwork.texts import joined
from inspections.fieldwork.typed import LONGEST_TEXT
from models.base import new_ref
from models.checklists import Answer, Operation, VisitItem

__all__ = ["CLOSED_STATES", "OperationTaken", "Slot", "Write", "claim", "default_audience", "hold_part"]


def refuse_secrets(text: str) -> None:
    """Raises RuleBroken when a reason or a caption looks like a secret; there it is left out, never overruled."""
    for hint in secrecy.hints(text):
        raise RuleBroken(f"Chưa lưu. “{hint.piece[:60]}”: {hint.message}")


def write(
    session: Session, item: VisitItem, by: Any, writes: Sequence[Write], owner: str | None = None
) -> list[Operation]:
    """Stores operations of one item and works its answer out again; a repeated op_id is harmless.

    ``owner`` is the agency whose slot is written, the author's unless given. Returns what was new. Raises RuleBroken
    before the visit is announced and OperationTaken when an op_id exists with another content; the transaction, or the
    savepoint around it, must then be rolled back.
    """
    return _write(_claim(session, item, owner or by.agency_code), by, writes)


def refuse_planned(item: VisitItem) -> None:
    """Raises RuleBroken before the visit of an item is announced."""
    if item.visit.state == "planned":
        raise RuleBroken("Chưa công bố quyết định kiểm tra tại đơn vị này nên chưa ghi kết quả được.")


def _claim(session: Session, item: VisitItem, owner: str) -> Slot:
    refuse_planned(item)
    return claim(session, [item], owner)[item.id]


def _write(slot: Slot, by: Any, writes: Sequence[Write]) -> list[Operation]:
    stored = slot.add(by, writes)
    log(slot, by, stored)
    return stored


def log(slot: Slot, by: Any, stored: Sequence[Operation]) -> None:
    """One log row for what is joint and one for what is the agency's own, each naming its operations, never values."""
    for audience in ("joint", "own"):
        rows = [row for row in stored if row.audience == audience]
        if rows:
            names, late = [row.op_id for row in rows], any(row.late for row in rows)
            event_log.record(slot.session, by, "answer", rows[0], item=slot.item.ref, operations=names, late=late)


def log_overruled(slot: Slot, by: Any, row: Operation, hints: Sequence[secrecy.Hint]) -> None:
    """One log row for an operation in which a hint at a secret was set aside."""
    kinds = sorted({hint.kind for hint in hints})
    event_log.record(slot.session, by, "secrecy:overrule", row, item=slot.item.ref, operation=row.op_id, kinds=kinds)


@dataclass(frozen=True)
class Saved:
    """What a form changed: its new operations."""

    operations: list[Operation]

    @property
    def late(self) -> bool:
        """Whether anything came after the sign-off and so is history alone."""
        return any(row.late for row in self.operations)


def save_form(session: Session, item: VisitItem, by: Any, form: Any, observed_by: Any = None) -> Saved:
    """Stores what a form says, part by part, where it differs from what its author had seen.

    ``observed_by`` is the colleague who wrote it on paper, when its author only types it in.
    ``form`` has ``op_id``, ``typed`` (part, or "entry:<key>" → value), ``bases`` (the same → op_ids that the page
    carried), ``hints`` and ``overruled(value)``: the reason for which a hint at a secret in a changed value was set
    aside, or None; it raises RuleBroken when a hint was not. Raises as ``write`` does.
    """
    slot = _claim(session, item, by.agency_code)
    observer = observed_by.id if observed_by else None
    writes = []
    for name, value in form.typed.items():
        part, repeat = entries.split(name)
        bases = tuple(form.bases[name])
        before = merged(seen(slot.ops(part, repeat), bases)).value
        if canonical(before) != canonical(value):
            more = {"reason": form.overruled(value), "observed_by_id": observer, "repeat": repeat}
            writes.append(Write(f"{form.op_id}-{repeat or part}", part, value, bases, **more))
    stored = _write(slot, by, writes)
    for row in (row for row in stored if row.reason):
        log_overruled(slot, by, row, form.hints)
    return Saved(stored)


def set_note_audience(session: Session, item: VisitItem, by: Any, audience: str) -> Answer:
    """Opens the author's agency's note of an item to both agencies, or closes it; its operations go with it.

    Raises RuleBroken when there is no note, or when the whole item is the agency's own.
    """
    slot = _claim(session, item, by.agency_code)
    note = slot.answers.get("note")
    if note is None:
        raise RuleBroken("Nội dung này chưa có ghi chú.")
    if item.audience == "own":
        raise RuleBroken("Cả nội dung này chỉ cơ quan anh, chị xem; ghi chú không mở riêng được.")
    note.audience = audience
    session.execute(
        sa.update(Operation)
        .where(Operation.visit_item_id == item.id, Operation.owner == by.agency_code, Operation.part == "note")
        .values(audience=audience)
    )
    event_log.record(session, by, "note:audience", note, item=item.ref, audience=audience)
    return note


def settle(session: Session, item: VisitItem, by: Any, chosen: str, reason: str) -> list[Operation]:
    """Ends a conflict of the author's agency with a reason: the chosen operation's value over every head, or BOTH.

    Raises RuleBroken without a reason, at one that looks like a secret, or when the choice is no head any longer.
    """
    if not reason.strip():
        raise RuleBroken("Cần ghi lý do thống nhất kết quả.")
    refuse_secrets(reason)
    slot = _claim(session, item, by.agency_code)
    found = ((row.part, row.repeat) for row in slot.rows if row.op_id == chosen)
    part, repeat = next(found, ("note" if chosen == BOTH else "", ""))
    standing = heads(slot.ops(part, repeat))
    choices = {head.op_id: head.value for head in standing}
    if chosen == BOTH and (different := merged(slot.ops(part)).candidates):
        choices[BOTH] = _together(different)
    if chosen not in choices:
        raise RuleBroken("Kết quả vừa được người khác ghi lại; mời xem và chọn lại.")
    bases = tuple(head.op_id for head in standing)
    settling = Write(_new_op_id(), part, choices[chosen], bases, reason=reason.strip(), repeat=repeat)
    return _write(slot, by, [settling])


def _together(texts: Iterable[Op]) -> str:
    found = joined(str(one.value) for one in texts)
    if len(found) > LONGEST_TEXT:
        raise RuleBroken(f"Các ghi chú gộp lại quá {LONGEST_TEXT} ký tự; mời chọn một ghi chú rồi bổ sung.")
    return found


def _new_op_id() -> str:
    """An op_id for what has no tablet of its own."""
    return new_ref() + new_ref()


def conclude(session: Session, item: VisitItem, by: Any, result: str, reason: str) -> list[Operation]:
    """The leader's conclusion on an item that both agencies answered; raises RuleBroken without a reason."""
    if item.lead != "both":
        raise RuleBroken("Chỉ nội dung do hai cơ quan cùng kiểm tra mới cần kết luận của trưởng đoàn.")
    if not reason.strip():
        raise RuleBroken("Cần ghi lý do kết luận.")
    refuse_secrets(reason)
    slot = _claim(session, item, item.visit.inspection.owner or "")
    seen = tuple(head.op_id for head in heads(slot.ops("conclusion")))
    value = {"result": result, "reason": reason.strip()}
    return _write(slot, by, [Write(_new_op_id(), "conclusion", value, seen, reason=reason.strip())])
