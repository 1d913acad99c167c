"""What is printed of an item on the sheet of paper that is filled in by hand; it reads no table."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from inspections.fieldwork import rules
from inspections.fieldwork.entries import RESULTS as ENTRY_RESULTS
from inspections.fieldwork.entries import one
from inspections.fieldwork.item_types import COUNT_LABELS, RATIO_LABELS, RESULTS, number_label
from inspections.vietnamese import format_decimal

Spec = Mapping[str, Any]

ENTRY_BOXES = tuple(ENTRY_RESULTS.values())

BLANKS = {
    "number": lambda spec: (number_label(spec),),
    "date": lambda spec: ("Ngày, tháng, năm",),
    "ratio": lambda spec: tuple(RATIO_LABELS.values()),
    "sample": lambda spec: (*COUNT_LABELS.values(), "Lý do loại trừ"),
    "text": lambda spec: (spec.get("label") or "Ghi bằng chữ",),
}
"""Type of answer → what is asked for beside a blank line."""


MOST_LINES = 4
"""How many lines a sample has at most; on paper the rest goes overleaf."""


def condition(item: Spec) -> str:
    """When an item is to be answered at all, in words; empty for one that always is."""
    on = item.get("only_if")
    return f"Chỉ ghi khi số tại {on['code']} lớn hơn {format_decimal(Decimal(str(on['above'])))}." if on else ""


def lines(item: Spec) -> tuple[str, int]:
    """What each line of a sample is for, and how many lines are printed; none without a sample."""
    sample = rules.sample_part(item)
    if sample is None:
        return "", 0
    least = sample[1].get("minimum")
    return one(sample[1]), min(least, MOST_LINES) if isinstance(least, int) else MOST_LINES


def boxes(item: Spec) -> list[str]:
    """The results to be ticked, in words."""
    return [RESULTS[result] for result in rules.offered_results(item)]


def blanks(item: Spec) -> list[str]:
    """What is to be written beside the boxes: numbers, samples, days, words."""
    return [words for _part, spec in rules.answer_parts(item) for words in BLANKS[spec["type"]](spec)]
