"""Reads how far a visit is: progress by section and agency, and what is to be answered next; it reads no value."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.checklists import queries as checklists
from inspections.fieldwork import rules
from models.checklists import Answer, ChecklistVersion, VisitItem
from models.inspections import Visit

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


# The statements of the tablet's page are built once: building one costs as much as running it.
_VISIT: sa.BindParameter[int] = sa.bindparam("visit")
_AGENCY: sa.BindParameter[str] = sa.bindparam("agency")
_COUNTS = (
    sa.func.sum(sa.case((Answer.state.in_(DONE), 1), else_=0)).label("done"),
    sa.func.count().label("total"),
)
_SECTIONS = (
    sa.select(ChecklistVersion.id, ChecklistVersion.sha256, VisitItem.section_code, Answer.owner, *_COUNTS)
    .join(VisitItem, Answer.visit_item_id == VisitItem.id)
    .join(ChecklistVersion, VisitItem.checklist_version_id == ChecklistVersion.id)
    .where(Answer.visit_id == _VISIT, Answer.kind == "answer", VisitItem.active)
    .group_by(ChecklistVersion.id, VisitItem.section_code, Answer.owner)
    .order_by(sa.func.min(VisitItem.position))
)
_PROGRESS = (
    sa.select(Answer.visit_id, Answer.owner, *_COUNTS)
    .join(VisitItem, Answer.visit_item_id == VisitItem.id)
    .where(Answer.visit_id.in_(sa.bindparam("visits", expanding=True)), Answer.kind == "answer", VisitItem.active)
    .group_by(Answer.visit_id, Answer.owner)
)


def sections(session: Session, visit: Visit) -> list[Section]:
    """The sections chosen for a visit in their order, with progress as the viewer may count it."""
    rows = session.execute(_SECTIONS, {"visit": visit.id})
    found: dict[tuple[int, str], Section] = {}
    for row in rows:
        key = (row.id, row.section_code)
        title = checklists.version(session, row.id, row.sha256).sections[row.section_code]
        section = found.setdefault(key, Section(*key, title))
        section.by_agency[row.owner] = Progress(row.done or 0, row.total)
    return list(found.values())


def progress_of(session: Session, visit_ids: Iterable[int]) -> dict[int, dict[str, Progress]]:
    """Progress of several visits: visit key → agency → Progress, in one query."""
    rows = session.execute(_PROGRESS, {"visits": list(visit_ids)})
    found: dict[int, dict[str, Progress]] = defaultdict(dict)
    for row in rows:
        found[row.visit_id][row.owner] = Progress(row.done or 0, row.total)
    return found


_NEXT_OPEN = (
    sa.select(VisitItem, Answer.state)
    .join(Answer, Answer.visit_item_id == VisitItem.id)
    .where(
        Answer.visit_id == _VISIT,
        Answer.kind == "answer",
        Answer.owner == _AGENCY,
        Answer.state.in_(("unchecked", "conflict")),
        VisitItem.active,
        VisitItem.deferred.is_(None),
    )
    .order_by(VisitItem.position)
    .limit(1)
)


def next_open(session: Session, visit: Visit, agency: str) -> tuple[VisitItem, str] | None:
    """(item, state) of the first item of the agency that is still to be answered or settled during the visit."""
    row = session.execute(_NEXT_OPEN, {"visit": visit.id, "agency": agency}).first()
    return (row[0], row[1]) if row else None
