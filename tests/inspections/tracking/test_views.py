"""Knows what the board and the picture of days show to whom, and that counts are the list's; knows no geometry."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.tracking import queries
from inspections.visible import Viewer, see_as
from models.base import db
from models.findings import DueExtension, Remedy
from tests.inspections.inspecting.cases import body, everything, person
from tests.inspections.overview.cases import Builder
from tests.inspections.remedies.cases import make_finding, make_remedy
from tests.inspections.remedies.places import made, soon
from tests.support.client import Client, Page, counted, words_of

SignIn = Callable[[str], Client]
DAY = date(2026, 11, 22)
PAGES = ("/remedies/board", "/remedies/timeline")
SVG = "{http://www.w3.org/2000/svg}"
STANDING = """
    SELECT CASE WHEN x.state IN ('reported', 'verified', 'effective') THEN x.state
        WHEN NOT EXISTS (SELECT 1 FROM remedy_step s WHERE s.remedy_id = x.id AND s.step = 'send') THEN 'unsent'
        WHEN x.due_on < :day THEN 'late' ELSE 'running' END AS lane, count(*)
    FROM remedy x WHERE (x.audience = 'joint' OR x.owner = :viewer) GROUP BY 1"""


def counts(page: Page) -> dict[str, tuple[int, str]]:
    """Column of the board → its count and the address that the count opens."""
    found = {}
    for lane in page.all("section", **{"class": "card lane"}):
        link = next(one for one in lane.iter("a") if one.get("class") == "lane-count figures")
        number = re.match(r"\d+", words_of(link))
        assert number
        found[words_of(next(lane.iter("h2")))] = int(number.group()), str(link.get("href"))
    return found


@pytest.mark.parametrize("application", ["app", "postgres_app"])
def test_every_requirement_stands_in_one_column_and_the_counts_equal_plain_sql(
    request: pytest.FixtureRequest, application: str
) -> None:
    app: Flask = request.getfixturevalue(application)
    with everything(app) as session:
        Builder(session, 3, DAY).fill(12)
    with app.app_context():
        for viewer in ("DIC", "POLICE"):
            with db.engine.connect() as connection:
                plain = connection.execute(sa.text(STANDING), {"viewer": viewer, "day": DAY}).all()
            with Session(db.engine) as session:
                see_as(session, Viewer("agency", agency=viewer))
                lanes = queries.lanes(session, {}, DAY)
            assert {one.column.key: one.count for one in lanes if one.count} == {row[0]: row[1] for row in plain}
            assert all(len(one.rows) == min(one.count, queries.MOST_CARDS) for one in lanes)


def test_a_count_opens_the_list_of_the_same_requirements(app: Flask, sign_in: SignIn) -> None:
    late, coming = made(app, "open", -40), made(app, "in_progress", 9)
    with everything(app) as session:
        ref = body(session, "bd-song-mang").ref
        unsent = make_remedy(session, Path(app.config["EVIDENCE_DIR"]), sent=False).ref
    who = sign_in("dic.inspector")
    board = who.get(f"/remedies/board?body={ref}&year=2026&state=zz")
    for title, card in (("Quá hạn, chưa báo cáo", late), ("Đang thực hiện", coming), ("Chưa gửi đơn vị", unsent)):
        number, address = counts(board)[title]
        rows = [link for link in who.get(address).links() if re.fullmatch("/remedies/[a-z0-9]{10,}", link)]
        assert f"/remedies/{card}" in rows and len(rows) == number
        assert f"/remedies/{card}" in board.links()
    assert "Quá hạn 40 ngày" in board.text


def test_what_the_police_keep_to_themselves_is_in_no_count_card_or_bar_of_the_department(
    app: Flask, sign_in: SignIn
) -> None:
    def seen(who: str) -> list[object]:
        pages = [sign_in(who).get(one) for one in PAGES]
        return [counts(pages[0]), *(page.links() for page in pages), re.findall("Không vẽ[^<]*", pages[1].text)]

    before = {who: seen(who) for who in ("dic.manager", "police.manager")}
    made(app, "open", -400, own=True)
    assert seen("dic.manager") == before["dic.manager"]
    assert seen("police.manager") != before["police.manager"]


def test_a_bar_leads_to_its_requirement_and_keeps_the_old_day(app: Flask, sign_in: SignIn) -> None:
    ref = made(app, "open", 20)
    with everything(app) as session:
        remedy = session.scalars(sa.select(Remedy).where(Remedy.ref == ref)).one()
        days = {"from_on": soon(app, 5), "to_on": remedy.due_on, "reason": "Chờ kinh phí", "granted": True}
        side = {"owner": remedy.owner, "audience": remedy.audience, "asked_by": person(session, "body")}
        session.add(DueExtension(remedy=remedy, **days, **side))
    page = sign_in("dic.inspector").get("/remedies/timeline")
    (picture,) = page.all(f"{SVG}svg", **{"class": "timeline"})
    assert f"/remedies/{ref}" in {one.get("href") for one in picture.iter() if one.get("href")}
    assert f"{soon(app, 5):%d/%m/%Y}" in page.text and "trước khi gia hạn" in page.text
    assert "style=" not in page.text


def test_a_body_may_not_open_either_and_is_not_shown_the_way(sign_in: SignIn) -> None:
    who = sign_in("body")
    for address in PAGES:
        who.get(address, status=403)
        assert address not in who.get("/remedies").links()


def test_the_pages_cost_the_same_however_many_there_are(app: Flask, sign_in: SignIn) -> None:
    who = sign_in("police.inspector")

    def cost(address: str) -> int:
        who.get(address)
        with counted(app) as statements:
            who.get(address)
        return len(statements)

    before = [cost(address) for address in PAGES]
    with everything(app) as session:
        finding = make_finding(session)
        for _ in range(8):
            make_remedy(session, Path(app.config["EVIDENCE_DIR"]), finding=finding)
    assert [cost(address) for address in PAGES] == before
