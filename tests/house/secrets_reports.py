"""Knows how to plant a word in a report that the police alone received; knows no page."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.directory import User
from models.inspections import Visit
from models.reports import ReceivedReport
from tests.house.planted import OWN


def received(session: Session, visit: Visit, by: User, word: str) -> list[Any]:
    """A report before a joint visit and a yearly one, which is withdrawn: each text carries the word."""
    said = {"number": word, "note": word, "file_name": f"{word}.pdf", "sha256": "0" * 64, "by_id": by.id, **OWN}
    said |= {"body_id": visit.body_id, "received_on": date(2019, 3, 4), "due_on": date(2019, 3, 1)}
    gone = {"withdrawn_reason": word, "withdrawn_by_id": by.id, "withdrawn_on": date(2019, 3, 5)}
    found = [
        ReceivedReport(kind="outline", visit=visit, year=visit.day.year, **said),
        ReceivedReport(kind="yearly", year=visit.day.year, **said, **gone),
    ]
    session.add_all(found)
    session.flush()
    return found
