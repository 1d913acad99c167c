"""One item as one agency answers it: claimed, read once, and worked out again from its operations; knows no form."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspections.directory.queries import setting
from inspections.errors import RuleBroken
from inspections.fieldwork import queries, rules
from inspections.fieldwork.composed import compose
from inspections.fieldwork.merge import Op, canonical, heads, same
from inspections.law.queries import standards
from models.base import now
from models.checklists import Answer, Operation, VisitItem
from models.inspections import VisitPart

CLOSED_STATES = frozenset({"minutes_signed", "results_notified", "following_up", "closed"})
"""States of a visit in which its minutes are signed: what comes now is history."""
TAKEN = "Lần ghi này trùng mã với một lần ghi khác; mời tải lại trang."


class OperationTaken(RuleBroken):
    """An operation with this op_id exists with another content: nothing is written."""

    status = 409


@dataclass(frozen=True)
class Write:
    """One change as its author made it. ``bases`` are the op_ids he saw; times and counter are of his device.

    ``repeat`` is the key of an entry, empty for every other part.
    """

    op_id: str
    part: str
    value: Any
    bases: tuple[str, ...] = ()
    device: str = ""
    device_at: datetime | None = None
    counter: int = 0
    reason: str | None = None
    observed_by_id: int | None = None
    clock_offset: int | None = None
    repeat: str = ""


@dataclass
class Slot:
    """A claimed item with what its agency has written.

    ``rows`` are its operations: those that were there as rows of columns, those that are added as records. ``wrote``
    are the parts of those that were added.
    """

    session: Session
    item: VisitItem
    owner: str
    part_state: str | None
    rows: list[Any]
    answers: dict[str, Answer]
    wrote: set[str] = field(default_factory=set)

    @property
    def spec(self) -> Any:
        """The item as its frozen checklist has it."""
        return queries.version_of(self.session, self.item).items[self.item.code]

    @property
    def signed_off(self) -> bool:
        """Whether the agency has signed its part of the visit off."""
        return self.part_state == "signed_off"

    def item_row(self) -> queries.ItemRow:
        """The item as the pages read it, with this agency's answers alone."""
        row = queries.ItemRow(self.item, self.spec)
        row.answers = {(self.owner, kind): answer for kind, answer in self.answers.items()}
        queries.add_candidates(self.session, {self.item.id: row})
        return row

    def ops(self, part: str, repeat: str = "") -> list[Op]:
        """The operations of one part, or of one entry of a sample, as the merge reads them."""
        return [queries.as_op(row) for row in self.rows if (row.part, row.repeat) == (part, repeat)]

    @property
    def note_is_merged(self) -> bool:
        """Whether the note that was written now holds lines of another's that its author has not seen."""
        return "note" in self.wrote and len({canonical(head.value) for head in heads(self.ops("note"))}) > 1

    def known(self, by: Any, write: Write) -> Any:
        """This operation if it is here already, or None; raises OperationTaken when it is, with another content."""
        known = next((row for row in self.rows if row.op_id == write.op_id), None)
        if known is not None and not same(queries.as_op(known), queries.as_op(self._row(by, write))):
            raise OperationTaken(TAKEN)
        return known

    def add(self, by: Any, writes: Sequence[Write]) -> list[Operation]:
        """Stores what is new of these and brings the answers and the items that depend on them up.

        A repetition is harmless. Raises OperationTaken when an op_id exists with another content. Then the session, or
        the savepoint around it, must be rolled back, and the slot claimed again.
        """
        fresh = self.put(by, writes)
        self.show_dependents()
        return fresh

    def put(self, by: Any, writes: Sequence[Write]) -> list[Operation]:
        """The same without the items that depend on these: a batch brings them up once, at its end."""
        present = {row.op_id: row for row in self.rows}
        fresh = [row for row in (self._row(by, write) for write in writes) if _is_new(row, present)]
        if not fresh:
            return []
        kinds = {rules.KIND_OF_PART[row.part] for row in fresh}
        self.rows += fresh
        self.wrote |= {row.part for row in fresh}
        self._store(fresh, sorted(kinds), by)
        return fresh

    def _store(self, fresh: Iterable[Operation], kinds: Iterable[str], by: Any) -> None:
        with self.session.no_autoflush:
            self.session.add_all(fresh)
            for kind in kinds:
                self._bring_up(kind, by)
        try:
            self.session.flush()
        except IntegrityError as error:
            if "op_id" not in str(error.orig):
                raise
            raise OperationTaken(TAKEN) from error

    def _row(self, by: Any, write: Write) -> Operation:
        cleared = write.value is None
        return Operation(
            op_id=write.op_id,
            visit_item=self.item,
            owner=self.owner,
            audience=self._audience(rules.KIND_OF_PART[write.part]),
            part=write.part,
            repeat=write.repeat,
            value=write.value,
            cleared=cleared,
            bases=list(write.bases),
            device=write.device,
            device_at=write.device_at,
            counter=write.counter,
            clock_offset=write.clock_offset,
            by_id=by.id,
            observed_by_id=write.observed_by_id,
            reason=write.reason,
            received_at=now(),
            late=self._is_late(write.part),
            aside=not cleared and not rules.fits(self.spec, write.part, write.value),
        )

    def _audience(self, kind: str) -> str:
        """A result is as open as its item; a note keeps the audience it has, or starts with the agency's default."""
        if self.item.audience == "own" or kind != "note":
            return self.item.audience
        note = self.answers.get("note")
        return note.audience if note else self._first_audience

    @cached_property
    def _first_audience(self) -> str:
        return default_audience(self.session, self.owner)

    def _is_late(self, part: str) -> bool:
        """Whether the agency's part was signed off before; what waits for another time is late after the minutes."""
        if self.item.visit.state in CLOSED_STATES:
            return True
        return self.signed_off and not self.item.deferred and part != "conclusion"

    def _bring_up(self, kind: str, by: Any) -> None:
        """Makes the cached answer say what the operations say; one that says so already is left alone."""
        ops = (queries.as_op(row) for row in self.rows if rules.KIND_OF_PART[row.part] == kind)
        composed = compose(self.spec, ops)
        values, heads = composed.values, composed.heads
        state = self._state(kind, values, composed.conflict)
        answer = self.answers.get(kind) or self._new_answer(kind)
        if (answer.values, answer.heads, answer.state) != (values, heads, state):
            answer.values, answer.heads, answer.state = values, heads, state
            answer.updated_at, answer.updated_by_id = now(), by.id
            answer.version += 1

    def _new_answer(self, kind: str) -> Answer:
        answer = Answer(
            visit_item=self.item,
            visit_id=self.item.visit_id,
            owner=self.owner,
            audience=self._audience(kind),
            kind=kind,
            values={},
            heads={},
            state="unchecked",
            version=0,
        )
        self.session.add(answer)
        self.answers[kind] = answer
        return answer

    def _state(self, kind: str, values: dict[str, Any], conflict: bool) -> str:
        if conflict:
            return "conflict"
        if kind != "answer":
            return "recorded" if values else "unchecked"
        computed = isinstance(self.spec["pass_if"], dict)
        return rules.verdict(self.spec, values, standards(self.session, self.item.visit.day) if computed else {})

    def show_dependents(self) -> None:
        """Shows or hides the items that depend on this item's number; hidden answers are kept, not counted."""
        version = queries.version_of(self.session, self.item)
        if self.item.code not in version.controllers or not any(rules.KIND_OF_PART[p] == "answer" for p in self.wrote):
            return
        chosen = queries.chosen_with(self.session, self.item)
        numbers = rules.numbers(queries.values_of(self.session, self.item.visit_id, self.owner), version.items)
        codes = rules.shown([version.items[one.code] for one in chosen], numbers)
        for one in chosen:
            if one.active != (one.code in codes):
                one.active = one.code in codes


# Every answer runs these; built once, they cost half.
_FRESH = {"populate_existing": True}
_VISITS: sa.BindParameter[Any] = sa.bindparam("visits", expanding=True)
_ITEMS: sa.BindParameter[Any] = sa.bindparam("items", expanding=True)
_OWNER: sa.BindParameter[str] = sa.bindparam("owner")
_PARTS = (
    sa.select(VisitPart.visit_id, VisitPart.state)
    .where(VisitPart.visit_id.in_(_VISITS), VisitPart.owner == _OWNER)
    .order_by(VisitPart.id)
    .with_for_update(read=True)
)
_QUEUE = sa.select(VisitItem.id).where(VisitItem.id.in_(_ITEMS)).order_by(VisitItem.id).with_for_update()
_HOLD = (
    sa.update(VisitItem)
    .where(VisitItem.id.in_(_ITEMS))
    .values(version=VisitItem.version + 1)
    .execution_options(synchronize_session=False)
)
_ANSWERS = sa.select(Answer).where(Answer.visit_item_id.in_(_ITEMS), Answer.owner == _OWNER).execution_options(**_FRESH)
_OPERATIONS = (
    sa.select(Operation.visit_item_id, *(getattr(Operation, name) for name in queries.OF_OP))
    .where(Operation.visit_item_id.in_(_ITEMS), Operation.owner == _OWNER)
    .order_by(Operation.id)
)


def hold_part(session: Session, visit_id: int, owner: str) -> str | None:
    """The state of the agency's part of a visit as it is now; it is kept from sign-off until the transaction ends."""
    return _hold_parts(session, [visit_id], owner).get(visit_id)


def _hold_parts(session: Session, visit_ids: Iterable[int], owner: str) -> dict[int, str]:
    rows = session.execute(_PARTS, {"visits": sorted(set(visit_ids)), "owner": owner})
    return {row.visit_id: row.state for row in rows}


def claim(session: Session, items: Sequence[VisitItem], owner: str) -> dict[int, Slot]:
    """The slots of an agency by the items' keys, kept from other writers until the transaction ends and read after.

    The agency's parts are held first, so that they cannot be signed off meanwhile; then the items in the order of their
    keys, so that two writers follow each other. Whoever takes both takes them in this order.
    """
    slots = {"items": [item.id for item in items], "owner": owner}
    states = _hold_parts(session, [item.visit_id for item in items], owner)
    if len(items) > 1:
        session.execute(_QUEUE, slots)
    session.execute(_HOLD, slots)
    answers: dict[int, dict[str, Answer]] = defaultdict(dict)
    for answer in session.scalars(_ANSWERS, slots):
        answers[answer.visit_item_id][answer.kind] = answer
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(_OPERATIONS, slots):
        rows[row.visit_item_id].append(row)
    return {
        item.id: Slot(session, item, owner, states.get(item.visit_id), rows[item.id], answers[item.id])
        for item in items
    }


def _is_new(row: Operation, present: dict[str, Operation]) -> bool:
    known = present.setdefault(row.op_id, row)
    if known is row:
        return True
    if not same(queries.as_op(known), queries.as_op(row)):
        raise OperationTaken(TAKEN)
    return False


def default_audience(session: Session, agency: str) -> str:
    """What a new note or photo of an agency starts as."""
    return str((setting(session, "audience", now().date()) or {}).get(agency, "own"))
