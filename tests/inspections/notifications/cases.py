"""Knows how to read who was told of what, and what the bell of a page is called; knows no page."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.directory import User
from models.notifications import Notification
from tests.inspections.inspecting.cases import person
from tests.support.client import Page


def people(session: Session, *logins: str) -> list[User]:
    """These accounts of the demonstration."""
    return [person(session, login) for login in logins]


def told(session: Session, about: object) -> dict[str, str]:
    """Login → news of who was told about a record."""
    rows = session.scalars(sa.select(Notification).where(Notification.subject_ref == about.ref))
    return {one.user.login or "": one.news for one in rows}


def bell(page: Page) -> str:
    """What a screen reader calls the bell of a page, or of the piece that the bell asks for; empty without one."""
    links = [one for one in page.all("a") if "bell" in (one.get("class") or "").split()]
    root = links[0] if links else page.tree
    return "".join(one.text or "" for one in root.iter() if one.get("aria-hidden") is None).strip()
