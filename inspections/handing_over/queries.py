"""Reads the findings that one agency handed to the other; it writes nothing."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.directory import queries as directory
from models.findings import Finding
from models.inspections import Visit
from models.penalties import HandOver


def waiting(session: Session, finding: Finding) -> HandOver | None:
    """The hand-over of a finding that waits for its answer."""
    return session.scalar(sa.select(HandOver).where(HandOver.finding_id == finding.id, HandOver.state == "waiting"))


def latest(session: Session, finding: Finding) -> HandOver | None:
    """The last time a finding was handed over."""
    query = sa.select(HandOver).options(joinedload(HandOver.sent_by), joinedload(HandOver.answered_by))
    return session.scalar(query.where(HandOver.finding_id == finding.id).order_by(HandOver.id.desc()).limit(1))


def to_answer(session: Session, agency: str, most: int) -> list[tuple[HandOver, str]]:
    """(hand-over, the name of its body) of what an agency is asked to take over, the oldest first."""
    query = sa.select(HandOver, directory.name_on(Visit.body_id, Visit.day)).join(Visit, HandOver.visit_id == Visit.id)
    query = query.where(HandOver.owner == agency, HandOver.state == "waiting")
    return [(row[0], row[1]) for row in session.execute(query.order_by(HandOver.sent_on, HandOver.id).limit(most))]


def shown_finding(session: Session, hand_over: HandOver) -> Finding | None:
    """The finding if the viewer may still see it; the agency that takes it over may make it its own."""
    return session.scalar(sa.select(Finding).where(Finding.id == hand_over.finding_id))


def body_name(session: Session, hand_over: HandOver, on: date) -> str:
    """The name of the body on a day."""
    return directory.body_names(session, [hand_over.visit.body_id], on).get(hand_over.visit.body_id, "")
