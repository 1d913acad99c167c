"""Knows the types of answer: how each is read from what was typed, how it is shown; it knows no item, rule or person.

One entry of ITEM_TYPES and one template make a type. A value is JSON: pass_fail "pass", number "24.1", ratio
{"part": 3, "whole": 4}, sample {"seen": 22, "passed": 20, "failed": 1, "excluded": 1, "excluded_reason": "…"}, date
"2026-11-22", text as written. A half typed ratio or sample is kept with the keys it has. None is no answer.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from inspections.errors import RuleBroken
from inspections.fieldwork import counts, entries
from inspections.fieldwork.counts import COUNT_LABELS, RATIO_LABELS, REASON, percent_passed
from inspections.fieldwork.typed import LARGEST_NUMBER, LONGEST_TEXT, Inputs, decimal, text
from inspections.vietnamese import format_date, format_decimal, parse_date

__all__ = [
    "COUNT_LABELS",
    "ITEM_TYPES",
    "LARGEST_NUMBER",
    "LONGEST_TEXT",
    "RATIO_LABELS",
    "REASON",
    "RESULTS",
    "TEXT_LABELS",
    "ItemType",
    "number_label",
    "percent_passed",
]

Spec = Mapping[str, Any]

RESULTS = {
    "pass": "Đạt",
    "fail": "Chưa đạt",
    "not_produced": "Chưa xuất trình được",
    "not_applicable": "Không áp dụng",
    "not_checked": "Không kiểm tra",
}
TEXT_LABELS = {"result": "Kết quả", "reason": "Lý do", "note": "Ghi chú", "conclusion": "Kết luận"}

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_SCALE = re.compile(r"([0-9]+)–([0-9]+)")


@dataclass(frozen=True)
class ItemType:
    """One type of answer. `spec` is the entry of the checklist: type, unit, minimum, as_percent …

    read(inputs, spec, part): the value typed in the inputs of that part (`answer2`, or `answer2-seen` …), or None;
    raises RuleBroken with a sentence that names the field. shaped(value): whether the JSON has the keys and kinds of
    this type; fill and write take only such values. needs: the keys of a value that is complete.
    """

    name: str
    label: str
    read: Callable[[Inputs, Spec, str], Any]
    fill: Callable[[Any, str], dict[str, str]]
    write: Callable[[Any, Spec], str]
    shaped: Callable[[Any], bool]
    needs: tuple[str, ...] = ()

    def complete(self, value: Any) -> bool:
        """Whether nothing of the value is still to be typed."""
        return value is not None and all(key in value for key in self.needs)

    def typed(self, value: Any, part: str) -> dict[str, str]:
        """The inverse of read, to fill the inputs again: input name → text."""
        return {} if value is None else self.fill(value, part)

    def fits(self, value: Any, spec: Spec) -> bool:
        """Whether a received value could have been typed here; one that could not is kept aside."""
        try:
            return self.shaped(value) and self.read(self.fill(value, "answer1"), spec, "answer1") is not None
        except RuleBroken:
            return False

    def show(self, value: Any, spec: Spec) -> str:
        """One line for history, conflict and minutes: empty for no answer, an unknown value as it came."""
        if value is None:
            return ""
        return self.write(value, spec) if self.shaped(value) else f"Giá trị lạ: {json.dumps(value, ensure_ascii=False)}"


def number_label(spec: Spec) -> str:
    """How a number is asked for: by its unit, "Số phút", or by its scale, "Điểm (thang 1–5)"."""
    unit = spec.get("unit", "")
    if _SCALE.fullmatch(unit):
        return f"Điểm (thang {unit})"
    return "Tỷ lệ %" if unit == "%" else f"Số {unit}".strip()


def _read_number(inputs: Inputs, spec: Spec, part: str) -> str | None:
    label = number_label(spec)
    number = decimal(inputs, part, label)
    if number is None:
        return None
    scale = _SCALE.fullmatch(spec.get("unit", ""))
    if scale and not int(scale[1]) <= number <= int(scale[2]):
        raise RuleBroken(f"{label}: chỉ nhập từ {scale[1]} đến {scale[2]}.")
    whole, _, decimals = f"{number:f}".partition(".")
    return ".".join(filter(None, (whole, decimals.rstrip("0"))))


def _read_date(inputs: Inputs, spec: Spec, part: str) -> str | None:
    typed = text(inputs, part, "Ngày")
    try:
        return parse_date(typed).isoformat() if typed else None
    except ValueError:
        raise RuleBroken(f"Ngày: “{typed[:40]}” không đúng. Nhập ngày/tháng/năm, ví dụ 22/11/2026.") from None


def _read_text(inputs: Inputs, spec: Spec, part: str) -> str | None:
    return text(inputs, part, TEXT_LABELS.get(part, "Nội dung trả lời")) or None


def _fill_one(value: str, part: str) -> dict[str, str]:
    return {part: value}


def _fill_number(value: str, part: str) -> dict[str, str]:
    return {part: format_decimal(Decimal(value))}


def _fill_date(value: str, part: str) -> dict[str, str]:
    return {part: _write_date(value, {})}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_result(value: Any) -> bool:
    return _is_text(value) and value in RESULTS


def _is_number(value: Any) -> bool:
    return _is_text(value) and _NUMBER.fullmatch(value) is not None


def _is_date(value: Any) -> bool:
    try:
        return _is_text(value) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _write_result(value: str, spec: Spec) -> str:
    return RESULTS[value]


def _write_text(value: str, spec: Spec) -> str:
    return " ".join(value.split())


def _write_date(value: str, spec: Spec) -> str:
    return format_date(date.fromisoformat(value))


def _write_number(value: str, spec: Spec) -> str:
    unit, number = spec.get("unit", ""), format_decimal(Decimal(value))
    if _SCALE.fullmatch(unit):
        return f"{number} (thang {unit})"
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


# pass_fail reads any choice, known or not: what an outdated page sends is not lost, and fits() has it kept aside.
_TYPES = (
    ItemType("pass_fail", "Đạt hoặc chưa đạt", _read_text, _fill_one, _write_result, _is_result),
    ItemType("number", "Số", _read_number, _fill_number, _write_number, _is_number),
    ItemType("ratio", "Số lượng trên tổng số", *counts.RATIO, tuple(RATIO_LABELS)),
    ItemType("sample", "Mẫu", *counts.SAMPLE, tuple(COUNT_LABELS)),
    ItemType("entry", "Từng mục của mẫu", entries.read, entries.fill, entries.write, entries.shaped),
    ItemType("date", "Ngày", _read_date, _fill_date, _write_date, _is_date),
    ItemType("text", "Nội dung", _read_text, _fill_one, _write_text, _is_text),
)
ITEM_TYPES: dict[str, ItemType] = {kind.name: kind for kind in _TYPES}
