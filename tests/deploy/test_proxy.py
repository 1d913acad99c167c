"""The sample of the reverse proxy with its local authority, before the application: what a tablet in the LAN meets."""

import base64
import gzip
import http.client
import random
import re
import shutil
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from email.message import Message
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from inspections.demonstration import PASSWORD
from tests.support.caddy import NAME, Caddy, CaddyFailed, configured, program, proxied, tablet
from tests.support.server import HOST, Server, serving

PHOTO = 5 * 1024 * 1024
GZIP = b"\x1f\x8b"
THREADS = 8
"""Of the application: as many slow clients would stop it if the proxy let them."""
TOO_LARGE = 30 * 1024 * 1024
HALF_A_FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 200000\r\n\r\nlogin="
REPEATED = {"vary", "set-cookie"}
WORKER = "navigator.serviceWorker !== undefined"
UPLOAD = """async ([address, photo]) => {
    const form = new FormData();
    form.append("csrf_token", document.querySelector("meta[name=csrf-token]").content);
    const bytes = Uint8Array.from(atob(photo), one => one.charCodeAt(0));
    form.append("photo", new Blob([bytes], {type: "image/jpeg"}), "anh.jpg");
    const answer = await fetch(address, {method: "POST", body: form});
    return [answer.status, answer.url];
}"""


@pytest.fixture(scope="module")
def server(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application, with one province for all tests of the file."""
    folder = shutil.copytree(demonstration, tmp_path_factory.mktemp("proxy") / "instance")
    with serving({"INSTANCE": str(folder)}) as server:
        yield server


@pytest.fixture(scope="module")
def caddy(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caddy]:
    """The sample before it."""
    with proxied(server, tmp_path_factory.mktemp("caddy")) as caddy:
        yield caddy


@pytest.fixture(scope="module")
def trusting(caddy: Caddy, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A tablet on which the root is installed."""
    with tablet(browser, tmp_path_factory.mktemp("tablet"), caddy.root) as context:
        yield context


@pytest.fixture
def page(trusting: BrowserContext) -> Iterator[Page]:
    """A page on it, of a stranger."""
    trusting.clear_cookies()
    with trusting.new_page() as page:
        yield page


class Said(NamedTuple):
    """What the proxy answered."""

    status: int
    headers: Message
    body: bytes


def ask(caddy: Caddy, path: str, secure: bool = True, **headers: str) -> Said:
    """What the proxy answers to a client that trusts the root."""
    port = caddy.https_port if secure else caddy.http_port
    with closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
        if secure:
            connection.sock = caddy.connect()
        connection.request("GET", path, headers={"Host": f"{NAME}:{port}"} | headers)
        answer = connection.getresponse()
        return Said(answer.status, answer.headers, answer.read())


def sign_in(page: Page, caddy: Caddy) -> None:
    """Signs an inspector in through the proxy."""
    page.goto(f"{caddy.url}/")
    page.get_by_label("Tên đăng nhập").fill("dic.inspector")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Việc của tôi")


def test_a_tablet_that_trusts_the_root_may_keep_pages_and_signs_in(page: Page, caddy: Caddy) -> None:
    sign_in(page, caddy)
    assert page.url == f"{caddy.url}/"
    assert page.evaluate("isSecureContext") is True
    assert page.evaluate(WORKER) is True
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["secure"], cookie["httpOnly"]) == ("kt1", True, True)


def test_a_tablet_without_the_root_is_refused(caddy: Caddy, browser: Browser, tmp_path: Path) -> None:
    with tablet(browser, tmp_path, None) as context, pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        context.new_page().goto(caddy.url)


def test_a_photo_of_5_mb_passes(page: Page, caddy: Caddy) -> None:
    sign_in(page, caddy)
    page.get_by_role("link", name="Kiểm tra tại đơn vị Bưu điện xã Sông Măng").click()
    photos = page.locator("form[action$='/photos']").first.get_attribute("action")
    pixels = Image.frombytes("RGB", (1800, 1800), random.Random(7).randbytes(3 * 1800 * 1800))
    pixels.save(photo := BytesIO(), "JPEG", quality=100)
    assert len(photo.getvalue()) > PHOTO
    answer = page.evaluate(UPLOAD, [photos, base64.b64encode(photo.getvalue()).decode()])
    assert answer[0] == 200
    assert re.fullmatch(rf"{caddy.url}/photos/[a-z0-9]{{10}}", answer[1])


def test_what_is_too_large_is_refused_in_words(caddy: Caddy) -> None:
    with closing(http.client.HTTPConnection(NAME)) as connection:
        connection.sock = caddy.connect()
        connection.putrequest("POST", "/sign-in")
        connection.putheader("Content-Type", "application/x-www-form-urlencoded")
        connection.putheader("Content-Length", str(TOO_LARGE))
        with suppress(OSError):  # the refusal comes before the last byte is sent
            connection.endheaders(bytes(TOO_LARGE))
        answer = connection.getresponse()
        assert answer.status == 413
        assert "quá lớn" in answer.read().decode()


def test_over_plain_http_there_is_the_root_and_nothing_else(caddy: Caddy) -> None:
    for secure in (False, True):
        root = ask(caddy, "/root.crt", secure)
        assert root.headers["Content-Type"] == "application/x-x509-ca-cert"
        assert root.body == caddy.root.read_bytes()
    for path in ("/root.key", "/", "/help/tablet?a=1", "/root.crt/../root.key"):
        elsewhere = ask(caddy, path, secure=False)
        assert (elsewhere.status, elsewhere.headers["Location"]) == (308, f"{caddy.url}{path}")
        assert elsewhere.body == b""
    assert caddy.root.with_name("root.key").is_file()
    assert b"PRIVATE KEY" not in ask(caddy, "/root.key").body


def test_headers_come_once_and_pages_are_compressed_once(caddy: Caddy) -> None:
    for path in ("/sign-in", "/static/app.js"):
        page = ask(caddy, path, **{"Accept-Encoding": "gzip"})
        assert page.status == 200
        assert page.headers.get_all("Content-Encoding") == ["gzip"]
        assert gzip.decompress(page.body)[:2] != GZIP
        names = Counter(name.lower() for name in page.headers)
        assert {name for name, times in names.items() if times > 1} <= REPEATED
        assert {"strict-transport-security", "content-security-policy"} <= set(names)
        assert "server" not in names


def test_nobody_can_say_that_he_comes_from_elsewhere(caddy: Caddy) -> None:
    forged = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "203.0.113.9"}
    assert "Secure" in ask(caddy, "/sign-in", **forged).headers["Set-Cookie"]
    assert "evil.example" not in ask(caddy, "/account", **forged).headers["Location"]


def test_slow_tablets_hold_no_thread_of_the_application(caddy: Caddy) -> None:
    with ExitStack() as stack:
        for _ in range(2 * THREADS):
            slow = stack.enter_context(caddy.connect())
            slow.sendall(f"POST /sign-in HTTP/1.1\r\nHost: {NAME}\r\n{HALF_A_FORM}".encode())
        assert ask(caddy, "/sign-in").status == 200


def test_the_root_has_a_name_that_people_recognise_and_ten_years(caddy: Caddy) -> None:
    (root,) = ssl.create_default_context(cafile=str(caddy.root)).get_ca_certs()
    assert root["subject"] == ((("commonName", "Kiem tra KT1 Root"),),)
    years = ssl.cert_time_to_seconds(str(root["notAfter"])) - ssl.cert_time_to_seconds(str(root["notBefore"]))
    assert years > 9 * 365 * 24 * 3600


def test_what_is_missing_is_a_sentence(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CaddyFailed, match="`apt-get install caddy libnss3-tools`"):
        program("caddy")
    with pytest.raises(CaddyFailed, match=r"has no .* any more"):
        configured("", server, 80, 443)
