"""Knows what may stand in a measure, until when, and who is whom; knows no database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inspections.errors import RuleBroken
from inspections.measures import rules
from inspections.measures.rules import MeasureData

TODAY, DUE = date(2026, 11, 16), date(2026, 12, 16)
WHOLE = MeasureData("corrective", "Tập huấn lại", "Lê Thị Hoa", "Trưởng bưu cục", DUE, "Biên bản tập huấn")


def test_a_whole_measure_is_taken() -> None:
    rules.refuse_words(WHOLE)
    rules.refuse_due(DUE, TODAY, [DUE])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " \n "}, "Cần ghi việc phải làm"),
        ({"responsible": ""}, "họ tên và chức vụ"),
        ({"position": " "}, "họ tên và chức vụ"),
        ({"kind": "later"}, "Cần chọn loại việc"),
    ],
)
def test_a_measure_says_what_is_done_and_by_whom(fields: dict[str, str], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        rules.refuse_words(replace(WHOLE, **fields))


@pytest.mark.parametrize(("days", "proposed"), [(0, True), (5, True), (-1, False)])
def test_a_new_measure_is_never_proposed_for_a_day_that_is_past(days: int, proposed: bool) -> None:
    limit = TODAY + timedelta(days=days)
    assert rules.first_due(limit, TODAY) == (limit if proposed else None)


@pytest.mark.parametrize(
    ("due_on", "limits", "sentence"),
    [
        (TODAY, [DUE], None),
        (DUE, [DUE], None),
        (TODAY - timedelta(days=1), [DUE], "không được trước hôm nay"),
        (DUE + timedelta(days=1), [DUE], r"không được sau thời hạn của yêu cầu khắc phục \(16/12/2026\)"),
        (DUE, [DUE, DUE - timedelta(days=1)], "15/12/2026"),
        (DUE, [], None),
        (TODAY, [TODAY - timedelta(days=1)], None),
        (TODAY + timedelta(days=1), [TODAY - timedelta(days=1), DUE], r"\(16/11/2026\)"),
    ],
)
def test_a_measure_ends_within_everything_that_it_serves(
    due_on: date, limits: list[date], sentence: str | None
) -> None:
    if sentence is None:
        rules.refuse_due(due_on, TODAY, limits)
        return
    with pytest.raises(RuleBroken, match=sentence):
        rules.refuse_due(due_on, TODAY, limits)


@pytest.mark.parametrize("state", ["verified", "effective"])
def test_what_is_met_keeps_its_measures(state: str) -> None:
    rules.refuse_met(["open", "in_progress", "reported", "returned"])
    with pytest.raises(RuleBroken, match="đã được xác nhận"):
        rules.refuse_met(["open", state])


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Lê Thị Hoa", "lê thị  hoà", True),
        ("Lê Thị Hoa", "Lê Thị Hồng", False),
        ("", "", False),
        ("  ", "Lê Thị Hoa", False),
    ],
)
def test_a_name_is_known_however_it_is_written(name: str, other: str, same: bool) -> None:
    assert rules.is_same_person(name, other) == same
