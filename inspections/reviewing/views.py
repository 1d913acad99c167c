"""Answers HTTP for looking a visit through: one page of everything that is wrong, each line with its way there."""

from collections.abc import Callable

from flask import Blueprint, current_app, render_template, url_for
from flask_login import current_user

from inspections.directory import queries as directory
from inspections.guard import needs
from inspections.permissions import Permission
from inspections.reviewing import queries
from inspections.reviewing.rules import Fault
from models.base import db
from models.inspections import Visit

bp = Blueprint("reviewing", __name__)

WAYS: dict[str, Callable[[str], str]] = {
    "item": lambda ref: url_for("fieldwork.item", ref=ref),
    "finding": lambda ref: url_for("findings.finding", ref=ref),
    "visit": lambda ref: url_for("inspecting.visit", ref=ref),
    "record": lambda ref: url_for("visiting.record", ref=ref),
}
"""Kind of a record with a fault → where it is put right."""
TITLES = {
    "visit": "Kiểm tra tại đơn vị",
    "record": "Thông tin lập biên bản",
    "item": "Nội dung kiểm tra",
    "finding": "Tồn tại, vi phạm",
}


@bp.get("/visits/<ref:ref>/review")
@needs(Permission.FIELDWORK_READ, Visit)
def review(record: Visit) -> str:
    """Everything that is wrong at a visit, by what it is about."""
    session = db.session()
    found = queries.faults(session, record, current_user.agency_code, current_app.config["TIME_ZONE"])
    groups: dict[str, list[tuple[Fault, str]]] = {kind: [] for kind in TITLES}
    for fault in found:
        groups[fault.kind].append((fault, WAYS[fault.kind](fault.ref)))
    body = directory.body_names(session, [record.body_id], record.day).get(record.body_id, "")
    return render_template(
        "reviewing/review.html", visit=record, body=body, groups=groups, titles=TITLES, count=len(found)
    )
