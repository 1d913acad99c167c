"""Knows how a plan is drawn up, goes its way, comes back and changes, on both databases."""

import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.errors import RuleBroken
from inspections.planning import actions, queries, rules
from inspections.visible import SYSTEM, Viewer, see_as
from models import db
from models.approvals import Approval
from models.base import begin_write
from models.directory import Body
from models.plans import Plan, PlanLine, PlanLineBody, PlanVersion
from tests.inspections.planning.cases import PAPER, STATES, TODAY, WAY, YEAR, add_line, data, make_plan, person, take
from tests.support.application import opened, postgres_copy


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def planned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on each database; what a test writes is rolled back."""
    folder = tmp_path_factory.mktemp("planning") / "instance"
    if request.param == "sqlite":
        opening = opened(shutil.copytree(request.getfixturevalue("demonstration"), folder))
    else:
        server, template = request.getfixturevalue("postgres"), request.getfixturevalue("postgres_template")
        opening = postgres_copy(server, template, folder)
    with opening as app:
        yield app


@pytest.fixture
def session(planned: Flask) -> Iterator[Session]:
    """A session that sees everything; nothing is kept."""
    with planned.app_context(), Session(db.engine) as session:
        see_as(session, SYSTEM)
        begin_write(session)
        yield session
        session.rollback()


def test_a_plan_goes_its_whole_way_and_every_step_is_kept(session: Session) -> None:
    plan = make_plan(session)
    session.info.pop("events", None)
    states = [take(session, plan, step, by).state for step, by in WAY]
    assert states == list(STATES)
    history = queries.approvals(session, plan)
    assert [(one.step, one.by.login) for one in history] == list(WAY)
    assert [entry.action for entry in session.info["events"]] == [f"plan:{step}" for step, _by in WAY]


def test_a_step_recorded_from_a_paper_means_the_same(session: Session) -> None:
    plan = make_plan(session, state="submitted")
    take(session, plan, "approve", "clerk", paper=PAPER)
    last = queries.approvals(session, plan)[-1]
    assert plan.state == "approved"
    assert (last.paper_kind, last.paper_number, last.paper_on) == (PAPER.kind, PAPER.number, PAPER.day)
    assert (last.signer, last.by.login) == (PAPER.signer, "clerk")


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("consulting", "return_by_police"),
        ("submitted", "return_by_chairman"),
        ("consulted", "return_by_department"),
        ("approved", "return_by_department"),
    ],
)
def test_each_of_them_can_return_it_with_a_reason(session: Session, state: str, step: str) -> None:
    plan = make_plan(session, state=state)
    with pytest.raises(RuleBroken, match="Cần ghi lý do"):
        take(session, plan, step)
    take(session, plan, step, reason="Chưa rõ đối tượng")
    assert (plan.state, queries.approvals(session, plan)[-1].reason) == ("returned", "Chưa rõ đối tượng")
    add_line(session, plan, "so-tu-phap")
    assert take(session, plan, "consult").state == "consulting"


def test_what_the_police_agreed_to_is_changed_only_for_their_comments(session: Session) -> None:
    plan = make_plan(session, state="consulted")
    with pytest.raises(RuleBroken, match="không sửa danh mục"):
        add_line(session, plan, "so-tu-phap")
    other = make_plan(session, year=YEAR + 1, state="consulting")
    take(session, other, "agree_with_comments", "police.manager", reason="Bổ sung Sở Tư pháp")
    add_line(session, other, "so-tu-phap")
    assert take(session, other, "submit").state == "submitted"


def test_an_empty_plan_goes_nowhere(session: Session) -> None:
    plan = actions.create(session, person(session, "dic.manager"), YEAR, "Kế hoạch")
    with pytest.raises(RuleBroken, match="Chưa có cuộc kiểm tra nào"):
        take(session, plan, "consult")


def test_a_step_out_of_turn_or_from_an_old_page_is_refused(session: Session) -> None:
    plan = make_plan(session)
    with pytest.raises(RuleBroken, match="không còn phù hợp"):
        take(session, plan, "approve")
    with pytest.raises(RuleBroken, match="người khác thay đổi"):
        actions.take_step(session, plan, person(session, "dic.manager"), "consult", TODAY, plan.version - 1)


def test_the_issued_version_is_frozen_with_its_sha256(session: Session) -> None:
    plan = make_plan(session, state="approved")
    take(session, plan, "issue", paper=PAPER)
    version = queries.versions(session, plan)[1]
    assert version.issued_on == PAPER.day
    assert version.sha256 == event_log.digest(version.content)
    assert [one["number"] for one in version.content["lines"]] == [1]


def test_a_change_after_issue_makes_version_2_and_version_1_stays(session: Session) -> None:
    plan = make_plan(session, state="sent")
    line = queries.lines_of(session, plan)[0]
    take(session, plan, "revise", reason="Thay đổi thời gian")
    assert (plan.state, plan.number) == ("draft", 2)
    with pytest.raises(RuleBroken, match="Chưa có thay đổi nào"):
        take(session, plan, "consult")
    actions.edit_line(session, line, person(session, "dic.manager"), data(session, quarter=4, month=None), plan.version)
    for step, by in WAY:
        take(session, plan, step, by)
    first, second = (one.content["lines"] for one in queries.versions(session, plan).values())
    [change] = rules.difference(first, second)
    assert change.fields == (("Dự kiến thực hiện", "Quý III (tháng 8)", "Quý IV"),)


def test_lines_are_copied_to_another_year_but_dropped_ones(session: Session) -> None:
    plan = make_plan(session, "so-noi-vu", "so-tu-phap")
    kept = queries.lines_of(session, plan)[0]
    dropped = add_line(session, plan, "thue-tinh")
    actions.drop_line(session, dropped, person(session, "dic.manager"), "Trùng", plan.version)
    copy = actions.create(session, person(session, "dic.manager"), YEAR + 1, "Kế hoạch", plan)
    [line] = queries.lines_of(session, copy)
    fields = ("content", "checklists", "quarter", "month", "lead", "form")
    assert [getattr(line, one) for one in fields] == [getattr(kept, one) for one in fields]
    assert {one.body_id for one in line.bodies} == {one.body_id for one in kept.bodies}
    assert line.ref != kept.ref


def test_a_year_has_one_plan(session: Session) -> None:
    make_plan(session)
    with pytest.raises(RuleBroken, match="Đã có kế hoạch"):
        make_plan(session)


def test_a_dropped_line_can_be_put_back(session: Session) -> None:
    plan = make_plan(session)
    [line] = queries.lines_of(session, plan)
    by = person(session, "dic.manager")
    with pytest.raises(RuleBroken, match="Cần ghi lý do"):
        actions.drop_line(session, line, by, " ", plan.version)
    actions.drop_line(session, line, by, "Trùng", plan.version)
    assert queries.facts(plan, queries.snapshot(session, plan, TODAY), None).lines == 0
    actions.restore_line(session, line, by, plan.version)
    assert queries.facts(plan, queries.snapshot(session, plan, TODAY), None).lines == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"bodies": ["zzzzzzzzzz"]}, "không còn trong danh sách"),
        ({"quarter": 1, "month": 8}, "Tháng 8 không thuộc"),
    ],
)
def test_a_line_that_cannot_be_is_refused(session: Session, fields: dict[str, Any], words: str) -> None:
    plan = make_plan(session)
    with pytest.raises(RuleBroken, match=words):
        add_line(session, plan, **fields)


def test_a_survey_does_not_stand_with_an_inspection(session: Session) -> None:
    plan = make_plan(session)
    with pytest.raises(RuleBroken, match="chỉ khảo sát"):
        add_line(session, plan, "vp-tinh-uy", "so-noi-vu")


def test_a_first_draft_is_deleted_with_everything_below_it(session: Session) -> None:
    tables = (Plan, PlanLine, PlanLineBody, Approval)
    before = [session.scalar(sa.select(sa.func.count()).select_from(one)) for one in tables]
    plan = make_plan(session, state="consulting")
    take(session, plan, "return_by_police", reason="Chưa rõ")
    actions.delete(session, plan, person(session, "dic.manager"), plan.version)
    assert [session.scalar(sa.select(sa.func.count()).select_from(one)) for one in tables] == before


def test_an_issued_plan_is_not_deleted(session: Session) -> None:
    plan = make_plan(session, state="issued")
    take(session, plan, "revise", reason="Thêm")
    with pytest.raises(RuleBroken, match="Chỉ xóa được dự thảo"):
        actions.delete(session, plan, person(session, "dic.manager"), plan.version)


def _covered(session: Session, *keys: str) -> list[bool]:
    bodies = [session.scalars(sa.select(Body).where(Body.key == key)).one() for key in keys]
    return [queries.covers(session, body, date(YEAR, 3, 1), date(YEAR, 9, 1)) for body in bodies]


def test_only_a_plan_that_was_issued_covers_its_bodies(session: Session) -> None:
    plan = make_plan(session, "so-noi-vu", state="approved")
    assert _covered(session, "so-noi-vu", "so-tu-phap") == [False, False]
    take(session, plan, "issue")
    assert _covered(session, "so-noi-vu", "so-tu-phap") == [True, False]


def test_a_change_counts_once_it_is_issued(session: Session) -> None:
    plan = make_plan(session, "so-noi-vu", state="issued")
    [line] = queries.lines_of(session, plan)
    take(session, plan, "revise", reason="Thay đổi")
    actions.drop_line(session, line, person(session, "dic.manager"), "Trùng", plan.version)
    add_line(session, plan, "so-tu-phap")
    assert _covered(session, "so-noi-vu", "so-tu-phap") == [True, False]
    for step, by in WAY[:5]:
        take(session, plan, step, by)
    assert _covered(session, "so-noi-vu", "so-tu-phap") == [False, True]


def _seen(session: Session, plan: Plan) -> dict[str, int]:
    """How many rows of each table the approver sees of a plan."""
    session.flush()
    see_as(session, Viewer("approver"))
    below = sa.select(PlanLine.id).where(PlanLine.plan_id == plan.id)
    wheres: dict[Any, Any] = {
        Plan: Plan.id == plan.id,
        PlanLine: PlanLine.plan_id == plan.id,
        PlanLineBody: PlanLineBody.line_id.in_(below),
        PlanVersion: PlanVersion.plan_id == plan.id,
        Approval: Approval.plan_id == plan.id,
    }
    counts = {
        model.__tablename__: session.scalar(sa.select(sa.func.count()).select_from(model).where(where)) or 0
        for model, where in wheres.items()
    }
    see_as(session, SYSTEM)
    return counts


def test_the_approver_sees_a_plan_from_its_submission_and_no_draft(session: Session) -> None:
    plan = make_plan(session, state="consulted")
    assert not any(_seen(session, plan).values())
    take(session, plan, "submit")
    shown = {"plan": 1, "plan_line": 1, "plan_line_body": 1, "plan_version": 0, "approval": 3}
    assert _seen(session, plan) == shown
    take(session, plan, "return_by_chairman", "approver", reason="Chưa rõ")
    assert _seen(session, plan) == shown | {"plan_line": 0, "plan_line_body": 0, "approval": 4}


def test_the_approver_keeps_the_version_in_force_while_the_next_is_drafted(session: Session) -> None:
    plan = make_plan(session, state="issued")
    take(session, plan, "revise", reason="Thay đổi")
    seen = _seen(session, plan)
    assert (seen["plan"], seen["plan_version"], seen["plan_line"]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("state", "who"),
    [
        ("draft", {"dic.manager"}),
        ("consulting", {"police.manager", "clerk"}),
        ("consulted", {"dic.manager", "clerk"}),
        ("submitted", {"approver", "clerk"}),
        ("approved", {"dic.manager", "clerk"}),
        ("issued", {"dic.manager", "clerk"}),
        ("sent", set()),
    ],
)
def test_a_plan_waits_for_whose_turn_it_is(session: Session, state: str, who: set[str]) -> None:
    plan = make_plan(session, state=state)
    everybody = ("dic.manager", "dic.inspector", "clerk", "police.manager", "police.inspector", "approver")
    found = {
        login
        for login in everybody
        if plan.id in [one.id for one, _task in queries.waiting(session, person(session, login))]
    }
    assert found == who


@pytest.mark.parametrize("state", ["issued", "sent"])
def test_a_revision_begun_by_mistake_is_undone(session: Session, state: str) -> None:
    plan = make_plan(session, state=state)
    take(session, plan, "revise", reason="Nhầm")
    take(session, plan, "undo_revise")
    session.expire_all()
    assert (plan.state, plan.number) == (state, 1)
    assert all(line.for_approval for line in queries.lines_of(session, plan))


def test_a_revision_that_changed_something_is_not_undone(session: Session) -> None:
    plan = make_plan(session, state="sent")
    take(session, plan, "revise", reason="Bổ sung")
    add_line(session, plan, "so-tu-phap")
    with pytest.raises(RuleBroken, match="đã thay đổi"):
        take(session, plan, "undo_revise")
