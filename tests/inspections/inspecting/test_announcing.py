"""Knows when a visit may be announced and what that changes."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.inspecting import actions
from models.inspections import Visit
from tests.inspections.inspecting.cases import (
    DAY,
    DECIDED_ON,
    codes,
    everything,
    make_inspection,
    make_visit,
    person,
)
from tests.inspections.planning.cases import YEAR, make_plan, take


def _choose(session: Session, visit: Visit) -> None:
    actions.choose_items(session, visit, person(session, "dic.manager"), codes(session, quality=("CL-01",)))


def _announced(session: Session, visit: Visit) -> None:
    actions.announce(session, visit, person(session, "dic.manager"), DAY)


def test_announcing_begins_the_visit_and_its_inspection(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        _choose(session, visit)
        session.info.pop("events", None)
        _announced(session, visit)
        assert (visit.state, visit.announced_on, visit.inspection.state) == ("announced", DAY, "in_progress")
        assert [entry.action for entry in session.info.pop("events")] == ["visit:announce", "inspection:in_progress"]


def test_a_second_announcement_is_refused(app: Flask) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        _choose(session, visit)
        _announced(session, visit)
        with pytest.raises(RuleBroken, match="không còn phù hợp"):
            _announced(session, visit)


def test_a_visit_without_items_is_not_announced(app: Flask) -> None:
    with everything(app) as session, pytest.raises(RuleBroken, match="Chưa chọn nội dung"):
        _announced(session, make_visit(session))


@pytest.mark.parametrize(
    "fields", [{"working_plan_approved_on": None}, {"state": "decided"}], ids=["not approved", "not yet so far"]
)
def test_a_visit_waits_for_the_approved_working_plan(app: Flask, fields: dict[str, object]) -> None:
    with everything(app) as session:
        visit = make_visit(session, make_inspection(session, **fields))
        _choose(session, visit)
        with pytest.raises(RuleBroken, match="Kế hoạch tiến hành kiểm tra"):
            _announced(session, visit)


def test_a_planned_inspection_waits_for_the_issue_of_the_plan_that_names_its_body(each_app: Flask) -> None:
    with everything(each_app) as session:
        day = DAY.replace(year=YEAR)
        fields = {"ground": "c", "decided_on": day, "working_plan_approved_on": day}
        visit = make_visit(session, make_inspection(session, **fields), day=day)
        _choose(session, visit)
        plan = make_plan(session, "bd-co-chien", state="approved")
        with pytest.raises(RuleBroken, match="kế hoạch kiểm tra chuyên đề đã ban hành"):
            actions.announce(session, visit, person(session, "dic.manager"), day)
        take(session, plan, "issue")
        actions.announce(session, visit, person(session, "dic.manager"), day)
        assert visit.state == "announced"


def test_a_visit_is_not_announced_before_the_decision(app: Flask) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        _choose(session, visit)
        before = DECIDED_ON - timedelta(days=1)
        with pytest.raises(RuleBroken, match="trước ngày ban hành"):
            actions.announce(session, visit, person(session, "dic.manager"), before)
