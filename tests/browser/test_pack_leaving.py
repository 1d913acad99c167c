"""What stays of a pack on a tablet when a person leaves it, or is sent away: nothing but what was not sent."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.packing import EMPTIED, PUT, left, state, take
from tests.browser.people import sign_in
from tests.support.chromium import Guard
from tests.support.server import Server


@pytest.fixture
def tablet(shared_server: Server, guard: Guard) -> Page:
    """An inspector of the department on a tablet."""
    return sign_in(guard.new_page(), shared_server.url, "dic.inspector")


def unsent(page: Page) -> dict[str, Any]:
    """Something that the person on this page has not sent and that the server would not take."""
    user = page.locator(".who").get_attribute("data-user")
    return {"op_id": "b" * 32, "user": user, "device_at": "2026-01-01T00:00:00Z", "counter": 1, "sentence": "Sai."}


def only(row: dict[str, Any]) -> dict[str, Any]:
    """A browser that holds nothing but one unsent operation."""
    return {"operations": [row], "photos": [], "kept": [], "packs": [], "caches": [], "worker": False}


def test_signing_out_leaves_nothing_but_what_was_not_sent(tablet: Page, shared_server: Server) -> None:
    take(tablet, shared_server.url)
    row = unsent(tablet)
    tablet.evaluate(PUT, ["operations", row])
    tablet.evaluate(PUT, ["kept", {"item": "i", "part": "note", "repeat": "", "visit": "v", "user": row["user"]}])
    tablet.get_by_role("button", name="Đăng xuất").click()
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    assert left(tablet) == only(row)


def test_another_person_on_the_tablet_finds_nothing_of_the_first(tablet: Page, shared_server: Server) -> None:
    visit = take(tablet, shared_server.url)
    row = unsent(tablet)
    tablet.evaluate(PUT, ["operations", row])
    tablet.context.clear_cookies()
    sign_in(tablet, shared_server.url, "police.inspector")
    tablet.goto(visit)
    expect(state(tablet)).to_have_text("Chưa mang theo.")
    assert left(tablet) == only(row)
    expect(tablet.get_by_text("chưa gửi từ")).to_be_hidden()


def test_what_signing_out_could_not_empty_is_emptied_at_the_door(tablet: Page, shared_server: Server) -> None:
    take(tablet, shared_server.url)
    tablet.evaluate("document.querySelector('form[action=\"/sign-out\"]').submit()")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    assert tablet.evaluate(EMPTIED)
    assert not left(tablet)["packs"]


def test_a_session_that_was_ended_from_afar_takes_the_pack_with_it(
    tablet: Page, shared_server: Server, guard: Guard
) -> None:
    visit = take(tablet, shared_server.url)
    desk = sign_in(guard.new_page(), shared_server.url, "dic.inspector")
    desk.goto(f"{shared_server.url}/account")
    desk.get_by_role("button", name="Đăng xuất mọi máy khác").click()
    expect(desk.get_by_role("button", name="Đăng xuất mọi máy khác")).to_be_hidden()
    tablet.goto(visit)
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    assert tablet.evaluate(EMPTIED)
    assert not left(tablet)["packs"]


def knock(page: Page, login: str) -> None:
    """Tries the door under a name with a wrong password: nobody is let in, and no page of anybody comes."""
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill("sai mật khẩu")
    with page.expect_navigation():  # the page of the try before shows an alert too
        page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_be_visible()


def test_another_name_at_the_door_finds_the_pack_gone_before_it_is_let_in(
    tablet: Page, shared_server: Server, guard: Guard
) -> None:
    guard.allow("422")
    visit = take(tablet, shared_server.url)
    tablet.context.clear_cookies()
    tablet.goto(visit)
    knock(tablet, "DIC.Inspector ")
    assert left(tablet)["packs"]
    knock(tablet, "police.inspector")
    assert not left(tablet)["packs"]
    assert not left(tablet)["caches"]
