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
    """What decides whether a visit may be announced; ``unplanned`` says why the plan of the year does not cover it."""

    items: int
    inspection_state: str
    working_plan_approved: bool
    unplanned: str | None = None


def _not_ready(facts: VisitFacts) -> str | None:
    if facts.inspection_state not in {"working_plan_approved", "in_progress"} or not facts.working_plan_approved:
        return "Kế hoạch tiến hành kiểm tra phải được người ký quyết định phê duyệt trước khi công bố."
    if facts.unplanned:
        return facts.unplanned
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
