"""Answers HTTP for the copies of a paper: one for each reader, and the register of who took and received which."""

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask_login import current_user

from inspections import htmx
from inspections.clock import today
from inspections.errors import RuleBroken
from inspections.guard import needs
from inspections.papers import actions, pages, rendering
from inspections.papers.copies import actions as copies_actions
from inspections.papers.copies import making as copies_making
from inspections.papers.copies import pages as copies_pages
from inspections.papers.copies.by_reader import OWN
from inspections.papers.copies.forms import TakeBackForm
from inspections.papers.copies.making import Copy
from inspections.papers.forms import DownloadForm
from inspections.papers.views import PAPER, TYPES, attachment
from inspections.permissions import Permission
from models.base import db
from models.papers import Paper

bp = Blueprint("paper_copies", __name__)

REGISTER = "papers/copies.html"


@bp.post("/papers/<ref:ref>/copies/docx/<any(body, own):reader>", defaults={"kind": "docx"})
@bp.post("/papers/<ref:ref>/copies/pdf/<any(body, own):reader>", defaults={"kind": "pdf"})
@needs(Permission.PAPER_READ, Paper)
def copy(record: Paper, reader: str, kind: str) -> Response:
    """The copy for the body, or that of one's own agency; the other agency's has no address. Each is registered."""
    if reader == OWN:
        reader = current_user.agency_code or abort(404)
    if not copies_making.offered(record):
        abort(404)
    made = _made(record, reader)

    def act() -> tuple[bytes, str]:
        if isinstance(made, RuleBroken):
            raise made
        if record.sha256 != made.sha256:
            raise RuleBroken(actions.CHANGED)
        data = made.files[kind]
        own = reader == current_user.agency_code
        copies_actions.register_copy(db.session(), record, current_user, kind, rendering.sha256(data), reader, own)
        return data, f"{made.name}.{kind}"

    return htmx.answer(
        DownloadForm(),
        act,
        page=PAPER,
        context=lambda: pages.paper_page(record),
        location=lambda found: attachment(found, TYPES[kind]),
    )


def _made(record: Paper, reader: str) -> Copy | RuleBroken:
    """The rendered copy, or why it cannot be rendered; made while others can write."""
    with htmx.unlocked():
        try:
            return copies_making.make(db.session(), record, pages.place(), reader)
        except RuleBroken as broken:
            return broken


def _to_register(paper: Paper, sentence: str) -> str:
    flash(sentence, "success")
    return url_for("paper_copies.register", ref=paper.ref)


@bp.get("/papers/<ref:ref>/copies")
@needs(Permission.PAPER_READ, Paper)
def register(record: Paper) -> str:
    """Who took which copy when, and what was handed over on paper."""
    form = copies_pages.hand_over_form(record)
    return render_template(REGISTER, form=form, **copies_pages.register_page(record, form))


@bp.post("/papers/<ref:ref>/copies")
@needs(Permission.PAPER_SIGN, Paper)
def hand_over(record: Paper) -> Response:
    """Records copies that were handed over on paper."""
    pages.refuse_strangers(record)
    form = copies_pages.hand_over_form(record, request.form)

    return htmx.answer(
        form,
        lambda: copies_actions.hand_over(
            db.session(), record, current_user, form.reader.data, form.copies, form.day.day or today(), today()
        ),
        page=REGISTER,
        context=lambda: copies_pages.register_page(record, form),
        location=lambda _done: _to_register(record, "Đã ghi vào sổ giao bản sao."),
    )


@bp.post("/papers/<ref:ref>/copies/taken-back")
@needs(Permission.PAPER_SIGN, Paper)
def take_back(record: Paper) -> Response:
    """Takes back a hand-over that was entered by mistake; both rows stay in the register."""
    pages.refuse_strangers(record)
    form = TakeBackForm(request.form)

    return htmx.answer(
        form,
        lambda: copies_actions.take_back(db.session(), record, current_user, form.row.data or ""),
        page=REGISTER,
        context=lambda: copies_pages.register_page(record),
        location=lambda _done: _to_register(record, "Đã hủy dòng ghi nhầm."),
    )
