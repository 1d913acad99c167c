"""Answers HTTP for comments: those on one item or finding, a new one, another text, and whether one is dealt with."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from inspections import htmx
from inspections.clock import today
from inspections.comments import actions, queries
from inspections.comments.forms import CommentForm, RewriteForm, SettleForm
from inspections.directory import queries as directory
from inspections.directory.rules import turn
from inspections.guard import needs
from inspections.permissions import Permission, may
from models.base import db
from models.checklists import VisitItem
from models.comments import Comment
from models.findings import Finding

bp = Blueprint("comments", __name__)

PAGE = "comments/comments.html"
STATES = {"done": (True, "Đã đánh dấu đã xử lý."), "reopen": (False, "Ý kiến chờ xử lý trở lại.")}


def _form(record: queries.Record, *args: Any) -> CommentForm:
    session = db.session()
    short = directory.agency_names(session, today(), short=True)
    people = [
        (one.ref, f"{one.name}, {short.get(one.agency_code or '', '')}")
        for one in queries.colleagues(session, record.visit, current_user)
    ]
    return CommentForm(*args, people=people, own=record.audience == "own")


def _about(record: queries.Record) -> dict[str, Any]:
    """How the page of a record's comments calls it, and the ways there and back."""
    if isinstance(record, VisitItem):
        back, here, words = "fieldwork.item", "comments.of_item", f"nội dung {record.code}"
    else:
        back, here, words = "findings.finding", "comments.of_finding", "phát hiện"
    return {"words": words, "back": url_for(back, ref=record.ref), "here": url_for(here, ref=record.ref)}


def _page(record: queries.Record, at: Comment | None = None, **forms: Any) -> dict[str, Any]:
    """The page of comments that is asked for; for a comment ``at`` which something was refused, the one with it."""
    session = db.session()
    asked = turn(request.args.get("before"), request.args.get("after"))
    page = queries.comments(session, record, queries.turn_to(session, record, at) if at else asked)
    shown = [row[0] for row in page.rows]
    mine = {one.ref: one for one in shown if may(current_user, Permission.COMMENT_REWRITE, one)}
    fresh = {
        ref: RewriteForm(name=ref, data={"text": one.text, "version": str(one.version)}) for ref, one in mine.items()
    }
    return {
        "record": record,
        "about": _about(record),
        "page": page,
        "names": queries.names(session, (key for one in shown for key in one.mentioned)),
        "short": directory.agency_names(session, today(), short=True),
        "body": directory.body_names(session, [record.visit.body_id], record.visit.day).get(record.visit.body_id, ""),
        "new": forms.pop("new", None) or _form(record),
        "rewrites": fresh | forms,
    }


def _subject(comment: Comment) -> queries.Record:
    record = comment.visit_item or comment.finding
    if record is None:  # closed to the viewer since
        abort(404)
    return record


def _place(comment: Comment) -> str:
    subject = _subject(comment)
    endpoint = "comments.of_item" if comment.visit_item_id else "comments.of_finding"
    _way, after = queries.turn_to(db.session(), subject, comment)
    return url_for(endpoint, ref=subject.ref, after=after or None, _anchor=f"comment-{comment.ref}")


@bp.get("/items/<ref:ref>/comments")
@needs(Permission.COMMENT_READ, VisitItem)
def of_item(record: VisitItem) -> str:
    """What was said about an item."""
    return render_template(PAGE, form=None, **_page(record))


@bp.get("/findings/<ref:ref>/comments")
@needs(Permission.COMMENT_READ, Finding)
def of_finding(record: Finding) -> str:
    """What was said about a finding."""
    return render_template(PAGE, form=None, **_page(record))


@bp.get("/comments/<ref:ref>")
@needs(Permission.COMMENT_READ, Comment)
def comment(record: Comment) -> Any:
    """The place of a comment among the others."""
    return redirect(_place(record), 303)


def _add(record: queries.Record) -> Response:
    form = _form(record, request.form)

    def after(comment: Comment) -> str:
        flash("Đã ghi ý kiến.", "success")
        return _place(comment)

    return htmx.answer(
        form,
        lambda: actions.write(db.session(), record, current_user, form.typed()),
        page=PAGE,
        context=lambda: _page(record, new=form),
        location=after,
    )


@bp.post("/items/<ref:ref>/comments")
@needs(Permission.COMMENT_WRITE, VisitItem)
def add_to_item(record: VisitItem) -> Response:
    """Says something about an item."""
    return _add(record)


@bp.post("/findings/<ref:ref>/comments")
@needs(Permission.COMMENT_WRITE, Finding)
def add_to_finding(record: Finding) -> Response:
    """Says something about a finding."""
    return _add(record)


@bp.post("/comments/<ref:ref>")
@needs(Permission.COMMENT_REWRITE, Comment)
def rewrite(record: Comment) -> Response:
    """Replaces the text of one's own comment."""
    form, subject = RewriteForm(request.form, name=record.ref), _subject(record)

    def after(_result: Any) -> str:
        flash("Đã sửa ý kiến.", "success")
        return _place(record)

    return htmx.answer(
        form,
        lambda: actions.rewrite(db.session(), record, current_user, form.text.data or "", form.seen),
        page=PAGE,
        context=lambda: _page(subject, record, **{record.ref: form}),
        location=after,
    )


@bp.post("/comments/<ref:ref>/<any(done, reopen):what>")
@needs(Permission.COMMENT_SETTLE, Comment)
def settle(record: Comment, what: str) -> Response:
    """Marks a comment as dealt with, or takes that back."""
    (done, news), form, subject = STATES[what], SettleForm(request.form), _subject(record)

    def after(_result: Any) -> str:
        flash(news, "success")
        return _place(record)

    return htmx.answer(
        form,
        lambda: actions.settle(db.session(), record, current_user, done, form.seen),
        page=PAGE,
        context=lambda: _page(subject, record),
        location=after,
    )
