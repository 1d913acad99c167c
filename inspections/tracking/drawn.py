"""Draws requirements as bars against the days of a year, in units of its own; it knows no colour, no page, no table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from inspections.overview.plots import Shape, Words
from inspections.vietnamese import count_text
from inspections.working_days import ONE_DAY

WIDTH, LEFT, RIGHT = 720, 12, 12
LEGEND, HEAD, ROW, FOOT = 26, 66, 48, 24
BAR_TOP, BAR = 26, 14
"""Where a bar lies in its row, and how high it is; its words stand above it."""
MOST_TICKS = 9
"""So many months at most are named, so that their names do not touch."""
STEPS = (1, 2, 3, 6, 12)
LONGEST = timedelta(days=366)
"""Nothing is drawn further away from today, so that one old requirement does not press all others flat."""
NEAR = 46
"""How near to the edge a word is that would be cut there."""
LOOKS = (
    ("solid", "Thời hạn ban đầu", 0),
    ("outlined", "Phần gia hạn (vạch đậm: thời hạn cũ)", 170),
    ("hatched", "Quá hạn đến hôm nay", 470),
)
"""What each look means, and where that stands."""


@dataclass(frozen=True)
class Bar:
    """One requirement: its words, the day it was sent, the due days before more time (oldest first), the due day."""

    words: str
    sent_on: date
    earlier: Sequence[date]
    due_on: date


@dataclass(frozen=True)
class Row:
    """A bar as it is drawn: ``top`` of its row, its words, its parts, and where its earlier due days are.

    ``words`` are its name first, then the signs at the edges where it goes on and the picture does not.
    """

    top: int
    words: Sequence[Words]
    shapes: Sequence[Shape]
    marks: Sequence[float]


@dataclass(frozen=True)
class Timeline:
    """The picture: its size, where today is, the months, the rows in the order they came, what the looks mean."""

    height: int
    foot: int
    today: float
    named_today: Words
    months: Sequence[Words]
    rows: Sequence[Row]
    legend: Sequence[tuple[Shape, Words]] = field(default_factory=list)
    width: int = WIDTH

    @property
    def cut(self) -> bool:
        """Whether a bar goes on where the picture ends."""
        return any(len(row.words) > 1 for row in self.rows)


@dataclass(frozen=True)
class Scale:
    """Days to units; a day outside of it lies on its edge."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day begins."""
        inside = min(max(day, self.first), self.last)
        share = (inside - self.first).days / (self.last - self.first).days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def after(self, day: date) -> float:
        """Where a day ends: a due day is the last day in time, so that its bar holds it."""
        return self.at(min(day, self.last) + ONE_DAY)


def timeline(bars: Sequence[Bar], today: date) -> Timeline:
    """The picture of these bars; each has a row of its own."""
    scale = scale_of(bars, today)
    rows = [_row(bar, HEAD + place * ROW, scale, today) for place, bar in enumerate(bars)]
    foot = HEAD + len(bars) * ROW
    here = scale.after(today)
    return Timeline(
        height=foot + FOOT,
        foot=foot,
        today=here,
        named_today=_within(here, LEGEND + 14, f"Hôm nay {today:%d/%m}"),
        months=[Words(scale.at(day), HEAD - 6, f"{day:%d/%m}") for day in ticks(scale)],
        rows=rows,
        legend=list(_legend()),
    )


def scale_of(bars: Sequence[Bar], today: date) -> Scale:
    """From the month of the first day that is drawn to the end of the month of the last one, today between them."""
    first = max(min([bar.sent_on for bar in bars] + [today]), today - LONGEST)
    last = min(max([bar.due_on for bar in bars] + [today]), today + LONGEST)
    return Scale(first.replace(day=1), next_month(last))


def next_month(day: date) -> date:
    """The first day of the month after the month of a day."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def ticks(scale: Scale) -> list[date]:
    """The first days of months that are named: every month, or every second, third, sixth, twelfth."""
    months, day = [], scale.first
    while day <= scale.last:
        months.append(day)
        day = next_month(day)
    step = next((step for step in STEPS if len(months) <= step * MOST_TICKS), STEPS[-1])
    inside = (day for day in months[::step] if LEFT + NEAR / 2 < scale.at(day) < WIDTH - RIGHT - NEAR / 2)
    return list(inside)


def _row(bar: Bar, top: int, scale: Scale, today: date) -> Row:
    shapes = [
        Shape("bar", left, top + BAR_TOP, look, round(right - left, 1), BAR)
        for left, right, look in _parts(bar, scale, today)
        if right > left
    ]
    marks = [scale.after(day) for day in bar.earlier if scale.first <= day < scale.last]
    words = [Words(LEFT, top + 18, bar.words, "start")]
    if bar.sent_on < scale.first:
        words.append(Words(LEFT / 2, top + BAR_TOP + 12, "◂"))
    if bar.due_on >= scale.last:
        words.append(Words(WIDTH - RIGHT / 2, top + BAR_TOP + 12, "▸"))
    return Row(top, words, shapes, marks)


def _parts(bar: Bar, scale: Scale, today: date) -> Iterator[tuple[float, float, str]]:
    """(from, to, look): as it was required first, what more time gave, what is over."""
    first = bar.earlier[0] if bar.earlier else bar.due_on
    yield scale.at(bar.sent_on), scale.after(first), "solid"
    yield max(scale.after(first), scale.at(bar.sent_on)), scale.after(bar.due_on), "outlined"
    if bar.due_on < today:
        yield scale.after(bar.due_on), scale.after(today), "hatched"


def _within(x: float, y: float, text: str) -> Words:
    """A word at a place, kept off the edges."""
    if x < LEFT + NEAR:
        return Words(LEFT, y, text, "start")
    return Words(WIDTH - RIGHT, y, text, "end") if x > WIDTH - RIGHT - NEAR else Words(x, y, text)


def _legend() -> Iterator[tuple[Shape, Words]]:
    for look, words, place in LOOKS:
        yield Shape("bar", LEFT + place, 6, look, 26, BAR), Words(LEFT + place + 34, 17, words, "start")


def described(bars: Sequence[Bar], today: date) -> str:
    """What the picture shows in words; each bar is told in full by the table beside it."""
    late = sum(bar.due_on < today for bar in bars)
    longer = sum(bool(bar.earlier) for bar in bars)
    said = f"{count_text(len(bars))} yêu cầu, mỗi yêu cầu một thanh từ ngày gửi đến thời hạn"
    parts = [f"{count_text(late)} quá hạn" if late else "", f"{count_text(longer)} đã gia hạn" if longer else ""]
    return "; ".join([said, *filter(None, parts)]) + ". Bảng bên dưới ghi đủ từng ngày."
