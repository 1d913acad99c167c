"""Knows the pages of the inspected bodies."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.directory.queries import PAGE_SIZE
from inspections.vietnamese import fold, sort_key
from models.directory import Body, BodyName
from tests.inspections.inspecting.cases import body, everything, make_inspection, make_visit
from tests.support.client import Client, counted

SignIn = Callable[[str], Client]


def _names(client: Client, address: str) -> tuple[list[str], str | None, str | None]:
    page = client.get(address)
    names = ["".join(one.itertext()).strip() for one in page.all("th", scope="row")]
    following = next((one.get("href") for one in page.all("a", rel="next")), None)
    previous = next((one.get("href") for one in page.all("a", rel="prev")), None)
    return names, previous, following


def test_bodies_are_listed_in_the_order_of_the_alphabet_page_by_page(each_app: Flask) -> None:
    client = Client(each_app).sign_in("clerk")
    listed: list[str] = []
    address: str | None = "/bodies"
    while address:
        names, _, address = _names(client, address)
        listed += names
    with everything(each_app) as session:
        assert len(listed) == session.scalar(sa.select(sa.func.count()).select_from(Body))
    assert listed == sorted(listed, key=sort_key)


def test_the_page_before_is_the_one_that_was_left(sign_in: SignIn) -> None:
    client = sign_in("clerk")
    first, _, following = _names(client, "/bodies")
    _, previous, _ = _names(client, following or "")
    assert _names(client, previous or "")[0] == first
    assert len(first) == PAGE_SIZE


def test_bodies_are_found_without_marks_and_by_an_old_name(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    assert _names(client, "/bodies?q=huyen+song+mang")[0] == ["Bưu điện xã Sông Măng"]
    assert all("iện" in name for name in _names(client, "/bodies?q=dien&kind=provider")[0])


def test_filters_go_on_to_the_next_page(sign_in: SignIn) -> None:
    _, _, following = _names(sign_in("clerk"), "/bodies?kind=user_agency&q=vinh")
    assert following and "kind=user_agency" in following and "q=vinh" in following


@pytest.mark.parametrize(
    "query", ["kind=%00", "group=x&level=y", "q=%25%25__", "after=1", "before=zzzzzzzzzz", "q=%ed%a0%80"]
)
def test_nonsense_narrows_nothing_and_breaks_nothing(each_app: Flask, query: str) -> None:
    Client(each_app).sign_in("clerk").get(f"/bodies?{query}")


def test_an_empty_list_says_what_to_do(sign_in: SignIn) -> None:
    page = sign_in("clerk").get("/bodies?q=khongcodau")
    assert "Không có đơn vị nào như vậy" in page.text
    assert "/bodies" in page.links()


def test_a_body_shows_its_names_over_time_and_its_visits(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        record = body(session, "bd-song-mang")
        ref, visit = record.ref, make_visit(session, key="bd-song-mang").ref
    page = sign_in("police.inspector").get(f"/bodies/{ref}")
    assert "Bưu điện huyện Sông Măng" in page.text
    assert "đến 31/08/2025" in page.text
    assert f"/visits/{visit}" in page.links()


def test_a_body_does_not_tell_of_a_visit_that_the_reader_may_not_see(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        record = body(session, "bd-co-chien")
        inspection = make_inspection(session, {}, owner="POLICE", audience="own")
        ref, visit = record.ref, make_visit(session, inspection, owner="POLICE", audience="own").ref
    assert f"/visits/{visit}" not in sign_in("dic.inspector").get(f"/bodies/{ref}").links()
    assert f"/visits/{visit}" in sign_in("police.inspector").get(f"/bodies/{ref}").links()


def test_more_bodies_cost_no_more_queries(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    client.get("/bodies?q=trang+trai")
    with counted(app) as few:
        client.get("/bodies?q=trang+trai")
    with everything(app) as session:
        for number in range(30):
            name = f"Trang trại {number}"
            session.add(
                Body(
                    kind="user_agency",
                    level="commune",
                    group_name="Khác",
                    place="xã",
                    search_text=fold(name),
                    sort_key=sort_key(name),
                    names=[BodyName(name=name)],
                )
            )
    with counted(app) as many:
        client.get("/bodies?q=trang+trai")
    assert len(many) == len(few) + 1  # only a list of more than one page is counted


@pytest.mark.parametrize("login", ["auditor", "admin", "body", "approver"])
def test_bodies_are_for_those_who_work_on_cases(sign_in: SignIn, login: str) -> None:
    sign_in(login).get("/bodies", status=403)
