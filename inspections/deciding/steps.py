"""The lifecycle of an inspection, what else may be done to it, what holds each back, and on which paper it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inspections.permissions import Permission
from inspections.workflow import Step, never


@dataclass(frozen=True)
class InspectionFacts:
    """What decides whether an inspection may go on; every sentence says why not, None that nothing is in the way."""

    unready: str | None = None  # the draft of the decision is not whole
    unexplained: bool = False  # it overlaps with another inspection, and nobody said why it goes on
    repeated: str | None = None  # the enterprise was inspected this year
    numbered: bool = True
    plan_unready: str | None = None  # the working plan is not whole
    undeclared: str | None = None  # a member has not declared that he has no conflict of interest
    submitted: bool = False
    for_chairman: bool = False
    open_visits: int = 0
    extended: bool = False


def _not_ready(facts: InspectionFacts) -> str | None:
    """Why a draft cannot be laid before who signs it."""
    if facts.unready or facts.repeated:
        return facts.unready or facts.repeated
    if facts.unexplained:
        return "Cần ghi lý do vẫn tiến hành khi có trùng đơn vị hoặc trùng thành viên (mục Cảnh báo)."
    return None


def _plan_not_ready(facts: InspectionFacts) -> str | None:
    if not facts.numbered:
        return "Quyết định chưa có số; văn thư cấp số trước khi phê duyệt kế hoạch tiến hành kiểm tra."
    return facts.plan_unready or facts.undeclared


def _visits_open(facts: InspectionFacts) -> str | None:
    if facts.open_visits:
        return f"Còn {facts.open_visits} đơn vị chưa kiểm tra xong."
    return None


BEFORE_IT_BEGINS = frozenset({"decided", "working_plan_approved"})
BEGUN = frozenset({"in_progress", "suspended"})

INSPECTION = (
    Step(
        "decide",
        "Ký ban hành quyết định",
        frozenset({"draft"}),
        "decided",
        Permission.DECISION_SIGN,
        _not_ready,
    ),
    Step("drop", "Bỏ dự thảo", frozenset({"draft"}), "cancelled", Permission.DECISION_DRAFT, needs_reason=True),
    Step(
        "approve_working_plan",
        "Phê duyệt kế hoạch tiến hành kiểm tra",
        frozenset({"decided"}),
        "working_plan_approved",
        Permission.DECISION_SIGN,
        _plan_not_ready,
    ),
    Step(
        "begin",
        "Bắt đầu kiểm tra (công bố quyết định lần đầu)",
        frozenset({"working_plan_approved"}),
        "in_progress",
        Permission.VISIT_ANNOUNCE,
    ),
    Step(
        "suspend",
        "Tạm dừng cuộc kiểm tra",
        frozenset({"in_progress"}),
        "suspended",
        Permission.DECISION_SIGN,
        needs_reason=True,
    ),
    Step("resume", "Tiếp tục cuộc kiểm tra", frozenset({"suspended"}), "in_progress", Permission.DECISION_SIGN),
    Step(
        "finish",
        "Kết thúc kiểm tra tại các đơn vị",
        frozenset({"in_progress"}),
        "finished",
        Permission.DECISION_CARRY_OUT,
        _visits_open,
    ),
    Step("report", "Báo cáo kết quả kiểm tra", frozenset({"finished"}), "reported", Permission.DECISION_RECORD),
    Step(
        "stop",
        "Đình chỉ cuộc kiểm tra",
        BEFORE_IT_BEGINS | BEGUN,
        "stopped",
        Permission.DECISION_SIGN,
        needs_reason=True,
    ),
    Step(
        "cancel",
        "Hủy bỏ quyết định",
        BEFORE_IT_BEGINS,
        "cancelled",
        Permission.DECISION_SIGN,
        needs_reason=True,
    ),
)
"""An inspection as one decision orders it; source of the order: Decree 217/2025, articles 7, 11, 13 and 14."""


@dataclass(frozen=True)
class Act:
    """What is done to an inspection without moving it; it leaves an approval like a step does."""

    name: str
    label: str
    sources: frozenset[str]
    permission: Permission
    blocked: Callable[[Any], str | None] = never
    needs_reason: bool = False


def _not_to_be_submitted(facts: InspectionFacts) -> str | None:
    if not facts.for_chairman:
        return "Quyết định do Sở ban hành không phải trình Chủ tịch Ủy ban nhân dân tỉnh."
    if facts.submitted:
        return "Dự thảo đã trình."
    return _not_ready(facts)


def _not_submitted(facts: InspectionFacts) -> str | None:
    return None if facts.submitted else "Dự thảo chưa trình."


def _nothing_to_explain(facts: InspectionFacts) -> str | None:
    return None if facts.unexplained else "Không có trùng lặp nào cần ghi lý do."


def _has_number(facts: InspectionFacts) -> str | None:
    return "Quyết định đã có số." if facts.numbered else None


def _not_extendable(facts: InspectionFacts) -> str | None:
    if facts.extended:
        return "Cuộc kiểm tra chỉ được gia hạn một lần."
    return None


ACTS = (
    Act(
        "submit",
        "Trình Chủ tịch Ủy ban nhân dân tỉnh ký",
        frozenset({"draft"}),
        Permission.DECISION_DRAFT,
        _not_to_be_submitted,
    ),
    Act("return", "Trả lại để hoàn chỉnh", frozenset({"draft"}), Permission.DECISION_RETURN, _not_submitted, True),
    Act("withdraw", "Rút về để sửa", frozenset({"draft"}), Permission.DECISION_DRAFT, _not_submitted, True),
    Act(
        "explain",
        "Ghi lý do vẫn tiến hành khi có trùng lặp",
        frozenset({"draft", "decided", "working_plan_approved"}),
        Permission.DECISION_DRAFT,
        _nothing_to_explain,
        True,
    ),
    Act(
        "letter",
        "Công văn cử cán bộ của Công an tỉnh",
        frozenset({"draft"}) | BEFORE_IT_BEGINS | BEGUN,
        Permission.DECISION_RECORD,
    ),
    Act("number", "Cấp số quyết định", BEFORE_IT_BEGINS, Permission.DECISION_RECORD, _has_number),
    Act("extend", "Gia hạn cuộc kiểm tra", frozenset({"in_progress"}), Permission.DECISION_SIGN, _not_extendable, True),
)
"""What may be done to an inspection beside its steps, in the order in which the page offers it."""

PAPERS = {
    "decide": "Quyết định",
    "approve_working_plan": "Quyết định",
    "suspend": "Quyết định",
    "resume": "Quyết định",
    "report": "Báo cáo",
    "stop": "Quyết định",
    "cancel": "Quyết định",
    "letter": "Công văn",
    "extend": "Quyết định",
    "change_member": "Quyết định",
    "declare": "Bản cam kết",
}
"""What may be recorded from a paper signed elsewhere, each with the usual kind of that paper."""
RECORDED = {
    "decide": "quyết định kiểm tra",
    "approve_working_plan": "văn bản phê duyệt kế hoạch tiến hành kiểm tra",
    "suspend": "quyết định tạm dừng cuộc kiểm tra",
    "resume": "quyết định tiếp tục cuộc kiểm tra",
    "report": "báo cáo kết quả kiểm tra",
    "stop": "quyết định đình chỉ cuộc kiểm tra",
    "cancel": "quyết định hủy bỏ quyết định kiểm tra",
    "letter": "công văn cử cán bộ của Công an tỉnh",
    "extend": "quyết định gia hạn cuộc kiểm tra",
}
"""What the paper of a step or act is called by who only records it."""
ONLY_ON_PAPER = frozenset({"report", "letter"})
NEXT = {"draft": "decide", "decided": "approve_working_plan", "in_progress": "finish", "finished": "report"}
"""The step that an inspection in each state waits for."""
LAST = ("drop", "cancel", "stop")
"""What ends an inspection early stands below everything else."""
QUIET = frozenset({"explain", "return", "withdraw", "number", "begin"})
"""What is offered only while nothing holds it back."""
LABELS = {
    "change_member": "Thay đổi thành viên đoàn kiểm tra",
    "declare": "Cam kết không xung đột lợi ích",
} | {one.name: one.label for one in (*INSPECTION, *ACTS)}
"""What the history of an inspection calls each step and act, and what else stands there."""
CONSEQUENCES = {
    "decide": "Tên, chức vụ của anh, chị được ghi là người ký quyết định. Ký xong không sửa nội dung được nữa; "
    "mọi thay đổi phải có văn bản.",
    "approve_working_plan": "Phê duyệt xong không sửa kế hoạch được nữa; trưởng đoàn được công bố quyết định.",
    "finish": "Kết thúc xong không công bố, gia hạn, thay đổi thành viên được nữa.",
    "stop": "Đình chỉ rồi không tiếp tục được nữa; còn kiểm tra tiếp thì chọn tạm dừng.",
    "cancel": "Hủy bỏ rồi không khôi phục được; cuộc trong kế hoạch có thể ra quyết định khác.",
    "drop": "Bỏ rồi không khôi phục được; cuộc trong kế hoạch có thể lập dự thảo khác.",
}
"""What is said before a step that nothing takes back; such a step is never one press."""
