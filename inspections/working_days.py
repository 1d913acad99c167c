"""Counts calendar and working days as offices do; it knows no clock, and which days are off is handed to it.

A swap (hoán đổi) gives one weekday off and has a Saturday or Sunday worked instead, so it is two rows: the weekday
among `holidays`, the weekend day among `swapped_working_days`. Taking a swap back removes both rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The days that differ from a plain week of Monday to Friday: weekdays off, and weekend days worked."""

    holidays: frozenset[date] = frozenset()
    swapped_working_days: frozenset[date] = frozenset()


def is_working_day(day: date, calendar: Calendar) -> bool:
    """A weekday that is no holiday, or a weekend day worked by a swap (a swapped day wins over a holiday row)."""
    return day in calendar.swapped_working_days or (day.weekday() < SATURDAY and day not in calendar.holidays)


def next_working_day(day: date, calendar: Calendar) -> date:
    """The day itself when it is worked, otherwise the first worked day after it."""
    while not is_working_day(day, calendar):
        day += ONE_DAY
    return day


def add_working_days(start: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `start`; `start` itself is not counted, and n = 0 gives it back.

    This counts a deadline that runs from an event (Civil Code 2015, article 147.2: the first day is not counted),
    and it moves an end, as when an inspection is suspended for n working days.
    Raises ValueError when n is negative.
    """
    if n < 0:
        raise ValueError(f"cannot add {n} working days")
    day = start
    for _ in range(n):
        day = next_working_day(day + ONE_DAY, calendar)
    return day


Break = tuple[date, date]
"""Days that do not count, both included: an inspection stood still."""


def due_on(start: date, n: int, unit: str, calendar: Calendar, breaks: Iterable[Break] = ()) -> date:
    """The last day of a duration of n days of which `start` is day 1; `unit` is "calendar" or "working".

    Decree 217/2025 article 13.2 counts an inspection from the day of announcement. In working days, a start that is
    not worked leaves day 1 to the next working day. In calendar days the last day is not moved off a weekend,
    because the decree's limit is a hard one. Days inside a break count in neither unit.
    Raises ValueError when n is below 1, and KeyError for another unit.
    """
    if n < 1:
        raise ValueError(f"a duration of {n} days has no last day")
    counts, stood_still = COUNTS[unit], tuple(breaks)
    day = start - ONE_DAY
    for _ in range(n):
        day += ONE_DAY
        while not counts(day, calendar) or any(first <= day <= last for first, last in stood_still):
            day += ONE_DAY
    return day


COUNTS: dict[str, Callable[[date, Calendar], bool]] = {
    "calendar": lambda _day, _calendar: True,
    "working": is_working_day,
}
"""Which days a unit counts."""
