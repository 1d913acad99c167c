"""Knows that what one agency keeps to itself is met by nobody else: in no answer, no count and by no change."""

import difflib
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from inspections import visible
from inspections.listed import LISTS
from inspections.lists.files import KINDS
from models import db
from tests.house.crawl import Form, walk
from tests.house.house import ACCOUNTS, REF, STRANGER, House, Route, Rows, routes
from tests.house.planted import OWN
from tests.house.secrets import Planted, plant
from tests.support.application import opened
from tests.support.client import HTMX, quiet

OTHERS = (*(who for who in ACCOUNTS if not who.startswith("police.")), STRANGER)
LOG_PAGES = {"/", "/log", "/log/verify"}
"""Pages on which the auditor rightly sees that something was written, though not what."""


@dataclass
class Twins:
    """Two houses with the same data, but for what was planted in the second."""

    bare: House
    full: House
    planted: Planted


@pytest.fixture(scope="module")
def twins(house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    folder = Path(shutil.copytree(house.folder, tmp_path_factory.mktemp("twin") / "instance"))
    with opened(folder) as app:
        twin = House(app, twin=house)
        twin.refs, twin.others = house.refs, house.others
        with twin.system() as session:
            planted = plant(session, folder / "evidence", app.config["LOG_KEY"].encode())
        twin.keep()
        yield Twins(house, twin, planted)


OF_THE_WHOLE_LOG = ("07-nhat-ky/dong-cuoi-nhat-ky.txt", "README.txt")
"""What a case file says of the whole log, whose last line is printed on every locked paper too."""


def said(answer: TestResponse) -> str:
    """The body of an answer as text; of a case file the name and the content of each of its files."""
    if answer.mimetype != "application/zip":
        return answer.get_data().decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(answer.get_data())) as whole:
        found = {name: whole.read(name).decode("utf-8", "replace") for name in whole.namelist()}
    lines = [f"{name}: {line}" for name, text in found.items() for line in text.splitlines()]
    return "\n".join(line for line in lines if not any(one in line for one in OF_THE_WHOLE_LOG))


def heard(answer: TestResponse) -> str:
    """Everything that an answer says: its headers and its body, whatever that is."""
    return f"{answer.headers}\n{said(answer)}".casefold()


def shown(answer: TestResponse) -> tuple[Any, ...]:
    """What two answers have in common when nothing hidden shows: status, headers, body."""
    headers = sorted(
        (name, value) for name, value in answer.headers if name not in {"Date", "Set-Cookie", "Content-Length"}
    )
    return answer.status_code, headers, quiet(said(answer))


def differences(one: TestResponse, other: TestResponse) -> list[str]:
    """What one of two answers says and the other does not, line by line; tokens left out."""
    lines = [f"{status}\n{headers}\n{body}".splitlines() for status, headers, body in (shown(one), shown(other))]
    return [
        line for line in difflib.unified_diff(*lines, lineterm="", n=0) if not line.startswith(("---", "+++", "@@"))
    ]


def words(planted: Planted, who: str) -> tuple[str, ...]:
    """The words that this person may not meet."""
    return (planted.word,) if who == "auditor" else (planted.word, planted.actor)


def hidden(planted: Planted, url: str) -> bool:
    """Whether an address names something hidden."""
    return any(ref in url for refs in planted.refs.values() for ref in refs)


def with_hidden(house: House, planted: Planted, route: Route) -> list[str]:
    """The addresses of a route for everything hidden."""
    return house.addresses(route, planted.refs.get(route.model, [])) if REF in route.rule else []


def test_the_police_themselves_meet_what_was_planted(twins: Twins) -> None:
    met = set()
    for route in (one for one in routes(twins.full.app) if one.method == "GET"):
        for url in with_hidden(twins.full, twins.planted, route):
            answer = twins.full.get("police.inspector", url)
            if twins.planted.word in heard(answer):
                met.add(route.endpoint)
    assert {"inspecting.inspection", "inspecting.visit", "fieldwork.item", "evidence.photo", "evidence.file"} <= met
    assert "findings.finding" in met
    assert twins.planted.actor in heard(twins.full.get("auditor", "/log"))


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_meets_it_on_any_page(twins: Twins, who: str) -> None:
    pages = [*twins.full.pages(), *twins.full.pages(twins.planted.refs)]
    asked = 0
    for url, answer, _page in walk(lambda url: twins.full.get(who, url), pages, twins.full.kind, of_a_kind=8):
        asked += 1
        assert not [word for word in words(twins.planted, who) if word in heard(answer)], url
        if hidden(twins.planted, url):
            assert answer.status_code == (303 if who == STRANGER else 404), url
        if who != "auditor" or url.partition("?")[0] not in LOG_PAGES:
            assert not differences(twins.bare.get(who, url), answer), url
    assert asked > 150


OVERVIEWS = (
    "/overview?year=2019",
    "/overview?agency=POLICE",
    "/overview?quarter=1",
    "/overview?commune=phường Long Châu",
)


def plots(answer: TestResponse) -> list[str]:
    """The pictures of a page, each with the sentence that says its numbers."""
    return re.findall(r'<svg class="plot".*?</svg>', answer.get_data(as_text=True), re.DOTALL)


def test_what_is_hidden_changes_the_plots_of_the_police_and_of_nobody_else(twins: Twins) -> None:
    for who in ("dic.manager", "dic.inspector"):
        for url in ("/overview", *OVERVIEWS):
            bare, full = (plots(house.get(who, url)) for house in (twins.bare, twins.full))
            assert bare == full and len(full) >= 2, url
    bare, full = (plots(house.get("police.manager", "/overview")) for house in (twins.bare, twins.full))
    assert len(bare) == len(full) == 4 and bare != full


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_finds_it_by_asking_for_it(twins: Twins, who: str) -> None:
    for query in ("", "&group=inspections", "&group=findings", "&group=papers", "&after=zzzzzzzzzz"):
        url = f"/search?q={twins.planted.word}{query}"
        assert not differences(twins.bare.get(who, url), twins.full.get(who, url)), url
    for url in ("/number-book", *OVERVIEWS):
        assert not differences(twins.bare.get(who, url), twins.full.get(who, url)), url


def test_the_police_find_it_by_asking_for_it(twins: Twins) -> None:
    for group in ("inspections", "findings", "papers"):
        page = twins.full.get("police.manager", f"/search?q={twins.planted.word}&group={group}").text
        assert f"<strong>{twins.planted.word}</strong>" in page, group


@pytest.mark.parametrize("who", ["dic.manager", "body"])
def test_nobody_else_takes_it_away_in_a_file(twins: Twins, who: str) -> None:
    for name, kind in ((name, kind) for name in LISTS for kind in KINDS):
        bare, full = (house.post(who, f"/lists/{name}/export", {"kind": kind}) for house in (twins.bare, twins.full))
        assert bare.status_code == full.status_code == (200 if who != "body" or name == "remedies" else 403)
        assert full.status_code == 403 or bare.data == full.data, (name, kind)
    known = twins.full.post("police.inspector", "/lists/findings/export", {"kind": "csv"})
    assert twins.planted.word in heard(known)
    for house in (twins.bare, twins.full):
        house.put_back()


@pytest.mark.parametrize("who", ["dic.manager", "body", "auditor"])
def test_nor_in_a_fragment(twins: Twins, who: str) -> None:
    for url in [*twins.full.pages(), *twins.full.pages(twins.planted.refs)]:
        answer = twins.full.get(who, url, **HTMX)
        assert not [word for word in words(twins.planted, who) if word in heard(answer)], url
        assert answer.status_code == 404 or not hidden(twins.planted, url), url


@pytest.mark.parametrize("who", OTHERS)
def test_a_form_sent_to_something_hidden_finds_nothing_and_changes_nothing(twins: Twins, who: str) -> None:
    before = twins.full.dump()
    for route in (one for one in routes(twins.full.app) if one.method == "POST"):
        for url in with_hidden(twins.full, twins.planted, route):
            answer = twins.full.post(who, url, FIELDS)
            assert answer.status_code == (401 if who == STRANGER else 404), url
            assert not differences(twins.bare.post(who, url, FIELDS), answer), url
    assert twins.full.dump() == before


FIELDS = {
    "result": "pass",
    "bases.result": "",
    "reason": "Lý do",
    "audience": "joint",
    "no_secrets": "y",
    "caption": "Ảnh",
}
"""What the forms of the case pages ask for."""


@pytest.mark.parametrize("who", OTHERS)
def test_every_form_of_every_page_answers_as_if_nothing_were_hidden(twins: Twins, who: str) -> None:
    hidden_rows = {house: own_rows(house) for house in (twins.bare, twins.full)}
    for form in forms(twins, who):
        answers = [house.post(who, form.action, form.fields) for house in hidden_rows]
        for house, rows in hidden_rows.items():
            assert own_rows(house) == rows, form
            house.put_back()
        assert twins.planted.word not in heard(answers[1]), form
        if "Location" not in answers[0].headers:
            assert not differences(*answers), form
        assert answers[0].status_code == answers[1].status_code, form


def forms(twins: Twins, who: str) -> list[Form]:
    """The forms that this person meets where something is hidden: all of a visit's own pages, else one of each kind."""
    found: dict[Any, Form] = {}
    for _url, _answer, page in walk(lambda url: twins.full.get(who, url), twins.full.pages(), twins.full.kind):
        for form in page.forms:
            if form.method == "post":
                place = form.action if form.action.startswith(("/visits/", "/parts/")) else twins.full.kind(form.action)
                found.setdefault((place, *sorted(form.fields)), form)
    return list(found.values())


def own_rows(house: House) -> Rows:
    """Every row that the police keep to themselves, but for the log, which only grows."""
    return house.rows("event", **OWN)


def test_a_filter_that_forgets_is_found(twins: Twins) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visible, "_criteria", lambda _viewer: ())
        met = [url for url in twins.full.pages() if twins.planted.word in heard(twins.full.get("dic.manager", url))]
    assert {twins.full.kind(url)[0] for url in met} >= {"/inspections", "/visits", "/items/<ref:ref>"}


def test_on_postgresql_nobody_else_meets_it_either(postgres_app: Flask) -> None:
    house = House(postgres_app)
    with house.system() as session:
        folder = Path(postgres_app.config["EVIDENCE_DIR"])
        planted = plant(session, folder, postgres_app.config["LOG_KEY"].encode())
    for who in ("dic.manager", "clerk", "body", "auditor"):
        for url in [*house.pages(), *house.pages(planted.refs)]:
            answer = house.get(who, url)
            assert not [word for word in words(planted, who) if word in heard(answer)], url
            assert answer.status_code == 404 or not hidden(planted, url), url
    with postgres_app.app_context():
        db.session.remove()
