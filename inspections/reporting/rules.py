"""Says what the figures of a report are, of which period, and adds them up; it knows no table.

Everything is reckoned as it stood when the last day of the period ended, so that a report of a year that is drawn up in
January says the same as one drawn up on 31 December.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from inspections.errors import RuleBroken
from inspections.reporting.counts import ALONE, GROUPS, MEASURES

SHARED = "Số liệu chỉ gồm nội dung kiểm tra chung của hai cơ quan."


@dataclass(frozen=True)
class Period:
    """From the first to the last day; ``until`` is the instant at which the last one is over in the province."""

    first: date
    last: date
    until: datetime

    @property
    def years(self) -> range:
        """The years that it touches."""
        return range(self.first.year, self.last.year + 1)

    def quarter_ends(self, year: int, quarter: int) -> bool:
        """Whether a quarter ends in it."""
        following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
        return self.first <= following - timedelta(days=1) <= self.last


def period(first: date, last: date, zone: tzinfo) -> Period:
    """The period between two days; raises RuleBroken when it ends before it begins."""
    if last < first:
        raise RuleBroken("Ngày cuối kỳ báo cáo phải từ ngày đầu kỳ trở đi.")
    return Period(first, last, datetime.combine(last + timedelta(days=1), time(), zone))


OF_AGENCY = ("visits", "shortcomings", "violations", "penalty_decisions", "fines", "due", "in_time", "overdue")
"""What the table of the agencies shows."""
OF_BODY = ("visits", "shortcomings", "violations", "fines", "due", "in_time", "overdue")
"""What the table of the bodies shows."""


@dataclass(frozen=True)
class Cell:
    """So much of one figure at one body (its key, or None) of one agency."""

    key: str
    agency: str
    body_id: int | None
    number: int


@dataclass(frozen=True)
class Figure:
    """One plain number of a report with its name, its unit and what it counts."""

    key: str
    name: str
    unit: str
    note: str
    number: int


@dataclass(frozen=True)
class Line:
    """One agency or body in a table of a report: its name and its numbers by figure."""

    name: str
    numbers: dict[str, int]


@dataclass(frozen=True)
class Figures:
    """Every number of a period: ``all`` by key, ``groups`` (title, count), and the tables of agencies and bodies."""

    first: date
    last: date
    all: dict[str, Figure]
    groups: tuple[tuple[str, int], ...]
    agencies: tuple[Line, ...]
    bodies: tuple[Line, ...]

    def number(self, key: str) -> int:
        """One number."""
        return self.all[key].number

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """(name, what it counts) of every figure."""
        return (*((one.name, one.note) for one in self.all.values()), (GROUPS.name, GROUPS.note))


def totals(cells: Iterable[Cell]) -> Counter[str]:
    """Figure → its sum."""
    found: Counter[str] = Counter()
    for cell in cells:
        found[cell.key] += cell.number
    return found


def named(numbers: dict[str, int]) -> dict[str, Figure]:
    """The numbers with their names, units and notes, in the order of a report; what was not counted is nought."""
    known = MEASURES | ALONE
    return {key: Figure(key, one.name, one.unit, one.note, numbers.get(key, 0)) for key, one in known.items()}


def lines(cells: Iterable[Cell], cut: str, names: Mapping[Any, str], keys: tuple[str, ...]) -> tuple[Line, ...]:
    """The table of these keys by ``cut`` (agency or body_id), in the order of ``names``; empty lines are left out."""
    found: dict[Any, Counter[str]] = {value: Counter() for value in names}
    for cell in cells:
        value = getattr(cell, cut)
        if value in found and cell.key in keys:
            found[value][cell.key] += cell.number
    return tuple(
        Line(names[value], {key: numbers[key] for key in keys})
        for value, numbers in found.items()
        if any(numbers.values())
    )
