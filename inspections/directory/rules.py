"""Words for what bodies are, and how what is asked of a list is read; it knows no body, no table and no request."""

import re
from datetime import date
from typing import Any

from inspections.vietnamese import fold, format_date, normalise

KINDS = {
    "provider": "Đơn vị cung cấp dịch vụ",
    "transport": "Điểm khai thác, vận chuyển",
    "user_agency": "Cơ quan sử dụng dịch vụ",
}
LEVELS = {"province": "Cấp tỉnh", "commune": "Cấp xã"}
SUBJECTS = {
    "inspection": "Thuộc đối tượng kiểm tra",
    "survey": "Chỉ khảo sát, theo văn bản thống nhất với đơn vị",
}
KT1_USE = {
    "uses": ("✓", "Đang sử dụng KT1", "chip-good"),
    "not_yet": ("–", "Chưa sử dụng KT1", ""),
    "unknown": ("○", "Chưa rõ", "chip-warning"),
}
"""Whether a body uses KT1: sign, word and look."""

LONGEST_SEARCH, MOST_WORDS = 100, 8
END = date.max
"""A validity without a last day ends here, as the tables have it."""
_REF = re.compile("[a-z0-9]{10}")


def words(text: str) -> list[str]:
    """The folded words that a search compares; a long text counts with its beginning."""
    return fold(normalise(text[:LONGEST_SEARCH])).replace("\0", "").split()[:MOST_WORDS]


def given(form: Any) -> dict[str, Any]:
    """What a filter form asks for, by field: days as dates; a choice that does not exist is forgotten.

    A wrongly typed day stays on the form with its fault and narrows nothing.
    """
    form.validate()
    for field in form:
        if field.errors and hasattr(field, "choices"):
            field.data, field.errors = "", []
    return {field.name: getattr(field, "day", field.data) for field in form if field.data and not field.errors}


def turn(before: str | None, after: str | None) -> tuple[str, str]:
    """Which page of a list is asked for: ("before" or "after", a reference), an empty reference for the first page."""
    direction, ref = ("before", before) if before else ("after", after or "")
    return direction, ref if is_ref(ref) else ""


def is_ref(text: str) -> bool:
    """Whether a text can be the public reference of a row."""
    return bool(_REF.fullmatch(text))


def days_text(first: date, last: date) -> str:
    """The days between which something held: "từ 01/09/2025", "đến 31/08/2025", or both; no end says nothing."""
    since = f"từ {format_date(first)}" if first > date.min else ""
    until = f"đến {format_date(last)}" if last < END else ""
    return " ".join(filter(None, (since, until))) or "không giới hạn thời gian"
