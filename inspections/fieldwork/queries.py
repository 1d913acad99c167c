"""Reads a visit's fieldwork: items with their answers, progress by section and agency, operations, what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.checklists import queries as checklists
from inspections.fieldwork import rules
from inspections.fieldwork.merge import Op
from models.checklists import Answer, Evidence, Operation, VisitItem
from models.inspections import Visit, VisitPart
from models.law import ServiceStandard

DONE = tuple(rules.DONE_STATES)


@dataclass(frozen=True)
class Progress:
    """How many items of one agency are done, of how many; items that wait for another time are counted apart."""

    done: int = 0
    total: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(self.done + other.done, self.total + other.total)

    @property
    def complete(self) -> bool:
        """Whether nothing is left."""
        return self.done == self.total


@dataclass
class Section:
    """A section of a visit with each agency's progress in it."""

    version_id: int
    code: str
    title: str
    by_agency: dict[str, Progress] = field(default_factory=dict)

    def progress(self) -> Progress:
        """All agencies together."""
        return sum(self.by_agency.values(), Progress())


def _counts() -> tuple[Any, Any]:
    done = sa.func.sum(sa.case((Answer.state.in_(DONE), 1), else_=0))
    return done.label("done"), sa.func.count().label("total")


def sections(session: Session, visit: Visit) -> list[Section]:
    """The sections chosen for a visit in their order, with progress as the viewer may count it."""
    rows = session.execute(
        sa.select(VisitItem.checklist_version_id, VisitItem.section_code, Answer.owner, *_counts())
        .join(VisitItem, Answer.visit_item_id == VisitItem.id)
        .where(Answer.visit_id == visit.id, Answer.kind == "answer", VisitItem.active)
        .group_by(VisitItem.checklist_version_id, VisitItem.section_code, Answer.owner)
        .order_by(sa.func.min(VisitItem.position))
    ).all()
    known = _versions(session, {row.checklist_version_id for row in rows})
    found: dict[tuple[int, str], Section] = {}
    for row in rows:
        key = (row.checklist_version_id, row.section_code)
        title = known[row.checklist_version_id].sections[row.section_code]
        section = found.setdefault(key, Section(*key, title))
        section.by_agency[row.owner] = Progress(row.done or 0, row.total)
    return list(found.values())


def progress_of(session: Session, visit_ids: Iterable[int]) -> dict[int, dict[str, Progress]]:
    """Progress of several visits: visit key → agency → Progress, in one query."""
    rows = session.execute(
        sa.select(Answer.visit_id, Answer.owner, *_counts())
        .join(VisitItem, Answer.visit_item_id == VisitItem.id)
        .where(Answer.visit_id.in_(set(visit_ids)), Answer.kind == "answer", VisitItem.active)
        .group_by(Answer.visit_id, Answer.owner)
    )
    found: dict[int, dict[str, Progress]] = defaultdict(dict)
    for row in rows:
        found[row.visit_id][row.owner] = Progress(row.done or 0, row.total)
    return found


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


def item_rows(session: Session, visit: Visit, section: str | None = None) -> list[ItemRow]:
    """The items of a visit (or of one section) with answers, photos and what is in conflict."""
    query = sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.active).order_by(VisitItem.position)
    if section is not None:
        query = query.where(VisitItem.section_code == section)
    items = session.scalars(query).all()
    known = _versions(session, {item.checklist_version_id for item in items})
    rows = {item.id: ItemRow(item, known[item.checklist_version_id].items[item.code]) for item in items}
    _add_answers(session, rows)
    _add_photos(session, rows)
    return list(rows.values())


def _add_photos(session: Session, rows: dict[int, ItemRow]) -> None:
    for photo in session.scalars(
        sa.select(Evidence).where(Evidence.visit_item_id.in_(rows), Evidence.removed_at.is_(None)).order_by(Evidence.id)
    ):
        rows[photo.visit_item_id].photos.append(photo)


def _add_answers(session: Session, rows: dict[int, ItemRow]) -> None:
    for answer in session.scalars(
        sa.select(Answer).options(joinedload(Answer.updated_by)).where(Answer.visit_item_id.in_(rows))
    ):
        rows[answer.visit_item_id].answers[(answer.owner or "", answer.kind)] = answer
    add_candidates(session, rows)


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
    row = ItemRow(item, version_of(session, item).items[item.code])
    _add_answers(session, {item.id: row})
    _add_photos(session, {item.id: row})
    return row


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


def next_open(session: Session, visit: Visit, agency: str) -> VisitItem | None:
    """The first item of the agency that is still to be answered during the visit."""
    return session.scalar(
        sa.select(VisitItem)
        .join(Answer, Answer.visit_item_id == VisitItem.id)
        .where(
            Answer.visit_id == visit.id,
            Answer.kind == "answer",
            Answer.owner == agency,
            Answer.state.in_(("unchecked", "conflict")),
            VisitItem.active,
            VisitItem.deferred.is_(None),
        )
        .order_by(VisitItem.position)
        .limit(1)
    )


def version_of(session: Session, item: VisitItem) -> checklists.Version:
    """The frozen checklist of an item."""
    return _versions(session, [item.checklist_version_id])[item.checklist_version_id]


def _versions(session: Session, ids: Iterable[int]) -> dict[int, checklists.Version]:
    """The frozen checklists with these keys, and maybe others; each is looked up once in a session."""
    known: dict[int, checklists.Version] = session.info.setdefault("versions", {})
    if unknown := set(ids) - known.keys():
        known |= checklists.versions(session, unknown)
    return known


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


def as_op(row: Operation) -> Op:
    """An operation as the merge reads it."""
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
    )


def standards(session: Session, on: date) -> dict[str, Any]:
    """The limits of the service standard that held on a day, as the verdict rules read them; empty if none held."""
    found = session.scalar(
        sa.select(ServiceStandard.limits).where(ServiceStandard.valid_from <= on, ServiceStandard.valid_to >= on)
    )
    return found or {}


def part_of(session: Session, visit_id: int, agency: str) -> VisitPart | None:
    """An agency's part of a visit."""
    return session.scalar(sa.select(VisitPart).where(VisitPart.visit_id == visit_id, VisitPart.owner == agency))


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
        answer = row.answers.get((agency, "answer"))
        if answer is None or row.item.deferred:
            continue
        note = row.answers.get((agency, "note"))
        for reason in _reasons(row, answer, note):
            found.append(Gap(row.item, row.spec["question"], reason))
    return found


def _reasons(row: ItemRow, answer: Answer, note: Answer | None) -> list[str]:
    state = "conflict" if note and note.state == "conflict" else answer.state
    return rules.gaps(row.spec, answer.values, note.values.get("note") if note else None, state)


def authors(session: Session, visit: Visit, agency: str) -> set[int]:
    """Who wrote anything in an agency's part of a visit."""
    return set(
        session.scalars(
            sa.select(Operation.by_id)
            .join(VisitItem, Operation.visit_item_id == VisitItem.id)
            .where(VisitItem.visit_id == visit.id, Operation.owner == agency)
            .distinct()
        )
    )
