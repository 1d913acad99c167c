"""Knows what the door answers, and how long a session lives."""

import time
from datetime import timedelta

import pytest
from flask import Flask

from models.base import now
from tests.inspections.accounts.conftest import Database, Person
from tests.inspections.accounts.people import PASSWORD


def test_the_right_password_leads_to_the_first_page(client: Person, database: Database) -> None:
    response = client.sign_in("dic.inspector")
    assert response.location == "/"
    assert client.who() == "dic.inspector"
    assert database.events() == [("sign_in", "done")]


def test_a_login_is_found_in_capitals(client: Person) -> None:
    client.sign_in("DIC.Inspector")
    assert client.who() == "dic.inspector"


def test_after_signing_in_the_page_that_was_asked_for_opens(client: Person) -> None:
    response = client.get("/account", 303)
    assert response.location == "/sign-in?next=/account"
    assert 'value="/account"' in client.get(response.location).html
    assert client.sign_in("dic.inspector", next="/account").location == "/account"


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org", "/\\example.org", "/\t/example.org"])
def test_no_address_leads_out_of_the_application(client: Person, address: str) -> None:
    assert client.sign_in("dic.inspector", next=address).location == "/"


def test_somebody_who_is_in_goes_on_from_the_door(client: Person) -> None:
    client.sign_in("dic.inspector")
    assert client.get("/sign-in?next=/account", 303).location == "/account"
    assert client.get("/sign-in?next=//example.org", 303).location == "/"


def test_a_wrong_password_keeps_the_login_and_not_the_password(client: Person) -> None:
    page = client.sign_in("dic.inspector", "wrong password", 422).html
    assert 'value="dic.inspector"' in page
    assert "wrong password" not in page
    assert client.who() is None


def test_every_refused_sign_in_reads_the_same(client: Person, database: Database) -> None:
    database.add("disabled", disabled_at=now())
    database.add("locked", locked_until=now() + timedelta(minutes=9))
    database.add("demonstration", demonstration=True)
    database.add("without.password", password_hash=None)
    pages = {client.sign_in("dic.inspector", "wrong password", 422).text}
    for login in ("disabled", "locked", "demonstration", "without.password", "nobody.here", "không có", "<b>", "a\0b"):
        password = "wrong password" if login == "a\0b" else PASSWORD
        pages.add(client.sign_in(login.replace("\0", ""), password, 422).text)
    assert len(pages) == 1


def test_empty_fields_are_asked_for(client: Person, database: Database) -> None:
    assert "Cần điền ô này" in client.post("/sign-in", 422, login="", password="").text
    assert database.events() == []


@pytest.mark.parametrize("login", ["\0", "a\0bc", "x" * 5000, "\ud800", "'; DROP TABLE user; --"])
def test_a_hostile_login_is_refused_like_any_other(client: Person, login: str) -> None:
    client.post("/sign-in", 422, login=login.encode("utf-8", "replace").decode(), password="\0" + "x" * 5000)


def test_a_person_without_a_login_cannot_sign_in(client: Person, database: Database) -> None:
    database.add(None, "Nguyễn Văn An")
    client.sign_in("", PASSWORD, 422)


def test_a_demonstration_account_opens_only_in_a_demonstration(app: Flask, client: Person, database: Database) -> None:
    database.add("demonstration", demonstration=True)
    client.sign_in("demonstration", status=422)
    app.extensions["demonstration"] = True
    client.sign_in("demonstration")


def test_five_failures_lock_although_every_answer_was_rolled_back(client: Person, database: Database) -> None:
    for _ in range(5):
        client.sign_in("dic.inspector", "wrong password", 422)
    client.sign_in("dic.inspector", PASSWORD, 422)
    refused = [("sign_in", "refused")]
    assert database.events() == refused * 5 + [("user:lock", "refused")] + refused
    database.change("dic.inspector", locked_until=now() - timedelta(seconds=1))
    client.sign_in("dic.inspector")


def test_success_begins_the_count_anew(client: Person, database: Database) -> None:
    for _ in range(4):
        client.sign_in("dic.inspector", "wrong password", 422)
    assert database.user("dic.inspector").failures == 4
    client.sign_in("dic.inspector")
    assert database.user("dic.inspector").failures == 0


def test_nothing_of_the_cookie_from_before_survives_signing_in(client: Person) -> None:
    client.get("/sign-in")
    with client.http.session_transaction() as cookie:
        cookie["planted"], before = "x", cookie["csrf_token"]
    client.sign_in("dic.inspector")
    client.get("/session")
    with client.http.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["csrf_token"] != before


def test_a_planted_session_token_is_replaced(app: Flask, client: Person) -> None:
    attacker = Person(app)
    attacker.sign_in("dic.inspector")
    with attacker.http.session_transaction() as cookie:
        planted = dict(cookie)
    with client.http.session_transaction() as cookie:
        cookie.update(planted)
    client.sign_in("admin")
    assert client.who() == "admin"
    assert attacker.who() is None


def test_a_post_without_its_token_does_not_sign_in(client: Person) -> None:
    response = client.http.post("/sign-in", data={"login": "dic.inspector", "password": PASSWORD})
    assert response.status_code == 400


def test_signing_out_ends_the_session_for_good(client: Person, database: Database) -> None:
    client.sign_in("dic.inspector")
    with client.http.session_transaction() as cookie:
        kept = dict(cookie)
    assert client.post("/sign-out").location == "/sign-in"
    with client.http.session_transaction() as cookie:
        cookie.update(kept)
    assert client.who() is None
    assert database.events() == [("sign_in", "done"), ("sign_out", "done")]


def test_signing_out_twice_or_by_a_link_does_no_harm(client: Person) -> None:
    client.post("/sign-out")
    client.get("/sign-out", 405)


def test_the_session_says_who_is_in_and_gives_a_token_that_works(client: Person) -> None:
    state = client.http.get("/session").get_json()
    assert (state["user"], set(state)) == (None, {"user", "csrf_token", "ended"})
    client.sign_in("dic.inspector")
    assert set(client.http.get("/session").get_json()["user"]) == {"ref", "login"}


def grow_old(database: Database, client: Person, minutes: int) -> None:
    """Makes the session look as if nothing had been done for some minutes."""
    with client.http.session_transaction() as cookie:
        cookie["seen"] = int(time.time()) - minutes * 60
    database.change_sessions(active_at=now() - timedelta(minutes=minutes))


def test_an_idle_session_ends_after_an_hour(client: Person, database: Database) -> None:
    client.sign_in("dic.inspector")
    grow_old(database, client, 59)
    client.get("/account")
    grow_old(database, client, 61)
    client.get("/account", 303)


def test_reading_moves_the_idle_time(client: Person, database: Database) -> None:
    client.sign_in("dic.inspector")
    grow_old(database, client, 50)
    client.get("/account")
    with client.http.session_transaction() as cookie:
        assert time.time() - cookie["seen"] < 60


@pytest.mark.parametrize(("path", "headers"), [("/session", {}), ("/account", {"X-Poll": "1"})])
def test_a_poll_does_not_move_the_idle_time(
    client: Person, database: Database, path: str, headers: dict[str, str]
) -> None:
    client.sign_in("dic.inspector")
    grow_old(database, client, 50)
    client.get(path, headers=headers)
    with client.http.session_transaction() as cookie:
        assert time.time() - cookie["seen"] > 49 * 60


def test_sending_is_remembered_in_the_session(client: Person, database: Database) -> None:
    client.sign_in("dic.inspector")
    grow_old(database, client, 50)
    client.post("/account/sessions/end-others")
    with client.http.session_transaction() as cookie:
        cookie["seen"] = 0
    assert client.who() == "dic.inspector"


def test_a_session_in_which_nothing_was_sent_for_a_day_has_ended(client: Person, database: Database) -> None:
    client.sign_in("dic.inspector")
    grow_old(database, client, 24 * 60 + 1)
    with client.http.session_transaction() as cookie:
        cookie["seen"] = int(time.time())
    assert client.who() is None


def test_a_disabled_account_is_out_at_once(client: Person, database: Database) -> None:
    client.sign_in("dic.inspector")
    database.change("dic.inspector", disabled_at=now())
    assert client.who() is None
