"""A list as people use it: back to the same place, and on a phone without script; knows the words on the pages."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from tests.browser.look import PHONE, faults_of_size
from tests.browser.people import sign_in
from tests.support.chromium import DESK, Guard
from tests.support.server import Server

SCROLL = "Math.round(window.scrollY)"


def test_back_returns_to_the_same_rows_at_the_same_height(guard: Guard, shared_server: Server) -> None:
    page = sign_in(guard.new_page(DESK), shared_server.url, "clerk")
    page.goto(f"{shared_server.url}/bodies")
    page.get_by_label("Cấp", exact=True).select_option(label="Cấp xã")
    page.get_by_role("button", name="Tìm", exact=True).last.click()
    page.get_by_role("columnheader", name="Tên đơn vị").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Tên đơn vị")).to_have_attribute("aria-sort", "ascending")
    address, row = page.url, page.get_by_role("rowheader").nth(9).get_by_role("link")
    name = row.inner_text()
    row.scroll_into_view_if_needed()
    height = page.evaluate(SCROLL)
    assert height > 0
    row.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.go_back()
    expect(page.get_by_role("rowheader", name=name)).to_be_in_viewport()
    assert page.url == address and "level=commune" in address and abs(page.evaluate(SCROLL) - height) < 50


def test_on_a_phone_without_script_a_list_is_kept_and_taken_away(guard: Guard, server: Server, tmp_path: Path) -> None:
    page = sign_in(guard.new_page(PHONE, java_script_enabled=False), server.url, "police.inspector")
    page.goto(f"{server.url}/visits?state=announced")
    page.get_by_text("Cột, sắp xếp", exact=True).click()
    page.get_by_role("checkbox", name="Địa chỉ").check()
    page.get_by_label("Sắp xếp").select_option(label="Đơn vị: A đến Z")
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.get_by_role("main")).to_contain_text("đơn vị: A đến Z")
    page.get_by_text("Xuất danh sách", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("xlsx")).click()
    download.value.save_as(tmp_path / "list.xlsx")
    heads = [cell.value for cell in openpyxl.load_workbook(tmp_path / "list.xlsx")["Danh sách"][1]]
    assert heads[0] == "Đơn vị" and "Địa chỉ" in heads
    page.get_by_text("Lưu bộ lọc", exact=True).first.click()
    page.get_by_label("Tên bộ lọc").fill("Đang làm")
    page.get_by_role("button", name="Lưu bộ lọc").click()
    page.goto(f"{server.url}/visits")
    page.get_by_role("link", name="Đang làm", exact=True).click()
    assert "sort=body" in page.url and "column=place" in page.url
    assert not [one for one in faults_of_size(page) if "wide" in one]
