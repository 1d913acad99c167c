"""Answers HTTP for requirements: list, pages, reports with files, more time, the end; it decides nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, render_template, request, send_file, url_for
from flask_login import current_user

from inspections import guard, htmx
from inspections.clock import today
from inspections.evidence import photos
from inspections.forms import Form
from inspections.guard import needs
from inspections.lists import pages as lists
from inspections.permissions import Permission, may
from inspections.remedies import actions, pages, queries
from inspections.remedies.forms import DecisionForm, ExtensionForm, SendForm, StepForm, UrgeForm
from inspections.remedies.listed import REMEDIES
from inspections.remedies.steps import REMEDY
from models.base import db
from models.findings import Finding, Remedy, RemedyFile
from models.inspections import Visit

bp = Blueprint("remedies", __name__)

PAGE, REQUIREMENT, REPORT = "remedies/remedy.html", "remedies/requirement.html", "remedies/report.html"
TYPES = {"jpg": "image/jpeg", "pdf": "application/pdf"}


def _to_remedy(remedy: Remedy, news: str) -> str:
    flash(news, "success")
    return url_for("remedies.remedy", ref=remedy.ref)


def _change(record: Remedy, name: str, form: Any, act: Callable[[], Any], news: str) -> Response:
    """Answers a form that stands on the page of a requirement."""
    return htmx.answer(
        form,
        act,
        page=PAGE,
        context=lambda: pages.remedy_page(record, **{name: form}),
        location=lambda _result: _to_remedy(record, news),
    )


@bp.get("/remedies")
@needs(Permission.REMEDY_READ)
def remedies() -> Response:
    """The requirements, late ones first."""
    return lists.show(REMEDIES, "remedies/remedies.html", pages.list_page)


@bp.get("/remedies/<ref:ref>")
@needs(Permission.REMEDY_READ, Remedy)
def remedy(record: Remedy) -> str:
    """One requirement: what, why, until when, what comes next and what happened."""
    return render_template(PAGE, form=None, **pages.remedy_page(record))


@bp.get("/findings/<ref:ref>/remedies/new")
@needs(Permission.REMEDY_CREATE, Finding)
def new(record: Finding) -> str:
    """A new requirement, filled with what its finding says."""
    return render_template(REQUIREMENT, form=pages.new_form(record), remedy=None, **pages.requirement_page(record))


@bp.post("/findings/<ref:ref>/remedies/new")
@needs(Permission.REMEDY_CREATE, Finding)
def create(record: Finding) -> Response:
    """Makes the requirement."""
    form = pages.requirement_form(record, request.form)
    return htmx.answer(
        form,
        lambda: actions.create(db.session(), record, current_user, form.typed(), today()),
        page=REQUIREMENT,
        context=lambda: {"remedy": None} | pages.requirement_page(record),
        location=lambda made: _to_remedy(made, "Đã lập yêu cầu khắc phục; đơn vị chưa nhận được cho đến khi gửi."),
    )


@bp.get("/remedies/<ref:ref>/edit")
@needs(Permission.REMEDY_CHANGE, Remedy)
def editing(record: Remedy) -> str:
    """A requirement to be changed."""
    page = pages.requirement_page(record.finding)
    return render_template(REQUIREMENT, form=pages.edit_form(record), remedy=record, **page)


@bp.post("/remedies/<ref:ref>/edit")
@needs(Permission.REMEDY_CHANGE, Remedy)
def edit(record: Remedy) -> Response:
    """Saves the changed requirement."""
    form = pages.requirement_form(record.finding, request.form)
    return htmx.answer(
        form,
        lambda: actions.edit(db.session(), record, current_user, form.typed(), today(), form.seen),
        page=REQUIREMENT,
        context=lambda: {"remedy": record} | pages.requirement_page(record.finding),
        location=lambda _remedy: _to_remedy(record, "Đã sửa yêu cầu khắc phục."),
    )


@bp.post("/remedies/<ref:ref>/send")
@needs(Permission.REMEDY_CHANGE, Remedy)
def send(record: Remedy) -> Response:
    """Hands the requirement to the body."""
    form = SendForm(request.form, name="send", needed=record.audience == "own")
    return _change(
        record,
        "send",
        form,
        lambda: actions.send(db.session(), record, current_user, today(), form.letter()),
        "Đã ghi yêu cầu gửi đơn vị bằng văn bản." if record.audience == "own" else "Đã gửi yêu cầu cho đơn vị.",
    )


@bp.post("/remedies/<ref:ref>/steps/<name>")
@needs(Permission.REMEDY_READ, Remedy)
def step(record: Remedy, name: str) -> Response:
    """Takes a step of the requirement; each step has its own permission beside that of the page."""
    found = next((one for one in REMEDY if one.name == name and name != "report"), None) or abort(404)
    if not may(current_user, found.permission, record):
        guard.refuse(found.permission, record)
    form = StepForm(request.form, step=found)
    return _change(
        record,
        name,
        form,
        lambda: actions.take_step(db.session(), record, current_user, name, today(), form.said, form.points),
        f"{found.label}: đã ghi nhận.",
    )


@bp.get("/remedies/<ref:ref>/report")
@needs(Permission.REMEDY_REPORT, Remedy)
def reporting(record: Remedy) -> str:
    """The form of the report."""
    return render_template(REPORT, form=pages.report_form(record), **pages.report_page(record, so_far=False))


@bp.get("/remedies/<ref:ref>/progress")
@needs(Permission.REMEDY_REPORT, Remedy)
def telling(record: Remedy) -> str:
    """The form that tells how far the work is."""
    form = pages.report_form(record, so_far=True)
    return render_template(REPORT, form=form, **pages.report_page(record, so_far=True))


@bp.post("/remedies/<ref:ref>/report")
@needs(Permission.REMEDY_REPORT, Remedy)
def report(record: Remedy) -> Response:
    """Takes the report with its files."""
    return _heard(record, actions.report, so_far=False)


@bp.post("/remedies/<ref:ref>/progress")
@needs(Permission.REMEDY_REPORT, Remedy)
def progress(record: Remedy) -> Response:
    """Takes what a body says before it is done."""
    return _heard(record, actions.progress, so_far=True)


def _heard(record: Remedy, act: Callable[..., Remedy], so_far: bool) -> Response:
    form = pages.report_form(record, request.form, so_far=so_far)
    folder = Path(current_app.config["EVIDENCE_DIR"])
    news = "Đã ghi báo cáo tiến độ." if so_far else "Đã ghi báo cáo kết quả khắc phục."
    return htmx.answer(
        form,
        lambda: act(db.session(), record, current_user, today(), form.said(), folder),
        page=REPORT,
        context=lambda: pages.report_page(record, so_far),
        location=lambda _remedy: _to_remedy(record, news),
    )


@bp.get("/remedies/<ref:ref>/extension")
@needs(Permission.REMEDY_REPORT, Remedy)
def asking(record: Remedy) -> str:
    """The form that asks for more time."""
    return render_template("remedies/extension.html", form=ExtensionForm(), **pages.heading(record))


@bp.post("/remedies/<ref:ref>/extension")
@needs(Permission.REMEDY_REPORT, Remedy)
def ask(record: Remedy) -> Response:
    """Asks for more time."""
    form = ExtensionForm(request.form)

    def act() -> Any:
        until, why = form.to_on.day, form.reason.data or ""
        return actions.ask_extension(db.session(), record, current_user, today(), until or today(), why)

    return htmx.answer(
        form,
        act,
        page="remedies/extension.html",
        context=lambda: pages.heading(record),
        location=lambda _extension: _to_remedy(record, "Đã ghi đề nghị gia hạn; thời hạn chưa thay đổi."),
    )


@bp.post("/remedies/<ref:ref>/extension/answer")
@needs(Permission.REMEDY_EXTEND, Remedy)
def decide(record: Remedy) -> Response:
    """Grants more time or refuses it."""
    form = DecisionForm(request.form)

    def act() -> Any:
        granted, answer = form.granted.data == "yes", form.answer.data or ""
        return actions.decide_extension(db.session(), record, current_user, granted, answer)

    return _change(record, "decide", form, act, "Đã quyết định đề nghị gia hạn.")


@bp.post("/remedies/<ref:ref>/urge")
@needs(Permission.REMEDY_URGE, Remedy)
def urge(record: Remedy) -> Response:
    """Records a letter that urges."""
    form = UrgeForm(request.form, name="urge", needed=True)

    def act() -> Any:
        letter, note = form.letter(), form.note.data or ""
        return actions.urge(db.session(), record, current_user, today(), letter, note)

    return _change(record, "urge", form, act, "Đã ghi văn bản đôn đốc.")


@bp.get("/visits/<ref:ref>/close")
@needs(Permission.VISIT_CLOSE, Visit)
def closing(record: Visit) -> str:
    """Asks before a visit is ended, or says what holds it up."""
    return render_template("remedies/close_visit.html", form=Form(), **pages.visit_page(record))


@bp.post("/visits/<ref:ref>/close")
@needs(Permission.VISIT_CLOSE, Visit)
def close_visit(record: Visit) -> Response:
    """Ends the visit."""
    return htmx.answer(
        Form(request.form),
        lambda: actions.close_visit(db.session(), record, current_user),
        page="remedies/close_visit.html",
        context=lambda: pages.visit_page(record),
        location=lambda _visit: url_for("inspecting.visit", ref=record.ref),
    )


def _send_file(record: RemedyFile, ending: str) -> Response:
    path = photos.path_of(Path(current_app.config["EVIDENCE_DIR"]), record.sha256, ending)
    if not path.exists():
        abort(404)
    kind = "pdf" if ending == "pdf" else "jpg"
    response = send_file(
        path,
        mimetype=TYPES[kind],
        download_name=queries.file_name(db.session(), record, kind),
        as_attachment=kind == "pdf",
        etag=False,
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get("/remedy-files/<ref:ref>")
@needs(Permission.REMEDY_READ, RemedyFile)
def file(record: RemedyFile) -> Response:
    """A file of a report: a photo to look at, a PDF to keep."""
    return _send_file(record, record.kind)


@bp.get("/remedy-files/<ref:ref>/thumb")
@needs(Permission.REMEDY_READ, RemedyFile)
def thumb(record: RemedyFile) -> Response:
    """A photo of a report, small."""
    return _send_file(record, "thumb")
