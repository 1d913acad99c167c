"""Draws the numbers of the overview as shapes in units of their own; it knows no colour, no page and counts nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, LEFT, TOP, GROUND, HEIGHT = 320, 8, 16, 120, 138
TALLEST = GROUND - TOP
BAR, GAP = 18, 3
LEGEND_ROW = 18
ABOVE = 9
"""How far above its marker a number stands."""


@dataclass(frozen=True)
class Series:
    """One thing that is drawn: its name, its look (the templates know the looks), and a number for each group.

    None is drawn as nothing, because there is no number yet.
    """

    name: str
    look: str
    numbers: tuple[int | None, ...]


@dataclass(frozen=True)
class Shape:
    """A bar (``width`` and ``height``) or a marker whose middle is at x and y, with its look."""

    kind: str
    x: float
    y: float
    look: str
    width: float = 0
    height: float = 0


@dataclass(frozen=True)
class Words:
    """A text; x is its middle (or its beginning), y its base line."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass
class Plot:
    """A picture with the sentences that say the same: ``title`` what it shows, ``description`` every number of it."""

    id: str
    title: str
    description: str
    height: int = HEIGHT
    width: int = WIDTH
    shapes: list[Shape] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    ground: int = GROUND


def described(groups: Sequence[str], series: Sequence[Series]) -> str:
    """Every number in words: "Quý I: kế hoạch 2, đã kết thúc 1; …"; what has no number is left out."""
    each = []
    for place, group in enumerate(groups):
        numbers = [(one.name, one.numbers[place]) for one in series]
        said = ", ".join(f"{name} {number}" for name, number in numbers if number is not None)
        each.append(f"{group}: {said}")
    return "; ".join(each) + "."


def bars(id: str, title: str, groups: Sequence[str], series: Sequence[Series]) -> Plot:
    """Groups of bars beside each other from nought up, each with its number above it."""
    plot = Plot(id, title, described(groups, series))
    scale = TALLEST / _most(series)
    for place, (middle, group) in enumerate(zip(_middles(len(groups)), groups, strict=True)):
        plot.words.append(Words(middle, GROUND + 14, group))
        left = middle - (len(series) * (BAR + GAP) - GAP) / 2
        for one in series:
            number = one.numbers[place]
            if number is not None:
                height = round(number * scale, 1)
                plot.shapes.append(Shape("bar", round(left, 1), round(GROUND - height, 1), one.look, BAR, height))
                plot.words.append(Words(round(left + BAR / 2, 1), round(GROUND - height - 4, 1), str(number)))
            left += BAR + GAP
    return _with_legend(plot, series, "bar")


def lines(id: str, title: str, groups: Sequence[str], series: Sequence[Series]) -> Plot:
    """A line for each of the series with a marker and its number in each group; it ends where the numbers end."""
    plot = Plot(id, title, described(groups, series))
    scale, middles = (TALLEST - ABOVE) / _most(series), _middles(len(groups))
    plot.words += [Words(middle, GROUND + 14, group) for middle, group in zip(middles, groups, strict=True)]
    for above, one in zip((-ABOVE, ABOVE + 8), series, strict=False):
        points = [
            (middle, round(GROUND - number * scale, 1), number)
            for middle, number in zip(middles, one.numbers, strict=True)
            if number is not None
        ]
        plot.lines.append((" ".join(f"{x},{y}" for x, y, _number in points), one.look))
        plot.shapes += [Shape("marker", x, y, one.look) for x, y, _number in points]
        plot.words += [Words(x, y + (above if y + above < GROUND else -ABOVE), str(number)) for x, y, number in points]
    return _with_legend(plot, series, "marker")


def stacks(id: str, title: str, groups: Sequence[str], series: Sequence[Series]) -> Plot:
    """One lying bar for each group, cut into the series; its length is the whole, so that groups can be compared."""
    plot = Plot(id, title, described(groups, series), ground=0)
    wholes = [sum(one.numbers[place] or 0 for one in series) for place in range(len(groups))]
    scale, top = (WIDTH - 2 * LEFT) / (max(wholes, default=0) or 1), 0
    for place, group in enumerate(groups):
        plot.words.append(Words(LEFT, top + 13, f"{group}: {wholes[place]}", "start"))
        left = float(LEFT)
        for one in series:
            width = (one.numbers[place] or 0) * scale
            if width:
                plot.shapes.append(Shape("bar", round(left, 1), top + 18, one.look, round(width, 1), 20))
            left += width
        top += 44
    plot.height = top
    return _with_legend(plot, series, "bar")


def _middles(count: int) -> list[float]:
    """Where the groups stand."""
    step = (WIDTH - 2 * LEFT) / (count or 1)
    return [round(LEFT + step * (place + 0.5), 1) for place in range(count)]


def _most(series: Sequence[Series]) -> int:
    """The largest number, at least 1."""
    return max((number for one in series for number in one.numbers if number), default=1)


def _with_legend(plot: Plot, series: Sequence[Series], kind: str) -> Plot:
    """The plot with what each look means, below it, one under the other."""
    for one in series:
        plot.height += LEGEND_ROW
        y = plot.height - LEGEND_ROW / 2
        swatch = (LEFT, y - 6, one.look, 18, 12) if kind == "bar" else (LEFT + 9, y, one.look)
        plot.shapes.append(Shape(kind, *swatch))
        plot.words.append(Words(LEFT + 26, y + 4, one.name, "start"))
    return plot
