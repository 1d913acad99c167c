"""Knows what is true of every request: headers, cookies, tokens, sessions that end, answers to nonsense."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.visible import system_session
from models import db
from models.base import now
from models.checklists import Evidence
from models.directory import UserSession
from tests.support.client import HTMX, Client, Page, words_of

SignIn = Callable[[str], Client]

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=(self)",
}

ADDRESSES = [
    "/",
    "/sign-in",
    "/session",
    "/nowhere",
    "/visits/zzzzzzzzzz",
    "/static/css/base.css",
    "/static/nothing.js",
]

HOUR = 3600


@pytest.mark.parametrize("url", ADDRESSES)
def test_every_answer_carries_the_same_headers(sign_in: SignIn, client: Client, url: str) -> None:
    for person in (client, sign_in("dic.inspector")):
        answer = person.http.get(url, buffered=True)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("url", [url for url in ADDRESSES if not url.startswith("/static")])
def test_no_page_is_kept_by_a_browser_or_a_proxy(sign_in: SignIn, url: str) -> None:
    answer = sign_in("dic.inspector").http.get(url)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert {"HX-Request", "Cookie"} <= set(answer.headers["Vary"].split(", "))


def test_no_photo_is_kept_either(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    with client.app.app_context(), system_session(db.engine) as session:
        ref = session.scalars(sa.select(Evidence.ref)).first()
    for kind in ("file", "thumb"):
        answer = client.http.get(f"/photos/{ref}/{kind}", buffered=True)
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert "no-store" in answer.headers["Cache-Control"] and "private" in answer.headers["Cache-Control"]


def test_static_files_are_kept_for_ever_under_the_name_of_their_content(client: Client) -> None:
    page = client.get("/sign-in")
    files = [one.get("href", "") for one in page.all("link")] + [one.get("src", "") for one in page.all("script")]
    files = [file for file in files if not file.startswith("data:") and file != "/manifest.webmanifest"]
    assert len(files) >= 5
    for file in files:
        assert re.fullmatch(r"/static/[a-z0-9./-]+\?v=[0-9a-f]{10}", file)
        answer = client.http.get(file, buffered=True)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert "immutable" not in client.http.get(files[0].partition("?")[0], buffered=True).headers.get(
        "Cache-Control", ""
    )


@pytest.mark.parametrize("path", ["../app.py", "..%2fapp.py", "css/../../app.py", "%00"])
def test_no_file_outside_the_static_folder_is_served(client: Client, path: str) -> None:
    assert client.http.get(f"/static/{path}").status_code == 404


def cookie_of(app: Flask, **request: object) -> str:
    """The cookie that signing in sets."""
    client = Client(app)
    data = {"login": "dic.inspector", "password": "KT1-trinh-dien", "csrf_token": client.token()}
    return client.http.post("/sign-in", data=data, **request).headers["Set-Cookie"]


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(app: Flask) -> None:
    parts = cookie_of(app).split("; ")
    assert parts[0].startswith("kt1=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts[1:])
    assert not [part for part in parts if part.startswith(("Expires", "Max-Age", "Domain"))]


def test_the_cookie_is_secure_when_the_proxy_speaks_https(app: Flask) -> None:
    cookie = cookie_of(app, headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"})
    assert "Secure" in cookie.split("; ")
    assert "Secure" not in cookie_of(app).split("; ")


def test_signing_in_begins_a_new_session(app: Flask) -> None:
    client = Client(app)
    client.get("/sign-in")
    before = client.http.get_cookie("kt1")
    token = client.token()
    client.sign_in("dic.inspector")
    after = client.http.get_cookie("kt1")
    assert before is not None and after is not None and before.value != after.value
    assert client.http.post("/account/sessions/end-others", data={"csrf_token": token}).status_code == 400


@pytest.mark.parametrize("token", [None, "", "nonsense", "x" * 10_000, "\x00"])
def test_a_form_without_its_token_is_refused_in_vietnamese(sign_in: SignIn, token: str | None) -> None:
    client = sign_in("dic.inspector")
    page = Page(client.http.post("/account/sessions/end-others", data={} if token is None else {"csrf_token": token}))
    page.check()
    assert page.status == 400 and "Mời tải lại trang" in page.text


def test_the_token_of_another_session_opens_nothing(sign_in: SignIn) -> None:
    one, other = sign_in("dic.inspector"), sign_in("dic.manager")
    answer = one.http.post("/account/sessions/end-others", headers={"X-CSRFToken": other.token()})
    assert answer.status_code == 400


def test_the_token_lives_as_long_as_its_session(app: Flask) -> None:
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None


def set_cookie_back(client: Client, seconds: int) -> None:
    """Makes the cookie say that its person was last seen so long ago."""
    with client.http.session_transaction() as session:
        session["seen"] = int(time.time()) - seconds
    with client.app.app_context(), system_session(db.engine) as rows:
        rows.execute(sa.update(UserSession).values(active_at=now() - timedelta(seconds=seconds)))


def seen(client: Client) -> int:
    """How many seconds ago the cookie says that its person was seen."""
    with client.http.session_transaction() as session:
        return round(time.time()) - int(session["seen"])


def test_reading_a_page_moves_the_idle_time(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    set_cookie_back(client, 20 * 60)
    client.get("/visits")
    assert seen(client) < 5


def test_asking_for_the_session_never_moves_it(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    set_cookie_back(client, 20 * 60)
    assert client.http.get("/session").get_json()["user"]["login"] == "dic.inspector"
    assert seen(client) >= 20 * 60


def test_what_the_page_asks_by_itself_never_moves_it(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    page = client.get("/visits")
    visit = next(one for one in sorted(page.links()) if re.fullmatch(r"/visits/[a-z0-9]{10}", one))
    set_cookie_back(client, 20 * 60)
    client.get(f"{visit}/bar", headers=HTMX | {"X-Poll": "1"})
    assert seen(client) >= 20 * 60


def test_an_idle_session_ends(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    set_cookie_back(client, 24 * HOUR)
    assert client.http.get("/session").get_json()["user"] is None
    assert client.get("/visits", 303).location == "/sign-in?next=/visits"


def test_a_session_that_was_ended_from_afar_is_over_at_once(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    with client.app.app_context(), system_session(db.engine) as session:
        session.execute(sa.update(UserSession).values(ended_at=now()))
    client.get("/visits", 303)


def test_a_session_that_has_ended_is_told_to_htmx_without_the_door_in_it(client: Client) -> None:
    for headers in (HTMX, HTMX | {"HX-Boosted": "true"}):
        page = client.get("/visits", 401, headers=headers)
        assert "Phiên làm việc đã kết thúc" in page.text and not page.forms()
    page = client.post("/account/sessions/end-others", 401, headers=HTMX)
    assert "Phiên làm việc đã kết thúc" in page.text and not page.forms()


def test_the_way_back_after_the_door_stays_in_the_house(client: Client) -> None:
    assert client.get("/visits?state=planned", 303).location == "/sign-in?next=/visits?state%3Dplanned"
    for outside in (
        "https://outside.example",
        "//outside.example",
        "/\\outside.example",
        "javascript:alert(1)",
        "\t//x.y",
    ):
        fresh = Client(client.app)
        fields = {"login": "dic.inspector", "password": "KT1-trinh-dien", "next": outside}
        assert fresh.post("/sign-in", **fields).location == "/"


@pytest.mark.parametrize(
    "word",
    [
        "1",
        "0",
        "-1",
        str(2**63),
        str(2**64),
        "9" * 400,
        "null",
        "NULL",
        "a" * 9,
        "a" * 11,
        "A" * 10,
        "%27",
        "%00",
        "🙂",
    ],
)
def test_nonsense_instead_of_a_reference_does_not_exist(sign_in: SignIn, word: str) -> None:
    client = sign_in("dic.manager")
    for place in ("visits", "inspections", "items", "photos", "parts", "bodies", "checklists", "users"):
        assert client.http.get(f"/{place}/{word}").status_code == 404
        answer = client.http.post(f"/{place}/{word}", headers={"X-CSRFToken": client.token()})
        assert answer.status_code in {404, 405}


@pytest.mark.parametrize("url", ["/nowhere", "/visits/", "/VISITS", "/visits//x", "/%ff", "/%00", "/" + "a" * 5000])
def test_an_address_that_does_not_exist_says_so_in_vietnamese(sign_in: SignIn, url: str) -> None:
    page = Page(sign_in("dic.inspector").http.get(url))
    page.check()
    assert page.status == 404 and page.whole


def test_a_method_that_a_page_does_not_have_says_so(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    for method in ("put", "delete", "patch"):
        assert getattr(client.http, method)("/visits", headers={"X-CSRFToken": client.token()}).status_code == 405
    assert words_of(Page(client.http.put("/visits", headers={"X-CSRFToken": client.token()})).all("h1")[0])


def test_what_is_too_large_is_refused_before_it_is_read(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    large = "a" * (26 * 1024 * 1024)
    page = Page(client.http.post("/account/password", data={"old": large}, headers={"X-CSRFToken": client.token()}))
    page.check()
    assert page.status == 413 and "quá lớn" in page.text


def test_the_page_of_a_fault_tells_nothing_of_it(own_app: Flask) -> None:
    own_app.config["PROPAGATE_EXCEPTIONS"] = False

    def planted() -> str:
        raise ZeroDivisionError("bí mật của lỗi")

    planted.permission = "public"  # type: ignore[attr-defined]
    own_app.add_url_rule("/planted", "planted", planted)
    page = Client(own_app).get("/planted", 500)
    assert "bí mật của lỗi" not in page.html and "ZeroDivisionError" not in page.html and "Mã 500" in page.text


def test_pages_are_compressed_for_a_weak_connection(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    answer = client.http.get("/law", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) * 3 < len(client.http.get("/law").data)
