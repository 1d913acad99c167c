"""Reads what waits for a person in the field: visits, parts to check, different results; it writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.directory.queries import name_on
from inspections.fieldwork.queries import DONE
from inspections.home.rules import MOST, READ, Entry, late_words
from inspections.inquiries.rules import kinds as sheets
from inspections.inspecting.queries import WITH_NAMES
from inspections.sign_off.queries import UNCOUNTED
from models.checklists import Answer, Operation, VisitItem
from models.directory import User
from models.inquiries import Inquiry
from models.inspections import TeamMember, Visit, VisitPart

LEADERS = ("lead", "deputy")
FLAGS = (Operation.late, sa.and_(Operation.aside, ~Operation.late))


def teams_of(user: Any) -> Any:
    """The inspections whose team the person is in, as a query of their keys; who has left is in it no more."""
    return sa.select(TeamMember.inspection_id).where(TeamMember.user_id == user.id, TeamMember.left_on.is_(None))


def visits_in(session: Session, user: Any, state: str) -> Sequence[Any]:
    """(visit, its body's name on that day) in this state of the inspections whose team the user is in, oldest first."""
    return session.execute(
        WITH_NAMES.where(Visit.inspection_id.in_(teams_of(user)), Visit.state == state)
        .order_by(Visit.day, Visit.id)
        .limit(MOST)
    ).all()


def parts_of(session: Session, agency: str, visit_ids: Iterable[int]) -> dict[int, VisitPart]:
    """An agency's parts of these visits, by the visits' keys."""
    parts = session.scalars(
        sa.select(VisitPart).where(VisitPart.owner == agency, VisitPart.visit_id.in_(set(visit_ids)))
    )
    return {part.visit_id: part for part in parts}


def parts_waiting(session: Session, user: Any) -> Sequence[Any]:
    """(part, body's name) that only wait for a check or for the confirmation: nothing in them is unchecked or disputed.

    A manager has those of his agency, anyone else those of the teams he is in. Items that wait for another time hold
    nothing up.
    """
    open_items = (
        sa.select(Answer.id)
        .join(VisitItem, Answer.visit_item_id == VisitItem.id)
        .where(
            Answer.visit_id == VisitPart.visit_id,
            Answer.owner == VisitPart.owner,
            Answer.kind == "answer",
            Answer.state.not_in(DONE),
            VisitItem.active,
            VisitItem.deferred.is_(None),
        )
    )
    query = (
        sa.select(VisitPart, name_on(Visit.body_id, Visit.day).label("body"))
        .join(VisitPart.visit)
        .options(joinedload(VisitPart.visit).joinedload(Visit.inspection))
        .where(
            VisitPart.owner == user.agency_code,
            VisitPart.state.in_(("open", "checked")),
            Visit.state == "announced",
            ~open_items.exists(),
        )
    )
    if user.role != "manager":
        query = query.where(Visit.inspection_id.in_(teams_of(user)))
    return session.execute(query.order_by(Visit.day, Visit.id).limit(MOST)).all()


def conflicts(session: Session, user: Any) -> list[Entry]:
    """The visits of the person's teams where answers of his agency differ, with how many, oldest first."""
    rows = session.execute(
        sa.select(
            Visit.ref,
            name_on(Visit.body_id, Visit.day).label("body"),
            Visit.day,
            sa.func.count(Answer.id).label("found"),
        )
        .join(Answer, Answer.visit_id == Visit.id)
        .where(
            Visit.inspection_id.in_(teams_of(user)),
            Visit.state == "announced",
            Answer.owner == user.agency_code,
            Answer.state == "conflict",
        )
        .group_by(Visit.id, Visit.ref, Visit.body_id, Visit.day)
        .order_by(Visit.day, Visit.id)
        .limit(READ)
    )
    return [
        Entry(f"Thống nhất {row.found} kết quả khác nhau", row.body, "fieldwork.fieldwork", row.ref, row.day)
        for row in rows
    ]


def uncounted(session: Session, user: Any) -> list[Entry]:
    """What came after the sign-off of his agency, or with a strange value, and nobody looked at, by visit.

    A manager has those of his agency, anyone else those of the teams that he leads.
    """
    late, aside = (sa.func.coalesce(sa.func.sum(sa.case((one, 1), else_=0)), 0) for one in FLAGS)
    query = (
        sa.select(
            VisitPart.ref,
            name_on(Visit.body_id, Visit.day).label("body"),
            Visit.day,
            late.label("late"),
            aside.label("aside"),
        )
        .join(Visit, VisitPart.visit_id == Visit.id)
        .join(VisitItem, VisitItem.visit_id == Visit.id)
        .join(Operation, sa.and_(Operation.visit_item_id == VisitItem.id, Operation.owner == VisitPart.owner))
        .where(
            VisitPart.owner == user.agency_code,
            UNCOUNTED,
            sa.or_(VisitPart.late_seen_at.is_(None), Operation.received_at > VisitPart.late_seen_at),
        )
    )
    if user.role != "manager":
        query = query.where(Visit.inspection_id.in_(teams_of(user).where(TeamMember.role.in_(LEADERS))))
    grouped = query.group_by(VisitPart.id, VisitPart.ref, Visit.body_id, Visit.day)
    return [
        Entry(late_words(row.late, row.aside), row.body, "sign_off.part", row.ref, row.day)
        for row in session.execute(grouped.order_by(Visit.day, VisitPart.id).limit(READ))
    ]


def sheets_answered(session: Session, user: Any) -> list[Entry]:
    """What bodies answered in writing while their visit still goes on, of the teams the person is in, oldest first."""
    rows = session.execute(
        sa.select(Inquiry, Visit.kind, name_on(Visit.body_id, Visit.day).label("body"))
        .join(Visit, Inquiry.visit_id == Visit.id)
        .where(
            Inquiry.state == "answered",
            Visit.inspection_id.in_(teams_of(user)),
            Visit.state.in_(("planned", "announced", "fieldwork_done")),
        )
        .order_by(Inquiry.answered_on, Inquiry.id)
        .limit(READ)
    )
    return [
        Entry(f"Xem trả lời: {sheets(of)[one.kind].label.lower()}", body, "inquiries.inquiry", one.ref, one.answered_on)
        for one, of, body in rows
    ]


def visits_shown_to_body(session: Session) -> Sequence[Any]:
    """(visit, the body's name on that day) that a body's account may see, newest first."""
    return session.execute(
        sa.select(Visit, name_on(Visit.body_id, Visit.day).label("body"))
        .order_by(Visit.day.desc(), Visit.id.desc())
        .limit(MOST)
    ).all()


@dataclass(frozen=True)
class Accounts:
    """How many accounts may sign in, are locked for a while, and are closed."""

    open: int
    locked: int
    closed: int


def accounts(session: Session, at: datetime) -> Accounts:
    """The counts of accounts at a moment; people without a login are no accounts."""
    closed = User.disabled_at.is_not(None)
    row = session.execute(
        sa.select(
            sa.func.count().filter(~closed),
            sa.func.count().filter(~closed, User.locked_until > at),
            sa.func.count().filter(closed),
        ).where(User.login.is_not(None))
    ).one()
    return Accounts(*row)
