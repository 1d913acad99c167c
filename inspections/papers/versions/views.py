"""Answers HTTP for new versions of signed papers: begun, dropped."""

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from inspections import htmx
from inspections.clock import today
from inspections.guard import needs
from inspections.papers import pages
from inspections.papers.versions import actions
from inspections.papers.versions.forms import BeginForm, DropForm
from inspections.papers.views import PAPER
from inspections.permissions import Permission
from models.base import db
from models.papers import Paper

bp = Blueprint("paper_versions", __name__)


def _to(paper: Paper, sentence: str) -> str:
    flash(sentence, "success")
    return url_for("papers.paper", ref=paper.ref)


@bp.post("/papers/<ref:ref>/versions")
@needs(Permission.PAPER_DRAFT, Paper)
def begin(record: Paper) -> Response:
    """Begins a new version in the place of a signed paper."""
    pages.kind_of(record)
    form = BeginForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.begin(db.session(), record, current_user, form.reason.data or "", form.seen),
        page=PAPER,
        context=lambda: pages.paper_page(record, replace=form),
        location=lambda new: _to(new, "Đã lập bản mới; bản đã ký còn giá trị cho đến khi bản mới được ký."),
    )


@bp.post("/papers/<ref:ref>/versions/drop")
@needs(Permission.PAPER_DRAFT, Paper)
def drop(record: Paper) -> Response:
    """Gives a new version up."""
    pages.kind_of(record)
    form = DropForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.drop(db.session(), record, current_user, form.reason.data or "", form.seen, today()),
        page=PAPER,
        context=lambda: pages.paper_page(record, drop=form),
        location=lambda paper: _to(paper, "Đã bỏ bản mới; bản đã ký tiếp tục có giá trị."),
    )
