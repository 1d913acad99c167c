"""The lifecycle of the plan of a year, what holds back each step, and on which paper it stands."""

from dataclasses import dataclass

from inspections.permissions import Permission
from inspections.workflow import Step


@dataclass(frozen=True)
class PlanFacts:
    """What decides whether a plan may go on: its lines that stand, whether they differ from what is in force, and
    whether there is a version in force that is being revised."""

    lines: int
    changed: bool
    revised: bool = False


def _nothing_planned(facts: PlanFacts) -> str | None:
    if not facts.lines:
        return "Chưa có cuộc kiểm tra nào trong danh mục."
    if not facts.changed:
        return "Chưa có thay đổi nào so với phiên bản đã ban hành."
    return None


def _not_to_be_undone(facts: PlanFacts) -> str | None:
    if not facts.revised:
        return "Kế hoạch chưa ban hành lần nào."
    if facts.changed:
        return "Danh mục hoặc tên kế hoạch đã thay đổi so với phiên bản đang có hiệu lực."
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
    Step(
        "undo_revise",
        "Thôi điều chỉnh, giữ phiên bản đang có hiệu lực",
        frozenset({"draft", "returned"}),
        "issued",
        Permission.PLAN_DRAFT,
        _not_to_be_undone,
    ),
)
"""The plan of a year; source of its order: Decree 217/2025, article 7.2.a, and the department's practice.

A revision that is undone leads back to where the plan stood: a plan that was sent is sent again without a letter.
"""

NEXT = {
    "draft": "consult",
    "returned": "consult",
    "consulting": "agree",
    "consulted": "submit",
    "submitted": "approve",
    "approved": "issue",
    "issued": "send",
}
"""The step that a plan in each state waits for; a plan that was sent waits for none."""

PAPERS = {
    "consult": "Công văn",
    "agree": "Công văn",
    "agree_with_comments": "Công văn",
    "return_by_police": "Công văn",
    "submit": "Tờ trình",
    "approve": "Công văn",
    "return_by_chairman": "Công văn",
    "issue": "Kế hoạch",
    "send": "Công văn",
}
"""The steps that may be recorded from a paper signed elsewhere, each with the usual kind of that paper."""

RECORDED = {
    "consult": "công văn lấy ý kiến Công an tỉnh",
    "agree": "công văn thống nhất của Công an tỉnh",
    "agree_with_comments": "công văn góp ý của Công an tỉnh",
    "return_by_police": "công văn đề nghị hoàn chỉnh của Công an tỉnh",
    "submit": "tờ trình Chủ tịch Ủy ban nhân dân tỉnh",
    "approve": "văn bản phê duyệt kế hoạch",
    "return_by_chairman": "văn bản trả lại của Ủy ban nhân dân tỉnh",
    "issue": "kế hoạch đã ban hành",
    "send": "công văn gửi Thanh tra tỉnh",
}
"""What the paper of a step is called by who only records it."""

CONSEQUENCES = {
    "approve": "Phê duyệt xong chỉ còn việc ban hành; cần hoàn chỉnh thêm thì chọn trả lại.",
    "issue": "Phiên bản này có hiệu lực và được giữ nguyên; mọi thay đổi về sau phải lập phiên bản mới.",
    "send": "Phần mềm không gửi thay, chỉ ghi nhận là kế hoạch đã được gửi.",
}
"""What is said before a step that nothing takes back; such a step is never one press."""

ONLY_WHEN_OPEN = frozenset({"undo_revise"})
"""Steps that are of no concern to a reader while something holds them back."""
