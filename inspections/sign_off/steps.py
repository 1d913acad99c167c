"""The lifecycle of one agency's part of a visit, and what holds back each step."""

from dataclasses import dataclass

from inspections.permissions import Permission
from inspections.workflow import Step


@dataclass(frozen=True)
class PartFacts:
    """What decides whether an agency may confirm its part of a visit."""

    missing: int
    check_required: bool
    checked: bool
    own_work: bool
    visit_open: bool


def _missing(facts: PartFacts) -> str | None:
    if not facts.visit_open:
        return "Chưa công bố quyết định kiểm tra tại đơn vị, hoặc biên bản đã ký."
    if facts.missing:
        return f"Còn {facts.missing} nội dung chưa đủ; xem danh sách trên trang này."
    return None


def _own_work(facts: PartFacts) -> str | None:
    if facts.own_work:
        return "Người soát lại phải là đồng nghiệp khác, không phải người đã ghi kết quả của phần này."
    return _missing(facts)


def _unchecked(facts: PartFacts) -> str | None:
    if facts.check_required and not facts.checked:
        return "Cơ quan này yêu cầu một đồng nghiệp soát lại trước khi xác nhận."
    return _missing(facts)


def _visit_closed(facts: PartFacts) -> str | None:
    return None if facts.visit_open else "Biên bản đã ký; việc sửa đổi phải lập phụ lục biên bản."


PART = (
    Step("check", "Đã soát lại phần này", frozenset({"open"}), "checked", Permission.PART_CHECK, _own_work),
    Step(
        "sign_off",
        "Xác nhận hoàn thành phần kiểm tra",
        frozenset({"open", "checked"}),
        "signed_off",
        Permission.PART_SIGN_OFF,
        _unchecked,
    ),
    Step(
        "reopen",
        "Mở lại phần này",
        frozenset({"checked", "signed_off"}),
        "open",
        Permission.PART_REOPEN,
        _visit_closed,
        needs_reason=True,
    ),
)
