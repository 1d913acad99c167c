"""Lifecycles as tables of steps; buttons, the step route, the log row and the tests all follow from them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inspections.errors import RuleBroken
from inspections.permissions import Permission


def never(_facts: Any) -> str | None:
    """A step that nothing but its state and permission holds back."""
    return None


@dataclass(frozen=True)
class Step:
    """One move of a lifecycle. ``blocked`` takes facts and returns the Vietnamese reason why not, or None."""

    name: str
    label: str
    sources: frozenset[str]
    target: str
    permission: Permission
    blocked: Callable[[Any], str | None] = never
    needs_reason: bool = False


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


@dataclass(frozen=True)
class VisitFacts:
    """What decides whether a visit may be announced."""

    items: int
    inspection_state: str
    working_plan_approved: bool


def _not_ready(facts: VisitFacts) -> str | None:
    if facts.inspection_state not in {"working_plan_approved", "in_progress"} or not facts.working_plan_approved:
        return "Kế hoạch tiến hành kiểm tra phải được người ký quyết định phê duyệt trước khi công bố."
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


def find(machine: tuple[Step, ...], name: str) -> Step:
    """The step of that name; raises RuleBroken when the lifecycle has none."""
    for step in machine:
        if step.name == name:
            return step
    raise RuleBroken("Không có bước này trong quy trình.")


def take(machine: tuple[Step, ...], name: str, state: str, facts: Any, reason: str | None = None) -> Step:
    """The step, if it may be taken now; raises RuleBroken with the reason if not."""
    step = find(machine, name)
    if state not in step.sources:
        raise RuleBroken("Bước này không còn phù hợp: trạng thái vừa được người khác thay đổi. Mời xem lại trang.")
    if refusal := step.blocked(facts):
        raise RuleBroken(refusal)
    if step.needs_reason and not (reason or "").strip():
        raise RuleBroken("Cần ghi lý do.")
    return step


def offered(machine: tuple[Step, ...], state: str, facts: Any) -> list[tuple[Step, str | None]]:
    """The steps that leave this state, each with the reason why it is blocked, or None."""
    return [(step, step.blocked(facts)) for step in machine if state in step.sources]
