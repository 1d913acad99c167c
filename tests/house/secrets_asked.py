"""Knows how to plant a sheet that an agency keeps to itself, which no page may show to anybody else."""

from typing import Any

from sqlalchemy.orm import Session

from models.base import now
from models.inquiries import Inquiry, InquiryLine
from models.inspections import Visit


def sheet(session: Session, visit: Visit, by_id: int, word: str, reader: dict[str, Any]) -> Inquiry:
    """A sheet at this visit, answered, with the word in everything that is typed."""
    said = {
        "note": word,
        "text": word,
        "returned_reason": word,
        "answered_by_id": by_id,
        "answered_on": visit.day,
        "answered_at": now(),
    }
    asked = {"kind": "self_check", "state": "answered", "due_on": visit.day, "sent_by_id": by_id}
    inquiry = Inquiry(visit=visit, **asked, **said, **reader)
    words = {"key": "CL-01", "heading": word, "question": word, "detail": word, "note": word}
    session.add_all([inquiry, InquiryLine(inquiry=inquiry, position=1, choice="fail", **words, **reader)])
    session.flush()
    return inquiry
