"""Decides how long a case file is kept, when it is due at the archive, how its files are named; it knows no table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from inspections.errors import RuleBroken
from inspections.vietnamese import fold, normalise

MISSION = "mission"
STANDS = {
    "unfinished": "Chưa kết thúc công việc",
    "waiting": "Chưa đến hạn nộp lưu",
    "soon": "Đến hạn nộp lưu",
    "late": "Quá hạn nộp lưu",
    "handed": "Đã nộp lưu",
}
"""How a case file stands to the archive, in the order in which it comes to stand so."""
FOR_EVER = "Vĩnh viễn"
NOT_YET = "Cuộc kiểm tra chưa kết thúc công việc nên chưa nộp lưu hồ sơ được."
HANDED = "Hồ sơ đã ghi nhận nộp lưu nên không sửa thời hạn bảo quản tại đây nữa."
LONGEST_NAME = 60
_OTHER = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True)
class RetentionClass:
    """How long files of a kind are kept: ``years`` None is for ever; ``proposed_for`` violation or other, if at all."""

    code: str
    title: str
    of: str
    years: int | None
    proposed_for: str | None
    source: str
    status: str
    valid_from: date

    @property
    def period(self) -> str:
        """The period in words."""
        return FOR_EVER if self.years is None else f"{self.years:02d} năm"

    def until(self, ended: date | None) -> str:
        """Until when a file is kept whose work ended on this day; periods count from the end of that year."""
        if self.years is None or ended is None:
            return ""
        return f"hết năm {ended.year + self.years}"


@dataclass(frozen=True)
class Term:
    """Within how many years after the end of the work a file is handed over, and how many days before that is said."""

    years: int
    notice_days: int
    source: str
    status: str
    valid_from: date


class Dated(Protocol):
    """A row that holds from a day on."""

    @property
    def valid_from(self) -> date:
        """Its first day."""


Row = TypeVar("Row", bound=Dated)


def in_force(rows: Iterable[Row], today: date) -> list[Row]:
    """The rows that hold on a day, in their order."""
    return [row for row in rows if row.valid_from <= today]


def of_missions(classes: Iterable[RetentionClass]) -> list[RetentionClass]:
    """The classes that the file of an inspection can have."""
    return [one for one in classes if one.of == MISSION]


def proposed(classes: Sequence[RetentionClass], violation: bool) -> RetentionClass | None:
    """The class that the records speak for; the last row that says so, None where none does."""
    wanted = "violation" if violation else "other"
    return next((one for one in reversed(classes) if one.proposed_for == wanted), None)


def held(classes: Sequence[RetentionClass], code: str | None, violation: bool) -> RetentionClass | None:
    """The class that was chosen; the proposed one where none was, or where the chosen one is not known any more."""
    chosen = next((one for one in classes if one.code == code), None)
    return chosen or proposed(classes, violation)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def due_on(ended: date | None, term: Term | None) -> date | None:
    """The last day for handing a file over; None while the work goes on, and where no term holds."""
    return _years_later(ended, term.years) if ended and term else None


def last_end(due: date, term: Term) -> date:
    """The last end of work whose file is due by this day: ``due_on`` read backwards."""
    end = _years_later(due, -term.years)
    after = end + timedelta(days=1)
    return after if _years_later(after, term.years) <= due else end


def stand(ended: date | None, handed_on: date | None, today: date, term: Term | None) -> str:
    """How a file stands to the archive: a key of STANDS."""
    due = due_on(ended, term)
    if handed_on:
        return "handed"
    if due is None or term is None:
        return "unfinished"
    if due < today:
        return "late"
    return "soon" if (due - today).days <= term.notice_days else "waiting"


def refuse_class(classes: Iterable[RetentionClass], code: str, handed_on: date | None) -> None:
    """Raises RuleBroken for a class that an inspection cannot have, and once the file was handed over."""
    if handed_on:
        raise RuleBroken(HANDED)
    if code not in {one.code for one in classes}:
        raise RuleBroken("Nhóm hồ sơ này không còn trong danh sách; mời chọn lại.")


def refuse_hand_over(day: date, ended: date | None, today: date) -> None:
    """Raises RuleBroken while the work goes on, for a day before its end and for one that has not come."""
    if ended is None:
        raise RuleBroken(NOT_YET)
    if day < ended:
        raise RuleBroken("Ngày nộp lưu không thể trước ngày kết thúc công việc.")
    if day > today:
        raise RuleBroken("Ngày nộp lưu chưa đến; mời xem lại.")


def plain(text: str, limit: int = LONGEST_NAME) -> str:
    """A text as a piece of a file's name on every system: letters without marks, digits and hyphens."""
    letters = "".join(sign if sign.isascii() else _bare(sign) for sign in normalise(text))
    return _OTHER.sub("-", letters).strip("-")[:limit].rstrip("-")


def _bare(sign: str) -> str:
    return fold(sign).upper() if sign.isupper() else fold(sign)


def joined(*pieces: str) -> str:
    """A file's name without its ending, from pieces that are not empty."""
    return "_".join(found for piece in pieces if (found := plain(piece)))
