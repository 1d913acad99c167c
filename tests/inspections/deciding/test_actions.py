"""Knows how the draft of a decision is drawn up and changed, and what it meets, on both databases."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.deciding import actions, queries
from inspections.deciding.data import NewData, Planned
from inspections.errors import RuleBroken
from models.inspections import InspectionLine
from tests.inspections.deciding.cases import (
    FIRST_DAY,
    TODAY,
    approved,
    begin,
    decided,
    draft_data,
    paper,
    person,
    refs,
    running,
    signer,
    take,
    whole,
)
from tests.inspections.planning.cases import YEAR, add_line, make_plan
from tests.inspections.planning.cases import take as take_plan


def test_several_lines_of_an_issued_plan_become_one_inspection(session: Session) -> None:
    plan = make_plan(session, "bd-song-mang", "bd-tinh", state="draft")
    add_line(session, plan, "vp-tinh-uy", content="Khảo sát nhu cầu")
    for step, by in (("consult", "dic.manager"), ("agree", "police.manager"), ("submit", "dic.manager")):
        take_plan(session, plan, step, by)
    lines = [line.ref for line in plan.lines]
    by, data = person(session, "dic.inspector"), NewData(FIRST_DAY.replace(year=YEAR), lines=lines)
    with pytest.raises(RuleBroken, match="không còn trong danh sách"):
        actions.create(session, by, data, TODAY)
    take_plan(session, plan, "approve", "approver")
    take_plan(session, plan, "issue", "dic.manager")
    inspection = actions.create(session, by, data, TODAY)
    kinds = {visit.body.key: visit.kind for visit in inspection.visits}
    assert kinds == {"bd-song-mang": "inspection", "bd-tinh": "inspection", "vp-tinh-uy": "survey"}
    assert (inspection.ground, inspection.state, inspection.duration_days) == ("c", "draft", 10)
    assert session.scalar(sa.select(sa.func.count()).where(InspectionLine.inspection_id == inspection.id)) == 2
    assert all(visit.day.weekday() < 5 for visit in inspection.visits)
    assert not {line["key"] for _year, line in queries.lines_in_force(session, TODAY)} & set(lines)
    with pytest.raises(RuleBroken, match="không còn trong danh sách"):
        actions.create(session, by, data, TODAY)


def test_a_team_is_copied_without_its_declarations(session: Session) -> None:
    source = approved(session)
    copy = begin(session, "so-tai-chinh", copied=source.ref)
    assert {one.user.login: one.role for one in copy.members} == {one.user.login: one.role for one in source.members}
    assert {one.no_conflict_at for one in copy.members} == {None}


def test_a_second_inspection_of_an_enterprise_needs_clear_signs(session: Session) -> None:
    decided(session, "bd-song-mang")
    again, by = begin(session, "bd-tinh"), person(session, "dic.inspector")
    with pytest.raises(RuleBroken, match="một lần trong năm"):
        actions.save_draft(session, again, by, draft_data(session), TODAY, again.version)
    session.refresh(again)
    facts = {"clear_signs": True, "repeat_facts": "Đơn của công dân ngày 02/3/2031"}
    actions.save_draft(session, again, by, draft_data(session, **facts), TODAY, again.version)
    assert again.repeat_reason == "Có dấu hiệu vi phạm rõ ràng: Đơn của công dân ngày 02/3/2031"


def test_the_next_year_is_another_year_and_an_agency_is_no_enterprise(session: Session) -> None:
    decided(session, "bd-song-mang")
    decided(session, "so-noi-vu", team={"police.manager": "lead"})
    other = begin(session, "bd-tinh")
    other.visits[0].day = date(2032, 1, 8)
    session.flush()
    assert queries.case(session, other, TODAY).repeats == []
    assert queries.case(session, begin(session, "so-noi-vu"), TODAY).repeats == []


def test_the_same_body_and_the_same_people_are_pointed_out_and_explained_once(session: Session) -> None:
    decided(session, "so-noi-vu", team={"dic.manager": "lead"})
    inspection = whole(session, "so-noi-vu", team={"dic.manager": "lead"})
    sentences = [one.sentence for one in queries.case(session, inspection, TODAY).overlaps]
    assert len(sentences) == 2
    assert "Sở Nội vụ" in sentences[0] and "Phạm Thị Thu Hà cùng tham gia" in sentences[1]
    with pytest.raises(RuleBroken, match="Cần ghi lý do vẫn tiến hành"):
        take(session, inspection, "decide", "clerk", paper=paper())
    take(session, inspection, "explain", "dic.inspector", reason="Hai nội dung khác nhau")
    assert take(session, inspection, "decide", "clerk", paper=paper()).state == "decided"
    assert [one.step for one in queries.approvals(session, inspection)] == ["letter", "explain", "decide"]


def test_a_body_visited_more_than_a_year_ago_is_not_pointed_out(session: Session) -> None:
    earlier = decided(session, "so-noi-vu", team={"dic.manager": "lead"})
    inspection = begin(session, "so-noi-vu")
    earlier.visits[0].day = FIRST_DAY.replace(year=2030)
    session.flush()
    assert len(queries.case(session, inspection, TODAY).overlaps) == 1
    earlier.visits[0].day = FIRST_DAY.replace(year=2030) - timedelta(days=1)
    session.flush()
    assert queries.case(session, inspection, TODAY).overlaps == []


def test_visits_are_moved_added_and_taken_out_before_their_announcement(session: Session) -> None:
    inspection, by = begin(session, "so-noi-vu", "so-tai-chinh"), person(session, "dic.inspector")
    first, second = inspection.visits
    rows = {first.ref: Planned(FIRST_DAY + timedelta(days=3)), second.ref: Planned(FIRST_DAY, removed=True)}
    added = dict.fromkeys(refs(session, "so-tu-phap"), FIRST_DAY)
    actions.save_schedule(session, inspection, by, rows, added, inspection.version)
    session.expire_all()
    found = {visit.body.key: visit.day for visit in inspection.visits}
    assert found == {first.body.key: FIRST_DAY + timedelta(days=3), "so-tu-phap": FIRST_DAY}
    assert "so tu phap" in inspection.search_text and second.body.search_text not in inspection.search_text


def test_what_was_announced_stays_where_it_is_and_no_body_joins_a_signed_decision(session: Session) -> None:
    inspection, by = running(session), person(session, "dic.inspector")
    rows = {inspection.visits[0].ref: Planned(FIRST_DAY, removed=True)}
    with pytest.raises(RuleBroken, match="không bỏ được"):
        actions.save_schedule(session, inspection, by, rows, {}, inspection.version)
    session.refresh(inspection)
    added = dict.fromkeys(refs(session, "so-tu-phap"), FIRST_DAY)
    with pytest.raises(RuleBroken, match="quyết định khác"):
        actions.save_schedule(session, inspection, by, {}, added, inspection.version)


def test_an_old_page_changes_nothing(session: Session) -> None:
    inspection, by = begin(session), person(session, "dic.inspector")
    with pytest.raises(RuleBroken, match="người khác thay đổi"):
        actions.save_draft(session, inspection, by, draft_data(session), TODAY, inspection.version - 1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"duration_days": 11}, "từ 01 đến 10 ngày"),
        ({"duration_days": None}, "từ 01 đến 10 ngày"),
        ({"period_to": date(2029, 1, 1)}, "trước khi bắt đầu"),
        ({"signer": "zzzzzzzzzz"}, "không còn trong danh sách"),
    ],
)
def test_a_decision_orders_only_what_its_signer_may(session: Session, wrong: dict[str, object], words: str) -> None:
    inspection, by = begin(session), person(session, "dic.inspector")
    with pytest.raises(RuleBroken, match=words):
        actions.save_draft(session, inspection, by, draft_data(session, **wrong), TODAY, inspection.version)


def test_nobody_signs_by_order(session: Session) -> None:
    inspection, by = begin(session), person(session, "dic.inspector")
    head = signer(session, "Trưởng phòng Bưu chính").ref
    with pytest.raises(RuleBroken, match="không ký thừa lệnh"):
        actions.save_draft(session, inspection, by, draft_data(session, signer=head), TODAY, inspection.version)
