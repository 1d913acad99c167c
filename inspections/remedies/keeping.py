"""Keeps what happens to a requirement, as open as the requirement itself; it decides nothing."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from inspections.remedies.rules import Letter
from models.findings import Remedy, RemedyStep

CHANGED = "Nội dung này vừa được người khác thay đổi; mời xem lại trang."


def as_open_as(remedy: Remedy) -> dict[str, Any]:
    """Whose a row beside a requirement is, and who reads it: whoever reads the requirement."""
    return {"owner": remedy.owner, "audience": remedy.audience, "for_body_id": remedy.for_body_id}


def note(
    session: Session,
    remedy: Remedy,
    by: Any,
    step: str,
    today: date,
    text: str = "",
    letter: Letter | None = None,
    **more: Any,
) -> RemedyStep:
    """Keeps what happened to a requirement; ``more`` are further columns of the row."""
    row = RemedyStep(
        remedy=remedy,
        step=step,
        state=remedy.state,
        text=text.strip(),
        paper_number=letter.number if letter else None,
        paper_on=letter.day if letter else None,
        happened_on=today,
        by_id=by.id,
        **as_open_as(remedy),
        **more,
    )
    session.add(row)
    session.flush()
    return row
