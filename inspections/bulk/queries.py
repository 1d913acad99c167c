"""Reads the requirements that are chosen for a change of many, and what came of one; it writes nothing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.bulk import rules
from inspections.remedies import queries as remedies
from models.findings import Remedy, RemedyStep
from models.inspections import Inspection, Visit
from models.measures import BulkChange, BulkRow

_TEAM = joinedload(Remedy.visit).joinedload(Visit.inspection).selectinload(Inspection.members)
"""What the permissions of a requirement ask for."""


def chosen(session: Session, refs: Collection[str], today: date) -> Sequence[Any]:
    """(requirement, its body's name) of these references as far as the viewer sees them, in the order of their keys."""
    query = remedies.with_bodies(today).options(_TEAM).where(Remedy.ref.in_(set(refs)))
    return session.execute(query.order_by(Remedy.id).limit(rules.MOST + 1)).all()


def everything(session: Session, asked: Mapping[str, Any], today: date) -> Sequence[Any]:
    """(requirement, its body's name) of a whole list as asked for, in its order; one more than a change takes."""
    query = remedies.narrowed(remedies.with_bodies(today), asked, today)
    return session.execute(query.order_by(*remedies.ORDER).limit(rules.MOST + 1)).all()


def rows(session: Session, change: BulkChange, today: date) -> Sequence[Any]:
    """(requirement, its body's name, row) of a change, what was refused first."""
    query = remedies.with_bodies(today).add_columns(BulkRow).join(BulkRow, BulkRow.remedy_id == Remedy.id)
    return session.execute(query.where(BulkRow.change_id == change.id).order_by(BulkRow.done, BulkRow.id)).all()


def done_rows(session: Session, change: BulkChange) -> Sequence[BulkRow]:
    """The rows of a change that were done, in the order of the keys of their requirements, in which they are locked."""
    return session.scalars(
        sa.select(BulkRow)
        .options(joinedload(BulkRow.remedy).options(_TEAM))
        .where(BulkRow.change_id == change.id, BulkRow.done)
        .order_by(BulkRow.remedy_id)
    ).all()


def latest(session: Session, user: Any) -> BulkChange | None:
    """The person's last change of many that was not taken back."""
    mine = (BulkChange.by_id == user.id, BulkChange.undone_at.is_(None))
    return session.scalars(sa.select(BulkChange).where(*mine).order_by(BulkChange.id.desc()).limit(1)).first()


def last_step(session: Session, remedy: Remedy) -> RemedyStep:
    """The step that a requirement took last."""
    steps = sa.select(RemedyStep).where(RemedyStep.remedy_id == remedy.id)
    return session.scalars(steps.order_by(RemedyStep.id.desc()).limit(1)).one()
