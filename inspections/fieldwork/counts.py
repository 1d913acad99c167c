"""Counts as answers: so many of so many, and a sample that was seen; it knows no item, rule or person."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from inspections.errors import RuleBroken
from inspections.fieldwork.typed import Inputs, decimal, text
from inspections.vietnamese import format_decimal

Spec = Mapping[str, Any]

RATIO_LABELS = {"part": "Số lượng", "whole": "Tổng số"}
COUNT_LABELS = {"seen": "Số đã xem", "passed": "Số đạt", "failed": "Số chưa đạt", "excluded": "Số loại trừ"}
REASON = "excluded_reason"


def percent_passed(sample: Mapping[str, Any] | None) -> Decimal | None:
    """Passed in a hundred of seen less excluded; None if unknown or nothing is left.

    Source: the conventions of the joint KT1 checklists.
    """
    if not sample or not {"seen", "passed"} <= set(sample):
        return None
    counted = sample["seen"] - sample.get("excluded", 0)
    return Decimal(100 * sample["passed"]) / counted if counted > 0 else None


def _typed(inputs: Inputs, part: str, labels: Mapping[str, str]) -> dict[str, int]:
    """The whole numbers that were typed, by key; a blank one has no key."""
    counts = {}
    for key, label in labels.items():
        number = decimal(inputs, f"{part}-{key}", label)
        if number is not None and number != int(number):
            raise RuleBroken(f"{label} phải là số nguyên.")
        if number is not None:
            counts[key] = int(number)
    return counts


def _refuse_more(counts: Mapping[str, int], smaller: str, larger: str, labels: Mapping[str, str]) -> None:
    few, many = counts.get(smaller), counts.get(larger)
    if few is not None and many is not None and few > many:
        raise RuleBroken(f"{labels[smaller]} ({few}) không được lớn hơn {labels[larger].lower()} ({many}).")


def _read_ratio(inputs: Inputs, spec: Spec, part: str) -> dict[str, int] | None:
    counts = _typed(inputs, part, RATIO_LABELS)
    _refuse_more(counts, "part", "whole", RATIO_LABELS)
    return counts or None


def _read_sample(inputs: Inputs, spec: Spec, part: str) -> dict[str, Any] | None:
    """The counts of a sample that were typed, with those that follow from them, and why some were left out."""
    counts = _typed(inputs, part, COUNT_LABELS)
    for key in ("passed", "failed", "excluded"):
        _refuse_more(counts, key, "seen", COUNT_LABELS)
    reason = text(inputs, f"{part}-{REASON}", "Lý do loại trừ")
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


def _fill_each(value: Mapping[str, Any], part: str) -> dict[str, str]:
    return {f"{part}-{key}": str(written) for key, written in value.items()}


def _is_counts(value: Any, keys: Mapping[str, str]) -> bool:
    """type() and not isinstance: true and false are no counts."""
    return isinstance(value, dict) and all(key in keys and type(n) is int and n >= 0 for key, n in value.items())


def _is_ratio(value: Any) -> bool:
    return _is_counts(value, RATIO_LABELS)


def _is_sample(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get(REASON, ""), str):
        return False
    return _is_counts({key: count for key, count in value.items() if key != REASON}, COUNT_LABELS)


def _write_ratio(value: Mapping[str, int], spec: Spec) -> str:
    """“3/4”; what is not typed yet is “…”."""
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


RATIO = (_read_ratio, _fill_each, _write_ratio, _is_ratio)
SAMPLE = (_read_sample, _fill_each, _write_sample, _is_sample)
"""How each is read from inputs, put into them again, written in one line, and known by its shape."""
