"""Writes what a search compares of an inspection; it knows no page and decides nothing."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.vietnamese import fold
from models.directory import BodyName
from models.inspections import Inspection, Visit


def index_inspection(session: Session, inspection: Inspection) -> None:
    """Sets the text by which an inspection is found: its title, its decision's number, every name of its bodies.

    Whoever makes an inspection, changes its title or number, or adds a visit calls this afterwards. A visit that an
    agency keeps to itself under a joint inspection is left out, or the other agency could find out whom it visits.
    """
    session.flush()
    visited = sa.select(Visit.body_id).where(
        Visit.inspection_id == inspection.id, Visit.audience == inspection.audience
    )
    names = session.scalars(
        sa.select(BodyName.name).where(BodyName.body_id.in_(visited)).order_by(BodyName.body_id, BodyName.id)
    )
    inspection.search_text = fold(" ".join(filter(None, (inspection.title, inspection.decision_number, *names))))
