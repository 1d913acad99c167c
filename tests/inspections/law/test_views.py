"""Knows the pages of documents and acts."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from inspections.law import queries
from inspections.law.catalogue import documents as shipped
from inspections.law.catalogue import in_force
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client

SignIn = Callable[[str], Client]


@pytest.mark.parametrize("day", [date(2016, 1, 1), date(2022, 2, 14), date(2022, 2, 15), date(2026, 7, 1)])
def test_the_documents_of_a_day_are_those_of_the_catalogue(each_app: Flask, day: date) -> None:
    with everything(each_app) as session:
        found = {document.key for document in queries.documents(session, {"on": day})}
    assert found == {row["key"] for row in in_force(shipped(), day)}


def test_a_day_is_typed_as_people_write_it(sign_in: SignIn) -> None:
    text = sign_in("clerk").get("/law?on=14/02/2022").text
    assert "Đang có hiệu lực ngày 14/02/2022" in text
    assert "55/2016/QĐ-TTg" in text
    assert "37/2021/QĐ-TTg" not in text


def test_a_day_that_is_none_is_said_and_narrows_nothing(sign_in: SignIn) -> None:
    text = sign_in("clerk").get("/law?on=31/02/2022").text
    assert "Ngày phải ghi dạng ngày/tháng/năm" in text
    assert "37/2021/QĐ-TTg" in text


def test_documents_are_found_without_marks(sign_in: SignIn) -> None:
    text = sign_in("police.inspector").get("/law?q=luat+buu+chinh").text
    assert "49/2010/QH12" in text
    assert "174/2026/NĐ-CP" not in text


def test_an_act_shows_the_bands_of_both_kinds_of_subject(sign_in: SignIn) -> None:
    text = sign_in("dic.inspector").get("/law/acts?q=khong+su+dung+dau+ngay").text
    assert "3.000.000 – 5.000.000" in text
    assert "1.500.000 – 2.500.000" in text


def test_acts_are_narrowed_by_who_is_competent(sign_in: SignIn) -> None:
    text = sign_in("dic.inspector").get("/law/acts?competence=police").text
    assert "Lập biên bản: Công an tỉnh" in text
    assert "Lập biên bản: Sở KH&CN" not in text


@pytest.mark.parametrize("address", ["/law?on=%00&q=%00", "/law/acts?document=x&competence=%00&q=" + "a" * 900])
def test_nonsense_is_no_fault_of_the_server(each_app: Flask, address: str) -> None:
    Client(each_app).sign_in("admin").get(address)


def test_an_empty_list_says_what_to_do(sign_in: SignIn) -> None:
    assert "Không có văn bản nào như vậy" in sign_in("clerk").get("/law?q=khongcogi").text
    assert "Không có hành vi nào như vậy" in sign_in("clerk").get("/law/acts?q=khongcogi").text
