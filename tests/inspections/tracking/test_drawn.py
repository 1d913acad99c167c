"""Knows where the bars of requirements begin and end and what their parts mean; knows no page."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from inspections.tracking import drawn, rules
from inspections.tracking.drawn import Bar

TODAY = date(2026, 11, 22)
SENT, DUE = date(2026, 9, 10), date(2026, 10, 20)


def parts(bar: Bar) -> list[tuple[str, float, float]]:
    """(look, from, to) of each part of the one bar of a picture."""
    (row,) = drawn.timeline([bar], TODAY).rows
    return [(one.look, one.x, round(one.x + one.width, 1)) for one in row.shapes]


def test_what_is_overdue_is_hatched_from_the_end_of_its_last_day_to_today() -> None:
    bar = Bar("1. Bưu điện", SENT, (), DUE)
    scale = drawn.scale_of([bar], TODAY)
    assert (scale.first, scale.last) == (date(2026, 9, 1), date(2026, 12, 1))
    solid, hatched = parts(bar)
    assert solid == ("solid", scale.at(SENT), scale.at(DUE + timedelta(days=1)))
    assert hatched == ("hatched", solid[2], scale.at(TODAY + timedelta(days=1)))
    assert drawn.timeline([bar], TODAY).today == hatched[2]


def test_the_last_day_itself_is_in_time() -> None:
    assert [look for look, *_ in parts(Bar("", SENT, (), TODAY))] == ["solid"]
    assert [look for look, *_ in parts(Bar("", SENT, (), TODAY - timedelta(days=1)))] == ["solid", "hatched"]


def test_more_time_is_a_part_of_its_own_and_every_old_day_is_kept() -> None:
    bar = Bar("", SENT, (date(2026, 10, 1), DUE), date(2026, 12, 15))
    scale = drawn.scale_of([bar], TODAY)
    solid, outlined = parts(bar)
    assert (solid[0], outlined[0]) == ("solid", "outlined")
    assert solid[2] == outlined[1] == scale.after(date(2026, 10, 1)) and outlined[2] == scale.after(date(2026, 12, 15))
    (row,) = drawn.timeline([bar], TODAY).rows
    assert row.marks == [scale.after(date(2026, 10, 1)), scale.after(DUE)]


def test_an_old_requirement_is_cut_and_says_so() -> None:
    bars = [Bar("1.", date(2020, 1, 1), (), date(2020, 2, 1)), Bar("2.", SENT, (), date(2030, 1, 1))]
    picture = drawn.timeline(bars, TODAY)
    assert [[one.text for one in row.words] for row in picture.rows] == [["1.", "◂"], ["2.", "▸"]]
    assert picture.cut and not drawn.timeline(bars[:0], TODAY).cut
    shapes = [shape for row in picture.rows for shape in row.shapes]
    assert all(one.x >= drawn.LEFT and one.x + one.width <= drawn.WIDTH - drawn.RIGHT + 0.1 for one in shapes)
    assert [one.look for one in picture.rows[0].shapes] == ["hatched"]


@pytest.mark.parametrize("days", [0, 31, 200, 366])
def test_the_months_are_named_and_their_names_do_not_touch(days: int) -> None:
    picture = drawn.timeline([Bar("", TODAY - timedelta(days=days), (), TODAY + timedelta(days=days))], TODAY)
    places = [one.x for one in picture.months]
    assert all(later - before > 40 for before, later in pairwise(places))
    assert all(one.text.startswith("01/") for one in picture.months)
    assert len(places) <= drawn.MOST_TICKS


def test_the_picture_is_told_in_words() -> None:
    bars = [Bar("", SENT, (), DUE), Bar("", SENT, (DUE,), date(2026, 12, 15))]
    said = drawn.described(bars, TODAY)
    assert said.startswith("02 yêu cầu") and "01 quá hạn; 01 đã gia hạn." in said


def test_what_is_left_out_is_said() -> None:
    assert rules.left_out(7, 7, 0) == ""
    assert rules.left_out(40, 55, 0) == "Không vẽ 15 yêu cầu có thời hạn muộn hơn."
    assert rules.left_out(40, 41, 3) == "Không vẽ 01 yêu cầu có thời hạn muộn hơn và 03 yêu cầu chưa gửi đơn vị."
