"""Answers HTTP for findings: the list, one finding with its forms and steps, noting one from an item or freely."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask_login import current_user

from inspections import guard, htmx
from inspections.clock import today
from inspections.directory import queries as directory
from inspections.directory.rules import given, turn
from inspections.fieldwork.readers import section_url
from inspections.findings import actions, pages, queries, rules
from inspections.findings.forms import AudienceForm, FindingFilter, HandOverForm, LinkForm, NamedForm, PlainForm
from inspections.findings.steps import FINDING
from inspections.forms import Form
from inspections.guard import needs
from inspections.inspecting import queries as inspecting
from inspections.permissions import Permission, may
from models.base import db
from models.checklists import VisitItem
from models.findings import Finding
from models.inspections import Visit

bp = Blueprint("findings", __name__)

PAGE = "findings/finding.html"


@bp.get("/findings")
@needs(Permission.FINDING_READ)
def findings() -> str:
    """The list of findings, those detected last first."""
    session = db.session()
    short = directory.agency_names(session, today(), short=True)
    agencies = [(code, short[code]) for code in rules.OTHER if code in short]
    form = FindingFilter(
        request.args,
        states=pages.words_of_states("finding"),
        years=inspecting.years(session, Visit.day),
        agencies=agencies,
        body_names=directory.asked_body(session, request.args.get("body", ""), today()),
        names=queries.place_names(session) if {"section", "item"} & set(request.args) else {},
    )
    asked = given(form)
    page = queries.findings(session, asked, turn(request.args.get("before"), request.args.get("after")))
    return render_template("findings/findings.html", form=form, asked=asked, page=page, short=short, rules=rules)


@bp.get("/findings/<ref:ref>")
@needs(Permission.FINDING_READ, Finding)
def finding(record: Finding) -> str:
    """One finding: its words, what it rests on, its act, what comes next, the way it went."""
    return render_template(PAGE, form=None, **pages.finding_page(record))


@bp.post("/items/<ref:ref>/findings")
@needs(Permission.FINDING_NOTE, VisitItem)
def note(record: VisitItem) -> Response:
    """One tap: notes a finding from a failed item and shows it."""
    return htmx.answer(
        Form(request.form),
        lambda: actions.note_from_item(db.session(), record, current_user, today()),
        page="findings/refused.html",
        context=lambda: {"item": record, "back": section_url(record)},
        location=lambda finding: url_for("findings.finding", ref=finding.ref),
    )


def _new_page(visit: Visit) -> dict[str, Any]:
    names = directory.body_names(db.session(), [visit.body_id], visit.day)
    return {"visit": visit, "body": names.get(visit.body_id, "")}


@bp.get("/visits/<ref:ref>/findings/new")
@needs(Permission.FINDING_ADD, Visit)
def new(record: Visit) -> str:
    """A finding that rests on no item, or a good practice."""
    return render_template("findings/new.html", form=pages.new_form(record), **_new_page(record))


@bp.post("/visits/<ref:ref>/findings/new")
@needs(Permission.FINDING_ADD, Visit)
def add(record: Visit) -> Response:
    """Notes it."""
    form = pages.new_form(record, request.form)
    return htmx.answer(
        form,
        lambda: actions.add(db.session(), record, current_user, form.kind.data, form.content(), today()),
        page="findings/new.html",
        context=lambda: _new_page(record),
        location=lambda finding: url_for("findings.finding", ref=finding.ref),
    )


def _change(record: Finding, form: NamedForm, act: Callable[[], Any], news: str, name: str) -> Response:
    def after(_result: Any) -> str:
        flash(news, "success")
        return url_for("findings.finding", ref=record.ref)

    return htmx.answer(form, act, page=PAGE, context=lambda: pages.finding_page(record, **{name: form}), location=after)


@bp.post("/findings/<ref:ref>")
@needs(Permission.FINDING_EDIT, Finding)
def edit(record: Finding) -> Response:
    """Saves the words."""
    form = pages.content_form(record, request.form)
    return _change(
        record,
        form,
        lambda: actions.edit(db.session(), record, current_user, form.content(), form.seen),
        "Đã lưu nội dung.",
        "content",
    )


@bp.post("/findings/<ref:ref>/act")
@needs(Permission.FINDING_EDIT, Finding)
def set_act(record: Finding) -> Response:
    """Says which act the finding shows signs of."""
    form = pages.act_form(record, request.form)
    return _change(
        record,
        form,
        lambda: actions.set_act(db.session(), record, current_user, form.data_of_act(), form.seen, today()),
        "Đã ghi hành vi có dấu hiệu vi phạm hành chính.",
        "act_form",
    )


@bp.post("/findings/<ref:ref>/shortcoming")
@needs(Permission.FINDING_EDIT, Finding)
def unset_act(record: Finding) -> Response:
    """Makes it a shortcoming again."""
    form = PlainForm(request.form)
    return _change(
        record,
        form,
        lambda: actions.unset_act(db.session(), record, current_user, form.seen),
        "Đã chuyển lại thành tồn tại, hạn chế.",
        "plain",
    )


@bp.post("/findings/<ref:ref>/items")
@needs(Permission.FINDING_EDIT, Finding)
def link(record: Finding) -> Response:
    """Saves which items the finding rests on and which photos it shows."""
    form = LinkForm(request.form)
    return _change(
        record,
        form,
        lambda: actions.link(
            db.session(), record, current_user, form.items.data or (), form.photos.data or (), form.seen
        ),
        "Đã lưu nội dung kiểm tra và hình ảnh kèm theo.",
        "link",
    )


@bp.post("/findings/<ref:ref>/audience")
@needs(Permission.FINDING_EDIT, Finding)
def audience(record: Finding) -> Response:
    """Opens the finding to both agencies, or closes it."""
    form = AudienceForm(request.form)
    return _change(
        record,
        form,
        lambda: actions.set_audience(db.session(), record, current_user, form.audience.data, form.seen),
        "Đã đổi người được xem.",
        "audience",
    )


@bp.post("/findings/<ref:ref>/hand-over")
@needs(Permission.FINDING_EDIT, Finding)
def hand_over(record: Finding) -> Response:
    """Asks the other agency to take the finding over."""
    form = HandOverForm(request.form)
    return _change(
        record,
        form,
        lambda: actions.hand_over(db.session(), record, current_user, form.reason.data or "", form.seen, today()),
        "Đã chuyển; đang chờ cơ quan kia tiếp nhận hoặc trả lại.",
        "hand_over",
    )


@bp.post("/findings/<ref:ref>/steps/<name>")
@needs(Permission.FINDING_READ, Finding)
def step(record: Finding, name: str) -> Response:
    """Takes a step; each step has its own permission beside that of the page."""
    found = next((one for one in FINDING if one.name == name != pages.BY_REMEDIES), None) or abort(404)
    if not may(current_user, found.permission, record):
        guard.refuse(found.permission, record)
    form = pages.step_form(record, found, request.form)
    return _change(
        record,
        form,
        lambda: actions.take_step(db.session(), record, current_user, name, today(), form.seen, form.given()),
        f"{found.label}: đã ghi nhận.",
        name,
    )
