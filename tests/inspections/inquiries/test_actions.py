"""Knows what a sheet holds when it is sent, who may write on it and when it stands; on both databases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.fieldwork.progress import progress_of
from inspections.inquiries import actions, queries, rules
from models.checklists import Answer
from tests.inspections.inquiries.cases import TODAY, all_as, answered, inspected, sent, visit_with_items
from tests.inspections.inspecting.cases import person
from tests.inspections.remedies.cases import make_finding


def test_the_words_are_frozen_and_what_an_agency_keeps_is_not_in_them(session: Session) -> None:
    visit = visit_with_items(session, own=("AN-05",))
    inquiry = sent(session, visit)
    lines = queries.lines(session, inquiry)
    assert [line.key for line in lines] == ["CL-01", "CL-02", "CL-06"]
    assert {(line.audience, line.for_body_id) for line in lines} == {("joint", visit.body_id)}
    assert visit.for_body_id is None
    text = " ".join(f"{line.question} {line.detail}" for line in lines)
    assert "cần xác minh" not in text and "PA03" not in text


def test_an_answer_never_becomes_an_inspector_s(session: Session) -> None:
    visit = visit_with_items(session)
    inquiry = answered(session, sent(session, visit))
    assert queries.answered_lines(session, visit, ["CL-01"]) == {"CL-01": ("pass", "")}
    states = set(session.scalars(sa.select(Answer.state).where(Answer.visit_id == visit.id)))
    assert states == {"unchecked"}
    assert {agency.done for agency in progress_of(session, [visit.id])[visit.id].values()} == {0}
    visit.state = "announced"
    inspected(session, visit, "CL-02", "fail")
    found = queries.results(session, visit)
    lines = queries.lines(session, inquiry)
    assert [line.key for line in lines if rules.differs(line.choice, found[line.key].values())] == ["CL-02"]


def test_what_is_kept_is_not_sent_and_what_is_sent_stands(session: Session) -> None:
    visit = visit_with_items(session)
    inquiry, body = sent(session, visit), person(session, "body")
    typed = all_as(session, inquiry, "pass") | {1: ("", "")}
    actions.write(session, inquiry, body, typed, "", inquiry.version)
    assert queries.answered_lines(session, visit, ["CL-02"]) == {}
    with pytest.raises(RuleBroken, match="Còn 01 nội dung chưa trả lời: 01"):
        actions.answer(session, inquiry, body, {}, "", inquiry.version, TODAY)
    actions.answer(session, inquiry, body, {1: ("fail", "Thiếu sổ.")}, "", inquiry.version, TODAY + timedelta(days=9))
    assert rules.late_text(inquiry.due_on, inquiry.answered_on) == "Trả lời sau thời hạn 06 ngày"
    with pytest.raises(RuleBroken, match="không còn chờ trả lời"):
        actions.write(session, inquiry, body, {1: ("pass", "")}, "", inquiry.version)
    actions.take_step(session, inquiry, person(session, "dic.manager"), "return", "Ghi rõ sổ nào.", inquiry.version)
    assert (inquiry.state, inquiry.returned_reason) == ("open", "Ghi rõ sổ nào.")
    assert (inquiry.answered_on, inquiry.answered_at, inquiry.answered_by_id) == (None, None, None)


def test_two_people_at_one_sheet_follow_each_other(session: Session) -> None:
    inquiry, body = sent(session, visit_with_items(session)), person(session, "body")
    seen = inquiry.version
    actions.write(session, inquiry, body, {1: ("pass", "")}, "", seen)
    with pytest.raises(RuleBroken, match="vừa được người khác thay đổi"):
        actions.write(session, inquiry, body, {1: ("fail", "")}, "", seen)


def test_the_team_types_from_paper_but_never_over_the_body_s_own_words(session: Session) -> None:
    visit = visit_with_items(session)
    inquiry, inspector = sent(session, visit), person(session, "dic.inspector")
    visit.state = "announced"
    answered(session, inquiry, by="dic.inspector")
    assert inquiry.on_behalf and inquiry.answered_by is inspector
    other = sent(session, visit_with_items(session, key="bd-co-chien"))
    actions.write(session, other, person(session, "body"), {1: ("pass", "")}, "", other.version)
    with pytest.raises(RuleBroken, match="Đơn vị đang tự điền"):
        actions.write(session, other, inspector, {2: ("pass", "")}, "", other.version)


def test_a_self_check_is_over_for_the_body_when_the_visit_has_begun(session: Session) -> None:
    visit = visit_with_items(session)
    inquiry = sent(session, visit)
    visit.state = "announced"
    with pytest.raises(RuleBroken, match="đã bắt đầu"):
        answered(session, inquiry)


def test_the_same_is_asked_once_at_a_time(session: Session) -> None:
    visit = visit_with_items(session)
    inquiry = sent(session, visit)
    with pytest.raises(RuleBroken, match="đang chờ trả lời"):
        sent(session, visit)
    actions.take_step(session, inquiry, person(session, "dic.manager"), "withdraw", "", inquiry.version)
    assert sent(session, visit).state == "open"
    with pytest.raises(RuleBroken, match="không được trước hôm nay"):
        sent(session, visit_with_items(session), due_on=TODAY - timedelta(days=1))


def test_an_opinion_is_asked_of_joint_findings_as_they_are_now(session: Session) -> None:
    visit = visit_with_items(session, state="planned")
    visit.state = "fieldwork_done"
    kept = make_finding(session, visit=visit)
    make_finding(session, visit=visit, owner="POLICE", audience="own", text="Riêng.")
    make_finding(session, visit=visit, state="dismissed", text="Đã bỏ.")
    inquiry = sent(session, visit, rules.OPINION)
    [line] = queries.lines(session, inquiry)
    kept.text = "Sửa sau khi gửi."
    assert line.question == "03/30 phiếu gửi không đóng dấu ngày." and kept.for_body_id is None
    answered(session, inquiry, "disagree", note="Chỉ thiếu 01 phiếu.")
    [(said, sheet)] = queries.opinions_on(session, kept)
    assert (said.choice, said.note, sheet.id) == ("disagree", "Chỉ thiếu 01 phiếu.", inquiry.id)


def test_nothing_is_asked_where_nothing_is_picked(session: Session) -> None:
    visit, leader = visit_with_items(session), person(session, "dic.manager")
    with pytest.raises(RuleBroken, match="Chưa chọn nội dung nào"):
        actions.send(session, visit, leader, rules.SELF_CHECK, ["other:A1"], TODAY, "", TODAY)


@pytest.mark.parametrize(("state", "offered"), [("in_progress", ["opinion"]), ("finished", ["opinion"]), ("draft", [])])
def test_what_is_offered_is_what_may_be_asked(session: Session, state: str, offered: list[str]) -> None:
    visit = visit_with_items(session)
    visit.state, visit.inspection.state = "minutes_signed", state
    assert list(queries.asked(session, visit).offered) == offered
    make_finding(session, visit=visit)
    if offered:
        assert sent(session, visit, rules.OPINION).state == "open"
