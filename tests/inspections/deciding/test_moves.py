"""Knows how a decision is signed, carried out, suspended, extended and ended, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.deciding import actions, queries
from inspections.deciding.data import NewData, Planned
from inspections.errors import RuleBroken
from inspections.inspecting import actions as inspecting
from inspections.inspecting import queries as inspecting_queries
from inspections.visible import SYSTEM, Viewer, see_as
from models.approvals import Approval
from models.directory import Setting
from models.inspections import Inspection, TeamMember, Visit
from tests.inspections.deciding.cases import (
    FIRST_DAY,
    TODAY,
    approved,
    begin,
    decided,
    declared,
    draft_data,
    paper,
    person,
    plan_data,
    running,
    signer,
    take,
    whole,
)
from tests.inspections.planning.cases import TODAY as ISSUED_ON
from tests.inspections.planning.cases import make_plan


def steps(session: Session, inspection: Inspection) -> list[str]:
    return [one.step for one in queries.approvals(session, inspection)]


def test_a_decision_goes_its_whole_way(session: Session) -> None:
    inspection = approved(session)
    assert (inspection.decision_number, inspection.decided_on) == (f"{300 + inspection.id}/QĐ-SKHCN", TODAY)
    assert inspection.signer_authority == "GIÁM ĐỐC"
    assert (inspection.working_plan_approval, inspection.working_plan_approved_on) == ("301/QĐ-SKHCN", TODAY)
    assert steps(session, inspection) == ["letter", "decide", "declare", "approve_working_plan"]
    visit = inspection.visits[0]
    visit.state, visit.announced_on, inspection.state = "fieldwork_done", FIRST_DAY, "in_progress"
    take(session, inspection, "finish", on=FIRST_DAY, day=FIRST_DAY)
    report = paper("09/BC-ĐKT", FIRST_DAY, "Báo cáo")
    take(session, inspection, "report", "clerk", FIRST_DAY, paper=report)
    assert (inspection.state, inspection.finished_on, inspection.report_number) == ("reported", FIRST_DAY, "09/BC-ĐKT")


@pytest.mark.parametrize("missing", ["scope", "content"])
def test_a_draft_that_is_not_whole_is_not_signed(session: Session, missing: str) -> None:
    inspection = whole(session)
    setattr(inspection, missing, "")
    with pytest.raises(RuleBroken, match="còn thiếu"):
        take(session, inspection, "decide", "clerk", paper=paper())


def test_police_members_come_by_letter(session: Session) -> None:
    inspection = whole(session)
    inspection.police_letter_number = None
    with pytest.raises(RuleBroken, match="công văn cử cán bộ"):
        take(session, inspection, "decide", "clerk", paper=paper())


def test_a_survey_needs_the_letter_of_agreement(session: Session) -> None:
    inspection = whole(session, "vp-tinh-uy")
    with pytest.raises(RuleBroken, match="văn bản thống nhất"):
        take(session, inspection, "decide", "clerk", paper=paper())
    planned = {inspection.visits[0].ref: Planned(FIRST_DAY, "Công văn số 215-CV/VPTU")}
    by = person(session, "dic.inspector")
    actions.save_schedule(session, inspection, by, planned, {}, inspection.version)
    assert take(session, inspection, "decide", "clerk", paper=paper()).state == "decided"


def test_signed_in_the_application_it_bears_the_name_of_who_signed_and_gets_its_number_later(session: Session) -> None:
    inspection = whole(session)
    take(session, inspection, "decide")
    assert (inspection.signer.login, inspection.signer_authority) == ("dic.manager", "KT. GIÁM ĐỐC")
    assert (inspection.decision_number, inspection.decided_on) == (None, TODAY)
    by = person(session, "dic.manager")
    actions.save_working_plan(session, inspection, by, plan_data(inspection), TODAY, inspection.version)
    with pytest.raises(RuleBroken, match="chưa có số"):
        take(session, inspection, "approve_working_plan")
    take(session, inspection, "number", "clerk", number="305/QĐ-SKHCN")
    assert "305/qd-skhcn" in inspection.search_text and "so noi vu" in inspection.search_text
    with pytest.raises(RuleBroken, match="Chưa cam kết"):
        take(session, inspection, "approve_working_plan")
    for one in inspection.members:
        actions.declare(session, one, one.user)
    take(session, inspection, "approve_working_plan")
    assert inspection.working_plan_approved_on == TODAY


def test_who_did_not_sign_the_decision_does_not_approve_the_working_plan(session: Session) -> None:
    inspection = decided(session)
    by = person(session, "dic.manager")
    actions.save_working_plan(session, inspection, by, plan_data(inspection), TODAY, inspection.version)
    for one in inspection.members:
        actions.declare(session, one, one.user)
    with pytest.raises(RuleBroken, match="chính người ký quyết định"):
        take(session, inspection, "approve_working_plan")


@pytest.mark.parametrize("signed_by", ["Bà Phạm Thị Thu Hà, Phó Giám đốc Sở", "TL. GIÁM ĐỐC, Trương Quang Vinh"])
def test_only_its_signer_signs_the_decision_and_its_working_plan_on_paper_and_nobody_by_order(
    session: Session, signed_by: str
) -> None:
    wrong, inspection = replace(paper(), signer=signed_by), whole(session)
    with pytest.raises(RuleBroken, match=r"Người ký quyết định là|thừa lệnh"):
        take(session, inspection, "decide", "clerk", paper=wrong)
    session.refresh(inspection)
    take(session, inspection, "decide", "clerk", paper=paper())
    by = person(session, "dic.manager")
    actions.save_working_plan(session, inspection, by, plan_data(inspection), TODAY, inspection.version)
    declared(session, inspection)
    with pytest.raises(RuleBroken, match=r"Người ký quyết định là|thừa lệnh"):
        take(session, inspection, "approve_working_plan", "clerk", paper=wrong)


def test_a_planned_inspection_is_not_decided_before_its_plan_was_issued(session: Session) -> None:
    plan = make_plan(session, "so-tu-phap", state="issued")
    data = NewData(FIRST_DAY, lines=[plan.lines[0].ref])
    by = person(session, "dic.inspector")
    inspection = actions.create(session, by, data, TODAY)
    actions.save_draft(session, inspection, by, draft_data(session), TODAY, inspection.version)
    actions.save_team(session, inspection, by, {by.ref: "lead"}, inspection.version)
    with pytest.raises(RuleBroken, match="trước ngày ban hành kế hoạch kiểm tra"):
        take(session, inspection, "decide", "clerk", paper=paper(day=ISSUED_ON - timedelta(days=1)))
    session.refresh(inspection)
    assert take(session, inspection, "decide", "clerk", paper=paper(day=ISSUED_ON)).decided_on == ISSUED_ON


def test_a_number_is_given_to_one_decision_a_year(session: Session) -> None:
    leaders = {"so-noi-vu": "dic.manager", "so-tai-chinh": "dic.inspector", "so-tu-phap": "police.inspector"}
    first, second, third = (whole(session, body, team={login: "lead"}) for body, login in leaders.items())
    take(session, first, "decide", "clerk", paper=paper())
    with pytest.raises(RuleBroken, match="đã ghi cho quyết định"):
        take(session, second, "decide", "clerk", paper=paper())
    session.refresh(second)
    take(session, second, "decide", "clerk", paper=paper("301/QĐ-SKHCN"))
    take(session, third, "decide")
    with pytest.raises(RuleBroken, match="đã ghi cho quyết định"):
        take(session, third, "number", "clerk", number="301/qđ-skhcn")


@pytest.mark.parametrize(("item", "value"), [("number", ""), ("items", {}), ("duties", {})])
def test_the_working_plan_has_its_nine_items_and_a_duty_for_each(session: Session, item: str, value: object) -> None:
    inspection = decided(session)
    by = person(session, "dic.manager")
    data = plan_data(inspection, **{item: value})
    actions.save_working_plan(session, inspection, by, data, TODAY, inspection.version)
    with pytest.raises(RuleBroken, match="Kế hoạch tiến hành kiểm tra còn thiếu"):
        take(session, inspection, "approve_working_plan", "clerk", paper=paper())


def test_the_chairman_finds_what_is_sent_up_and_may_send_it_back(session: Session) -> None:
    chairman = signer(session, "Phó Chủ tịch").ref
    inspection = whole(session, signer=chairman, duration_days=30)
    assert (inspection.issuer, inspection.signer_authority) == ("UBND", "KT. CHỦ TỊCH")
    see_as(session, Viewer("approver"))
    assert session.scalar(sa.select(Inspection).where(Inspection.id == inspection.id)) is None
    see_as(session, SYSTEM)
    take(session, inspection, "submit")
    with pytest.raises(RuleBroken, match="rút về trước khi sửa"):
        actions.save_team(session, inspection, person(session, "dic.manager"), {}, inspection.version)
    see_as(session, Viewer("approver"))
    for model in (Visit, TeamMember, Approval):
        assert session.scalars(sa.select(model).where(model.inspection_id == inspection.id)).first()
    take(session, inspection, "return", "approver", reason="Bổ sung phạm vi")
    assert session.scalar(sa.select(Inspection.id).where(Inspection.id == inspection.id)) is None
    see_as(session, SYSTEM)
    session.expire_all()
    take(session, inspection, "submit")
    take(session, inspection, "decide", "approver")
    assert (inspection.state, inspection.signer.login) == ("decided", "approver")


def test_the_first_announcement_starts_the_clock_and_a_suspension_moves_its_end(session: Session) -> None:
    session.add(Setting(key="days_unit", value="working", valid_from=date(2030, 1, 1)))
    session.flush()
    inspection = running(session, announced=date(2031, 3, 20))
    assert inspection.days_unit == "working"
    assert inspecting_queries.last_day(session, inspection) == date(2031, 3, 26)
    stood = {"reason": "Bão", "day": date(2031, 3, 21), "paper": paper(day=date(2031, 3, 21))}
    take(session, inspection, "suspend", "clerk", date(2031, 3, 21), **stood)
    assert (inspection.state, inspecting_queries.last_day(session, inspection)) == ("suspended", None)
    take(session, inspection, "resume", on=date(2031, 3, 26), day=date(2031, 3, 26))
    assert inspecting_queries.last_day(session, inspection) == date(2031, 3, 31)


def test_nothing_is_announced_while_it_stands_still_or_before_a_newcomer_declared(session: Session) -> None:
    inspection = running(session, "so-noi-vu", "so-tai-chinh")
    waiting = next(visit for visit in inspection.visits if visit.state == "planned")
    by = person(session, "dic.manager")
    inspection.members[1].no_conflict_at = None
    with pytest.raises(RuleBroken, match="Chưa cam kết"):
        inspecting.announce(session, waiting, by, FIRST_DAY)
    take(session, inspection, "suspend", on=FIRST_DAY, reason="Bão", day=FIRST_DAY)
    with pytest.raises(RuleBroken, match="tạm dừng"):
        inspecting.announce(session, waiting, by, FIRST_DAY)


def test_it_is_extended_once_and_not_beyond_the_limit(session: Session) -> None:
    inspection = running(session)
    signed = {"reason": "Địa bàn đi lại khó khăn", "paper": paper(day=FIRST_DAY)}
    with pytest.raises(RuleBroken, match="Gia hạn từ 01 đến 05 ngày"):
        take(session, inspection, "extend", "clerk", FIRST_DAY, days=6, **signed)
    session.refresh(inspection)
    take(session, inspection, "extend", "clerk", FIRST_DAY, days=5, **signed)
    assert inspecting_queries.last_day(session, inspection) == FIRST_DAY + timedelta(days=9)
    with pytest.raises(RuleBroken, match="một lần"):
        take(session, inspection, "extend", "clerk", FIRST_DAY, days=1, **signed)


def test_it_is_not_extended_after_its_last_day(session: Session) -> None:
    inspection = running(session)
    late = FIRST_DAY + timedelta(days=5)
    with pytest.raises(RuleBroken, match="đã hết ngày"):
        take(session, inspection, "extend", "clerk", late, days=1, reason="Chậm", paper=paper(day=late))


def test_it_is_stopped_only_on_one_of_its_grounds(session: Session) -> None:
    inspection = running(session)
    with pytest.raises(RuleBroken, match="căn cứ đình chỉ") as refused:
        take(session, inspection, "stop", reason="Không cần nữa")
    assert refused.value.fields == ("ground",)
    session.refresh(inspection)
    take(session, inspection, "stop", reason="Theo thông báo", ground="criminal")
    assert inspection.state == "stopped"
    assert "khởi tố" in queries.approvals(session, inspection)[-1].reason


def test_a_draft_is_dropped_and_a_decision_cancelled(session: Session) -> None:
    assert take(session, begin(session), "drop", reason="Lập nhầm").state == "cancelled"
    assert take(session, decided(session), "cancel", reason="Đổi đơn vị").state == "cancelled"


def test_it_is_not_finished_while_a_visit_is_open(session: Session) -> None:
    inspection = running(session)
    with pytest.raises(RuleBroken, match="chưa kiểm tra xong"):
        take(session, inspection, "finish", on=FIRST_DAY, day=FIRST_DAY)
