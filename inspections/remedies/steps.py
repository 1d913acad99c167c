"""The lifecycles of a requirement and of a visit from its first requirement on, and what holds back each step."""

from dataclasses import dataclass

from inspections.permissions import Permission
from inspections.vietnamese import count_text
from inspections.workflow import Step


@dataclass(frozen=True)
class RemedyFacts:
    """What decides the steps of a requirement: whether the body has it, and whether the user entered its report."""

    sent: bool
    own_report: bool


@dataclass(frozen=True)
class FollowUpFacts:
    """What decides whether a visit is over: how many of its findings, as far as the user sees them, are not."""

    open_findings: int


def _not_sent(facts: RemedyFacts) -> str | None:
    return None if facts.sent else "Yêu cầu chưa gửi đơn vị."


def _own_report(facts: RemedyFacts) -> str | None:
    if facts.own_report:
        return "Người xác nhận phải là người khác, không phải người đã báo cáo hoặc đã ghi báo cáo thay đơn vị."
    return None


def _open_findings(facts: FollowUpFacts) -> str | None:
    if facts.open_findings:
        return f"Còn {count_text(facts.open_findings)} phát hiện chưa kết thúc tại đơn vị này."
    return None


REMEDY = (
    Step(
        "start",
        "Bắt đầu thực hiện",
        frozenset({"open", "returned"}),
        "in_progress",
        Permission.REMEDY_REPORT,
        _not_sent,
    ),
    Step(
        "report",
        "Báo cáo kết quả khắc phục",
        frozenset({"open", "in_progress", "returned"}),
        "reported",
        Permission.REMEDY_REPORT,
        _not_sent,
    ),
    Step(
        "verify",
        "Xác nhận kết quả khắc phục",
        frozenset({"reported"}),
        "verified",
        Permission.REMEDY_VERIFY,
        _own_report,
        needs_reason=True,
    ),
    Step(
        "return",
        "Trả lại để tiếp tục khắc phục",
        frozenset({"reported"}),
        "returned",
        Permission.REMEDY_VERIFY,
        needs_reason=True,
    ),
    Step(
        "effective",
        "Ghi nhận có hiệu quả",
        frozenset({"verified"}),
        "effective",
        Permission.REMEDY_VERIFY,
        needs_reason=True,
    ),
    Step(
        "ineffective",
        "Chưa có hiệu quả, tiếp tục khắc phục",
        frozenset({"verified"}),
        "in_progress",
        Permission.REMEDY_VERIFY,
        needs_reason=True,
    ),
)
"""A requirement; every step that judges a report says why in words."""

FOLLOW_UP = (
    Step(
        "follow_up",
        "Theo dõi việc khắc phục",
        frozenset({"minutes_signed", "results_notified", "closed"}),
        "following_up",
        Permission.REMEDY_CREATE,
    ),
    Step(
        "close",
        "Kết thúc, lưu hồ sơ",
        frozenset({"results_notified", "following_up"}),
        "closed",
        Permission.VISIT_CLOSE,
        _open_findings,
    ),
)
"""A visit after its minutes; "closed" is left again when a requirement proves to have had no effect."""
