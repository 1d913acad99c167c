"""Knows how the team of a signed decision is changed by a paper, and how declarations on paper are recorded."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.deciding import members, queries, rules
from inspections.deciding.members import Change
from inspections.errors import RuleBroken
from models.directory import User
from models.inspections import Inspection
from tests.inspections.deciding.cases import TODAY, approved, begin, decided, paper, person


def change(session: Session, inspection: Inspection, leaves: str = "", comes: str = "", place: str = "member") -> None:
    ref = next((one.ref for one in inspection.members if one.user.login == leaves), leaves)
    coming = session.scalar(sa.select(User.ref).where(User.name == comes)) or comes
    typed = Change(ref, coming, place, "Kiểm tra", "Chuyển công tác", paper("310/QĐ-SKHCN"))
    members.change_member(session, inspection, person(session, "clerk"), typed, TODAY, inspection.version)


def test_one_leaves_another_comes_and_both_stay_to_be_read(session: Session) -> None:
    inspection = approved(session)
    change(session, inspection, "dic.inspector", "Ngô Thị Bích Trâm")
    staying = {one.user.name for one in queries.staying(inspection)}
    assert "Ngô Thị Bích Trâm" in staying and "Lê Minh Khôi" not in staying
    assert len(inspection.members) == 4
    last = queries.approvals(session, inspection)[-1]
    assert (last.step, last.paper_number) == ("change_member", "310/QĐ-SKHCN")
    assert last.reason == "Lê Minh Khôi thôi tham gia; Ngô Thị Bích Trâm tham gia. Chuyển công tác"
    assert "Ngô Thị Bích Trâm" in (rules.undeclared(queries.staying(inspection)) or "")


def test_the_leader_does_not_leave_without_another(session: Session) -> None:
    inspection = approved(session)
    with pytest.raises(RuleBroken, match="phải có trưởng đoàn"):
        change(session, inspection, "dic.manager")


def test_the_leader_is_replaced_by_another_leader(session: Session) -> None:
    inspection = approved(session)
    change(session, inspection, "dic.manager", "Dương Tấn Lộc", "lead")
    assert [one.user.name for one in queries.staying(inspection) if one.role == "lead"] == ["Dương Tấn Lộc"]


@pytest.mark.parametrize(
    ("leaves", "comes", "words"),
    [
        ("", "", "Cần chọn người"),
        ("", "Lê Minh Khôi", "đang là thành viên"),
        ("zzzzzzzzzz", "", "không còn trong danh sách"),
        ("", "zzzzzzzzzz", "không còn trong danh sách"),
    ],
)
def test_a_change_of_nobody_or_of_strangers_is_refused(session: Session, leaves: str, comes: str, words: str) -> None:
    inspection = decided(session)
    with pytest.raises(RuleBroken, match=words):
        change(session, inspection, leaves, comes)


def test_a_police_newcomer_needs_the_letter(session: Session) -> None:
    inspection = decided(session)
    inspection.police_letter_number = None
    with pytest.raises(RuleBroken, match="công văn cử cán bộ"):
        change(session, inspection, "", "Phan Thị Kiều Oanh")


def test_a_draft_is_changed_by_its_page_and_not_by_a_paper(session: Session) -> None:
    inspection = begin(session)
    with pytest.raises(RuleBroken, match="sau khi quyết định đã ký"):
        change(session, inspection, "", "Lê Minh Khôi")


def test_a_declaration_on_paper_is_recorded_once(session: Session) -> None:
    inspection, by = decided(session), person(session, "dic.manager")
    refs, signed = [inspection.members[0].ref], paper("", kind="Bản cam kết")
    members.record_declarations(session, inspection, by, refs, signed, TODAY, inspection.version)
    assert inspection.members[0].no_conflict_at and inspection.members[1].no_conflict_at is None
    with pytest.raises(RuleBroken, match="không còn trong danh sách"):
        members.record_declarations(session, inspection, by, refs, signed, TODAY, inspection.version)
