"""Notifications with a browser: the number in the menu, all marked by one press, taken back by one; knows the words."""

import re

from playwright.sync_api import expect

from tests.browser import look
from tests.browser.people import sign_in
from tests.support.chromium import TABLET, Guard
from tests.support.server import Server


def test_all_are_read_by_one_press_and_unread_again_by_another(guard: Guard, server: Server) -> None:
    page = sign_in(guard.new_page(TABLET), server.url, "dic.inspector")
    page.get_by_role("link", name="Xem thông báo chưa đọc").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thông báo")
    unread = page.get_by_text("Chưa đọc", exact=True).and_(page.locator(".chip"))
    before = page.locator("main li.stacked").count()
    assert before and not look.faults_of_size(page) and not look.faults_of_words(page)
    page.get_by_role("button", name="Đánh dấu đã đọc tất cả").click()
    expect(page.get_by_text("Không còn thông báo nào chưa đọc.")).to_be_visible()
    expect(unread).to_have_count(0)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("main li.stacked")).to_have_count(before)
    page.get_by_role("button", name=re.compile("^Mở")).first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Thông báo")


def test_the_bell_renews_itself_and_keeps_the_focus_where_it_is(guard: Guard, server: Server) -> None:
    page = sign_in(guard.new_page(TABLET), server.url, "dic.inspector")
    bell = page.get_by_role("link", name=re.compile(r"^Thông báo, \d+ chưa đọc$"))
    expect(bell).to_be_visible()
    bell.focus()
    other = page.context.new_page()
    other.goto(f"{server.url}/notifications")
    other.get_by_role("button", name="Đánh dấu đã đọc tất cả").click()
    expect(other.get_by_role("button", name="Hoàn tác")).to_be_visible()
    other.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    silent = page.locator("a.bell")
    expect(silent).to_have_accessible_name("Thông báo")
    expect(silent).to_be_focused()
    expect(page.locator("#announcement")).to_be_empty()
