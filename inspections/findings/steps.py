"""The lifecycle of a finding, and what holds back each step."""

from dataclasses import dataclass

from inspections.permissions import Permission
from inspections.workflow import Step

OVER = "Đã hết thời hiệu xử phạt; chỉ nhắc nhở và yêu cầu khắc phục."


@dataclass(frozen=True)
class FindingFacts:
    """What decides whether a finding may go on.

    ``act`` is whether an act is chosen and ``verified`` whether it and its document are; ``day_known`` whether the day
    that decides the decree is; ``over`` whether the limitation period is; ``recorded``, ``transferred`` and
    ``decided`` tell how far the handling of the violation is; ``waiting`` counts its remedies that nobody verified,
    ``required`` all its remedies and the visits that look at it again.
    """

    kind: str
    act: bool = False
    verified: bool = False
    day_known: bool = False
    over: bool = False
    recorded: bool = False
    transferred: bool = False
    decided: bool = False
    waiting: int = 0
    required: int = 0


def _incomplete(facts: FindingFacts) -> str | None:
    if facts.kind == "violation" and not facts.act:
        return "Chưa chọn hành vi trong danh mục."
    return None


def _no_violation(facts: FindingFacts) -> str | None:
    if facts.kind != "violation":
        return "Chỉ áp dụng với hành vi có dấu hiệu vi phạm hành chính."
    return None


def _not_recordable(facts: FindingFacts) -> str | None:
    """Only what was read and is in force may stand in a record; after the period there is a reminder alone."""
    if refusal := _no_violation(facts) or _incomplete(facts):
        return refusal
    if facts.recorded:
        return "Đã lập biên bản vi phạm hành chính."
    if not facts.verified:
        return "Hành vi hoặc văn bản quy định hành vi còn cần xác minh nên chưa dùng để lập biên bản được."
    if not facts.day_known:
        return "Chưa rõ hành vi kết thúc ngày nào hay còn tiếp diễn nên chưa xác định được nghị định áp dụng."
    if facts.over:
        return OVER
    return None


def _not_transferable(facts: FindingFacts) -> str | None:
    if facts.decided:
        return "Đã có quyết định xử phạt."
    if refusal := _no_violation(facts) or _incomplete(facts):
        return refusal
    return OVER if facts.over else None


def _not_decidable(facts: FindingFacts) -> str | None:
    if not (facts.recorded or facts.transferred):
        return "Chưa lập biên bản vi phạm hành chính, chưa chuyển người có thẩm quyền."
    return _no_violation(facts)


def _nothing_to_remedy(facts: FindingFacts) -> str | None:
    return "Ưu điểm không có yêu cầu khắc phục." if facts.kind == "good_practice" else None


def _required(facts: FindingFacts) -> str | None:
    """What a requirement or a later visit rests on stays as it was agreed."""
    if facts.required:
        return "Đã có yêu cầu khắc phục hoặc việc kiểm tra lại của phát hiện này nên không xem xét lại được nữa."
    return None


def _unfinished(facts: FindingFacts) -> str | None:
    if facts.recorded and not (facts.transferred or facts.decided or facts.over):
        return "Biên bản vi phạm hành chính chưa có kết quả xử lý."
    if facts.kind == "violation" and facts.act and not (facts.transferred or facts.decided or facts.over):
        return "Hành vi có dấu hiệu vi phạm chưa có kết quả xử lý."
    if facts.waiting:
        return "Còn yêu cầu khắc phục chưa xong."
    return None


FINDING = (
    Step("confirm", "Thống nhất ghi nhận", frozenset({"noted"}), "confirmed", Permission.FINDING_CONFIRM, _incomplete),
    Step("dismiss", "Không ghi nhận", frozenset({"noted"}), "dismissed", Permission.FINDING_EDIT, needs_reason=True),
    Step("take_up", "Ghi nhận trở lại", frozenset({"dismissed"}), "noted", Permission.FINDING_EDIT, needs_reason=True),
    Step(
        "reconsider",
        "Xem xét lại để sửa",
        frozenset({"confirmed"}),
        "noted",
        Permission.FINDING_CONFIRM,
        _required,
        needs_reason=True,
    ),
    Step(
        "record",
        "Ghi nhận biên bản vi phạm hành chính",
        frozenset({"confirmed", "remedying"}),
        "recorded",
        Permission.FINDING_RECORD,
        _not_recordable,
    ),
    Step(
        "transfer",
        "Chuyển người có thẩm quyền xử phạt",
        frozenset({"confirmed", "recorded", "remedying"}),
        "transferred",
        Permission.FINDING_RECORD,
        _not_transferable,
    ),
    Step(
        "decide",
        "Ghi nhận quyết định xử phạt",
        frozenset({"recorded", "transferred", "remedying"}),
        "decided",
        Permission.FINDING_RECORD,
        _not_decidable,
    ),
    Step(
        "remedy",
        "Bắt đầu khắc phục",
        frozenset({"confirmed", "recorded", "transferred", "decided", "closed"}),
        "remedying",
        Permission.FINDING_EDIT,
        _nothing_to_remedy,
    ),
    Step(
        "close",
        "Kết thúc",
        frozenset({"remedying", "recorded", "transferred", "decided"}),
        "closed",
        Permission.FINDING_CONFIRM,
        _unfinished,
    ),
)
"""A finding; the handling of a violation and its remedies go on beside each other, so each may follow the other."""

LABELS = {
    "note": "Ghi nhận",
    "hand_over": "Chuyển cơ quan khác",
    "take_over": "Tiếp nhận từ cơ quan chuyển",
    "hand_back": "Trả lại cơ quan chuyển",
} | {step.name: step.label for step in FINDING}
"""What the history calls each step."""
