"""Knows how the tests of accounts make people and the place they work at, and how they read a page."""

from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.accounts.passwords import hash_password
from inspections.vietnamese import name_sort_key, sort_key
from models.directory import Agency, AgencyName, Body, BodyName, User, UserSession

PASSWORD = "ba con meo ngu"
HASH = hash_password(PASSWORD)

NEW_USER = {
    "name": "Trần Thị Mỹ Linh",
    "title": "Bà",
    "position": "Văn thư Sở",
    "rank": "",
    "role": "clerk",
    "agency": "DIC",
    "body": "",
    "login": "clerk",
    "version": "0",
}
"""What is typed for a new account."""


def make_user(session: Session, login: str | None, name: str = "Lê Minh Khôi", **fields: Any) -> User:
    """A person of the department who has chosen his password; ``fields`` say what is different."""
    settled = {"role": "inspector", "agency_code": "DIC", "password_hash": HASH, "must_change_password": False}
    user = User(login=login, name=name, sort_key=name_sort_key(name), **settled | fields)
    session.add(user)
    session.flush()
    return user


def make_directory(session: Session) -> None:
    """Two agencies and one body, with their names."""
    for code, kind, name in (("DIC", "department", "Sở Khoa học và Công nghệ"), ("POLICE", "police", "Công an tỉnh")):
        session.add(Agency(code=code, kind=kind, names=[AgencyName(name=name, short_name=name)]))
    name = "Bưu điện xã Sông Măng"
    body = Body(kind="provider", level="commune", group_name="Bưu điện", place="xã Sông Măng", ref="postoffice")
    body.sort_key, body.names = sort_key(name), [BodyName(name=name)]
    session.add(body)
    session.flush()


def open_session(session: Session, user: User, ref: str) -> UserSession:
    """A signed-in browser."""
    row = UserSession(user_id=user.id, ref=ref, token_hash=ref)
    session.add(row)
    session.flush()
    return row


def signed_in(user: User, ref: str = "a" * 10) -> Any:
    """The person behind a request."""
    return SimpleNamespace(id=user.id, name=user.name, agency_code=user.agency_code, user=user, session_ref=ref)


def live(session: Session) -> set[str]:
    """References of the sessions that were not ended."""
    return set(session.scalars(sa.select(UserSession.ref).where(UserSession.ended_at.is_(None))))
