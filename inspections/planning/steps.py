"""The lifecycle of the plan of a year, and what holds back each step."""

from dataclasses import dataclass

from inspections.permissions import Permission
from inspections.workflow import Step


@dataclass(frozen=True)
class PlanFacts:
    """What decides whether a plan may go on: its lines that stand, and whether they differ from what is in force."""

    lines: int
    changed: bool


def _nothing_planned(facts: PlanFacts) -> str | None:
    if not facts.lines:
        return "Chưa có cuộc kiểm tra nào trong danh mục."
    if not facts.changed:
        return "Chưa có thay đổi nào so với phiên bản đã ban hành."
    return None


PLAN = (
    Step(
        "consult",
        "Gửi lấy ý kiến Công an tỉnh",
        frozenset({"draft", "returned"}),
        "consulting",
        Permission.PLAN_DRAFT,
        _nothing_planned,
    ),
    Step("agree", "Thống nhất dự thảo", frozenset({"consulting"}), "consulted", Permission.PLAN_AGREE),
    Step(
        "agree_with_comments",
        "Thống nhất, có ý kiến góp ý",
        frozenset({"consulting"}),
        "consulted",
        Permission.PLAN_AGREE,
        needs_reason=True,
    ),
    Step(
        "return_by_police",
        "Đề nghị hoàn chỉnh dự thảo",
        frozenset({"consulting"}),
        "returned",
        Permission.PLAN_AGREE,
        needs_reason=True,
    ),
    Step(
        "submit",
        "Trình Chủ tịch Ủy ban nhân dân tỉnh",
        frozenset({"consulted"}),
        "submitted",
        Permission.PLAN_DRAFT,
        _nothing_planned,
    ),
    Step("approve", "Phê duyệt kế hoạch", frozenset({"submitted"}), "approved", Permission.PLAN_APPROVE),
    Step(
        "return_by_chairman",
        "Trả lại để hoàn chỉnh",
        frozenset({"submitted"}),
        "returned",
        Permission.PLAN_APPROVE,
        needs_reason=True,
    ),
    Step("issue", "Ban hành kế hoạch", frozenset({"approved"}), "issued", Permission.PLAN_ISSUE),
    Step(
        "return_by_department",
        "Chưa ban hành, trả lại để hoàn chỉnh",
        frozenset({"consulted", "approved"}),
        "returned",
        Permission.PLAN_ISSUE,
        needs_reason=True,
    ),
    Step("send", "Gửi Thanh tra tỉnh", frozenset({"issued"}), "sent", Permission.PLAN_SEND),
    Step(
        "revise",
        "Điều chỉnh kế hoạch, lập phiên bản mới",
        frozenset({"issued", "sent"}),
        "draft",
        Permission.PLAN_DRAFT,
        needs_reason=True,
    ),
)
"""The plan of a year; source of its order: Decree 217/2025, article 7.2.a, and the department's practice."""
