"""Answers HTTP for what is typed for the minutes of a visit: people, papers handed over, facts by section."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from inspections import htmx
from inspections.forms import Form
from inspections.guard import needs
from inspections.permissions import Permission
from inspections.visiting import actions, pages
from inspections.visiting.forms import SECTION_FORMS, DocumentForm, PersonForm
from models.base import db
from models.inspections import Attendee, Visit
from models.papers import SuppliedDocument

bp = Blueprint("visiting", __name__)

PAGE = "visiting/record.html"


def _to(visit: Visit, anchor: str, sentence: str) -> str:
    flash(sentence, "success")
    return url_for("visiting.record", ref=visit.ref, _anchor=anchor)


def _told(response: Response) -> Response:
    """Lets the list of what is missing ask again after htmx has saved something."""
    if response.status_code == 200:
        response.headers["HX-Trigger"] = "recorded"
    return response


@bp.get("/visits/<ref:ref>/record")
@needs(Permission.RECORD_READ, Visit)
def record(record: Visit) -> str:
    """Everything that the minutes of a visit need beside the answers; to htmx what is still missing."""
    if htmx.wants_fragment():
        return render_template("visiting/_missing.html", **pages.record_of(record))
    return render_template(PAGE, form=None, **pages.page(record))


@bp.post("/visits/<ref:ref>/record/<any(time, unit, method, remarks, opinions, copies, signing):name>")
@needs(Permission.RECORD_WRITE, Visit)
def save(record: Visit, name: str) -> Response:
    """Saves one section of the facts."""
    form = pages.worded(SECTION_FORMS[name](request.form, place=name), record)
    response = htmx.answer(
        form,
        lambda: actions.save_section(
            db.session(), record, current_user, name, form.typed(), form.seen.data or "", form.overrule.data or ""
        ),
        page=PAGE,
        fragment="visiting/_section.html",
        context=lambda: (
            pages.section(record, name, form) if htmx.wants_fragment() else pages.page(record, **{name: form})
        ),
        location=lambda _none: _to(record, f"section-{name}", "Đã lưu."),
    )
    return _told(response)


def _on_people(visit: Visit, form: Form, act: Callable[[], Any], sentence: str) -> Response:
    """A change of the list of people, answered with the list."""
    return _told(
        htmx.answer(
            form,
            act,
            page=PAGE,
            fragment="visiting/_people.html",
            context=lambda: pages.people(visit, form) if htmx.wants_fragment() else pages.page(visit, person=form),
            location=lambda _result: _to(visit, "people", sentence),
        )
    )


def _on_documents(visit: Visit, form: Form, act: Callable[[], Any], sentence: str) -> Response:
    """A change of the list of papers, answered with the list."""
    return _told(
        htmx.answer(
            form,
            act,
            page=PAGE,
            fragment="visiting/_documents.html",
            context=lambda: pages.documents(visit, form) if htmx.wants_fragment() else pages.page(visit, document=form),
            location=lambda _result: _to(visit, "documents", sentence),
        )
    )


@bp.post("/visits/<ref:ref>/attendees")
@needs(Permission.RECORD_WRITE, Visit)
def add_person(record: Visit) -> Response:
    """Adds a person."""
    form = PersonForm(request.form, place="person")
    return _on_people(
        record,
        form,
        lambda: actions.add_person(db.session(), record, current_user, form.values(), form.overrule.data or ""),
        "Đã thêm vào thành phần làm việc.",
    )


@bp.get("/attendees/<ref:ref>")
@needs(Permission.RECORD_WRITE, Attendee)
def person(record: Attendee) -> str:
    """A person to be changed."""
    return render_template(
        "visiting/person.html", form=pages.person_form(record), person=record, **pages.record_of(record.visit)
    )


@bp.post("/attendees/<ref:ref>")
@needs(Permission.RECORD_WRITE, Attendee)
def edit_person(record: Attendee) -> Response:
    """Saves a person."""
    form = PersonForm(request.form, place="person")
    return htmx.answer(
        form,
        lambda: actions.edit_person(
            db.session(), record, current_user, form.values(), form.seen.data or "", form.overrule.data or ""
        ),
        page="visiting/person.html",
        context=lambda: {"person": record} | pages.record_of(record.visit),
        location=lambda _none: _to(record.visit, "people", "Đã sửa thành phần làm việc."),
    )


PERSON_ACTS: dict[str, tuple[Callable[..., None], str]] = {
    "signs": (actions.choose_signer, "Đã chọn người ký thay mặt đơn vị."),
    "remove": (actions.remove_person, "Đã đưa ra khỏi danh sách; khôi phục được ở cuối danh sách."),
    "restore": (actions.restore_person, "Đã khôi phục."),
}
"""What one tap does to a person, and what is said of it."""


@bp.post("/attendees/<ref:ref>/<any(signs, remove, restore):act>")
@needs(Permission.RECORD_WRITE, Attendee)
def change_person(record: Attendee, act: str) -> Response:
    """Lets a person sign for the body, takes him off the list, or puts him back."""
    action, sentence = PERSON_ACTS[act]
    return _on_people(record.visit, Form(), lambda: action(db.session(), record, current_user), sentence)


@bp.post("/visits/<ref:ref>/supplied")
@needs(Permission.RECORD_WRITE, Visit)
def add_document(record: Visit) -> Response:
    """Adds a paper that was handed over."""
    form = DocumentForm(request.form, place="document")
    return _on_documents(
        record,
        form,
        lambda: actions.add_document(db.session(), record, current_user, form.values(), form.overrule.data or ""),
        "Đã thêm vào danh mục tài liệu.",
    )


@bp.get("/supplied/<ref:ref>")
@needs(Permission.RECORD_WRITE, SuppliedDocument)
def document(record: SuppliedDocument) -> str:
    """A paper to be changed."""
    return render_template(
        "visiting/document.html", form=pages.document_form(record), document=record, **pages.record_of(record.visit)
    )


@bp.post("/supplied/<ref:ref>")
@needs(Permission.RECORD_WRITE, SuppliedDocument)
def edit_document(record: SuppliedDocument) -> Response:
    """Saves a paper."""
    form = DocumentForm(request.form, place="document")
    return htmx.answer(
        form,
        lambda: actions.edit_document(
            db.session(), record, current_user, form.values(), form.seen.data or "", form.overrule.data or ""
        ),
        page="visiting/document.html",
        context=lambda: {"document": record} | pages.record_of(record.visit),
        location=lambda _none: _to(record.visit, "documents", "Đã sửa tài liệu."),
    )


DOCUMENT_ACTS: dict[str, tuple[Callable[..., None], str]] = {
    "remove": (actions.remove_document, "Đã đưa ra khỏi danh mục; khôi phục được ở cuối danh mục."),
    "restore": (actions.restore_document, "Đã khôi phục."),
}
"""What one tap does to a paper, and what is said of it."""


@bp.post("/supplied/<ref:ref>/<any(remove, restore):act>")
@needs(Permission.RECORD_WRITE, SuppliedDocument)
def change_document(record: SuppliedDocument, act: str) -> Response:
    """Takes a paper off the list, or puts it back."""
    action, sentence = DOCUMENT_ACTS[act]
    return _on_documents(record.visit, Form(), lambda: action(db.session(), record, current_user), sentence)


@bp.get("/visits/<ref:ref>/paper-form")
@needs(Permission.FIELDWORK_READ, Visit)
def paper_form(record: Visit) -> str:
    """The checklist of the reader's agency as a sheet to be printed and filled in where there is no network."""
    return render_template("visiting/paper_form.html", **pages.paper_form(record))
