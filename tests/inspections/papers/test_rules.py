"""Knows how papers are numbered and worded, and what is asked when they are not signed; knows no database."""

from datetime import date

import pytest

from inspections.errors import RuleBroken
from inspections.papers import rules, wording
from inspections.papers.rules import Signing


@pytest.mark.parametrize(("numbers", "following"), [([], 1), (["02/BB-ĐKT", None, "11/BB-ĐKT"], 12), (["x", ""], 1)])
def test_the_next_number_follows_the_last_that_was_given(numbers: list[str | None], following: int) -> None:
    assert rules.next_serial(numbers) == following


def test_numbers_below_ten_have_a_leading_zero() -> None:
    assert rules.number_text(7, "BB-ĐKT") == "07/BB-ĐKT" and rules.number_text(12, "BB-ĐKT") == "12/BB-ĐKT"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 3, 6), "ngày 06 tháng 3 năm 2026"),
        (date(2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
        (None, "ngày …… tháng …… năm ……"),
    ],
)
def test_days_are_written_as_the_decree_says(day: date | None, said: str) -> None:
    assert wording.long_date(day) == said


def test_points_follow_the_vietnamese_alphabet_and_never_run_out() -> None:
    heads = [line.partition(")")[0] for line in wording.points(str(n) for n in range(25))]
    assert heads[:6] == ["a", "b", "c", "d", "đ", "e"] and heads[23:] == ["aa", "bb"]
    assert list(wording.points(["một.", "hai;"])) == ["a) một;", "b) hai."]
    assert list(wording.points(["", "một;"])) == ["Một."], "one point alone is a sentence"


def test_typed_lines_lose_the_numbering_that_people_type() -> None:
    assert wording.lines("a) Một\n- Hai\n\n 3) Ba") == ["Một", "Hai", "Ba"]


def test_a_day_to_come_is_refused() -> None:
    rules.refuse_future(date(2026, 11, 22), date(2026, 11, 22))
    with pytest.raises(RuleBroken, match="chưa đến"):
        rules.refuse_future(date(2026, 11, 23), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("signing", "sentence"),
    [
        (Signing(witness="Bà Hoa"), "lý do đơn vị không ký"),
        (Signing(reason="vắng mặt"), "chính quyền cấp xã"),
        (Signing(reason="vắng mặt", witness="Bà Hoa"), None),
        (Signing(reason="vắng mặt", witness_reason="bận"), None),
    ],
)
def test_who_does_not_sign_needs_a_reason_and_a_witness(signing: Signing, sentence: str | None) -> None:
    if sentence is None:
        return rules.refuse_unwitnessed(signing)
    with pytest.raises(RuleBroken, match=sentence):
        rules.refuse_unwitnessed(signing)


def test_the_help_says_of_every_paper_when_it_is_drawn_up() -> None:
    assert set(rules.OCCASIONS) == set(rules.KINDS)
