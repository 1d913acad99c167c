"""Knows how requirements are chosen in their list, changed at once, and taken back on the page of the change."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.bulk import rules
from inspections.vietnamese import format_date
from models.findings import Remedy
from tests.inspections.inspecting.cases import body, everything, person
from tests.inspections.remedies.places import made, soon
from tests.support.client import Client, counted

SignIn = Callable[[str], Client]
LETTER = {"number": "1874/SKHCN-BCVT", "day": "16/11/2026"}


def value(app: Flask, ref: str) -> str:
    """What the list sends for a chosen requirement."""
    with everything(app) as session:
        version = session.scalars(sa.select(Remedy.version).where(Remedy.ref == ref)).one()
        return f"{ref}.{version}"


def test_rows_are_chosen_changed_and_taken_back(app: Flask, sign_in: SignIn) -> None:
    good, told = made(app, days=-5), made(app, "reported")
    who = sign_in("dic.manager")
    page = who.get("/remedies")
    chosen = [value(app, good), value(app, told)]
    assert {one.get("value") for one in page.all("input", type="checkbox")} >= set(chosen)
    form = who.get(f"/remedy-changes/new?act=urge&rows={chosen[0]}&rows={chosen[1]}").form("/remedy-changes")
    assert form["rows"] == chosen or form["rows"] == chosen[::-1]
    assert "Cần điền ô này" in who.post("/remedy-changes", status=422, **form).text
    address = who.post("/remedy-changes", **(form | LETTER)).location
    page = who.get(address)
    assert "Đã chọn 02 yêu cầu: 01 đã thực hiện, 01 không thực hiện được." in page.text
    assert "không còn phải đôn đốc" in page.text and f"/remedies/{told}" in page.links()
    assert address in who.get("/remedies").links()
    who.post(f"{address}/undo")
    assert "Đã hoàn tác" in who.get(address).text and address not in who.get("/remedies").links()
    assert "đã hoàn tác" in who.post(f"{address}/undo", status=422).text


def test_the_way_back_is_gone_once_a_row_has_changed(app: Flask, sign_in: SignIn) -> None:
    ref = made(app)
    who = sign_in("dic.manager")
    with everything(app) as session:
        follower = person(session, "dic.inspector").ref
    address = who.post("/remedy-changes", act="assign", rows=value(app, ref), follower=follower).location
    assert "Hoàn tác cả lần" in who.get(address).text
    sign_in("body").post(f"/remedies/{ref}/steps/start")
    page = who.get(address)
    assert "Hoàn tác cả lần" not in page.text and "Không hoàn tác được nữa" in page.text
    assert "đã có thay đổi sau đó" in who.post(f"{address}/undo", status=422).text


def test_a_whole_filtered_list_is_chosen_over_its_pages(app: Flask, sign_in: SignIn) -> None:
    refs = {made(app, key="bd-tam-binh") for _ in range(23)}
    made(app, key="bd-co-chien")
    with everything(app) as session:
        of = body(session, "bd-tam-binh").ref
    who = sign_in("dic.inspector")
    for year in ("x", "0000", "020261", "２０２６"):
        page = who.get(f"/remedy-changes/new?act=ask&everything=y&body={of}&year={year}&state=%00")
    assert {one.partition(".")[0] for one in page.form("/remedy-changes")["rows"]} >= refs
    assert "bd-co-chien" not in page.text


def test_a_row_that_somebody_changed_meanwhile_is_named_and_kept(app: Flask, sign_in: SignIn) -> None:
    ref = made(app)
    seen = value(app, ref)
    sign_in("body").post(f"/remedies/{ref}/steps/start")
    who = sign_in("dic.inspector")
    until = format_date(soon(app, 60))
    address = who.post("/remedy-changes", act="ask", rows=seen, to_on=until, reason="Lũ").location
    assert "vừa được người khác thay đổi" in who.get(address).text


def test_what_the_police_keep_is_not_there_to_be_chosen(app: Flask, sign_in: SignIn) -> None:
    own, mine = made(app, own=True), made(app)
    chosen = [value(app, own), value(app, mine)]
    who = sign_in("dic.manager")
    page = who.get(f"/remedy-changes/new?act=urge&rows={chosen[0]}&rows={chosen[1]}")
    assert page.form("/remedy-changes")["rows"] == [chosen[1]] and own not in page.html
    everything_shown = who.get("/remedy-changes/new?act=urge&everything=y")
    assert own not in everything_shown.html
    address = who.post("/remedy-changes", act="urge", rows=chosen, **LETTER).location
    page = who.get(address)
    assert "Đã chọn 01 yêu cầu: 01 đã thực hiện." in page.text and own not in page.html
    sign_in("police.manager").get(address, status=404)
    assert "Chưa chọn yêu cầu nào" in who.post("/remedy-changes", status=422, act="urge", rows=chosen[0], **LETTER).text


def test_who_may_not(app: Flask, sign_in: SignIn) -> None:
    ref = made(app)
    for login in ("body", "approver", "auditor", "admin"):
        who = sign_in(login)
        who.get("/remedy-changes/new", status=403)
        who.post("/remedy-changes", status=403, act="urge", rows=value(app, ref), **LETTER)
    assert not sign_in("body").get("/remedies").all("input", name="rows")
    clerk = sign_in("clerk").get("/remedies")
    assert {one.get("value") for one in clerk.all("option") if one.get("value") in rules.ACTS} == {"urge"}


@pytest.mark.parametrize("query", ["", "?act=fly", "?rows=%00", "?act=urge&rows=x.1&rows=abcdefghjk.99999999999999999"])
def test_what_nobody_would_choose_shows_an_empty_page(sign_in: SignIn, query: str) -> None:
    assert "Chưa chọn yêu cầu nào" in sign_in("dic.inspector").get(f"/remedy-changes/new{query}").text


def test_the_page_of_a_change_costs_the_same_however_many_it_has(app: Flask, sign_in: SignIn) -> None:
    who, costs = sign_in("dic.manager"), []
    for count in (1, 6):
        rows = [value(app, made(app)) for _ in range(count)]
        address = who.post("/remedy-changes", act="urge", rows=rows, **LETTER).location
        who.get(address)
        with counted(app) as statements:
            who.get(address)
        costs.append(len(statements))
    assert costs[0] == costs[1] < 20
