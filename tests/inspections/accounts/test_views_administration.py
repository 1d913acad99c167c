"""Knows what the pages of the accounts that an administrator keeps answer."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from models.base import now
from tests.inspections.accounts.conftest import Database, Person
from tests.inspections.accounts.people import NEW_USER, PASSWORD


def first_password(text: str) -> str:
    """The first password that a page shows; empty when it shows none."""
    found = re.search("[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", text)
    return found.group() if found else ""


@pytest.mark.parametrize("path", ["/users", "/users/new"])
def test_only_administrators_open_accounts(app: Flask, database: Database, path: str) -> None:
    for role in ("inspector", "manager", "approver", "clerk", "auditor"):
        database.add(f"some.{role}", role=role)
        client = Person(app)
        client.sign_in(f"some.{role}")
        client.get(path, 403)
    Person(app).get(path, 303)


def test_nobody_else_changes_an_account(client: Person, database: Database) -> None:
    ref = database.add("dic.manager")
    client.sign_in("dic.inspector")
    for what in ("edit", "disable", "enable", "unlock", "password"):
        client.post(f"/users/{ref}/{what}", 403)


def test_the_list_finds_names_without_marks(admin: Person, database: Database) -> None:
    database.add("dien", "Nguyễn Thị Điện")
    words = admin.get("/users?q=dien").text
    assert "Nguyễn Thị Điện" in words
    assert "Lê Minh Khôi" not in words


def test_the_list_pages_on(admin: Person, database: Database) -> None:
    for number in range(25):
        database.add(f"user.{number}", "Nguyễn Văn An")
    page = admin.get("/users?role=inspector&agency=DIC").html
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    assert "role=inspector" in following.group(1)
    rest = admin.get(following.group(1).replace("&amp;", "&")).html
    assert 'rel="prev"' in rest
    assert "Lê Minh Khôi" in rest


@pytest.mark.parametrize(
    "query", ["role=king", "agency=NASA", "after=xyz", "before=%00", "after=zzzzzzzzzz", "q=%00", "q=" + "x" * 5000]
)
def test_nonsense_in_the_address_of_the_list_is_no_fault(admin: Person, query: str) -> None:
    admin.get(f"/users?{query}")


def test_a_new_account_shows_its_first_password_once(app: Flask, admin: Person) -> None:
    page = admin.post("/users/new", **NEW_USER).location
    password = first_password(admin.get(page).html)
    assert password
    assert first_password(admin.get(page).html) == ""
    newcomer = Person(app)
    newcomer.sign_in("clerk", password)
    assert newcomer.get("/", 303).location == "/account/password"


def test_a_first_password_is_not_shown_with_another_account(admin: Person, database: Database) -> None:
    ref = database.add("dic.manager")
    admin.post("/users/new", **NEW_USER)
    assert first_password(admin.get(f"/users/{ref}").html) == ""


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"login": "admin"}, "đã có người dùng"),
        ({"login": "văn thư"}, "Tên đăng nhập gồm"),
        ({"login": ""}, "Cần điền ô này"),
        ({"name": ""}, "Cần điền ô này"),
        ({"role": ""}, "Cần chọn vai trò"),
        ({"agency": ""}, "cần chọn cơ quan"),
        ({"role": "body"}, "không chọn cơ quan"),
    ],
)
def test_a_refused_account_is_explained_and_keeps_what_was_typed(
    admin: Person, changed: dict[str, str], sentence: str
) -> None:
    response = admin.post("/users/new", 422, **NEW_USER | changed)
    assert sentence in response.text
    assert "Văn thư Sở" in response.html


@pytest.mark.parametrize(
    "changed", [{"role": "king"}, {"agency": "NASA"}, {"body": "zzzzzzzzzz"}, {"title": "Lord"}, {"version": "x"}]
)
def test_choices_that_were_not_offered_are_refused(admin: Person, changed: dict[str, str]) -> None:
    admin.post("/users/new", 422, **NEW_USER | changed)


def test_an_account_of_a_body_belongs_to_the_body(admin: Person) -> None:
    page = admin.post("/users/new", **NEW_USER | {"role": "body", "agency": "", "body": "postoffice"}).location
    assert "Bưu điện xã Sông Măng" in admin.get(page).text
    assert re.search(r'<option selected value="postoffice"', admin.get(f"{page}/edit").html)


def test_an_account_is_edited(admin: Person, database: Database) -> None:
    ref = database.add("clerk", "Trần Thị Linh")
    assert 'value="Trần Thị Linh"' in admin.get(f"/users/{ref}/edit").html
    admin.post(f"/users/{ref}/edit", **NEW_USER | {"version": "1"})
    assert "Đã lưu thay đổi" in admin.get(f"/users/{ref}").text
    assert database.user("clerk").name == "Trần Thị Mỹ Linh"


def test_the_second_of_two_edits_is_told(admin: Person, database: Database) -> None:
    ref = database.add("clerk", "Trần Thị Linh")
    admin.post(f"/users/{ref}/edit", **NEW_USER | {"version": "1"})
    response = admin.post(f"/users/{ref}/edit", 409, **NEW_USER | {"version": "1", "name": "Trần Thị An"})
    assert "Người khác vừa sửa" in response.text
    assert database.user("clerk").name == "Trần Thị Mỹ Linh"


def test_a_disabled_account_is_out_and_comes_back(app: Flask, admin: Person, database: Database) -> None:
    ref = database.add("clerk")
    client = Person(app)
    client.sign_in("clerk")
    assert "không đăng nhập lại được" in admin.get(f"/users/{ref}/disable").text
    admin.post(f"/users/{ref}/disable")
    assert client.who() is None
    client.sign_in("clerk", status=422)
    admin.post(f"/users/{ref}/enable")
    client.sign_in("clerk")


def test_administrators_cannot_disable_themselves(admin: Person, database: Database) -> None:
    ref = database.user("admin").ref
    page = admin.get(f"/users/{ref}")
    assert "Không thể ngừng tài khoản của chính mình" in page.text
    assert f"/users/{ref}/disable" not in page.html
    assert "chính mình" in admin.post(f"/users/{ref}/disable", 422).text
    assert admin.who() == "admin"


def test_a_forgotten_password_is_replaced_and_the_lock_ends(app: Flask, admin: Person, database: Database) -> None:
    ref = database.add("clerk", locked_until=now() + timedelta(minutes=9))
    admin.get(f"/users/{ref}/password")
    password = first_password(admin.get(admin.post(f"/users/{ref}/password").location).html)
    client = Person(app)
    client.sign_in("clerk", PASSWORD, 422)
    client.sign_in("clerk", password)


def test_a_locked_account_is_unlocked(app: Flask, admin: Person, database: Database) -> None:
    ref = database.add("clerk", locked_until=now() + timedelta(minutes=9))
    assert "Mở khóa ngay" in admin.get(f"/users/{ref}").text
    admin.post(f"/users/{ref}/unlock")
    Person(app).sign_in("clerk")


def test_a_lost_device_is_signed_out_by_an_administrator(app: Flask, admin: Person, database: Database) -> None:
    lost, other = Person(app), Person(app)
    lost.http.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Safari/537.36"
    lost.sign_in("dic.inspector")
    other.sign_in("dic.inspector")
    url = f"/users/{database.user('dic.inspector').ref}"
    refs = re.findall("/sessions/([a-z0-9]{10})/end", admin.get(url).html)
    assert len(refs) == 2 and "Chrome trên Android" in admin.get(url).text
    ref = next(one for one in refs if "Chrome trên Android" in admin.get(f"/sessions/{one}/end").text)
    assert admin.post(f"/sessions/{ref}/end").location == url
    assert (lost.who(), other.who(), admin.who()) == (None, "dic.inspector", "admin")
    assert lost.http.get("/session").get_json()["ended"] is True
    assert database.events()[-1] == ("session:end", "done")
    assert f"/sessions/{ref}/end" not in admin.get(url).html


def test_nobody_else_signs_a_device_out(client: Person, admin: Person, database: Database) -> None:
    client.sign_in("dic.inspector")
    (ref,) = database.session_refs("admin")
    client.get(f"/sessions/{ref}/end", 403)
    client.post(f"/sessions/{ref}/end", 403)
    assert admin.who() == "admin"
    assert f"/sessions/{ref}/end" not in admin.get(f"/users/{database.user('admin').ref}").html


def test_no_page_of_accounts_is_kept_by_a_cache(admin: Person) -> None:
    for path in ("/session", "/account", "/users"):
        assert admin.get(path).response.headers["Cache-Control"] == "private, no-store"
