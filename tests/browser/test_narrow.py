"""The page of fieldwork on an upright tablet and at 200 %: nothing stands beside the screen, also while things wait."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser import look
from tests.browser.people import card, open_section, result, sign_in
from tests.support.chromium import Guard
from tests.support.server import Server

SECTION = "Theo dõi, đối soát, khiếu nại"
TABLET_ZOOMED: ViewportSize = {"width": 410, "height": 590}
LONG = "Chưa cập nhật trạng thái phát của bưu gửi trong ngày, đã yêu cầu bưu cục bổ sung " * 4


@pytest.mark.parametrize("screen", [look.UPRIGHT, TABLET_ZOOMED], ids=["upright", "zoomed"])
def test_nothing_stands_beside_the_screen(server: Server, guard: Guard, screen: ViewportSize) -> None:
    guard.allow("ERR_INTERNET_DISCONNECTED")
    page = open_section(sign_in(guard.new_page(screen), server.url, "dic.inspector"), server.url, SECTION)
    assert not look.faults_of_size(page)
    page.context.set_offline(True)
    result(card(page, "CL-26"), "Chưa đạt").click()
    note = card(page, "CL-26").locator("textarea[name=note]")
    note.fill(LONG)
    note.blur()
    expect(card(page, "CL-26").locator("output")).to_contain_text("Chờ gửi")
    expect(page.locator("#outbox")).to_contain_text("chờ gửi")
    expect(page.get_by_role("button", name="Gửi ngay")).to_be_visible()
    look.open_everything(page)
    assert not look.faults_of_size(page)
