"""The help page tells by itself whether the tablet in the hand can work without network."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser import look
from tests.support.chromium import Guard
from tests.support.server import Server


def test_what_the_tablet_can_and_cannot_is_said_in_words(guard: Guard, shared_server: Server) -> None:
    page = guard.new_page(look.UPRIGHT)
    page.goto(f"{shared_server.url}/help/tablet")
    for name, sentence in {
        "secure": "Máy đã tin cậy chứng chỉ",
        "storage": "Kết quả được giữ trên máy",
        "worker": "bấm “Mang theo”",
        "home": "Trang đang mở trong trình duyệt",
        "persisted": "Yêu cầu máy giữ lại",
        "space": "Đủ chỗ",
        "clock": "khớp với máy chủ",
    }.items():
        expect(page.locator(f"#check-{name}")).to_contain_text(sentence, use_inner_text=True)
    expect(page.locator("#space-left")).to_contain_text("MB")
    expect(page.locator("#clock-off")).to_be_hidden()
    assert not look.faults_of_words(page) + look.faults_of_size(page) + look.faults_on_other_screens(page)


def test_a_wrong_clock_and_a_lost_server_are_noticed(guard: Guard, shared_server: Server) -> None:
    guard.allow("ERR_INTERNET_DISCONNECTED")
    page = guard.new_page()
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=3))
    page.goto(f"{shared_server.url}/help/tablet")
    expect(page.locator("#check-clock")).to_contain_text("lệch so với máy chủ", use_inner_text=True)
    expect(page.locator("#clock-off")).to_contain_text("180 phút")
    page.clock.set_fixed_time(datetime.now(UTC))
    page.get_by_role("button", name="Kiểm tra lại").click()
    expect(page.locator("#check-clock")).to_contain_text("khớp với máy chủ", use_inner_text=True)
    page.context.set_offline(True)
    page.get_by_role("button", name="Kiểm tra lại").click()
    expect(page.locator("#check-clock")).to_contain_text("chưa hỏi được máy chủ", use_inner_text=True)
