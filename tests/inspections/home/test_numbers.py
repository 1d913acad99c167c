"""Knows what the number book shows, to whom, and in which order; knows no step that gives a number."""

from collections.abc import Callable
from datetime import date

import sqlalchemy as sa
from flask import Flask

from inspections.clock import today
from models.inspections import Inspection
from models.papers import Paper
from tests.inspections.inspecting.cases import BOTH_LEAD, everything, make_inspection, make_visit
from tests.inspections.search.cases import make_paper
from tests.support.client import Client, Page, words_of

SignIn = Callable[[str], Client]


def _book(page: Page) -> list[str]:
    return [words_of(one) for one in page.all("th", scope="row")]


def test_the_number_book_has_what_got_a_number_by_year_and_kind(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        for number, year in ((1, 2025), (2, 2026), (3, 2026)):
            given = {"number": f"0{number}/BB-zqb", "numbered_on": date(year, 3, number), "kind": "survey_minutes"}
            make_paper(session, f"Biên bản {number}", visit, series="4:BB-zqb", **given)
        make_paper(session, "Không số zqb", visit)
        own = {
            "number": "04/zqb",
            "numbered_on": date(2026, 3, 9),
            "kind": "survey_minutes",
            "owner": "POLICE",
            "audience": "own",
        }
        make_paper(session, "Riêng zqb", visit, **own)
    client = Client(each_app).sign_in("clerk")
    assert _book(client.get("/number-book?kind=survey_minutes")) == ["03/BB-zqb", "02/BB-zqb", "01/BB-zqb"]
    page = client.get("/number-book?year=2025&kind=survey_minutes")
    assert _book(page) == ["01/BB-zqb"]
    assert "Biên bản làm việc · Bưu điện phường Cổ Chiên · đoàn theo Quyết định số 9/QĐ-SKHCN" in page.text
    whole = client.get("/number-book")
    assert "04/zqb" not in whole.text and "Không số" not in whole.text and "4:BB" not in whole.html
    assert "04/zqb" in Client(each_app).sign_in("police.inspector").get("/number-book").text


def test_a_number_that_is_not_signed_yet_stands_on_top_of_this_years_book(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        year = today().year
    with everything(app) as session:
        make_paper(session, "Lấy số hôm nay zqg", number="09/BB-zqg")
    client = sign_in("clerk")
    page = client.get(f"/number-book?year={year}")
    assert _book(page)[0] == "09/BB-zqg" and "chưa ký" in page.text
    assert "zqg" not in client.get(f"/number-book?year={year - 1}").text


def test_a_decision_stands_in_the_number_book_once(each_app: Flask) -> None:
    with everything(each_app) as session:
        signed = {"state": "decided", "decided_on": date(2026, 5, 6)}
        elsewhere = make_inspection(session, BOTH_LEAD, title="Ký ngoài zqt", decision_number="71/zqt", **signed).ref
        here = make_inspection(session, BOTH_LEAD, title="Lập ở đây zqt", decision_number="72/zqt", **signed)
        make_inspection(session, {}, decision_number="73/zqt", owner="POLICE", audience="own", **signed)
        drawn = {"kind": "decision", "state": "sent", "number": "72/zqt", "numbered_on": date(2026, 5, 6)}
        paper, by_itself = make_paper(session, "Quyết định zqt", make_visit(session, here), **drawn).ref, here.ref
    page = Client(each_app).sign_in("clerk").get("/number-book?kind=decision&year=2026")
    assert [one for one in _book(page) if "zqt" in one] == ["72/zqt", "71/zqt"]
    assert {f"/inspections/{elsewhere}/decision", f"/papers/{paper}"} <= set(page.links())
    assert f"/inspections/{by_itself}/decision" not in page.links()


def test_what_cannot_be_asked_for_narrows_nothing(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        make_paper(session, "Có số zqw", number="05/BB-zqw", numbered_on=date(2026, 3, 9))
    page = sign_in("clerk").get("/number-book?year=1999&kind=x&before=zzzzzzzzzz")
    assert "05/BB-zqw" in _book(page)


def test_an_empty_number_book_says_where_numbers_come_from(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        for paper in session.scalars(sa.select(Paper)):
            paper.number = None
        for inspection in session.scalars(sa.select(Inspection)):
            inspection.decision_number = None
    page = sign_in("clerk").get("/number-book")
    assert "Chưa có văn bản nào được cấp số." in page.text and not page.all("table")
