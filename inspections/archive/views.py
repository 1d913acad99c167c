"""Answers HTTP for case files: their list, one of them, its class, its hand-over, and the whole as a .zip."""

import tempfile
from collections.abc import Callable
from typing import IO, Any

from flask import Blueprint, Response, flash, render_template, request, send_file, url_for
from flask_login import current_user

from inspections import htmx
from inspections.archive import actions, pages, queries
from inspections.archive.actions import Written
from inspections.archive.listed import CASE_FILES
from inspections.clock import today
from inspections.errors import RuleBroken
from inspections.forms import Form
from inspections.guard import needs
from inspections.lists import pages as lists
from inspections.permissions import Permission
from models.base import db, read_one_state
from models.inspections import Inspection

bp = Blueprint("archive", __name__)

LIST, PAGE = "archive/case_files.html", "archive/case_file.html"


@bp.get("/archive")
@needs(Permission.ARCHIVE_READ)
def case_files() -> Response:
    """The list of case files, what is due at the archive first."""
    classes = {"classes": queries.classes(today()), "term": queries.term(today()), "status_words": pages.STATUS_WORDS}
    return lists.show(CASE_FILES, LIST, lambda _shown: classes)


@bp.get("/inspections/<ref:ref>/archive")
@needs(Permission.ARCHIVE_READ, Inspection)
def case_file(record: Inspection) -> str:
    """One case file: its class, its days, what can be done with it."""
    return render_template(PAGE, form=None, **pages.case_page(record))


def _to_page(record: Inspection, sentence: str) -> Callable[[Any], str]:
    def after(_result: Any) -> str:
        flash(sentence, "success")
        return url_for("archive.case_file", ref=record.ref)

    return after


@bp.post("/inspections/<ref:ref>/archive/class")
@needs(Permission.ARCHIVE_CLASSIFY, Inspection)
def classify(record: Inspection) -> Response:
    """Keeps the class that a manager chose."""
    form = pages.class_form(record, request.form)
    return htmx.answer(
        form,
        lambda: actions.classify(
            db.session(), record, current_user, form.code.data, form.reason.data or "", today(), form.seen
        ),
        page=PAGE,
        context=lambda: pages.case_page(record, classify=form),
        location=_to_page(record, "Đã lưu thời hạn bảo quản."),
    )


@bp.post("/inspections/<ref:ref>/archive/hand-over")
@needs(Permission.ARCHIVE_HAND_OVER, Inspection)
def hand_over(record: Inspection) -> Response:
    """Records that the file was handed over to the archive."""
    form = pages.hand_over_form(record, request.form)
    return htmx.answer(
        form,
        lambda: actions.hand_over(db.session(), record, current_user, form.data_typed(), today(), form.seen),
        page=PAGE,
        context=lambda: pages.case_page(record, hand_over=form),
        location=_to_page(record, "Đã ghi nhận nộp lưu hồ sơ."),
    )


def _written(record: Inspection, out: IO[bytes]) -> Written | RuleBroken:
    """The case file on the disk, or why there is none; written while others can write."""
    place = pages.place()
    with htmx.unlocked():
        read_one_state(db.session())
        try:
            return actions.write(db.session(), record, current_user, today(), place, out)
        except RuleBroken as broken:
            return broken


@bp.post("/inspections/<ref:ref>/archive/export")
@needs(Permission.ARCHIVE_EXPORT, Inspection)
def export(record: Inspection) -> Response:
    """The whole file as a .zip, of what the reader may see; registered with the sha256 of its manifest."""
    # On the disk of the stored files, because /tmp may be memory; it has no name, so no backup finds it.
    folder = pages.place().folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    out: Any = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - it is closed when the answer has been sent
    written = _written(record, out)

    def act() -> Written:
        if isinstance(written, RuleBroken):
            out.close()
            raise written
        actions.register_export(db.session(), record, current_user, written)
        return written

    return htmx.answer(
        Form(),
        act,
        page=PAGE,
        context=lambda: pages.case_page(record),
        location=lambda made: _send(out, f"{made.name}.zip"),
    )


def _send(out: IO[bytes], name: str) -> Response:
    out.seek(0)
    response = send_file(out, mimetype="application/zip", as_attachment=True, download_name=name, etag=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response
