"""A failed item becomes a finding in one tap on the tablet, with and without JavaScript, and is edited on its page."""

from playwright.sync_api import expect

from tests.browser import look
from tests.browser.people import card, open_section, result, saved, sign_in
from tests.support.chromium import DESK, TABLET, Guard
from tests.support.server import Server

BUTTON = "Ghi nhận tồn tại, dấu hiệu vi phạm"


def test_the_button_comes_with_the_failure_and_leads_to_the_finding(server: Server, guard: Guard) -> None:
    page = sign_in(guard.new_page(TABLET), server.url, "dic.inspector")
    open_section(page, server.url, "Chấp nhận bưu gửi")
    item = card(page, "CL-07")
    expect(item.get_by_role("button", name=BUTTON)).to_be_hidden()
    result(item, "Chưa đạt").click()
    saved(item)
    item.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tồn tại, hạn chế")
    expect(page.get_by_label("Nội dung", exact=True)).to_contain_text("chưa đạt")
    words = page.get_by_label("Nội dung", exact=True)
    words.fill("Chưa chấp nhận bưu gửi ngoài giờ, 01/03 ngày.")
    readers = page.get_by_role("button", name="Lưu người được xem")
    readers.click()
    expect(page.get_by_role("alert")).to_contain_text("Còn nội dung chưa lưu ở mục “Nội dung ghi nhận”")
    expect(words).to_have_value("Chưa chấp nhận bưu gửi ngoài giờ, 01/03 ngày.")
    readers.click()
    expect(page.get_by_text("Đã đổi người được xem.")).to_be_visible()
    expect(words).to_have_value("Chưa chấp nhận bưu gửi ngoài giờ, 01/03 ngày.")
    page.reload()
    expect(words).not_to_have_value("Chưa chấp nhận bưu gửi ngoài giờ, 01/03 ngày.")
    words.evaluate("(one) => sessionStorage.setItem('kt1.beside', JSON.stringify([[one.id, one.form.action, 'Cũ']]))")
    readers.click()
    expect(page.get_by_text("Đã đổi người được xem.")).to_be_visible()
    expect(words).not_to_have_value("Cũ")
    page.get_by_text("Chuyển thành hành vi có dấu hiệu vi phạm").click()
    act = page.get_by_label("Hành vi", exact=True)
    act.select_option("BC-15.3e")
    readers.click()
    expect(page.get_by_role("alert")).to_contain_text("ở mục “Chuyển thành hành vi có dấu hiệu vi phạm")
    readers.click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(act).to_have_value("BC-15.3e")
    page.reload()
    look.open_everything(page)
    assert not look.faults_of_size(page) + look.faults_of_words(page) + look.accessibility_faults(page)


def test_without_script_the_same_tap_and_the_act_work(server: Server, guard: Guard) -> None:
    page = sign_in(guard.new_page(DESK, java_script_enabled=False), server.url, "dic.inspector")
    page.goto(f"{server.url}/visits")
    page.get_by_role("link", name="Bưu điện xã Sông Măng").first.click()
    page.get_by_role("link", name="A5.").click()
    card(page, "CL-33").get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tồn tại, hạn chế")
    page.get_by_text("Chuyển thành hành vi có dấu hiệu vi phạm").click()
    page.get_by_label("Hành vi", exact=True).select_option("BC-15.3e")
    page.get_by_label("Còn tiếp diễn khi phát hiện").check()
    page.get_by_role("button", name="Lưu hành vi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hành vi có dấu hiệu vi phạm hành chính")
    expect(page.get_by_role("main")).to_contain_text("7.000.000 – 10.000.000 đồng")
