"""Knows the pages of inspections and visits as people use them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from inspections.clock import today
from inspections.inspecting import actions, queries
from inspections.vietnamese import format_date
from tests.inspections.inspecting.cases import (
    BOTH_LEAD,
    DAY,
    DIC_LEADS,
    body,
    codes,
    everything,
    found,
    make_inspection,
    make_visit,
    person,
    seen_by,
)
from tests.support.client import Client, counted

SignIn = Callable[[str], Client]


def _visit(app: Flask, chosen: bool = False, team: dict[str, str] = BOTH_LEAD, **fields: object) -> str:
    with everything(app) as session:
        visit = make_visit(session, make_inspection(session, team), **fields)
        if chosen:
            actions.choose_items(
                session, visit, person(session, "dic.manager"), codes(session, quality=("CL-01", "CL-08"))
            )
        return visit.ref


def test_the_list_of_visits_is_turned_by_its_key_both_ways(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        inspection = make_inspection(session)
        for number in range(45):
            make_visit(session, inspection, day=DAY - timedelta(days=4000 + number))
    client = sign_in("dic.inspector")
    seen: list[set[str]] = []
    address: str | None = "/visits?q=co+chien"
    while address:
        page = client.get(address)
        seen.append({link for link in page.links() if link.startswith("/visits/")})
        address = next((one.get("href") for one in page.all("a", rel="next")), None)
        back = next((one.get("href") for one in page.all("a", rel="prev")), None)
    assert [len(one) for one in seen[:2]] == [20, 20]
    assert not seen[0] & seen[1]
    assert back
    before = {link for link in client.get(back).links() if link.startswith("/visits/")}
    assert before == seen[-2]


def test_a_list_costs_the_same_however_long_it_is(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    client.get("/visits")
    with counted(app) as few:
        client.get("/visits?q=co+chien")
    with everything(app) as session:
        inspection = make_inspection(session)
        for number in range(15):
            visit = make_visit(session, inspection, day=DAY + timedelta(days=number))
            actions.choose_items(session, visit, person(session, "dic.manager"), codes(session, quality=("CL-01",)))
    with counted(app) as many:
        client.get("/visits?q=co+chien")
    assert len(many) == len(few)


@pytest.mark.parametrize("words", ["dien song mang", "SÔNG MĂNG", "so\u0302ng ma\u0306ng"])
def test_a_search_does_not_mind_marks_or_case(sign_in: SignIn, words: str) -> None:
    page = sign_in("dic.inspector").get("/visits", query_string={"q": words})
    assert "Bưu điện xã Sông Măng" in page.text
    assert "Sở Y tế" not in page.text


def test_a_state_narrows_the_list(sign_in: SignIn) -> None:
    page = sign_in("dic.inspector").get("/visits?state=announced")
    assert "Bưu điện xã Sông Măng" in page.text
    assert "Sở Y tế" not in page.text


@pytest.mark.parametrize(
    "query",
    ["state=none", "after=x", "after=zzzzzzzzzz", "before=%00", "q=%00", "q=%25", "q=" + "a" * 5000, "year=99999"],
)
@pytest.mark.parametrize("address", ["/visits", "/inspections"])
def test_nonsense_in_an_address_is_no_fault_of_the_server(each_app: Flask, address: str, query: str) -> None:
    Client(each_app).sign_in("dic.inspector").get(f"{address}?{query}")


def test_an_inspection_is_led_by_the_agency_as_it_was_called_at_the_decision(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        make_inspection(session, title="Kiểm tra năm cũ", decided_on=DAY.replace(year=2024), state="reported")
    page = sign_in("dic.inspector").get("/inspections?year=2024")
    assert "Sở Thông tin và Truyền thông chủ trì" in page.text


def test_a_body_is_called_as_on_the_day_of_the_visit(app: Flask, sign_in: SignIn) -> None:
    ref = _visit(app, key="bd-song-mang", day=DAY.replace(year=2024))
    assert "Bưu điện huyện Sông Măng" in sign_in("dic.inspector").get(f"/visits/{ref}").text


def test_an_inspection_shows_its_time_limit_and_its_team_in_order(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        inspection = make_inspection(session, DIC_LEADS, extension_days=5)
        make_visit(session, inspection, state="announced", announced_on=DAY)
        ref = inspection.ref
    text = sign_in("clerk").get(f"/inspections/{ref}").text
    assert "10 ngày, gia hạn 05 ngày; đến hết ngày 30/03/2026" in text
    assert text.index("Phạm Thị Thu Hà") < text.index("Lê Minh Khôi") < text.index("Nguyễn Hoàng Nam")


def test_the_leader_announces_a_visit_after_being_asked(app: Flask, sign_in: SignIn) -> None:
    ref = _visit(app, chosen=True)
    client = sign_in("dic.manager")
    assert f"/visits/{ref}/announce" in client.get(f"/visits/{ref}").links()
    assert "không hoàn tác được" in client.get(f"/visits/{ref}/announce").text
    assert client.post(f"/visits/{ref}/announce").location == f"/visits/{ref}"
    assert "Kiểm tra tại đơn vị" in client.get(f"/visits/{ref}").text
    with everything(app) as session:
        assert found(session, ref).state == "announced"


def test_what_was_announced_yesterday_is_recorded_so_and_a_wrong_day_stands_beside_its_field(
    app: Flask, sign_in: SignIn
) -> None:
    ref, client = _visit(app, chosen=True), sign_in("dic.manager")
    with app.app_context():
        yesterday, tomorrow = (today() + timedelta(days=days) for days in (-1, 1))
    page = client.post(f"/visits/{ref}/announce", status=422, day=format_date(tomorrow))
    assert 'id="day-error"' in page.html and f'value="{format_date(tomorrow)}"' in page.html
    client.post(f"/visits/{ref}/announce", day=format_date(yesterday))
    with everything(app) as session:
        visit = found(session, ref)
        assert (visit.announced_on, visit.day) == (yesterday, yesterday)


def test_a_blocked_announcement_says_why_and_changes_nothing(app: Flask, sign_in: SignIn) -> None:
    ref = _visit(app)
    client = sign_in("dic.manager")
    assert "Chưa chọn nội dung kiểm tra" in client.get(f"/visits/{ref}/announce").text
    assert "Chưa chọn nội dung kiểm tra" in client.post(f"/visits/{ref}/announce", status=422).text
    with everything(app) as session:
        assert found(session, ref).state == "planned"


@pytest.mark.parametrize("login", ["dic.inspector", "police.inspector", "clerk"])
def test_who_does_not_lead_neither_announces_nor_chooses(app: Flask, sign_in: SignIn, login: str) -> None:
    ref = _visit(app, chosen=True)
    client = sign_in(login)
    assert not {f"/visits/{ref}/announce", f"/visits/{ref}/items"} & client.get(f"/visits/{ref}").links()
    client.get(f"/visits/{ref}/items", status=403)
    client.post(f"/visits/{ref}/items", status=403, codes="CL-01", version="1")
    client.post(f"/visits/{ref}/announce", status=403)


def test_the_first_look_offers_what_the_bodys_level_is_asked(app: Flask, sign_in: SignIn) -> None:
    ref = _visit(app)
    form = sign_in("dic.manager").get(f"/visits/{ref}/items").form(f"/visits/{ref}/items")
    assert {"CL-01", "CL-42"} <= set(form["codes"])
    assert not {"CL-04", "AN-02", "AN-01"} & set(form["codes"])


def test_the_ticks_of_the_page_become_the_items_of_the_visit(app: Flask, sign_in: SignIn) -> None:
    ref = _visit(app)
    client = sign_in("dic.manager")
    form = client.get(f"/visits/{ref}/items").form(f"/visits/{ref}/items")
    client.post(f"/visits/{ref}/items", codes=["CL-01", "CL-02"], own=["CL-02"], version=form["version"])
    again = client.get(f"/visits/{ref}/items").form(f"/visits/{ref}/items")
    assert (again["codes"], again["own"]) == (["CL-01", "CL-02"], ["CL-02"])
    with seen_by(app, "POLICE") as session:
        assert list(queries.chosen(session, found(session, ref))) == ["CL-01"]


def test_the_buttons_of_a_section_work_without_a_script(app: Flask, sign_in: SignIn) -> None:
    ref = _visit(app)
    client = sign_in("dic.manager")
    form = client.get(f"/visits/{ref}/items").form(f"/visits/{ref}/items") | {"codes": ["CL-20"]}
    answer = client.post(f"/visits/{ref}/items", **form, pick="provider-quality:A1")
    assert answer.location.endswith(f"/visits/{ref}/items#section-provider-quality:A1")
    form = client.get(f"/visits/{ref}/items").form(f"/visits/{ref}/items")
    assert {"CL-01", "CL-20"} <= set(form["codes"])
    client.post(f"/visits/{ref}/items", **form, drop="provider-quality:A1")
    with everything(app) as session:
        assert list(queries.chosen(session, found(session, ref))) == ["CL-20"]


def test_a_stale_page_is_refused_with_what_was_ticked(app: Flask, sign_in: SignIn) -> None:
    ref = _visit(app)
    client = sign_in("dic.manager")
    page = client.post(f"/visits/{ref}/items", status=422, codes=["CL-09"], version="99")
    assert "vừa được người khác thay đổi" in page.text
    assert page.form(f"/visits/{ref}/items")["codes"] == ["CL-09"]


@pytest.mark.parametrize("fields", [{}, {"version": "x"}, {"version": "9" * 10}, {"version": "1", "pick": "a" * 100}])
def test_nonsense_on_the_page_of_items_is_refused(app: Flask, sign_in: SignIn, fields: dict[str, str]) -> None:
    ref = _visit(app)
    sign_in("dic.manager").post(f"/visits/{ref}/items", status=422, codes="\0", **fields)


def test_items_that_wait_for_another_time_are_listed(app: Flask, sign_in: SignIn) -> None:
    ref = _visit(app, chosen=True)
    text = sign_in("dic.inspector").get(f"/visits/{ref}").text
    assert "CL-08" in text
    assert "Kiểm tra ngoài giờ làm việc" in text
    assert "CL-01" not in text


def test_a_visit_is_not_shown_to_who_has_no_case(app: Flask, sign_in: SignIn) -> None:
    ref = _visit(app, chosen=True)
    for login in ("body", "auditor", "approver", "admin"):
        sign_in(login).get(f"/visits/{ref}", status=404)


def test_a_survey_is_called_so(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        party = body(session, "vp-tinh-uy")
        ref = make_visit(session, make_inspection(session), "vp-tinh-uy", kind=party.subject).ref
    assert "Khảo sát ngày 16/03/2026" in sign_in("dic.inspector").get(f"/visits/{ref}").text
    page = sign_in("dic.manager").get(f"/visits/{ref}/announce")
    assert "Bắt đầu khảo sát" in page.text and "Công bố quyết định" not in page.text
