"""Reads a visit's fieldwork: items with their answers, operations, what is missing; how far it is, progress.py says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.checklists import queries as checklists
from inspections.evidence.rules import missing_photo
from inspections.fieldwork import rules
from inspections.fieldwork.merge import Op
from inspections.fieldwork.progress import DONE, Progress, Section, next_open, progress_of, sections
from models.checklists import Answer, ChecklistVersion, Evidence, Operation, VisitItem
from models.directory import User
from models.inspections import Visit, VisitPart

__all__ = ["DONE", "Progress", "Section", "next_open", "progress_of", "sections"]
"""Read by progress.py, and asked for here by the other features with everything below."""

# The statements of the tablet's page are built once: building one costs as much as running it.
_VISIT: sa.BindParameter[int] = sa.bindparam("visit")
_AGENCY: sa.BindParameter[str] = sa.bindparam("agency")


@dataclass
class ItemRow:
    """One chosen item with everything the viewer may see of it. ``answers`` is keyed by (agency, kind)."""

    item: VisitItem
    spec: Any
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    photos: list[Evidence] = field(default_factory=list)
    candidates: list[Operation] = field(default_factory=list)

    def state(self, agency: str) -> str:
        """The agency's state of this item: unchecked until something was answered."""
        answer = self.answers.get((agency, "answer"))
        return answer.state if answer else "unchecked"

    @property
    def sides(self) -> list[str]:
        """The agencies that answer this item and whose answers the viewer may see."""
        return sorted(agency for agency, kind in self.answers if kind == "answer")


_ROWS = (
    sa.select(VisitItem, Answer)
    .join(Answer, Answer.visit_item_id == VisitItem.id, isouter=True)
    .options(
        joinedload(VisitItem.checklist_version, innerjoin=True).load_only(ChecklistVersion.sha256),
        joinedload(Answer.updated_by).load_only(User.name),
    )
    .order_by(VisitItem.position, Answer.id)
)
_PHOTOS = (
    sa.select(Evidence)
    .join(VisitItem, Evidence.visit_item_id == VisitItem.id)
    .where(Evidence.removed_at.is_(None))
    .order_by(Evidence.id)
)
_OF_VISIT = (VisitItem.visit_id == _VISIT, VisitItem.active)
_SECTION = VisitItem.section_code == sa.bindparam("section")
_OF_SECTION = (*_OF_VISIT, _SECTION)
_OF_CHOICE = (VisitItem.visit_id == _VISIT,)
_OF_PAGE = (*_OF_CHOICE, _SECTION)
_OF_ITEM = (VisitItem.id == sa.bindparam("item"),)
_READ = {of: (_ROWS.where(*of), _PHOTOS.where(*of)) for of in (_OF_VISIT, _OF_SECTION, _OF_CHOICE, _OF_PAGE, _OF_ITEM)}


def item_rows(session: Session, visit: Visit, section: str | None = None) -> list[ItemRow]:
    """The items of a visit (or of one section) with answers, photos and what is in conflict."""
    if section is None:
        return _rows(session, _OF_VISIT, visit=visit.id)
    return _rows(session, _OF_SECTION, visit=visit.id, section=section)


def chosen_rows(session: Session, visit: Visit) -> list[ItemRow]:
    """All items that were chosen for a visit, also those that their condition hides."""
    return _rows(session, _OF_CHOICE, visit=visit.id)


def page_rows(session: Session, visit: Visit, section: str) -> list[ItemRow]:
    """The items of a section as its page holds them: also those that their condition hides."""
    return _rows(session, _OF_PAGE, visit=visit.id, section=section)


def _rows(session: Session, of: tuple[Any, ...], **values: Any) -> list[ItemRow]:
    items, photos = _READ[of]
    rows: dict[int, ItemRow] = {}
    for item, answer in session.execute(items, values):
        if item.id not in rows:
            rows[item.id] = ItemRow(item, version_of(session, item).items[item.code])
        if answer is not None:
            rows[item.id].answers[(answer.owner or "", answer.kind)] = answer
    for photo in session.scalars(photos, values):
        rows[photo.visit_item_id].photos.append(photo)
    add_candidates(session, rows)
    return list(rows.values())


def add_candidates(session: Session, rows: dict[int, ItemRow]) -> None:
    """Adds to each row the operations that stand against each other, as they came, with their authors."""
    answers = [answer for row in rows.values() for answer in row.answers.values() if answer.state == "conflict"]
    disputed = {op_id for answer in answers for heads in answer.heads.values() for op_id in heads}
    if disputed:
        query = sa.select(Operation).options(joinedload(Operation.by)).order_by(Operation.id)
        for operation in session.scalars(query.where(Operation.op_id.in_(disputed))):
            rows[operation.visit_item_id].candidates.append(operation)


def item_row(session: Session, item: VisitItem) -> ItemRow:
    """One item with everything the viewer may see of it, also while its condition hides it."""
    return _rows(session, _OF_ITEM, item=item.id)[0]


def chosen_with(session: Session, item: VisitItem) -> Sequence[VisitItem]:
    """The items of the same visit and checklist, shown or hidden."""
    return session.scalars(
        sa.select(VisitItem).where(
            VisitItem.visit_id == item.visit_id, VisitItem.checklist_version_id == item.checklist_version_id
        )
    ).all()


def values_of(session: Session, visit_id: int, agency: str) -> dict[str, Any]:
    """What an agency answered at a visit: code → values."""
    rows = session.execute(
        sa.select(VisitItem.code, Answer.values)
        .join(VisitItem, Answer.visit_item_id == VisitItem.id)
        .where(Answer.visit_id == visit_id, Answer.kind == "answer", Answer.owner == agency)
    )
    return {row.code: row.values for row in rows}


def version_of(session: Session, item: VisitItem) -> checklists.Version:
    """The frozen checklist of an item."""
    return checklists.version(session, item.checklist_version_id, item.checklist_version.sha256)


def is_tick(row: ItemRow) -> bool:
    """Whether the item needs nothing but a result, so that one tap may pass it with others."""
    return not rules.answer_parts(row.spec) and "pass" in rules.offered_results(row.spec)


def operations(session: Session, item: VisitItem, owner: str | None = None) -> Sequence[Operation]:
    """Every operation of an item that the viewer may see, oldest first; of one agency if ``owner`` is given."""
    query = sa.select(Operation).where(Operation.visit_item_id == item.id).order_by(Operation.id)
    if owner is not None:
        query = query.where(Operation.owner == owner)
    return session.scalars(query).all()


def history(session: Session, item: VisitItem) -> Sequence[Operation]:
    """Every operation of an item that the viewer may see, newest first, with its author."""
    return session.scalars(
        sa.select(Operation)
        .options(joinedload(Operation.by), joinedload(Operation.observed_by))
        .where(Operation.visit_item_id == item.id)
        .order_by(Operation.id.desc())
    ).all()


OF_OP = (
    *("op_id", "part", "value", "cleared", "bases", "device", "device_at", "counter", "received_at", "by_id"),
    *("late", "aside", "repeat", "clock_offset"),
)
"""The columns of an operation that the merge reads."""


def as_op(row: Any) -> Op:
    """An operation, as a record or as a row of these columns, as the merge reads it."""
    return Op(
        op_id=row.op_id,
        part=row.part,
        value=row.value,
        cleared=row.cleared,
        bases=tuple(row.bases),
        device=row.device,
        device_at=row.device_at,
        counter=row.counter,
        received_at=row.received_at,
        by=row.by_id,
        late=row.late,
        aside=row.aside,
        repeat=row.repeat,
        clock_offset=row.clock_offset,
    )


_PART = sa.select(VisitPart).where(VisitPart.visit_id == _VISIT, VisitPart.owner == _AGENCY)


def part_of(session: Session, visit_id: int, agency: str) -> VisitPart | None:
    """An agency's part of a visit."""
    return session.scalar(_PART, {"visit": visit_id, "agency": agency})


@dataclass(frozen=True)
class Gap:
    """One thing that keeps an agency from confirming its part, with the item it belongs to."""

    item: VisitItem
    question: str
    reason: str


def gaps(session: Session, visit: Visit, agency: str) -> list[Gap]:
    """What is missing before the agency can confirm its part; items that wait for another time hold nothing up."""
    found = []
    for row in item_rows(session, visit):
        for reason in missing(row, agency):
            found.append(Gap(row.item, row.spec["question"], reason))
    return found


def missing(row: ItemRow, agency: str) -> list[str]:
    """What is missing in an item of the agency, nothing where it does not answer or the item waits."""
    answer = row.answers.get((agency, "answer"))
    if answer is None or row.item.deferred or not row.item.active:
        return []
    return _reasons(row, answer, row.answers.get((agency, "note")))


def _reasons(row: ItemRow, answer: Answer, note: Answer | None) -> list[str]:
    state = "conflict" if note and note.state == "conflict" else answer.state
    found = rules.gaps(row.spec, answer.values, note.values.get("note") if note else None, state)
    return found + missing_photo(row.spec, state, len(row.photos))
