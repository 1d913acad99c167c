"""Knows how every POST is answered, by routes planted here; knows no feature."""

from collections.abc import Callable, Iterator
from typing import Any

import jinja2
import pytest
import sqlalchemy as sa
from flask import Flask, request
from flask_login import current_user
from sqlalchemy.orm import Session

from inspections import event_log, guard, htmx
from inspections.errors import RuleBroken
from inspections.forms import Form, Required, line
from inspections.guard import needs
from inspections.permissions import Permission
from inspections.visible import system_session
from models import db
from models.directory import Setting
from models.events import Event
from tests.support.client import HTMX, Client, Page

BOOSTED = HTMX | {"HX-Boosted": "true"}
RESTORED = HTMX | {"HX-History-Restore-Request": "true"}
WHOLE = [{}, BOOSTED, RESTORED]

PAGE = """{% extends "base.html" %}{% from "shared/fields.html" import field, error_summary %}
{% block title %}Bài thử - Kiểm tra KT1{% endblock %}
{% block content %}<h1>Bài thử</h1>{% include "_planted.html" %}{% endblock %}"""
FRAGMENT = """{% from "shared/fields.html" import field, error_summary %}<section id="planted">
{% if form %}{{ error_summary(form) }}
<form method="post" action="/planted">{{ csrf_input() }}{{ field(form.words) }}</form>{% endif %}
<p>{{ kept }}</p></section>"""


class SomebodyElse(RuleBroken):
    """A refusal with a status of its own."""

    status = 409


class PlantedForm(Form):
    """One line of text."""

    words = line("Nội dung", Required())


def _keep(words: str) -> None:
    db.session.add(Setting(key=f"planted {words}"[:60], value=words))
    db.session.flush()
    event_log.record(db.session(), current_user, "planted")


def _refuse(kind: type[RuleBroken]) -> Callable[[str], None]:
    def act(words: str) -> None:
        _keep(words)
        raise kind(f"Không ghi được “{words}”.")

    return act


def _refuse_words(_words: str) -> None:
    raise RuleBroken("Từ này không được.", "words")


def _refuse_another(_words: str) -> None:
    raise RuleBroken("Ngày này không được.", "day")


def _fail(words: str) -> None:
    _keep(words)
    raise ZeroDivisionError


def _forbid(words: str) -> None:
    _keep(words)
    guard.refuse(Permission.LOG_VERIFY)


ACTS: dict[str, Callable[[str], None]] = {
    "keep": _keep,
    "refuse": _refuse(RuleBroken),
    "late": _refuse(SomebodyElse),
    "beside": _refuse_words,
    "above": _refuse_another,
    "fail": _fail,
    "forbid": _forbid,
}


def _context() -> dict[str, Any]:
    kept = db.session.scalars(sa.select(Setting.value).where(Setting.key.startswith("planted"))).all()
    return {"kept": f"Đang có {len(kept)} dòng."}


def plant(app: Flask) -> Flask:
    """Adds the page /planted and a form that does what ?act= says; ?whole= answers without a fragment."""
    loader = jinja2.DictLoader({"planted.html": PAGE, "_planted.html": FRAGMENT})
    app.jinja_env.loader = jinja2.ChoiceLoader([loader, app.jinja_env.loader])  # type: ignore[list-item]
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def page() -> str:
        return htmx.page_or_fragment("planted.html", "_planted.html", form=PlantedForm(), **_context())

    def answer() -> Any:
        form = PlantedForm(request.form)
        return htmx.answer(
            form,
            lambda: ACTS[request.args["act"]](form.words.data),
            page="planted.html",
            fragment=None if "whole" in request.args else "_planted.html",
            context=_context,
            location=lambda _result: "/planted?xong=1",
        )

    app.add_url_rule("/planted", "planted", needs(Permission.HOME_READ)(page))
    app.add_url_rule("/planted", "answer", needs(Permission.HOME_READ)(answer), methods=["POST"])
    return app


@pytest.fixture
def person(own_app: Flask) -> Client:
    """Somebody who is signed in, on SQLite."""
    return Client(plant(own_app)).sign_in("dic.inspector")


@pytest.fixture
def each_person(each_own_app: Flask) -> Client:
    """Somebody who is signed in, on each database in turn."""
    return Client(plant(each_own_app)).sign_in("dic.inspector")


def kept(client: Client) -> tuple[int, list[tuple[str, str]]]:
    """How many planted rows there are, and the log since signing in: action and outcome."""
    with client.app.app_context(), system_session(db.engine) as session:
        return _kept(session)


def _kept(session: Session) -> tuple[int, list[tuple[str, str]]]:
    count = (
        session.scalar(sa.select(sa.func.count()).select_from(Setting).where(Setting.key.startswith("planted"))) or 0
    )
    events = session.execute(sa.select(Event.action, Event.outcome).order_by(Event.number)).all()
    actions = [tuple(event) for event in events]
    return count, actions[actions.index(("sign_in", "done")) + 1 :]


@pytest.fixture
def commits(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """What the database is told to do with the work of the requests: begin, commit, rollback."""
    app: Flask = request.getfixturevalue("own_app" if "person" in request.fixturenames else "each_own_app")
    with app.app_context():
        engine = db.engine
    told: list[str] = []
    for word in ("commit", "rollback"):
        sa.event.listen(engine, word, lambda _connection, word=word: told.append(word))
    yield told


def test_what_was_done_leads_on(each_person: Client) -> None:
    assert each_person.post("/planted?act=keep", words="Được").location == "/planted?xong=1"
    assert kept(each_person) == (1, [("planted", "done")])


def test_htmx_is_answered_with_the_fragment_read_after_the_change(each_person: Client) -> None:
    page = each_person.post("/planted?act=keep", 200, HTMX, words="Được")
    assert not page.whole and "Đang có 1 dòng." in page.text
    assert kept(each_person) == (1, [("planted", "done")])


def test_htmx_without_a_fragment_is_sent_on(person: Client) -> None:
    for words, headers in (("Một", HTMX), ("Hai", BOOSTED)):
        page = person.post("/planted?act=keep&whole=1", 200, headers, words=words)
        assert page.response.headers["HX-Redirect"] == "/planted?xong=1" and not page.html


@pytest.mark.parametrize("headers", [*WHOLE, HTMX])
def test_a_wrong_form_is_shown_again_with_what_was_typed(person: Client, headers: dict[str, str]) -> None:
    page = person.post("/planted?act=keep", 422, headers, words="Chữ đã gõ " + "x" * 300)
    assert page.whole == (headers in WHOLE)
    assert "Tối đa 200 ký tự; đã nhập 310." in page.text
    assert page.form("/planted")["words"] == ["Chữ đã gõ " + "x" * 300]
    assert kept(person) == (0, [])


@pytest.mark.parametrize(("act", "status"), [("refuse", 422), ("late", 409)])
@pytest.mark.parametrize("headers", [*WHOLE, HTMX])
def test_a_broken_rule_is_told_in_the_form(person: Client, act: str, status: int, headers: dict[str, str]) -> None:
    page = person.post(f"/planted?act={act}", status, headers, words="Chữ đã gõ")
    assert page.whole == (headers in WHOLE)
    assert "Không ghi được “Chữ đã gõ”." in page.text
    assert page.form("/planted")["words"] == ["Chữ đã gõ"]


def test_a_broken_rule_stands_beside_the_field_that_it_is_about(person: Client) -> None:
    beside = person.post("/planted?act=beside", 422, words="Chữ đã gõ")
    assert 'id="words-error"' in beside.html and "Nội dung: Từ này không được." in beside.text
    above = person.post("/planted?act=above", 422, words="Chữ đã gõ")
    assert 'id="words-error"' not in above.html and "Ngày này không được." in above.text


def test_a_broken_rule_leaves_nothing_and_the_page_is_read_again(each_person: Client) -> None:
    page = each_person.post("/planted?act=refuse", 422, words="Không")
    assert "Đang có 0 dòng." in page.text
    assert kept(each_person) == (0, [])
    each_person.post("/planted?act=keep", words="Được")
    assert kept(each_person) == (1, [("planted", "done")])


def test_what_is_forbidden_is_undone_but_leaves_its_row_in_the_log(each_person: Client) -> None:
    each_person.post("/planted?act=forbid", 403, words="Không")
    assert kept(each_person) == (0, [("log:verify", "refused")])


def test_a_fault_of_ours_leaves_nothing_and_is_answered_by_a_page_that_stands_alone(each_person: Client) -> None:
    page = each_person.post("/planted?act=fail", 500, words="Không")
    assert_stands_alone(page)
    assert kept(each_person) == (0, [])


def assert_stands_alone(page: Page) -> None:
    """The page of a fault: whole, in Vietnamese, nothing but static files, nobody's name, no form."""
    assert page.whole and "Hệ thống gặp lỗi" in page.text and not page.forms()
    assert {one.get("href") for one in page.tree.iter("link")} <= {
        "/static/favicon.svg",
        "/static/css/base.css",
        "/static/css/components.css",
    }
    assert "Lê Minh Khôi" not in page.html


@pytest.mark.parametrize(
    ("act", "status", "expected"), [("keep", 303, 1), ("refuse", 422, 0), ("fail", 500, 0), ("forbid", 403, 1)]
)
def test_a_request_commits_once_or_not_at_all(
    each_person: Client, commits: list[str], act: str, status: int, expected: int
) -> None:
    headers = {"X-CSRFToken": each_person.token()}
    commits.clear()
    assert each_person.http.post(f"/planted?act={act}", data={"words": "a"}, headers=headers).status_code == status
    assert commits.count("commit") == expected


def test_reading_never_commits(person: Client, commits: list[str]) -> None:
    commits.clear()
    person.get("/planted")
    assert "commit" not in commits


def test_a_commit_that_fails_is_a_fault_of_ours(each_person: Client) -> None:
    headers = {"X-CSRFToken": each_person.token()}
    with each_person.app.app_context():
        engine = db.engine

    def broken(_connection: Any) -> None:
        raise sa.exc.OperationalError("COMMIT", {}, Exception("disk full"))

    sa.event.listen(engine, "commit", broken)
    response = each_person.http.post("/planted?act=keep", data={"words": "a"}, headers=headers)
    sa.event.remove(engine, "commit", broken)
    assert response.status_code == 500
    assert_stands_alone(Page(response))
    assert kept(each_person) == (0, [])


def test_the_page_of_a_fault_asks_the_database_nothing(person: Client) -> None:
    headers, statements = {"X-CSRFToken": person.token()}, []
    with person.app.app_context():
        engine = db.engine
    person.app.jinja_env.globals["noted"] = statements

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    person.http.post("/planted?act=fail", data={"words": "a"}, headers=headers)
    sa.event.remove(engine, "before_cursor_execute", note)
    assert statements[-1].startswith("INSERT INTO setting")


@pytest.mark.parametrize("headers", [*WHOLE, HTMX])
def test_one_address_serves_the_page_and_its_fragment(person: Client, headers: dict[str, str]) -> None:
    page = person.get("/planted", headers=headers)
    assert page.whole == (headers in WHOLE)
    assert "HX-Request" in page.response.headers["Vary"]


@pytest.mark.parametrize(("act", "status"), [("keep", 303), ("refuse", 422), ("fail", 500), ("forbid", 403)])
def test_every_answer_says_that_it_differs_for_htmx(person: Client, act: str, status: int) -> None:
    page = person.post(f"/planted?act={act}", status, words="a")
    assert "HX-Request" in page.response.headers["Vary"]
