"""Values of an answer in words: what a part is called, and what was written in it, as one line; it reads no table."""

from collections.abc import Mapping
from typing import Any

from inspections.fieldwork import entries, rules
from inspections.fieldwork.item_types import ITEM_TYPES

PART_LABELS = {
    "result": "Kết quả",
    "note": "Ghi chú",
    "reason": "Lý do",
    "conclusion": "Kết luận",
    entries.PART: "Một mục của mẫu",
}


def part_label(part: str) -> str:
    """What a part is called on a page."""
    return PART_LABELS.get(entries.split(part)[0]) or "Số liệu"


def text_of(spec: Mapping[str, Any], part: str, value: Any) -> str:
    """A value of a part as one line of Vietnamese."""
    part, _key = entries.split(part)
    if value is None:
        return "Đã xóa" if part == entries.PART else "Xóa, chưa có kết quả"
    if part == "conclusion":
        return f"{rules.STATES.get(value['result'], value['result'])}: {value['reason']}"
    kind = rules.spec_of(spec, part) or {"type": "pass_fail" if part == "result" else "text"}
    return ITEM_TYPES[kind["type"]].show(value, kind)


def author(operation: Any) -> str:
    """Who wrote an operation; who typed in what another had seen is named beside him."""
    if operation.observed_by is None:
        return str(operation.by.name)
    return f"quan sát: {operation.observed_by.name}, nhập: {operation.by.name}"
