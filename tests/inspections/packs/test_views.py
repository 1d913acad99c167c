"""Knows what is in the pack of a visit, for whom, and what everybody may fetch for the time without network."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.packs import rules
from models.checklists import Evidence
from models.inspections import Visit
from tests.house.secrets import plant
from tests.inspections.fieldwork.answering import Place, place_of
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client, Page

SignIn = Callable[[str], Client]
MEGABYTE = 1024 * 1024


@pytest.fixture
def place(app: Flask) -> Place:
    """The visit in progress."""
    return place_of(app)


def pack_of(client: Client, visit: str) -> dict[str, Any]:
    """The list of a visit's pack."""
    found: dict[str, Any] = json.loads(client.get(f"/visits/{visit}/pack").html)
    return found


def addresses(pack: dict[str, Any]) -> list[str]:
    """Everything that a tablet stores."""
    return [*pack["pages"], *pack["assets"], *pack["pictures"]]


def bodies(client: Client, pack: dict[str, Any]) -> list[bytes]:
    """Everything that a tablet stores, as it is sent."""
    return [client.get(address).response.get_data() for address in addresses(pack)]


def static(page: Page) -> Iterator[str]:
    """What a page is drawn with, now or later."""
    for one in page.tree.iter():
        yield from (value for value in one.attrib.values() if value.startswith("/static/"))


@pytest.mark.parametrize("login", ["dic.inspector", "police.manager", "clerk"])
def test_whoever_reads_the_checklist_takes_along_what_he_may_open(sign_in: SignIn, place: Place, login: str) -> None:
    client = sign_in(login)
    pack = pack_of(client, place.visit)
    assert pack["visit"] == place.visit
    assert pack["title"] == "Bưu điện xã Sông Măng"
    for address in addresses(pack):
        client.get(address)


@pytest.mark.parametrize(("login", "status"), [("approver", 404), ("body", 403), ("auditor", 404), ("admin", 404)])
def test_nobody_else_does(sign_in: SignIn, place: Place, login: str, status: int) -> None:
    sign_in(login).get(f"/visits/{place.visit}/pack", status=status)


def test_a_stranger_is_led_to_the_door(client: Client, place: Place) -> None:
    assert client.get(f"/visits/{place.visit}/pack", status=303).location.startswith("/sign-in")


def test_the_pages_are_spelt_as_the_links_to_them_are(sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    pages = set(pack_of(client, place.visit)["pages"])
    met = {link for page in pages for link in client.get(page).links()}
    of_visit = {link.partition("#")[0] for link in met if link.startswith(f"/visits/{place.visit}")}
    assert len([page for page in pages if "?section=" in page]) == 11
    assert {link for link in of_visit if "/fieldwork" in link or link.count("/") == 2} <= pages


def test_everything_that_the_pages_are_drawn_with_is_in_the_pack(sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    pack = pack_of(client, place.visit)
    used = {address for page in [*pack["pages"], "/offline"] for address in static(client.get(page))}
    assert len(used) > 8
    assert used - set(pack["pictures"]) <= set(pack["assets"])
    assert not [address for address in pack["assets"] if "/sw.js" in address or "LICENSE" in address]


def test_the_photos_of_the_pages_are_in_the_pack(sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    pack = pack_of(client, place.visit)
    shown = {one.get("src") for page in pack["pages"] for one in client.get(page).all("img")}
    assert pack["pictures"] and shown == set(pack["pictures"])
    assert f"{len(shown)} hình ảnh đã chụp, cỡ nhỏ." in pack["holds"]


def test_the_pack_of_one_agency_holds_nothing_that_the_other_keeps_to_itself(
    app: Flask, sign_in: SignIn, place: Place
) -> None:
    with everything(app) as session:
        planted = plant(session, Path(app.config["EVIDENCE_DIR"]), app.config["LOG_KEY"].encode())
        hidden = planted.refs[Evidence]
    for login, met in (("dic.inspector", False), ("police.inspector", True)):
        client = sign_in(login)
        pack = pack_of(client, place.visit)
        texts = [body.decode("utf-8", "replace") for body in bodies(client, pack)]
        assert any(planted.word in text for text in texts) is met
        assert any(ref in json.dumps(pack) for ref in hidden) is met


def test_three_packs_are_small(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    with everything(app) as session:
        visits = session.scalars(sa.select(Visit.ref).where(Visit.state.in_(rules.PACKABLE)).limit(3)).all()
    assert len(visits) == 3
    assert sum(len(body) for visit in visits for body in bodies(client, pack_of(client, visit))) < 20 * MEGABYTE


def test_what_cannot_change_any_more_is_not_offered_to_be_taken_along(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        closed = session.scalars(sa.select(Visit.ref).where(Visit.state == "closed")).first()
    page = sign_in("dic.inspector").get(f"/visits/{closed}")
    assert not page.all("section", id="pack")


def test_everybody_may_fetch_the_worker_and_asks_for_it_anew_each_time(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer.response.mimetype == "text/javascript"
    assert answer.response.headers["Cache-Control"] == "no-cache"
    assert '"unversioned"' not in answer.html and "const VERSION = " in answer.html


def test_the_page_without_network_names_nobody(sign_in: SignIn, client: Client) -> None:
    assert "Không có mạng" in client.get("/offline").text
    assert "data-user" not in client.get("/offline").html


def test_the_manifest_names_the_application_and_its_icons(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer.response.mimetype == "application/manifest+json"
    described = json.loads(answer.response.get_data())
    assert described["short_name"] == "Kiểm tra KT1"
    assert (described["start_url"], described["display"]) == ("/", "standalone")
    for icon in described["icons"]:
        assert client.get(icon["src"]).response.mimetype == icon["type"]
    assert "/manifest.webmanifest" in [one.get("href") for one in client.get("/sign-in").all("link", rel="manifest")]
