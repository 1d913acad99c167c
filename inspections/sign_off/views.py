"""Answers HTTP for an agency's part of a visit: what is missing, and the steps that lead on."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user

from inspections import device_clock, guard, htmx, workflow
from inspections.directory import queries as directory
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork.words import author, part_label, text_of
from inspections.forms import Form
from inspections.permissions import Permission, may
from inspections.sign_off import actions, queries
from inspections.sign_off.forms import FORMS, LookForm
from inspections.sign_off.steps import PART
from inspections.vietnamese import format_instant
from models.base import db
from models.checklists import Operation
from models.inspections import VisitPart

bp = Blueprint("sign_off", __name__)

PAGE = "sign_off/part.html"


def _page(part: VisitPart, **forms: Any) -> dict[str, Any]:
    session, visit = db.session(), part.visit
    mine = part.owner == current_user.agency_code
    gaps = fieldwork.gaps(session, visit, part.owner or "") if mine and visit.state != "planned" else []
    facts = queries.part_facts(session, part, current_user, missing=len({gap.item.id for gap in gaps}))
    late = queries.uncounted(session, part) if mine else []
    shown = {"listed": late[0].op_id if late else ""}
    steps = [
        {"step": step, "blocked": blocked, "form": forms.get(step.name) or FORMS.get(step.name, Form)(data=shown)}
        for step, blocked in workflow.offered(PART, part.state, facts)
        if may(current_user, step.permission, part)
    ]
    names = directory.agency_names(session, visit.day)
    return {
        "part": part,
        "visit": visit,
        "body": directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, ""),
        "agency": names.get(part.owner or "", ""),
        "mine": mine,
        "gaps": [(gap, _item_url(part, gap.item)) for gap in gaps],
        "progress": fieldwork.progress_of(session, [visit.id]).get(visit.id, {}),
        "names": names,
        "others": [other for other in visit.parts if other.id != part.id],
        "steps": steps,
        "reopenings": queries.reopenings(session, part),
        "uncounted": [_uncounted(part, one) for one in late],
        "look": _look(part, late),
        "stale_check": queries.changed_since_check(session, part),
    }


def _uncounted(part: VisitPart, operation: Operation) -> dict[str, Any]:
    """An operation that does not count, as its agency reads it."""
    item, zone = operation.visit_item, current_app.config["TIME_ZONE"]
    spec = fieldwork.version_of(db.session(), item).items[item.code]
    return {
        "url": url_for("fieldwork.item", ref=item.ref),
        "code": item.code,
        "question": spec["question"],
        "label": part_label(operation.part),
        "text": text_of(spec, operation.part, operation.value),
        "who": author(operation),
        "at": device_clock.said(operation, lambda at: format_instant(at, zone)),
        "received_at": format_instant(operation.received_at, zone),
        "late": operation.late,
        "aside": operation.aside,
        "new": _is_new(part, operation),
    }


def _is_new(part: VisitPart, operation: Operation) -> bool:
    return part.late_seen_at is None or operation.received_at > part.late_seen_at


def _look(part: VisitPart, late: Sequence[Operation]) -> LookForm | None:
    """The form of who may say that he has looked, while there is something that nobody has looked at."""
    if not late or not _is_new(part, late[0]) or not may(current_user, Permission.PART_LOOK, part):
        return None
    return LookForm(data={"newest": late[0].op_id})


def _item_url(part: VisitPart, item: Any) -> str:
    return url_for("fieldwork.fieldwork", ref=part.visit.ref, section=item.section_code, _anchor=f"item-{item.ref}")


@bp.get("/parts/<ref:ref>")
@guard.needs(Permission.PART_READ, VisitPart)
def part(record: VisitPart) -> str:
    """An agency's part: what is missing, with links, and its steps."""
    return render_template(PAGE, form=None, **_page(record))


@bp.post("/parts/<ref:ref>/look")
@guard.needs(Permission.PART_LOOK, VisitPart)
def look(record: VisitPart) -> Response:
    """Notes that what does not count has been looked at; nobody is reminded of it any more."""
    form = LookForm(request.form)

    def after(_part: VisitPart) -> str:
        flash("Đã ghi nhận: các lần ghi này đã được xem.", "success")
        return url_for("sign_off.part", ref=record.ref)

    return htmx.answer(
        form,
        lambda: actions.look_at(db.session(), record, current_user, form.newest.data or ""),
        page=PAGE,
        context=lambda: _page(record),
        location=after,
    )


@bp.post("/parts/<ref:ref>/steps/<name>")
@guard.needs(Permission.PART_READ, VisitPart)
def step(record: VisitPart, name: str) -> Response:
    """Takes a step of the part; each step has its own permission beside that of the page."""
    found = next((step for step in PART if step.name == name), None)
    if found is None:
        abort(404)
    if not may(current_user, found.permission, record):
        guard.refuse(found.permission, record)
    form = FORMS.get(name, Form)(request.form)
    given = {one: form[one].data or "" for one in ("reason", "listed") if one in form}

    def after(_part: VisitPart) -> str:
        flash(f"{found.label}: đã ghi nhận.", "success")
        return url_for("sign_off.part", ref=record.ref)

    return htmx.answer(
        form,
        lambda: actions.take_step(db.session(), record, current_user, name, **given),
        page=PAGE,
        context=lambda: _page(record, **{name: form}),
        location=after,
    )
