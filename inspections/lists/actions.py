"""Keeps, changes and deletes the filters of a person, and registers what he takes away; it decides nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.claiming import claim
from inspections.errors import RuleBroken
from inspections.lists import queries, rules
from models.directory import User
from models.lists import SavedFilter

CHANGED = "Bộ lọc này vừa được sửa ở nơi khác; mời xem lại."


def keep(session: Session, by: Any, list_name: str, name: str, asked: rules.Pairs, opens: bool) -> SavedFilter:
    """Keeps what is asked of a list under a name; with ``opens`` the list opens with it from now on."""
    others = _others(session, by, list_name)
    rules.refuse_name(name, (one.name for one in others))
    made = SavedFilter(
        user_id=by.id, list_name=list_name, name=name, asked=[list(one) for one in asked], owner=by.agency_code
    )
    made.audience, made.opens = "own", opens
    _only(others, opens)
    with _refusing_taken(session):
        session.add(made)
    event_log.record(session, by, "filter:keep", made, list=list_name)
    return made


def change(session: Session, record: SavedFilter, by: Any, name: str, opens: bool, seen: int) -> None:
    """Gives a filter another name, and says whether its list opens with it."""
    claim(session, record, seen, CHANGED)
    others = [one for one in _others(session, by, record.list_name) if one.id != record.id]
    rules.refuse_name(name, (one.name for one in others))
    _only(others, opens)
    with _refusing_taken(session):
        record.name, record.opens = name, opens
    event_log.record(session, by, "filter:change", record, list=record.list_name)


def delete(session: Session, record: SavedFilter, by: Any) -> None:
    """Deletes a filter."""
    event_log.record(session, by, "filter:delete", record, list=record.list_name)
    session.delete(record)


def _others(session: Session, by: Any, list_name: str) -> list[SavedFilter]:
    """The person's filters of a list, which nobody changes meanwhile: his row is locked."""
    session.execute(sa.select(User.id).where(User.id == by.id).with_for_update())
    return list(queries.kept(session, by, list_name))


@contextmanager
def _refusing_taken(session: Session) -> Iterator[None]:
    """Refuses a name that a filter has which the person does not see, kept when he was of another agency."""
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        raise RuleBroken(rules.TAKEN) from error


def _only(others: list[SavedFilter], opens: bool) -> None:
    """A list opens with one filter at most."""
    for one in others:
        one.opens = one.opens and not opens


def register(session: Session, by: Any, list_name: str, file: str, rows: int) -> None:
    """Registers that a person took a list away: which, as what file, how many rows."""
    event_log.record(session, by, "list:export", None, list=list_name, file=file, rows=rows)
