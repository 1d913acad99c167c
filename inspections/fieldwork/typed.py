"""Reads what was typed in one input, as text or as a number; it knows no type of answer and no rule."""

from collections.abc import Mapping
from decimal import Decimal

from inspections.errors import RuleBroken
from inspections.vietnamese import normalise, parse_decimal

Inputs = Mapping[str, str]

LONGEST_TEXT = 2_000
LARGEST_NUMBER = 1_000_000_000


def text(inputs: Inputs, name: str, label: str, longest: int = LONGEST_TEXT) -> str:
    """What was typed in one input, normalised; empty when it was left blank or is not on the page."""
    typed = inputs.get(name, "")
    if "\0" in typed:
        raise RuleBroken(f"{label} có ký tự không hợp lệ. Xóa và nhập lại.")
    typed = normalise(typed)
    if len(typed) > longest:
        raise RuleBroken(f"{label} dài {len(typed)} ký tự; chỉ được nhập tối đa {longest} ký tự.")
    return typed


def decimal(inputs: Inputs, name: str, label: str) -> Decimal | None:
    """The number typed in one input, None where it was left blank; raises RuleBroken for what is none."""
    typed = text(inputs, name, label)
    if not typed:
        return None
    try:
        number = parse_decimal(typed)
    except ValueError:
        raise RuleBroken(f"{label}: “{typed[:40]}” không phải là số. Nhập bằng chữ số, ví dụ 24 hoặc 24,1.") from None
    if number < 0:
        raise RuleBroken(f"{label} không được là số âm.")
    if number > LARGEST_NUMBER:
        raise RuleBroken(f"{label} quá lớn. Kiểm tra lại số đã nhập.")
    return number
