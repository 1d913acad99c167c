"""Knows the words in which an item of a checklist is said."""

from typing import Any

import pytest

from inspections.checklists import catalogue, rules


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({"type": "pass_fail"}, "Đạt hoặc chưa đạt"),
        ({"type": "number", "unit": "người"}, "Số (người)"),
        (
            {"type": "sample", "minimum": 30, "unit": "phiếu gửi", "as_percent": True},
            "Mẫu: ít nhất 30 phiếu gửi, tính tỷ lệ",
        ),
        ({"type": "sample", "minimum": 5, "maximum": 10, "unit": "bưu gửi"}, "Mẫu: từ 5 đến 10 bưu gửi"),
        ({"type": "sample", "minimum": "all"}, "Mẫu: toàn bộ"),
    ],
)
def test_an_answer_says_what_it_asks_for(spec: dict[str, Any], words: str) -> None:
    assert rules.answer_text(spec) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("judged", "Đoàn kiểm tra đánh giá"),
        ({"value_is": 0}, "Đạt khi số ghi được là 0"),
        ({"at_least": "deliveries_per_day.centre"}, "không thấp hơn mức quy định đang áp dụng"),
        ({"all_of_total": True}, "Đạt khi số lượng bằng tổng số"),
        ({"all_of_total": "or the rest not yet due"}, "chưa đến hạn"),
    ],
)
def test_an_item_says_when_it_is_passed(rule: Any, words: str) -> None:
    assert words in rules.judged_text({"pass_if": rule})


def test_an_item_says_for_whom_and_when_it_is_meant() -> None:
    item = {"applies_to": ["province"], "only_if": {"code": "AN-32", "above": 0}}
    assert rules.limits_text(item) == "chỉ dùng cho đơn vị cấp tỉnh; chỉ hiện khi AN-32 lớn hơn 0"
    assert rules.limits_text({}) == ""


@pytest.mark.parametrize("checklist", catalogue.shipped(), ids=lambda one: str(one["code"]))
def test_every_shipped_item_can_be_said(checklist: dict[str, Any]) -> None:
    for item in catalogue.items_of(checklist):
        assert all(rules.answer_text(answer) for answer in item["answers"])
        assert rules.judged_text(item)


def test_retired_items_are_counted_apart() -> None:
    content = {"sections": [{"items": [{}, {"retired": "cũ"}]}, {"items": [{}]}]}
    assert rules.counts(content) == {"sections": 2, "items": 2, "retired": 1}
