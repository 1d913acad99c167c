"""Knows how a colleague's paper form is typed in: who observed, who typed, and who may not be named."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from models.checklists import Operation, VisitItem
from models.directory import User
from models.inspections import TeamMember
from tests.inspections.fieldwork.answering import Place, fill
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client


def ref_of(app: Flask, login: str) -> str:
    """The public reference of an account."""
    with everything(app) as session:
        return str(session.scalars(sa.select(User.ref).where(User.login == login)).one())


def observers(app: Flask, place: Place, code: str) -> list[tuple[str, str | None]]:
    """Who typed and who observed each operation of an item."""
    with everything(app) as session:
        query = sa.select(Operation).join(VisitItem).where(VisitItem.ref == place.items[code]).order_by(Operation.id)
        return [(row.by.login, row.observed_by and row.observed_by.login) for row in session.scalars(query)]


def test_who_observed_stands_beside_who_typed(app: Flask, place: Place, dic: Client) -> None:
    url = f"/visits/{place.visit}/observer"
    dic.post(url, observer=ref_of(app, "dic.manager"))
    page = dic.get(place.section("A5"))
    assert "Đang nhập từ phiếu giấy" in page.text and "Phạm Thị Thu Hà" in page.text
    fill(dic, place.item("CL-26"), result="pass")
    fill(dic, place.item("CL-26"), note="Theo phiếu giấy.")
    assert observers(app, place, "CL-26") == [("dic.inspector", "dic.manager")] * 2
    assert "quan sát: Phạm Thị Thu Hà, nhập: Lê Minh Khôi" in dic.get(place.item("CL-26")).text
    dic.post(url, observer="")
    assert "Đang nhập từ phiếu giấy" not in dic.get(place.section("A5")).text
    fill(dic, place.item("CL-26"), note="Tự xem lại.")
    assert observers(app, place, "CL-26")[-1] == ("dic.inspector", None)


@pytest.mark.parametrize("login", ["police.inspector", "clerk", "dic.inspector", "admin"])
def test_only_another_member_of_the_same_agency_may_be_named(app: Flask, place: Place, dic: Client, login: str) -> None:
    page = dic.post(f"/visits/{place.visit}/observer", status=422, observer=ref_of(app, login))
    assert "của cùng cơ quan" in page.text


def test_nonsense_is_refused_and_strangers_to_the_team_may_not_ask(
    place: Place, dic: Client, sign_in: Callable[[str], Client]
) -> None:
    url = f"/visits/{place.visit}/observer"
    dic.post(url, status=422, observer="a" * 41)
    dic.post(url, status=422, observer="zzzzzzzzzz")
    sign_in("clerk").post(url, status=403, observer="")


def test_it_holds_for_one_visit_alone_and_ends_when_the_colleague_leaves(app: Flask, place: Place, dic: Client) -> None:
    dic.post(f"/visits/{place.visit}/observer", observer=ref_of(app, "dic.manager"))
    with everything(app) as session:
        user = session.scalars(sa.select(User).where(User.login == "dic.manager")).one()
        session.execute(sa.update(TeamMember).where(TeamMember.user_id == user.id).values(left_on=date(2026, 1, 2)))
    assert "mời chọn lại" in fill(dic, place.item("CL-26"), status=422, result="pass").text
    assert observers(app, place, "CL-26") == []
    assert "không còn trong đoàn" in dic.get(place.section("A5")).text
    dic.post(f"/visits/{place.visit}/observer", observer="")
    fill(dic, place.item("CL-26"), result="pass")


def test_the_rest_is_not_passed_in_one_tap_from_paper(app: Flask, place: Place, dic: Client) -> None:
    rest = f"/visits/{place.visit}/sections/A5/rest"
    assert rest in dic.get(place.section("A5")).links()
    dic.post(f"/visits/{place.visit}/observer", observer=ref_of(app, "dic.manager"))
    assert rest not in dic.get(place.section("A5")).links()
