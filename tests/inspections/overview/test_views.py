"""Knows what the overview shows, to whom, and that its numbers open their lists; knows no SQL."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from inspections.clock import today
from inspections.overview import rules
from tests.inspections.inspecting.cases import everything
from tests.inspections.overview.cases import Builder
from tests.support.client import Client, Page, counted, filled, words_of

SignIn = Callable[[str], Client]


def _fill(app: Flask, seed: int = 3, inspections: int = 8) -> None:
    with app.app_context():
        day = today()
    with everything(app) as session:
        Builder(session, seed, day).fill(inspections)


def _rows(client: Client, url: str | None) -> int:
    """How many rows a list has, page after page."""
    rows = 0
    while url:
        page = client.get(url)
        rows += sum(len(list(body.iter("tr"))) for body in page.all("tbody"))
        url = next((one.get("href") for one in page.all("a", rel="next")), None)
    return rows


def _numbers(page: Page) -> dict[str, int]:
    """Address → number, of every number that is a link."""
    found = {}
    for one in page.all("a"):
        figure = re.match(r"\d+", words_of(one))
        if one.get("class") == "figures" and figure:
            found[one.get("href") or ""] = int(figure[0])
    return found


@pytest.mark.parametrize("who", ["dic.manager", "police.inspector"])
@pytest.mark.parametrize("asked", ["", "?year=2025", "?agency=POLICE"])
def test_a_number_is_the_length_of_the_list_it_opens(app: Flask, sign_in: SignIn, who: str, asked: str) -> None:
    _fill(app)
    client = sign_in(who)
    numbers = _numbers(client.get(f"/overview{asked}"))
    assert numbers
    assert not {url: (number, rows) for url, number in numbers.items() if (rows := _rows(client, url)) != number}


def test_every_list_understands_what_a_number_asks_of_it(app: Flask, sign_in: SignIn) -> None:
    _fill(app)
    client = sign_in("dic.manager")
    for url in _numbers(client.get("/overview")):
        parts = urlsplit(url)
        asked = dict(parse_qsl(parts.query))
        fields = filled(next(one for one in client.get(url).forms() if one.get("action") == parts.path))
        assert {name: [value] for name, value in asked.items()}.items() <= fields.items(), url


@pytest.mark.parametrize(
    ("who", "status"),
    [("dic.inspector", 200), ("police.manager", 200), ("clerk", 403), ("approver", 403), ("body", 403), ("admin", 403)],
)
def test_inspectors_and_managers_read_it(sign_in: SignIn, who: str, status: int) -> None:
    client = sign_in(who)
    for url in ("/overview", "/overview/plan"):
        client.get(url, status=status)


def test_the_report_stands_there_to_be_copied(app: Flask, sign_in: SignIn) -> None:
    page = sign_in("police.manager").get("/overview?agency=DIC")
    text = words_of(page.all("textarea")[0])
    assert text.startswith("Số liệu năm") and "phần do Sở KH&CN chủ trì" in text
    assert "cuộc, trong đó" in text


def test_own_rows_in_the_numbers_are_said_to_be_there(app: Flask, sign_in: SignIn) -> None:
    words = "nội dung chỉ cơ quan tôi xem"
    assert words not in sign_in("dic.manager").get("/overview").text
    _fill(app)
    assert words in sign_in("dic.manager").get("/overview").text


def test_the_plan_is_narrowed_by_quarter_and_stage(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    whole = _rows(client, "/overview/plan")
    quarters = [_rows(client, f"/overview/plan?quarter={quarter}") for quarter in rules.QUARTERS]
    stages = [_rows(client, f"/overview/plan?stage={stage}") for stage in rules.STAGES]
    assert sum(quarters) == sum(stages) == whole > 0
    assert "chưa có kế hoạch kiểm tra chuyên đề được ban hành" in client.get("/overview?year=2020").text or whole


@pytest.mark.parametrize(
    "query", ["year=x", "year=99999999999", "year=%00", "agency=UBND", "stage=x&quarter=9", "year=-1"]
)
def test_nonsense_narrows_nothing(each_app: Flask, query: str) -> None:
    client = Client(each_app).sign_in("dic.manager")
    for url in ("/overview", "/overview/plan"):
        assert client.get(f"{url}?{query}").all("h1")[0].text == client.get(url).all("h1")[0].text


def test_it_costs_the_same_however_much_there_is(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("dic.manager")
    _fill(app)
    client.get("/overview")
    with counted(app) as few:
        client.get("/overview")
    _fill(app, seed=4, inspections=20)
    client.get("/overview")
    with counted(app) as many:
        client.get("/overview")
    assert len(many) == len(few) <= 20
