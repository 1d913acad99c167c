"""Decides how long an inspection may run and how its time is said and counted in months; it knows no calendar."""

from datetime import date

from inspections.errors import RuleBroken
from inspections.vietnamese import count_text, format_date

LONGEST_DAYS = 366
"""What no duration exceeds, where the decree gives no limit."""


def refuse_duration(days: int | None, limit: int | None, unit: str) -> None:
    """Raises RuleBroken for a duration that the issuer may not order; ``limit`` None: the decree gives none.

    Source: Decree 217/2025, article 11.3 (every decision says its duration) and 13.2.
    """
    if days is None or not 1 <= days <= (limit or LONGEST_DAYS):
        raise RuleBroken(f"Thời hạn kiểm tra từ 01 đến {count_text(limit or LONGEST_DAYS)} {unit}.", "duration_days")


def refuse_extension(days: int | None, limit: int | None, unit: str) -> int:
    """The days of an extension; raises RuleBroken for more than the issuer may give (Decree 217/2025, article 13.2)."""
    most = limit or LONGEST_DAYS
    if days is None or not 1 <= days <= most:
        raise RuleBroken(f"Gia hạn từ 01 đến {count_text(most)} {unit}.", "days")
    return days


def refuse_late(day: date, last: date | None) -> None:
    """Raises RuleBroken when a time limit would be extended after its end."""
    if last and day > last:
        words = f"Thời hạn kiểm tra đã hết ngày {format_date(last)}; gia hạn phải ký trước khi hết hạn."
        raise RuleBroken(words, "day")


def month_before(day: date, months: int) -> date:
    """The first day of the time of so many months that ends on a day; the 31st falls back to the 28th."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, min(day.day, 28))


def month_after(day: date, months: int) -> date:
    """The last day of the time of so many months that begins on a day."""
    return month_before(day, -months)


def standstill_text(first: date, last: date | None) -> str:
    """The days on which an inspection stood still, in words; ``last`` is the day before it was resumed, or None."""
    if last is None:
        return f"từ {format_date(first)}"
    return (
        f"từ {format_date(first)} đến hết {format_date(last)}" if first <= last else f"trong ngày {format_date(first)}"
    )


def most_text(limit: int | None, unit: str) -> str:
    """The most days that may be typed, with their unit, as it stands beside the field."""
    return f"Không quá {count_text(limit)} {unit}." if limit else f"Đơn vị tính: {unit}; theo quyết định của người ký."
