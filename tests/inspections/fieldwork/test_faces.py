"""The unit and the limit of a number stand beside it, and the boundary is where the words say."""

from typing import Any

import pytest

from inspections.errors import RuleBroken
from inspections.fieldwork import rules
from inspections.fieldwork.faces import face, limit_hint
from inspections.fieldwork.item_types import ITEM_TYPES
from tests.inspections.fieldwork.test_rules import ITEMS, STANDARD, make_item

HOURS = make_item({"type": "number", "unit": "giờ"}, rule={"at_most": 24})

HINTS: list[tuple[Any, str | None, str | None]] = [
    (HOURS, "không quá 24 giờ", "giờ"),
    (ITEMS["CL-39"], "không quá 2%", "%"),
    (ITEMS["CL-14"], "ít nhất 2 lần/ngày", "lần/ngày"),
    (ITEMS["CL-13"], "đạt khi bằng 0 vụ", "vụ"),
    (ITEMS["CL-05"], None, "người"),
    (make_item({"type": "number", "unit": "giờ"}, rule={"at_most": 1234.5}), "không quá 1.234,5 giờ", "giờ"),
    (ITEMS["SD-21"], None, None),
]


@pytest.mark.parametrize(("item", "hint", "unit"), HINTS)
def test_a_number_says_its_unit_and_its_limit(item: Any, hint: str | None, unit: str | None) -> None:
    figure = face(item).figures[0]
    assert (limit_hint(item, figure, STANDARD), figure.unit) == (hint, unit)


def test_a_limit_that_the_standard_of_the_day_does_not_name_is_not_said() -> None:
    figure = face(ITEMS["CL-15"]).figures[0]
    assert limit_hint(ITEMS["CL-15"], figure, {"deliveries_per_day": {"centre": 2}}) is None


def test_the_scale_stands_in_the_label() -> None:
    assert face(ITEMS["SD-21"]).figures[0].label == "Điểm (thang 1–5)"


BOUNDARY = [("24", "pass"), ("24,0", "pass"), ("24,1", "fail"), ("24.1", "fail"), ("23,99", "pass"), ("0", "pass")]


@pytest.mark.parametrize(("typed", "state"), BOUNDARY)
def test_twenty_four_hours_pass_and_a_tenth_more_fails(typed: str, state: str) -> None:
    spec = HOURS["answers"][0]
    value = ITEM_TYPES["number"].read({"answer1": typed}, spec, "answer1")
    assert rules.verdict(HOURS, {"answer1": value}, {}) == state
    assert typed not in ("24,1", "24.1") or value == "24.1"


@pytest.mark.parametrize("typed", ["hai", "24 giờ", "1.23.4", "24,", "-1"])
def test_what_is_no_number_is_told_so_in_a_sentence(typed: str) -> None:
    with pytest.raises(RuleBroken, match=r"không (phải là số|được là số âm)"):
        ITEM_TYPES["number"].read({"answer1": typed}, HOURS["answers"][0], "answer1")
