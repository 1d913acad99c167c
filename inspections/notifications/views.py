"""Answers HTTP for what a person is told of: list, number for the bell, opening, marking as read, taking back."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user

from inspections import htmx, menu
from inspections.clock import today
from inspections.directory.rules import turn
from inspections.forms import Form
from inspections.guard import needs
from inspections.notifications import actions, queries, rules
from inspections.permissions import Permission
from models.base import db
from models.notifications import Notification

bp = Blueprint("notifications", __name__)

PAGE = "notifications/notifications.html"
BELL = "notifications/_bell.html"


def _page() -> dict[str, Any]:
    session = db.session()
    unread = request.args.get("show") == "unread"
    page = queries.page(
        session, current_user, turn(request.args.get("before"), request.args.get("after")), unread=unread
    )
    mark = turn(None, request.args.get("marked"))[1]
    return {
        "page": page,
        "unread": unread,
        "any_unread": bool(menu.unread()),
        "titles": queries.titles(session, [(row[0].subject, row[0].subject_ref) for row in page.rows], today()),
        "rules": rules,
        "zone": current_app.config["TIME_ZONE"],
        "address": _address,
        "mark": mark if mark and queries.marked_with(session, current_user, mark) else "",
    }


def _address(one: Notification) -> str:
    return url_for(queries.SUBJECTS[one.subject].endpoint, ref=one.subject_ref)


def _own(record: Notification) -> None:
    """What is another's, or about something closed to the reader since, is not there."""
    if not queries.one_of(db.session(), current_user, record):
        abort(404)


@bp.get("/notifications")
@needs(Permission.NOTIFICATION_READ)
def notifications() -> str:
    """What the person is told of, the newest first."""
    return render_template(PAGE, form=None, **_page())


@bp.get("/notifications/count")
@needs(Permission.NOTIFICATION_READ)
def count() -> Any:
    """How many are unread, for the bell; nothing at all while its page shows that number already."""
    if request.args.get("shown") == str(menu.unread_count()):
        return "", 204
    return render_template(BELL)


def _back(mark: str) -> str:
    show = "unread" if request.form.get("show") == "unread" else None
    return url_for("notifications.notifications", marked=mark or None, show=show)


@bp.post("/notifications/read")
@needs(Permission.NOTIFICATION_READ)
def read_all() -> Response:
    """Marks everything as read; the page after it offers the way back."""
    return htmx.answer(
        Form(request.form),
        lambda: actions.mark_all_read(db.session(), current_user),
        page=PAGE,
        context=_page,
        location=_back,
    )


@bp.post("/notifications/undo/<ref:tap>")
@needs(Permission.NOTIFICATION_READ)
def undo(tap: str) -> Response:
    """Takes one marking as read back."""

    def after(_count: int) -> str:
        flash("Đã hoàn tác.", "success")
        return _back("")

    form = Form(request.form)
    return htmx.answer(
        form, lambda: actions.take_back(db.session(), current_user, tap), page=PAGE, context=_page, location=after
    )


@bp.post("/notifications/<ref:ref>/<any(open, read, unread):what>")
@needs(Permission.NOTIFICATION_READ, Notification)
def change(record: Notification, what: str) -> Response:
    """Marks one as read and opens what it is about, or only marks it, or makes it unread again."""
    _own(record)

    def act() -> str:
        if what == "unread":
            actions.mark_unread(db.session(), current_user, record)
            return ""
        return actions.mark_read(db.session(), current_user, record)

    def after(mark: str) -> str:
        return _address(record) if what == "open" else _back(mark)

    return htmx.answer(Form(request.form), act, page=PAGE, context=_page, location=after)
