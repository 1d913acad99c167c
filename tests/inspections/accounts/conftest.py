"""Knows how to open the application, its database and a browser's client for the tests of accounts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from inspections.visible import NOBODY, see_as, system_session
from models import Base, db
from models.directory import User, UserSession
from models.events import Event
from tests.inspections.accounts.people import PASSWORD, make_directory, make_user
from tests.support.client import Client, Page
from tests.support.postgres import empty


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database of each kind."""
    of_file = f"sqlite:///{tmp_path / 'kt1.db'}"
    engine = sa.create_engine(of_file if request.param == "sqlite" else request.getfixturevalue("postgres_url"))
    Base.metadata.create_all(engine)
    if request.param == "postgresql":
        empty(engine, Base.metadata)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    """A session of an administrator's request, with the directory filled."""
    with Session(engine) as session:
        see_as(session, NOBODY)
        make_directory(session)
        yield session


@pytest.fixture(scope="module")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application for a file of tests: its pages are compiled once."""
    app = create_app({"INSTANCE": tmp_path_factory.mktemp("instance"), "TESTING": True})
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


@pytest.fixture
def app(empty_app: Flask) -> Flask:
    """The application with the directory, an inspector and an administrator, and nothing from other tests."""
    empty_app.extensions.pop("demonstration", None)
    with empty_app.app_context(), system_session(db.engine) as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(sa.delete(table))
        make_directory(session)
        make_user(session, "dic.inspector")
        make_user(session, "admin", "Lâm Chí Cường", role="administrator", agency_code=None)
    return empty_app


class Person(Client):
    """A person's requests at the door and inside."""

    def sign_in(self, login: str, password: str = PASSWORD, status: int = 303, **fields: Any) -> Page:
        """Signs in, or fails with ``status``."""
        return self.post("/sign-in", status, login=login, password=password, **fields)

    def who(self) -> str | None:
        """The login of who is signed in."""
        user = self.http.get("/session").get_json()["user"]
        return user["login"] if user else None


@pytest.fixture
def client(app: Flask) -> Person:
    """A browser at the door."""
    return Person(app)


@pytest.fixture
def admin(app: Flask) -> Person:
    """A browser in which the administrator is signed in."""
    client = Person(app)
    client.sign_in("admin")
    return client


class Database:
    """What the application has written, read behind its back."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def user(self, login: str) -> User:
        """The account with this login as it is stored."""
        with self.app.app_context(), system_session(db.engine) as session:
            user = session.scalars(sa.select(User).where(User.login == login)).one()
            session.expunge(user)
            return user

    def change(self, login: str, **fields: Any) -> None:
        """Changes an account behind the application's back."""
        with self.app.app_context(), system_session(db.engine) as session:
            session.execute(sa.update(User).where(User.login == login).values(**fields))

    def change_sessions(self, **fields: Any) -> None:
        """Changes every session behind the application's back."""
        with self.app.app_context(), system_session(db.engine) as session:
            session.execute(sa.update(UserSession).values(**fields))

    def session_refs(self, login: str) -> list[str]:
        """References of the sessions of an account."""
        with self.app.app_context(), system_session(db.engine) as session:
            return list(session.scalars(sa.select(UserSession.ref).join(UserSession.user).where(User.login == login)))

    def add(self, login: str | None, name: str = "Lê Minh Khôi", **fields: Any) -> str:
        """Adds a person; returns the reference."""
        with self.app.app_context(), system_session(db.engine) as session:
            return make_user(session, login, name, **fields).ref

    def events(self) -> list[tuple[str, str]]:
        """Action and outcome of every row of the log."""
        with self.app.app_context(), system_session(db.engine) as session:
            rows = session.execute(sa.select(Event.action, Event.outcome).order_by(Event.number))
            return [(action, outcome) for action, outcome in rows]


@pytest.fixture
def database(app: Flask) -> Database:
    """The application's database."""
    return Database(app)
