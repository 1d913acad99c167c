"""Reads every deadline that a viewer may see, who acts on it, and who waits for a morning's e-mail; writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.inspecting import queries as inspecting
from inspections.notifications import queries as notifications
from inspections.penalties import listing
from inspections.remedies.rules import WAITING
from inspections.reminders.rules import Deadline, Place
from inspections.working_days import add_working_days
from models.directory import User
from models.findings import Remedy
from models.inspections import Inspection, TeamMember, Visit
from models.notifications import Digest, Notification

Told = dict[tuple[int, str, str, date], int]
"""(person, news, reference, last day) → the latest stage that he was told of."""


def deadlines(session: Session, today: date, until: date) -> list[Deadline]:
    """Every deadline up to a day that the viewer of this session may see and that is still to be kept.

    A deadline that stands still has no last day, so it is not among them.
    """
    found = [one for source in SOURCES for one in source(session, today, until)]
    return sorted(found, key=lambda one: (one.due_on, one.news, one.record.id))


def _remedies(session: Session, _today: date, until: date) -> Iterator[Deadline]:
    """What bodies still have to report; what was not sent reminds nobody, because nobody was asked."""
    query = sa.select(Remedy, Visit.inspection_id).outerjoin(Visit, Remedy.visit_id == Visit.id)
    for remedy, inspection in session.execute(
        query.where(Remedy.sent, Remedy.state.in_(WAITING), Remedy.due_on <= until)
    ):
        yield Deadline("remedy_due", remedy, remedy.due_on, inspection, remedy.follower_id)


def _effects(session: Session, _today: date, until: date) -> Iterator[Deadline]:
    query = sa.select(Remedy, Visit.inspection_id).join(Visit, Remedy.visit_id == Visit.id)
    for remedy, inspection in session.execute(query.where(Remedy.state == "verified", Remedy.effect_due_on <= until)):
        if remedy.effect_due_on:
            yield Deadline("effect_due", remedy, remedy.effect_due_on, inspection, remedy.follower_id)


def _inspections(session: Session, _today: date, until: date) -> Iterator[Deadline]:
    """The last day of each inspection in progress; one that is suspended is in no such state."""
    begun = session.scalars(sa.select(Inspection).where(Inspection.state == "in_progress")).all()
    last_days = inspecting.last_days(session, begun) if begun else {}
    for one in begun:
        if (last := last_days.get(one.id)) is not None and last <= until:
            yield Deadline("inspection_due", one, last, one.id)


def _reports(session: Session, today: date, until: date) -> Iterator[Deadline]:
    days = directory.setting(session, "report_working_days", today)
    finished = sa.select(Inspection).where(Inspection.state == "finished", Inspection.finished_on.is_not(None))
    if not days:
        return
    calendar = directory.calendar(session)
    for one in session.scalars(finished).all():
        if one.finished_on and (last := add_working_days(one.finished_on, days, calendar)) <= until:
            yield Deadline("report_due", one, last, one.id)


def _penalties(session: Session, today: date, until: date) -> Iterator[Deadline]:
    for one in listing.next_duties(session, today):
        if one.due is not None and one.due.last <= until:
            finding = one.finding
            yield Deadline("penalty_due", finding, one.due.last, finding.visit.inspection_id, finding.writer_id)


SOURCES = (_remedies, _effects, _inspections, _reports, _penalties)
"""Where deadlines come from; a new one is one function here and one line in ``notifications.rules.NEWS``."""


def people(session: Session) -> list[User]:
    """Everybody who works on cases or speaks for a body, and can sign in."""
    roles = ("inspector", "manager", "clerk", "body")
    return notifications.able(session, User.role.in_(roles))


def teams(session: Session, found: Iterable[Deadline]) -> dict[int, list[Place]]:
    """Inspection → the places of who is in its team now."""
    keys = {one.inspection_id for one in found if one.inspection_id is not None}
    rows = session.execute(
        sa.select(TeamMember.inspection_id, TeamMember.user_id, User.agency_code, TeamMember.role)
        .join(User, TeamMember.user_id == User.id)
        .where(TeamMember.inspection_id.in_(keys), TeamMember.left_on.is_(None))
        .order_by(TeamMember.position, TeamMember.id)
    )
    places: dict[int, list[Place]] = defaultdict(list)
    for inspection, user, agency, role in rows:
        places[inspection].append(Place(user, agency, role))
    return places


def told(session: Session, found: Iterable[Deadline]) -> Told:
    """How far everybody was told of these deadlines."""
    refs = {one.record.ref for one in found}
    key = (Notification.user_id, Notification.news, Notification.subject_ref, Notification.due_on)
    rows = session.execute(
        sa.select(*key, sa.func.max(Notification.days))
        .where(Notification.days.is_not(None), Notification.subject_ref.in_(refs))
        .group_by(*key)
    )
    return {(user, news, ref, due_on): days or 0 for user, news, ref, due_on, days in rows if due_on}


def addressed(session: Session, day: date) -> list[User]:
    """The people with an address who were not written to on this day, nor begun to be."""
    begun = sa.select(Digest.id).where(Digest.user_id == User.id, Digest.day == day).exists()
    return notifications.able(session, User.email.is_not(None), User.email != "", ~begun)


def begun(session: Session, person: User, day: date) -> Digest | None:
    """The e-mail of a person's day, sent or not."""
    return session.scalar(sa.select(Digest).where(Digest.user_id == person.id, Digest.day == day))


def waiting_news(session: Session, seen: Session, person: User, today: date) -> tuple[int, int]:
    """(unread, of them overdue) of what the person may see; (0, 0) when his last e-mail has told of all of it.

    ``seen`` reads as he does. An e-mail that was begun and never sent told of nothing.
    """
    last = session.scalar(
        sa.select(sa.func.max(Digest.at)).where(Digest.user_id == person.id, Digest.sent_at.is_not(None))
    )
    unread = notifications.of(person).where(Notification.read_at.is_(None))
    late = sa.func.coalesce(sa.func.sum(sa.case((Notification.due_on < today, 1), else_=0)), 0)
    columns = (sa.func.count(Notification.id), late, sa.func.max(Notification.at))
    count, overdue, newest = seen.execute(unread.with_only_columns(*columns)).one()
    news = newest is not None and (last is None or newest > last)
    return (count, int(overdue)) if news else (0, 0)


def report_up(session: Session, today: date, days: int) -> list[Deadline]:
    """What is overdue by so many days or more, the longest first, as far as the viewer may see it."""
    return [one for one in deadlines(session, today, today) if (today - one.due_on).days >= days]
