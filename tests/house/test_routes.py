"""Knows what holds for every route: address, permission, its answer to strangers, and that reading writes nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from inspections.commands import routes_snapshot
from inspections.deciding.steps import ACTS
from inspections.guard import public
from inspections.permissions import Permission
from models import db
from models.directory import Setting
from tests.house.crawl import walk
from tests.house.house import ACCOUNTS, EVERYBODY, REF, STRANGER, UNKNOWN_REF, House, routes
from tests.house.source import lifecycles
from tests.support.client import HTMX, Client

WORD = "[a-z]+(-[a-z]+)*"
ADDRESS = re.compile(rf"/|(/({WORD}|<ref:[a-z]+>|<any\({WORD}(, {WORD})*\):[a-z]+>|<(name|section)>))+")
"""Kebab-case words, random references, choices; the two free words are looked up in a table before anything else."""

FILES = {
    "/manifest.webmanifest": "a browser knows the kind of file by its ending",
    "/sw.js": "a worker rules what lies beside its file: the whole application only from the top",
}
"""Addresses that look like files, each with the reason."""

READS_MANY_FIELDS = {"/account/sessions/<ref:ref>/end": "only the person's own sessions, by a query that names him"}
"""Routes that name a record which they do not receive from the guard, each with the reason."""


def test_the_list_of_routes_is_up_to_date(own_app: Flask, tmp_path: Path) -> None:
    reviewed = Path(own_app.root_path, "tests", "routes.txt").read_text(encoding="utf-8")
    (tmp_path / "tests").mkdir()
    own_app.root_path = str(tmp_path)
    own_app.test_cli_runner().invoke(routes_snapshot, catch_exceptions=False)
    written = (tmp_path / "tests" / "routes.txt").read_text(encoding="utf-8")
    assert written == reviewed, "run `flask --app app routes-snapshot` and review the difference"


def test_every_view_declares_a_permission_that_exists(house: House) -> None:
    known = {*map(str, Permission), "public"}
    assert not [route for route in routes(house.app) if route.permission not in known]


def test_every_permission_opens_a_route_or_a_step(house: House) -> None:
    steps = {step.permission for table in (*lifecycles().values(), ACTS) for step in table}
    asked = {route.permission for route in routes(house.app)} | steps
    assert not set(map(str, Permission)) - asked


def test_a_record_comes_through_the_guard(house: House) -> None:
    without = {one.rule for one in routes(house.app) if REF in one.rule and getattr(one.view, "model", None) is None}
    assert without == set(READS_MANY_FIELDS)


def test_addresses_are_kebab_case_and_name_records_by_reference(house: House) -> None:
    assert {route.rule for route in routes(house.app) if not ADDRESS.fullmatch(route.rule)} == set(FILES)
    assert not ADDRESS.fullmatch("/visits/<int:id>") and not ADDRESS.fullmatch("/visit_items")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_view_that_declares_nothing_is_refused_at_run_time(own_app: Flask, method: str) -> None:
    own_app.add_url_rule("/planted", "planted", lambda: "đã vào", methods=["GET", "POST"])
    signed_in = Client(own_app).sign_in("dic.manager")
    for client in (signed_in, Client(own_app)):
        page = getattr(client, method)("/planted", status=403)
        assert "đã vào" not in page.html


def test_a_view_that_declares_itself_public_is_open(own_app: Flask) -> None:
    own_app.add_url_rule("/planted", "planted", public(lambda: "<p>đã vào</p>"))
    assert "đã vào" in Client(own_app).get("/planted").html


def test_a_stranger_is_sent_to_the_door(house: House) -> None:
    for route in routes(house.app):
        if route.permission == "public":
            continue
        for url in house.addresses(route, [UNKNOWN_REF]):
            if route.method == "GET":
                answer = house.get(STRANGER, url)
                assert (answer.status_code, answer.location) == (303, f"/sign-in?next={url}"), url
                assert house.get(STRANGER, url, **HTMX).status_code == 401, url
            else:
                assert house.post(STRANGER, url).status_code == 401, url


def test_reading_writes_nothing_and_never_fails(house: House) -> None:
    before = house.dump()
    failed = [(who, url, status) for who in EVERYBODY for url, status in read_all(house, who) if status not in FINE]
    assert not failed
    assert house.dump() == before


FINE = {200, 303, 403, 404}


def read_all(house: House, who: str) -> Iterator[tuple[str, int]]:
    """Asks for every page; a route that refuses three records in turn is not asked for the others."""
    for route in (one for one in routes(house.app) if one.method == "GET"):
        refused = 0
        for url in house.addresses(route):
            status = house.get(who, url).status_code
            yield url, status
            refused = refused + 1 if status == 403 else 0
            if refused == 3:
                break


def test_what_does_not_exist_answers_404_to_everybody_who_is_in(house: House) -> None:
    for who in ACCOUNTS:
        for route in routes(house.app):
            if REF in route.rule:
                for url in house.addresses(route, [UNKNOWN_REF]):
                    answer = house.get(who, url) if route.method == "GET" else house.post(who, url)
                    assert answer.status_code == 404, (who, route.method, url)
    house.put_back()


def test_a_page_that_writes_is_found(house: House) -> None:
    def planted() -> str:
        db.session.add(Setting(key="planted", value=1))
        db.session.commit()
        return "<p>đã ghi</p>"

    before = house.dump()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(house.app.view_functions, "help.help_page", public(planted))
        assert ("/help", 200) in set(read_all(house, "approver"))
    assert house.dump() != before
    house.put_back()
    assert house.dump() == before


UNLINKED = {
    "/papers/<ref:ref>/signatures": "led to while minutes are locked and not yet signed, which none here is",
    "/items/<ref:ref>/photos": "the photos' script asks for it when one has arrived",
    "/manifest.webmanifest": "the browser asks for it by itself",
    "/offline": "the worker shows it",
    "/session": "asked by the outbox before it sends",
    "/sw.js": "the pack's script registers it",
    "/visits/<ref:ref>/pack": "the pack's script asks for it",
    "/penalty-files/<ref:ref>": "a violation links to the scan of its decision, and the demonstration has none",
    "/registers/reports/<ref:ref>/scan": "a report links to its scan, and the demonstration has none",
    "/papers/<ref:ref>/edit": "a draft of an agency's paper links to it, and the demonstration has none",
    "/remedies/<ref:ref>/edit": "a requirement links to it until it is sent, and the demonstration's are sent",
    "/rechecks/<ref:ref>": "an old finding links to it once it is looked at again; the demonstration has none",
    "/remedy-changes/<ref:ref>": "the list links to a person's last change of many, and the demonstration has none",
    "/visits/<ref:ref>/close": "a visit links to it once all its findings have ended; the demonstration's have not",
} | dict.fromkeys(
    (
        *("/plan-lines/<ref:ref>", "/plan-lines/<ref:ref>/drop"),
        *("/plans/<ref:ref>/delete", "/plans/<ref:ref>/lines/new", "/plans/<ref:ref>/title"),
    ),
    "a draft of a plan links to it, and the demonstration's plans are issued",
)
"""Pages to which no link leads, each with the reason."""


def test_a_link_leads_to_every_page(house: House) -> None:
    reached = set()
    for who in EVERYBODY:
        for url, answer, _page in walk(lambda url, who=who: house.get(who, url), ["/"], house.kind, of_a_kind=8):
            reached |= {house.kind(url)[0]} if answer.status_code in {200, 303} else set()
    left = {one.rule for one in routes(house.app) if one.method == "GET"} - reached - set(UNLINKED)
    assert not left, sorted(left)


def test_no_link_is_broken(house: House) -> None:
    for who in ("dic.inspector", "police.manager", "clerk", "admin", "body"):
        for url, answer, _page in walk(lambda url, who=who: house.get(who, url), ["/"], house.kind):
            assert answer.status_code in {200, 303}, (who, url)
