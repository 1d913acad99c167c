"""What the work of a tablet costs on the wire, counted by a network between it and the server, headers and all."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.packing import EMPTIED, left, take
from tests.browser.people import card, open_section, result, saved, sign_in
from tests.browser.waiting import until
from tests.support.chromium import TABLET, Guard
from tests.support.faulty_network import Exchange, FaultyNetwork, between
from tests.support.server import Server

SECTION = "Theo dõi, đối soát, khiếu nại"
ITEMS = 40
KILOBYTE = 1000
FIRST_VISIT, REQUESTS = 100 * KILOBYTE, 10
REPEATED, ANSWER = 10 * KILOBYTE, 3 * KILOBYTE
MORE = ("CL-04", "CL-06", "CL-22", "CL-28", "CL-35")
"""Items that were not chosen for the visit; with them the checklist of the department has forty."""
CHOOSE = """
    CREATE TEMPORARY TABLE one AS SELECT visit_item.* FROM visit_item JOIN visit ON visit.id = visit_id
        WHERE visit.state = 'announced' AND code = 'CL-26';
    UPDATE one SET id = NULL, ref = 'aaaaaaaa' || substr(:code, 4), code = :code;
    INSERT INTO visit_item SELECT * FROM one;
    DROP TABLE one
"""
SEEN = """async () => {
    const pages = (await caches.keys()).filter((name) => name.startsWith("seen-")).map((name) => caches.open(name));
    return (await Promise.all(pages.map(async (cache) => (await (await cache).keys()).length))).some(Boolean);
}"""
"""Whether the browser keeps a page that was seen."""
IN_ONE_SECTION = """
    UPDATE visit_item SET section_code = 'A4' WHERE section_code LIKE 'A%'
        AND visit_id IN (SELECT id FROM visit WHERE state = 'announced')
"""


@pytest.fixture
def network(server: Server, instance: Path) -> Iterator[FaultyNetwork]:
    """The way to the server. There the section holds forty items, real ones."""
    with closing(sqlite3.connect(instance / "kt1.db")) as database, database:
        for code in MORE:
            for statement in CHOOSE.split(";"):
                database.execute(statement, {"code": code})
        database.execute(IN_ONE_SECTION)
    with between(server.port) as network:
        yield network


@pytest.fixture
def cookies(browser: Browser, server: Server) -> Any:
    """What a tablet has of a person who signed in, and nothing else: no style sheet, no script."""
    with browser.new_context() as context:
        sign_in(context.new_page(), server.url, "dic.inspector")
        return context.storage_state()


@pytest.fixture
def section(guard: Guard, server: Server, network: FaultyNetwork, cookies: Any) -> str:
    """The address of the section, found on another device."""
    page = open_section(guard.new_page(TABLET, storage_state=cookies), server.url, SECTION)
    page.context.close()
    return page.url.replace(server.url, network.url)


@pytest.fixture
def tablet(guard: Guard, cookies: Any) -> Page:
    """A tablet that has never seen the application."""
    return guard.new_page(TABLET, storage_state=cookies)


def told(exchanges: list[Exchange]) -> str:
    """What weighs most first."""
    heaviest = sorted(exchanges, key=lambda one: -one.sent - one.received)
    return "\n".join(f"{one.sent:6} + {one.received:6} {one.line}" for one in heaviest)


def cost(exchanges: list[Exchange]) -> int:
    """Bytes in both directions."""
    return sum(one.sent + one.received for one in exchanges)


def open_again(page: Page, address: str, network: FaultyNetwork) -> list[Exchange]:
    """Opens the section and gives what that cost, until the page is painted and says how it is kept."""
    network.exchanges.clear()
    page.goto(address)
    expect(page.locator("#outbox")).to_contain_text("Có hai kết quả khác nhau", timeout=30_000)
    expect(page.locator("article.item")).to_have_count(ITEMS)
    return list(network.exchanges)


def test_a_section_of_forty_items_is_light_and_comes_again_without_its_scripts_and_styles(
    tablet: Page, network: FaultyNetwork, section: str
) -> None:
    first = open_again(tablet, section, network)
    assert len(first) <= REQUESTS and cost(first) <= FIRST_VISIT, told(first)
    again = open_again(tablet, section, network)
    assert [one.line for one in again] == [first[0].line], told(again)
    network.exchanges.clear()
    result(card(tablet, "CL-26"), "Đạt").click()
    saved(card(tablet, "CL-26").locator("form.side"))
    assert cost(network.exchanges) <= ANSWER, told(network.exchanges)


def test_a_page_that_was_taken_along_and_has_not_changed_comes_again_in_a_few_bytes(
    tablet: Page, network: FaultyNetwork
) -> None:
    take(tablet, network.url)
    section = open_section(tablet, network.url, SECTION).url
    again = open_again(tablet, section, network)
    assert again and cost(again) <= REPEATED, told(again)
    result(card(tablet, "CL-26"), "Đạt").click()
    saved(card(tablet, "CL-26").locator("form.side"))
    open_again(tablet, section, network)
    expect(card(tablet, "CL-26").get_by_role("radio", name="Đạt", exact=True)).to_be_checked()


def test_a_section_that_was_seen_and_has_not_changed_comes_again_in_a_few_bytes_and_to_its_user_alone(
    tablet: Page, network: FaultyNetwork, section: str
) -> None:
    open_again(tablet, section, network)
    until(tablet, SEEN, patience=30_000)
    again = open_again(tablet, section, network)
    assert again and cost(again) <= REPEATED, told(again)
    result(card(tablet, "CL-26"), "Đạt").click()
    saved(card(tablet, "CL-26").locator("form.side"))
    assert cost(open_again(tablet, section, network)) > REPEATED  # it says something else now
    expect(card(tablet, "CL-26").get_by_role("radio", name="Đạt", exact=True)).to_be_checked()
    tablet.get_by_role("button", name="Đăng xuất").click()
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    assert tablet.evaluate(EMPTIED) and not left(tablet)["worker"]


def test_a_page_that_was_seen_is_forgotten_when_another_person_opens_one(
    tablet: Page, network: FaultyNetwork, section: str
) -> None:
    open_again(tablet, section, network)
    until(tablet, SEEN, patience=30_000)
    tablet.context.clear_cookies()
    sign_in(tablet, network.url, "police.inspector")
    until(tablet, "async () => !(await caches.keys()).some((name) => name.startsWith('seen-'))")
