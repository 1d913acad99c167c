"""Stores a batch of operations, each by itself: what one of them lacks keeps no other; it knows no request."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.fieldwork import actions as fieldwork
from inspections.fieldwork import observers, parts
from inspections.findings import actions as findings
from inspections.findings import queries as found
from inspections.permissions import Permission, may
from inspections.sending import queries
from inspections.sending.forms import Sent
from models.checklists import Operation, VisitItem
from models.inspections import Visit

GONE = "Nội dung này không còn, hoặc anh, chị không còn quyền ghi; lần ghi vẫn được giữ trên máy này."
LATE = "Phần này đã xác nhận hoàn thành; lần ghi được giữ trong lịch sử."
ASIDE = "Lựa chọn này không có trong mẫu phiếu; lần ghi được giữ riêng để người phụ trách xem."
NO_PART = "Nội dung này không có phần cần ghi như vậy; mời tải lại trang."
FINDING = "finding"
"""The part of an operation that notes a finding from a failed item."""


@dataclass(frozen=True)
class Result:
    """What became of one operation: its state, the sentence for its author, whether a reason would let it pass."""

    op_id: str
    state: str
    sentence: str = ""
    hint: bool = False


@dataclass
class Store:
    """Stores what one person sent. ``observer`` says who observed what he writes at a visit where a tablet does not.

    ``clock_offset`` is that of the device that sends; of another, whose work was carried to it in a file, nothing is
    known.
    """

    session: Session
    by: Any
    device: str
    clock_offset: int
    observer: Callable[[Visit], Any]
    today: date
    items: dict[str, VisitItem] = field(default_factory=dict)
    slots: dict[str, fieldwork.Slot] = field(default_factory=dict)

    def all(self, operations: Sequence[Sent]) -> list[Result]:
        """Stores a batch: its answers in their order, then the findings that rest on them."""
        visible = queries.items_by_ref(self.session, {one.item for one in operations if not one.fault})
        may_answer = Permission.ITEM_ANSWER
        self.items = {ref: item for ref, item in visible.items() if may(self.by, may_answer, item)}
        self._claim([item for item in self.items.values() if item.visit.state != "planned"])
        stored: dict[str, list[Operation]] = defaultdict(list)
        results = {place: self._one(one, stored) for place, one in enumerate(operations) if one.part != FINDING}
        for ref, rows in stored.items():
            self.slots[ref].show_dependents()
            fieldwork.log(self.slots[ref], self.by, rows)
        results |= {place: self._finding(one) for place, one in enumerate(operations) if one.part == FINDING}
        return [results[place] for place in range(len(operations))]

    def _claim(self, items: Sequence[VisitItem]) -> None:
        slots = fieldwork.claim(self.session, items, self.by.agency_code) if items else {}
        self.slots |= {item.ref: slots[item.id] for item in items}

    def _one(self, one: Sent, stored: dict[str, list[Operation]]) -> Result:
        item = self.items.get(one.item)
        if one.fault:
            return Result(one.op_id, "refused", one.fault)
        if item is None:
            return Result(one.op_id, "gone", GONE)
        try:
            row, is_new = self._answer(item, one)
        except parts.LooksSecret as broken:
            return Result(one.op_id, "refused", broken.message, hint=True)
        except fieldwork.OperationTaken as broken:
            return Result(one.op_id, "taken", broken.message)
        except RuleBroken as broken:
            return Result(one.op_id, "refused", broken.message)
        if is_new:
            stored[one.item].append(row)
        return _told(row, "stored" if is_new else "repeated")

    def _answer(self, item: VisitItem, one: Sent) -> tuple[Operation, bool]:
        """The operation, and whether it is new; raises RuleBroken when it cannot be stored."""
        fieldwork.refuse_planned(item)
        slot = self.slots[one.item]
        spec = parts.parts_of(slot.spec).get(one.part)
        if spec is None or not parts.belongs(one.part, one.repeat):
            raise RuleBroken(NO_PART)
        value = parts.read(spec, one.part, one.inputs or {})
        hints = parts.hints(value)
        write = self._write(item, one, value, one.overrule if hints else None)
        if known := slot.known(self.by, write):
            return known, False
        parts.refuse_secret(hints, one.overrule)
        row = self._add(slot, write)
        if hints:
            fieldwork.log_overruled(slot, self.by, row, hints)
        return row, True

    def _write(self, item: VisitItem, one: Sent, value: Any, reason: str | None) -> fieldwork.Write:
        who = self.observer(item.visit) if one.observer is None else observers.named(item.visit, self.by, one.observer)
        return fieldwork.Write(
            one.op_id,
            one.part,
            value,
            one.bases,
            device=one.device,
            device_at=one.device_at,
            counter=one.counter,
            reason=reason,
            observed_by_id=who.id if who else None,
            clock_offset=self.clock_offset if one.device == self.device else None,
            repeat=one.repeat,
        )

    def _add(self, slot: fieldwork.Slot, write: fieldwork.Write) -> Operation:
        """Stores one operation in a savepoint of its own; what the slot held is read again when that is undone."""
        try:
            with self.session.begin_nested():
                [row] = slot.put(self.by, [write])
        except fieldwork.OperationTaken:
            self._claim([slot.item])
            self.slots[slot.item.ref].wrote = slot.wrote
            raise
        return row

    def _finding(self, one: Sent) -> Result:
        item = self.items.get(one.item)
        if item is None or not may(self.by, Permission.FINDING_NOTE, item):
            return Result(one.op_id, "gone", GONE)
        if found.was_noted(self.session, item, self.by.id, one.op_id) or found.resting_on(
            self.session, item, self.by.agency_code
        ):
            return Result(one.op_id, "repeated")
        queued = len(self.session.info.get("events", []))
        try:
            with self.session.begin_nested():
                findings.note_from_item(self.session, item, self.by, self.today, one.op_id)
        except RuleBroken as broken:
            del self.session.info.get("events", [])[queued:]
            return Result(one.op_id, "refused", broken.message)
        return Result(one.op_id, "stored")


def _told(row: Operation, counted: str) -> Result:
    """What is told of an operation, each time it comes; ``counted`` is the state of one that counts."""
    if row.late:
        return Result(row.op_id, "late", LATE)
    return Result(row.op_id, "aside", ASIDE) if row.aside else Result(row.op_id, counted)
