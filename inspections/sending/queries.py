"""Reads the items that a batch is about, each with the team that its permissions ask for; it writes nothing."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from models.checklists import VisitItem
from models.inspections import Inspection, TeamMember, Visit

_ITEMS = (
    sa.select(VisitItem)
    .where(VisitItem.ref.in_(sa.bindparam("refs", expanding=True)))
    .options(
        joinedload(VisitItem.visit)
        .joinedload(Visit.inspection)
        .selectinload(Inspection.members)
        .joinedload(TeamMember.user)
    )
    .order_by(VisitItem.id)
)


def items_by_ref(session: Session, refs: Collection[str]) -> dict[str, VisitItem]:
    """The items with these references that the viewer may see, by reference."""
    if not refs:
        return {}
    return {item.ref: item for item in session.scalars(_ITEMS, {"refs": list(refs)})}
