"""Knows how to plant a word in what a person keeps of a list; knows no page."""

from typing import Any

from sqlalchemy.orm import Session

from models.directory import User
from models.lists import SavedFilter


def kept(session: Session, by: User, word: str) -> Any:
    """A filter that a person of the police keeps: its name and what it asks for carry the word."""
    asked = {"list_name": "visits", "name": word, "asked": [["q", word]]}
    found = SavedFilter(user_id=by.id, **asked, owner="POLICE", audience="own")
    session.add(found)
    session.flush()
    return found
