"""Answers HTTP for what a team asks of a body: sending a sheet, reading it, answering it, its steps."""

from typing import Any

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask_login import current_user

from inspections import guard, htmx
from inspections.clock import today
from inspections.guard import needs
from inspections.inquiries import actions, pages, rules
from inspections.inquiries.forms import SEND, StepForm
from inspections.inquiries.steps import INQUIRY
from inspections.permissions import Permission, may
from models.base import db
from models.inquiries import Inquiry
from models.inspections import Visit

bp = Blueprint("inquiries", __name__)

PAGE, NEW, ANSWER = "inquiries/inquiry.html", "inquiries/new.html", "inquiries/answer.html"


def _to(inquiry: Inquiry, sentence: str, endpoint: str = "inquiries.inquiry") -> str:
    flash(sentence, "success")
    return url_for(endpoint, ref=inquiry.ref)


@bp.get("/visits/<ref:ref>/inquiries/<any(check, opinion):word>")
@needs(Permission.INQUIRY_SEND, Visit)
def new(record: Visit, word: str) -> str:
    """What may be asked of the body, everything ticked."""
    kind = rules.IN_ADDRESS[word]
    return render_template(NEW, form=pages.send_form(record, kind), **pages.new_page(record, kind))


@bp.post("/visits/<ref:ref>/inquiries/<any(check, opinion):word>")
@needs(Permission.INQUIRY_SEND, Visit)
def send(record: Visit, word: str) -> Response:
    """Sends it."""
    kind = rules.IN_ADDRESS[word]
    form = pages.send_form(record, kind, request.form)

    def act() -> Inquiry:
        said = (form.picked.data or [], form.last_day, form.note.data or "")
        return actions.send(db.session(), record, current_user, kind, *said, today())

    return htmx.answer(
        form,
        act,
        page=NEW,
        context=lambda: pages.new_page(record, kind),
        location=lambda inquiry: _to(inquiry, "Đã gửi đơn vị."),
    )


@bp.get("/inquiries/<ref:ref>")
@needs(Permission.INQUIRY_READ, Inquiry)
def inquiry(record: Inquiry) -> str:
    """One sheet: what was asked and what was answered."""
    return render_template(PAGE, form=None, **pages.inquiry_page(record))


@bp.get("/inquiries/<ref:ref>/answer")
@needs(Permission.INQUIRY_ANSWER, Inquiry)
def answering(record: Inquiry) -> str:
    """The form of the answer; of a sheet that waits for none what it says."""
    if record.state != "open":
        return render_template(PAGE, form=None, **pages.inquiry_page(record))
    return render_template(ANSWER, form=pages.reply_form(record), **pages.reply_page(record))


@bp.post("/inquiries/<ref:ref>/answer")
@needs(Permission.INQUIRY_ANSWER, Inquiry)
def answer(record: Inquiry) -> Response:
    """Keeps the answer, or sends it."""
    form = pages.reply_form(record, request.form)

    def act() -> Inquiry:
        said = (record, current_user, form.typed(), form.text.data or "", form.seen)
        if form.sends:
            return actions.answer(db.session(), *said, today())
        return actions.write(db.session(), *said)

    def onward(inquiry: Inquiry) -> str:
        if request.form.get("act") == SEND:
            return _to(inquiry, "Đã gửi trả lời đến đoàn.")
        return _to(inquiry, "Đã lưu tạm; đoàn chưa thấy cho đến khi gửi.", "inquiries.answering")

    return htmx.answer(form, act, page=ANSWER, context=lambda: pages.reply_page(record), location=onward)


@bp.post("/inquiries/<ref:ref>/steps/<name>")
@needs(Permission.INQUIRY_READ, Inquiry)
def step(record: Inquiry, name: str) -> Response:
    """Takes a step of the team's; each has its own permission beside that of the page."""
    found = next((one for one in INQUIRY if one.name == name and name != "answer"), None) or abort(404)
    if not may(current_user, found.permission, record):
        guard.refuse(found.permission, record)
    form: Any = pages.without_reason(StepForm(request.form), found)

    def act() -> Inquiry:
        reason = (form.reason.data or "") if "reason" in form else ""
        return actions.take_step(db.session(), record, current_user, name, reason, form.seen)

    return htmx.answer(
        form,
        act,
        page=PAGE,
        context=lambda: pages.inquiry_page(record, **{name: form}),
        location=lambda inquiry: _to(inquiry, f"{found.label}: đã ghi nhận."),
    )
