"""Decides when a report of a body is due, how it stands to that day, and which may be entered; it knows no table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspections.errors import RuleBroken
from inspections.vietnamese import count_text, format_date, parse_date
from inspections.working_days import ONE_DAY

YEARLY, SELF_CHECK, OUTLINE = "yearly", "self_check", "outline"
KINDS = {
    YEARLY: "Báo cáo năm về dịch vụ bưu chính KT1",
    SELF_CHECK: "Kết quả tự kiểm tra",
    OUTLINE: "Báo cáo theo đề cương trước kiểm tra",
}
OF_YEAR, OF_VISIT = (YEARLY, SELF_CHECK), (OUTLINE, SELF_CHECK)
"""What is entered for a year, and what for one visit."""
BEFORE = "yearly_report_before"
"""The dated setting: before which day of the year, as "12-10", the yearly report is due (Directive 09/CT-UBND)."""
SOURCE = "yearly_report_source"
"""The dated setting: the paper that says so."""

STANDINGS = {
    "in_time": "Đúng hạn",
    "late": "Muộn",
    "no_day": "Không có hạn",
    "withdrawn": "Đã rút khỏi sổ",
}
"""How an entry of the register may stand, as a filter asks for it."""
Mark = tuple[str, str, str]
"""Sign, words and look."""

_LONG = re.compile(r"ngày\s+([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", re.IGNORECASE)
_SHORT = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")

FUTURE = "Ngày nhận chưa đến; mời xem lại."
TWICE = (
    "Sổ đã có báo cáo này; nếu dòng đó ghi nhầm thì rút dòng đó trước. Báo cáo bổ sung thì ghi vào ghi chú của dòng đó."
)
WITHDRAWN = "Dòng này đã rút khỏi sổ."


def last_day_before(before: str, year: int) -> date:
    """The last day in time of what is due before a day such as "12-10": 9 December; the day itself is late."""
    month, day = (int(part) for part in before.split("-"))
    return date(year, month, day) - ONE_DAY


def day_in(text: str) -> date | None:
    """The day that a notice names in words or with strokes, such as "ngày 10 tháng 11 năm 2026"; None without one."""
    short = _SHORT.search(text)
    long = _LONG.search(text)
    typed = short[0] if short else "/".join(long.groups()) if long else ""
    try:
        return parse_date(typed)
    except ValueError:
        return None


def standing(due_on: date | None, received_on: date | None, today: date) -> Mark:
    """How a report stands to its last day, for a page; without ``received_on`` it is still waited for."""
    if received_on is None:
        return _waited(due_on, today)
    if due_on is None:
        return "✓", "Đã nhận, không có hạn", ""
    late = (received_on - due_on).days
    return ("✕", f"Muộn {count_text(late)} ngày", "chip-bad") if late > 0 else ("✓", "Đúng hạn", "chip-good")


def _waited(due_on: date | None, today: date) -> Mark:
    if due_on is None:
        return "○", "Chưa nhận, không có hạn", ""
    left = (due_on - today).days
    if left < 0:
        return "✕", f"Chưa nhận, quá hạn {count_text(-left)} ngày", "chip-bad"
    return "○", f"Chưa nhận, còn {count_text(left)} ngày" if left else "Chưa nhận, hôm nay là hạn cuối", "chip-warning"


@dataclass(frozen=True)
class Awaited:
    """A report that a body still has to send; ``ref`` is that of the body, the visit or the sheet it belongs to."""

    kind: str
    body: str
    ref: str
    due_on: date | None
    year: int


def in_order(waited: Sequence[Awaited]) -> list[Awaited]:
    """What is due first comes first; what has no day comes last."""
    return sorted(waited, key=lambda one: (one.due_on is None, one.due_on or date.max, one.kind, one.body))


@dataclass(frozen=True)
class Entry:
    """What is typed of a report; ``due_on`` counts only where neither rule nor notice says the last day."""

    kind: str
    number: str
    received_on: date
    due_on: date | None = None
    note: str = ""


def refuse_future(received_on: date, today: date) -> None:
    """Raises RuleBroken for a day of receipt that has not come."""
    if received_on > today:
        raise RuleBroken(FUTURE, "received_on")


def refuse_kind(kind: str, offered: Sequence[str]) -> None:
    """Raises RuleBroken for a kind that is not entered here."""
    if kind not in offered:
        raise RuleBroken("Loại báo cáo này không ghi ở đây; mời chọn lại.", "kind")


def refuse_twice(kind: str, present: bool) -> None:
    """Raises RuleBroken when the register has the report; of self-checks a body may send several a year."""
    if present and kind != SELF_CHECK:
        raise RuleBroken(TWICE)


def refuse_withdrawal(withdrawn: bool, reason: str) -> None:
    """Raises RuleBroken for an entry that was withdrawn already, and without a reason."""
    if withdrawn:
        raise RuleBroken(WITHDRAWN)
    if not reason.strip():
        raise RuleBroken("Cần ghi lý do rút dòng này.")


def due_text(due_on: date | None) -> str:
    """The last day in time, in words."""
    return f"chậm nhất {format_date(due_on)}" if due_on else "không có hạn"
