"""Knows that the lifecycles hold together, and what blocks each step; knows no database."""

from dataclasses import replace
from typing import Any

import pytest

from inspections.errors import RuleBroken
from inspections.inspecting.steps import VISIT, VisitFacts
from inspections.permissions import TABLE
from inspections.planning.steps import PLAN, PlanFacts
from inspections.sign_off.steps import PART, PartFacts
from inspections.workflow import Step, find, offered, take
from tests.house.source import lifecycles

MACHINES = {"part": (PART, "open"), "visit": (VISIT, "planned"), "plan": (PLAN, "draft")}
"""Each lifecycle with the state it begins in."""

READY = PartFacts(missing=0, check_required=False, checked=False, own_work=False, visit_open=True)
PLANNED = VisitFacts(items=12, inspection_state="working_plan_approved", working_plan_approved=True)

LISTED = PlanFacts(lines=8, changed=True)

CLOSED = "Chưa công bố quyết định kiểm tra tại đơn vị, hoặc biên bản đã ký."
INCOMPLETE = "Còn 3 nội dung chưa đủ; xem danh sách trên trang này."
BY_ANOTHER = "Người soát lại phải là đồng nghiệp khác, không phải người đã ghi kết quả của phần này."
UNCHECKED = "Cơ quan này yêu cầu một đồng nghiệp soát lại trước khi xác nhận."
SIGNED = "Biên bản đã ký; việc sửa đổi phải lập phụ lục biên bản."
NO_PLAN = "Kế hoạch tiến hành kiểm tra phải được người ký quyết định phê duyệt trước khi công bố."
NO_LINES = "Chưa có cuộc kiểm tra nào trong danh mục."
UNCHANGED = "Chưa có thay đổi nào so với phiên bản đã ban hành."
NO_ITEMS = "Chưa chọn nội dung kiểm tra cho đơn vị này."

BLOCKED: list[tuple[tuple[Step, ...], str, Any, str | None]] = [
    (PART, "check", READY, None),
    (PART, "check", replace(READY, own_work=True), BY_ANOTHER),
    (PART, "check", replace(READY, missing=3), INCOMPLETE),
    (PART, "check", replace(READY, visit_open=False), CLOSED),
    (PART, "sign_off", READY, None),
    (PART, "sign_off", replace(READY, own_work=True), None),
    (PART, "sign_off", replace(READY, missing=3), INCOMPLETE),
    (PART, "sign_off", replace(READY, check_required=True), UNCHECKED),
    (PART, "sign_off", replace(READY, check_required=True, checked=True), None),
    (PART, "sign_off", replace(READY, visit_open=False), CLOSED),
    (PART, "reopen", replace(READY, missing=3), None),
    (PART, "reopen", replace(READY, visit_open=False), SIGNED),
    (VISIT, "announce", PLANNED, None),
    (VISIT, "announce", replace(PLANNED, inspection_state="in_progress"), None),
    (VISIT, "announce", replace(PLANNED, inspection_state="decided"), NO_PLAN),
    (VISIT, "announce", replace(PLANNED, working_plan_approved=False), NO_PLAN),
    (VISIT, "announce", replace(PLANNED, items=0), NO_ITEMS),
    (VISIT, "announce", replace(PLANNED, unplanned="Chưa có trong kế hoạch."), "Chưa có trong kế hoạch."),
    *((PLAN, step.name, LISTED, None) for step in PLAN),
    (PLAN, "consult", replace(LISTED, lines=0), NO_LINES),
    (PLAN, "consult", replace(LISTED, changed=False), UNCHANGED),
    (PLAN, "submit", replace(LISTED, lines=0), NO_LINES),
    (PLAN, "submit", replace(LISTED, changed=False), UNCHANGED),
    (PLAN, "revise", replace(LISTED, changed=False), None),
]


@pytest.mark.parametrize(("machine", "name", "facts", "reason"), BLOCKED)
def test_a_step_is_blocked_for_exactly_this_reason(machine: Any, name: str, facts: Any, reason: str | None) -> None:
    assert find(machine, name).blocked(facts) == reason


@pytest.mark.parametrize(("machine", "start"), MACHINES.values(), ids=MACHINES)
def test_every_step_can_be_reached_from_the_beginning(machine: tuple[Step, ...], start: str) -> None:
    reached = {start}
    for _ in machine:
        reached |= {step.target for step in machine if step.sources & reached}
    assert not [step.name for step in machine if not step.sources & reached]


@pytest.mark.parametrize(("machine", "start"), MACHINES.values(), ids=MACHINES)
def test_a_step_has_a_name_of_its_own_and_a_permission_that_exists(machine: tuple[Step, ...], start: str) -> None:
    assert len({step.name for step in machine}) == len(machine)
    assert {step.permission for step in machine} <= set(TABLE)
    assert all(step.sources and step.target not in step.sources and step.label for step in machine)


def test_every_lifecycle_is_looked_at_here() -> None:
    machines = list(lifecycles().values())
    assert {id(machine) for machine in machines} == {id(machine) for machine, _ in MACHINES.values()}
    assert {(id(machine), name) for machine, name, _, _ in BLOCKED} == {(id(m), s.name) for m in machines for s in m}


def test_taking_a_step_gives_where_it_leads() -> None:
    assert take(PART, "sign_off", "open", READY).target == "signed_off"
    assert take(PART, "reopen", "signed_off", READY, "Ghi nhầm số liệu.").target == "open"


@pytest.mark.parametrize(
    ("name", "state", "facts", "reason", "sentence"),
    [
        ("fly", "open", READY, None, "Không có bước này trong quy trình."),
        ("check", "signed_off", READY, None, "Bước này không còn phù hợp"),
        ("check", "open", replace(READY, missing=3), None, "Còn 3 nội dung chưa đủ"),
        ("reopen", "signed_off", READY, None, "Cần ghi lý do."),
        ("reopen", "signed_off", READY, "  \n ", "Cần ghi lý do."),
    ],
)
def test_a_refused_step_says_why(name: str, state: str, facts: PartFacts, reason: str | None, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        take(PART, name, state, facts, reason)
    assert refusal.value.message.startswith(sentence)


def test_the_steps_of_a_state_are_offered_with_what_blocks_them() -> None:
    blocked = replace(READY, own_work=True)
    assert [(step.name, why) for step, why in offered(PART, "open", blocked)] == [
        ("check", BY_ANOTHER),
        ("sign_off", None),
    ]
    assert [step.name for step, _ in offered(PART, "signed_off", READY)] == ["reopen"]
    assert offered(PART, "closed", READY) == []
