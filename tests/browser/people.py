"""Knows how a person with a browser signs in and fills a checklist; knows the words on the pages, not their ids."""

import re

from playwright.sync_api import Locator, Page, expect

from inspections.demonstration import PASSWORD

NOTE = "Đã đối chiếu hồ sơ, sổ sách tại đơn vị."


def sign_in(page: Page, address: str, login: str) -> Page:
    """Signs a demonstration account in."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Việc của tôi")
    return page


def choose(page: Page, codes: set[str]) -> None:
    """Ticks exactly these items on the page where a leader chooses, and saves."""
    page.get_by_role("button", name="Lưu lựa chọn").first.wait_for()
    page.wait_for_load_state()  # all of it: what is counted below is counted once
    for more in page.locator("details.more").all():
        if more.get_attribute("open") is None:
            more.locator("summary").click()
    for box in page.locator("input[name=codes]").all():
        box.set_checked(str(box.get_attribute("value")) in codes)
    page.get_by_role("button", name="Lưu lựa chọn").first.click()


def card(page: Page, code: str) -> Locator:
    """The card of an item."""
    return page.get_by_role("article").filter(has=page.get_by_text(code, exact=True)).first


def result(place: Locator, word: str) -> Locator:
    """The large button with this result, such as "Đạt"."""
    return place.locator("label").filter(has_text=re.compile(rf"^\s*\S?\s*{word}\s*$")).first


def saved(form: Locator) -> None:
    """Waits until the item says that it is saved on the server."""
    expect(form.locator("output")).to_contain_text("Đã lưu trên máy chủ")


def answer(form: Locator) -> None:
    """Gives one item a plausible answer, as its inputs ask for."""
    typed = False
    for name, text in {"-seen": "5", "-passed": "5", "-part": "2", "-whole": "2"}.items():
        for box in form.locator(f"input[name$='{name}']").all():
            box.fill(text)
            typed = True
    for box in form.locator("input[inputmode=decimal]").all():
        box.fill("0")
        typed = True
    good = result(form, "Đạt")
    if good.count():
        good.click()
    if typed:
        form.get_by_text("Ghi chú", exact=True).click()
        form.locator("textarea[name=note]").fill(NOTE)
        form.locator("textarea[name=note]").blur()
    saved(form)


def fill_section(page: Page) -> int:
    """Answers every open item of the section on the screen; returns how many forms there were."""
    forms = page.locator(".item:not([hidden]) form.side").all()
    for form in forms:
        if "Chưa kiểm tra" in form.locator("output").inner_text():
            answer(form)
    return len(forms)


def open_section(page: Page, address: str, title: str) -> Page:
    """Opens a section of the visit that is going on, as its visitor would from his first page."""
    page.goto(address)
    page.get_by_role("link", name="Kiểm tra tại đơn vị Bưu điện xã Sông Măng").click()
    page.get_by_role("navigation", name="Các phần của mẫu phiếu").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=2, name=title, exact=True)).to_be_visible()
    return page
