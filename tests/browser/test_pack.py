"""Taking a visit along: what the page says, a cold start without network, a silent server, an old pack."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from inspections.demonstration import PASSWORD
from tests.browser import look
from tests.browser.packing import BODY, PUT, TAKEN, left, renew, state, take
from tests.browser.people import card, result, saved, sign_in
from tests.support.chromium import Guard
from tests.support.server import HOST, Server

LOST = ("ERR_CONNECTION", "ERR_INTERNET_DISCONNECTED", "ERR_EMPTY_RESPONSE", "Failed to load resource", "htmx:")

WITHOUT_WORKER = "delete Navigator.prototype.serviceWorker"
"""What a browser is at an address that is not https."""
SENDING = "fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ login: 'Đồng Khởi', password: 'x y+z' }) })"


@contextmanager
def silence(port: int) -> Iterator[None]:
    """A server on this port that takes every call and never says anything."""
    with socket.create_server((HOST, port)):
        yield


@pytest.fixture
def tablet(shared_server: Server, guard: Guard) -> Page:
    """An inspector of the department on a tablet."""
    return sign_in(guard.new_page(), shared_server.url, "dic.inspector")


def test_a_visit_is_taken_along_renewed_and_removed(tablet: Page, shared_server: Server) -> None:
    take(tablet, shared_server.url)
    tablet.get_by_text("Có gì, không có gì trong gói").click()
    expect(tablet.locator("#pack-lacks-list")).to_contain_text("cần có mạng")
    assert not look.accessibility_faults(tablet) + look.faults_of_size(tablet) + look.faults_of_words(tablet)
    [first] = left(tablet)["packs"]
    renew(tablet)
    expect(state(tablet)).to_have_text(TAKEN)
    found = left(tablet)
    [second] = found["packs"]
    assert second["made_at"] > first["made_at"]
    assert [name for name in found["caches"] if name.startswith("pack-")] == [second["cache"]]
    tablet.get_by_role("button", name="Bỏ khỏi máy này").click()
    expect(state(tablet)).to_have_text("Chưa mang theo.")
    assert left(tablet) == {name: [] for name in ("operations", "photos", "kept", "packs", "caches")} | {
        "worker": False
    }


def test_a_pack_that_does_not_become_whole_leaves_the_one_before(server: Server, instance: Path, guard: Guard) -> None:
    page = sign_in(guard.new_page(), server.url, "dic.inspector")
    take(page, server.url)
    before = left(page)
    guard.allow("status of 404")
    for thumb in (instance / "evidence").rglob("*.thumb"):
        thumb.unlink()
    renew(page)
    expect(state(page)).to_have_text("Chưa tải được gói. Hãy thử lại khi mạng tốt hơn. Gói trước đó vẫn còn nguyên.")
    assert left(page) == before


def test_where_a_browser_cannot_keep_a_pack_it_says_why(shared_server: Server, guard: Guard) -> None:
    page = guard.new_page()
    page.add_init_script(WITHOUT_WORKER)
    sign_in(page, shared_server.url, "dic.inspector")
    page.get_by_role("link", name=f"Kiểm tra tại đơn vị {BODY}").click()
    page.get_by_role("link", name=BODY).click()
    expect(page.get_by_text("Địa chỉ này không phải https")).to_be_visible()
    expect(page.get_by_role("button", name="Mang theo")).to_be_hidden()
    expect(page.get_by_role("link", name="Cách làm để mang theo được")).to_be_visible()


def waits(item: Locator) -> None:
    """Waits until the item says that its answer is kept here."""
    expect(item.locator("output")).to_contain_text("Chờ gửi, đã giữ trên máy này")


def checked(item: Locator) -> Locator:
    """The item's result once it is painted."""
    return item.get_by_role("radio", name="Đạt", exact=True)


def open_and_answer(context: BrowserContext, server: Server) -> str:
    """Takes the visit along, answers one item with network and one without; gives the address of the visit's page."""
    page = sign_in(context.new_page(), server.url, "dic.inspector")
    visit = take(page, server.url)
    page.goto(f"{visit}/fieldwork?section=A4")
    result(card(page, "CL-26"), "Đạt").click()
    saved(card(page, "CL-26"))
    context.set_offline(True)
    result(card(page, "CL-27"), "Đạt").click()
    waits(card(page, "CL-27"))
    context.close()
    return visit


def test_after_a_cold_start_without_network_the_visit_opens_and_is_worked_on(
    server: Server, guard: Guard, tmp_path: Path
) -> None:
    guard.allow(*LOST, "Code 401 from")  # the bar asks in between for its figures
    visit = open_and_answer(guard.start(tmp_path / "tablet"), server)
    server.stop()
    context = guard.start(tmp_path / "tablet")
    context.set_offline(True)
    page = context.new_page()
    page.goto(f"{visit}/fieldwork?section=A4#bar", timeout=3_000)
    for code in ("CL-26", "CL-27"):
        expect(checked(card(page, code))).to_be_checked(timeout=3_000)
    expect(page.get_by_text("Đây là bản mang theo lúc")).to_be_visible()
    waits(card(page, "CL-27"))
    result(card(page, "CL-30"), "Đạt").click()
    waits(card(page, "CL-30"))
    page.locator("#bar").get_by_role("link", name="Tổ chức và quy định nội bộ").click()
    expect(checked(card(page, "CL-01"))).to_be_checked()
    expect(page.locator("#bar")).to_contain_text("2 mục chờ gửi")
    server.start()
    context.set_offline(False)
    page.get_by_role("button", name="Đăng nhập lại").first.click()  # the session's cookie went with the browser
    page.get_by_role("dialog").get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#bar")).to_contain_text("Đã lưu trên máy chủ")
    page.goto(f"{visit}/fieldwork?section=A4")
    for code in ("CL-26", "CL-27", "CL-30"):
        saved(card(page, code))
    context.close()


def test_without_network_what_was_not_taken_along_leads_to_what_was(server: Server, guard: Guard) -> None:
    guard.allow(*LOST)
    page = sign_in(guard.new_page(), server.url, "dic.inspector")
    visit = take(page, server.url)
    server.stop()
    page.goto(f"{visit}/fieldwork")
    page.get_by_role("link", name="Phát hiện trước đây tại đơn vị").click()
    expect(page.get_by_role("main")).to_contain_text("CL-34")
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Không có mạng")
    page.get_by_role("link", name=f"Mở {BODY}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BODY)
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("status").filter(has_text="chưa đăng xuất được")).to_be_visible()
    assert left(page)["packs"]
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Không có mạng")
    assert not look.accessibility_faults(page) + look.faults_of_size(page) + look.faults_of_words(page)


def test_a_server_that_says_nothing_is_not_waited_for(server: Server, guard: Guard) -> None:
    guard.allow(*LOST)
    page = sign_in(guard.new_page(), server.url, "dic.inspector")
    visit = take(page, server.url)
    server.stop()
    with silence(server.port):
        page.goto(f"{visit}/fieldwork")
        expect(card(page, "CL-01")).to_be_visible()


def test_a_page_opened_with_network_renews_its_copy(server: Server, guard: Guard) -> None:
    guard.allow(*LOST)
    page = sign_in(guard.new_page(), server.url, "dic.inspector")
    visit = take(page, server.url)
    desk = sign_in(guard.new_page(), server.url, "dic.manager")
    desk.goto(f"{visit}/fieldwork?section=A4")
    result(card(desk, "CL-26"), "Đạt").click()
    saved(card(desk, "CL-26"))
    page.goto(f"{visit}/fieldwork?section=A4")
    page.goto(visit)
    server.stop()
    page.goto(f"{visit}/fieldwork?section=A4")
    expect(checked(card(page, "CL-26"))).to_be_checked()
    page.goto(f"{visit}/fieldwork?section=A2")
    expect(card(page, "CL-07")).to_be_visible()


def test_what_is_sent_goes_past_the_worker_as_it_is(tablet: Page, shared_server: Server, guard: Guard) -> None:
    guard.allow("status of 400")
    bodies = []
    for prepared in (lambda: None, lambda: tablet.goto(take(tablet, shared_server.url))):
        prepared()
        with tablet.expect_response(lambda answer: answer.request.method == "POST") as sent:
            tablet.evaluate(SENDING)
        assert not sent.value.from_service_worker
        bodies.append(sent.value.request.post_data)
    assert tablet.evaluate("Boolean(navigator.serviceWorker.controller)")
    assert bodies[0] == bodies[1]


def test_a_pack_older_than_5_days_is_warned_of_and_after_7_days_it_stays_closed(server: Server, guard: Guard) -> None:
    guard.allow(*LOST)
    page = sign_in(guard.new_page(), server.url, "dic.inspector")
    visit = take(page, server.url)
    [pack] = left(page)["packs"]
    day = 24 * 3600 * 1000
    for days in (6, 8):
        made_at = page.evaluate("(long) => new Date(Date.now() - long).toISOString()", days * day)
        page.evaluate(PUT, ["packs", pack | {"made_at": made_at}])
        page.goto(server.url)
        expect(page.get_by_role("status").filter(has_text=f"{BODY} đã {days} ngày")).to_be_visible()
    waiting = {
        "op_id": "a" * 32,
        "user": pack["user"],
        "device_at": made_at,
        "counter": 1,
        "sentence": "Chưa gửi được.",
    }
    page.evaluate(PUT, ["operations", waiting])
    server.stop()
    page.goto(visit)
    expect(page.get_by_text("Gói đã quá 7 ngày")).to_be_visible()
    expect(page.get_by_role("link", name=f"Mở {BODY}")).to_be_hidden()
    assert [row["op_id"] for row in left(page)["operations"]] == [waiting["op_id"]]
