"""Lets one person at a time change a record, and only as his page showed it; it knows no rule of any record."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken


def claim(session: Session, record: Any, seen: int, changed: str) -> None:
    """Raises the ``version`` of a record that still has the version ``seen``, and reads it again.

    Two people at one record follow each other; whoever saw an older state is refused with the sentence ``changed``
    (RuleBroken).
    """
    model = type(record)
    session.flush()
    claimed = session.execute(
        sa.update(model)
        .where(model.id == record.id, model.version == seen)
        .values(version=model.version + 1)
        .execution_options(synchronize_session=False)
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        raise RuleBroken(changed)
    session.refresh(record)
