"""Says an item of a checklist in words: what is asked for, how it is judged, when; it knows no table and no answer."""

from collections.abc import Mapping
from typing import Any

from inspections.fieldwork.item_types import ITEM_TYPES

Spec = Mapping[str, Any]

LEVELS = {"province": "cấp tỉnh", "commune": "cấp xã"}

_RULES = {
    "judged": "Đoàn kiểm tra đánh giá",
    "recorded": "Chỉ ghi nhận, không đánh giá đạt hay chưa đạt",
    "value_is": "Đạt khi số ghi được là {wanted}",
    "at_most": "Đạt khi số ghi được không quá {wanted}",
    "at_least": "Đạt khi số ghi được không thấp hơn mức quy định đang áp dụng",
    "percent_at_least": "Đạt khi tỷ lệ đạt không thấp hơn mức quy định đang áp dụng",
    "all_of_total": "Đạt khi số lượng bằng tổng số",
}
_REST_NOT_DUE = "Đạt khi số lượng bằng tổng số, hoặc phần còn lại chưa đến hạn theo đánh giá của đoàn kiểm tra"


def answer_text(spec: Spec) -> str:
    """What one answer asks for: "Mẫu: ít nhất 30 phiếu gửi, tính tỷ lệ"."""
    return ", ".join(filter(None, (f"{ITEM_TYPES[spec['type']].label}{_size(spec)}", _percent(spec))))


def _size(spec: Spec) -> str:
    unit, least, most = spec.get("unit", ""), spec.get("minimum"), spec.get("maximum")
    if least == "all":
        return f": toàn bộ {unit}".rstrip()
    if least is None:
        return f" ({unit})" if unit else ""
    return f": từ {least} đến {most} {unit}".rstrip() if most else f": ít nhất {least} {unit}".rstrip()


def _percent(spec: Spec) -> str:
    return "tính tỷ lệ" if spec.get("as_percent") else ""


def judged_text(item: Spec) -> str:
    """When the item is passed, in words."""
    rule = item["pass_if"]
    if isinstance(rule, str):
        return _RULES[rule]
    name, wanted = next(iter(rule.items()))
    if name == "all_of_total" and wanted is not True:
        return _REST_NOT_DUE
    return _RULES[name].format(wanted=wanted)


def limits_text(item: Spec) -> str:
    """For whom the item is meant and when it shows; empty when it is for every body and always."""
    levels = item.get("applies_to") or ()
    said = [f"chỉ dùng cho đơn vị {' và '.join(LEVELS[level] for level in levels)}"] if levels else []
    if condition := item.get("only_if"):
        said.append(f"chỉ hiện khi {condition['code']} lớn hơn {condition['above']}")
    return "; ".join(said)


def counts(content: Spec) -> dict[str, int]:
    """How many sections, items that apply, and retired items a checklist has."""
    items = [item for section in content["sections"] for item in section["items"]]
    retired = sum(1 for item in items if item.get("retired"))
    return {"sections": len(content["sections"]), "items": len(items) - retired, "retired": retired}
