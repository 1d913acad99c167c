"""Answers HTTP for the papers about a whole inspection and about a plan: what there is, what is begun; no one paper."""

from flask import Blueprint, Response, render_template, url_for
from flask_login import current_user

from inspections import htmx
from inspections.clock import today
from inspections.guard import needs
from inspections.papers import begin_actions, subject_pages
from inspections.papers.forms import DownloadForm
from inspections.papers.registry import BEGUN, begun_of
from inspections.permissions import Permission
from models.base import db
from models.inspections import Inspection
from models.plans import Plan

bp = Blueprint("subject_papers", __name__)

PAGE = "papers/subject.html"


def _words(about: str) -> str:
    return ", ".join(begun_of(about))


def _begin(record: Inspection | Plan, word: str) -> Response:
    return htmx.answer(
        DownloadForm(),
        lambda: begin_actions.begin(db.session(), record, current_user, BEGUN[word], today()),
        page=PAGE,
        context=lambda: subject_pages.page(record),
        location=lambda paper: url_for("papers.paper", ref=paper.ref),
    )


@bp.get("/inspections/<ref:ref>/papers")
@needs(Permission.DECISION_READ, Inspection)
def of_inspection(record: Inspection) -> str:
    """The papers about a whole inspection."""
    return render_template(PAGE, form=None, **subject_pages.page(record))


@bp.post(f"/inspections/<ref:ref>/drafts/<any({_words('inspection')}):kind>")
@needs(Permission.PAPER_DRAFT, Inspection)
def begin_of_inspection(record: Inspection, kind: str) -> Response:
    """Begins a paper about a whole inspection, or opens it."""
    return _begin(record, kind)


@bp.get("/plans/<ref:ref>/papers")
@needs(Permission.PLAN_READ, Plan)
def of_plan(record: Plan) -> str:
    """The papers about a plan."""
    return render_template(PAGE, form=None, **subject_pages.page(record))


@bp.post(f"/plans/<ref:ref>/drafts/<any({_words('plan')}):kind>")
@needs(Permission.PAPER_DRAFT, Plan)
def begin_of_plan(record: Plan, kind: str) -> Response:
    """Begins a paper about a plan, or opens it."""
    return _begin(record, kind)
