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
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from inspections.errors import RuleBroken
from inspections.vietnamese import format_date, format_decimal, normalise, parse_date, parse_decimal

Spec = Mapping[str, Any]
Inputs = Mapping[str, str]

LONGEST_TEXT = 2_000
LARGEST_NUMBER = 1_000_000_000

RESULTS = {
    "pass": "Đạt",
    "fail": "Chưa đạt",
    "not_produced": "Chưa xuất trình được",
    "not_applicable": "Không áp dụng",
    "not_checked": "Không kiểm tra",
}
TEXT_LABELS = {"result": "Kết quả", "reason": "Lý do", "note": "Ghi chú", "conclusion": "Kết luận"}
RATIO_LABELS = {"part": "Số lượng", "whole": "Tổng số"}
COUNT_LABELS = {"seen": "Số đã xem", "passed": "Số đạt", "failed": "Số chưa đạt", "excluded": "Số loại trừ"}
REASON = "excluded_reason"

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


def percent_passed(sample: Mapping[str, Any] | None) -> Decimal | None:
    """Passed in a hundred of seen less excluded (kt1-checklists.md 2, point 5); None if unknown or nothing is left."""
    if not sample or not {"seen", "passed"} <= set(sample):
        return None
    counted = sample["seen"] - sample.get("excluded", 0)
    return Decimal(100 * sample["passed"]) / counted if counted > 0 else None


def _text(inputs: Inputs, name: str, label: str) -> str:
    """What was typed in one input, normalised; empty when it was left blank or is not on the page."""
    text = inputs.get(name, "")
    if "\0" in text:
        raise RuleBroken(f"{label} có ký tự không hợp lệ. Xóa và nhập lại.")
    text = normalise(text)
    if len(text) > LONGEST_TEXT:
        raise RuleBroken(f"{label} dài {len(text)} ký tự; chỉ được nhập tối đa {LONGEST_TEXT} ký tự.")
    return text


def _decimal(inputs: Inputs, name: str, label: str) -> Decimal | None:
    text = _text(inputs, name, label)
    if not text:
        return None
    try:
        number = parse_decimal(text)
    except ValueError:
        raise RuleBroken(f"{label}: “{text[:40]}” không phải là số. Nhập bằng chữ số, ví dụ 24 hoặc 24,1.") from None
    if number < 0:
        raise RuleBroken(f"{label} không được là số âm.")
    if number > LARGEST_NUMBER:
        raise RuleBroken(f"{label} quá lớn. Kiểm tra lại số đã nhập.")
    return number


def _counts(inputs: Inputs, part: str, labels: Mapping[str, str]) -> dict[str, int]:
    """The whole numbers that were typed, by key; a blank one has no key."""
    counts = {}
    for key, label in labels.items():
        number = _decimal(inputs, f"{part}-{key}", label)
        if number is not None and number != int(number):
            raise RuleBroken(f"{label} phải là số nguyên.")
        if number is not None:
            counts[key] = int(number)
    return counts


def _refuse_more(counts: Mapping[str, int], smaller: str, larger: str, labels: Mapping[str, str]) -> None:
    few, many = counts.get(smaller), counts.get(larger)
    if few is not None and many is not None and few > many:
        raise RuleBroken(f"{labels[smaller]} ({few}) không được lớn hơn {labels[larger].lower()} ({many}).")


def _read_number(inputs: Inputs, spec: Spec, part: str) -> str | None:
    label = number_label(spec)
    number = _decimal(inputs, part, label)
    if number is None:
        return None
    scale = _SCALE.fullmatch(spec.get("unit", ""))
    if scale and not int(scale[1]) <= number <= int(scale[2]):
        raise RuleBroken(f"{label}: chỉ nhập từ {scale[1]} đến {scale[2]}.")
    whole, _, decimals = f"{number:f}".partition(".")
    return ".".join(filter(None, (whole, decimals.rstrip("0"))))


def _read_ratio(inputs: Inputs, spec: Spec, part: str) -> dict[str, int] | None:
    counts = _counts(inputs, part, RATIO_LABELS)
    _refuse_more(counts, "part", "whole", RATIO_LABELS)
    return counts or None


def _read_sample(inputs: Inputs, spec: Spec, part: str) -> dict[str, Any] | None:
    counts = _counts(inputs, part, COUNT_LABELS)
    for key in ("passed", "failed", "excluded"):
        _refuse_more(counts, key, "seen", COUNT_LABELS)
    reason = _text(inputs, f"{part}-{REASON}", "Lý do loại trừ")
    return _balanced(counts) | ({REASON: reason} if reason else {}) or None


def _balanced(counts: dict[str, int]) -> dict[str, int]:
    """The counts of a sample with those that follow from them; refuses what cannot add up to the number seen."""
    if "seen" not in counts:
        return counts
    rest = counts["seen"] - sum(count for key, count in counts.items() if key != "seen")
    if rest < 0 or (rest > 0 and len(counts) == len(COUNT_LABELS)):
        raise RuleBroken(f"Tổng số đạt, chưa đạt và loại trừ phải bằng số đã xem ({counts['seen']}).")
    if "passed" in counts and ("failed" not in counts or rest == 0):
        return {"failed": rest, "excluded": 0} | counts
    return counts


def _read_date(inputs: Inputs, spec: Spec, part: str) -> str | None:
    text = _text(inputs, part, "Ngày")
    try:
        return parse_date(text).isoformat() if text else None
    except ValueError:
        raise RuleBroken(f"Ngày: “{text[:40]}” không đúng. Nhập ngày/tháng/năm, ví dụ 22/11/2026.") from None


def _read_text(inputs: Inputs, spec: Spec, part: str) -> str | None:
    return _text(inputs, part, TEXT_LABELS.get(part, "Nội dung trả lời")) or None


def _fill_one(value: str, part: str) -> dict[str, str]:
    return {part: value}


def _fill_number(value: str, part: str) -> dict[str, str]:
    return {part: format_decimal(Decimal(value))}


def _fill_date(value: str, part: str) -> dict[str, str]:
    return {part: _write_date(value, {})}


def _fill_each(value: Mapping[str, Any], part: str) -> dict[str, str]:
    return {f"{part}-{key}": str(written) for key, written in value.items()}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_result(value: Any) -> bool:
    return _is_text(value) and value in RESULTS


def _is_number(value: Any) -> bool:
    return _is_text(value) and _NUMBER.fullmatch(value) is not None


def _is_counts(value: Any, keys: Mapping[str, str]) -> bool:
    """type() and not isinstance: true and false are no counts."""
    return isinstance(value, dict) and all(key in keys and type(n) is int and n >= 0 for key, n in value.items())


def _is_ratio(value: Any) -> bool:
    return _is_counts(value, RATIO_LABELS)


def _is_sample(value: Any) -> bool:
    if not isinstance(value, dict) or not _is_text(value.get(REASON, "")):
        return False
    return _is_counts({key: count for key, count in value.items() if key != REASON}, COUNT_LABELS)


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


def _write_ratio(value: Mapping[str, int], spec: Spec) -> str:
    return "/".join(format_decimal(Decimal(value[key])) if key in value else "…" for key in RATIO_LABELS)


def _write_sample(value: Mapping[str, Any], spec: Spec) -> str:
    counts = {key: format_decimal(Decimal(value[key])) for key in COUNT_LABELS if key in value}
    unit, percent = spec.get("unit", ""), percent_passed(value) if spec.get("as_percent") else None
    words = [
        f"đã xem {counts['seen']} {unit}".strip() if "seen" in counts else "",
        f"đạt {counts['passed']}" if "passed" in counts else "",
        f"chưa đạt {counts['failed']}" if "failed" in counts else "",
        _write_excluded(value.get("excluded", 0), " ".join(value.get(REASON, "").split())),
        f"tỷ lệ đạt {_write_percent(percent)}" if percent is not None else "",
    ]
    line = "; ".join(filter(None, words))
    return line[:1].upper() + line[1:]


def _write_excluded(count: int, reason: str) -> str:
    if not count:
        return f"lý do loại trừ: {reason}" if reason else ""
    return f"loại trừ {format_decimal(Decimal(count))}" + (f" ({reason})" if reason else "")


def _write_percent(percent: Decimal) -> str:
    """With one decimal; what is short of 100 is never rounded up to it."""
    rounded = min(percent.quantize(Decimal("0.1"), ROUND_HALF_UP), Decimal("99.9"))
    return f"{format_decimal(rounded if percent < 100 else Decimal(100))}%"


# pass_fail reads any choice, known or not: what an outdated page sends is not lost, and fits() has it kept aside.
_TYPES = (
    ItemType("pass_fail", "Đạt hoặc chưa đạt", _read_text, _fill_one, _write_result, _is_result),
    ItemType("number", "Số", _read_number, _fill_number, _write_number, _is_number),
    ItemType("ratio", "Số lượng trên tổng số", _read_ratio, _fill_each, _write_ratio, _is_ratio, tuple(RATIO_LABELS)),
    ItemType("sample", "Mẫu", _read_sample, _fill_each, _write_sample, _is_sample, tuple(COUNT_LABELS)),
    ItemType("date", "Ngày", _read_date, _fill_date, _write_date, _is_date),
    ItemType("text", "Nội dung", _read_text, _fill_one, _write_text, _is_text),
)
ITEM_TYPES: dict[str, ItemType] = {kind.name: kind for kind in _TYPES}
