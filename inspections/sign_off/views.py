"""Answers HTTP for an agency's part of a visit: what is missing, and the steps that lead on."""

from typing import Any

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask_login import current_user

from inspections import guard, htmx, workflow
from inspections.directory import queries as directory
from inspections.fieldwork import queries as fieldwork
from inspections.forms import Form
from inspections.permissions import Permission, may
from inspections.sign_off import actions, queries
from inspections.sign_off.forms import FORMS
from inspections.sign_off.steps import PART
from models.base import db
from models.inspections import VisitPart

bp = Blueprint("sign_off", __name__)

PAGE = "sign_off/part.html"


def _page(part: VisitPart, **forms: Any) -> dict[str, Any]:
    session, visit = db.session(), part.visit
    mine = part.owner == current_user.agency_code
    gaps = fieldwork.gaps(session, visit, part.owner or "") if mine else []
    facts = queries.part_facts(session, part, current_user, missing=len({gap.item.id for gap in gaps}))
    steps = [
        {"step": step, "blocked": blocked, "form": forms.get(step.name) or FORMS.get(step.name, Form)()}
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
        "stale_check": queries.changed_since_check(session, part),
    }


def _item_url(part: VisitPart, item: Any) -> str:
    return url_for("fieldwork.fieldwork", ref=part.visit.ref, section=item.section_code, _anchor=f"item-{item.ref}")


@bp.get("/parts/<ref:ref>")
@guard.needs(Permission.PART_READ, VisitPart)
def part(record: VisitPart) -> str:
    """An agency's part: what is missing, with links, and its steps."""
    return render_template(PAGE, form=None, **_page(record))


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
    reason = form["reason"].data if "reason" in form else ""

    def after(_part: VisitPart) -> str:
        flash(f"{found.label}: đã ghi nhận.", "success")
        return url_for("sign_off.part", ref=record.ref)

    return htmx.answer(
        form,
        lambda: actions.take_step(db.session(), record, current_user, name, reason),
        page=PAGE,
        context=lambda: _page(record, **{name: form}),
        location=after,
    )
