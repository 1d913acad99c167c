"""Knows what the overview shows, to whom, and that its numbers open their lists; knows no SQL."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.clock import today
from inspections.findings.queries import asked_conditions
from inspections.inspecting import queries as inspecting
from inspections.overview import queries, rules
from inspections.overview.rules import Asked
from inspections.remedies import queries as remedies
from inspections.vietnamese import QUARTERS
from inspections.visible import Viewer, see_as
from models.base import db
from models.findings import Finding, Remedy
from models.inspections import Inspection, Visit
from tests.inspections.inspecting.cases import everything
from tests.inspections.overview.cases import Builder
from tests.support.client import Client, Page, counted, filled, words_of

SignIn = Callable[[str], Client]
SVG = "{http://www.w3.org/2000/svg}"


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


LENGTHS: dict[str, Callable[[Session, dict[str, str], date], Any]] = {
    "/findings": lambda session, asked, _day: session.scalar(
        sa.select(sa.func.count(Finding.id)).join(Visit, Finding.visit_id == Visit.id).where(*asked_conditions(asked))
    ),
    "/remedies": lambda session, asked, day: session.scalar(
        remedies.narrowed(sa.select(sa.func.count(Remedy.id)).join(Visit, Remedy.visit_id == Visit.id), asked, day)
    ),
    "/visits": lambda session, asked, _day: session.scalar(
        sa.select(sa.func.count(Visit.id)).where(*inspecting.visit_conditions(asked))
    ),
    "/inspections": lambda session, asked, _day: session.scalar(
        sa.select(sa.func.count(Inspection.id)).where(*inspecting.inspection_conditions(asked))
    ),
    "/overview/plan": lambda session, asked, _day: len(
        queries.plans(session, Asked(int(asked["year"]), **{name: asked.get(name, "") for name in rules.NARROWS}))[
            int(asked["year"])
        ].of(asked.get("stage", ""))
    ),
}
"""List → how many rows it has by the conditions that it is read by."""


@pytest.mark.parametrize(
    ("who", "asked"),
    [("dic.manager", ""), ("police.inspector", "agency=POLICE"), ("police.manager", "quarter=3&commune=xã Long Hồ")],
)
def test_every_number_is_the_length_of_the_list_it_opens(app: Flask, sign_in: SignIn, who: str, asked: str) -> None:
    _fill(app)
    client = sign_in(who)
    page = client.get(f"/overview?{asked}")
    assert "Hành vi đã có quyết định xử phạt" in page.text
    numbers = _numbers(page)
    kinds: dict[Any, tuple[str, int]] = {}
    with app.app_context(), Session(db.engine) as session:
        see_as(session, Viewer("agency", agency="DIC" if who.startswith("dic") else "POLICE"))
        for url, number in numbers.items():
            parts = urlsplit(url)
            values = dict(parse_qsl(parts.query))
            assert LENGTHS[parts.path](session, values, today()) == number, url
            kinds[parts.path, *sorted({*values} - {"agency"})] = url, number
    assert len(numbers) > (10 if asked else 80)
    for url, number in kinds.values():
        assert _rows(client, url) == number, url


def test_every_list_understands_what_a_number_asks_of_it_and_gives_it_back(app: Flask, sign_in: SignIn) -> None:
    _fill(app)
    client = sign_in("dic.manager")
    body = client.get("/overview").all("select", name="body")[0]
    ref = max((one.get("value") or "") for one in body.iter("option"))
    urls = {}
    for query in ("", f"?quarter=3&body={ref}", "?commune=xã Long Hồ"):
        for url in _numbers(client.get(f"/overview{query}")):
            urls[urlsplit(url).path, *sorted(dict(parse_qsl(urlsplit(url).query)))] = url
    for url in urls.values():
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
    quarters = [_rows(client, f"/overview/plan?quarter={quarter}") for quarter in QUARTERS]
    stages = [_rows(client, f"/overview/plan?stage={stage}") for stage in rules.STAGES]
    assert sum(quarters) == sum(stages) == whole > 0
    assert "chưa có kế hoạch kiểm tra chuyên đề được ban hành" in client.get("/overview?year=2020").text or whole


@pytest.mark.parametrize(
    "query",
    ["year=x", "year=99999999999", "year=%00", "agency=UBND", "stage=x&quarter=9", "year=-1", "commune=%00&body=x"],
)
def test_nonsense_narrows_nothing(each_app: Flask, query: str) -> None:
    client = Client(each_app).sign_in("dic.manager")
    for url in ("/overview", "/overview/plan"):
        assert client.get(f"{url}?{query}").all("h1")[0].text == client.get(url).all("h1")[0].text


def test_every_plot_says_its_numbers_in_words_and_carries_no_style(app: Flask, sign_in: SignIn) -> None:
    _fill(app)
    page = sign_in("dic.manager").get("/overview")
    plots = page.all(f"{SVG}svg", role="img")
    assert len(plots) == 4
    for plot in plots:
        title, description = (next(plot.iter(SVG + tag)) for tag in ("title", "desc"))
        assert plot.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        numbers = re.findall(r" \d+(?=[,;.])", description.text or "")
        assert numbers and words_of(title)
        assert not [one for one in plot.iter() if one.get("style") or one.tag in (f"{SVG}style", f"{SVG}script")]
    assert len({one.get("id") for one in page.all(f"{SVG}pattern")}) == 2


def test_what_is_overdue_is_named_as_far_as_one_sheet_holds_and_summed_in_full(app: Flask, sign_in: SignIn) -> None:
    _fill(app, inspections=30)
    page = sign_in("dic.manager").get("/overview")
    named = [one for one in page.all("a") if (one.get("href") or "").startswith("/bodies/")]
    assert len(named) == rules.MOST_LATE
    assert "Nêu tên 8 đơn vị quá hạn lâu nhất" in page.text


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
