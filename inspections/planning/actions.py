"""Draws up a plan, changes its lines and takes its steps; whoever calls has looked at the permission."""

from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspections import event_log, workflow
from inspections.claiming import claim
from inspections.errors import RuleBroken
from inspections.evidence import scans
from inspections.papers import actions as papers
from inspections.planning import queries, rules
from inspections.planning.rules import LineData, Paper
from inspections.planning.steps import PLAN
from models.approvals import Approval
from models.directory import Body
from models.plans import Plan, PlanLine, PlanLineBody, PlanVersion

CHANGED = "Kế hoạch vừa được người khác thay đổi; mời mở lại trang để xem bản mới nhất."

SHOWN = frozenset({"submitted", "approved", "issued", "sent"})
"""States in which the approver reads the lines of a plan; what is still being drawn up he does not."""
VERSIONS = {"revise": 1, "undo_revise": -1}
"""By how much a step changes the number of the version that the lines make."""


def create(session: Session, by: Any, year: int, title: str, copied: Plan | None = None) -> Plan:
    """Begins the plan of a year, empty or with the lines of another; raises RuleBroken when the year has one."""
    taken = "Đã có kế hoạch của năm này."
    if queries.plan_of(session, year):
        raise RuleBroken(taken, "year")
    plan = Plan(year=year, title=title, owner=by.agency_code)
    try:
        with session.begin_nested():
            session.add(plan)
    except IntegrityError as error:
        raise RuleBroken(taken, "year") from error
    lines = [line for line in queries.lines_of(session, copied) if line.dropped_reason is None] if copied else []
    for number, line in enumerate(lines, start=1):
        _copy(session, plan, line, number)
    event_log.record(session, by, "plan:create", plan, year=year, lines=len(lines))
    session.flush()
    return plan


def _copy(session: Session, plan: Plan, line: PlanLine, number: int) -> None:
    fields = ("content", "checklists", "quarter", "month", "lead", "form", "note")
    values = {field: getattr(line, field) for field in fields}
    session.add(PlanLine(plan=plan, owner=plan.owner, number=number, bodies=_named(plan, line), **values))


def _named(plan: Plan, line: PlanLine) -> list[PlanLineBody]:
    return [PlanLineBody(owner=plan.owner, body_id=one.body_id) for one in line.bodies]


def rename(session: Session, plan: Plan, by: Any, title: str, seen: int) -> None:
    """Gives a plan another title; raises RuleBroken when it may not be changed now."""
    _change(session, plan, seen)
    plan.title = title
    event_log.record(session, by, "plan:rename", plan)


def delete(session: Session, plan: Plan, by: Any, seen: int) -> None:
    """Deletes a first draft with its lines; raises RuleBroken when it was ever submitted or issued."""
    claim(session, plan, seen, CHANGED)
    rules.refuse_undeletable(plan.state, plan.number)
    event_log.record(session, by, "plan:delete", plan, year=plan.year)
    lines = sa.select(PlanLine.id).where(PlanLine.plan_id == plan.id)
    session.execute(sa.delete(PlanLineBody).where(PlanLineBody.line_id.in_(lines)))
    for model in (PlanLine, Approval):
        session.execute(sa.delete(model).where(model.plan_id == plan.id))
    session.execute(sa.delete(Plan).where(Plan.id == plan.id))


def add_line(session: Session, plan: Plan, by: Any, data: LineData, seen: int) -> PlanLine:
    """Adds a line at the end; raises RuleBroken for what a line may not hold."""
    _change(session, plan, seen)
    last = session.scalar(sa.select(sa.func.max(PlanLine.number)).where(PlanLine.plan_id == plan.id)) or 0
    line = PlanLine(owner=plan.owner, number=last + 1)
    _fill(session, line, data)
    line.plan = plan
    session.add(line)
    session.flush()
    event_log.record(session, by, "plan:line_add", line, plan=plan.ref, bodies=len(data.bodies))
    return line


def edit_line(session: Session, line: PlanLine, by: Any, data: LineData, seen: int) -> None:
    """Changes a line; raises RuleBroken for what a line may not hold."""
    _change(session, line.plan, seen)
    _fill(session, line, data)
    session.flush()
    event_log.record(session, by, "plan:line_edit", line, plan=line.plan.ref, bodies=len(data.bodies))


def _fill(session: Session, line: PlanLine, data: LineData) -> None:
    rules.refuse_month(data.quarter, data.month)
    bodies = session.scalars(sa.select(Body).where(Body.ref.in_(set(data.bodies))).order_by(Body.sort_key)).all()
    if len(bodies) != len(set(data.bodies)):
        raise RuleBroken("Có đơn vị không còn trong danh sách; mời mở lại trang rồi chọn lại.")
    rules.refuse_mixed(body.subject for body in bodies)
    for field in ("content", "quarter", "month", "lead", "form", "note"):
        setattr(line, field, getattr(data, field))
    line.checklists = sorted(data.checklists)
    wanted = {body.id for body in bodies}
    kept = [one for one in line.bodies if one.body_id in wanted]
    coming = [body for body in bodies if body.id not in {one.body_id for one in kept}]
    line.bodies = kept + [PlanLineBody(owner=line.owner, body=body) for body in coming]


def drop_line(session: Session, line: PlanLine, by: Any, reason: str, seen: int) -> None:
    """Takes a line out of the plan; it stays to be read with its reason. Raises RuleBroken without one."""
    _change(session, line.plan, seen)
    if not reason.strip():
        raise RuleBroken("Cần ghi lý do.")
    line.dropped_reason = reason
    event_log.record(session, by, "plan:line_drop", line, plan=line.plan.ref)


def restore_line(session: Session, line: PlanLine, by: Any, seen: int) -> None:
    """Puts a dropped line back into the plan."""
    _change(session, line.plan, seen)
    line.dropped_reason = None
    event_log.record(session, by, "plan:line_restore", line, plan=line.plan.ref)


def take_step(
    session: Session,
    plan: Plan,
    by: Any,
    name: str,
    today: date,
    seen: int,
    reason: str = "",
    paper: Paper | None = None,
    folder: Path | None = None,
) -> Plan:
    """Takes a step of the plan, in the application or as a signed paper says; raises RuleBroken when it may not be.

    The scanned file of the paper is kept in ``folder``.
    """
    claim(session, plan, seen, CHANGED)
    if paper:
        rules.refuse_paper_day(paper.day, today)
    lines = queries.snapshot(session, plan, today)
    in_force = queries.versions(session, plan).get(plan.number - 1)
    step = workflow.take(PLAN, name, plan.state, queries.facts(plan, lines, in_force), reason)
    target = queries.stood_before(session, plan) if name == "undo_revise" else step.target
    seen_above = bool(SHOWN & {plan.state, target})
    plan.state = target
    session.add(_approval(plan, step, by, reason, paper, seen_above))
    if folder and paper and paper.scan:
        scans.keep(folder, paper.scan)
    if name == "issue":
        issued_on = paper.day if paper else today
        content = {"year": plan.year, "title": plan.title, "lines": lines}
        session.add(_version(plan, content, issued_on))
    plan.number += VERSIONS.get(name, 0)
    session.flush()
    _show_to_approver(session, plan)
    event_log.record(
        session, by, f"plan:{name}", plan, state=target, version=plan.number, way="paper" if paper else "app"
    )
    return plan


def _approval(
    plan: Plan, step: workflow.Step, by: Any, reason: str, paper: Paper | None, for_approval: bool
) -> Approval:
    return Approval(
        plan=plan,
        owner=plan.owner,
        number=plan.number,
        step=step.name,
        state=plan.state,
        by_id=by.id,
        reason=reason.strip(),
        for_approval=for_approval,
        **(signed(paper) if paper else {}),
    )


def signed(paper: Paper) -> dict[str, Any]:
    """The fields of an approval that say on which paper the step was signed, and which file shows it."""
    return {
        "paper_kind": paper.kind,
        "paper_number": paper.number,
        "paper_on": paper.day,
        "signer": paper.signer,
        "file_sha256": paper.scan.sha256 if paper.scan else None,
        "file_name": paper.scan.name if paper.scan else None,
    }


def _version(plan: Plan, content: dict[str, Any], issued_on: date) -> PlanVersion:
    sha256 = event_log.digest(content)
    return PlanVersion(
        plan=plan, owner=plan.owner, number=plan.number, content=content, sha256=sha256, issued_on=issued_on
    )


def _show_to_approver(session: Session, plan: Plan) -> None:
    """Opens to the approver what was submitted to him, closes the list while it is being changed.

    The plan itself, its versions that were issued and what was decided before stay open to him.
    """
    shown = plan.state in SHOWN
    lines = sa.select(PlanLine.id).where(PlanLine.plan_id == plan.id)
    _mark(session, sa.update(PlanLineBody).where(PlanLineBody.line_id.in_(lines)), shown)
    _mark(session, sa.update(PlanLine).where(PlanLine.plan_id == plan.id), shown)
    if shown:
        for model in (Approval, PlanVersion):
            _mark(session, sa.update(model).where(model.plan_id == plan.id), True)
        plan.for_approval = True
        session.flush()
    papers.show_to_approver(session, plan)


def _mark(session: Session, update: Any, shown: bool) -> None:
    session.execute(update.values(for_approval=shown).execution_options(synchronize_session=False))


def _change(session: Session, plan: Plan, seen: int) -> None:
    """Claims a plan whose list may be changed now; raises RuleBroken otherwise."""
    claim(session, plan, seen, CHANGED)
    rules.refuse_locked(plan.state, queries.last_step(session, plan))
