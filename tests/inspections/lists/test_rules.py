"""Knows what an address may ask of a list: columns, order, what a form brings back."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from inspections.errors import RuleBroken
from inspections.lists import rules
from inspections.lists.rules import Column, Order

DAY = Column("day", "Ngày", "date", 12, lambda row: row, sort="day")
NAME = Column("name", "Tên", "text", 30, lambda row: row)
BODY = Column("body", "Đơn vị", "text", 30, lambda row: row, sort="body", shown=False, agencies=True)
COLUMNS = [NAME, DAY, BODY]


def keys(columns: list[Column]) -> list[str]:
    return [one.key for one in columns]


def test_the_first_column_is_always_there_and_the_order_is_that_of_the_declaration() -> None:
    assert keys(rules.chosen(COLUMNS, ["body", "day"])) == ["name", "day", "body"]
    assert keys(rules.chosen(COLUMNS, ["nonsense"])) == keys(rules.chosen(COLUMNS, [])) == ["name", "day"]


def test_a_list_is_sorted_by_a_column_that_allows_it_alone() -> None:
    assert rules.sorted_by(COLUMNS, "-day") == (DAY, True) and rules.sorted_by(COLUMNS, "day") == (DAY, False)
    for asked in ("", "name", "-", "--day", "x" * 5000):
        assert rules.sorted_by(COLUMNS, asked) is None
    assert rules.orders(COLUMNS)[0] == ("-day", "Ngày: mới trước")


def test_a_body_has_no_columns_about_bodies() -> None:
    declared: Any = SimpleNamespace(columns=tuple(COLUMNS))
    assert keys(rules.columns_for(declared, 7)) == ["name", "day"] and len(rules.columns_for(declared, None)) == 3


def test_the_key_comes_last_in_every_order() -> None:
    declared: Any = SimpleNamespace(order=Order(("a", "id"), True, "mới trước"), model=SimpleNamespace(id="id"))
    assert rules.order_of(declared, None, str) is declared.order
    assert rules.order_of(declared, (DAY, False), str) == Order(("day", "id"), False, "ngày: cũ trước")


def test_what_cannot_be_read_is_not_taken_for_nothing() -> None:
    assert rules.read(None) == rules.read("") == []
    assert rules.read("x" * 9000) is None and rules.read("&".join(["a=1"] * 200)) is None


def test_a_form_brings_back_what_the_address_had() -> None:
    assert rules.read("q=%C4%91i%E1%BB%87n&column=day&column=body") == [
        ("q", "điện"),
        ("column", "day"),
        ("column", "body"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "－1"])
def test_no_text_begins_a_formula(text: str) -> None:
    assert rules.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Bưu điện", "a=1", "", "1-2"])
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert rules.harmless(text) == text


def test_every_kind_has_its_words() -> None:
    words = {"visit": {"planned": ("○", "Chưa kiểm tra", "")}}
    said = [
        (DAY, date(2026, 11, 5), "05/11/2026"),
        (Column("a", "A", "money", 9, str), 3_000_000, "3.000.000"),
        (Column("a", "A", "lines", 9, str), ["một", "hai"], "một; hai"),
        (Column("a", "A", "state", 9, str, of="visit"), "planned", "Chưa kiểm tra"),
        (Column("a", "A", "mark", 9, str), ("!", "Quá hạn", ""), "Quá hạn"),
        (Column("a", "A", "own", 9, str), "Công an tỉnh", "Chỉ Công an tỉnh xem"),
        (NAME, None, ""),
    ]
    assert [rules.plain(column, value, words) for column, value, _text in said] == [text for *_, text in said]


def test_a_name_is_given_once_and_not_without_end() -> None:
    rules.refuse_name("Quá hạn", ["Khác"])
    for others in (["Quá hạn"], [str(n) for n in range(rules.MOST_KEPT)]):
        with pytest.raises(RuleBroken):
            rules.refuse_name("Quá hạn", others)
