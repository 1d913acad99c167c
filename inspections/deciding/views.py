"""Pages of the decision of an inspection: draft, team, visits, working plan, steps; it decides nothing itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, make_response, render_template, request, send_file
from flask import url_for as url
from flask_login import current_user

from inspections import guard, htmx
from inspections.clock import today
from inspections.deciding import actions, members, moves, pages, queries, rules, steps
from inspections.deciding.data import NewData
from inspections.deciding.signing import MoveForm, SignedForm
from inspections.evidence import scans
from inspections.forms import Form
from inspections.guard import needs
from inspections.permissions import Permission, may
from models.approvals import Approval
from models.base import db
from models.inspections import Inspection, TeamMember

bp = Blueprint("deciding", __name__)

DECISION = "deciding/decision.html"


def _folder() -> Path:
    return Path(current_app.config["EVIDENCE_DIR"])


def _to_decision(inspection: Inspection, sentence: str) -> str:
    flash(sentence, "success")
    return url("deciding.decision", ref=inspection.ref)


def _create(form: Any, page: str, context: Callable[[], dict[str, Any]]) -> Response:
    def act() -> Inspection:
        typed: NewData = form.new()
        return actions.create(db.session(), current_user, typed, today())

    def after(inspection: Inspection) -> str:
        flash("Đã lập dự thảo; ghi nội dung quyết định rồi lập đoàn kiểm tra.", "success")
        return url("deciding.draft", ref=inspection.ref)

    return htmx.answer(form, act, page=page, context=context, location=after)


@bp.get("/inspections/new")
@needs(Permission.DECISION_CREATE)
def new_inspection() -> str:
    """Begins an inspection from lines of a plan in force."""
    return render_template("deciding/new.html", form=pages.new_form(data=pages.suggested()))


@bp.post("/inspections/new")
@needs(Permission.DECISION_CREATE)
def create_inspection() -> Response:
    """Makes its draft."""
    return _create(pages.new_form(request.form), "deciding/new.html", dict)


@bp.get("/inspections/new-unplanned")
@needs(Permission.DECISION_CREATE)
def new_unplanned() -> str:
    """Begins an inspection that no plan has."""
    form = pages.unplanned_form(data=pages.suggested())
    return render_template("deciding/new_unplanned.html", form=form, **pages.body_groups(form))


@bp.post("/inspections/new-unplanned")
@needs(Permission.DECISION_CREATE)
def create_unplanned() -> Response:
    """Makes its draft, or narrows the bodies that are offered."""
    form = pages.unplanned_form(request.form)
    if pages.is_search(form):
        return make_response(render_template("deciding/new_unplanned.html", form=form, **pages.body_groups(form)))
    return _create(form, "deciding/new_unplanned.html", lambda: pages.body_groups(form))


@bp.get("/inspections/<ref:ref>/decision")
@needs(Permission.DECISION_READ, Inspection)
def decision(record: Inspection) -> str:
    """The decision of an inspection: what comes next, what it orders, its team, its time limit, its papers."""
    return render_template(DECISION, form=None, **pages.decision_page(record))


def _take(record: Inspection, step: Any, form: MoveForm | SignedForm) -> Response:
    def act() -> Inspection:
        typed = (form.seen, form.data_of_step(), _folder())
        return moves.take(db.session(), record, current_user, step.name, today(), *typed)

    def after(_inspection: Inspection) -> str:
        if step.name == "return":  # it is no longer before him who sent it back
            flash(f"{step.label}: đã ghi nhận.", "success")
            return url("home.home")
        return _to_decision(record, f"{step.label}: đã ghi nhận.")

    def context() -> dict[str, Any]:
        return pages.decision_page(record, **{f"{form.way}_{step.name}": form})

    return htmx.answer(form, act, page=DECISION, context=context, location=after)


@bp.post("/inspections/<ref:ref>/steps/<name>")
@needs(Permission.DECISION_READ, Inspection)
def step(record: Inspection, name: str) -> Response:
    """Takes a step in the application; each step has its own permission beside that of the page."""
    found = moves.find(name)
    if found is None or name == "begin" or name in steps.ONLY_ON_PAPER:
        abort(404)
    if not may(current_user, found.permission, record):
        guard.refuse(found.permission, record)
    return _take(record, found, MoveForm(request.form, step=found))


@bp.post("/inspections/<ref:ref>/papers/<name>")
@needs(Permission.DECISION_RECORD, Inspection)
def paper(record: Inspection, name: str) -> Response:
    """Records a step from a paper that was signed elsewhere."""
    found = moves.find(name)
    if found is None or name not in steps.PAPERS:
        abort(404)
    return _take(record, found, SignedForm(request.form, step=found))


@bp.get("/inspections/<ref:ref>/draft")
@needs(Permission.DECISION_DRAFT, Inspection)
def draft(record: Inspection) -> str:
    """What the decision is to order."""
    form = pages.opened_draft(record)
    return render_template("deciding/draft.html", form=form, **pages.draft_page(record))


@bp.post("/inspections/<ref:ref>/draft")
@needs(Permission.DECISION_DRAFT, Inspection)
def save_draft(record: Inspection) -> Response:
    """Saves what the decision is to order."""
    form = pages.draft_form(record, request.form)
    return htmx.answer(
        form,
        lambda: actions.save_draft(db.session(), record, current_user, form.draft(), today(), form.seen),
        page="deciding/draft.html",
        context=lambda: pages.draft_page(record),
        location=lambda _none: _to_decision(record, "Đã lưu nội dung quyết định."),
    )


@bp.get("/inspections/<ref:ref>/team")
@needs(Permission.DECISION_DRAFT, Inspection)
def team(record: Inspection) -> str:
    """Who is to go."""
    form = pages.opened_team(record)
    return render_template("deciding/team.html", form=form, **pages.team_page(record, form))


@bp.post("/inspections/<ref:ref>/team")
@needs(Permission.DECISION_DRAFT, Inspection)
def save_team(record: Inspection) -> Response:
    """Saves who is to go."""
    form = pages.opened_team(record, request.form)
    return htmx.answer(
        form,
        lambda: actions.save_team(db.session(), record, current_user, form.places(), form.seen),
        page="deciding/team.html",
        context=lambda: pages.team_page(record, form),
        location=lambda _none: _to_decision(record, "Đã lưu đoàn kiểm tra."),
    )


@bp.get("/inspections/<ref:ref>/schedule")
@needs(Permission.DECISION_DRAFT, Inspection)
def schedule(record: Inspection) -> str:
    """Which bodies are to be visited on which day."""
    form = pages.opened_schedule(record)
    return render_template("deciding/schedule.html", form=form, **pages.schedule_page(record, form))


@bp.post("/inspections/<ref:ref>/schedule")
@needs(Permission.DECISION_DRAFT, Inspection)
def save_schedule(record: Inspection) -> Response:
    """Saves the days, or narrows the bodies that are offered."""
    form = pages.opened_schedule(record, request.form)
    if pages.is_search(form):
        return make_response(render_template("deciding/schedule.html", form=form, **pages.schedule_page(record, form)))

    def act() -> None:
        actions.save_schedule(db.session(), record, current_user, form.planned(), form.added(), form.seen)

    return htmx.answer(
        form,
        act,
        page="deciding/schedule.html",
        context=lambda: pages.schedule_page(record, form),
        location=lambda _none: _to_decision(record, "Đã lưu lịch kiểm tra tại đơn vị."),
    )


@bp.get("/inspections/<ref:ref>/working-plan")
@needs(Permission.DECISION_CARRY_OUT, Inspection)
def working_plan(record: Inspection) -> str:
    """The working plan with each member's duty."""
    locked = rules.why_plan_closed(record.state)
    form = pages.opened_working_plan(record)
    return render_template("deciding/working_plan.html", form=form, inspection=record, rules=rules, locked=locked)


@bp.post("/inspections/<ref:ref>/working-plan")
@needs(Permission.DECISION_CARRY_OUT, Inspection)
def save_working_plan(record: Inspection) -> Response:
    """Saves the working plan."""
    form = pages.opened_working_plan(record, request.form)
    return htmx.answer(
        form,
        lambda: actions.save_working_plan(db.session(), record, current_user, form.plan(), today(), form.seen),
        page="deciding/working_plan.html",
        context=lambda: {"inspection": record, "rules": rules, "locked": rules.why_plan_closed(record.state)},
        location=lambda _none: _to_decision(record, "Đã lưu kế hoạch tiến hành kiểm tra."),
    )


@bp.get("/inspections/<ref:ref>/members")
@needs(Permission.DECISION_RECORD, Inspection)
def change(record: Inspection) -> str:
    """A change of the team after the decision."""
    return render_template("deciding/member.html", form=pages.member_form(record), **pages.member_page(record))


@bp.post("/inspections/<ref:ref>/members")
@needs(Permission.DECISION_RECORD, Inspection)
def change_member(record: Inspection) -> Response:
    """Records the change from its paper."""
    form = pages.member_form(record, request.form)

    def act() -> Inspection:
        return members.change_member(db.session(), record, current_user, form.change(), today(), form.seen, _folder())

    return htmx.answer(
        form,
        act,
        page="deciding/member.html",
        context=lambda: pages.member_page(record),
        location=lambda _inspection: _to_decision(record, "Đã ghi nhận thay đổi thành viên đoàn kiểm tra."),
    )


@bp.post("/team-members/<ref:ref>/declaration")
@needs(Permission.NO_CONFLICT_DECLARE, TeamMember)
def declare(record: TeamMember) -> Response:
    """The member declares that he has no conflict of interest."""
    return htmx.answer(
        Form(request.form),
        lambda: actions.declare(db.session(), record, current_user),
        page=DECISION,
        context=lambda: pages.decision_page(record.inspection),
        location=lambda _member: _to_decision(record.inspection, "Đã ghi nhận cam kết của anh, chị."),
    )


@bp.post("/inspections/<ref:ref>/declarations")
@needs(Permission.DECISION_CARRY_OUT, Inspection)
def record_declarations(record: Inspection) -> Response:
    """Records declarations that members signed on paper."""
    staying = queries.staying(record)
    form = pages.declaration_form(record, staying, request.form)
    if form is None:
        abort(404)

    def act() -> Inspection:
        chosen = form.members.data or ()
        typed = (chosen, form.paper(), today(), form.seen, _folder())
        return members.record_declarations(db.session(), record, current_user, *typed)

    return htmx.answer(
        form,
        act,
        page=DECISION,
        context=lambda: pages.decision_page(record, declarations=form),
        location=lambda _inspection: _to_decision(record, "Đã ghi nhận bản cam kết."),
    )


@bp.get("/approvals/<ref:ref>/scan")
@needs(Permission.APPROVAL_READ, Approval)
def scan(record: Approval) -> Response:
    """The scanned file of the paper on which a step was signed."""
    found = scans.find(_folder(), record.file_sha256) if record.file_sha256 else None
    if found is None:
        abort(404)
    path, told = found
    response = send_file(path, mimetype=told, as_attachment=True, download_name=record.file_name, etag=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response
