"""Knows what the pages of one's own account answer, and what a first password opens."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from models.base import now
from models.directory import UserSession
from tests.inspections.accounts.conftest import Database, Person
from tests.inspections.accounts.people import NEW_USER, PASSWORD
from tests.inspections.inspecting.cases import everything


def test_the_own_account_says_who_one_is(client: Person) -> None:
    client.sign_in("dic.inspector")
    words = client.get("/account").text
    for word in ("Ông Lê Minh Khôi", "Sở Khoa học và Công nghệ", "Kiểm tra viên", "dic.inspector"):
        assert word in words


def test_the_browsers_are_named_and_the_present_one_is_marked(app: Flask, client: Person) -> None:
    other = Person(app)
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
    other.http.environ_base["HTTP_USER_AGENT"] = agent
    other.sign_in("dic.inspector")
    client.sign_in("dic.inspector")
    words = client.get("/account").text
    assert "Chrome trên Android" in words
    assert words.count("Máy đang dùng") == 1


def test_another_browser_is_signed_out_from_afar(app: Flask, client: Person, database: Database) -> None:
    lost = Person(app)
    lost.sign_in("dic.inspector")
    client.sign_in("dic.inspector")
    action = re.search("/account/sessions/[a-z0-9]{10}/end", client.get("/account").html)
    assert action
    assert client.post(action.group()).location == "/account"
    assert (client.who(), lost.who()) == ("dic.inspector", None)
    assert database.events()[-1] == ("session:end", "done")
    assert lost.http.get("/session").get_json() | {"csrf_token": ""} == {"user": None, "csrf_token": "", "ended": True}
    assert client.http.get("/session").get_json()["ended"] is False
    lost.sign_in("dic.inspector")
    assert lost.http.get("/session").get_json()["ended"] is False


def test_a_session_that_fell_idle_or_a_stranger_was_ended_by_nobody(app: Flask, client: Person) -> None:
    assert Person(app).http.get("/session").get_json()["ended"] is False
    client.sign_in("dic.inspector")
    with everything(app) as session:
        session.execute(sa.update(UserSession).values(active_at=now() - timedelta(days=2)))
    told = client.http.get("/session").get_json()
    assert told["user"] is None and told["ended"] is False
    client.sign_in("dic.inspector")
    client.post("/sign-out")
    assert client.http.get("/session").get_json()["ended"] is False


def test_all_other_browsers_are_signed_out_at_once(app: Flask, client: Person) -> None:
    others = [Person(app), Person(app)]
    for other in others:
        other.sign_in("dic.inspector")
    client.sign_in("dic.inspector")
    client.post("/account/sessions/end-others")
    assert [other.who() for other in others] == [None, None]
    assert client.who() == "dic.inspector"


def test_the_session_of_another_person_is_not_found(client: Person, admin: Person, database: Database) -> None:
    client.sign_in("dic.inspector")
    (ref,) = database.session_refs("admin")
    client.post(f"/account/sessions/{ref}/end", 404)
    client.post("/account/sessions/aaaaaaaaaa/end", 404)
    assert admin.who() == "admin"


def test_a_password_is_changed_with_the_old_one(client: Person) -> None:
    client.sign_in("dic.inspector")
    new = "nam con meo ngu"
    client.post("/account/password", old=PASSWORD, new=new, again=new)
    assert client.who() == "dic.inspector"
    client.post("/sign-out")
    client.sign_in("dic.inspector", PASSWORD, 422)
    client.sign_in("dic.inspector", new)


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("wrong password", "nam con meo ngu", "nam con meo ngu", "Mật khẩu hiện tại chưa đúng"),
        (PASSWORD, "nam con meo ngu", "nam con meo thuc", "chưa giống nhau"),
        (PASSWORD, "ngan", "ngan", "ít nhất 10 ký tự"),
        (PASSWORD, "KT1-trinh-dien", "KT1-trinh-dien", "nhiều người biết"),
        (PASSWORD, PASSWORD, PASSWORD, "đã dùng"),
    ],
)
def test_a_refused_new_password_is_explained_and_not_repeated(
    client: Person, old: str, new: str, again: str, sentence: str
) -> None:
    client.sign_in("dic.inspector")
    response = client.post("/account/password", 422, old=old, new=new, again=again)
    assert sentence in response.text
    assert f'value="{new}"' not in response.html


def test_wrong_old_passwords_lock_as_well(client: Person, database: Database) -> None:
    client.sign_in("dic.inspector")
    new = "nam con meo ngu"
    for _ in range(5):
        client.post("/account/password", 422, old="wrong password", new=new, again=new)
    client.post("/account/password", 422, old=PASSWORD, new=new, again=new)
    assert database.user("dic.inspector").locked_until


@pytest.fixture
def newcomer(app: Flask, database: Database) -> Person:
    """Somebody who has just signed in with a password that was given to him."""
    database.add("newcomer", "Phạm Văn Mới", must_change_password=True, role="administrator")
    client = Person(app)
    client.sign_in("newcomer")
    return client


@pytest.mark.parametrize("path", ["/", "/account", "/users", "/users/new", "/log"])
def test_a_first_password_opens_only_the_page_to_change_it(newcomer: Person, path: str) -> None:
    assert newcomer.get(path, 303).location == "/account/password"


def test_a_first_password_sends_nothing(newcomer: Person, database: Database) -> None:
    newcomer.post("/users/new", 403, **NEW_USER)
    newcomer.post("/account/sessions/end-others", 403)
    newcomer.get("/users", 403, headers={"HX-Request": "true"})
    assert database.events() == [("sign_in", "done")]


def test_a_first_password_leaves_the_way_out_and_the_help_open(newcomer: Person) -> None:
    assert "do quản trị hệ thống cấp" in newcomer.get("/account/password").text
    newcomer.get("/help")
    newcomer.get("/no/such/page", 404)
    assert newcomer.who() == "newcomer"
    newcomer.post("/sign-out")


def test_a_changed_first_password_opens_everything(newcomer: Person) -> None:
    new = "nam con meo ngu"
    newcomer.post("/account/password", old=PASSWORD, new=new, again=new)
    newcomer.get("/users")
