"""Knows how one agency hands a finding to the other and what each sees of it, on both databases; knows no page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.findings import actions as findings
from inspections.findings.rules import Content, StepData
from inspections.handing_over import actions, queries
from models.findings import Finding
from models.penalties import HandOver
from tests.inspections.findings.cases import JOINT, POLICE_NOTED, noted
from tests.inspections.inspecting.cases import everything, person, seen_by

FACTS = "Có tài liệu lưu giữ không đúng nơi quy định."


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


def sent(session: Session, finding: Finding | None = None) -> HandOver:
    finding = finding or noted(session, JOINT)
    by = person(session, "dic.inspector")
    return findings.hand_over(session, finding, by, FACTS, finding.version, finding.detected_on)


def answer(session: Session, one: HandOver, given: str, reason: str = "") -> HandOver:
    by = person(session, "police.inspector")
    return actions.answer(session, one, by, given, reason, one.version, one.sent_on)


def test_it_is_a_task_with_its_facts(session: Session) -> None:
    one = sent(session)
    assert (one.from_agency, one.owner, one.state, one.facts) == ("DIC", "POLICE", "waiting", FACTS)
    finding: Any = queries.shown_finding(session, one)
    assert one.sent_by.login == "dic.inspector" and one.sent_on == finding.detected_on
    assert [row.ref for row, _body in queries.to_answer(session, "POLICE", 9)] == [one.ref]
    assert not queries.to_answer(session, "DIC", 9)


def test_nothing_changes_while_it_waits(session: Session) -> None:
    one = sent(session)
    finding: Any = queries.shown_finding(session, one)
    by = person(session, "dic.manager")
    content = Content("Khác.", severity="minor")
    for act in (
        lambda: findings.edit(session, finding, by, content, finding.version),
        lambda: findings.set_audience(session, finding, by, "own", finding.version),
        lambda: sent(session, finding),
        lambda: findings.take_step(session, finding, by, "confirm", finding.detected_on, finding.version, StepData()),
    ):
        assert "đang chờ trả lời" in refused(session, act)
    assert finding.owner == "DIC"


def test_taken_over_it_is_the_other_agencys_with_all_that_belongs_to_it(session: Session) -> None:
    one = answer(session, sent(session), "take")
    finding: Any = queries.shown_finding(session, one)
    assert (one.state, one.answered_on, one.answered_by and one.answered_by.login) == (
        "taken",
        one.sent_on,
        "police.inspector",
    )
    assert finding.owner == "POLICE" and {row.owner for row in (*finding.items, *finding.steps)} == {"POLICE"}
    assert [row.step for row in finding.steps][-2:] == ["hand_over", "take_over"]


def test_returned_with_a_reason_it_stays_and_may_be_handed_over_again(session: Session) -> None:
    one = sent(session)
    assert "Cần ghi lý do trả lại" in refused(session, lambda: answer(session, one, "return", " "))
    answer(session, one, "return", "Không thuộc lĩnh vực bí mật nhà nước.")
    finding: Any = queries.shown_finding(session, one)
    assert (one.state, one.answer, finding.owner) == ("returned", "Không thuộc lĩnh vực bí mật nhà nước.", "DIC")
    assert sent(session, finding).state == "waiting"


def test_it_is_answered_once(session: Session) -> None:
    one = sent(session)
    seen = one.version
    answer(session, one, "take")
    by = person(session, "police.inspector")
    again = refused(session, lambda: answer(session, one, "return", "Muộn."))
    late = refused(session, lambda: actions.answer(session, one, by, "return", "Muộn.", seen, one.sent_on))
    assert "vừa được người khác trả lời" in again and "vừa được người khác trả lời" in late


def test_what_looks_like_a_secret_is_not_written_into_it(session: Session) -> None:
    finding = noted(session, JOINT)
    by = person(session, "dic.inspector")
    words = "Có 15 tài liệu mật để trên bàn."
    act = lambda: findings.hand_over(session, finding, by, words, finding.version, finding.detected_on)  # noqa: E731
    assert refused(session, act)


def test_what_an_agency_keeps_is_not_handed_over_and_never_hinted_at(each_app: Flask) -> None:
    with everything(each_app) as session:
        finding, by = noted(session, POLICE_NOTED, "police.inspector"), person(session, "police.inspector")
        own = refused(
            session, lambda: findings.hand_over(session, finding, by, FACTS, finding.version, finding.detected_on)
        )
        assert "Cần mở" in own
        key = finding.id
    with seen_by(each_app, "DIC") as session:
        assert not session.scalars(sa.select(HandOver).where(HandOver.finding_id == key)).all()


def test_who_handed_over_sees_its_state_alone_once_the_other_agency_keeps_it(each_app: Flask) -> None:
    with everything(each_app) as session:
        one = answer(session, sent(session), "take")
        finding: Any = queries.shown_finding(session, one)
        by = person(session, "police.inspector")
        findings.set_audience(session, finding, by, "own", finding.version)
        ref = one.ref
    with seen_by(each_app, "DIC") as session:
        seen = session.scalars(sa.select(HandOver).where(HandOver.ref == ref)).one()
        assert (seen.state, seen.facts) == ("taken", FACTS)
        assert queries.shown_finding(session, seen) is None
    with seen_by(each_app, "POLICE") as session:
        seen = session.scalars(sa.select(HandOver).where(HandOver.ref == ref)).one()
        assert queries.shown_finding(session, seen)
