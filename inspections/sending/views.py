"""Answers HTTP for what tablets send: one batch of operations, in and out as JSON."""

from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask_login import current_user

from inspections import device_clock
from inspections.clock import today
from inspections.errors import RuleBroken
from inspections.fieldwork import pages, queries, typing_in
from inspections.guard import needs
from inspections.permissions import Permission
from inspections.sending import actions, forms
from models.base import db, now

bp = Blueprint("sending", __name__)

ANOTHER = "Máy này đang đăng nhập bằng tài khoản khác; những gì người trước ghi chưa được gửi."


class Another(RuleBroken):
    """What is sent was written by another person than the one who is signed in."""

    status = 409


@bp.post("/operations")
@needs(Permission.OPERATIONS_SEND)
def send() -> Response:
    """Stores a batch of operations and says of each what became of it."""
    try:
        asked = forms.opened(request.get_data())
        if asked.get("user") != current_user.ref:
            raise Another(ANOTHER)
        batch = forms.read(asked)
    except RuleBroken as broken:
        return make_response(jsonify(sentence=broken.message), broken.status)
    received_at = now()
    offset = device_clock.offset(received_at, batch.sent_at)
    store = actions.Store(db.session(), current_user, batch.device, offset, typing_in.observer, today())
    results = store.all(batch.operations)
    answer = {"now": received_at.isoformat(timespec="seconds"), "results": [_said(one) for one in results]}
    return jsonify(answer | {"items": _items(store), "visits": _visits(store)})


def _said(result: actions.Result) -> dict[str, Any]:
    """A result as the tablet reads it; what would be empty is left out, every byte is paid for."""
    said: dict[str, Any] = {"op_id": result.op_id, "state": result.state}
    if result.sentence:
        said |= {"sentence": result.sentence, "hint": result.hint}
    return said


def _items(store: actions.Store) -> dict[str, Any]:
    shown = {ref: render_template("fieldwork/_saved.html", **pages.saved(slot)) for ref, slot in store.slots.items()}
    return {ref: {"html": " ".join(html.split())} for ref, html in shown.items()}


def _visits(store: actions.Store) -> dict[str, Any]:
    visits = {slot.item.visit.ref: slot.item.visit for slot in store.slots.values()}
    return {ref: _progress(visit) for ref, visit in visits.items()}


def _progress(visit: Any) -> dict[str, Any]:
    """How far the reader's agency is, as the bar says it."""
    agency, sections = current_user.agency_code, queries.sections(db.session(), visit)
    mine = sum((one.by_agency.get(agency, queries.Progress()) for one in sections), queries.Progress())
    each = {one.code: one.by_agency.get(agency) or one.progress() for one in sections}
    return {
        "done": mine.done,
        "total": mine.total,
        "sections": {code: [one.done, one.total] for code, one in each.items()},
    }
