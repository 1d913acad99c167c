"""The search box by keyboard alone, and the overview as one printed sheet; knows the words on the pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import sign_in
from tests.support.chromium import DESK, TABLET, Guard
from tests.support.server import Server

MOST_TABS = 6
"""From the top of a page the box is no further away than this."""


def test_the_box_is_reached_and_used_without_a_mouse(guard: Guard, shared_server: Server) -> None:
    page = sign_in(guard.new_page(DESK), shared_server.url, "dic.inspector")
    box = page.get_by_label("Tìm đơn vị, cuộc kiểm tra, văn bản")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if box.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.type("buu dien song mang")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tìm kiếm")
    page.get_by_role("link", name="Bưu điện xã Sông Măng", exact=True).first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bưu điện xã Sông Măng")


def test_on_a_tablet_the_search_is_one_tap_away(guard: Guard, shared_server: Server) -> None:
    page = sign_in(guard.new_page(TABLET), shared_server.url, "clerk")
    page.get_by_role("link", name="Tìm trong toàn hệ thống").click()
    page.get_by_label("Từ cần tìm").fill("điện")
    page.get_by_label("Từ cần tìm").press("Enter")
    expect(page.get_by_role("heading", level=2, name=re.compile(r"^Đơn vị \("))).to_be_visible()


@pytest.mark.parametrize("who", ["dic.manager", "police.manager"])
def test_the_overview_prints_on_one_sheet(guard: Guard, shared_server: Server, who: str) -> None:
    page = sign_in(guard.new_page(DESK), shared_server.url, who)
    page.goto(f"{shared_server.url}/overview")
    sheet = page.pdf(prefer_css_page_size=True, format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    page.emulate_media(media="print")
    for name in ("Khắc phục quá hạn", "Kế hoạch và thực hiện theo quý", "Khắc phục đúng hạn", "Theo cơ quan, quý"):
        expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()
    expect(page.get_by_role("img", name="Số cuộc kiểm tra theo kế hoạch")).to_be_visible()
    expect(page.locator("textarea")).to_be_hidden()


def test_the_sentences_of_the_report_are_copied_by_one_tap(guard: Guard, shared_server: Server) -> None:
    page = sign_in(guard.new_page(TABLET), shared_server.url, "dic.manager")
    page.goto(f"{shared_server.url}/overview")
    box = page.locator("#report-text")
    page.get_by_role("button", name="Chép các câu này").click()
    expect(page.get_by_text("Đã chép.")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == box.input_value()
    assert box.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
