"""Tells people of things, and keeps what they have read; it knows no Flask and commits nothing."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.errors import RuleBroken
from inspections.notifications import queries
from inspections.notifications.rules import NEWS
from inspections.visible import seen_by, viewer_of
from models.base import new_ref, now
from models.directory import User
from models.notifications import Notification


def notify(
    session: Session, people: Iterable[User], news: str, about: Any, by: Any = None, within: Any = None
) -> list[User]:
    """Tells people that something happened to a record, and returns whom it told.

    This is the one way in which any part of the application tells a person something; call it in the action, after the
    change. ``news`` is a key of ``rules.NEWS``, ``about`` the record whose page opens (a kind in ``queries.SUBJECTS``),
    ``by`` whoever did it: he is not told. ``within`` is what the news lies in where that may be more closed than the
    record, such as a comment of one agency on a joint finding. Who may not see both is told nothing; neither is an
    account without a login, or a closed one. A notification holds no typed text. Raises KeyError for unknown news.
    """
    told = []
    for person in people:
        able = person.login and person.role and person.disabled_at is None
        if able and (by is None or person.id != by.id) and _may_see(session, person, about, within):
            session.add(written(person, news, about, by, within))
            told.append(person)
    session.flush()
    return told


def _may_see(session: Session, person: User, *records: Any) -> bool:
    session.flush()
    with seen_by(session, viewer_of(person)) as reader:
        models = [(type(one), one.id) for one in records if one is not None]
        return all(reader.scalar(sa.select(model.id).where(model.id == key)) is not None for model, key in models)


def written(person: User, news: str, about: Any, by: Any = None, within: Any = None, **stage: Any) -> Notification:
    """A notification, not stored yet; ``stage`` are the columns of a reminder. Raises KeyError for unknown news, and
    for a kind of record that nobody is told about.
    """
    subject, closest = type(about).__name__, about if within is None else within
    if news not in NEWS or subject not in queries.SUBJECTS:
        raise KeyError(f"{news} of {subject}")
    return Notification(
        user_id=person.id,
        news=news,
        subject=subject,
        subject_ref=about.ref,
        by_id=by.id if by is not None else None,
        owner=closest.owner,
        audience=closest.audience,
        for_body_id=closest.for_body_id,
        for_approval=getattr(closest, "for_approval", False),
        **stage,
    )


def mark_read(session: Session, by: Any, one: Notification) -> str:
    """Marks one notification as read; returns the mark by which this is taken back. Again is no fault."""
    return _mark(session, by, Notification.id == one.id)


def mark_all_read(session: Session, by: Any) -> str:
    """Marks everything that the person may see as read; returns the mark by which exactly this is taken back."""
    return _mark(session, by, sa.true())


def _mark(session: Session, by: Any, which: Any) -> str:
    mark = new_ref()
    keys = queries.of(by).where(Notification.read_at.is_(None), which).with_only_columns(Notification.id)
    found = list(session.scalars(keys))
    if found:
        _set(session, Notification.id.in_(found), read_at=now(), read_with=mark)
        event_log.record(session, by, "notification:read", count=len(found))
    return mark


def take_back(session: Session, by: Any, mark: str) -> int:
    """Makes unread again what one press marked as read; raises RuleBroken where that has been taken back already."""
    keys = queries.of(by).where(Notification.read_with == mark).with_only_columns(Notification.id)
    found = list(session.scalars(keys))
    if not found:
        raise RuleBroken("Lần đánh dấu này đã được hoàn tác; mời mở lại trang.")
    _set(session, Notification.id.in_(found), read_at=None, read_with=None)
    event_log.record(session, by, "notification:unread", count=len(found))
    return len(found)


def mark_unread(session: Session, by: Any, one: Notification) -> None:
    """Makes one notification unread again."""
    _set(session, Notification.id == one.id, read_at=None, read_with=None)
    event_log.record(session, by, "notification:unread", count=1)


def _set(session: Session, which: Any, **values: Any) -> None:
    session.execute(
        sa.update(Notification).where(which).values(**values).execution_options(synchronize_session="fetch")
    )
