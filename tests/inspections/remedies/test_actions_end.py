"""Knows how more time is asked for and decided, and how findings and visits end, on both databases."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.findings import actions as findings
from inspections.remedies import actions, queries
from inspections.visible import Viewer, see_as
from models.findings import DueExtension, Remedy
from tests.inspections.inspecting.cases import make_visit, person
from tests.inspections.remedies.cases import DUE, LETTER, TODAY, make_finding, make_own, make_remedy, report, take

LATER = DUE + timedelta(days=20)


def ask(session: Session, remedy: Remedy, by: str = "body") -> DueExtension:
    return actions.ask_extension(session, remedy, person(session, by), TODAY, LATER, "Chờ mua sắm tập trung")


def decide(session: Session, remedy: Remedy, granted: bool, answer: str = "", by: str = "dic.manager") -> DueExtension:
    return actions.decide_extension(session, remedy, person(session, by), granted, answer)


def test_more_time_moves_the_due_day_and_keeps_the_old_one(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder)
    asked = ask(session, remedy)
    assert remedy.due_on == DUE
    with pytest.raises(RuleBroken, match="chờ quyết định"):
        ask(session, remedy)
    decide(session, remedy, True)
    assert (remedy.due_on, asked.from_on, asked.granted) == (LATER, DUE, True)
    assert asked.decided_by_id == person(session, "dic.manager").id


def test_a_refusal_of_more_time_needs_its_reason(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder)
    asked = ask(session, remedy)
    with pytest.raises(RuleBroken, match="Cần ghi lý do không gia hạn"):
        decide(session, remedy, False)
    decide(session, remedy, False, "Đã gia hạn một lần")
    assert (remedy.due_on, asked.granted, asked.answer) == (DUE, False, "Đã gia hạn một lần")
    with pytest.raises(RuleBroken, match="Không có đề nghị"):
        decide(session, remedy, True)


def test_nobody_decides_what_he_asked_for(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder)
    assert ask(session, remedy, "dic.manager").on_behalf
    with pytest.raises(RuleBroken, match="người khác"):
        decide(session, remedy, True)


def test_no_more_time_is_asked_for_once_it_is_reported(session: Session, folder: Path) -> None:
    with pytest.raises(RuleBroken, match="chưa báo cáo"):
        ask(session, make_remedy(session, folder, "reported"))


def test_a_letter_that_urges_is_kept_while_the_body_owes_its_report(session: Session, folder: Path) -> None:
    remedy, by = make_remedy(session, folder), person(session, "clerk")
    actions.urge(session, remedy, by, TODAY, LETTER, "Gửi Bưu điện tỉnh")
    assert queries.history(session, remedy)[-1].paper_number == LETTER.number
    report(session, remedy, folder)
    with pytest.raises(RuleBroken, match="không còn phải đôn đốc"):
        actions.urge(session, remedy, by, TODAY, LETTER)


def test_nobody_is_urged_to_do_what_was_never_sent(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, sent=False)
    with pytest.raises(RuleBroken, match="chưa gửi đơn vị"):
        actions.urge(session, remedy, person(session, "clerk"), TODAY, LETTER)


def test_what_is_due_already_is_not_sent(session: Session, folder: Path) -> None:
    remedy, by = make_remedy(session, folder, sent=False), person(session, "dic.inspector")
    with pytest.raises(RuleBroken, match="không được trước hôm nay"):
        actions.send(session, remedy, by, remedy.due_on + timedelta(days=1))
    actions.send(session, remedy, by, remedy.due_on)
    assert queries.is_sent(session, remedy)


def test_a_finding_ends_when_all_that_it_asks_for_is_met(session: Session, folder: Path) -> None:
    finding, by = make_finding(session), person(session, "dic.inspector")
    first = make_remedy(session, folder, "verified", finding)
    second = make_remedy(session, folder, "reported", finding)
    assert not findings.close(session, finding, by, TODAY)
    take(session, second, "verify", "dic.inspector")
    assert findings.close(session, finding, by, TODAY)
    assert (finding.state, first.state) == ("closed", "verified")


def test_a_visit_ends_when_its_findings_have(session: Session, folder: Path) -> None:
    visit, by = make_visit(session, key="bd-song-mang", state="results_notified"), person(session, "dic.manager")
    make_finding(session, "dismissed", visit=visit)
    make_finding(session, "confirmed", visit=visit, kind="good_practice")
    remedy = make_remedy(session, folder, "verified", make_finding(session, visit=visit))
    with pytest.raises(RuleBroken, match="Còn 01 phát hiện chưa kết thúc"):
        actions.close_visit(session, visit, by)
    findings.close(session, remedy.finding, by, TODAY)
    assert actions.close_visit(session, visit, by).state == "closed"


def test_what_the_police_keep_to_themselves_does_not_show_in_the_end_of_a_visit(session: Session, folder: Path) -> None:
    own = make_own(session)
    by = person(session, "dic.manager")
    session.flush()
    see_as(session, Viewer("agency", agency="DIC"))
    assert queries.follow_up_facts(session, own.visit).open_findings == 0
    assert actions.close_visit(session, own.visit, by).state == "closed"
    see_as(session, Viewer("agency", agency="POLICE"))
    assert queries.follow_up_facts(session, own.visit).open_findings == 1
