"""What is printed of an item on the sheet of paper that is filled in by hand; it reads no table."""

from collections.abc import Mapping
from typing import Any

from inspections.fieldwork import rules
from inspections.fieldwork.item_types import COUNT_LABELS, RATIO_LABELS, RESULTS, number_label

Spec = Mapping[str, Any]

BLANKS = {
    "number": lambda spec: (number_label(spec),),
    "date": lambda spec: ("Ngày, tháng, năm",),
    "ratio": lambda spec: tuple(RATIO_LABELS.values()),
    "sample": lambda spec: (*COUNT_LABELS.values(), "Lý do loại trừ"),
    "text": lambda spec: (spec.get("label") or "Ghi bằng chữ",),
}
"""Type of answer → what is asked for beside a blank line."""


def boxes(item: Spec) -> list[str]:
    """The results to be ticked, in words."""
    return [RESULTS[result] for result in rules.offered_results(item)]


def blanks(item: Spec) -> list[str]:
    """What is to be written beside the boxes: numbers, samples, days, words."""
    return [words for _part, spec in rules.answer_parts(item) for words in BLANKS[spec["type"]](spec)]
