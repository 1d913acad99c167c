"""Pages of the plan: the list, one plan with its way and its versions, its lines; it decides nothing itself."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, make_response, render_template, request, url_for
from flask_login import current_user

from inspections import guard, htmx, workflow
from inspections.clock import today
from inspections.forms import SeenForm
from inspections.guard import needs
from inspections.permissions import Permission, may
from inspections.planning import actions, pages, queries, steps
from inspections.planning.forms import DropForm, LineForm, TitleForm
from inspections.step_forms import PaperForm, StepForm
from models.base import db
from models.plans import Plan, PlanLine

bp = Blueprint("planning", __name__)

PLAN, LINE = "planning/plan.html", "planning/line.html"


def _to_plan(plan: Plan, sentence: str) -> str:
    flash(sentence, "success")
    return url_for("planning.plan", ref=plan.ref)


@bp.get("/plans")
@needs(Permission.PLAN_READ)
def plans() -> str:
    """The plans, newest year first."""
    return render_template("planning/plans.html", rows=queries.plans(db.session()))


@bp.get("/plans/new")
@needs(Permission.PLAN_CREATE)
def new_plan() -> str:
    """Begins the plan of a year; at first the next year that has none, with the newest list."""
    return render_template("planning/new.html", form=pages.new_plan_form())


@bp.post("/plans/new")
@needs(Permission.PLAN_CREATE)
def create_plan() -> Response:
    """Makes the plan."""
    form = pages.plan_form(request.form)

    def act() -> Plan:
        copied = guard.load(Plan, form.copied.data) if form.copied.data else None
        return actions.create(db.session(), current_user, int(form.year.data or 0), form.title.data or "", copied)

    return htmx.answer(
        form,
        act,
        page="planning/new.html",
        context=dict,
        location=lambda plan: _to_plan(plan, "Đã lập dự thảo kế hoạch."),
    )


@bp.get("/plans/<ref:ref>")
@needs(Permission.PLAN_READ, Plan)
def plan(record: Plan) -> str:
    """One plan: its list, where it stands, what comes next, what it went through, what its versions change."""
    return render_template(PLAN, form=None, **pages.plan_page(record))


def _find(name: str) -> workflow.Step:
    return next((step for step in steps.PLAN if step.name == name), None) or abort(404)


def _take(record: Plan, step: workflow.Step, form: StepForm) -> Response:
    folder = Path(current_app.config["EVIDENCE_DIR"])

    def act() -> Plan:
        typed = (form.seen, form.why, form.paper(), folder)
        return actions.take_step(db.session(), record, current_user, step.name, today(), *typed)

    return htmx.answer(
        form,
        act,
        page=PLAN,
        context=lambda: pages.plan_page(record, **{f"{form.way}_{step.name}": form}),
        location=lambda plan: _to_plan(plan, f"{step.label}: đã ghi nhận."),
    )


@bp.post("/plans/<ref:ref>/steps/<name>")
@needs(Permission.PLAN_READ, Plan)
def step(record: Plan, name: str) -> Response:
    """Takes a step in the application; each step has its own permission beside that of the page."""
    found = _find(name)
    if not may(current_user, found.permission, record):
        guard.refuse(found.permission, record)
    return _take(record, found, StepForm(request.form, step=found))


@bp.post("/plans/<ref:ref>/papers/<name>")
@needs(Permission.PLAN_RECORD, Plan)
def paper(record: Plan, name: str) -> Response:
    """Records a step from a paper that was signed elsewhere."""
    found = _find(name)
    if name not in steps.PAPERS:
        abort(404)
    return _take(record, found, PaperForm(request.form, step=found))


@bp.get("/plans/<ref:ref>/title")
@needs(Permission.PLAN_DRAFT, Plan)
def title(record: Plan) -> str:
    """Another title for the plan."""
    form = TitleForm(data={"title": record.title, "version": str(record.version)})
    return render_template("planning/title.html", form=form, plan=record)


@bp.post("/plans/<ref:ref>/title")
@needs(Permission.PLAN_DRAFT, Plan)
def rename(record: Plan) -> Response:
    """Saves the title."""
    form = TitleForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.rename(db.session(), record, current_user, form.title.data or "", form.seen),
        page="planning/title.html",
        context=lambda: {"plan": record},
        location=lambda _none: _to_plan(record, "Đã sửa tên kế hoạch."),
    )


@bp.get("/plans/<ref:ref>/delete")
@needs(Permission.PLAN_DRAFT, Plan)
def deletion(record: Plan) -> str:
    """Asks before a draft is deleted."""
    return render_template("planning/delete.html", form=SeenForm(data={"version": str(record.version)}), plan=record)


@bp.post("/plans/<ref:ref>/delete")
@needs(Permission.PLAN_DRAFT, Plan)
def delete(record: Plan) -> Response:
    """Deletes a first draft."""
    form = SeenForm(request.form)

    def after(_none: None) -> str:
        flash("Đã xóa dự thảo kế hoạch.", "success")
        return url_for("planning.plans")

    return htmx.answer(
        form,
        lambda: actions.delete(db.session(), record, current_user, form.seen),
        page="planning/delete.html",
        context=lambda: {"plan": record},
        location=after,
    )


def _answer_line(plan: Plan, line: PlanLine | None, form: LineForm, act: Any) -> Response:
    if form.find.data:
        return make_response(render_template(LINE, form=form, **pages.line_page(plan, line, form)))
    return htmx.answer(
        form,
        act,
        page=LINE,
        context=lambda: pages.line_page(plan, line, form),
        location=lambda _line: _to_plan(plan, "Đã lưu cuộc kiểm tra trong kế hoạch."),
    )


@bp.get("/plans/<ref:ref>/lines/new")
@needs(Permission.PLAN_DRAFT, Plan)
def new_line(record: Plan) -> str:
    """A new line."""
    form = pages.line_form(data={"version": str(record.version), "lead": record.owner})
    return render_template(LINE, form=form, **pages.line_page(record, None, form))


@bp.post("/plans/<ref:ref>/lines/new")
@needs(Permission.PLAN_DRAFT, Plan)
def add_line(record: Plan) -> Response:
    """Adds the line, or narrows the bodies that are offered."""
    form = pages.line_form(request.form)
    return _answer_line(
        record, None, form, lambda: actions.add_line(db.session(), record, current_user, form.line(), form.seen)
    )


@bp.get("/plan-lines/<ref:ref>")
@needs(Permission.PLAN_DRAFT, PlanLine)
def line(record: PlanLine) -> str:
    """A line to be changed."""
    fields = ("content", "lead", "form", "note", "checklists")
    data = {field: getattr(record, field) for field in fields} | {
        "version": str(record.plan.version),
        "quarter": str(record.quarter),
        "month": str(record.month or ""),
        "bodies": [one.body.ref for one in record.bodies],
    }
    form = pages.line_form(data=data)
    return render_template(LINE, form=form, **pages.line_page(record.plan, record, form))


@bp.post("/plan-lines/<ref:ref>")
@needs(Permission.PLAN_DRAFT, PlanLine)
def edit_line(record: PlanLine) -> Response:
    """Saves the line, or narrows the bodies that are offered."""
    form = pages.line_form(request.form)
    return _answer_line(
        record.plan, record, form, lambda: actions.edit_line(db.session(), record, current_user, form.line(), form.seen)
    )


@bp.get("/plan-lines/<ref:ref>/drop")
@needs(Permission.PLAN_DRAFT, PlanLine)
def dropping(record: PlanLine) -> str:
    """Asks why a line is dropped."""
    form = DropForm(data={"version": str(record.plan.version)})
    return render_template("planning/drop.html", form=form, line=record)


@bp.post("/plan-lines/<ref:ref>/drop")
@needs(Permission.PLAN_DRAFT, PlanLine)
def drop(record: PlanLine) -> Response:
    """Drops the line."""
    form = DropForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.drop_line(db.session(), record, current_user, form.reason.data or "", form.seen),
        page="planning/drop.html",
        context=lambda: {"line": record},
        location=lambda _none: _to_plan(record.plan, "Đã đưa cuộc kiểm tra ra khỏi kế hoạch; có thể đưa trở lại."),
    )


@bp.post("/plan-lines/<ref:ref>/restore")
@needs(Permission.PLAN_DRAFT, PlanLine)
def restore(record: PlanLine) -> Response:
    """Puts a dropped line back."""
    form = SeenForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.restore_line(db.session(), record, current_user, form.seen),
        page=PLAN,
        context=lambda: pages.plan_page(record.plan),
        location=lambda _none: _to_plan(record.plan, "Đã đưa cuộc kiểm tra trở lại kế hoạch."),
    )
