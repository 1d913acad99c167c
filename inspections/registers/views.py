"""Answers HTTP for the registers of a year, and for the one of reports received with its entries."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, render_template, request, send_file, url_for
from flask_login import current_user

from inspections import htmx
from inspections.clock import today
from inspections.errors import RuleBroken
from inspections.evidence import scans
from inspections.guard import needs
from inspections.lists import pages as lists
from inspections.permissions import Permission
from inspections.registers import actions, pages, queries
from inspections.registers.forms import WithdrawForm
from inspections.registers.listed import REPORTS
from models.base import db
from models.inspections import Visit
from models.reports import ReceivedReport

bp = Blueprint("registers", __name__)

ENTER, ONE = "registers/enter.html", "registers/report.html"


@bp.get("/registers")
@needs(Permission.REGISTER_READ)
def registers() -> str:
    """The registers of a year, each with how many rows it has and its file."""
    return render_template("registers/registers.html", **pages.registers_page())


@bp.get("/registers/reports")
@needs(Permission.REGISTER_READ)
def reports() -> Response:
    """The register of reports received, below what is still waited for."""
    return lists.show(REPORTS, "registers/reports.html", pages.reports_page)


def _folder() -> Path:
    return Path(current_app.config["EVIDENCE_DIR"])


def _to(report: ReceivedReport, sentence: str) -> str:
    flash(sentence, "success")
    return url_for("registers.report", ref=report.ref)


@bp.get("/registers/reports/new")
@needs(Permission.REPORT_RECORD)
def new() -> str:
    """Asks for a report of a year."""
    return render_template(ENTER, form=pages.year_form(), **pages.year_page())


@bp.post("/registers/reports/new")
@needs(Permission.REPORT_RECORD)
def record() -> Response:
    """Enters it."""
    form = pages.year_form(request.form)

    def act() -> ReceivedReport:
        body = queries.body(db.session(), form.body.data)
        if body is None:
            raise RuleBroken("Không có đơn vị này; mời chọn lại.")
        said = (int(form.year.data or 0), form.entry(), form.file())
        return actions.record(db.session(), current_user, body, *said, _folder(), today())

    return htmx.answer(
        form,
        act,
        page=ENTER,
        context=pages.year_page,
        location=lambda report: _to(report, "Đã ghi nhận báo cáo."),
    )


@bp.get("/visits/<ref:ref>/reports/new")
@needs(Permission.REPORT_RECORD, Visit)
def new_of_visit(record: Visit) -> str:
    """Asks for a report that came before a visit."""
    return render_template(ENTER, form=pages.visit_form(), **pages.visit_page(record))


@bp.post("/visits/<ref:ref>/reports/new")
@needs(Permission.REPORT_RECORD, Visit)
def record_of_visit(record: Visit) -> Response:
    """Enters it."""
    form = pages.visit_form(request.form)
    return htmx.answer(
        form,
        lambda: actions.record_of_visit(
            db.session(), current_user, record, form.entry(), form.file(), _folder(), today()
        ),
        page=ENTER,
        context=lambda: pages.visit_page(record),
        location=lambda report: _to(report, "Đã ghi nhận báo cáo."),
    )


@bp.get("/registers/reports/<ref:ref>")
@needs(Permission.REGISTER_READ, ReceivedReport)
def report(record: ReceivedReport) -> str:
    """One entry: what came, when, by which day it was due, its scan."""
    return render_template(ONE, form=None, **pages.report_page(record))


@bp.post("/registers/reports/<ref:ref>/withdraw")
@needs(Permission.REPORT_WITHDRAW, ReceivedReport)
def withdraw(record: ReceivedReport) -> Response:
    """Withdraws an entry with a reason."""
    form = WithdrawForm(request.form)

    def after(_result: Any) -> str:
        return _to(record, "Đã rút dòng này khỏi sổ.")

    return htmx.answer(
        form,
        lambda: actions.withdraw(db.session(), record, current_user, form.reason.data or "", form.seen, today()),
        page=ONE,
        context=lambda: pages.report_page(record, form),
        location=after,
    )


@bp.get("/registers/reports/<ref:ref>/scan")
@needs(Permission.REGISTER_READ, ReceivedReport)
def scan(record: ReceivedReport) -> Response:
    """The scan of a report."""
    path, told = (scans.find(_folder(), record.sha256) if record.sha256 else None) or abort(404)
    response = send_file(path, mimetype=told, as_attachment=True, download_name=record.file_name, etag=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response
