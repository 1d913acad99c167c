"""The bell of every page: its number by poll, what it counts, and that asking it changes nothing; knows no list."""

import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.notifications.actions import notify
from models.base import now
from models.directory import UserSession
from models.events import Event
from models.findings import Finding
from models.notifications import Notification
from tests.inspections.findings.cases import POLICE_JOINT, item_of
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.notifications.cases import bell, people
from tests.inspections.remedies.cases import make_finding
from tests.inspections.reminders.cases import forget
from tests.support.client import HTMX, Client, Page

SignIn = Callable[[str], Client]
POLL = HTMX | {"X-Poll": "1"}


@pytest.fixture
def finding(app: Flask) -> int:
    """A joint finding of which nobody was told yet."""
    with everything(app) as session:
        forget(session)
        return make_finding(session).id


def tell(app: Flask, finding: int, login: str) -> None:
    with everything(app) as session:
        notify(session, [person(session, login)], "mentioned", session.get_one(Finding, finding))


def address(page: Page) -> str:
    """What the bell of a page asks for."""
    (place,) = page.all("span", id="bell")
    return f"{place.get('hx-get')}?{urlencode(json.loads(place.get('hx-vals', '')))}"


def test_the_number_comes_by_poll_and_nothing_comes_while_it_is_the_same(
    app: Flask, sign_in: SignIn, finding: int
) -> None:
    client = sign_in("dic.inspector")
    page = client.get("/")
    assert bell(page) == "Thông báo" and address(page).startswith("/notifications/count")
    same = client.get(address(page), status=204, headers=POLL)
    assert not same.response.data
    tell(app, finding, "dic.inspector")
    piece = client.get(address(page), headers=POLL)
    assert bell(piece) == "Thông báo, 1 chưa đọc" and not piece.whole and len(piece.html) < 500
    client.get(address(piece), status=204, headers=POLL)
    assert bell(client.get("/visits")) == "Thông báo, 1 chưa đọc"


def test_a_screen_reader_is_not_spoken_to_and_a_fault_is_not_announced(sign_in: SignIn) -> None:
    page = sign_in("dic.inspector").get("/")
    (place,) = page.all("span", id="bell")
    assert place.get("data-quiet") is not None
    for one in (place, *place.iter(), *(a for a in page.all("a") if "bell" in (a.get("class") or ""))):
        assert one.get("aria-live") is None and one.get("role") is None


def test_a_poll_writes_nothing_and_keeps_no_session_alive(app: Flask, sign_in: SignIn, finding: int) -> None:
    client = sign_in("dic.inspector")
    tell(app, finding, "dic.inspector")
    long_ago = int((now() - timedelta(minutes=20)).timestamp())
    with client.http.session_transaction() as cookie:
        cookie["seen"] = long_ago
    before = state(app)
    page = client.get("/notifications/count", headers=POLL)
    assert state(app) == before and "Set-Cookie" not in page.response.headers
    with client.http.session_transaction() as cookie:
        assert cookie["seen"] == long_ago


def state(app: Flask) -> tuple:
    """How long the log is, what is unread, and when each session was last heard of."""
    with everything(app) as session:
        unread = session.scalar(sa.select(sa.func.count()).where(Notification.read_at.is_(None)))
        seen = session.scalars(sa.select(UserSession.active_at).order_by(UserSession.id)).all()
        return session.scalar(sa.select(sa.func.count(Event.id))), unread, list(seen)


def test_what_lies_in_a_hidden_section_is_counted_for_who_sees_it_alone(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        forget(session)
        hidden = item_of(session, POLICE_JOINT)
        hidden.audience = "own"
        team = people(session, "dic.inspector", "dic.manager", "police.inspector", "police.manager", "approver", "body")
        heard = notify(session, team, "mentioned", hidden, by=person(session, "police.manager"))
        assert [one.login for one in heard] == ["police.inspector"]
    assert bell(sign_in("police.inspector").get("/notifications/count", headers=POLL)) == "Thông báo, 1 chưa đọc"
    for other in ("dic.inspector", "dic.manager", "approver", "body"):
        assert bell(sign_in(other).get("/notifications/count", headers=POLL)) == "Thông báo", other


def test_whoever_is_told_of_nothing_has_no_bell(sign_in: SignIn) -> None:
    for login in ("auditor", "admin"):
        assert not sign_in(login).get("/").all("span", id="bell")
        sign_in(login).get("/notifications/count", status=403, headers=POLL)


def test_without_script_it_is_a_link_to_the_list(sign_in: SignIn) -> None:
    page = sign_in("body").get("/")
    (link,) = [one for one in page.all("a") if "bell" in (one.get("class") or "").split()]
    assert link.get("href") == "/notifications"


def test_a_session_that_ended_answers_the_bell_with_no_page(client: Client) -> None:
    assert not client.get("/notifications/count?shown=0", status=401, headers=POLL).forms()
