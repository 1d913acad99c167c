"""Server-side sign-in sessions: a random token in the signed cookie, its hash in a row that can be ended from afar."""

import hashlib
import ipaddress
import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import current_app, request, session
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy.orm import joinedload

from models.base import db, now
from models.directory import User, UserSession

SEEN_EVERY = 60
"""Seconds between two notes of "this person is still here"."""

LONGEST = timedelta(hours=24)
"""A session in which nothing was sent for so long has ended, whatever its cookie says of pages that were read."""

BEFORE_THE_CHANGE = {"accounts.password", "accounts.change_password", "help.help_page", "static", None}
"""What somebody with a first password may open beside the public views; None is a page that does not exist."""

View = TypeVar("View", bound=Callable[..., Any])

login_manager = LoginManager()
# The session is a row that can be ended; flask-login's own comparison of browsers would add nothing.
login_manager.session_protection = None


class SignedIn(UserMixin):
    """The person behind a request, with the session row that let him in."""

    def __init__(self, row: UserSession) -> None:
        self.row = row
        self.user: User = row.user
        self.id: int = row.user.id
        self.session_ref: str = row.ref

    def __getattr__(self, name: str) -> Any:
        return getattr(self.user, name)


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


# Every request asks this; built once, it costs half.
_LIVE = (
    sa.select(UserSession)
    .options(joinedload(UserSession.user, innerjoin=True))
    .where(
        UserSession.token_hash == sa.bindparam("token"),
        UserSession.ended_at.is_(None),
        UserSession.active_at > sa.bindparam("since"),
    )
)


@login_manager.user_loader
def load_user(_user_id: str) -> SignedIn | None:
    """The person whose live session the cookie names, or None."""
    token = session.get("token")
    if not token:
        return None
    row = db.session.scalar(_LIVE, {"token": token_hash(token), "since": now() - LONGEST})
    if row is None or row.user.disabled_at or _idle(row):
        return None
    return SignedIn(row)


def _idle(row: UserSession) -> bool:
    seen = max(row.active_at.timestamp(), session.get("seen", 0))
    return time.time() - seen > row.idle_minutes * 60


_ENDED = sa.select(UserSession.id).where(
    UserSession.token_hash == sa.bindparam("token"), UserSession.ended_at.is_not(None)
)


def was_ended() -> bool:
    """Whether somebody ended the session that this browser's cookie names; one that only fell idle was not ended."""
    token = session.get("token")
    if not token or current_user.is_authenticated:
        return False
    return db.session.scalar(_ENDED, {"token": token_hash(token)}) is not None


def start(user: User, idle_minutes: int) -> UserSession:
    """A new session for the person; the token goes into the emptied cookie, its hash into a row that is added.

    Nothing of the cookie from before survives, so a session that somebody planted is worth nothing.
    """
    token = secrets.token_urlsafe(32)
    session.clear()
    session["_user_id"] = str(user.id)
    session["token"] = token
    session["seen"] = int(time.time())
    row = UserSession(
        token_hash=token_hash(token),
        user_id=user.id,
        idle_minutes=idle_minutes,
        device=(request.user_agent.string or "")[:200],
        address=address(),
    )
    db.session.add(row)
    return row


def address() -> str:
    """The network address that the request came from; empty when a proxy names something that is none."""
    try:
        return str(ipaddress.ip_address(request.remote_addr or ""))
    except ValueError:
        return ""


def poll(view: View) -> View:
    """Declares that a view is asked by the page itself, not by a person: it never moves the idle time."""
    view.poll = True  # type: ignore[attr-defined]
    return view


def _view() -> Any:
    """The view that answers this request; None for a page that does not exist."""
    return current_app.view_functions.get(request.endpoint or "")


def awaits_new_password() -> bool:
    """Whether this request must wait until the person has changed the password that was given to him."""
    if request.endpoint in BEFORE_THE_CHANGE or getattr(_view(), "permission", None) == "public":
        return False
    return bool(current_user.is_authenticated and current_user.must_change_password)


def note_activity() -> None:
    """Moves the idle time; called for what a person does, never for a poll.

    The cookie remembers every request, the row only what was sent: reading writes nothing into the database.
    """
    if not current_user.is_authenticated or getattr(_view(), "poll", False):
        return
    if time.time() - session.get("seen", 0) > SEEN_EVERY:
        session["seen"] = int(time.time())
    if request.method == "POST" and now() - current_user.row.active_at > timedelta(seconds=SEEN_EVERY):
        current_user.row.active_at = now()


def forget() -> None:
    """Empties the cookie."""
    session.clear()
