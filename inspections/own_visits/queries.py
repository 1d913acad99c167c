"""Reads what an inspected body finds of a visit of its own; who reads it decides what is there, it writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.findings import queries as findings
from inspections.papers.rules import ISSUED, KINDS
from inspections.remedies import queries as remedies
from models.findings import Finding, Remedy
from models.inspections import Visit
from models.papers import Paper

MOST = 20
"""How many papers a first page shows."""

_RECEIVED = sa.select(Paper).where(Paper.state.in_(ISSUED), Paper.kind.in_(KINDS)).order_by(Paper.id.desc())


@dataclass
class Found:
    """A finding with what is required because of it."""

    finding: Finding
    remedies: list[Remedy] = field(default_factory=list)


def found(session: Session, visit: Visit) -> list[Found]:
    """The findings of a visit that are meant for the reader, each with its requirements."""
    rows = {one.id: Found(one) for one in findings.of_visit(session, visit)}
    for remedy in remedies.of_visit(session, visit):
        if remedy.finding_id in rows:
            rows[remedy.finding_id].remedies.append(remedy)
    return list(rows.values())


def papers(session: Session) -> Sequence[Paper]:
    """The papers that a body received, newest first."""
    return session.scalars(_RECEIVED.limit(MOST)).all()


def papers_of(session: Session, visit: Visit) -> Sequence[Paper]:
    """The papers about one visit that a body received, newest first."""
    return session.scalars(_RECEIVED.where(Paper.visit_id == visit.id)).all()
