"""Keyboard alone, from the door to an answered section: each stop is seen, a digit answers, Escape and skip work."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from inspections.demonstration import PASSWORD
from tests.browser.people import card, open_section, saved, sign_in
from tests.support.chromium import TABLET, Guard
from tests.support.server import Server

MOST_STOPS = 80
SECTION = "Máy tính, phần mềm, thông tin riêng"
OPEN_ITEMS = ("AN-26", "AN-27", "AN-30", "AN-31")
ANSWERED_ITEMS = ("AN-28", "AN-29")

WORDS = r"""() => {
    const one = document.activeElement;
    return (one.ariaLabel ?? one.labels?.[0]?.innerText ?? one.innerText).trim().replace(/\s+/g, " ");
}"""
FAULT = """async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);  // until it has scrolled
    const one = document.activeElement, around = one.closest("label") ?? one, box = around.getBoundingClientRect();
    const outlined = [one, around].map(getComputedStyle)
        .some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const covered = !there || !(around.contains(there) || there.contains(around));
    return outlined && !covered ? "" : `${outlined ? "" : "no outline"} ${covered ? "covered" : ""}: ${one.outerHTML}`;
}"""


def stops(page: Page) -> Iterator[str]:
    """Presses Tab again and again and gives the words of each stop; fails where the focus is not seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert not page.evaluate(FAULT)
        yield str(page.evaluate(WORDS))
    raise AssertionError(f"not reached with {MOST_STOPS} stops")


def tab_to(page: Page, words: str) -> None:
    """Goes on with Tab until the stop with these words."""
    next(found for found in stops(page) if words in found)


@pytest.fixture
def door(server: Server, guard: Guard) -> Page:
    """A tablet with a keyboard in front of the door."""
    page = guard.new_page(TABLET)
    page.goto(f"{server.url}/sign-in")
    return page


def test_from_the_door_to_an_answered_section_with_one_key_an_item(door: Page) -> None:
    page = door
    tab_to(page, "Tên đăng nhập")
    page.keyboard.type("police.inspector")
    tab_to(page, "Mật khẩu")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
    tab_to(page, "Kiểm tra tại đơn vị Bưu điện xã Sông Măng")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bưu điện xã Sông Măng")
    tab_to(page, SECTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=SECTION, exact=True)).to_be_visible()
    before = {code: card(page, code).inner_text() for code in ANSWERED_ITEMS}
    tab_to(page, "Đạt")
    for code in OPEN_ITEMS:
        expect(card(page, code).locator("input:focus")).to_have_count(1)
        page.keyboard.press("1")
    for code in OPEN_ITEMS:
        saved(card(page, code).locator("form.side"))
        expect(card(page, code).get_by_role("radio", name="Đạt", exact=True)).to_be_checked()
    assert {code: card(page, code).inner_text() for code in ANSWERED_ITEMS} == before
    expect(page.get_by_role("main")).to_contain_text("23/39")


def test_every_stop_of_a_section_is_seen(shared_server: Server, guard: Guard) -> None:
    page = open_section(
        sign_in(guard.new_page(TABLET), shared_server.url, "dic.inspector"), shared_server.url, "Chấp nhận bưu gửi"
    )
    page.reload()
    tab_to(page, "CL-12")
    tab_to(page, "Phần tiếp theo")


def test_a_digit_that_needs_more_words_stays_and_zero_takes_it_back(server: Server, guard: Guard) -> None:
    page = open_section(sign_in(guard.new_page(TABLET), server.url, "police.inspector"), server.url, SECTION)
    item = card(page, "AN-26")
    item.get_by_role("radio", name="Đạt", exact=True).focus()
    page.keyboard.press("2")
    saved(item.locator("form.side"))
    expect(item.get_by_role("radio", name="Chưa đạt")).to_be_focused()
    expect(item.get_by_role("textbox", name="Ghi chú AN-26")).to_be_visible()
    page.keyboard.press("0")
    expect(item.locator("output")).to_contain_text("Chưa kiểm tra")
    expect(item.get_by_role("radio", name="Chưa đạt")).not_to_be_checked()
    page.keyboard.press("9")
    expect(item.locator("output")).to_contain_text("Chưa kiểm tra")


def test_escape_closes_the_menu_and_gives_the_focus_back(shared_server: Server, guard: Guard) -> None:
    page = sign_in(guard.new_page(TABLET), shared_server.url, "clerk")
    page.reload()
    tab_to(page, "Danh mục")
    page.keyboard.press("Enter")
    help_page = page.get_by_role("link", name="Trợ giúp")
    expect(help_page).to_be_visible()
    tab_to(page, "Trợ giúp")
    page.keyboard.press("Escape")
    expect(help_page).to_be_hidden()
    expect(page.locator("summary", has_text="Danh mục")).to_be_focused()


def test_the_first_stop_skips_to_the_content(shared_server: Server, guard: Guard) -> None:
    page = sign_in(guard.new_page(TABLET), shared_server.url, "clerk")
    page.reload()
    assert next(stops(page)) == "Đến nội dung chính"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert next(stops(page)) == "Ghi nhận quyết định kiểm tra"
