"""Items on the tablet: shown and hidden by a number as the server does it, and samples listed one by one."""

import json
import random
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from inspections.fieldwork import rules
from inspections.vietnamese import format_decimal
from tests.browser.people import card, open_section, result, sign_in
from tests.support.chromium import TABLET, Guard
from tests.support.server import Server

DEPENDENT = ("AN-33", "AN-34", "AN-35")
SAVED = "Đã lưu trên máy chủ"
CASES = 1_000
NUMBERS = (None, "0", "0.5", "1", "2", "2.125", "24", "24.1", "1234.5", "100000000000000001", "100000000000000002")


def checklist(chance: random.Random) -> list[dict[str, Any]]:
    """Items of which some depend on another, on one that was not chosen, or on each other in a circle."""
    codes = [f"I-{number}" for number in range(chance.randint(1, 8))]
    return [
        {
            "code": code,
            "only_if": {"code": chance.choice([*codes, "Z-0"]), "above": chance.choice((0, 0.5, 1, 2, 24, 1234.4))}
            if chance.random() < 0.7
            else None,
        }
        for code in codes
    ]


def case(chance: random.Random) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A checklist and the stored numbers of some of its items."""
    items = checklist(chance)
    return items, {item["code"]: chance.choice(NUMBERS) for item in items if chance.random() < 0.8}


def for_page(items: list[dict[str, Any]], given: dict[str, Any]) -> dict[str, Any]:
    """The same as the page writes it: numbers as officials type them."""
    links = [
        {"code": one["code"], "on": on["code"] if on else "", "above": written(on["above"]) if on else ""}
        for one in items
        for on in [one["only_if"]]
    ]
    return {"items": links, "numbers": {code: written(number) for code, number in given.items()}}


def written(number: Any) -> str:
    """A stored number as it is typed, empty for none."""
    return "" if number is None else format_decimal(Decimal(str(number)))


def test_server_and_browser_show_the_same_items(shared_server: Server, guard: Guard) -> None:
    seed = random.randrange(10**9)
    chance = random.Random(seed)
    cases = [case(chance) for _ in range(CASES)]
    page = sign_in(guard.new_page(TABLET), shared_server.url, "police.inspector")
    open_section(page, shared_server.url, SECTION)
    asked = json.dumps([for_page(*one) for one in cases])
    found = page.evaluate("(text) => JSON.parse(text).map((one) => kt1.items.shown(one.items, one.numbers))", asked)
    expected = [rules.shown(items, given) for items, given in cases]
    differing = [one for one, codes, should in zip(cases, found, expected, strict=True) if set(codes) != should]
    assert not differing, f"seed {seed}: {differing[0]}"
    assert len({len(codes) for codes in expected}) > 3
    typed = ["24,1", "24.1", "1.234,5", "1.234", "0.125", " 7 ", "-1", "1e5", "", "1.23.4", "abc", "12,"]
    read = page.evaluate("(all) => all.map((text) => kt1.items.parse(text)?.toString() ?? null)", typed)
    assert [as_decimal(one) for one in read] == ["24.1", "24.1", "1234.5", "1234", "0.125", "7", "-1", *[None] * 5]


def as_decimal(scaled: str | None) -> str | None:
    """A number of the page, which counts in 40 places behind the comma."""
    return None if scaled is None else f"{float(int(scaled) / 10**40):g}"


SECTION = "Máy tính, phần mềm, thông tin riêng"


@pytest.fixture
def police(server: Server, guard: Guard) -> Page:
    """An inspector of the police where the number of support tools is asked."""
    page = sign_in(guard.new_page(TABLET), server.url, "police.inspector")
    open_section(page, server.url, "Công cụ hỗ trợ")
    expect(card(page, "AN-32")).to_be_visible()
    return page


def number(page: Page, text: str) -> Locator:
    """Types how many support tools there are."""
    box = card(page, "AN-32").locator("input[name=answer1]")
    box.fill(text)
    box.blur()
    return box


def test_answers_that_a_number_hides_return_with_it(police: Page, guard: Guard) -> None:
    for code in DEPENDENT:
        expect(police.locator(f"article[data-code={code}]")).to_be_hidden()
    police.context.set_offline(True)
    guard.allow("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    number(police, "2")
    for code in DEPENDENT:
        expect(police.locator(f"article[data-code={code}]")).to_be_visible()
    result(card(police, "AN-35"), "Đạt").click()
    number(police, "0")
    expect(police.locator("article[data-code=AN-35]")).to_be_hidden()
    number(police, "1,5")
    expect(card(police, "AN-35").get_by_role("radio", name="Đạt", exact=True)).to_be_checked()
    police.context.set_offline(False)
    expect(card(police, "AN-32").locator("output")).to_contain_text(SAVED)
    number(police, "hai")
    expect(card(police, "AN-32").locator("output")).to_contain_text("“hai” không phải là số")
    expect(police.locator("article[data-code=AN-35]")).to_be_visible()
    number(police, "1")
    expect(card(police, "AN-35").locator("output")).to_contain_text(SAVED)
    expect(card(police, "AN-32").locator("output")).to_contain_text(SAVED)
    police.reload()
    expect(card(police, "AN-35").get_by_role("radio", name="Đạt", exact=True)).to_be_checked()


def entry(item: Locator, place: int) -> Locator:
    """One of a sample, by its place."""
    return item.locator(".entry").nth(place)


def test_a_sample_is_listed_offline_and_one_is_deleted_and_taken_back(server: Server, guard: Guard) -> None:
    guard.allow("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    page = sign_in(guard.new_page(TABLET), server.url, "dic.inspector")
    open_section(page, server.url, "Theo dõi, đối soát, khiếu nại")
    item = card(page, "CL-31")
    page.context.set_offline(True)
    for name, word in (("PG-01", "Đạt"), ("PG-02", "Chưa đạt"), ("PG-03", "Đạt")):
        item.get_by_role("button", name="mục CL-31").click()
        page.keyboard.type(name)
        result(entry(item, -1), word).click()
    counted = item.locator(".entries-counted")
    expect(counted).to_contain_text("Đã xem 3 mục; đạt 2; chưa đạt 1")
    expect(item.get_by_label("Số đã xem")).to_be_hidden()
    entry(item, 1).get_by_role("button", name="Xóa").click()
    expect(counted).to_contain_text("Đã xem 2 mục; đạt 2; chưa đạt 0")
    expect(item.get_by_role("button", name="Hoàn tác")).to_be_focused()
    page.keyboard.press("Enter")
    expect(counted).to_contain_text("Đã xem 3 mục; đạt 2; chưa đạt 1")
    entry(item, 2).get_by_role("button", name="Xóa").click()
    page.context.set_offline(False)
    expect(item.locator("output")).to_contain_text(SAVED)
    page.reload()
    expect(item.locator(".entry")).to_have_count(2)
    expect(entry(item, 0).get_by_label("Tên, số hiệu")).to_have_value("PG-01")
    expect(entry(item, 1).get_by_role("radio", name="Chưa đạt")).to_be_checked()
    expect(counted).to_contain_text("Đã xem 2 mục; đạt 1; chưa đạt 1")
    for place in (1, 0):
        entry(item, place).get_by_role("button", name="Xóa").click()
    expect(item.get_by_label("Số đã xem")).to_be_visible()
    expect(item.locator("output")).to_contain_text(SAVED)
