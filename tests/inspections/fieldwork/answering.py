"""Knows the visit in progress of the demonstration, and how a person answers its items by form; knows no rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from models.base import new_ref
from models.checklists import Answer, Operation, VisitItem
from models.directory import Body
from models.events import Event
from models.inspections import Visit, VisitPart
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client, Page

BODY = "bd-song-mang"
"""The body that is being visited: both agencies have answered a part of their items."""


@dataclass(frozen=True)
class Place:
    """The public references of a visit, of its items by code and of its parts by agency."""

    visit: str
    items: Mapping[str, str]
    parts: Mapping[str, str]

    def section(self, code: str) -> str:
        """The address of one section."""
        return f"/visits/{self.visit}/fieldwork?section={code}"

    def item(self, code: str) -> str:
        """The address of one item."""
        return f"/items/{self.items[code]}"


def place_of(app: Flask, body: str = BODY, state: str = "announced") -> Place:
    """The references of the visit of a body that is in this state."""
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).join(Visit.body).where(Body.key == body, Visit.state == state)).one()
        items = session.scalars(sa.select(VisitItem).where(VisitItem.visit_id == visit.id))
        parts = session.scalars(sa.select(VisitPart).where(VisitPart.visit_id == visit.id))
        return Place(visit.ref, {item.code: item.ref for item in items}, {part.owner or "": part.ref for part in parts})


def the_item(session: Session, place: Place, code: str) -> VisitItem:
    """An item in this session."""
    return session.scalars(sa.select(VisitItem).where(VisitItem.ref == place.items[code])).one()


def fields(page: Page, url: str, **typed: str) -> dict[str, str]:
    """What a browser would send of an item's form after this was typed; ``part__box`` stands for ``part-box``."""
    sent = {name: values[0] for name, values in page.form(f"{url}/answer").items()}
    return sent | {name.replace("__", "-"): text for name, text in typed.items()}


def fill(who: Client, url: str, status: int = 303, **typed: str) -> Page:
    """Opens an item, types, and sends its form without JavaScript."""
    return send(who, url, fields(who.get(url), url, **typed), status)


def send(who: Client, url: str, sent: Mapping[str, str], status: int = 303, headers: Any = None) -> Page:
    """Sends a form of an item as it is."""
    return who.post(f"{url}/answer", status=status, headers=headers, **sent)


def stored(app: Flask, url: str, agency: str = "DIC", kind: str = "answer") -> tuple[str, dict[str, Any]]:
    """State and values of an agency's answer."""
    with everything(app) as session:
        answer = session.scalars(
            sa.select(Answer)
            .join(VisitItem, Answer.visit_item_id == VisitItem.id)
            .where(VisitItem.ref == url.rpartition("/")[2], Answer.owner == agency, Answer.kind == kind)
        ).one()
        return answer.state, answer.values


def operations(app: Flask, url: str) -> list[tuple[str, Any]]:
    """Part and value of every operation of an item, oldest first."""
    with everything(app) as session:
        rows = session.scalars(
            sa.select(Operation)
            .join(VisitItem, Operation.visit_item_id == VisitItem.id)
            .where(VisitItem.ref == url.rpartition("/")[2])
            .order_by(Operation.id)
        )
        return [(row.part, row.value) for row in rows]


def events(app: Flask, action: str) -> list[Event]:
    """The log's rows of this action, oldest first."""
    with everything(app) as session:
        session.expire_on_commit = False
        return list(session.scalars(sa.select(Event).where(Event.action == action).order_by(Event.number)))


def op_id() -> str:
    """A new op_id, as a tablet mints it."""
    return new_ref() + new_ref()


def sign_off_everything(app: Flask, place: Place, agency: str) -> None:
    """Signs an agency's part off past its rules; what they are is tested where they are."""
    with everything(app) as session:
        part = session.scalars(sa.select(VisitPart).where(VisitPart.ref == place.parts[agency])).one()
        part.state = "signed_off"
