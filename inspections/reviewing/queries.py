"""Reads the facts of a visit as one reader sees them, and what is wrong with them; it writes nothing."""

from collections.abc import Sequence
from datetime import tzinfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from inspections.evidence.rules import taken
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork import rules as items
from inspections.fieldwork.queries import ItemRow
from inspections.findings import rules as findings
from inspections.reviewing import rules
from inspections.reviewing.rules import Fault, FindingFacts, ItemFacts, VisitFacts
from inspections.visiting import queries as visiting
from models.findings import Finding, FindingItem
from models.inspections import Visit
from models.law import Act
from models.penalties import Penalty


def faults(session: Session, visit: Visit, agency: str, zone: tzinfo) -> list[Fault]:
    """Everything that is wrong at a visit, as a person of this agency may see it, in the order of the work."""
    rows = fieldwork.item_rows(session, visit)
    found = _findings(session, visit)
    rests: dict[int, int] = {}
    for one in found:
        if one.state != "dismissed":
            for link in one.items:
                rests[link.visit_item_id] = rests.get(link.visit_item_id, 0) + 1
    known = {row.item.code: _item(row, agency, rests.get(row.item.id, 0)) for row in rows}
    passing = {code for code, facts in known.items() if not facts.fails}
    fines = _proposed(session, found)
    decided_on = visit.inspection.decided_on
    return [
        *rules.of_visit(_visit(session, visit, rows, zone)),
        *(fault for facts in known.values() for fault in rules.of_item(facts)),
        *(fault for one in found for fault in rules.of_finding(_finding(one, passing, fines), decided_on)),
    ]


def _item(row: ItemRow, agency: str, findings_on: int) -> ItemFacts:
    states = {side: row.state(side) for side in row.sides}
    differs = len(states) == 2 and items.differs(*states.values())
    concluded = findings.concluded(row.answers)
    missing = fieldwork.missing(row, agency)
    subject = f"{row.item.code}. {row.spec['question']}"
    return ItemFacts(row.item.ref, subject, missing, states, differs, concluded, findings_on)


def _findings(session: Session, visit: Visit) -> Sequence[Finding]:
    return session.scalars(
        sa.select(Finding)
        .options(
            joinedload(Finding.act).joinedload(Act.document),
            selectinload(Finding.items).joinedload(FindingItem.visit_item),
            selectinload(Finding.photos),
        )
        .where(Finding.visit_id == visit.id)
        .order_by(Finding.id)
    ).all()


def _proposed(session: Session, found: Sequence[Finding]) -> dict[int, int | None]:
    """Key of a finding → the fine that was proposed for it."""
    keys = [one.id for one in found]
    query = sa.select(Penalty.finding_id, Penalty.proposed_fine).where(Penalty.finding_id.in_(keys))
    return {row.finding_id: row.proposed_fine for row in session.execute(query)}


def _finding(one: Finding, passing: set[str], proposed: dict[int, int | None]) -> FindingFacts:
    codes = [link.visit_item.code for link in one.items]
    fines = [fine for fine in (proposed.get(one.id), one.fine) if fine is not None]
    return FindingFacts(
        ref=one.ref,
        kind=one.kind,
        state=one.state,
        text=one.text,
        duty=one.duty,
        severity=one.severity,
        act=one.act is not None,
        band=findings.fine_band(one.act, one.subject_kind) if one.act else None,
        fines=sorted(set(fines)),
        detected_on=one.detected_on,
        ended_on=one.ended_on,
        items=codes,
        passing=[code for code in codes if code in passing],
        photos=len(one.photos),
    )


def _visit(session: Session, visit: Visit, rows: Sequence[ItemRow], zone: tzinfo) -> VisitFacts:
    people = [one for one in visiting.people(session, visit) if one.side == "body"]
    photos = [(row.item, taken(photo).astimezone(zone).date()) for row in rows for photo in row.photos]
    return VisitFacts(
        ref=visit.ref,
        day=visit.day,
        decided_on=visit.inspection.decided_on,
        announced_on=visit.announced_on,
        people=len(people),
        signer=any(one.signs for one in people),
        photos=[(item.ref, item.code, day) for item, day in photos],
    )
