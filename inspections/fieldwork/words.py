"""Values of an answer in words: what a part is called, and what was written in it, as one line; it reads no table."""

from collections.abc import Mapping
from typing import Any

from inspections.fieldwork import rules
from inspections.fieldwork.item_types import ITEM_TYPES

PART_LABELS = {"result": "Kết quả", "note": "Ghi chú", "reason": "Lý do", "conclusion": "Kết luận"}


def part_label(part: str) -> str:
    """What a part is called on a page."""
    return PART_LABELS.get(part) or "Số liệu"


def text_of(spec: Mapping[str, Any], part: str, value: Any) -> str:
    """A value of a part as one line of Vietnamese."""
    if value is None:
        return "Xóa, chưa có kết quả"
    if part == "conclusion":
        return f"{rules.STATES.get(value['result'], value['result'])}: {value['reason']}"
    kind = dict(rules.answer_parts(spec)).get(part) or {"type": "pass_fail" if part == "result" else "text"}
    return ITEM_TYPES[kind["type"]].show(value, kind)
