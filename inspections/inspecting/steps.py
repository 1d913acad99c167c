"""The lifecycle of a visit, and what holds back each step."""

from dataclasses import dataclass

from inspections.permissions import Permission
from inspections.workflow import Step


@dataclass(frozen=True)
class VisitFacts:
    """What decides whether a visit may be announced; ``unplanned`` says why the plan of the year does not cover it."""

    items: int
    inspection_state: str
    working_plan_approved: bool
    unplanned: str | None = None


def _not_ready(facts: VisitFacts) -> str | None:
    if facts.inspection_state not in {"working_plan_approved", "in_progress"} or not facts.working_plan_approved:
        return "Kế hoạch tiến hành kiểm tra phải được người ký quyết định phê duyệt trước khi công bố."
    if facts.unplanned:
        return facts.unplanned
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
