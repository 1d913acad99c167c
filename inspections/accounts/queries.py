"""Reads accounts, sessions and the numbers of signing in; it decides nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.accounts import rules
from inspections.directory import queries as directory
from inspections.directory.rules import words
from inspections.vietnamese import fold
from models.directory import Body, BodyName, User, UserSession


def sign_in_numbers(session: Session, on: date) -> rules.SignInNumbers:
    """Failures before the lock, its minutes and the idle minutes, as set on a day."""
    return rules.sign_in_numbers(directory.setting(session, "sign_in", on))


def user_by_login(session: Session, login: str) -> User | None:
    """The person with this login; nobody has the empty one."""
    return session.scalar(sa.select(User).where(User.login == login)) if login else None


def password_hash(session: Session, login: str) -> str | None:
    """The stored hash of the account with this login, or None."""
    return session.scalar(sa.select(User.password_hash).where(User.login == login)) if login else None


def _place(on: date) -> Any:
    """Where a person belongs, as a column: the name on the day of the body or else of the agency; NULL for neither."""
    return sa.func.coalesce(directory.name_on(User.body_id, on), directory.agency_name_on(User.agency_code, on))


def place_of(session: Session, user_id: int, on: date) -> str:
    """The name of a person's agency or body on a day; empty for somebody without one."""
    return session.scalar(sa.select(_place(on)).where(User.id == user_id)) or ""


FILTERS = {"role": User.role, "agency": User.agency_code}
"""By what the list of people may be narrowed, beside its search."""


def users(session: Session, on: date, asked: Mapping[str, Any], turn: directory.Turn) -> directory.Page:
    """A page of (person, name of the agency or body on the day) by given name; ``asked`` is what the filter gave."""
    query = sa.select(User, _place(on).label("place"))
    query = query.where(*(column == asked[name] for name, column in FILTERS.items() if name in asked))
    if searched := words(asked.get("q", "")):
        query = query.where(User.id.in_(_found(session, searched)))
    return directory.page_of(session, query, User, (User.sort_key, User.id), turn)


def _found(session: Session, searched: Sequence[str]) -> list[int]:
    """Keys of the people whose login, name or position holds every word, whatever its marks.

    The database cannot fold Vietnamese letters, and a province has some hundred people: they are compared here.
    """
    people = session.execute(sa.select(User.id, User.login, User.name, User.position))
    return [
        key
        for key, login, name, position in people
        if all(word in fold(f"{login or ''} {name} {position}") for word in searched)
    ]


def agency_choices(session: Session, on: date) -> list[tuple[str, str]]:
    """Code and name of every agency on the day, by code."""
    return sorted(directory.agency_names(session, on).items())


def body_choices(session: Session, on: date) -> list[tuple[str, str]]:
    """Reference and name of every body that has a name on the day, in the order of the Vietnamese alphabet."""
    rows = session.execute(
        sa.select(Body.ref, BodyName.name)
        .join(BodyName, BodyName.body_id == Body.id)
        .where(BodyName.valid_from <= on, BodyName.valid_to >= on)
        .order_by(Body.sort_key, Body.id)
    )
    return [(ref, name) for ref, name in rows]


def body_key(session: Session, ref: str) -> int | None:
    """The key of the body with this reference; None for the empty one."""
    return session.scalar(sa.select(Body.id).where(Body.ref == ref)) if ref else None


def body_ref(session: Session, key: int | None) -> str:
    """The reference of the body with this key; empty for None."""
    return session.scalar(sa.select(Body.ref).where(Body.id == key)) or ""


def live_sessions(session: Session, user_id: int, since: datetime) -> Sequence[UserSession]:
    """A person's sessions that were not ended and in which something was sent since that moment, the latest first."""
    return session.scalars(
        sa.select(UserSession)
        .where(UserSession.user_id == user_id, UserSession.ended_at.is_(None), UserSession.active_at > since)
        .order_by(UserSession.active_at.desc(), UserSession.id.desc())
    ).all()


def own_session(session: Session, user_id: int, ref: str) -> UserSession | None:
    """The person's own session with this reference, or None."""
    return session.scalar(sa.select(UserSession).where(UserSession.user_id == user_id, UserSession.ref == ref))
