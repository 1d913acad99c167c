"""The lifecycle of a visit, and what holds back each step."""

from dataclasses import dataclass

from inspections.permissions import Permission
from inspections.workflow import Step


@dataclass(frozen=True)
class VisitFacts:
    """What decides whether a visit may be announced; ``unplanned`` says why the plan of the year does not cover it,
    ``undeclared`` which member has not declared that he has no conflict of interest."""

    items: int
    inspection_state: str
    working_plan_approved: bool
    unplanned: str | None = None
    undeclared: str | None = None


STANDING = {
    "suspended": "Cuộc kiểm tra đang tạm dừng.",
    "stopped": "Cuộc kiểm tra đã đình chỉ.",
    "cancelled": "Quyết định kiểm tra đã hủy bỏ.",
    "finished": "Cuộc kiểm tra đã kết thúc.",
    "reported": "Cuộc kiểm tra đã kết thúc.",
}
"""States of an inspection in which nothing is announced, in words."""


def _not_ready(facts: VisitFacts) -> str | None:
    if facts.inspection_state in STANDING:
        return STANDING[facts.inspection_state]
    if facts.inspection_state not in {"working_plan_approved", "in_progress"} or not facts.working_plan_approved:
        return "Kế hoạch tiến hành kiểm tra phải được người ký quyết định phê duyệt trước khi công bố."
    if facts.unplanned or facts.undeclared:
        return facts.unplanned or facts.undeclared
    if not facts.items:
        return "Chưa chọn nội dung kiểm tra cho đơn vị này."
    return None


VISIT = (
    Step(
        "announce",
        "Công bố quyết định, bắt đầu kiểm tra",
        frozenset({"planned"}),
        "announced",
        Permission.VISIT_ANNOUNCE,
        _not_ready,
    ),
)
