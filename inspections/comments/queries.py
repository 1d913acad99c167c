"""Reads the comments on a record and who may be mentioned there; it writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.directory import queries as directory
from inspections.visible import AGENCY_ROLES
from models.checklists import VisitItem
from models.comments import Comment
from models.directory import User
from models.findings import Finding
from models.inspections import TeamMember, Visit

Record = VisitItem | Finding
COLUMNS: dict[type[Any], Any] = {VisitItem: Comment.visit_item_id, Finding: Comment.finding_id}
"""Kind of record → the column by which a comment says what it is about."""


def about(record: Record) -> Any:
    """The condition that a comment is about this record."""
    return COLUMNS[type(record)] == record.id


def comments(session: Session, record: Record, turn: directory.Turn) -> directory.Page:
    """A page of the comments on a record, the newest first."""
    query = sa.select(Comment).options(joinedload(Comment.by), joinedload(Comment.done_by)).where(about(record))
    return directory.page_of(session, query, Comment, (Comment.id,), turn, falling=True)


def turn_to(session: Session, record: Record, comment: Comment) -> tuple[str, str]:
    """The turn to the page that shows a comment: nothing for the first page, else the one that it begins."""
    newer = sa.select(Comment.ref).where(about(record), Comment.id > comment.id).order_by(Comment.id)
    refs = session.scalars(newer.limit(directory.PAGE_SIZE)).all()
    return "after", refs[0] if len(refs) == directory.PAGE_SIZE else ""


@dataclass(frozen=True)
class Link:
    """The way to the comments on a record: how many there are, and how many of them still wait."""

    url: str
    all: int
    waiting: int


def link(session: Session, record: Record, url: str) -> Link:
    """What the page of a record says of its comments."""
    waiting = sa.func.count(Comment.id).filter(Comment.done_at.is_(None))
    row = session.execute(sa.select(sa.func.count(Comment.id), waiting).where(about(record))).one()
    return Link(url, row[0], row[1])


def colleagues(session: Session, visit: Visit, by: Any) -> list[User]:
    """Who may be mentioned: the team and the managers of both agencies, without oneself, by given name."""
    team = sa.select(TeamMember.user_id).where(
        TeamMember.inspection_id == visit.inspection_id, TeamMember.left_on.is_(None)
    )
    query = sa.select(User).where(
        User.login.is_not(None),
        User.disabled_at.is_(None),
        User.role.in_(AGENCY_ROLES),
        sa.or_(User.role == "manager", User.id.in_(team)),
        User.id != by.id,
    )
    return list(session.scalars(query.order_by(User.sort_key, User.id)))


def names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Key → name of these people."""
    wanted = set(ids)
    rows = session.execute(sa.select(User.id, User.name).where(User.id.in_(wanted))) if wanted else ()
    return {row[0]: row[1] for row in rows}


def last(session: Session, record: Record) -> Comment | None:
    """The newest comment on a record that the viewer may see."""
    return session.scalar(sa.select(Comment).where(about(record)).order_by(Comment.id.desc()).limit(1))
