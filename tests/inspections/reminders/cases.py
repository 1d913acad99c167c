"""Knows how to put requirements with a last day beside the demonstration, and to give people an address."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.remedies import actions
from models.directory import Setting
from models.findings import Remedy
from models.notifications import Digest, Notification
from tests.inspections.inspecting.cases import person
from tests.inspections.remedies.cases import LETTER, TODAY, make_finding, requirement


def made(session: Session, due_on: date, **fields: Any) -> Remedy:
    """A requirement of the department to the body that has an account, sent and with this last day."""
    finding = make_finding(session, **fields)
    data = requirement(session, due_on=due_on, follower=finding.noted_by.ref)
    remedy = actions.create(session, finding, finding.noted_by, data, TODAY)
    return actions.send(session, remedy, finding.noted_by, TODAY, LETTER)


def made_own(session: Session, due_on: date, word: str) -> Remedy:
    """The same of the police, for themselves alone; every text of it is the word."""
    by = person(session, "police.inspector")
    remedy = made(session, due_on, owner="POLICE", audience="own", noted_by=by, text=word)
    remedy.requirement = word
    return remedy


def forget(session: Session) -> None:
    """Nobody was told of anything yet, and nobody was written to."""
    session.execute(sa.delete(Notification))
    session.execute(sa.delete(Digest))


def give_addresses(session: Session, logins: Iterable[str]) -> None:
    """Each of these people gets an address of his login."""
    for login in logins:
        person(session, login).email = f"{login}@kiemtra.example"


def at_any_hour(session: Session) -> None:
    """E-mails may go out whenever they are ready."""
    hours = {"from_hour": 0, "to_hour": 24, "working_days": False}
    session.execute(sa.update(Setting).where(Setting.key == "digest").values(value=hours))


def told(session: Session, remedy: Remedy) -> list[tuple[str, int, date]]:
    """(login, stage, day on which it was said) of what people were told about a requirement, in its order."""
    rows = session.scalars(
        sa.select(Notification)
        .where(Notification.subject_ref == remedy.ref, Notification.news == "remedy_due")
        .order_by(Notification.at, Notification.user_id)
    )
    return [(one.user.login or "", one.days or 0, one.at.date()) for one in rows]
