"""What a tablet keeps when its disk or the server fails in part: nothing gone from sight, nothing held back."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.packing import LEFT, state, take
from tests.browser.people import card, open_section, result, saved, sign_in
from tests.browser.test_outbox import SECTION, SENDS, WAITS, bar, cut, join, note, send_now
from tests.browser.test_photos import SECTION as PHOTOS
from tests.browser.test_photos import choose, small, stored, waiting
from tests.support.chromium import Guard
from tests.support.server import Server

UNKEPT = "Chờ gửi, không giữ được trên máy này"
FAIL = """([times, method]) => {
    const whole = window.whole ??= IDBDatabase.prototype.transaction, put = window.put ??= IDBObjectStore.prototype.put;
    IDBDatabase.prototype.transaction = method !== "transaction" ? whole : function (...given) {
        if (times-- > 0) throw new DOMException("", "InvalidStateError");
        return whole.apply(this, given);
    };
    IDBObjectStore.prototype.put = method !== "put" ? put : function (...given) {
        if (times-- > 0) throw new DOMException("", "QuotaExceededError");
        return put.apply(this, given);
    };
}"""
"""The browser's database fails so many times: a connection that broke, a disk that is full."""
REFUSE = """name => {
    const ask = window.ask ??= window.fetch;
    window.fetch = (address, options) => options?.body instanceof FormData && options.body.get("name") === name
        ? Promise.resolve(new Response("", { status: 500 })) : ask(address, options);
}"""
"""The server meets a fault at every piece of the photo of this name."""
HALF_TYPED = """note => {
    const { item, visit } = document.querySelector("form.side").dataset, { user } = kt1.outbox;
    const half = [{ item, visit, part: "note", inputs: { note }, bases: [], text: true }];
    localStorage.setItem(`kt1-half-${user}-other`, JSON.stringify(half));
    const box = document.querySelector("[aria-label='Ghi chú CL-27']");
    box.value = "Đang gõ.";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    window.dispatchEvent(new Event("pagehide"));
    return Object.keys(localStorage).filter((one) => one.startsWith("kt1-half")).length;
}"""
"""One tab has left something half typed, and this one does."""
HALVES = "() => Object.keys(localStorage).filter((one) => one.startsWith('kt1-half')).length"
AT_ONCE = """() => {
    document.addEventListener("kt1:acknowledged", () => {
        const box = document.querySelector("form.side:has([name=note]) [name=note]");
        const form = box.form, { item, visit } = form.dataset;
        const bases = form.elements["bases.note"].value.split(",").filter(Boolean);
        kt1.outbox.add({ item, visit, part: "note", inputs: { note: "Dòng một.\\nDòng hai." }, bases });
    }, { once: true, capture: true });
}"""
"""A change in the breath between what the server acknowledged and the form that learns of it."""
LATE = """async address => {
    const open = CacheStorage.prototype.open;
    const pack = (await packs())[0];
    CacheStorage.prototype.open = async function (name) {
        const database = await new Promise((resolve) => {
            indexedDB.open("kt1").onsuccess = ({ target }) => resolve(target.result);
        });
        const transaction = database.transaction("packs", "readwrite");
        transaction.objectStore("packs").clear();
        await new Promise((resolve) => { transaction.oncomplete = resolve; });
        database.close();
        await caches.delete(name);
        return open.call(this, name);
    };
    await refresh(pack, address, await fetch(address));
    CacheStorage.prototype.open = open;
}"""
"""The worker renews a page of the pack, and somebody leaves just before it opens the cache."""


@pytest.fixture
def tablet(server: Server, guard: Guard) -> Page:
    """An inspector of the department in a section that nobody has begun."""
    return open_section(sign_in(guard.new_page(), server.url, "dic.inspector"), server.url, SECTION)


@pytest.fixture
def camera(server: Server, guard: Guard) -> Page:
    """The same where photos are taken."""
    return open_section(sign_in(guard.new_page(), server.url, "dic.inspector"), server.url, PHOTOS)


def fail(page: Page, times: int, method: str = "transaction") -> None:
    """From now on the browser's database fails so many times."""
    page.evaluate(FAIL, [times, method])


def take_photos(page: Page, *files: Any) -> None:
    """Takes photos of the item and says nothing of what they show."""
    choose(page, *files)
    expect(waiting(page).get_by_role("textbox").last).to_be_focused()
    page.evaluate("document.activeElement.blur()")


def operations(instance: Path) -> list[tuple[str, str]]:
    """What the server has of notes: op_id and bases, the oldest first."""
    with closing(sqlite3.connect(instance / "kt1.db")) as database:
        return database.execute(
            "SELECT op_id, bases FROM operation WHERE part = 'note' ORDER BY id DESC LIMIT 2"
        ).fetchall()[::-1]


def test_a_database_that_failed_once_is_asked_again(tablet: Page, guard: Guard) -> None:
    cut(guard, tablet.context)
    result(card(tablet, "CL-26"), "Đạt").click()
    expect(bar(tablet)).to_contain_text("Còn 1 mục chờ gửi")
    fail(tablet, 1)
    result(card(tablet, "CL-27"), "Đạt").click()
    expect(bar(tablet)).to_contain_text("Còn 2 mục chờ gửi")
    for code in ("CL-26", "CL-27"):
        expect(card(tablet, code).locator("output")).to_contain_text(WAITS)
    tablet.reload()
    expect(bar(tablet)).to_contain_text("Còn 2 mục chờ gửi")


def test_what_a_full_disk_does_not_take_waits_beside_what_it_has(tablet: Page, guard: Guard) -> None:
    cut(guard, tablet.context)
    result(card(tablet, "CL-26"), "Đạt").click()
    expect(bar(tablet)).to_contain_text("Còn 1 mục chờ gửi")
    fail(tablet, 1000, "put")
    result(card(tablet, "CL-27"), "Đạt").click()
    expect(bar(tablet)).to_contain_text("Còn 2 mục chờ gửi")
    expect(card(tablet, "CL-26").locator("output")).to_contain_text(WAITS)
    expect(card(tablet, "CL-27").locator("output")).to_contain_text(UNKEPT)
    join(tablet.context)
    send_now(tablet)
    for code in ("CL-26", "CL-27"):
        saved(card(tablet, code))
    expect(bar(tablet)).to_contain_text("Đã lưu trên máy chủ")


def test_a_disk_that_cannot_be_read_is_never_called_saved(tablet: Page, guard: Guard) -> None:
    fail(tablet, 1000)
    result(card(tablet, "CL-26"), "Đạt").click()
    expect(bar(tablet)).to_contain_text("Không đọc được việc chờ gửi")
    fail(tablet, 0)
    result(card(tablet, "CL-27"), "Đạt").click()
    expect(bar(tablet)).to_contain_text("Đã lưu trên máy chủ")


def test_a_photo_for_which_there_is_no_room_is_said_not_to_be_kept(camera: Page) -> None:
    fail(camera, 1000, "put")
    choose(camera, small())
    expect(camera.get_by_role("alert")).to_contain_text("Máy không còn đủ chỗ để giữ ảnh")
    expect(waiting(camera)).to_have_count(0)
    fail(camera, 0)
    take_photos(camera, small(1))
    expect(stored(camera)).to_have_count(1)


def test_a_change_in_the_breath_after_an_answer_builds_on_it(tablet: Page, instance: Path) -> None:
    tablet.evaluate(AT_ONCE)
    box = note(tablet, "CL-26")
    with tablet.expect_response(lambda one: "Dòng hai" in (one.request.post_data or "")):
        box.fill("Dòng một.")
        box.blur()
    (first, _), (_, bases) = operations(instance)
    assert first in bases
    tablet.reload()
    expect(card(tablet, "CL-26").locator("[name=note]")).to_have_value("Dòng một.\nDòng hai.")


def test_a_page_made_while_its_answer_was_on_the_way_shows_and_knows_it(tablet: Page, instance: Path) -> None:
    old = tablet.context.request.get(tablet.url).text()
    note(tablet, "CL-27").fill("Dòng một.")
    note(tablet, "CL-27").blur()
    saved(card(tablet, "CL-27"))
    tablet.route(tablet.url, lambda route: route.fulfill(body=old, content_type="text/html; charset=utf-8"))
    tablet.reload()
    box = card(tablet, "CL-27").locator("[name=note]")
    expect(box).to_have_value("Dòng một.")
    box.fill("Dòng hai.")
    box.blur()
    saved(card(tablet, "CL-27"))
    (first, _), (_, bases) = operations(instance)
    assert first in bases


def test_what_was_written_elsewhere_meanwhile_is_not_named_as_seen(tablet: Page, server: Server, guard: Guard) -> None:
    result(card(tablet, "CL-26"), "Đạt").click()
    saved(card(tablet, "CL-26"))
    other = open_section(sign_in(guard.new_page(), server.url, "dic.inspector"), server.url, SECTION)
    result(card(other, "CL-26"), "Chưa đạt").click()
    saved(card(other, "CL-26"))
    result(card(tablet, "CL-26"), "Không áp dụng").click()
    expect(card(tablet, "CL-26")).to_contain_text("Hai kết quả khác nhau")


def test_signing_out_forgets_what_was_acknowledged(tablet: Page) -> None:
    result(card(tablet, "CL-26"), "Đạt").click()
    saved(card(tablet, "CL-26"))
    assert len(tablet.evaluate(LEFT)["kept"]) == 1
    tablet.get_by_role("button", name="Đăng xuất").click()
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    assert tablet.evaluate(LEFT)["kept"] == []


def test_one_photo_that_never_arrives_keeps_no_other_back(camera: Page) -> None:
    camera.evaluate(REFUSE, "0.jpg")
    take_photos(camera, small(), small(1))
    expect(stored(camera)).to_have_count(1)
    expect(waiting(camera)).to_have_count(1)
    camera.evaluate(REFUSE, "")
    send_now(camera)
    expect(stored(camera)).to_have_count(2)


def test_an_answer_that_the_server_never_takes_keeps_no_photo_back_and_is_said_so(
    camera: Page, server: Server, guard: Guard
) -> None:
    guard.allow("status of 500")
    camera.context.route(SENDS, lambda route: route.fulfill(status=500, body=""))
    result(card(camera, "CL-37"), "Đạt").click()
    expect(bar(camera)).to_contain_text("Còn 1 mục chờ gửi")
    take_photos(camera, small())
    expect(stored(camera)).to_have_count(1)
    camera.goto(f"{server.url}/outbox")
    expect(camera.get_by_text("Máy chủ gặp lỗi, sẽ tự gửi lại")).to_be_visible()
    expect(camera.get_by_text("Chưa kết nối được máy chủ")).to_be_hidden()


def test_a_script_that_two_ask_for_is_fetched_once(camera: Page) -> None:
    camera.evaluate("Promise.all([kt1.outbox.load('photos'), kt1.outbox.load('photos')])")
    expect(camera.locator("script[src*='photos.js']")).to_have_count(1)


def test_what_was_half_typed_in_another_tab_is_taken_over_and_not_overwritten(tablet: Page, guard: Guard) -> None:
    cut(guard, tablet.context)
    assert tablet.evaluate(HALF_TYPED, "Nửa chừng.") == 2
    tablet.reload()
    expect(bar(tablet)).to_contain_text("Còn 2 mục chờ gửi")
    expect(card(tablet, "CL-27").locator("[name=note]")).to_have_value("Đang gõ.")
    assert tablet.evaluate(HALVES) == 0


def test_a_refusal_goes_with_what_replaced_it(tablet: Page, guard: Guard) -> None:
    cut(guard, tablet.context)
    box = card(tablet, "CL-31").get_by_label("Số đã xem")
    box.fill("hai")
    box.blur()
    expect(bar(tablet).locator("[data-send]")).to_be_visible()
    box.fill("1")
    box.blur()
    expect(bar(tablet)).to_contain_text("Còn 2 mục chờ gửi")
    join(tablet.context)
    send_now(tablet)
    expect(bar(tablet)).to_contain_text("Đã lưu trên máy chủ")
    expect(card(tablet, "CL-31").locator("output")).not_to_contain_text("không phải là số")


def test_a_worker_that_comes_late_puts_nothing_back(shared_server: Server, guard: Guard) -> None:
    tablet = sign_in(guard.new_page(), shared_server.url, "dic.inspector")
    visit = take(tablet, shared_server.url)
    tablet.reload()
    expect(state(tablet)).to_contain_text("Đã mang theo")
    tablet.context.service_workers[0].evaluate(LATE, urlsplit(visit).path)
    assert [one for one in tablet.evaluate(LEFT)["caches"] if one.startswith("pack-")] == []
