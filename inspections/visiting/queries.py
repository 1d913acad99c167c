"""Reads who took part in a visit, what was handed over, and the facts typed for its minutes; it writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork.queries import ItemRow, Section
from inspections.papers.queries import minutes_of
from inspections.visiting import rules
from models.findings import Finding
from models.inspections import Attendee, Visit
from models.papers import Paper, SuppliedDocument


@dataclass(frozen=True)
class Record:
    """Everything typed for the minutes of a visit, as one reader sees it; ``closed`` says why nothing may change.

    ``found`` are the facts that the minutes take from the findings where nobody types them.
    """

    visit: Visit
    minutes: Paper | None
    facts: dict[str, Any]
    people: list[Attendee]
    closed: str | None
    found: frozenset[str] = frozenset()

    @property
    def missing(self) -> list[tuple[str, str]]:
        """What is still missing: (section, what)."""
        return rules.missing(self.visit.kind, self.facts, self.people, self.found)

    def of_side(self, side: str) -> list[Attendee]:
        """The people of one side, in the order of the minutes."""
        return [one for one in self.people if one.side == side]


def people(session: Session, visit: Visit, removed: bool = False) -> list[Attendee]:
    """Who is named in the minutes of a visit, the body's signer first, then by given name; or who was taken off."""
    gone = Attendee.removed_at.is_not(None) if removed else Attendee.removed_at.is_(None)
    return rules.in_order(session.scalars(sa.select(Attendee).where(Attendee.visit_id == visit.id, gone)))


def documents(session: Session, visit: Visit, removed: bool = False) -> Sequence[SuppliedDocument]:
    """What the body handed over, in the order in which it was noted; or what was taken off."""
    gone = SuppliedDocument.removed_at.is_not(None) if removed else SuppliedDocument.removed_at.is_(None)
    query = sa.select(SuppliedDocument).where(SuppliedDocument.visit_id == visit.id, gone)
    return session.scalars(query.order_by(SuppliedDocument.id)).all()


def facts(session: Session, visit: Visit, minutes: Paper | None) -> dict[str, Any]:
    """The facts typed for the minutes, over those that stand there before anybody types."""
    body = directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, "")
    given = {
        "place": f"{body}, {visit.body.place}",
        "copies": directory.setting(session, "copies_of_minutes", visit.day) or len(rules.SIDES),
    }
    return given | (minutes.fields if minutes else {})


def record(session: Session, visit: Visit) -> Record:
    """The whole record of a visit."""
    minutes = minutes_of(session, visit)
    return Record(
        visit=visit,
        minutes=minutes,
        facts=facts(session, visit, minutes),
        people=people(session, visit),
        closed=rules.closed(visit.state, minutes.state if minutes else None),
        found=_found(session, visit),
    )


def _found(session: Session, visit: Visit) -> frozenset[str]:
    """Which facts the findings that stand in the minutes of a visit give: those that both agencies see."""
    standing = (Finding.visit_id == visit.id, Finding.state != "dismissed", Finding.audience == "joint")
    found = session.execute(sa.select(Finding.kind, Finding.requirement).where(*standing)).all()
    return rules.found((kind, requirement) for kind, requirement in found)


def agencies(session: Session, visit: Visit) -> list[str]:
    """The names of the agencies that take part in a visit, the leading one first."""
    names = directory.agency_names(session, visit.day)
    codes = {part.owner for part in visit.parts} | {visit.inspection.owner}
    return [names.get(code or "", code or "") for code in sorted(codes, key=lambda one: one != visit.inspection.owner)]


def sheets(session: Session, visit: Visit, agency: str) -> list[tuple[Section, list[ItemRow]]]:
    """What an agency answers at a visit, section by section, to be written on paper, also what a number may hide."""
    sections = {(one.version_id, one.code): one for one in fieldwork.sections(session, visit)}
    found: dict[tuple[int, str], list[ItemRow]] = {}
    for row in fieldwork.chosen_rows(session, visit):
        if agency in row.sides:
            found.setdefault((row.item.checklist_version_id, row.item.section_code), []).append(row)
    return [(section, found[key]) for key, section in sections.items() if key in found]


def drift(one: Any, *fields: str) -> str:
    """The mark of a row as a page showed it."""
    return rules.seen([getattr(one, field) for field in fields])
