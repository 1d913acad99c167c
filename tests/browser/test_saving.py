"""What a tablet says while it saves: saved, refused, session ended, server gone; and what follows on the page."""

import pytest
from playwright.sync_api import Locator, Page, expect

from inspections.demonstration import PASSWORD
from tests.browser.people import card, open_section, result, saved, sign_in
from tests.support.chromium import DESK, TABLET, Guard
from tests.support.server import Server

SECTION = "Theo dõi, đối soát, khiếu nại"
WAITS = "Chờ gửi, đã giữ trên máy này"


@pytest.fixture
def tablet(server: Server, guard: Guard) -> Page:
    """An inspector of the department in a section that nobody has begun."""
    return open_section(sign_in(guard.new_page(TABLET), server.url, "dic.inspector"), server.url, SECTION)


def output(page: Page, code: str) -> Locator:
    """Where an item says how it is saved."""
    return card(page, code).locator("output")


def bar(page: Page) -> Locator:
    """The bar that stays."""
    return page.locator("#bar")


def test_an_answer_is_saved_at_once_and_the_bar_follows(tablet: Page) -> None:
    expect(bar(tablet)).to_contain_text("17/42")
    tablet.get_by_role("link", name="Chưa kiểm tra tiếp theo").click()
    expect(card(tablet, "CL-43")).to_be_in_viewport()
    result(card(tablet, "CL-43"), "Đạt").click()
    expect(output(tablet, "CL-43")).to_contain_text("Đã lưu")
    expect(output(tablet, "CL-43")).not_to_contain_text("Chưa kiểm tra")
    expect(bar(tablet)).to_contain_text("18/42")
    expect(bar(tablet).get_by_role("progressbar")).to_have_accessible_name("Đã kiểm tra 18 trên 42 nội dung")
    expect(bar(tablet).get_by_role("link", name="Tổ chức và quy định nội bộ")).to_contain_text("5/5")
    tablet.get_by_role("link", name="Thống nhất kết quả tiếp theo").click()
    expect(tablet.get_by_role("heading", level=2, name="Chấp nhận bưu gửi", exact=True)).to_be_visible()
    expect(card(tablet, "CL-10")).to_be_in_viewport()


def test_many_quick_answers_are_all_in_the_bar(tablet: Page) -> None:
    for code in ("CL-26", "CL-27", "CL-30"):
        result(card(tablet, code), "Đạt").click()
    expect(bar(tablet)).to_contain_text("20/42")


def test_a_refusal_says_why_in_the_item_and_the_next_try_is_saved(tablet: Page) -> None:
    item = card(tablet, "CL-31")
    item.get_by_label("Số đã xem").fill("5")
    item.get_by_label("Số đạt").fill("9")
    item.get_by_label("Số đạt").blur()
    expect(output(tablet, "CL-31")).to_have_role("alert")
    expect(output(tablet, "CL-31")).to_contain_text("không được lớn hơn")
    expect(output(tablet, "CL-31").get_by_text("Chưa kiểm tra")).to_be_hidden()
    expect(bar(tablet)).to_contain_text("1 mục chưa được nhận")
    tablet.reload()
    expect(output(tablet, "CL-31")).to_contain_text("không được lớn hơn")
    expect(item.get_by_label("Số đạt")).to_have_value("9")
    item.get_by_label("Số đạt").fill("5")
    item.get_by_label("Số đạt").blur()
    saved(item)
    expect(bar(tablet)).to_contain_text("Đã lưu trên máy chủ")


def test_a_hint_at_a_secret_is_overruled_with_a_reason(tablet: Page) -> None:
    item = card(tablet, "CL-26")
    item.get_by_text("Ghi chú", exact=True).click()
    note = item.get_by_role("textbox", name="Ghi chú CL-26")
    note.fill("Công văn số 12/CV-TM gửi ngày 02/11.")
    note.blur()
    item.get_by_label("Không phải bí mật nhà nước").fill("Số văn bản công khai của bưu điện.")
    item.get_by_role("button", name="Vẫn ghi").click()
    saved(item)
    expect(item.get_by_role("button", name="Vẫn ghi")).to_be_hidden()


def end_session_elsewhere(server: Server, guard: Guard) -> None:
    """The same person ends every other session, from another machine."""
    desk = sign_in(guard.new_page(DESK), server.url, "dic.inspector")
    desk.goto(f"{server.url}/account")
    desk.get_by_role("button", name="Đăng xuất mọi máy khác").click()
    expect(desk.get_by_role("button", name="Đăng xuất mọi máy khác")).to_be_hidden()


def test_a_session_that_ended_while_typing_asks_in_place_and_sends_everything(
    server: Server, guard: Guard, tablet: Page
) -> None:
    guard.allow("401", "422")
    end_session_elsewhere(server, guard)
    item = card(tablet, "CL-26")
    result(item, "Chưa đạt").click()
    note = item.get_by_role("textbox", name="Ghi chú CL-26")
    note.fill("Chưa cập nhật trạng thái phát.")
    expect(bar(tablet)).to_contain_text("Cần đăng nhập lại")
    for n in range(10):
        result(card(tablet, "CL-27"), ("Đạt", "Chưa đạt")[n % 2]).click()
    expect(output(tablet, "CL-27")).to_contain_text(WAITS)
    tablet.get_by_role("button", name="Đăng nhập lại").first.click()
    door = tablet.get_by_role("dialog", name="Đăng nhập lại")
    expect(door).to_contain_text("dic.inspector")
    expect(door.get_by_label("Mật khẩu")).to_be_focused()
    tablet.keyboard.type("sai mật khẩu")
    tablet.keyboard.press("Enter")
    expect(door.get_by_role("alert")).to_contain_text("mật khẩu chưa đúng")
    door.get_by_label("Mật khẩu").fill(PASSWORD)
    tablet.keyboard.press("Enter")
    expect(door).to_be_hidden()
    for code in ("CL-26", "CL-27"):
        saved(card(tablet, code))
    expect(bar(tablet)).to_contain_text("Đã lưu trên máy chủ")
    tablet.reload()
    expect(note).to_have_value("Chưa cập nhật trạng thái phát.")
    expect(item.get_by_role("radio", name="Chưa đạt")).to_be_checked()


def test_another_person_on_the_tablet_neither_sends_nor_sees_what_waits(
    server: Server, guard: Guard, tablet: Page
) -> None:
    guard.allow("401", "400", "409")
    end_session_elsewhere(server, guard)
    result(card(tablet, "CL-26"), "Đạt").click()
    expect(output(tablet, "CL-26")).to_contain_text(WAITS)
    other = sign_in(tablet.context.new_page(), server.url, "dic.manager")
    result(card(tablet, "CL-27"), "Đạt").click()
    expect(bar(tablet)).to_contain_text("Người khác đã đăng nhập trên máy này")
    expect(output(tablet, "CL-27")).to_contain_text(WAITS)
    open_section(other, server.url, SECTION)
    expect(output(other, "CL-26")).to_contain_text("Chưa kiểm tra")
    other.goto(f"{server.url}/outbox")
    expect(other.get_by_role("main")).to_contain_text("Không còn việc nào chờ gửi")
    other.get_by_role("button", name="Đăng xuất").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    sign_in(other, server.url, "dic.inspector")
    for code in ("CL-26", "CL-27"):
        saved(card(tablet, code))


def test_a_server_that_is_gone_is_said_and_later_everything_is_sent(server: Server, guard: Guard, tablet: Page) -> None:
    guard.allow("ERR_CONNECTION_REFUSED", "htmx:sendError", "htmx:afterRequest")
    server.stop()
    result(card(tablet, "CL-26"), "Đạt").click()
    expect(output(tablet, "CL-26")).to_contain_text(WAITS)
    expect(output(tablet, "CL-26").get_by_text("Chưa kiểm tra")).to_be_hidden()
    result(card(tablet, "CL-27"), "Đạt").click()
    expect(bar(tablet)).to_contain_text("Còn 2 mục chờ gửi")
    server.start()
    tablet.locator("#outbox [data-send]").dispatch_event("click")
    for code in ("CL-27", "CL-26"):
        saved(card(tablet, code))
    expect(bar(tablet)).to_contain_text("19/42")
    expect(bar(tablet)).to_contain_text("Đã lưu trên máy chủ")


def test_the_rest_of_a_section_is_passed_after_a_question_and_taken_back(tablet: Page) -> None:
    tablet.get_by_role("link", name="Các nội dung còn lại của phần này: Đạt").click()
    expect(tablet.get_by_role("main")).to_contain_text("Ghi Đạt cho 3 nội dung")
    tablet.get_by_role("button", name="Ghi Đạt 3 nội dung").click()
    expect(bar(tablet)).to_contain_text("20/42")
    for code in ("CL-26", "CL-27", "CL-30"):
        expect(card(tablet, code).get_by_role("radio", name="Đạt", exact=True)).to_be_checked()
    expect(output(tablet, "CL-29")).to_contain_text("Chưa kiểm tra")
    tablet.get_by_role("button", name="Hoàn tác").click()
    expect(bar(tablet)).to_contain_text("17/42")
    expect(output(tablet, "CL-26")).to_contain_text("Chưa kiểm tra")


def test_each_agency_sees_how_far_the_other_is(server: Server, guard: Guard, tablet: Page) -> None:
    police = sign_in(guard.new_page(DESK), server.url, "police.inspector")
    open_section(police, server.url, "Máy tính, phần mềm, thông tin riêng")
    expect(bar(police)).to_contain_text("Sở KH&CN 17/42")
    result(card(tablet, "CL-26"), "Đạt").click()
    expect(bar(tablet)).to_contain_text("18/42")
    result(card(police, "AN-26"), "Đạt").click()
    expect(bar(police)).to_contain_text("20/39")
    police.reload()
    expect(bar(police)).to_contain_text("Sở KH&CN 18/42")
