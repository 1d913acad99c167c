"""The lifecycles of a requirement and of a visit from its first requirement on, and what holds back each step."""

from dataclasses import dataclass
from datetime import date

from inspections.permissions import Permission
from inspections.vietnamese import count_text, format_date
from inspections.workflow import Step


@dataclass(frozen=True)
class RemedyFacts:
    """What decides the steps of a requirement.

    ``sent`` is whether the body has it; ``own_report`` whether the user entered a report of it, ``own_measure`` whether
    he carries out one of its measures or said that one is done. ``planned`` is whether the present attempt has a
    measure, ``again`` whether one before had no effect, ``unfinished`` counts the measures that are open.
    ``not_before`` is the day from which its effect may be judged, where that day is still to come.
    """

    sent: bool
    own_report: bool
    own_measure: bool = False
    planned: bool = True
    again: bool = False
    unfinished: int = 0
    not_before: date | None = None


@dataclass(frozen=True)
class FollowUpFacts:
    """What decides whether a visit is over: how many of its findings, as far as the user sees them, are not."""

    open_findings: int


def _not_sent(facts: RemedyFacts) -> str | None:
    return None if facts.sent else "Yêu cầu chưa gửi đơn vị."


def not_begun(facts: RemedyFacts) -> str | None:
    """Why the body cannot begin or report yet: nothing was sent to it, or it has not said what it will do."""
    if not facts.sent or facts.planned:
        return _not_sent(facts)
    if facts.again:
        return "Lần khắc phục trước chưa có hiệu quả: ghi việc phải làm mới, hoặc mở lại việc cũ, rồi mới tiếp tục."
    return "Chưa có việc phải làm: ghi ít nhất một việc trước khi bắt đầu thực hiện."


def _own_work(facts: RemedyFacts) -> str | None:
    if facts.own_report:
        return "Người xác nhận phải là người khác, không phải người đã báo cáo hoặc đã ghi báo cáo thay đơn vị."
    if facts.own_measure:
        return "Người xác nhận phải là người khác, không phải người thực hiện hoặc đã ghi là xong việc phải làm."
    return None


def _unfinished(facts: RemedyFacts) -> str | None:
    """Nobody judges his own work, and nothing ends while one of its measures is open."""
    if refusal := _own_work(facts):
        return refusal
    return f"Còn {count_text(facts.unfinished)} việc phải làm chưa xong." if facts.unfinished else None


def _too_early(facts: RemedyFacts) -> str | None:
    if facts.not_before:
        return f"Từ ngày {format_date(facts.not_before)} mới đánh giá được hiệu quả."
    return _unfinished(facts)


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
        not_begun,
    ),
    Step(
        "report",
        "Báo cáo kết quả khắc phục",
        frozenset({"open", "in_progress", "returned"}),
        "reported",
        Permission.REMEDY_REPORT,
        not_begun,
    ),
    Step(
        "verify",
        "Xác nhận kết quả khắc phục",
        frozenset({"reported"}),
        "verified",
        Permission.REMEDY_VERIFY,
        _unfinished,
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
        _too_early,
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

ON_SITE = (
    Step(
        "recheck_passed",
        "Kiểm tra lại: đạt",
        frozenset({"open", "in_progress", "returned", "reported", "verified"}),
        "effective",
        Permission.REMEDY_VERIFY,
        _unfinished,
        needs_reason=True,
    ),
    Step(
        "recheck_failed",
        "Kiểm tra lại: chưa đạt, tiếp tục khắc phục",
        frozenset({"reported", "verified", "effective"}),
        "in_progress",
        Permission.REMEDY_VERIFY,
        needs_reason=True,
    ),
)
"""What a later visit says of a requirement of whose finding the items were looked at again."""

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
