"""Answers HTTP for the page of a visit on a tablet: sections, an item's form, settling, concluding, history."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from inspections import htmx
from inspections.fieldwork import actions, observers, pages, queries, typing_in
from inspections.fieldwork.bar import bar_of, current_section
from inspections.fieldwork.forms import ADD, AnswerForm, AudienceForm, ConcludeForm, ObserverForm, SettleForm
from inspections.fieldwork.readers import reader_of, section_url
from inspections.guard import needs
from inspections.permissions import Permission
from inspections.unchanged import unless_known
from models.base import db
from models.checklists import VisitItem
from models.inspections import Visit

bp = Blueprint("fieldwork", __name__)


@bp.get("/visits/<ref:ref>/fieldwork")
@needs(Permission.FIELDWORK_READ, Visit)
def fieldwork(record: Visit) -> Response:
    """One section of the visit's checklist; the first one with something open unless one is named."""
    return unless_known(render_template("fieldwork/section.html", **pages.section_page(record)))


@bp.get("/visits/<ref:ref>/bar")
@needs(Permission.FIELDWORK_READ, Visit)
def bar(record: Visit) -> str:
    """The sticky bar alone, asked for again after each answer and every half minute."""
    sections = queries.sections(db.session(), record)
    reader = reader_of(record)
    current = current_section(sections, reader.agency)
    return render_template("fieldwork/_bar.html", bar=bar_of(record, reader, sections, current))


@bp.post("/visits/<ref:ref>/observer")
@needs(Permission.FIELDWORK_TYPE_IN, Visit)
def observe(record: Visit) -> Response:
    """Begins, or ends, typing in what a colleague wrote on the paper form of this visit."""
    form = ObserverForm(request.form)
    return htmx.answer(
        form,
        lambda: observers.named(record, current_user, form.observer.data or ""),
        page="fieldwork/observer.html",
        context=lambda: {"visit": record},
        location=lambda user: _begin(record, user),
    )


def _begin(record: Visit, user: Any) -> str:
    typing_in.begin(record, user)
    return url_for("fieldwork.fieldwork", ref=record.ref)


@bp.post("/items/<ref:ref>/answer")
@needs(Permission.ITEM_ANSWER, VisitItem)
def answer(record: VisitItem) -> Response:
    """Saves what an item's form says where no script runs; with it, answers travel through the outbox."""
    form = AnswerForm(request.form, queries.version_of(db.session(), record).items[record.code])

    def act() -> actions.Saved:
        return actions.save_form(db.session(), record, current_user, form, typing_in.observer(record.visit))

    return htmx.answer(
        form,
        act,
        page="fieldwork/item.html",
        context=lambda: pages.item_page(record, form),
        location=lambda saved: _after(record, saved),
    )


def _after(record: VisitItem, saved: actions.Saved) -> str:
    if ADD in request.form:
        return url_for("fieldwork.item", ref=record.ref, more=1)
    if saved.late:
        flash(pages.LOCKED["text"], "error")
    return section_url(record)


@bp.get("/items/<ref:ref>")
@needs(Permission.ITEM_READ, VisitItem)
def item(record: VisitItem) -> str:
    """An item with its history; to htmx its card alone."""
    return htmx.page_or_fragment("fieldwork/item.html", "fieldwork/_item.html", form=None, **pages.item_page(record))


def _on_item(record: VisitItem, form: Any, act: Callable[[], Any], **more: Any) -> Response:
    return htmx.answer(
        form,
        act,
        page="fieldwork/item.html",
        fragment="fieldwork/_item.html",
        context=lambda: pages.item_page(record, **more),
        location=lambda _result: url_for("fieldwork.item", ref=record.ref),
    )


@bp.post("/items/<ref:ref>/settle")
@needs(Permission.ITEM_ANSWER, VisitItem)
def settle(record: VisitItem) -> Response:
    """Ends a conflict with a choice and a reason."""
    form = SettleForm(request.form)
    return _on_item(
        record,
        form,
        lambda: actions.settle(db.session(), record, current_user, form.op_id.data, form.reason.data),
        settle=form,
    )


@bp.post("/items/<ref:ref>/conclude")
@needs(Permission.ITEM_CONCLUDE, VisitItem)
def conclude(record: VisitItem) -> Response:
    """The leader's conclusion where the agencies differ."""
    form = ConcludeForm(request.form)
    return _on_item(
        record,
        form,
        lambda: actions.conclude(db.session(), record, current_user, form.result.data, form.reason.data),
        conclude=form,
    )


@bp.post("/items/<ref:ref>/note-audience")
@needs(Permission.ITEM_ANSWER, VisitItem)
def note_audience(record: VisitItem) -> Response:
    """Opens the agency's note to the other agency, or closes it."""
    form = AudienceForm(request.form)
    return _on_item(
        record, form, lambda: actions.set_note_audience(db.session(), record, current_user, form.audience.data)
    )
