"""Reads legal documents and the acts they fine, as they stand on a day; it knows no inspection."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from inspections.directory.queries import matching
from inspections.law.citations import document_name
from inspections.law.rules import REPLACED, same_clause
from inspections.vietnamese import fold
from models.base import BEGINNING
from models.law import Act, LegalDocument, ServiceStandard

_FIRST_DAY = sa.case(
    (LegalDocument.valid_from > BEGINNING, LegalDocument.valid_from),
    else_=sa.func.coalesce(LegalDocument.issued_on, LegalDocument.valid_from),
)
"""A document whose first day is not known applies from the day it was issued, as the catalogue has it."""


def documents(session: Session, asked: Mapping[str, Any]) -> Sequence[LegalDocument]:
    """The legal documents, newest first; ``asked`` may hold ``q`` and ``on``, a day on which they applied."""
    query = matching(sa.select(LegalDocument), LegalDocument.search_text, asked.get("q", ""))
    if on := asked.get("on"):
        query = query.where(on >= _FIRST_DAY, LegalDocument.valid_to >= on)
    return session.scalars(query.order_by(_FIRST_DAY.desc(), LegalDocument.id)).all()


def acts(session: Session, asked: Mapping[str, Any]) -> Sequence[Act]:
    """The acts with their documents, by document and number; ``asked`` may hold ``q``, ``document`` (a key) and
    ``competence``.
    """
    query = sa.select(Act).join(Act.document).options(contains_eager(Act.document))
    if document := asked.get("document"):
        query = query.where(LegalDocument.key == document)
    if competence := asked.get("competence"):
        query = query.where(Act.competence == competence)
    found = session.scalars(query.order_by(LegalDocument.id, Act.closed_on.is_not(None), Act.id)).all()
    wanted = fold(asked.get("q", "")).split()
    return [act for act in found if all(word in fold(f"{act.code} {act.point} {act.description}") for word in wanted)]


def of_same_clause(session: Session, act: Act) -> set[int]:
    """The keys of the acts that are the same clause: this one, earlier editions of it, and those of other decrees."""
    rows = session.execute(sa.select(Act.code, Act.id, Act.details)).all()
    codes = same_clause(act.code, {row.code: row.details.get("same_as") for row in rows})
    return {row.id for row in rows if row.code in codes}


def fining_documents(session: Session) -> Sequence[LegalDocument]:
    """The documents that fine an act, by their keys."""
    return session.scalars(
        sa.select(LegalDocument).where(LegalDocument.id.in_(sa.select(Act.document_id))).order_by(LegalDocument.key)
    ).all()


def document_names(session: Session) -> dict[str, str]:
    """What papers call the documents, by their keys."""
    return {
        row.key: document_name(row)
        for row in session.execute(
            sa.select(
                LegalDocument.key,
                LegalDocument.kind,
                LegalDocument.number,
                LegalDocument.title,
                LegalDocument.title_status,
                LegalDocument.issued_on,
            )
        )
    }


def standards(session: Session, on: date) -> dict[str, Any]:
    """The limits of the service standard that held on a day, as the verdict rules read them; empty if none held."""
    found = session.scalar(
        sa.select(ServiceStandard.limits)
        .where(ServiceStandard.valid_from <= on, ServiceStandard.valid_to >= on)
        .where(ServiceStandard.source.not_like(f"%{REPLACED}%"))
        .where(sa.or_(ServiceStandard.closed_on.is_(None), ServiceStandard.closed_on > on))
        .order_by(ServiceStandard.id.desc())
        .limit(1)
    )
    return found or {}
