"""Everything a visit needs works where no script runs, or not every one: plain forms, saved states, refusals that keep
what was typed.
"""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.people import card, open_section, result, saved, sign_in
from tests.support.chromium import TABLET, Guard
from tests.support.server import Server


@pytest.fixture
def page(server: Server, guard: Guard) -> Page:
    """An inspector of the department, signed in on a tablet without script."""
    return sign_in(guard.new_page(TABLET, java_script_enabled=False), server.url, "dic.inspector")


def test_an_answer_is_saved_and_shown_at_its_place(page: Page, server: Server) -> None:
    open_section(page, server.url, "Tổ chức và quy định nội bộ")
    item = card(page, "CL-43")
    expect(item).to_contain_text("Chưa kiểm tra")
    result(item, "Đạt").click()
    item.get_by_role("button", name="Lưu", exact=True).click()
    saved(card(page, "CL-43").locator("form.side"))
    expect(card(page, "CL-43").get_by_role("radio", name="Đạt", exact=True)).to_be_checked()
    expect(card(page, "CL-43")).to_be_in_viewport()
    expect(page.get_by_role("main")).to_contain_text("18/42")


def test_a_refused_answer_keeps_what_was_typed(server: Server, page: Page, guard: Guard) -> None:
    guard.allow("status of 422")
    open_section(page, server.url, "Chấp nhận bưu gửi")
    item = card(page, "CL-12")
    item.get_by_label("Số đã xem").fill("5")
    item.get_by_label("Số đạt").fill("9")
    item.get_by_role("button", name="Lưu", exact=True).click()
    item = card(page, "CL-12")
    expect(item.get_by_role("alert")).to_contain_text("Số đạt")
    expect(item.get_by_label("Số đã xem")).to_have_value("5")
    expect(item.get_by_label("Số đạt")).to_have_value("9")
    item.get_by_label("Số đạt").fill("5")
    item.get_by_role("button", name="Lưu", exact=True).click()
    saved(card(page, "CL-12").locator("form.side"))


def test_two_results_are_settled_with_a_reason(page: Page, server: Server) -> None:
    open_section(page, server.url, "Chấp nhận bưu gửi")
    for chosen in (re.compile(r"chưa đạt 0"), re.compile(r"✓\s*Đạt")):
        form = card(page, "CL-10").locator(".settle").first
        form.locator(".candidate").filter(has_text=chosen).click()
        form.get_by_label("Lý do thống nhất").fill("Đã xem lại phiếu gửi cùng giao dịch viên.")
        form.get_by_role("button", name="Thống nhất kết quả").click()
        expect(page.get_by_role("region", name="Các lần ghi")).to_contain_text("Đã xem lại phiếu gửi")
        page.get_by_role("link", name="Về phần đang kiểm tra").click()
    expect(card(page, "CL-10")).not_to_contain_text("Hai kết quả khác nhau")
    expect(card(page, "CL-10").get_by_role("radio", name="Đạt", exact=True)).to_be_checked()


def test_a_photo_is_added_and_described(page: Page, server: Server, tmp_path: Path) -> None:
    picture = tmp_path / "so-truc.png"
    Image.new("RGB", (320, 240), "gray").save(picture)
    open_section(page, server.url, "Chấp nhận bưu gửi")
    item = card(page, "CL-07")
    item.locator("summary", has_text="Chụp").click()
    item.locator("input[type=file]").set_input_files(picture)
    item.get_by_role("button", name="Gửi ảnh").click()
    expect(page.get_by_role("img")).to_be_visible()
    page.get_by_label("Chú thích ảnh").fill("Lịch trực treo tại quầy.")
    page.get_by_role("button", name="Xác nhận và lưu").click()
    expect(card(page, "CL-07").get_by_role("img", name="Lịch trực treo tại quầy.")).to_be_visible()


def test_the_menu_opens_and_signing_out_leads_to_the_door(page: Page) -> None:
    page.locator("summary", has_text="Danh mục").click()
    page.get_by_role("link", name="Trợ giúp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trợ giúp")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")


@pytest.mark.parametrize("lost", ["app", "store", "outbox", "fieldwork"])
def test_a_page_one_of_whose_scripts_was_lost_says_so_and_is_saved_by_hand(
    lost: str, guard: Guard, shared_server: Server
) -> None:
    guard.allow("ERR_FAILED", "is not a function", "undefined")
    page = sign_in(guard.new_page(TABLET), shared_server.url, "dic.inspector")
    section = open_section(page, shared_server.url, "Tổ chức và quy định nội bộ").url
    page.route(f"**/{lost}*.js*", lambda route: route.abort())
    page.goto(section)
    expect(page.get_by_text("Trang chưa tải đủ")).to_be_visible()
    item = card(page, "CL-43")
    chosen = item.locator("[data-part=result] input[type=radio]:not(:checked)").first
    value = chosen.get_attribute("value")
    item.locator("[data-part=result] label", has=page.locator(f"input[value={value}]")).click()
    item.get_by_role("button", name="Lưu", exact=True).click()
    page.unroute(f"**/{lost}*.js*")
    page.goto(section)
    expect(card(page, "CL-43").locator(f"input[value={value}]")).to_be_checked()
    expect(page.get_by_text("Trang chưa tải đủ")).to_be_hidden()
