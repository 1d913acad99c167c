"""Reads the register of a paper's copies from the log: what was taken, handed over, taken back; it changes nothing."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.events import Event
from models.papers import Paper

TAKEN, HANDED, TAKEN_BACK = "paper:copy", "paper:hand_over", "paper:hand_over_back"


def of_paper(paper: Paper, *actions: str) -> tuple[Any, ...]:
    """The conditions on the rows of the log that say that these things were done with a paper."""
    return Event.subject_ref == paper.ref, Event.subject == "Paper", Event.action.in_(actions), Event.outcome == "done"


def handed_over(session: Session, paper: Paper) -> list[Any]:
    """What was handed over on paper and not taken back: rows with ``ref`` and ``content``, the oldest first."""
    found = session.execute(
        sa.select(Event.ref, Event.action, Event.content)
        .where(*of_paper(paper, HANDED, TAKEN_BACK))
        .order_by(Event.number)
    ).all()
    back = {row.content["row"] for row in found if row.action == TAKEN_BACK}
    return [row for row in found if row.action == HANDED and row.ref not in back]
