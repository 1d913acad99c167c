"""Knows a visit whose work is done and whose minutes nobody has begun; knows no page."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask

from models.directory import Body
from models.inspections import Visit
from models.papers import Paper
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client, Page

TYPED = {"place": "Bưu cục khai thác KT1", "began_at": "08:05", "ended_at": "16:45", "copies": 3}
SignIn = Callable[[str], Client]


@dataclass
class Desk:
    """A visit and its papers, as the tests ask for them."""

    app: Flask
    visit: str

    def paper(self, kind: str = "minutes") -> Paper:
        """The newest paper of a kind, read apart from any request."""
        with everything(self.app) as session:
            query = sa.select(Paper).join(Visit, Paper.visit_id == Visit.id)
            row = session.scalars(
                query.where(Visit.ref == self.visit, Paper.kind == kind).order_by(Paper.id.desc())
            ).first()
            assert row is not None
            session.refresh(row)
            _ = [file.kind for file in row.files]
            session.expunge_all()
            return row

    def state(self) -> str:
        """The visit's state."""
        with everything(self.app) as session:
            return session.scalars(sa.select(Visit.state).where(Visit.ref == self.visit)).one()

    def type_in(self, kind: str = "minutes", **fields: object) -> None:
        """Types into a draft what is otherwise typed where the visit is recorded."""
        ref = self.paper(kind).ref
        with everything(self.app) as session:
            paper = session.scalars(sa.select(Paper).where(Paper.ref == ref)).one()
            paper.fields = {**paper.fields, **fields}

    def step(self, client: Client, name: str, kind: str = "minutes", status: int = 303, **typed: object) -> Page:
        """Takes a step of the newest paper of a kind."""
        paper = self.paper(kind)
        return client.post(f"/papers/{paper.ref}/steps/{name}", status=status, version=str(paper.version), **typed)

    def number(self, client: Client, serial: str, kind: str = "minutes", status: int = 303) -> Page:
        """Numbers the newest paper of a kind."""
        paper = self.paper(kind)
        return client.post(f"/papers/{paper.ref}/number", status=status, version=str(paper.version), serial=serial)

    def locked(self, client: Client) -> Paper:
        """The minutes, begun, filled in, numbered and locked by this person."""
        client.post(f"/visits/{self.visit}/papers/minutes")
        self.type_in(**TYPED)
        self.number(client, "3")
        self.step(client, "lock")
        return self.paper()

    def signed(self, client: Client) -> Paper:
        """The same, signed."""
        self.locked(client)
        self.step(client, "sign", day="18/11/2026", signer="Phạm Thị Thu Hà")
        return self.paper()


@pytest.fixture
def desk(app: Flask) -> Desk:
    """The visit to the transport point of KT-4: both agencies have confirmed their parts."""
    with everything(app) as session:
        query = sa.select(Visit.ref).join(Body, Visit.body_id == Body.id)
        ref = session.scalars(query.where(Body.key == "kt-vinh-long", Visit.state == "fieldwork_done")).one()
    return Desk(app, ref)


@pytest.fixture
def lead(sign_in: SignIn) -> Client:
    """The leader of the team."""
    return sign_in("dic.manager")
