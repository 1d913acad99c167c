"""Knows that the lifecycles hold together, and what blocks each step; knows no database."""

from dataclasses import replace
from typing import Any

import pytest

from inspections.deciding.steps import ACTS, INSPECTION, InspectionFacts
from inspections.errors import RuleBroken
from inspections.inspecting.steps import VISIT, VisitFacts
from inspections.permissions import TABLE
from inspections.planning.steps import PLAN, PlanFacts
from inspections.sign_off.steps import PART, PartFacts
from inspections.workflow import Step, find, offered, take
from tests.house.source import lifecycles

MACHINES = {
    "part": (PART, "open"),
    "visit": (VISIT, "planned"),
    "plan": (PLAN, "draft"),
    "inspection": (INSPECTION, "draft"),
}
"""Each lifecycle with the state it begins in."""

READY = PartFacts(missing=0, check_required=False, checked=False, own_work=False, visit_open=True)
PLANNED = VisitFacts(items=12, inspection_state="working_plan_approved", working_plan_approved=True)

LISTED = PlanFacts(lines=8, changed=True)
WHOLE = InspectionFacts()
"""An inspection with nothing in its way."""

CLOSED = "Chưa công bố quyết định kiểm tra tại đơn vị, hoặc biên bản đã ký."
INCOMPLETE = "Còn 3 nội dung chưa đủ; xem danh sách trên trang này."
BY_ANOTHER = "Người soát lại phải là đồng nghiệp khác, không phải người đã ghi kết quả của phần này."
UNCHECKED = "Cơ quan này yêu cầu một đồng nghiệp soát lại trước khi xác nhận."
SIGNED = "Biên bản đã ký; việc sửa đổi phải lập phụ lục biên bản."
NO_PLAN = "Kế hoạch tiến hành kiểm tra phải được người ký quyết định phê duyệt trước khi công bố."
NO_LINES = "Chưa có cuộc kiểm tra nào trong danh mục."
UNCHANGED = "Chưa có thay đổi nào so với phiên bản đã ban hành."
UNEXPLAINED = "Cần ghi lý do vẫn tiến hành khi có trùng đơn vị hoặc trùng thành viên (mục Cảnh báo)."
UNNUMBERED = "Quyết định chưa có số; văn thư cấp số trước khi phê duyệt kế hoạch tiến hành kiểm tra."
NEVER_ISSUED = "Kế hoạch chưa ban hành lần nào."
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
    (VISIT, "announce", replace(PLANNED, undeclared="Chưa cam kết."), "Chưa cam kết."),
    (VISIT, "announce", replace(PLANNED, inspection_state="suspended"), "Cuộc kiểm tra đang tạm dừng."),
    (VISIT, "announce", replace(PLANNED, inspection_state="stopped"), "Cuộc kiểm tra đã đình chỉ."),
    *((INSPECTION, step.name, WHOLE, None) for step in INSPECTION),
    (INSPECTION, "decide", replace(WHOLE, unready="Còn thiếu."), "Còn thiếu."),
    (INSPECTION, "decide", replace(WHOLE, repeated="Lần hai."), "Lần hai."),
    (INSPECTION, "decide", replace(WHOLE, unexplained=True), UNEXPLAINED),
    (INSPECTION, "approve_working_plan", replace(WHOLE, numbered=False), UNNUMBERED),
    (INSPECTION, "approve_working_plan", replace(WHOLE, plan_unready="Thiếu."), "Thiếu."),
    (INSPECTION, "approve_working_plan", replace(WHOLE, undeclared="Chưa."), "Chưa."),
    (INSPECTION, "finish", replace(WHOLE, open_visits=2), "Còn 2 đơn vị chưa kiểm tra xong."),
    *((PLAN, step.name, LISTED, None) for step in PLAN if step.name != "undo_revise"),
    (PLAN, "undo_revise", replace(LISTED, changed=False, revised=True), None),
    (PLAN, "undo_revise", replace(LISTED, revised=True), "Danh mục đã thay đổi so với phiên bản đang có hiệu lực."),
    (PLAN, "undo_revise", replace(LISTED, changed=False), NEVER_ISSUED),
    (PLAN, "consult", replace(LISTED, lines=0), NO_LINES),
    (PLAN, "consult", replace(LISTED, changed=False), UNCHANGED),
    (PLAN, "submit", replace(LISTED, lines=0), NO_LINES),
    (PLAN, "submit", replace(LISTED, changed=False), UNCHANGED),
    (PLAN, "revise", replace(LISTED, changed=False), None),
]


@pytest.mark.parametrize(("machine", "name", "facts", "reason"), BLOCKED)
def test_a_step_is_blocked_for_exactly_this_reason(machine: Any, name: str, facts: Any, reason: str | None) -> None:
    assert find(machine, name).blocked(facts) == reason


@pytest.mark.parametrize(
    ("name", "facts", "reason"),
    [
        ("submit", replace(WHOLE, for_chairman=True), None),
        ("submit", WHOLE, "Quyết định do Sở ban hành không phải trình Chủ tịch Ủy ban nhân dân tỉnh."),
        ("submit", replace(WHOLE, for_chairman=True, submitted=True), "Dự thảo đã trình."),
        ("submit", replace(WHOLE, for_chairman=True, unready="Còn thiếu."), "Còn thiếu."),
        ("return", replace(WHOLE, submitted=True), None),
        ("return", WHOLE, "Dự thảo chưa trình."),
        ("withdraw", replace(WHOLE, submitted=True), None),
        ("explain", replace(WHOLE, unexplained=True), None),
        ("explain", WHOLE, "Không có trùng lặp nào cần ghi lý do."),
        ("letter", WHOLE, None),
        ("number", replace(WHOLE, numbered=False), None),
        ("number", WHOLE, "Quyết định đã có số."),
        ("extend", WHOLE, None),
        ("extend", replace(WHOLE, extended=True), "Cuộc kiểm tra chỉ được gia hạn một lần."),
    ],
)
def test_what_is_done_beside_the_steps_is_blocked_too(name: str, facts: InspectionFacts, reason: str | None) -> None:
    [act] = [one for one in ACTS if one.name == name]
    assert act.blocked(facts) == reason


def test_what_is_done_beside_the_steps_has_its_own_name_and_begins_in_a_state_there_is() -> None:
    states = {"draft"} | {step.target for step in INSPECTION}
    assert not {act.name for act in ACTS} & {step.name for step in INSPECTION}
    assert all(act.sources <= states for act in ACTS)


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
