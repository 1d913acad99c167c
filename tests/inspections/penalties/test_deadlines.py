"""Knows the last day of each step of a violation's handling, on both sides of every limit; knows no database."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from inspections.law.rules import Band
from inspections.penalties import deadlines
from inspections.penalties.deadlines import Course, Due
from inspections.working_days import Calendar
from tests.inspections.penalties.test_rules import TERMS

FRIDAY = date(2026, 11, 20)
ONE_DAY = timedelta(days=1)
NONE_OFF = Calendar()
WHOLE = Course(FRIDAY, record_on=FRIDAY, explains=True, decision_on=FRIDAY, fine=1, received_on=FRIDAY)


def dues(course: Course, calendar: Calendar = NONE_OFF) -> dict[str, Due]:
    return {one.step: one for one in deadlines.dues(course, TERMS.deadline, calendar)}


@pytest.mark.parametrize(
    ("given", "step", "last"),
    [
        ({}, "record", date(2026, 11, 24)),
        ({"complicated": True}, "record", date(2026, 11, 27)),
        ({"expertise_on": date(2026, 11, 25)}, "record", date(2026, 11, 30)),
        ({"complicated": True, "expertise_on": date(2026, 11, 25)}, "record", date(2026, 11, 30)),
        ({}, "explain_direct", date(2026, 11, 24)),
        ({}, "explain_written", date(2026, 11, 27)),
        ({}, "decide", date(2026, 12, 1)),
        ({"pace": "sent"}, "decide", date(2026, 12, 4)),
        ({"pace": "explained"}, "decide", date(2026, 12, 20)),
        ({"pace": "complex"}, "decide", date(2027, 1, 20)),
        ({}, "send", date(2026, 11, 25)),
        ({}, "pay", date(2026, 11, 30)),
        ({}, "enforce", date(2027, 11, 20)),
    ],
)
def test_each_step_has_its_last_day(given: dict[str, Any], step: str, last: date) -> None:
    assert dues(replace(WHOLE, **given))[step].last == last


def test_a_day_off_moves_what_counts_in_working_days_alone() -> None:
    off = Calendar(frozenset({date(2026, 11, 24)}))
    assert dues(WHOLE, off)["record"].last == date(2026, 11, 25)
    assert dues(WHOLE, off)["pay"].last == date(2026, 11, 30)


def test_a_last_day_that_is_not_worked_moves_only_where_the_law_on_penalties_says_so() -> None:
    received = replace(WHOLE, received_on=date(2026, 11, 18))
    assert dues(received)["pay"].last == date(2026, 11, 28)
    pay = TERMS.deadline["pay"]
    moving = replace(pay, content={**pay.content, "off_days": "next"})
    assert deadlines.last_day(moving, date(2026, 11, 18), NONE_OFF) == date(2026, 11, 30)
    assert deadlines.last_day(moving, date(2026, 11, 20), NONE_OFF) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"transferred_on": FRIDAY}, "decide_sent"),
        ({"explain_asked_on": FRIDAY}, "decide_explained"),
        ({"explain_asked_on": FRIDAY, "transferred_on": FRIDAY}, "decide_explained"),
        ({"explain_asked_on": date(2026, 11, 27)}, "decide_explained"),
        ({"explain_asked_on": date(2026, 11, 30)}, "decide"),
        ({"explain_asked_on": date(2026, 11, 25), "explain_way": "direct"}, "decide"),
        ({"explain_asked_on": FRIDAY, "pace": "complex"}, "decide_complex"),
        ({"transferred_on": FRIDAY, "pace": "explained"}, "decide_explained"),
    ],
)
def test_the_decision_has_the_time_that_what_happened_to_the_file_gives_it(given: dict[str, Any], code: str) -> None:
    assert dues(replace(WHOLE, **given))["decide"].term.code == code


def test_a_month_ends_on_its_last_day() -> None:
    late = replace(WHOLE, record_on=date(2026, 12, 31), pace="complex")
    assert dues(late)["decide"].last == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("subject", "top", "has"),
    [
        ("organisation", 29_999_999, False),
        ("organisation", 30_000_000, True),
        ("individual", 14_999_999, False),
        ("individual", 15_000_000, True),
    ],
)
def test_the_top_of_the_band_gives_the_right_to_explain(subject: str, top: int, has: bool) -> None:
    assert deadlines.explains(Band(1, top), subject, TERMS) is has
    assert ("explain_direct" in dues(replace(WHOLE, explains=has))) is has


def test_who_chose_a_way_to_explain_has_that_one_alone() -> None:
    found = dues(replace(WHOLE, explain_way="written"))
    assert "explain_written" in found and "explain_direct" not in found


def test_a_fine_is_paid_in_time_until_its_tenth_day_and_without_a_receipt_there_is_no_last_day() -> None:
    assert deadlines.pay_by(deadlines.dues(WHOLE, TERMS.deadline, NONE_OFF)) == date(2026, 11, 30)
    assert deadlines.pay_by(deadlines.dues(replace(WHOLE, received_on=None), TERMS.deadline, NONE_OFF)) is None


def test_what_has_not_begun_has_no_last_day() -> None:
    assert set(dues(Course(FRIDAY))) == {"record"}
    assert set(dues(Course(FRIDAY, record_on=FRIDAY))) == {"record", "decide"}
    warned = dues(replace(WHOLE, fine=None))
    assert not {"pay", "enforce"} & set(warned)
    assert "pay" not in dues(replace(WHOLE, received_on=None))


@pytest.mark.parametrize("given", [{"transferred_on": FRIDAY}, {"decision_on": FRIDAY, "fine": 1}])
def test_who_was_transferred_or_fined_without_a_record_is_never_late_with_one(given: dict[str, Any]) -> None:
    found = deadlines.dues(Course(FRIDAY, **given), TERMS.deadline, NONE_OFF)
    following = deadlines.next_due(found)
    assert "record" not in {one.step for one in found}
    assert (following.step if following else None) == ("send" if "fine" in given else None)
    assert "record" in dues(Course(FRIDAY, record_on=FRIDAY, **given))


def test_overdue_is_said_in_words_from_the_day_after() -> None:
    due = dues(Course(FRIDAY))["record"]
    assert due.period == "02 ngày làm việc"
    assert due.words(due.last - ONE_DAY) == "còn 1 ngày"
    assert due.words(due.last) == "hôm nay là ngày cuối" and not due.late(due.last)
    assert due.words(due.last + ONE_DAY) == "quá hạn 1 ngày" and due.late(due.last + ONE_DAY)


def test_what_is_done_was_in_time_or_late() -> None:
    today = date(2027, 1, 1)
    last = dues(Course(FRIDAY))["record"].last
    timely = dues(Course(FRIDAY, record_on=last))["record"]
    assert timely.words(today) == "đã làm ngày 24/11/2026, đúng hạn" and not timely.late(today)
    late = dues(Course(FRIDAY, record_on=last + ONE_DAY))["record"]
    assert late.words(today) == "đã làm ngày 25/11/2026, chậm 1 ngày" and late.late(today)


def test_nobody_is_late_with_a_right() -> None:
    due = dues(replace(WHOLE, decision_on=None))["explain_direct"]
    assert due.words(due.last + ONE_DAY) == "đã hết thời hạn" and not due.late(due.last + ONE_DAY)
    found = deadlines.dues(replace(WHOLE, decision_on=None), TERMS.deadline, NONE_OFF)
    following = deadlines.next_due(found)
    assert following and following.step == "decide"
