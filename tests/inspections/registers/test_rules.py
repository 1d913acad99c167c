"""Knows when a report is due and how it stands to that day; knows no table."""

from datetime import date

import pytest

from inspections.errors import RuleBroken
from inspections.registers import rules

DUE = rules.last_day_before("12-10", 2026)


def test_the_yearly_report_is_in_time_on_9_december_and_late_on_the_tenth() -> None:
    assert date(2026, 12, 9) == DUE
    assert rules.standing(DUE, date(2026, 12, 9), DUE)[1] == "Đúng hạn"
    assert rules.standing(DUE, date(2026, 12, 10), DUE)[1] == "Muộn 01 ngày"


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 29), "Chưa nhận, còn 10 ngày"),
        (date(2026, 12, 9), "Chưa nhận, hôm nay là hạn cuối"),
        (date(2026, 12, 10), "Chưa nhận, quá hạn 01 ngày"),
    ],
)
def test_what_is_not_there_says_how_long_it_is_waited_for(today: date, words: str) -> None:
    assert rules.standing(DUE, None, today)[1] == words


def test_without_a_last_day_nothing_is_late() -> None:
    assert rules.standing(None, date(2026, 12, 31), DUE)[1] == "Đã nhận, không có hạn"
    assert rules.standing(None, None, DUE)[1] == "Chưa nhận, không có hạn"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 10 tháng 11 năm 2026", date(2026, 11, 10)),
        ("trước 17 giờ Ngày 05  tháng 01 năm 2027", date(2027, 1, 5)),
        ("10/11/2026", date(2026, 11, 10)),
        ("ngày 31 tháng 02 năm 2026", None),
        ("sau 03 ngày làm việc", None),
        ("", None),
    ],
)
def test_the_day_of_a_notice_is_read_from_its_words(text: str, day: date | None) -> None:
    assert rules.day_in(text) == day


def test_what_is_due_first_is_waited_for_first() -> None:
    waited = [rules.Awaited("outline", "B", "b", day, 2026) for day in (None, date(2026, 5, 2), date(2026, 5, 1))]
    assert [one.due_on for one in rules.in_order(waited)] == [date(2026, 5, 1), date(2026, 5, 2), None]


def test_a_report_is_entered_once_but_for_self_checks() -> None:
    rules.refuse_twice(rules.SELF_CHECK, present=True)
    rules.refuse_twice(rules.YEARLY, present=False)
    for kind in (rules.YEARLY, rules.OUTLINE):
        with pytest.raises(RuleBroken, match="Sổ đã có báo cáo này"):
            rules.refuse_twice(kind, present=True)
