"""Answers HTTP for penalties: the list of violations by how far they are, and the handling of one with its forms."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, render_template, request, send_file, url_for
from flask_login import current_user

from inspections import htmx
from inspections.clock import today
from inspections.evidence import scans
from inspections.findings import rules as findings
from inspections.guard import needs
from inspections.lists import pages as lists
from inspections.penalties import actions, listing, pages
from inspections.penalties.forms import (
    NamedForm,
    ReceiptForm,
    ReminderForm,
    SendingForm,
    TakeBackForm,
    VoidForm,
)
from inspections.penalties.listed import VIOLATIONS
from inspections.permissions import Permission
from models.base import db
from models.findings import Finding
from models.penalties import PenaltyFile

bp = Blueprint("penalties", __name__)

PAGE = "penalties/penalty.html"


@bp.get("/penalties")
@needs(Permission.PENALTY_READ)
def penalties() -> Response:
    """Violations by how far their handling is, with the sum of their fines."""

    def total(shown: lists.Shown) -> dict[str, Any]:
        return {"total": listing.sums(db.session(), shown.asked, shown.day), "findings": findings}

    return lists.show(VIOLATIONS, "penalties/penalties.html", total)


def _of_violation(record: Finding) -> None:
    if record.kind != "violation" or record.act is None:
        abort(404)


@bp.get("/findings/<ref:ref>/penalty")
@needs(Permission.PENALTY_READ, Finding)
def penalty(record: Finding) -> str:
    """How one violation is handled."""
    _of_violation(record)
    return render_template(PAGE, form=None, **pages.penalty_page(record))


def _change(record: Finding, form: NamedForm, act: Callable[[], Any], news: str, name: str) -> Response:
    _of_violation(record)

    def after(_result: Any) -> str:
        flash(news, "success")
        return url_for("penalties.penalty", ref=record.ref)

    return htmx.answer(form, act, page=PAGE, context=lambda: pages.penalty_page(record, **{name: form}), location=after)


@bp.post("/findings/<ref:ref>/penalty/circumstances")
@needs(Permission.PENALTY_PREPARE, Finding)
def weigh(record: Finding) -> Response:
    """Adds a circumstance."""
    form = pages.circumstance_form(record, request.form)
    return _change(
        record,
        form,
        lambda: actions.weigh(db.session(), record, current_user, form.code.data, form.note.data or "", form.seen),
        "Đã ghi tình tiết.",
        "weigh",
    )


@bp.post("/findings/<ref:ref>/penalty/circumstances/remove")
@needs(Permission.PENALTY_PREPARE, Finding)
def unweigh(record: Finding) -> Response:
    """Takes one back."""
    key = "".join(letter for letter in request.form.get("code", "") if letter.isalnum())
    form = TakeBackForm(request.form, key=key[:20])
    return _change(
        record,
        form,
        lambda: actions.unweigh(db.session(), record, current_user, form.code.data or "", form.seen),
        "Đã bỏ tình tiết.",
        "unweigh",
    )


@bp.post("/findings/<ref:ref>/penalty/proposal")
@needs(Permission.PENALTY_PREPARE, Finding)
def propose(record: Finding) -> Response:
    """Names who decides and the fine that is proposed."""
    form = pages.proposal_form(request.form)
    return _change(
        record,
        form,
        lambda: actions.propose(
            db.session(), record, current_user, form.office.data, form.fine.amount, form.seen, today()
        ),
        "Đã ghi người có thẩm quyền và mức đề xuất.",
        "propose",
    )


@bp.post("/findings/<ref:ref>/penalty/course")
@needs(Permission.PENALTY_PREPARE, Finding)
def course(record: Finding) -> Response:
    """Says what the deadlines depend on."""
    _of_violation(record)
    form = pages.course_form(record, request.form)
    return _change(
        record,
        form,
        lambda: actions.set_course(db.session(), record, current_user, form.course(), form.seen, today()),
        "Đã tính lại thời hạn.",
        "course",
    )


@bp.post("/findings/<ref:ref>/penalty/reminder")
@needs(Permission.PENALTY_PREPARE, Finding)
def remind(record: Finding) -> Response:
    """Keeps a reminder in place of a penalty whose time is over."""
    form = ReminderForm(request.form)
    return _change(
        record,
        form,
        lambda: actions.remind(
            db.session(), record, current_user, form.day.day, form.text.data or "", form.seen, today()
        ),
        "Đã ghi việc nhắc nhở.",
        "remind",
    )


@bp.post("/findings/<ref:ref>/penalty/sending")
@needs(Permission.PENALTY_FOLLOW, Finding)
def deliver(record: Finding) -> Response:
    """Says when the decision was sent and received."""
    form = SendingForm(request.form)
    return _change(
        record,
        form,
        lambda: actions.deliver(
            db.session(), record, current_user, form.sent_on.day, form.received_on.day, form.seen, today()
        ),
        "Đã ghi ngày gửi, ngày nhận quyết định.",
        "sending",
    )


@bp.post("/findings/<ref:ref>/penalty/receipts")
@needs(Permission.PENALTY_FOLLOW, Finding)
def pay(record: Finding) -> Response:
    """Enters a receipt."""
    form = ReceiptForm(request.form)
    return _change(
        record,
        form,
        lambda: actions.pay(
            db.session(),
            record,
            current_user,
            actions.ReceiptData(form.number.data or "", form.day.day, form.amount.amount or 0),
            form.seen,
            today(),
        ),
        "Đã ghi biên lai.",
        "pay",
    )


@bp.post("/findings/<ref:ref>/penalty/receipts/void")
@needs(Permission.PENALTY_FOLLOW, Finding)
def void(record: Finding) -> Response:
    """Says that a receipt does not count."""
    form = VoidForm(request.form, key=request.form.get("receipt", "")[:20])
    return _change(
        record,
        form,
        lambda: actions.void(
            db.session(), record, current_user, form.receipt.data or "", form.reason.data or "", form.seen, today()
        ),
        "Biên lai này không còn được tính.",
        "void",
    )


def _folder() -> Path:
    return Path(current_app.config["EVIDENCE_DIR"])


@bp.post("/findings/<ref:ref>/penalty/scans")
@needs(Permission.PENALTY_FOLLOW, Finding)
def keep_scan(record: Finding) -> Response:
    """Keeps the scanned decision, or a scanned receipt."""
    form = pages.scan_form(record, request.form)
    return _change(
        record,
        form,
        lambda: actions.keep_scan(
            db.session(), record, current_user, form.about.data or "", form.file(), form.seen, _folder()
        ),
        "Đã lưu bản quét.",
        "scan",
    )


@bp.get("/penalty-files/<ref:ref>")
@needs(Permission.PENALTY_READ, PenaltyFile)
def scan(record: PenaltyFile) -> Response:
    """A scanned decision or receipt."""
    path, told = scans.find(_folder(), record.sha256) or abort(404)
    response = send_file(path, mimetype=told, as_attachment=True, download_name=record.name, etag=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response
