"""Knows how to give a test its own application with the demonstration province, on SQLite and on PostgreSQL."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from inspections.commands import prepare
from inspections.visible import system_session
from models import db
from tests.support.client import Client
from tests.support.compiled import compiled_once
from tests.support.postgres import Postgres

ENVIRONMENT = (
    *("DATABASE_URL", "INSTANCE", "SECRET_KEY", "LOG_KEY", "EVIDENCE_DIR", "TRUSTED_ROOTS", "DEMONSTRATION"),
    *("MAIL_RELAY", "MAIL_FROM", "PUBLIC_URL", "LAW_DIR"),
)
"""Settings of the person who runs the tests; they are of no concern to the tests, and his data must not be."""


@pytest.fixture(scope="session", autouse=True)
def own_environment() -> Iterator[None]:
    """Takes the settings of a real installation away before any application is made."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ENVIRONMENT:
            patch.delenv(name, raising=False)
        yield


@contextmanager
def opened(folder: Path, url: str | None = None) -> Iterator[Flask]:
    """An application on this instance folder; on another database than its own SQLite file if ``url`` is given."""
    settings: dict[str, Any] = {"INSTANCE": str(folder), "TESTING": True}
    app = compiled_once(create_app(settings | ({"DATABASE_URL": url} if url else {})))
    try:
        yield app
    finally:
        _close(app)


def _close(app: Flask) -> None:
    """Lets go of the database."""
    with app.app_context():
        db.engine.dispose()


def prepare_folder(folder: Path, url: str | None = None) -> None:
    """Makes the keys and the tables of an instance and loads the demonstration province."""
    with opened(folder, url) as app:
        outcome = app.test_cli_runner().invoke(prepare, catch_exceptions=False)
        assert outcome.exit_code == 0, outcome.output


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, own_environment: None) -> Path:
    """A folder with a loaded demonstration province on SQLite, its keys and its photos; never used itself."""
    folder = tmp_path_factory.mktemp("demonstration")
    prepare_folder(folder)
    return folder


@pytest.fixture(scope="session")
def postgres_template(
    postgres: Postgres, demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A folder and the name of a PostgreSQL database with a loaded demonstration province; copied for each test."""
    url = postgres.new_database()
    folder = tmp_path_factory.mktemp("postgres-template")
    _copy(demonstration, folder, "*.db*", "evidence")
    prepare_folder(folder, url)
    return folder, str(sa.make_url(url).database)


def _copy(source: Path, target: Path, *left_out: str) -> Path:
    return Path(shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*left_out)))


def _execute(postgres: Postgres, statement: str) -> None:
    with psycopg.connect(
        host=str(postgres.folder), port=5432, user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(statement)


@contextmanager
def postgres_copy(postgres: Postgres, template: tuple[Path, str], folder: Path) -> Iterator[Flask]:
    """An application on a copy of the template; the copy is dropped at the end."""
    source, database = template
    name = f"copy_{secrets.token_hex(6)}"
    _execute(postgres, f"CREATE DATABASE {name} TEMPLATE {database}")
    try:
        with opened(_copy(source, folder), postgres.url(name)) as app:
            yield app
    finally:
        _execute(postgres, f"DROP DATABASE {name} WITH (FORCE)")


def _shape(app: Flask) -> Any:
    """What must not change in an application that the next test uses too."""
    return app.root_path, dict(app.config), dict(app.view_functions), app.jinja_env.loader, set(app.jinja_env.globals)


@contextmanager
def lent(app: Flask, source: Path) -> Iterator[Flask]:
    """Lends an application to one test, with a fresh copy of the province in its folder and nothing remembered.

    It has its statements and templates ready from the test before. Fails the test that changed the application itself.
    """
    _close(app)
    shutil.rmtree(app.instance_path)
    _copy(source, Path(app.instance_path))
    remembered, shape = set(app.extensions), _shape(app)
    yield app
    for name in set(app.extensions) - remembered:
        del app.extensions[name]
    assert _shape(app) == shape, "What is planted into an application stays in it: this test needs `own_app`."


@pytest.fixture(scope="session")
def lent_app(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application on SQLite for all tests of a process, one after another."""
    with opened(_copy(demonstration, tmp_path_factory.mktemp("lent") / "instance")) as app:
        yield app


@pytest.fixture(scope="session")
def lent_postgres_app(
    postgres: Postgres, postgres_template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The same on PostgreSQL."""
    with postgres_copy(postgres, postgres_template, tmp_path_factory.mktemp("lent-postgres") / "instance") as app:
        yield app


@pytest.fixture
def app(lent_app: Flask, demonstration: Path) -> Iterator[Flask]:
    """An application on SQLite with the demonstration province, which no other test has touched."""
    with lent(lent_app, demonstration) as app:
        yield app


@pytest.fixture
def own_app(demonstration: Path, tmp_path: Path) -> Iterator[Flask]:
    """The same, made for this test alone: routes and templates may be planted into it."""
    with opened(_copy(demonstration, tmp_path / "instance")) as app:
        yield app


@pytest.fixture
def postgres_app(postgres: Postgres, lent_postgres_app: Flask, postgres_template: tuple[Path, str]) -> Iterator[Flask]:
    """The same as `app` on PostgreSQL."""
    source, template = postgres_template
    name = sa.make_url(lent_postgres_app.config["SQLALCHEMY_DATABASE_URI"]).database
    _close(lent_postgres_app)
    _execute(postgres, f"DROP DATABASE {name} WITH (FORCE)")
    _execute(postgres, f"CREATE DATABASE {name} TEMPLATE {template}")
    with lent(lent_postgres_app, source) as app:
        yield app


@pytest.fixture
def own_postgres_app(postgres: Postgres, postgres_template: tuple[Path, str], tmp_path: Path) -> Iterator[Flask]:
    """The same as `own_app` on PostgreSQL."""
    with postgres_copy(postgres, postgres_template, tmp_path / "postgres-instance") as app:
        yield app


@pytest.fixture(params=["own_app", "own_postgres_app"], ids=["sqlite", "postgresql"])
def each_own_app(request: pytest.FixtureRequest) -> Flask:
    """An application of the test's own on each database in turn."""
    app: Flask = request.getfixturevalue(request.param)
    return app


@pytest.fixture(params=["app", "postgres_app"], ids=["sqlite", "postgresql"])
def each_app(request: pytest.FixtureRequest) -> Flask:
    """The application on each database in turn."""
    app: Flask = request.getfixturevalue(request.param)
    return app


@pytest.fixture
def client(app: Flask) -> Client:
    """A stranger."""
    return Client(app)


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], Client]:
    """Signs a demonstration account in: ``sign_in("dic.inspector").get("/")``."""
    return lambda login: Client(app).sign_in(login)


@pytest.fixture
def system(app: Flask) -> Iterator[Session]:
    """A session that sees everything; what it writes is committed at the end of its use."""
    with app.app_context(), system_session(db.engine) as session:
        yield session
