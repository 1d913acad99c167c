"""The lifecycle of a sheet that a team sends to a body, and what holds back each step."""

from dataclasses import dataclass

from inspections.permissions import Permission
from inspections.workflow import Step


@dataclass(frozen=True)
class InquiryFacts:
    """What decides the steps of a sheet: what is missing in it in words, and whether what it precedes has begun."""

    missing: str | None = None
    begun: bool = False


BEGUN = "Buổi làm việc đã bắt đầu nên không gửi bản tự đánh giá được nữa; mời trao đổi trực tiếp với đoàn."


def _not_whole(facts: InquiryFacts) -> str | None:
    return BEGUN if facts.begun else facts.missing


INQUIRY = (
    Step(
        "answer",
        "Gửi trả lời",
        frozenset({"open"}),
        "answered",
        Permission.INQUIRY_ANSWER,
        _not_whole,
    ),
    Step(
        "return",
        "Đề nghị đơn vị bổ sung",
        frozenset({"answered"}),
        "open",
        Permission.INQUIRY_SEND,
        lambda facts: BEGUN if facts.begun else None,
        needs_reason=True,
    ),
    Step(
        "withdraw",
        "Thu hồi phiếu",
        frozenset({"open"}),
        "withdrawn",
        Permission.INQUIRY_SEND,
    ),
)
"""A sheet; an answer stands until the team asks for more, and what was withdrawn asks for nothing any more."""
