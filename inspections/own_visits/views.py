"""Answers HTTP for the page of a visit that its body reads; it decides nothing."""

from flask import Blueprint, render_template

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.findings.rules import KINDS as FINDING_KINDS
from inspections.guard import needs
from inspections.inquiries import queries as inquiries
from inspections.inquiries.rules import kinds as inquiry_kinds
from inspections.inspecting.rules import KINDS as VISIT_KINDS
from inspections.own_visits import queries
from inspections.papers.rules import KINDS as PAPER_KINDS
from inspections.permissions import Permission
from inspections.remedies import rules as follow
from models.base import db
from models.inspections import Visit

bp = Blueprint("own_visits", __name__)


@bp.get("/own-visits/<ref:ref>")
@needs(Permission.OWN_VISIT_READ, Visit)
def own_visit(record: Visit) -> str:
    """A visit as its body reads it."""
    session = db.session()
    return render_template(
        "own_visits/own_visit.html",
        visit=record,
        body=directory.body_names(session, [record.body_id], record.day).get(record.body_id, ""),
        found=queries.found(session, record),
        papers=queries.papers_of(session, record),
        sheets=inquiries.of_visit(session, record),
        day=today(),
        follow=follow,
        finding_kinds=FINDING_KINDS,
        inquiry_kinds=inquiry_kinds(record.kind),
        paper_kinds=PAPER_KINDS,
        visit_kinds=VISIT_KINDS,
    )
