"""Answers HTTP for causes and measures: written, shared, changed, done, opened again; it decides nothing."""

from typing import Any

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask_login import current_user

from inspections import guard, htmx, workflow
from inspections.clock import today
from inspections.guard import needs
from inspections.measures import actions, queries, rules
from inspections.measures.forms import CauseForm, EditForm, MeasureForm, ShareForm, StepForm
from inspections.measures.steps import MEASURE
from inspections.permissions import Permission, may
from inspections.remedies import rules as remedy_words
from inspections.search.rules import shortened
from models.base import db
from models.findings import Remedy
from models.measures import Measure

bp = Blueprint("measures", __name__)

CAUSE, NEW, PAGE = "measures/cause.html", "measures/new.html", "measures/measure.html"


def _to_remedy(remedy: Remedy, news: str) -> str:
    flash(news, "success")
    return url_for("remedies.remedy", ref=remedy.ref)


def _cause_form(*args: Any, **kwargs: Any) -> CauseForm:
    return CauseForm(*args, causes=queries.causes(db.session(), today()).items(), **kwargs)


@bp.get("/remedies/<ref:ref>/cause")
@needs(Permission.MEASURE_CHANGE, Remedy)
def cause(record: Remedy) -> str:
    """Why it came to a finding."""
    data = {"cause": record.cause, "text": record.cause_text, "version": str(record.version)}
    return render_template(CAUSE, form=_cause_form(data=data), remedy=record)


@bp.post("/remedies/<ref:ref>/cause")
@needs(Permission.MEASURE_CHANGE, Remedy)
def set_cause(record: Remedy) -> Response:
    """Saves why it came to a finding."""
    form = _cause_form(request.form)

    def act() -> Remedy:
        typed = (form.cause.data or "", form.text.data or "", today(), form.seen)
        return actions.set_cause(db.session(), record, current_user, *typed)

    return htmx.answer(
        form,
        act,
        page=CAUSE,
        context=lambda: {"remedy": record},
        location=lambda _remedy: _to_remedy(record, "Đã ghi nguyên nhân."),
    )


def _share_form(remedy: Remedy, *args: Any) -> ShareForm:
    found = queries.shareable(db.session(), remedy)
    return ShareForm(*args, measures=[(one.ref, shortened(one.text)) for one in found])


def _new_page(remedy: Remedy, **forms: Any) -> dict[str, Any]:
    """What the page of a new measure shows; ``forms`` is the one that was refused, by name."""
    due_on = rules.first_due(remedy.due_on, today())
    return {
        "remedy": remedy,
        "rules": remedy_words,
        "new_form": forms.get("new") or MeasureForm(data={"kind": "corrective", "due_on": due_on}),
        "shared": forms.get("shared") or _share_form(remedy),
    }


@bp.get("/remedies/<ref:ref>/measures/new")
@needs(Permission.MEASURE_CHANGE, Remedy)
def new(record: Remedy) -> str:
    """A new measure, or one that is there already."""
    return render_template(NEW, form=None, **_new_page(record))


@bp.post("/remedies/<ref:ref>/measures/new")
@needs(Permission.MEASURE_CHANGE, Remedy)
def add(record: Remedy) -> Response:
    """Writes the measure down."""
    form = MeasureForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.add(db.session(), record, current_user, form.typed(), today()),
        page=NEW,
        context=lambda: _new_page(record, new=form),
        location=lambda _measure: _to_remedy(record, "Đã ghi việc phải làm."),
    )


@bp.post("/remedies/<ref:ref>/measures/share")
@needs(Permission.MEASURE_CHANGE, Remedy)
def share(record: Remedy) -> Response:
    """Lets a measure of another requirement serve this one too."""
    shared = _share_form(record, request.form)

    return htmx.answer(
        shared,
        lambda: actions.share(db.session(), record, current_user, shared.measure.data or "", today()),
        page=NEW,
        context=lambda: _new_page(record, shared=shared),
        location=lambda _measure: _to_remedy(record, "Việc này nay dùng chung cho cả yêu cầu khắc phục này."),
    )


def _measure_page(record: Measure, **forms: Any) -> dict[str, Any]:
    """What the page of a measure shows; ``forms`` are those that were refused, by name."""
    session = db.session()
    facts = queries.measure_facts(session, record)
    offered = workflow.offered(MEASURE, record.state, facts)
    fields = ("kind", "text", "responsible", "position", "due_on", "evidence")
    data = {name: getattr(record, name) for name in fields} | {"version": str(record.version)}
    opened = forms.get("edit") or EditForm(data=data)
    return {
        "measure": record,
        "remedies": queries.served(session, record),
        "rules": remedy_words,
        "steps": [
            {"step": step, "blocked": why, "form": forms.get(step.name) or _step_form(step, record)}
            for step, why in offered
            if may(current_user, step.permission, record)
        ],
        "edit_form": opened if record.state == "open" and not facts.met else None,
    }


def _step_form(step: workflow.Step, record: Measure) -> StepForm:
    return StepForm(step=step, data={"version": str(record.version)})


@bp.get("/measures/<ref:ref>")
@needs(Permission.MEASURE_CHANGE, Measure)
def measure(record: Measure) -> str:
    """One measure, with what it serves."""
    return render_template(PAGE, form=None, **_measure_page(record))


@bp.post("/measures/<ref:ref>/edit")
@needs(Permission.MEASURE_CHANGE, Measure)
def edit(record: Measure) -> Response:
    """Saves the changed measure."""
    form = EditForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.edit(db.session(), record, current_user, form.typed(), today(), form.seen),
        page=PAGE,
        context=lambda: _measure_page(record, edit=form),
        location=lambda _measure: _to_measure(record, "Đã sửa việc phải làm."),
    )


def _to_measure(record: Measure, news: str) -> str:
    flash(news, "success")
    return url_for("measures.measure", ref=record.ref)


@bp.post("/measures/<ref:ref>/steps/<name>")
@needs(Permission.MEASURE_CHANGE, Measure)
def step(record: Measure, name: str) -> Response:
    """Says that the measure is done, or opens it again."""
    found = next((one for one in MEASURE if one.name == name), None) or abort(404)
    if not may(current_user, found.permission, record):
        guard.refuse(found.permission, record)
    form = StepForm(request.form, step=found)

    def act() -> Measure:
        return actions.take_step(db.session(), record, current_user, name, today(), form.seen, form.said)

    return htmx.answer(
        form,
        act,
        page=PAGE,
        context=lambda: _measure_page(record, **{name: form}),
        location=lambda _measure: _to_measure(record, f"{found.label}: đã ghi nhận."),
    )
