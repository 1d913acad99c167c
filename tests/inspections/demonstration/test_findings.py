"""The findings of the demonstration are those of its file, whole and not in the future; knows no page."""

from collections import Counter

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.findings import queries, rules
from inspections.findings.steps import FINDING
from models.base import now
from models.findings import Finding, FindingItem, FindingStep


@pytest.fixture
def findings(system: Session) -> list[Finding]:
    return list(system.scalars(sa.select(Finding).order_by(Finding.id)))


def test_every_kind_and_the_states_of_the_file_are_there(findings: list[Finding]) -> None:
    assert Counter(one.kind for one in findings) == {"shortcoming": 12, "violation": 3, "good_practice": 1}
    assert {one.state for one in findings} == {"noted", "confirmed", "recorded", "transferred", "remedying", "closed"}


def test_what_the_police_keep_is_kept_with_all_that_belongs_to_it(system: Session, findings: list[Finding]) -> None:
    own = [one for one in findings if one.audience == "own"]
    assert {one.owner for one in own} == {"POLICE"} and len(own) == 2
    for model in (FindingItem, FindingStep):
        rows = system.scalars(sa.select(model).where(model.finding_id.in_([one.id for one in own]))).all()
        assert rows and {row.audience for row in rows} == {"own"}


def test_one_record_holds_two_acts_each_of_a_decree_in_force(findings: list[Finding]) -> None:
    recorded = [one for one in findings if one.state == "recorded"]
    assert len(recorded) == 2 and len({one.record_number for one in recorded}) == 1
    for one in recorded:
        day = rules.law_day(one.continuing, one.ended_on, one.detected_on)
        assert one.act is not None and day is not None and rules.holds_within(one.act.document, day, day)
        assert one.writer is not None and one.subject


def test_the_steps_lead_to_the_state_and_none_lies_in_the_future(system: Session, findings: list[Finding]) -> None:
    targets = {step.name: step.target for step in FINDING} | {"note": "noted"}
    for one in findings:
        steps = queries.history(system, one)
        assert targets[steps[0].step] == one.state
        assert all(step.at <= now() for step in steps)
        assert one.search_text and one.for_body_id in {None, one.visit.body_id}
