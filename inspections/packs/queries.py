"""Reads what a pack holds beside its pages: the photos of a visit, and what was found at its body before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from inspections.fieldwork import queries as fieldwork
from inspections.findings.rules import FAULTS
from models.checklists import ChecklistVersion, Evidence, VisitItem
from models.findings import Finding, FindingItem
from models.inspections import Visit

ENDED = ("dismissed", "closed")
"""States in which a finding waits for nothing."""


def pictures(session: Session, visit: Visit) -> Sequence[str]:
    """The references of the photos that the pages of a visit show to the viewer, as they were taken."""
    return session.scalars(
        sa.select(Evidence.ref)
        .join(VisitItem, Evidence.visit_item_id == VisitItem.id)
        .where(Evidence.visit_id == visit.id, Evidence.removed_at.is_(None), VisitItem.active)
        .order_by(Evidence.id)
    ).all()


@dataclass(frozen=True)
class Earlier:
    """A finding of an earlier visit with the items that it rests on: pairs of (code, question)."""

    finding: Finding
    items: list[tuple[str, str]]


def earlier_findings(session: Session, visit: Visit) -> list[Earlier]:
    """What the viewer may see of earlier visits at the same body: what is still open, and all of the last one."""
    before = sa.tuple_(Visit.day, Visit.id) < sa.tuple_(sa.literal(visit.day), sa.literal(visit.id))
    at_the_body = (Visit.body_id == visit.body_id, Visit.state != "planned", before)
    last = sa.select(Visit.id).where(*at_the_body).order_by(Visit.day.desc(), Visit.id.desc()).limit(1)
    still_open = sa.and_(Finding.kind.in_(FAULTS), Finding.state.not_in(ENDED))
    of_last = sa.and_(Finding.visit_id == last.scalar_subquery(), Finding.state != "dismissed")
    found = session.scalars(
        sa.select(Finding)
        .join(Finding.visit)
        .options(contains_eager(Finding.visit), selectinload(Finding.remedies), _with_items())
        .where(*at_the_body, sa.or_(still_open, of_last))
        .order_by(Visit.day.desc(), Finding.id)
    ).all()
    return [Earlier(one, [_named(session, link) for link in one.items]) for one in found]


def _with_items() -> Any:
    version = joinedload(VisitItem.checklist_version, innerjoin=True).load_only(ChecklistVersion.sha256)
    return selectinload(Finding.items).joinedload(FindingItem.visit_item, innerjoin=True).options(version)


def _named(session: Session, link: FindingItem) -> tuple[str, str]:
    item = link.visit_item
    return item.code, fieldwork.version_of(session, item).items[item.code]["question"]
