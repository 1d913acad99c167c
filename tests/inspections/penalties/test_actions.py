"""Knows what preparing, delivering and paying does to the rows of a violation, on both databases; knows no page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.findings import actions as findings
from inspections.law.rules import Band
from inspections.penalties import actions, deadlines, queries
from inspections.penalties.actions import CourseData, ReceiptData
from models.findings import Finding
from models.penalties import Penalty, PenaltyCircumstance, Receipt
from tests.inspections.findings.cases import noted as shortcoming
from tests.inspections.inspecting.cases import everything, person, seen_by
from tests.inspections.penalties import cases
from tests.inspections.penalties.cases import FINE, after, decided, delivered, noted, pay, penalty, recorded


@pytest.fixture
def session(each_app: Flask) -> Iterator[Session]:
    with everything(each_app) as session:
        yield session


def refused(session: Session, act: Callable[[], Any]) -> str:
    """The sentence of a refusal, which changes nothing."""
    with pytest.raises(RuleBroken) as refusal, session.begin_nested():
        act()
    session.expire_all()
    return refusal.value.message


def weigh(session: Session, finding: Finding, code: str, note: str = "Theo biên bản kiểm tra.") -> None:
    actions.weigh(session, finding, person(session, "dic.inspector"), code, note, finding.version)


def propose(session: Session, finding: Finding, office: str = "dic_director", fine: int | None = None) -> None:
    by = person(session, "dic.inspector")
    actions.propose(session, finding, by, office, fine, finding.version, finding.detected_on)


def state(session: Session, finding: Finding, days: int) -> Any:
    stored, known = penalty(session, finding), queries.terms(session, finding.detected_on)
    by = deadlines.pay_by(queries.dues(session, finding, stored, known))
    return queries.ledger_of(finding, by, queries.receipts(session, finding), known, after(finding, days))


def test_circumstances_move_the_range_and_come_back(session: Session) -> None:
    finding = noted(session)
    assert queries.range_of(session, finding) == Band(FINE, FINE)
    weigh(session, finding, "G2")
    assert queries.range_of(session, finding) == Band(7_000_000, FINE)
    weigh(session, finding, "T2")
    assert queries.range_of(session, finding) == Band(FINE, FINE)
    actions.unweigh(session, finding, person(session, "dic.inspector"), "G2", finding.version)
    assert queries.range_of(session, finding) == Band(FINE, 10_000_000)


def test_an_individual_pays_half(session: Session) -> None:
    finding = noted(session, subject_kind="individual")
    assert queries.range_of(session, finding) == Band(4_250_000, 4_250_000)


def test_put_right_on_the_spot_is_mitigating_and_still_recorded(session: Session) -> None:
    finding = noted(session)
    finding.put_right_on = finding.detected_on
    assert queries.range_of(session, finding) == Band(7_000_000, FINE)
    day = finding.detected_on
    cases.take(session, finding, "confirm", day)
    known = queries.terms(session, day)
    assert [one.step for one in queries.dues(session, finding, penalty(session, finding), known)] == ["record"]
    assert "phải lập biên bản" in refused(
        session,
        lambda: actions.remind(session, finding, person(session, "dic.inspector"), day, "Nhắc.", finding.version, day),
    )


def test_each_circumstance_has_its_ground_and_stands_once(session: Session) -> None:
    finding = noted(session)
    assert "căn cứ" in refused(session, lambda: weigh(session, finding, "G2", "  "))
    assert "không có trong danh mục" in refused(session, lambda: weigh(session, finding, "G99"))
    weigh(session, finding, "G2")
    assert "đã được chọn" in refused(session, lambda: weigh(session, finding, "G2"))
    by = person(session, "dic.inspector")
    absent = refused(session, lambda: actions.unweigh(session, finding, by, "T1", finding.version))
    assert "chưa được chọn" in absent


def test_a_proposal_without_a_fine_takes_the_middle_of_its_range(session: Session) -> None:
    finding = noted(session)
    weigh(session, finding, "G2")
    propose(session, finding)
    assert (penalty(session, finding).office, penalty(session, finding).proposed_fine) == ("dic_director", 7_750_000)
    propose(session, finding, fine=7_000_000)
    assert penalty(session, finding).proposed_fine == 7_000_000
    weigh(session, finding, "T2")
    assert penalty(session, finding).proposed_fine is None


@pytest.mark.parametrize(("fine", "good"), [(6_999_999, False), (7_000_000, True), (FINE, True), (FINE + 1, False)])
def test_a_proposal_stays_in_its_range(session: Session, fine: int, good: bool) -> None:
    finding = noted(session)
    weigh(session, finding, "G2")
    if good:
        propose(session, finding, fine=fine)
    else:
        assert "Mức đề xuất phải là" in refused(session, lambda: propose(session, finding, fine=fine))


def test_who_may_not_fine_is_refused_with_who_may(session: Session) -> None:
    finding = noted(session)
    for office in ("team_leader", "police_director", "king"):
        said = refused(session, lambda office=office: propose(session, finding, office))
        assert ("Người có thẩm quyền: Giám đốc Sở Khoa học và Công nghệ" in said) is (office != "king")
    propose(session, finding, "dic_branch")


def test_a_decision_keeps_its_office_and_freezes_what_prepared_it(session: Session) -> None:
    finding = recorded(session)
    propose(session, finding)
    day = finding.detected_on
    cases.take(session, finding, "decide", day, number="02/QĐ-XPHC", day=day, fine=FINE)
    assert (finding.fine, penalty(session, finding).office) == (FINE, "dic_director")
    assert "Đã có quyết định" in refused(session, lambda: weigh(session, finding, "G2"))
    assert "Đã có quyết định" in refused(session, lambda: propose(session, finding))


@pytest.mark.parametrize(
    ("fine", "good"), [(6_999_999, False), (7_000_000, True), (10_000_000, True), (10_000_001, False)]
)
def test_a_decision_never_leaves_the_band(session: Session, fine: int, good: bool) -> None:
    finding = recorded(session)
    day = finding.detected_on
    decision = {"number": "02/QĐ-XPHC", "day": day, "fine": fine, "office": "dic_director"}
    if good:
        cases.take(session, finding, "decide", day, **decision)
    else:
        said = refused(session, lambda: cases.take(session, finding, "decide", day, **decision))
        assert "khung tiền phạt" in said


def test_a_shortcoming_is_not_prepared(session: Session) -> None:
    finding = shortcoming(session)
    assert "Chỉ áp dụng với hành vi" in refused(session, lambda: weigh(session, finding, "G2"))


def test_two_people_at_one_violation_follow_each_other(session: Session) -> None:
    finding = noted(session)
    seen, by = finding.version, person(session, "dic.inspector")
    weigh(session, finding, "G2")
    late = refused(session, lambda: actions.weigh(session, finding, by, "T2", "Có.", seen))
    assert "vừa được người khác thay đổi" in late


def test_the_course_changes_the_deadlines(session: Session) -> None:
    finding, by = recorded(session), person(session, "dic.inspector")
    data = CourseData(True, None, "written", finding.detected_on, "explained")
    actions.set_course(session, finding, by, data, finding.version, finding.detected_on)
    stored = penalty(session, finding)
    assert (stored.complicated, stored.explain_way, stored.pace) == (True, "written", "explained")
    early = CourseData(expertise_on=after(finding, -1))
    wrong = refused(
        session, lambda: actions.set_course(session, finding, by, early, finding.version, finding.detected_on)
    )
    assert "Ngày của văn bản" in wrong


def test_nobody_asks_to_explain_before_the_record(session: Session) -> None:
    finding, by = noted(session), person(session, "dic.inspector")
    data = CourseData(explain_asked_on=finding.detected_on)
    said = refused(
        session, lambda: actions.set_course(session, finding, by, data, finding.version, finding.detected_on)
    )
    assert "Chưa lập biên bản" in said


def test_a_decision_is_sent_after_it_was_made_and_received_after_it_was_sent(session: Session) -> None:
    finding, by = decided(session), person(session, "clerk")
    for sent, received in ((-1, None), (1, 0), (2, None)):
        days = (after(finding, sent), None if received is None else after(finding, received))
        today = after(finding, 1)
        assert "Ngày của văn bản" in refused(
            session,
            lambda days=days, today=today: actions.deliver(session, finding, by, *days, finding.version, today),
        )


def test_nothing_is_sent_or_paid_before_there_is_a_decision(session: Session) -> None:
    finding, by = recorded(session), person(session, "clerk")
    day = finding.detected_on
    sending = refused(session, lambda: actions.deliver(session, finding, by, day, None, finding.version, day))
    paying = refused(session, lambda: pay(session, finding, "1", 0, 1))
    assert "Chưa có quyết định" in sending and "Chưa có quyết định" in paying


def test_a_fine_is_paid_in_parts_to_its_end(session: Session) -> None:
    finding = delivered(session)
    pay(session, finding, "BL-1", 5, 4_500_000)
    assert (state(session, finding, 5).rest, penalty(session, finding).paid_on) == (4_000_000, None)
    pay(session, finding, "BL-2", 10, 4_000_000)
    assert (state(session, finding, 90).rest, penalty(session, finding).paid_on) == (0, after(finding, 10))


def test_late_interest_is_owed_from_the_eleventh_day(session: Session) -> None:
    finding = delivered(session)
    assert state(session, finding, 10).interest == 0
    assert state(session, finding, 11).interest == 4_250
    pay(session, finding, "BL-1", 20, FINE)
    assert (state(session, finding, 90).rest, penalty(session, finding).paid_on) == (42_500, None)
    pay(session, finding, "BL-2", 21, 42_500)
    assert penalty(session, finding).paid_on == after(finding, 21)


def test_nobody_pays_more_than_is_owed_nor_the_same_receipt_twice(session: Session) -> None:
    finding = delivered(session)
    more = refused(session, lambda: pay(session, finding, "BL-1", 5, FINE + 1))
    assert "vượt số còn phải nộp (8.500.000 đồng)" in more
    pay(session, finding, "BL-1", 5, FINE - 1)
    assert "đã được ghi" in refused(session, lambda: pay(session, finding, "BL-1", 5, 1))
    pay(session, finding, "BL-2", 5, 1)
    assert "vượt" in refused(session, lambda: pay(session, finding, "BL-3", 6, 1))
    early = refused(session, lambda: pay(session, finding, "BL-4", -1, 1))
    assert "Ngày của văn bản" in early


def test_a_warning_is_not_paid(session: Session) -> None:
    finding = delivered(session, None)
    assert "không phạt tiền" in refused(session, lambda: pay(session, finding, "BL-1", 5, 1))


def test_a_receipt_entered_wrongly_stays_and_does_not_count(session: Session) -> None:
    finding, by = delivered(session), person(session, "clerk")
    pay(session, finding, "BL-1", 5, FINE)
    ref, today = queries.receipts(session, finding)[0].ref, after(finding, 5)
    nameless = refused(session, lambda: actions.void(session, finding, by, ref, " ", finding.version, today))
    assert "Cần ghi lý do" in nameless
    actions.void(session, finding, by, ref, "Ghi nhầm hồ sơ.", finding.version, today)
    assert (state(session, finding, 5).rest, penalty(session, finding).paid_on) == (FINE, None)
    assert [one.void_reason for one in queries.receipts(session, finding)] == ["Ghi nhầm hồ sơ."]
    again = refused(session, lambda: actions.void(session, finding, by, ref, "Lại.", finding.version, today))
    assert "không còn được tính" in again
    pay(session, finding, "BL-1", 5, FINE)


def test_after_the_period_there_is_a_reminder_alone(session: Session) -> None:
    finding = noted(session)
    day, by = finding.detected_on, person(session, "dic.inspector")
    cases.take(session, finding, "confirm", day)
    late = after(finding, 366)
    for name in ("record", "transfer"):
        said = refused(session, lambda name=name: cases.take(session, finding, name, late, day=late))
        assert "chỉ nhắc nhở" in said
    actions.remind(session, finding, by, late, "Nhắc nhở bằng văn bản.", finding.version, late)
    assert penalty(session, finding).reminded_on == late


@pytest.mark.parametrize(("days", "good"), [(365, True), (366, False)])
def test_a_decision_is_made_before_the_period_is_over(session: Session, days: int, good: bool) -> None:
    finding = recorded(session)
    day = after(finding, days)
    decision = {"number": "02/QĐ-XPHC", "day": day, "fine": FINE, "office": "dic_director"}
    if good:
        cases.take(session, finding, "decide", day, **decision)
    else:
        said = refused(session, lambda: cases.take(session, finding, "decide", day, **decision))
        assert "Thời hiệu xử phạt đã hết" in said


def test_what_is_entered_is_as_closed_as_its_finding(each_app: Flask) -> None:
    with everything(each_app) as session:
        finding = noted(session)
        weigh(session, finding, "G2")
        by = person(session, "dic.inspector")
        findings.set_audience(session, finding, by, "own", finding.version)
        key = finding.id
    with seen_by(each_app, "POLICE") as session:
        for model in (Penalty, PenaltyCircumstance, Receipt):
            assert not session.scalars(sa.select(model).where(model.finding_id == key)).all()
    with seen_by(each_app, "DIC") as session:
        assert session.scalars(sa.select(PenaltyCircumstance).where(PenaltyCircumstance.finding_id == key)).all()


def test_the_log_carries_no_typed_word(session: Session) -> None:
    session.info["events"] = []
    finding = delivered(session)
    data = ReceiptData("zqw-1", finding.detected_on, 1_234_567)
    actions.pay(session, finding, person(session, "clerk"), data, finding.version, finding.detected_on)
    kept = str([entry.content for entry in session.info["events"]])
    assert "zqw" not in kept and "1234567" not in kept
