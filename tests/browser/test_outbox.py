"""Nothing that a tablet has said it keeps is ever lost: reload, kill, lost answers, two tabs, a file, plain http."""

import json
import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.people import card, open_section, result, saved, sign_in
from tests.support.chromium import PLAIN_HTTP, Guard
from tests.support.server import Server

SECTION = "Theo dõi, đối soát, khiếu nại"
WAITS = "Chờ gửi, đã giữ trên máy này"
NOTE = "Sổ theo dõi ghi thiếu ba ngày."
SENDS = "**/operations"

ADD = """async count => {
    const forms = [...document.querySelectorAll("form.side")];
    for (let n = 0; n < count; n++) {
        const { item, visit } = forms[n % forms.length].dataset;
        await kt1.outbox.add({ item, visit, part: "note", inputs: { note: `Lần ${n}` }, bases: [] });
    }
}"""
FORGET = "new Promise(done => { indexedDB.deleteDatabase('kt1').onsuccess = done; })"
WITHOUT_DATABASE = "Object.defineProperty(window, 'indexedDB', { value: undefined })"


@pytest.fixture
def tablet(server: Server, guard: Guard) -> Page:
    """An inspector of the department in a section that nobody has begun."""
    return open_section(sign_in(guard.new_page(), server.url, "dic.inspector"), server.url, SECTION)


def cut(guard: Guard, context: BrowserContext) -> None:
    """From now on nothing that is sent arrives; pages still come."""
    guard.allow("net::ERR_FAILED")
    context.route(SENDS, lambda route: route.abort())


def join(context: BrowserContext) -> None:
    """What is sent arrives again."""
    context.unroute(SENDS)


def send_now(page: Page) -> None:
    """Presses "Gửi ngay"; where everything was sent by itself meanwhile the button is hidden, and that does no harm."""
    page.locator("#outbox [data-send]").dispatch_event("click")


def bar(page: Page) -> Locator:
    """Where the bar says what waits."""
    return page.locator("#outbox")


def note(page: Page, code: str) -> Locator:
    """The box of an item's note, opened."""
    item = card(page, code)
    item.locator("details.note").evaluate(
        "one => { one.open = true; }"
    )  # a click may close what the page has just opened
    return item.get_by_role("textbox", name=f"Ghi chú {code}")


def written(page: Page, code: str) -> list[str]:
    """What the server has of an item, one line an operation, the newest first or last."""
    page.goto(str(page.locator(f"article:has-text('{code}') .basis a.btn-quiet").first.evaluate("one => one.href")))
    return page.get_by_role("region", name="Các lần ghi").locator("tbody tr").all_inner_texts()


def kill(folder: Path) -> None:
    """SIGKILL for the browser whose storage this is."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        command = process.read_bytes().decode(errors="replace").split("\0")
        if f"--user-data-dir={folder}" in command and not any(one.startswith("--type=") for one in command):
            os.kill(int(process.parent.name), signal.SIGKILL)


def test_what_waits_survives_reload_and_the_death_of_the_browser(server: Server, guard: Guard, tmp_path: Path) -> None:
    guard.allow("closed", "ERR_")
    context = guard.start(tmp_path / "profile")
    page = open_section(sign_in(context.new_page(), server.url, "dic.inspector"), server.url, SECTION)
    cut(guard, context)
    result(card(page, "CL-26"), "Chưa đạt").click()
    note(page, "CL-26").fill(NOTE)
    card(page, "CL-29").get_by_label("Số lượng").fill("24")
    expect(bar(page)).to_contain_text("Còn 3 mục chờ gửi")
    page.reload()
    expect(card(page, "CL-26").locator("output")).to_contain_text(WAITS)
    expect(card(page, "CL-26").get_by_role("radio", name="Chưa đạt")).to_be_checked()
    expect(note(page, "CL-26")).to_have_value(NOTE)
    expect(card(page, "CL-29").get_by_label("Số lượng")).to_have_value("24")
    kill(tmp_path / "profile")
    again = guard.start(tmp_path / "profile").new_page()
    sign_in(again, server.url, "dic.inspector")
    open_section(again, server.url, SECTION)
    for code in ("CL-26", "CL-29"):
        saved(card(again, code))
    expect(bar(again)).to_contain_text("Đã lưu trên máy chủ")
    assert len(written(again, "CL-26")) == 2


def test_an_answer_lost_on_its_way_back_stores_nothing_twice(tablet: Page, guard: Guard) -> None:
    guard.allow("net::ERR_FAILED")
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    tablet.context.route(SENDS, lose, times=1)
    result(card(tablet, "CL-26"), "Đạt").click()
    saved(card(tablet, "CL-26"))
    assert lost == [200]
    assert len(written(tablet, "CL-26")) == 1


def test_two_hundred_and_five_changes_are_sent_in_two_batches(tablet: Page, guard: Guard) -> None:
    cut(guard, tablet.context)
    tablet.evaluate(ADD, 205)
    expect(bar(tablet)).to_contain_text("Còn 205 mục chờ gửi")
    join(tablet.context)
    sizes: list[int] = []
    tablet.on("request", lambda one: _count(one.url, one.post_data, sizes))
    send_now(tablet)
    expect(bar(tablet)).to_contain_text("Đã lưu trên máy chủ", timeout=30_000)
    assert sizes[-2:] == [200, 5]
    expect(card(tablet, "CL-26").locator("output")).not_to_contain_text("Hai kết quả khác nhau")


def _count(url: str, body: str | None, sizes: list[int]) -> None:
    if url.endswith("/operations"):
        sizes.append(len(json.loads(body or "")["operations"]))


def test_two_tabs_lose_nothing_and_follow_each_other(tablet: Page, server: Server, guard: Guard) -> None:
    second = open_section(tablet.context.new_page(), server.url, "Chấp nhận bưu gửi")
    third = open_section(tablet.context.new_page(), server.url, SECTION)
    cut(guard, tablet.context)
    for code in ("CL-26", "CL-27", "CL-30"):
        result(card(tablet, code), "Đạt").click()
    result(card(second, "CL-07"), "Chưa đạt").click()
    for page in (tablet, second):
        expect(bar(page)).to_contain_text("Còn 4 mục chờ gửi")
    expect(card(third, "CL-30").get_by_role("radio", name="Đạt", exact=True)).to_be_checked()
    join(tablet.context)
    send_now(second)
    for page, code in ((tablet, "CL-26"), (tablet, "CL-27"), (second, "CL-07"), (third, "CL-30")):
        saved(card(page, code))
    result(card(third, "CL-30"), "Chưa đạt").click()
    saved(card(third, "CL-30"))
    expect(card(third, "CL-30")).not_to_contain_text("Hai kết quả khác nhau")


def test_a_note_half_typed_when_the_tab_is_closed_is_kept(tablet: Page, server: Server, guard: Guard) -> None:
    context = tablet.context
    cut(guard, context)
    note(tablet, "CL-27").press_sequentially(NOTE)
    with tablet.expect_event("close"):
        tablet.close(run_before_unload=True)
    join(context)
    page = open_section(context.new_page(), server.url, SECTION)
    expect(note(page, "CL-27")).to_have_value(NOTE)
    expect(page.locator("#outbox")).not_to_contain_text("chờ gửi")  # sent from here, or from the first page already
    elsewhere = open_section(sign_in(guard.new_page(), server.url, "dic.inspector"), server.url, SECTION)
    expect(note(elsewhere, "CL-27")).to_have_value(NOTE)


def test_a_finding_noted_while_its_item_waits_is_made_when_both_arrive(
    tablet: Page, server: Server, guard: Guard
) -> None:
    cut(guard, tablet.context)
    item = card(tablet, "CL-27")
    result(item, "Chưa đạt").click()
    expect(item.locator("output")).to_contain_text(WAITS)
    item.get_by_role("button", name="Ghi nhận tồn tại").click()
    expect(item).to_contain_text("Đã ghi nhận, chờ gửi")
    tablet.reload()
    expect(item).to_contain_text("Đã ghi nhận, chờ gửi")
    join(tablet.context)
    send_now(tablet)
    saved(item)
    tablet.reload()
    expect(item.get_by_role("link", name="Xem tồn tại, hạn chế đã ghi nhận")).to_be_visible()


def test_a_file_carries_the_same_operations_to_another_machine(
    tablet: Page, server: Server, guard: Guard, tmp_path: Path
) -> None:
    cut(guard, tablet.context)
    result(card(tablet, "CL-26"), "Chưa đạt").click()
    note(tablet, "CL-26").fill(NOTE)
    expect(bar(tablet)).to_contain_text("Còn 2 mục chờ gửi")
    tablet.goto(f"{server.url}/outbox")
    expect(tablet.get_by_role("main")).to_contain_text(NOTE)
    with tablet.expect_download() as download:
        tablet.get_by_role("button", name="Xuất ra tệp").click()
    file = tmp_path / "work.json"
    download.value.save_as(file)
    tablet.evaluate(FORGET)
    ids = [row["op_id"] for row in json.loads(json.loads(file.read_text())["work"])["operations"]]
    damaged = tmp_path / "damaged.json"
    damaged.write_text(file.read_text().replace("thiếu ba ngày", "thiếu hai ngày"))
    stranger = sign_in(guard.new_page(), server.url, "dic.manager")
    bring(stranger, server, file)
    expect(stranger.get_by_role("main")).to_contain_text("Tệp này của người khác")
    office = sign_in(guard.new_page(), server.url, "dic.inspector")
    bring(office, server, damaged)
    expect(office.get_by_role("main")).to_contain_text("Tệp này hỏng")
    with office.expect_request(SENDS) as sent:
        bring(office, server, file)
    expect(office.get_by_role("main")).to_contain_text("Đã nhập 2 mục từ tệp")
    assert [row["op_id"] for row in sent.value.post_data_json["operations"]] == ids
    expect(office.get_by_role("main")).to_contain_text("Không còn việc nào chờ gửi")
    bring(office, server, file)
    expect(office.get_by_role("main")).to_contain_text("Không còn việc nào chờ gửi")
    open_section(office, server.url, SECTION)
    expect(note(office, "CL-26")).to_have_value(NOTE)
    assert len(written(office, "CL-26")) == 2


def bring(page: Page, server: Server, file: Path) -> None:
    """Takes a file in on the page of unsent work."""
    page.goto(f"{server.url}/outbox")
    page.get_by_label("Nhập từ tệp").set_input_files(file)


def test_what_was_refused_is_put_away_after_a_question(tablet: Page, server: Server) -> None:
    item = card(tablet, "CL-31")
    item.get_by_label("Số đã xem").fill("năm")
    item.get_by_label("Số đã xem").blur()
    tablet.get_by_role("link", name="1 mục chưa được nhận").click()
    expect(tablet.get_by_role("main")).to_contain_text("không phải là số")
    tablet.get_by_role("button", name="Bỏ lần ghi này").click()
    tablet.get_by_role("button", name="Giữ lại").click()
    expect(tablet.get_by_role("main")).to_contain_text("không phải là số")
    tablet.get_by_role("button", name="Bỏ lần ghi này").click()
    tablet.get_by_role("dialog").get_by_role("button", name="Bỏ lần ghi này").click()
    expect(tablet.get_by_role("main")).to_contain_text("Không còn việc nào chờ gửi")


def test_plain_http_keeps_and_sends_and_says_what_is_missing(server: Server, guard: Guard) -> None:
    guard.allow("Cross-Origin-Opener-Policy header has been ignored")
    address = server.url.replace("127.0.0.1", PLAIN_HTTP)
    page = open_section(sign_in(guard.new_page(), address, "dic.inspector"), address, SECTION)
    assert page.evaluate("isSecureContext") is False
    expect(page.get_by_role("main")).to_contain_text("không có chứng chỉ")
    page.get_by_role("button", name="Đã hiểu").click()
    cut(guard, page.context)
    result(card(page, "CL-26"), "Đạt").click()
    expect(card(page, "CL-26").locator("output")).to_contain_text(WAITS)
    join(page.context)
    page.reload()
    saved(card(page, "CL-26"))
    expect(page.get_by_text("không có chứng chỉ")).to_be_hidden()


def test_a_page_made_before_the_answer_arrived_says_that_it_is_saved(server: Server, guard: Guard) -> None:
    page = guard.new_page(service_workers="block")
    open_section(sign_in(page, server.url, "dic.inspector"), server.url, SECTION)
    with page.expect_response(page.url) as answer:
        page.reload()
    older = answer.value.text()
    result(card(page, "CL-26"), "Đạt").click()
    saved(card(page, "CL-26"))
    page.route(page.url, lambda route: route.fulfill(body=older, content_type="text/html; charset=utf-8"))
    page.reload()
    saved(card(page, "CL-26"))
    expect(card(page, "CL-26").locator("output")).not_to_contain_text("Chưa kiểm tra")
    expect(result(card(page, "CL-26"), "Đạt")).to_be_checked()


def test_a_browser_that_can_keep_nothing_says_so_and_sends_at_once(server: Server, guard: Guard) -> None:
    page = guard.new_page()
    page.context.add_init_script(WITHOUT_DATABASE)
    open_section(sign_in(page, server.url, "dic.inspector"), server.url, SECTION)
    expect(page.get_by_role("alert").filter(has_text="không giữ được gì trên máy")).to_be_visible()
    result(card(page, "CL-26"), "Đạt").click()
    saved(card(page, "CL-26"))
