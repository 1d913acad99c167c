"""Knows that the lifecycles hold together, and what blocks each step; knows no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inspections.deciding.steps import ACTS, INSPECTION, InspectionFacts
from inspections.errors import RuleBroken
from inspections.findings.steps import FINDING, FindingFacts
from inspections.inquiries.steps import BEGUN, INQUIRY, InquiryFacts
from inspections.inspecting.steps import VISIT, VisitFacts
from inspections.measures.steps import MEASURE, MeasureFacts
from inspections.papers.steps import AGENCY_PAPER, CASE_INDEX, TEAM_PAPER, PaperFacts
from inspections.permissions import TABLE
from inspections.planning.steps import PLAN, PlanFacts
from inspections.remedies.steps import FOLLOW_UP, ON_SITE, REMEDY, FollowUpFacts, RemedyFacts
from inspections.sign_off.steps import PART, PartFacts
from inspections.workflow import Step, find, offered, take
from tests.house.source import lifecycles

MACHINES = {
    "part": (PART, "open"),
    "visit": (VISIT, "planned"),
    "plan": (PLAN, "draft"),
    "remedy": (REMEDY, "open"),
    "remedy on site": (ON_SITE, "open"),
    "measure": (MEASURE, "open"),
    "inquiry": (INQUIRY, "open"),
    "follow_up": (FOLLOW_UP, "results_notified"),
    "finding": (FINDING, "noted"),
    "team paper": (TEAM_PAPER, "draft"),
    "agency paper": (AGENCY_PAPER, "draft"),
    "case index": (CASE_INDEX, "draft"),
    "inspection": (INSPECTION, "draft"),
}
"""Each lifecycle with the state it begins in."""

READY = PartFacts(missing=0, check_required=False, checked=False, own_work=False, visit_open=True)
PLANNED = VisitFacts(items=12, inspection_state="working_plan_approved", working_plan_approved=True)

LISTED = PlanFacts(lines=8, changed=True)
SENT = RemedyFacts(sent=True, own_report=False)
WRITTEN_DOWN = MeasureFacts(sent=True, met=False)
WRITTEN = PaperFacts(numbered=True, work_done=True)
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
NOT_SENT = "Yêu cầu chưa gửi đơn vị."
OWN_REPORT = "Người xác nhận phải là người khác, không phải người đã báo cáo hoặc đã ghi báo cáo thay đơn vị."
OWN_MEASURE = "Người xác nhận phải là người khác, không phải người thực hiện hoặc đã ghi là xong việc phải làm."
NO_MEASURE = "Chưa có việc phải làm: ghi ít nhất một việc trước khi bắt đầu thực hiện."
NO_NEW_MEASURE = "Lần khắc phục trước chưa có hiệu quả: ghi việc phải làm mới, hoặc mở lại việc cũ, rồi mới tiếp tục."
OPEN_MEASURES = "Còn 02 việc phải làm chưa xong."
TOO_EARLY = "Từ ngày 16/12/2026 mới đánh giá được hiệu quả."
STILL_OPEN = "Còn 02 phát hiện chưa kết thúc tại đơn vị này."
NOT_DONE = "Cả hai cơ quan phải xác nhận hoàn thành phần kiểm tra của mình trước khi khóa nội dung."
UNVERIFIED_GROUNDS = "Còn 2 căn cứ pháp lý cần xác minh; xác minh hoặc bỏ trước khi khóa nội dung."
UNEXPLAINED = "Cần ghi lý do vẫn tiến hành khi có trùng đơn vị hoặc trùng thành viên (mục Cảnh báo)."
UNNUMBERED = "Quyết định chưa có số; văn thư cấp số trước khi phê duyệt kế hoạch tiến hành kiểm tra."
NEVER_ISSUED = "Kế hoạch chưa ban hành lần nào."
NO_ITEMS = "Chưa chọn nội dung kiểm tra cho đơn vị này."

SHORTCOMING = FindingFacts(kind="shortcoming")
PRAISED = FindingFacts(kind="good_practice")
VIOLATION = FindingFacts(kind="violation", act=True, verified=True, day_known=True)
REQUIRED = "Đã có yêu cầu khắc phục hoặc việc kiểm tra lại của phát hiện này nên không xem xét lại được nữa."
NO_ACT = "Chưa chọn hành vi trong danh mục."
NO_VIOLATION = "Chỉ áp dụng với hành vi có dấu hiệu vi phạm hành chính."
UNVERIFIED = "Hành vi hoặc văn bản quy định hành vi còn cần xác minh nên chưa dùng để lập biên bản được."
NO_DAY = "Chưa rõ hành vi kết thúc ngày nào hay còn tiếp diễn nên chưa xác định được nghị định áp dụng."
OVER = "Đã hết thời hiệu xử phạt; chỉ nhắc nhở và yêu cầu khắc phục."
NOT_HANDLED = "Chưa lập biên bản vi phạm hành chính, chưa chuyển người có thẩm quyền."
NOT_SETTLED = "Hành vi có dấu hiệu vi phạm chưa có kết quả xử lý."
NO_OUTCOME = "Biên bản vi phạm hành chính chưa có kết quả xử lý."

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
    (
        PLAN,
        "undo_revise",
        replace(LISTED, revised=True),
        "Danh mục hoặc tên kế hoạch đã thay đổi so với phiên bản đang có hiệu lực.",
    ),
    (PLAN, "undo_revise", replace(LISTED, changed=False), NEVER_ISSUED),
    (PLAN, "consult", replace(LISTED, lines=0), NO_LINES),
    (PLAN, "consult", replace(LISTED, changed=False), UNCHANGED),
    (PLAN, "submit", replace(LISTED, lines=0), NO_LINES),
    (PLAN, "submit", replace(LISTED, changed=False), UNCHANGED),
    (PLAN, "revise", replace(LISTED, changed=False), None),
    *((TEAM_PAPER, step.name, WRITTEN, None) for step in TEAM_PAPER),
    *((AGENCY_PAPER, step.name, replace(WRITTEN, numbered=False), None) for step in AGENCY_PAPER),
    *((CASE_INDEX, step.name, replace(WRITTEN, numbered=False), None) for step in CASE_INDEX),
    (TEAM_PAPER, "lock", replace(WRITTEN, numbered=False), "Cần cấp số trước khi khóa nội dung."),
    (TEAM_PAPER, "lock", replace(WRITTEN, work_done=False), NOT_DONE),
    (TEAM_PAPER, "lock", replace(WRITTEN, missing=("giờ bắt đầu", "địa điểm")), "Còn thiếu: giờ bắt đầu, địa điểm."),
    (AGENCY_PAPER, "lock", replace(WRITTEN, unverified=2), UNVERIFIED_GROUNDS),
    *(
        (FINDING, name, SHORTCOMING, None)
        for name in ("confirm", "dismiss", "take_up", "reconsider", "remedy", "close")
    ),
    (FINDING, "reconsider", replace(SHORTCOMING, required=1), REQUIRED),
    (FINDING, "confirm", VIOLATION, None),
    (FINDING, "confirm", replace(VIOLATION, act=False), NO_ACT),
    (FINDING, "record", VIOLATION, None),
    (FINDING, "record", SHORTCOMING, NO_VIOLATION),
    (FINDING, "record", replace(VIOLATION, act=False), NO_ACT),
    (FINDING, "record", replace(VIOLATION, verified=False), UNVERIFIED),
    (FINDING, "record", replace(VIOLATION, day_known=False), NO_DAY),
    (FINDING, "record", replace(VIOLATION, over=True), OVER),
    (FINDING, "record", replace(VIOLATION, recorded=True), "Đã lập biên bản vi phạm hành chính."),
    (FINDING, "transfer", replace(VIOLATION, verified=False), None),
    (FINDING, "transfer", SHORTCOMING, NO_VIOLATION),
    (FINDING, "transfer", replace(VIOLATION, over=True), OVER),
    (FINDING, "close", replace(VIOLATION, recorded=True, over=True), None),
    (FINDING, "transfer", replace(VIOLATION, decided=True), "Đã có quyết định xử phạt."),
    (FINDING, "decide", replace(VIOLATION, recorded=True), None),
    (FINDING, "decide", replace(VIOLATION, transferred=True), None),
    (FINDING, "decide", VIOLATION, NOT_HANDLED),
    (FINDING, "decide", replace(SHORTCOMING, recorded=True), NO_VIOLATION),
    (FINDING, "remedy", PRAISED, "Ưu điểm không có yêu cầu khắc phục."),
    (FINDING, "close", replace(VIOLATION, recorded=True), NO_OUTCOME),
    (FINDING, "close", VIOLATION, NOT_SETTLED),
    (FINDING, "close", replace(VIOLATION, over=True), None),
    (FINDING, "close", replace(VIOLATION, transferred=True), None),
    (FINDING, "close", replace(VIOLATION, decided=True), None),
    (FINDING, "close", replace(VIOLATION, recorded=True, decided=True), None),
    (FINDING, "close", replace(SHORTCOMING, waiting=1), "Còn yêu cầu khắc phục chưa xong."),
    *((REMEDY, step.name, SENT, None) for step in REMEDY),
    (REMEDY, "start", replace(SENT, sent=False), NOT_SENT),
    (REMEDY, "report", replace(SENT, sent=False), NOT_SENT),
    (REMEDY, "verify", replace(SENT, own_report=True), OWN_REPORT),
    (REMEDY, "return", replace(SENT, own_report=True), None),
    *((REMEDY, name, replace(SENT, planned=False), NO_MEASURE) for name in ("start", "report")),
    *((REMEDY, name, replace(SENT, planned=False, again=True), NO_NEW_MEASURE) for name in ("start", "report")),
    (REMEDY, "start", replace(SENT, sent=False, planned=False), NOT_SENT),
    (REMEDY, "verify", replace(SENT, own_measure=True), OWN_MEASURE),
    (REMEDY, "verify", replace(SENT, unfinished=2), OPEN_MEASURES),
    (REMEDY, "effective", replace(SENT, own_report=True), OWN_REPORT),
    (REMEDY, "effective", replace(SENT, unfinished=2), OPEN_MEASURES),
    (REMEDY, "effective", replace(SENT, not_before=date(2026, 12, 16)), TOO_EARLY),
    (REMEDY, "ineffective", replace(SENT, not_before=date(2026, 12, 16), unfinished=2), None),
    *((ON_SITE, step.name, SENT, None) for step in ON_SITE),
    (ON_SITE, "recheck_passed", replace(SENT, own_report=True), OWN_REPORT),
    (ON_SITE, "recheck_passed", replace(SENT, unfinished=2, not_before=date(2026, 12, 16)), OPEN_MEASURES),
    (ON_SITE, "recheck_failed", replace(SENT, unfinished=2), None),
    *((MEASURE, step.name, WRITTEN_DOWN, None) for step in MEASURE),
    (MEASURE, "finish", replace(WRITTEN_DOWN, sent=False), NOT_SENT),
    (MEASURE, "reopen", replace(WRITTEN_DOWN, met=True), "Kết quả khắc phục đã được xác nhận."),
    *((INQUIRY, step.name, InquiryFacts(), None) for step in INQUIRY),
    (INQUIRY, "answer", InquiryFacts(missing="Còn 02 nội dung."), "Còn 02 nội dung."),
    (INQUIRY, "answer", InquiryFacts(begun=True), BEGUN),
    (INQUIRY, "return", InquiryFacts(begun=True), BEGUN),
    (FOLLOW_UP, "follow_up", FollowUpFacts(open_findings=2), None),
    (FOLLOW_UP, "close", FollowUpFacts(open_findings=0), None),
    (FOLLOW_UP, "close", FollowUpFacts(open_findings=2), STILL_OPEN),
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
