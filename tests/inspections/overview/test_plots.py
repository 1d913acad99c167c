"""Knows where the shapes of a plot stand and that its words say every number; knows no page."""

from datetime import date

from inspections.overview import drawn, plots
from inspections.overview.plots import Series

GROUPS = ("I", "II")
SERIES = [Series("Kế hoạch", "outlined", (4, 2)), Series("Đã kết thúc", "solid", (1, None))]


def test_bars_stand_on_the_ground_and_the_tallest_fills_the_height() -> None:
    plot = plots.bars("p", "Tên", GROUPS, SERIES)
    drawn = [one for one in plot.shapes if one.y + one.height == plots.GROUND]
    assert [one.height for one in drawn] == [plots.TALLEST, plots.TALLEST / 4, plots.TALLEST / 2]
    assert [one.look for one in drawn] == ["outlined", "solid", "outlined"]


def test_the_description_says_every_number_and_none_that_there_is_not() -> None:
    assert plots.bars("p", "Tên", GROUPS, SERIES).description == "I: Kế hoạch 4, Đã kết thúc 1; II: Kế hoạch 2."


def test_noughts_alone_are_drawn_without_height() -> None:
    plot = plots.bars("p", "Tên", GROUPS, [Series("A", "solid", (0, 0))])
    assert [one.height for one in plot.shapes[:2]] == [0, 0]


def test_a_line_ends_where_its_numbers_end_and_every_word_is_inside() -> None:
    plot = plots.lines("p", "Tên", GROUPS, [Series("2026", "solid", (5, None)), Series("2025", "dashed", (0, 5))])
    assert [points.count(",") for points, _look in plot.lines] == [1, 2]
    assert all(0 < one.x < plot.width and 8 < one.y <= plot.height for one in plot.words)


def test_a_lying_bar_is_cut_into_its_parts_on_one_scale() -> None:
    parts = [Series("Đúng hạn", "solid", (3, 1)), Series("Quá hạn", "crossed", (1, 0))]
    plot = plots.stacks("p", "Tên", ("Sở", "Công an"), parts)
    widths = [one.width for one in plot.shapes if one.height == 20]
    whole = plots.WIDTH - 2 * plots.LEFT
    assert widths == [whole * 0.75, whole * 0.25, whole * 0.25]


def test_looks_of_one_plot_differ_without_colour() -> None:
    assert len(set(drawn.LOOKS.values())) == len(drawn.LOOKS) == 3


def test_the_quarter_that_is_not_over_is_known() -> None:
    today = date(2026, 11, 22)
    assert [drawn.unfinished(year, today) for year in (2025, 2026, 2027)] == [5, 4, 1]
