"""What is known of a tablet's wrong clock: how wrong it is, the time it should have shown, and how that is said."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

SMALLEST = 120
"""Seconds below which a clock is right: the way over the network takes time too."""

LARGEST = 2**31 - 1
"""Seconds (68 years) that are kept of the error of a clock; one that is wronger tells nothing."""
BEYOND = "(đồng hồ máy bảng sai, đây là giờ máy chủ nhận)"

_UNITS = ((86_400, "ngày"), (3_600, "giờ"), (60, "phút"))


def offset(now: datetime, sent_at: datetime) -> int:
    """Whole seconds to add to what a clock says that said ``sent_at`` when it was ``now``; 0 where it is right.

    Never more than LARGEST, either way.
    """
    seconds = max(-LARGEST, min(LARGEST, round((now - sent_at).total_seconds())))
    return seconds if abs(seconds) >= SMALLEST else 0


def corrected(operation: Any) -> datetime:
    """When something was written: by its tablet's corrected clock, or when it was received where no tablet said so."""
    return right(operation.device_at, operation.clock_offset, operation.received_at)


def right(at: datetime | None, clock_offset: int | None, received_at: datetime) -> datetime:
    """What the right clock showed when a tablet's showed ``at``; when it was received where that cannot be said."""
    if at is None or abs(clock_offset or 0) == LARGEST:
        return received_at
    return at + timedelta(seconds=clock_offset or 0)


def note(clock_offset: int | None) -> str:
    """What stands behind a corrected time: "(đồng hồ máy bảng chậm 3 giờ, đã chỉnh)"; empty for a right clock."""
    if not clock_offset:
        return ""
    if abs(clock_offset) == LARGEST:
        return BEYOND
    way = "chậm" if clock_offset > 0 else "nhanh"
    return f"(đồng hồ máy bảng {way} {_length(abs(clock_offset))}, đã chỉnh)"


def said(operation: Any, write: Callable[[datetime], str]) -> str:
    """When something was written, as a page shows it, with the note of a clock that was wrong."""
    return f"{write(corrected(operation))} {note(operation.clock_offset)}".rstrip()


def _length(seconds: int) -> str:
    """A length of time by its two largest units: 1 ngày 2 giờ, 3 giờ, 5 phút."""
    found, rest = [], round(seconds / 60) * 60
    for unit, name in _UNITS:
        count, rest = divmod(rest, unit)
        if count:
            found.append(f"{count} {name}")
    return " ".join(found[:2])
