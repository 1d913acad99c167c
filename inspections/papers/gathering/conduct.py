"""Gathers what papers tell a body of its rights and duties, with the article if that is verified; it words no paper."""

from datetime import date
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory.shipped import STATUSES, Row, check, day, many, name_of, one_of, read_rows, text
from inspections.papers.facts import visit as plain
from inspections.papers.gathering import grounds
from models.law import LegalDocument

SHIPPED = Path(__file__).parent.parent / "shipped" / "conduct.yaml"
_ROW = {
    "document": text,
    "article": text,
    "valid_from": day,
    "status": one_of(*STATUSES),
    "source": text,
    "rights": many(text),
    "duties": many(text),
}


@cache
def shipped(source: Path | str = SHIPPED) -> list[Row]:
    """The rows of the file, the newest first. Raises CatalogueError."""
    rows = read_rows(source)
    for row in rows:
        check(name_of(source), str(row.get("document")), row, _ROW)
    return sorted(rows, key=lambda row: row["valid_from"], reverse=True)


def gather(session: Session, on: date) -> plain.Conduct | None:
    """What held on a day, or None; a document that nobody has verified is not named as the ground."""
    row = next((row for row in shipped() if row["valid_from"] <= on), None)
    if row is None:
        return None
    document = session.scalar(sa.select(LegalDocument).where(LegalDocument.key == row["document"]))
    return plain.Conduct(
        ground=f"{row['article']} {grounds.named(document)}" if document and _is_sure(row, document, on) else "",
        rights=tuple(row["rights"]),
        duties=tuple(row["duties"]),
    )


def _is_sure(row: Row, document: LegalDocument, on: date) -> bool:
    """Whether the row, the document and its title are verified, and the document held on that day."""
    return row["status"] == "verified" and grounds.is_sure(document, on)
