"""Reads an agency's part of a visit and the facts that decide its steps."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from inspections.directory.queries import setting
from inspections.fieldwork import queries as fieldwork
from inspections.sign_off.steps import PartFacts
from models.base import now
from models.checklists import Operation, VisitItem
from models.inspections import Reopening, Visit, VisitPart

UNCOUNTED = sa.or_(Operation.late, Operation.aside)
"""What makes an operation history alone: it came after the sign-off, or its value is no option of its item."""


def check_required(session: Session, agency: str) -> bool:
    """Whether the agency wants a colleague to check a part before it is confirmed."""
    return bool((setting(session, "colleague_check", now().date()) or {}).get(agency))


def changed_since_check(session: Session, part: VisitPart) -> bool:
    """Whether anything that the colleague checked was written again afterwards."""
    if part.checked_at is None:
        return False
    written = (
        sa.select(Operation.id)
        .join(VisitItem, Operation.visit_item_id == VisitItem.id)
        .where(VisitItem.visit_id == part.visit_id, Operation.owner == part.owner, VisitItem.deferred.is_(None))
        .where(Operation.received_at > part.checked_at, Operation.late.is_(False))
    )
    return session.scalar(written.limit(1)) is not None


def reopenings(session: Session, part: VisitPart) -> Sequence[Reopening]:
    """Every reopening of a part that the viewer may see, newest first, with who did it."""
    return session.scalars(
        sa.select(Reopening)
        .options(joinedload(Reopening.by))
        .where(Reopening.part_id == part.id)
        .order_by(Reopening.id.desc())
    ).all()


MOST_UNCOUNTED = 200
"""How many operations that do not count the page of a part lists; all are in the history of their items."""


def uncounted(session: Session, part: VisitPart) -> Sequence[Operation]:
    """The operations of a part that are history alone, newest first: late ones, and those kept aside."""
    return session.scalars(
        sa.select(Operation)
        .join(Operation.visit_item)
        .options(contains_eager(Operation.visit_item), joinedload(Operation.by), joinedload(Operation.observed_by))
        .where(VisitItem.visit_id == part.visit_id, Operation.owner == part.owner, UNCOUNTED)
        .order_by(Operation.received_at.desc(), Operation.id.desc())
        .limit(MOST_UNCOUNTED)
    ).all()


def part_facts(session: Session, part: VisitPart, by: Any, missing: int | None = None) -> PartFacts:
    """The facts for the steps of a part; ``missing``, how many items are, saves what the page has counted already."""
    agency = part.owner or ""
    if missing is None:
        missing = len({gap.item.id for gap in fieldwork.gaps(session, part.visit, agency)})
    return PartFacts(
        missing=missing,
        check_required=check_required(session, agency),
        checked=part.state == "checked" and not changed_since_check(session, part),
        own_work=by.id in authors(session, part.visit, agency),
        visit_open=part.visit.state in {"announced", "fieldwork_done"},
    )


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
