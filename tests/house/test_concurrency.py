"""Knows that people who write at the same moment lose nothing, on both databases; knows no single page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.fieldwork import queries
from inspections.visible import system_session
from models import db
from models.base import new_ref
from models.checklists import Answer, Operation, VisitItem
from models.directory import Body
from models.events import Event
from models.inspections import Visit, VisitPart
from tests.support.client import Client
from tests.support.server import HOST, Server, serving

WRITERS, AT_ONCE, REPEATED = 100, 25, 20
WORKERS = 2
PATIENCE = 60
"""Seconds after which an answer is missed; a database that is busy says so long before."""
CODE = "CL-26"
BODY = "bd-song-mang"
NO_BASES = {"bases.result": ""}
CONFIRMED = {"no_secrets": "y"}


@pytest.fixture
def served(each_app: Flask) -> Iterator[Server]:
    """The application as it is really served, by several processes with several threads each, on each database."""
    config = {"INSTANCE": each_app.instance_path, "DATABASE_URL": each_app.config["SQLALCHEMY_DATABASE_URI"]}
    with serving(config, workers=WORKERS) as server:
        yield server


class Crowd:
    """Many browsers of a few people who signed in once."""

    def __init__(self, app: Flask, server: Server, *logins: str) -> None:
        self.port = server.port
        people = [Client(app).sign_in(login) for login in logins]
        tokens = [one.token() for one in people]
        cookies = [one.http.get_cookie("kt1") for one in people]
        self.signed_in = [(cookie.value, token) for cookie, token in zip(cookies, tokens, strict=True) if cookie]

    def post(self, who: int, url: str, fields: dict[str, str], headers: dict[str, str]) -> int:
        """A form sent over a connection of its own; the answer's status."""
        cookie, token = self.signed_in[who % len(self.signed_in)]
        sent = {"Cookie": f"kt1={cookie}", "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPConnection(HOST, self.port, timeout=PATIENCE)) as connection:
            connection.request("POST", url, urlencode(fields), sent | headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status

    def at_once(self, posts: Iterable[tuple[int, str, dict[str, str], dict[str, str]]]) -> Counter[int]:
        """Sends all of these, many at the same moment; how often each status was answered."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return Counter(pool.map(lambda one: self.post(*one), posts))


def read(app: Flask, look: Callable[[Session], Any]) -> Any:
    """What there is to see in a session that sees everything."""
    with app.app_context(), system_session(db.engine) as session:
        return look(session)


def the_visit(session: Session) -> Visit:
    """The visit in progress."""
    return session.scalars(sa.select(Visit).join(Visit.body).where(Body.key == BODY, Visit.state == "announced")).one()


def the_item(session: Session, code: str = CODE) -> VisitItem:
    """An item of the visit in progress."""
    visit = the_visit(session)
    return session.scalars(sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.code == code)).one()


def verdict(app: Flask) -> event_log.Verdict:
    """What a check of the log finds."""
    return read(app, lambda session: event_log.verify(session, app.config["LOG_KEY"].encode()))


def test_a_hundred_writers_of_one_item_lose_nothing(each_app: Flask, served: Server) -> None:
    before, url = verdict(each_app).rows, read(each_app, lambda s: f"/items/{the_item(s).ref}/answer")
    crowd = Crowd(each_app, served, "dic.inspector", "dic.manager")
    numbers = [new_ref() + new_ref() for _ in range(WRITERS)]
    posts = [
        (who, url, {**NO_BASES, "op_id": number, "result": result}, {})
        for (who, number), result in zip(enumerate(numbers), cycle(("pass", "fail", "not_produced")), strict=False)
    ]
    statuses = crowd.at_once([*posts, *posts[:REPEATED], *posts[-REPEATED:]])
    assert statuses == {303: WRITERS + 2 * REPEATED}

    def stored(session: Session) -> tuple[list[str], Answer]:
        item = the_item(session)
        answer = session.scalars(
            sa.select(Answer).where(Answer.visit_item_id == item.id, Answer.kind == "answer")
        ).one()
        session.expunge(answer)
        return [row.op_id for row in queries.operations(session, item)], answer

    kept, answer = read(each_app, stored)
    assert sorted(kept) == sorted(f"{number}-result" for number in numbers)
    assert (answer.state, answer.version, len(answer.heads["result"])) == ("conflict", WRITERS, WRITERS)
    named = read(each_app, lambda s: [op for row in answer_events(s, before) for op in row.content["operations"]])
    assert sorted(named) == sorted(kept)
    whole = verdict(each_app)
    assert (whole.faults, whole.rows) == ((), before + len(crowd.signed_in) + WRITERS)


def answer_events(session: Session, before: int) -> list[Event]:
    """The log's rows about answers since."""
    rows = session.scalars(sa.select(Event).where(Event.number > before, Event.action == "answer"))
    return list(rows)


def complete(session: Session) -> None:
    """Leaves nothing missing at the visit in progress, past the forms that people use."""
    visit = the_visit(session)
    for agency in ("DIC", "POLICE"):
        missing = {gap.item.id for gap in queries.gaps(session, visit, agency)}
        session.execute(
            sa.update(Answer)
            .where(Answer.visit_item_id.in_(missing), Answer.owner == agency, Answer.kind == "answer")
            .values(state="not_applicable", values={"result": "not_applicable"})
        )


def parts(session: Session) -> dict[str | None, VisitPart]:
    """The parts of the visit that is or was in progress."""
    found = session.scalars(
        sa.select(VisitPart).join(VisitPart.visit).join(Visit.body).where(Body.key == BODY, Visit.state.in_(IN_WORK))
    )
    return {part.owner: part for part in found}


IN_WORK = ("announced", "fieldwork_done")


def test_both_agencies_signing_off_at_the_same_moment_finish_the_fieldwork(each_app: Flask, served: Server) -> None:
    read(each_app, complete)
    crowd = Crowd(each_app, served, "dic.inspector", "police.inspector")
    refs = read(each_app, lambda s: [parts(s)[agency].ref for agency in ("DIC", "POLICE")])
    for _ in range(3):
        steps = [(who, f"/parts/{ref}/steps/sign_off", CONFIRMED, {}) for who, ref in enumerate(refs)]
        assert crowd.at_once(steps) == {303: 2}
        assert read(each_app, lambda s: {part.visit.state for part in parts(s).values()}) == {"fieldwork_done"}
        reopened = [(who, f"/parts/{ref}/steps/reopen", {"reason": "Thử lại."}, {}) for who, ref in enumerate(refs)]
        assert crowd.at_once(reopened) == {303: 2}
        assert read(each_app, lambda s: {part.visit.state for part in parts(s).values()}) == {"announced"}
    assert verdict(each_app).faults == ()


def test_two_people_signing_one_part_off_sign_it_once(each_app: Flask, served: Server) -> None:
    read(each_app, complete)
    crowd = Crowd(each_app, served, "dic.inspector", "dic.manager")
    ref = read(each_app, lambda s: parts(s)["DIC"].ref)
    steps = [(who, f"/parts/{ref}/steps/sign_off", CONFIRMED, {}) for who in range(6)]
    assert crowd.at_once(steps) == {303: 1, 422: 5}
    signed = sa.select(sa.func.count()).select_from(Event).where(Event.action == "part:sign_off")
    assert read(each_app, lambda s: s.scalar(signed)) == 1


@pytest.mark.parametrize("code", ["CL-01", "CL-02"])
def test_what_is_written_while_a_part_is_signed_off_counts_before_or_not_at_all(
    each_app: Flask, served: Server, code: str
) -> None:
    read(each_app, complete)
    crowd = Crowd(each_app, served, "dic.inspector", "dic.manager")
    ref, url = read(each_app, lambda s: (parts(s)["DIC"].ref, f"/items/{the_item(s, code).ref}/answer"))
    seen = read(each_app, lambda s: queries.operations(s, the_item(s, code))[-1].op_id)
    fails = [(who, url, {"bases.result": seen, "op_id": new_ref(), "result": "fail"}, {}) for who in range(4)]
    statuses = crowd.at_once([*fails, (0, f"/parts/{ref}/steps/sign_off", CONFIRMED, {}), *fails])
    assert statuses[303] + statuses[422] == 9 and statuses[422] <= 1

    def outcome(session: Session) -> tuple[str, bool, set[bool]]:
        gaps = queries.gaps(session, the_visit(session), "DIC")
        item = the_item(session, code)
        late = {row.late for row in session.scalars(sa.select(Operation).where(Operation.visit_item_id == item.id))}
        return parts(session)["DIC"].state, not gaps, late

    state, whole, late = read(each_app, outcome)
    assert (state == "signed_off") == whole
    assert late == ({False, True} if whole else {False})
