"""Reads any list as it is declared, a page or all of it, and the filters that a person keeps; it writes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.lists.rules import List, Order
from models.lists import SavedFilter

BATCH = 500
"""How many rows are in memory at once while a whole list is written."""


def page(
    session: Session,
    declared: List,
    asked: Mapping[str, Any],
    today: date,
    order: Order,
    turn: directory.Turn,
    size: int = directory.PAGE_SIZE,
) -> directory.Page:
    """A page of a list as it is asked for, its rows as its columns take them."""
    frame = declared.frame(today)
    query = declared.narrow(frame, asked, today).options(*declared.options)
    found = directory.page_of(
        session, query, declared.model, order.by, turn, falling=order.falling, frame=frame, size=size
    )
    return directory.Page(declared.rows(session, found.rows, today), found.before, found.after)


def place_of(code: Any, places: Mapping[str, int]) -> Any:
    """The place of a code as a column, by which a list can be sorted; a code that has none comes last."""
    return sa.case(dict(places), value=code, else_=len(places))


def count(session: Session, declared: List, asked: Mapping[str, Any], today: date) -> int:
    """How many rows all its pages have together."""
    query = declared.narrow(declared.frame(today), asked, today)
    keys = query.with_only_columns(declared.model.id, maintain_column_froms=True).order_by(None).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(keys)) or 0


def everything(
    session: Session, declared: List, asked: Mapping[str, Any], today: date, order: Order
) -> Iterator[Sequence[Any]]:
    """Every row that its pages would show, in the same order, BATCH at a time.

    The transaction must see one state to its end (``models.base.read_one_state``): a row that is hidden meanwhile may
    be the one from which the next batch goes on.
    """
    after: str | None = ""
    while after is not None:
        found = page(session, declared, asked, today, order, ("after", after), BATCH)
        yield found.rows
        after = found.after


def kept(session: Session, user: Any, list_name: str) -> Sequence[SavedFilter]:
    """The filters that a person keeps for a list, by name."""
    mine = (SavedFilter.user_id == user.id, SavedFilter.list_name == list_name)
    return session.scalars(sa.select(SavedFilter).where(*mine).order_by(SavedFilter.name, SavedFilter.id)).all()
