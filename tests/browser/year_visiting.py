"""Knows how a visit is answered, what fails becomes a finding, and each agency confirms its part; knows no paper."""

from playwright.sync_api import Page, expect

from tests.browser.people import answer, card, result, saved
from tests.browser.year import People, fill, go, press, reads, unfold

WHY = "Không có lịch trực ngoài giờ; số điện thoại trực không có người nghe."
REQUIRED = "Lập lịch trực và bố trí người trực ngoài giờ."
WHAT_FAILED = "Không bố trí người trực chấp nhận, phát bưu gửi KT1 ngoài giờ làm việc tại điểm phục vụ Sông Măng."


def open_section(page: Page, url: str, title: str) -> None:
    """Opens a section of the visit at this address."""
    page.goto(url)
    go(page, title)
    expect(page.get_by_role("heading", level=2, name=title, exact=True)).to_be_visible()


def answer_the_items(who: People, url: str) -> None:
    """The department passes one item and fails another; the police pass theirs."""
    page = who("dic.inspector")
    open_section(page, url, "Tổ chức và quy định nội bộ")
    answer(card(page, "CL-01").locator("form.side"))
    open_section(page, url, "Chấp nhận bưu gửi")
    failed = card(page, "CL-07")
    result(failed, "Chưa đạt").click()
    saved(failed)
    note = unfold(failed, "Ghi chú").get_by_role("textbox")
    note.fill(WHY)
    note.blur()
    expect(failed.locator("output")).to_contain_text("Đã lưu")
    page = who("police.inspector")
    open_section(page, url, "Con người")
    answer(card(page, "AN-01").locator("form.side"))


def note_the_finding(who: People, url: str) -> str:
    """One tap at the item that failed makes a finding, whose words are then made plain; returns its address."""
    page = who("dic.inspector")
    open_section(page, url, "Chấp nhận bưu gửi")
    press(card(page, "CL-07"), "Ghi nhận tồn tại, dấu hiệu vi phạm")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tồn tại, hạn chế")
    reads(page, "Mới ghi nhận")
    fill(page, {"Nội dung": WHAT_FAILED, "Yêu cầu, đề nghị khắc phục": REQUIRED})
    press(page, "Lưu nội dung")
    reads(page, "Đã lưu")
    return page.url


def confirm_the_parts(who: People, url: str) -> None:
    """The police's manager looks at the answers again; then a member of each agency confirms its part."""
    page = who.at("police.manager", url)
    go(page, "Mở phần của cơ quan tôi")
    press(page, "Đã soát lại phần này")
    reads(page, "Võ Thanh Tùng")
    for login in ("dic.manager", "police.inspector"):
        page = who.at(login, url)
        go(page, "Mở phần của cơ quan tôi")
        page.get_by_label("Tôi xác nhận phần kiểm tra này").check()
        press(page, "Xác nhận hoàn thành phần kiểm tra")
        reads(page, "Đã xác nhận hoàn thành")
    reads(page, "Cả hai cơ quan đã xác nhận")
