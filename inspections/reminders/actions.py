"""Reminds people of deadlines, and claims and keeps the e-mail of a morning; it commits nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.notifications.actions import written
from inspections.reminders import queries, rules
from inspections.reminders.rules import Deadline, Letter, Place, Stage
from inspections.visible import Viewer, seen_by, viewer_of
from models.base import now
from models.directory import User
from models.notifications import Digest, Notification


def remind(session: Session, today: date, at: datetime | None = None) -> int:
    """Tells everybody what he is to be told of by today and was not told yet; returns how many notifications that made.

    ``session`` sees everything; what each person is told comes from a reader that sees what he sees. Called again it
    makes none: what was told is what is stored, in the same transaction.
    """
    made = list(_due_news(session, today))
    for one in made:
        one.at = at or now()
    session.add_all(made)
    session.flush()
    return len(made)


def anything_due(session: Session, today: date) -> bool:
    """Whether ``remind`` would tell anybody of anything; for this nobody has to be kept from writing."""
    return next(_due_news(session, today), None) is not None


def _due_news(session: Session, today: date) -> Iterator[Notification]:
    known = rules.stages(directory.setting(session, "reminder_stages", today))
    everybody = queries.people(session)
    by_viewer: dict[Viewer, list[User]] = defaultdict(list)
    for person in everybody:
        by_viewer[viewer_of(person)].append(person)
    for viewer, people in by_viewer.items():
        with seen_by(session, viewer) as reader:
            found = queries.deadlines(reader, today, rules.horizon(today, known)) if known else []
            yield from _for_viewer(session, today, known, found, people, everybody)


def _for_viewer(
    session: Session,
    today: date,
    known: tuple[Stage, ...],
    found: list[Deadline],
    people: Iterable[User],
    everybody: Iterable[User],
) -> Iterator[Notification]:
    """What these people, who see the same, are to be told of; which rows they see has been decided."""
    teams, told = queries.teams(session, found), queries.told(session, found)
    able = {one.id for one in everybody}
    managers = [Place(one.id, one.agency_code, "manager") for one in everybody if one.role == "manager"]
    for deadline in found:
        team = teams.get(deadline.inspection_id or 0, ())
        acting = rules.responsible(deadline, team, able, managers)
        for person in people:
            before = told.get((person.id, deadline.news, deadline.record.ref, deadline.due_on))
            held = rules.parts(person, deadline, acting)
            stage = rules.stage_of(deadline.due_on, today, known, held, before)
            if stage is not None:
                yield written(person, deadline.news, deadline.record, due_on=deadline.due_on, days=stage)


def to_write_to(session: Session, at: datetime) -> list[User]:
    """Whose e-mail of the day is to go out at this moment, given in the province's own time."""
    allowed = rules.hours(directory.setting(session, "digest", at.date()))
    if not rules.may_write(at, allowed, directory.calendar(session)):
        return []
    return [one for one in queries.addressed(session, at.date()) if _waiting(session, one, at.date())[0]]


def _waiting(session: Session, person: User, today: date) -> tuple[int, int]:
    with seen_by(session, viewer_of(person)) as reader:
        return queries.waiting_news(session, reader, person, today)


def claim_letter(session: Session, person: User, at: datetime, address: str) -> Letter | None:
    """The e-mail of a person's day, claimed for whoever asked first; None when there is nothing new or it was claimed.

    The claim is committed before the e-mail is handed to the relay: whoever dies in between has sent nothing, and
    nobody sends it again on that day. What it would have told of is told by the next day's.
    """
    day = at.date()
    if queries.begun(session, person, day) is not None:
        return None
    unread, overdue = _waiting(session, person, day)
    if not unread:
        return None
    session.add(Digest(user_id=person.id, day=day, at=at))
    session.flush()
    return rules.letter(person.title, person.name, unread, overdue, address)


def keep_sent(session: Session, person: User, day: date, at: datetime) -> None:
    """Keeps that the relay took the e-mail of a person's day."""
    digest = queries.begun(session, person, day)
    if digest is not None:
        digest.sent_at = at
