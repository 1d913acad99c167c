"""Every page that any account reaches by links: accessible, for fingers, on a phone, with one thing to do."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser import look
from tests.browser.people import card, open_section, sign_in
from tests.house.house import ACCOUNTS
from tests.support.application import opened
from tests.support.chromium import DESK, Guard
from tests.support.server import Server

EXAMPLES = 2
"""Pages of one kind that an account visits; one is enough when it shows nothing new."""

ONE_FILLED = {
    "accounts.edit_user",
    "accounts.new_user",
    "accounts.password",
    "accounts.users",
    "audit.verify",
    "inspecting.announcement",
    "inspecting.items",
    "sections.ask",
}
"""Pages with one thing to do, which is filled. Elsewhere nothing is filled, or the one thing that waits."""

LINKS = "[...document.querySelectorAll('a[href]:not([download])')].map(one => one.getAttribute('href'))"


@pytest.fixture(scope="module")
def app(demonstration: Path) -> Iterator[Flask]:
    """Knows which view answers an address."""
    with opened(demonstration) as app:
        yield app


@pytest.fixture(scope="module")
def known() -> set[str]:
    """What the pages so far were built of. Axe is slow: it looks at a page only when that holds something new."""
    return set()


class Walk:
    """Which pages an account has seen, by the view that showed them and the names in their query."""

    def __init__(self, app: Flask) -> None:
        self.routes = app.url_map.bind("")
        self.kinds: Counter[tuple[str, ...]] = Counter()
        self.seen: set[str] = set()
        self.waiting = ["/"]

    def kind(self, url: str) -> tuple[str, ...]:
        """The view and the names of the query."""
        parts = urlsplit(url)
        return (str(self.routes.match(parts.path)[0]), *sorted(name for name, _ in parse_qsl(parts.query)))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Address and view of each page; what a page links to is added meanwhile."""
        while self.waiting:
            url = urldefrag(self.waiting.pop(0)).url
            kind = self.kind(url)
            if url not in self.seen and self.kinds[kind] < EXAMPLES and kind[0] != "static":
                self.seen.add(url)
                self.kinds[kind] += 1
                yield url, kind[0]

    def enough(self, url: str) -> None:
        """No more pages of the kind of this one."""
        self.kinds[self.kind(url)] = EXAMPLES


def faults(page: Page, endpoint: str, new: bool) -> list[str]:
    """Everything that is wrong with the page on a phone; when it is new, on other screens too."""
    filled = look.filled(page)
    found = [] if len(filled) == 1 or (not filled and endpoint not in ONE_FILLED) else [f"filled: {filled}"]
    look.open_everything(page)
    found += look.faults_of_words(page) + look.faults_of_size(page)
    return found + (look.faults_on_other_screens(page) if new else [])


@pytest.mark.parametrize("login", ACCOUNTS)
def test_an_account_finds_no_fault_on_any_page_it_reaches(
    guard: Guard, shared_server: Server, app: Flask, known: set[str], login: str
) -> None:
    page = sign_in(guard.new_page(look.PHONE), shared_server.url, login)
    walk, found = Walk(app), list[str]()
    for url, endpoint in walk:
        page.set_viewport_size(look.PHONE)
        answer = page.goto(shared_server.url + url)
        assert answer is not None and answer.status == 200, f"{url}: {answer and answer.status}"
        walk.waiting += [link for link in page.evaluate(LINKS) if link.startswith("/")]
        shapes = look.shapes(page)
        found += [f"{url}: {fault}" for fault in faults(page, endpoint, not shapes <= known)]
        if shapes <= known:
            walk.enough(url)
        known |= shapes
    assert not found, "\n".join(found)
    assert len(walk.seen) > 3


def test_a_stranger_finds_no_fault_at_the_door_nor_on_a_page_that_is_not_there(
    guard: Guard, shared_server: Server
) -> None:
    page = guard.new_page(look.PHONE)
    guard.allow("status of 404")
    for path, heading in (("/sign-in", "Đăng nhập"), ("/no-such-page", "Không tìm thấy trang")):
        page.goto(shared_server.url + path)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert not look.faults_of_words(page) + look.faults_of_size(page) + look.faults_on_other_screens(page)


def test_a_section_and_a_checklist_print_without_what_only_a_screen_needs(shared_server: Server, guard: Guard) -> None:
    page = sign_in(guard.new_page(DESK), shared_server.url, "dic.inspector")
    open_section(page, shared_server.url, "Chấp nhận bưu gửi")
    page.emulate_media(media="print")
    assert card(page, "CL-07").locator(":checked + .box").evaluate(PRINTED) == '"☒"'
    assert not page.evaluate(SCREEN_ONLY)
    page.goto(f"{shared_server.url}/checklists")
    page.get_by_role("link", name="Chất lượng dịch vụ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chất lượng dịch vụ")
    assert not page.evaluate(SCREEN_ONLY)


PRINTED = "one => getComputedStyle(one, '::before').content"
SCREEN_ONLY = """[...document.querySelectorAll(".topbar, .menu-column, .btn, button, summary, .bar-sections")]
    .filter(one => one.checkVisibility()).map(one => one.outerHTML)"""

WRONG = """<!doctype html><html lang="vi"><title>x</title><body><main><h1>Sai</h1>
<p style="width: 2000px">Đến None ngày 2026-11-22</p>
<a class="btn btn-primary">Một</a><a class="btn btn-primary">Hai</a><input type="text"></main></body></html>"""


def test_the_planted_faults_are_found(guard: Guard) -> None:
    page = guard.new_page(look.PHONE)
    page.set_content(WRONG)
    assert look.filled(page) == ["Một", "Hai"]
    assert look.faults_of_words(page) == ["says 'None'", "says '2026-11-22'"]
    found = look.faults_of_size(page) + look.faults_on_other_screens(page)
    for words in ("too wide at 390", "too wide at 768", "at 640: INPUT", "axe label"):
        assert any(words in fault for fault in found)
