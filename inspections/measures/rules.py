"""Decides what may stand in a measure, until when, and whom it serves; it knows no table and no clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from inspections.errors import RuleBroken
from inspections.vietnamese import fold, format_date

KINDS = {
    "immediate": "Xử lý ngay",
    "corrective": "Khắc phục nguyên nhân",
    "preventive": "Phòng ngừa tái diễn",
}
"""What a measure is for, in the order in which measures are listed."""
MET = frozenset({"verified", "effective"})
"""States of a requirement whose measures stay as they are."""


@dataclass(frozen=True)
class MeasureData:
    """What is typed about a measure."""

    kind: str
    text: str
    responsible: str
    position: str
    due_on: date
    evidence: str


def refuse_words(data: MeasureData) -> None:
    """Raises RuleBroken for a measure that does not say what is done, or by whom at the body."""
    if data.kind not in KINDS:
        raise RuleBroken("Cần chọn loại việc phải làm.")
    if not data.text.strip():
        raise RuleBroken("Cần ghi việc phải làm.")
    if not data.responsible.strip() or not data.position.strip():
        raise RuleBroken("Cần ghi họ tên và chức vụ người thực hiện của đơn vị.")


def refuse_due(due_on: date, today: date, limits: Collection[date]) -> None:
    """Raises RuleBroken unless a measure ends today or later, and not after any requirement (``limits``) it serves.

    For a requirement that is overdue a measure ends today.
    """
    last = max(min(limits, default=date.max), today)
    if due_on < today:
        raise RuleBroken("Thời hạn của việc phải làm không được trước hôm nay.", "due_on")
    if due_on > last:
        whose = "hôm nay vì yêu cầu khắc phục đã quá hạn" if last not in limits else "thời hạn của yêu cầu khắc phục"
        raise RuleBroken(f"Thời hạn của việc phải làm không được sau {whose} ({format_date(last)}).", "due_on")


def first_due(limit: date, today: date) -> date | None:
    """The due day that a new measure's form proposes: that of its requirement; none when that is past."""
    return limit if limit >= today else None


def refuse_met(states: Iterable[str]) -> None:
    """Raises RuleBroken when a requirement that a measure serves was verified: what led to it stays as it was."""
    if MET & set(states):
        raise RuleBroken("Có yêu cầu khắc phục đã được xác nhận nên việc phải làm không thay đổi được nữa.")


def refuse_done(state: str) -> None:
    """Raises RuleBroken for a measure that is done."""
    if state != "open":
        raise RuleBroken("Việc này đã ghi là làm xong nên không sửa được; mở lại trước khi sửa.")


def is_same_person(name: str, other: str) -> bool:
    """Whether two names are written alike, whatever their marks and capitals."""
    return bool(name.strip()) and " ".join(fold(name).split()) == " ".join(fold(other).split())
