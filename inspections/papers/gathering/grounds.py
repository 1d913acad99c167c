"""Names the legal documents that a paper is grounded on, and counts those that nobody has verified; words no paper."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.findings.rules import UNVERIFIED
from inspections.papers.facts.wholes import Ground
from inspections.papers.wording import BLANK, lines, long_date
from inspections.vietnamese import lower_first
from models.law import LegalDocument

LAW = "Luật"


def named(document: LegalDocument) -> str:
    """A document in full, as at its first mention; a law is called by its title and its day alone."""
    day = long_date(document.issued_on)
    if document.kind == LAW:
        return f"{document.title} {day}"
    title = lower_first(document.title)
    return f"{document.kind} số {document.number or BLANK} {day} của {document.issuer} {title}"


def is_sure(document: LegalDocument, on: date) -> bool:
    """Whether a document and its title are verified, and it held on that day."""
    known = {document.status, document.title_status} == {"verified"} and document.issued_on is not None
    return known and document.valid_from <= on <= document.valid_to


def gather(session: Session, keys: Sequence[str], on: date) -> tuple[Ground, ...]:
    """These documents in this order; one that is not in the tables is left out."""
    rows = session.scalars(sa.select(LegalDocument).where(LegalDocument.key.in_(keys)))
    found = {row.key: row for row in rows}
    return tuple(
        Ground(named(found[key]), found[key].number or "", is_sure(found[key], on)) for key in keys if key in found
    )


def unverified(held: Sequence[Ground], by_hand: str) -> int:
    """How many grounds nobody has verified: of all, or of those that somebody wrote by hand in their place.

    Written by hand, a document of the tables is still the same one; what no table knows is its writer's to answer for.
    """
    if not by_hand.strip():
        return sum(not one.sure for one in held)
    numbers = [one.number for one in held if one.number and not one.sure]
    return sum(UNVERIFIED in line or any(number in line for number in numbers) for line in lines(by_hand))
