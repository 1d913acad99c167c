"""Reads the papers of a visit; it knows neither how they are composed nor how they look."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.inspections import Visit
from models.papers import Paper

MINUTES = ("minutes", "survey_minutes")


def minutes_of(session: Session, visit: Visit) -> Paper | None:
    """The minutes of a visit in their newest edition, or None while nobody has begun them."""
    query = sa.select(Paper).where(Paper.visit_id == visit.id, Paper.kind.in_(MINUTES))
    return session.scalar(query.order_by(Paper.edition.desc(), Paper.id.desc()).limit(1))
