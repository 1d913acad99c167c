"""The lifecycles of a team's and of an agency's paper, and what holds back each step."""

from dataclasses import dataclass

from inspections.permissions import Permission
from inspections.workflow import Step


@dataclass(frozen=True)
class PaperFacts:
    """What decides the steps of a paper.

    ``missing`` says in Vietnamese what is not typed yet; ``unverified`` how many clauses nobody has verified;
    ``not_now`` why a paper of this kind is no longer made at all; ``answered`` that its body has reported everything;
    ``refused`` what else holds the lock back; ``outdated`` why what is locked is not signed any more.
    """

    numbered: bool
    work_done: bool
    missing: tuple[str, ...] = ()
    unverified: int = 0
    not_now: str | None = None
    answered: bool = False
    refused: str | None = None
    outdated: str | None = None


def _unfinished(facts: PaperFacts) -> str | None:
    if not facts.work_done:
        return "Cả hai cơ quan phải xác nhận hoàn thành phần kiểm tra của mình trước khi khóa nội dung."
    if facts.not_now:
        return facts.not_now
    if facts.missing:
        return f"Còn thiếu: {', '.join(facts.missing)}."
    if facts.unverified:
        return f"Còn {facts.unverified} căn cứ pháp lý cần xác minh; xác minh hoặc bỏ trước khi khóa nội dung."
    return facts.refused


def _not_numbered(facts: PaperFacts) -> str | None:
    if not facts.numbered:
        return "Cần cấp số trước khi khóa nội dung."
    return _unfinished(facts)


def _answered(facts: PaperFacts) -> str | None:
    if facts.answered:
        return (
            "Đơn vị đã báo cáo kết quả của mọi yêu cầu nêu trong công văn nên không ban hành nữa; thu hồi về dự thảo."
        )
    return None


def _outdated(facts: PaperFacts) -> str | None:
    return facts.outdated


TEAM_PAPER = (
    Step("lock", "Khóa nội dung để in và ký", frozenset({"draft"}), "locked", Permission.PAPER_LOCK, _not_numbered),
    Step("sign", "Ghi nhận đã ký", frozenset({"locked"}), "signed", Permission.PAPER_SIGN, _outdated),
    Step("not_sign", "Ghi nhận đơn vị không ký", frozenset({"locked"}), "not_signed", Permission.PAPER_SIGN, _outdated),
    Step(
        "withdraw",
        "Thu hồi về dự thảo",
        frozenset({"locked"}),
        "draft",
        Permission.PAPER_LOCK,
        needs_reason=True,
    ),
)
"""Numbered by the secretary before it is signed; what is signed is corrected by an annex or a new version alone."""

CASE_INDEX = (
    Step("lock", "Khóa nội dung để in và ký", frozenset({"draft"}), "locked", Permission.PAPER_LOCK, _unfinished),
    *TEAM_PAPER[1:2],
    *TEAM_PAPER[3:],
)
"""Drawn up for the archive: it has no number of its own and goes to nobody."""

AGENCY_PAPER = (
    Step("lock", "Khóa nội dung để trình ký", frozenset({"draft"}), "locked", Permission.PAPER_LOCK, _unfinished),
    Step("issue", "Ghi nhận đã ký, số và ngày", frozenset({"locked"}), "signed", Permission.PAPER_ISSUE, _answered),
    Step(
        "withdraw",
        "Thu hồi về dự thảo",
        frozenset({"locked"}),
        "draft",
        Permission.PAPER_LOCK,
        needs_reason=True,
    ),
    Step("send", "Ghi nhận đã gửi", frozenset({"signed"}), "sent", Permission.PAPER_ISSUE),
)
"""Numbered by the clerk after the signature, in the agency's own register."""
