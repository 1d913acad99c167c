"""Reads what a person is told of, as far as he may see the records that it is about; it writes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.directory import queries as directory
from inspections.notifications.rules import TITLE
from inspections.search.rules import shortened
from models.checklists import VisitItem
from models.comments import Comment
from models.directory import User
from models.findings import Finding, Remedy
from models.inspections import Inspection, Visit
from models.notifications import Notification
from models.papers import Paper
from models.penalties import HandOver

Titles = Callable[[date], Any]


def _with_body(model: Any, text: Any) -> Titles:
    """The query of a record's (kind, reference, text, body's name on a day); its own account need not see the visit."""

    def query(on: date) -> Any:
        whose = sa.func.coalesce(model.for_body_id, Visit.body_id)
        columns = (sa.literal(model.__name__), model.ref, text, directory.name_on(whose, on))
        return sa.select(*columns).select_from(model).outerjoin(Visit, model.visit_id == Visit.id)

    return query


def _of_visit(on: date) -> Any:
    columns = (sa.literal("Visit"), Visit.ref, directory.name_on(Visit.body_id, on), sa.literal(""))
    return sa.select(*columns)


def _of_inspection(_on: date) -> Any:
    return sa.select(sa.literal("Inspection"), Inspection.ref, Inspection.title, sa.literal(""))


@dataclass(frozen=True)
class Subject:
    """A kind of record that people are told about: its table, its page, and what names one of them in a list.

    ``where`` is what must hold of a record that its page still opens, where seeing the record alone is not enough.
    """

    model: Any
    endpoint: str
    titles: Titles
    where: Any = None


_SUBJECT_SEEN = sa.or_(Comment.visit_item.has(), Comment.finding.has())
"""A comment of one's own agency outlives the other agency's closing of the finding that it is about."""

SUBJECTS = {
    "Remedy": Subject(Remedy, "remedies.remedy", _with_body(Remedy, Remedy.requirement)),
    "Finding": Subject(Finding, "findings.finding", _with_body(Finding, Finding.text)),
    "HandOver": Subject(HandOver, "handing_over.hand_over", _with_body(HandOver, HandOver.facts)),
    "Comment": Subject(Comment, "comments.comment", _with_body(Comment, Comment.text), _SUBJECT_SEEN),
    "VisitItem": Subject(VisitItem, "fieldwork.item", _with_body(VisitItem, VisitItem.code)),
    "Visit": Subject(Visit, "inspecting.visit", _of_visit),
    "Paper": Subject(Paper, "papers.paper", _with_body(Paper, Paper.title)),
    "Inspection": Subject(Inspection, "deciding.decision", _of_inspection),
}
"""Kind of record → how it is named and opened; a new kind is one line here."""


def _still_shown(name: str, subject: Subject) -> Any:
    record = sa.select(subject.model.id).where(subject.model.ref == Notification.subject_ref)
    if subject.where is not None:
        record = record.where(subject.where)
    return sa.and_(Notification.subject == name, record.exists())


SHOWN = sa.or_(*(_still_shown(name, subject) for name, subject in SUBJECTS.items()))
"""That the viewer may still see what a notification is about: what was closed to him since is neither listed nor
counted."""


def of(user: Any) -> Any:
    """What this person is told of and may see, as a query; nobody reads another's."""
    return sa.select(Notification).where(Notification.user_id == user.id, SHOWN)


def unread_by_news(session: Session, user: Any) -> list[tuple[str, int]]:
    """(news, how many of them are unread), those with most first."""
    count = sa.func.count(Notification.id)
    unread = of(user).where(Notification.read_at.is_(None)).group_by(Notification.news)
    rows = session.execute(unread.with_only_columns(Notification.news, count).order_by(count.desc(), Notification.news))
    return [(row[0], row[1]) for row in rows]


def page(session: Session, user: Any, turn: directory.Turn, unread: bool) -> directory.Page:
    """A page of a person's notifications, the newest first; of the unread ones alone if that is asked for."""
    query = of(user).options(joinedload(Notification.by))
    if unread:
        query = query.where(Notification.read_at.is_(None))
    return directory.page_of(session, query, Notification, (Notification.at, Notification.id), turn, falling=True)


def one_of(session: Session, user: Any, notification: Notification) -> bool:
    """Whether a notification is this person's and its record can still be seen."""
    return session.scalar(of(user).where(Notification.id == notification.id)) is not None


def titles(session: Session, about: Iterable[tuple[str, str]], on: date) -> dict[str, tuple[str, str]]:
    """Reference → (what names the record, its body) of these (kind, reference), in one query."""
    wanted: dict[str, set[str]] = {}
    for kind, ref in about:
        wanted.setdefault(kind, set()).add(ref)
    parts = [
        SUBJECTS[kind].titles(on).where(SUBJECTS[kind].model.ref.in_(refs)) for kind, refs in sorted(wanted.items())
    ]
    rows = session.execute(sa.union_all(*parts)) if parts else ()
    return {row[1]: (shortened(row[2], TITLE), row[3] or "") for row in rows}


def marked_with(session: Session, user: Any, mark: str) -> int:
    """How many of a person's notifications one press marked as read and nobody marked as unread since."""
    pressed = of(user).where(Notification.read_with == mark, Notification.read_at.is_not(None))
    return session.scalar(pressed.with_only_columns(sa.func.count(Notification.id))) or 0


def managers(session: Session, agency: str | None) -> list[User]:
    """The managers of an agency who can sign in."""
    return able(session, User.agency_code == agency, User.role == "manager")


def of_body(session: Session, body_id: int | None) -> list[User]:
    """The people who speak for a body."""
    return able(session, User.body_id == body_id, User.role == "body")


def by_ids(session: Session, ids: Iterable[int | None]) -> list[User]:
    """The people with these keys who can sign in."""
    return able(session, User.id.in_({one for one in ids if one is not None}))


def followers(session: Session, remedy: Remedy) -> list[User]:
    """Who follows a requirement; its agency's managers where nobody who can sign in does."""
    return by_ids(session, [remedy.follower_id]) or managers(session, remedy.owner)


def able(session: Session, *which: Any) -> list[User]:
    """The people of whom this holds and who can sign in."""
    can_sign_in = (User.login.is_not(None), User.role.is_not(None), User.disabled_at.is_(None))
    return list(session.scalars(sa.select(User).where(*which, *can_sign_in).order_by(User.id)))
