"""Knows what noting, changing and following a finding does to its rows, on both databases; knows no page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.findings import actions, queries
from inspections.findings.rules import Content, StepData
from models.checklists import Answer, VisitItem
from models.findings import Finding, Remedy
from tests.inspections.findings import cases
from tests.inspections.findings.cases import PASSED, POLICE_JOINT, POLICE_NOTED, good_practice, noted, violation
from tests.inspections.inspecting.cases import everything, make_visit, person, seen_by


@pytest.fixture
def session(each_app: Flask) -> Iterator[Session]:
    with everything(each_app) as session:
        yield session


def take(session: Session, finding: Finding, name: str, login: str = "dic.manager", **given: Any) -> Finding:
    by = person(session, login)
    day = max(cases.TODAY, finding.detected_on)
    return actions.take_step(session, finding, by, name, day, finding.version, StepData(**given))


def refused(act: Any) -> str:
    with pytest.raises(RuleBroken) as refusal:
        act()
    return refusal.value.message


def test_one_tap_fills_in_words_figures_photos_duty_and_severity(session: Session) -> None:
    finding = noted(session, "CL-33")
    assert finding.text == "Chưa niêm yết giá cước KT1."
    assert finding.duty == "điểm d khoản 3 Điều 28 Luật Bưu chính"
    kt1 = "Bảo đảm niêm yết công khai giá cước dịch vụ bưu chính KT1 tại điểm phục vụ"
    assert finding.requirement == f"{kt1}; thực hiện đúng {finding.duty}."
    assert (finding.kind, finding.state, finding.severity) == ("shortcoming", "noted", "moderate")
    assert (finding.owner, finding.audience) == ("DIC", "joint")
    assert cases.chosen(session, finding) == ["CL-33"] and len(finding.photos) == 1
    assert finding.detected_on == finding.visit.day
    assert "niem yet" in finding.search_text
    assert "Đã xem 22; đạt 21; chưa đạt 1" in noted(session).text


def test_a_second_tap_returns_the_finding_that_is_there(session: Session) -> None:
    assert noted(session).id == noted(session).id


def test_a_note_that_the_police_keep_makes_the_finding_their_own(session: Session) -> None:
    kept, shared = (noted(session, code, "police.inspector") for code in (POLICE_NOTED, POLICE_JOINT))
    assert (kept.owner, kept.audience, shared.audience) == ("POLICE", "own", "joint")
    assert {one.audience for one in kept.items} == {"own"}


def test_an_item_that_has_not_failed_is_no_ground(session: Session) -> None:
    assert "chưa ghi nhận được" in refused(lambda: noted(session, PASSED))


def test_a_conclusion_that_fails_an_item_is_a_ground(session: Session) -> None:
    item = cases.item_of(session, PASSED)
    concluded = {"conclusion": {"result": "fail", "reason": "Có sai sót."}}
    fields = {"visit_item": item, "visit_id": item.visit_id, "owner": "DIC", "state": "recorded"}
    session.add(Answer(kind="conclusion", values=concluded, **fields))
    assert noted(session, PASSED).state == "noted"


def test_a_survey_has_good_practices_alone(session: Session) -> None:
    visit = make_visit(session, kind="survey", state="announced")
    by = person(session, "dic.manager")
    content = Content("Chưa phân công đầu mối.", severity="minor")
    assert "Khảo sát" in refused(lambda: actions.add(session, visit, by, "shortcoming", content, visit.day))
    good = actions.add(session, visit, by, "good_practice", Content("Làm tốt."), visit.day)
    data = cases.act_data(detected_on=visit.day)
    assert "khảo sát" in refused(lambda: actions.set_act(session, good, by, data, good.version, visit.day))
    assert (good.kind, good.act) == ("good_practice", None)


def test_a_good_practice_takes_no_breached_duty_from_the_items_it_rests_on(session: Session) -> None:
    good, by = cases.good_practice(session), person(session, "dic.inspector")
    item = cases.item_of(session, cases.JOINT)
    actions.link(session, good, by, {item.ref}, set(), good.version)
    assert len(good.items) == 1 and (good.duty, good.requirement) == ("", "")


def test_what_looks_like_a_secret_needs_a_reason(session: Session) -> None:
    finding = noted(session)
    by = person(session, "dic.inspector")
    content = Content("Có 15 tài liệu mật để trên bàn.", severity="minor")
    assert "Chưa lưu" in refused(lambda: actions.edit(session, finding, by, content, finding.version))
    session.refresh(finding)
    overruled = Content(content.text, severity="minor", overrule="Số giả định trong tình huống hỏi đáp.")
    actions.edit(session, finding, by, overruled, finding.version)
    assert finding.text == content.text and finding.severity == "minor"
    assert "secrecy:overrule" in [entry.action for entry in session.info["events"]]


def test_two_people_at_one_finding_follow_each_other(session: Session) -> None:
    finding, by = noted(session), person(session, "dic.inspector")
    seen = finding.version
    actions.edit(session, finding, by, Content("Một.", severity="minor"), seen)
    again = Content("Hai.", severity="minor")
    assert "vừa được người khác thay đổi" in refused(lambda: actions.edit(session, finding, by, again, seen))


def test_an_act_makes_it_a_violation_and_can_be_taken_back(session: Session) -> None:
    finding = violation(session)
    assert finding.kind == "violation" and finding.act and finding.act.code == "BC-09.2"
    actions.unset_act(session, finding, person(session, "dic.inspector"), finding.version)
    assert (finding.kind, finding.act) == ("shortcoming", None)


def test_the_department_may_not_take_an_act_of_the_police_but_hands_the_finding_over(session: Session) -> None:
    finding = noted(session)
    assert "chuyển phát hiện này sang Công an tỉnh" in refused(lambda: violation(session, act="BM-22.2"))
    session.refresh(finding)
    by = person(session, "dic.inspector")
    asked = actions.hand_over(session, finding, by, "Hành vi về bảo vệ bí mật nhà nước.", finding.version, cases.TODAY)
    assert (finding.owner, asked.owner, asked.from_agency, asked.state) == ("DIC", "POLICE", "DIC", "waiting")
    assert finding.steps[-1].reason == "Hành vi về bảo vệ bí mật nhà nước."
    actions.take_over(session, finding, person(session, "police.inspector"))
    assert (finding.owner, finding.audience, finding.state) == ("POLICE", "joint", "noted")
    assert {one.owner for one in (*finding.items, *finding.steps)} == {"POLICE"}


def test_a_finding_of_ones_own_is_opened_before_it_is_handed_over(session: Session) -> None:
    finding, by = noted(session, POLICE_NOTED, "police.inspector"), person(session, "police.inspector")
    assert "Cần mở" in refused(lambda: actions.hand_over(session, finding, by, "Lý do.", finding.version, cases.TODAY))


def test_several_items_make_one_finding_and_leave_it_again(session: Session) -> None:
    session.info["events"] = []
    finding, by = noted(session), person(session, "dic.inspector")
    items = {one.row.code: one.row.ref for one in queries.items(session, finding)}
    assert {"CL-03", "CL-09", "CL-33"} <= set(items) and not {code for code in items if code == "AN-06"}
    actions.link(session, finding, by, [items["CL-03"], items["CL-33"]], [], finding.version)
    assert cases.chosen(session, finding) == ["CL-03", "CL-33"]
    photos = [one.row.ref for one in queries.photos(session, finding)]
    actions.link(session, finding, by, [items["CL-33"]], photos, finding.version)
    assert len(finding.photos) == len(photos) == 1
    logged = [entry.content for entry in session.info["events"] if entry.action == "finding:link"]
    assert [(content["items"], content["photos"]) for content in logged] == [(2, 0), (1, 1)]
    strange = cases.item_of(session, PASSED).ref
    assert "mời mở lại" in refused(lambda: actions.link(session, finding, by, [strange], [], finding.version))


def test_a_joint_finding_cannot_rest_on_what_one_agency_keeps(session: Session) -> None:
    finding, by = noted(session, POLICE_JOINT, "police.inspector"), person(session, "police.inspector")
    item = cases.item_of(session, POLICE_JOINT)
    actions.set_audience(session, finding, by, "own", finding.version)
    assert {one.audience for one in (*finding.items, *finding.steps)} == {"own"}
    item_row = session.scalars(sa.select(VisitItem).where(VisitItem.id == item.id)).one()
    item_row.audience = "own"
    session.execute(sa.update(Answer).where(Answer.visit_item_id == item.id).values(audience="own"))
    session.flush()
    opening = refused(lambda: actions.set_audience(session, finding, by, "joint", finding.version))
    assert "chỉ cơ quan anh, chị xem" in opening


def test_a_closed_finding_is_nothing_to_the_other_agency(each_app: Flask) -> None:
    with everything(each_app) as session:
        ref = noted(session, POLICE_NOTED, "police.inspector").ref
    with seen_by(each_app, "DIC") as session:
        assert session.scalars(sa.select(Finding).where(Finding.ref == ref)).first() is None
        item = cases.item_of(session, POLICE_NOTED)
        assert queries.of_items(session, [item.id]) == {}
    with seen_by(each_app, "POLICE") as session:
        cases.the(session, ref)


def test_a_finding_is_dismissed_with_a_reason_and_taken_up_again(session: Session) -> None:
    finding = noted(session)
    assert "Cần ghi lý do." in refused(lambda: take(session, finding, "dismiss"))
    session.refresh(finding)
    take(session, finding, "dismiss", reason="Đơn vị đã xuất trình.")
    assert (finding.state, finding.dismissed_reason) == ("dismissed", "Đơn vị đã xuất trình.")
    take(session, finding, "take_up", reason="Tài liệu không đúng kỳ.")
    assert (finding.state, finding.dismissed_reason) == ("noted", None)
    assert [step.reason for step in queries.history(session, finding)][:2] == [
        "Tài liệu không đúng kỳ.",
        "Đơn vị đã xuất trình.",
    ]


def test_what_was_agreed_is_not_changed_before_it_is_reconsidered(session: Session) -> None:
    finding = take(session, noted(session), "confirm")
    by = person(session, "dic.inspector")
    change = Content("Khác.", severity="minor")
    assert "Xem xét lại" in refused(lambda: actions.edit(session, finding, by, change, finding.version))
    session.refresh(finding)
    take(session, finding, "reconsider", reason="Sửa số liệu.")
    actions.edit(session, finding, by, change, finding.version)
    assert finding.text == "Khác."


def test_what_something_was_required_for_is_not_reconsidered(session: Session) -> None:
    finding = take(session, noted(session), "confirm")
    session.add(Remedy(finding=finding, visit=finding.visit, owner="DIC", requirement="Niêm yết.", due_on=cases.TODAY))
    session.flush()
    assert "Đã có yêu cầu khắc phục" in refused(lambda: take(session, finding, "reconsider", reason="Sửa."))


def test_a_violation_is_recorded_transferred_and_decided(session: Session) -> None:
    finding = take(session, violation(session), "confirm")
    day, writer = finding.detected_on, person(session, "dic.inspector")
    take(session, finding, "record", number="01/BB-VPHC", day=day, writer=writer.ref)
    assert (finding.state, finding.record_number, finding.writer) == ("recorded", "01/BB-VPHC", writer)
    take(session, finding, "transfer", to="Giám đốc Sở Khoa học và Công nghệ", day=day)
    outside = refused(lambda: take(session, finding, "decide", number="12/QĐ-XPHC", day=day, fine=5_000_001))
    assert "khung tiền phạt" in outside
    session.refresh(finding)
    decision = {"number": "12/QĐ-XPHC", "day": day, "fine": 4_000_000}
    assert "Cần chọn người có thẩm quyền" in refused(lambda: take(session, finding, "decide", **decision))
    session.refresh(finding)
    leader = refused(lambda: take(session, finding, "decide", office="team_leader", **decision))
    assert "Người có thẩm quyền: Giám đốc Sở Khoa học và Công nghệ" in leader
    session.refresh(finding)
    take(session, finding, "decide", office="dic_director", **decision)
    assert (finding.state, finding.fine) == ("decided", 4_000_000)
    take(session, finding, "close")
    assert finding.state == "closed"


def test_a_record_waits_for_the_day_of_the_act_and_for_what_is_verified(session: Session) -> None:
    finding = take(session, violation(session, ending="unknown"), "confirm")
    assert "Chưa rõ hành vi kết thúc ngày nào" in refused(lambda: take(session, finding, "record"))
    secret = noted(session, POLICE_JOINT, "police.inspector")
    by = person(session, "police.inspector")
    data = cases.act_data("BM-22.2", detected_on=secret.detected_on)
    actions.set_act(session, secret, by, data, secret.version, max(cases.TODAY, secret.detected_on))
    take(session, secret, "confirm", "police.manager")
    assert "cần xác minh" in refused(lambda: take(session, secret, "record", "police.manager"))


def test_a_record_is_not_drawn_up_before_detection_nor_by_a_stranger(session: Session) -> None:
    finding = take(session, violation(session), "confirm")
    early = finding.detected_on - timedelta(days=1)
    writer = person(session, "dic.inspector").ref
    given = {"number": "01/BB-VPHC", "writer": writer}
    assert "Ngày của văn bản" in refused(lambda: take(session, finding, "record", day=early, **given))
    session.refresh(finding)
    police = {"number": "01/BB-VPHC", "writer": person(session, "police.inspector").ref}
    stranger = refused(lambda: take(session, finding, "record", day=finding.detected_on, **police))
    assert "người lập biên bản" in stranger


def test_remedies_start_and_close_a_finding(session: Session) -> None:
    finding, by = take(session, noted(session), "confirm"), person(session, "dic.manager")
    actions.start_remedying(session, finding, by, finding.detected_on)
    actions.start_remedying(session, finding, by, finding.detected_on)
    assert finding.state == "remedying"
    remedy = Remedy(finding=finding, visit=finding.visit, owner="DIC", requirement="Niêm yết.", due_on=cases.TODAY)
    session.add(remedy)
    session.flush()
    assert not actions.close(session, finding, by, finding.detected_on)
    remedy.state = "effective"
    session.flush()
    assert actions.close(session, finding, by, finding.detected_on)
    assert finding.state == "closed"
    actions.start_remedying(session, finding, by, finding.detected_on)
    assert finding.state == "remedying"


def test_minutes_say_shortcomings_then_violations_then_good_practices_and_nothing_dismissed(session: Session) -> None:
    praised, wrong, first = good_practice(session), violation(session, "CL-33", act="BC-15.3e"), noted(session)
    take(session, noted(session, "CL-03"), "dismiss", reason="Nhầm.")
    rows = queries.for_minutes(session, first.visit)
    assert [row.id for row in rows] == [first.id, wrong.id, praised.id]
    assert rows[1].act.document.number == "174/2026/NĐ-CP"


def test_nothing_of_a_finding_is_for_the_body(session: Session) -> None:
    finding = noted(session, "CL-33")
    rows = [finding, *finding.items, *finding.photos, *finding.steps]
    assert len(rows) == 4 and {row.for_body_id for row in rows} == {None}


def test_a_photo_that_is_hidden_by_now_keeps_a_finding_closed(each_app: Flask) -> None:
    with everything(each_app) as session:
        finding = noted(session, "CL-33")
        actions.set_audience(session, finding, person(session, "dic.inspector"), "own", finding.version)
        photo, ref = finding.photos[0].evidence, finding.ref
        photo.owner, photo.audience = "POLICE", "own"
    with seen_by(each_app, "DIC") as session:
        finding, by = cases.the(session, ref), person(session, "dic.inspector")
        assert "hình ảnh" in refused(lambda: actions.set_audience(session, finding, by, "joint", finding.version))
