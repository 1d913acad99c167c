"""Knows how to walk through the whole application as every account, and to look at its tables; knows no feature."""

import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from inspections.visible import system_session
from models import Base, db
from models.checklists import Operation, VisitItem
from models.directory import UserSession
from models.inspections import Visit
from tests.house.source import lifecycles
from tests.support.client import Client

STRANGER = "stranger"
ACCOUNTS = (
    "dic.inspector",
    "dic.manager",
    "police.inspector",
    "police.manager",
    "clerk",
    "approver",
    "body",
    "auditor",
    "admin",
)
EVERYBODY = (STRANGER, *ACCOUNTS)

REF = "<ref:ref>"
UNKNOWN_REF = "zzzzzzzzzz"
REST = "rest:"
FEW = 3
KINDS = ("owner", "audience", "state", "lead", "deferred", "role", "removed_at")
"""The columns that make two records of one table different to look at."""

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Route:
    """One address of the application with one method: its pattern, endpoint and view."""

    method: str
    rule: str
    endpoint: str
    view: Any

    @property
    def permission(self) -> str:
        """The permission that the view declares; empty when it declares nothing."""
        return str(getattr(self.view, "permission", ""))

    @property
    def model(self) -> Any:
        """The kind of record that the address names, or None."""
        model = getattr(self.view, "model", None)
        return UserSession if model is None and REF in self.rule else model


def routes(app: Flask) -> list[Route]:
    """Every route of ours, by address and method."""
    found = [
        Route(method, rule.rule, rule.endpoint, app.view_functions[rule.endpoint])
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in _methods(rule)
    ]
    return sorted(found, key=lambda one: (one.rule, one.method))


def _methods(rule: Rule) -> set[str]:
    return set(rule.methods or ()) - {"HEAD", "OPTIONS"}


class House:
    """An application on SQLite with everybody signed in, whose data can be put back as it was.

    A ``twin`` runs on a copy of the same data with the same keys: what lets somebody into one lets him into the other.
    """

    def __init__(self, app: Flask, twin: "House | None" = None) -> None:
        self.app = app
        self.folder = Path(app.instance_path)
        self.http: dict[str, FlaskClient] = {name: app.test_client() for name in EVERYBODY}
        if twin is None:
            self.http |= {name: Client(app).sign_in(name).http for name in ACCOUNTS}
            self.tokens = {name: self._token(name) for name in EVERYBODY}
            self.cookies = {name: http.get_cookie("kt1") for name, http in self.http.items()}
        else:
            self.tokens, self.cookies = twin.tokens, twin.cookies

    def _token(self, who: str) -> str:
        return str(self.http[who].get("/session").get_json()["csrf_token"])

    def get(self, who: str, url: str, **headers: str) -> TestResponse:
        """What this person is answered; every request begins with the cookie of the beginning."""
        return self.as_(who).get(url, headers=headers, buffered=True)

    def post(self, who: str, url: str, data: Mapping[str, Any] | None = None, **headers: str) -> TestResponse:
        """What this person is answered to a form sent with the token."""
        headers.setdefault("X-CSRFToken", self.tokens[who])
        answer = self.as_(who).post(url, data=dict(data or {}), headers=headers, buffered=True)
        answer.request.environ["wsgi.input"].close()  # The test client leaves the file of a large form open.
        return answer

    def as_(self, who: str) -> FlaskClient:
        """The browser of this person as it was after signing in."""
        http, cookie = self.http[who], self.cookies[who]
        if cookie is not None:
            http.set_cookie("kt1", cookie.value)
        return http

    @contextmanager
    def system(self) -> Iterator[Session]:
        """A session that sees everything and commits at its end."""
        with self.app.app_context(), system_session(db.engine) as session:
            yield session

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.folder / "kt1.db"

    def keep(self) -> None:
        """Keeps the data as they are now, for ``put_back``."""
        self._close()
        shutil.copyfile(self.database, self.folder / "kept.db")
        self._evidence = set(self.evidence())

    def put_back(self) -> None:
        """Puts the data back as they were kept; photos that came since go."""
        self._close()
        for ending in ("-wal", "-shm"):
            self.database.with_name(self.database.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self.folder / "kept.db", self.database)
        for path in set(self.evidence()) - self._evidence:
            path.unlink()

    def _close(self) -> None:
        """Closes every connection, so that the file alone holds all data."""
        with self.app.app_context():
            db.engine.dispose()
        with sqlite3.connect(self.database) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def evidence(self) -> list[Path]:
        """The files of the photos."""
        return sorted(path for path in (self.folder / "evidence").rglob("*") if path.is_file())

    def rows(self, *left_out: str, **only: str) -> Rows:
        """What the tables hold, by table; of tables with the columns of `only`, the rows with these words in them."""
        wanted = " AND ".join(f"{column} = :{column}" for column in only) or "true"
        tables = [one for one in Base.metadata.sorted_tables if one.name not in left_out and {*only} <= {*one.c.keys()}]
        queries = {one.name: f'SELECT * FROM "{one.name}" WHERE {wanted}' for one in tables}  # noqa: S608
        with closing(sqlite3.connect(self.database)) as connection:
            return {name: sorted(map(repr, connection.execute(query, only))) for name, query in queries.items()}

    def dump(self, *left_out: str) -> tuple[Rows, list[Path]]:
        """Everything that is kept: the rows of the tables and the files of the photos."""
        return self.rows(*left_out), self.evidence()

    @cached_property
    def refs(self) -> dict[Any, list[str]]:
        """Public references by kind of record: every own one, one of each kind, a few more."""
        models = {route.model for route in routes(self.app) if route.model is not None}
        with self.system() as session:
            return {model: self._refs_of(session, model) for model in models}

    def _refs_of(self, session: Session, model: Any) -> list[str]:
        """Every own record, the first of each kind, and a few more."""
        query = sa.select(model.ref).order_by(model.id)
        kinds = [getattr(model, name) for name in KINDS if hasattr(model, name)]
        if model is VisitItem:
            query, kinds = query.join(Visit), [*kinds, Visit.state]
        firsts = query.with_only_columns(sa.func.min(model.id)).order_by(None).group_by(*kinds) if kinds else []
        wanted = (
            [model.id.in_(firsts), model.audience == "own"] if hasattr(model, "audience") else [model.id.in_(firsts)]
        )
        found = session.scalars(query.where(sa.or_(*wanted)))
        return list(dict.fromkeys([*found, *session.scalars(query.limit(FEW))]))

    @cached_property
    def others(self) -> dict[str, list[str]]:
        """What stands in addresses beside a record's reference, by the name of the variable."""
        with self.system() as session:
            sections = session.execute(
                sa.select(sa.func.min(VisitItem.section_code), sa.func.max(VisitItem.section_code))
            )
            taps = session.scalars(sa.select(Operation.device).where(Operation.device.startswith(REST)).distinct())
            found = [tap.removeprefix(REST) for tap in taps]
        steps = [step.name for machine in lifecycles().values() for step in machine]
        return {"<section>": [*sections.one(), "Z"], "<ref:tap>": [*found, UNKNOWN_REF], "<name>": [*steps, "fly"]}

    def kind(self, url: str) -> tuple[str, ...]:
        """What two addresses of one kind share: the route, and the names in the query."""
        parts = urlsplit(url)
        names = sorted(name for name, _value in parse_qsl(parts.query, keep_blank_values=True))
        adapter = self.app.url_map.bind("localhost")
        for method in ("GET", "POST"):
            try:
                rule, _values = adapter.match(parts.path, method, return_rule=True)
            except HTTPException:
                continue
            return rule.rule, *names
        return parts.path, *names

    def pages(self, refs: Mapping[Any, list[str]] | None = None) -> list[str]:
        """Every address that can be read, for these references or the usual ones."""
        wanted = self.refs if refs is None else refs
        reading = [route for route in routes(self.app) if route.method == "GET"]
        return [url for route in reading for url in self.addresses(route, wanted.get(route.model, []))]

    def addresses(self, route: Route, refs: list[str] | None = None) -> list[str]:
        """The addresses of a route for these references, or for every one there is."""
        found = [route.rule]
        if REF in route.rule:
            given = self.refs[route.model] if refs is None else refs
            found = [route.rule.replace(REF, ref) for ref in given]
        if choice := re.search(r"<any\((.*)\):\w+>", route.rule):
            found = [one.replace(choice[0], word) for one in found for word in choice[1].split(", ")]
        for name, values in self.others.items():
            if name in route.rule:
                found = [one.replace(name, value) for one in found for value in values]
        return found
