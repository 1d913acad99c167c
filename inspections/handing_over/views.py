"""Answers HTTP for findings handed over: the list, one with its answer; the finding itself is shown elsewhere."""

from typing import Any

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask_login import current_user

from inspections import htmx
from inspections.clock import today
from inspections.directory import queries as directory
from inspections.guard import needs
from inspections.handing_over import actions, queries, rules
from inspections.handing_over.forms import AnswerForm
from inspections.handing_over.listed import HAND_OVERS
from inspections.lists import pages as lists
from inspections.permissions import Permission
from models.base import db
from models.penalties import HandOver

bp = Blueprint("handing_over", __name__)

PAGE = "handing_over/hand_over.html"
NEWS = {"take": "Đã tiếp nhận; cơ quan anh, chị theo dõi phát hiện này.", "return": "Đã trả lại với lý do."}


@bp.get("/hand-overs")
@needs(Permission.HAND_OVER_READ)
def hand_overs() -> Response:
    """What the two agencies handed to each other, the newest first."""
    return lists.show(HAND_OVERS)


def _page(record: HandOver, **forms: Any) -> dict[str, Any]:
    session, fresh = db.session(), {"version": str(record.version)}
    return {
        "one": record,
        "finding": queries.shown_finding(session, record),
        "body": queries.body_name(session, record, record.visit.day),
        "short": directory.agency_names(session, today(), short=True),
        "take": forms.get("take") or AnswerForm(data=fresh, name="take"),
        "give_back": forms.get("return") or AnswerForm(data=fresh, name="return"),
    }


@bp.get("/hand-overs/<ref:ref>")
@needs(Permission.HAND_OVER_READ, HandOver)
def hand_over(record: HandOver) -> str:
    """One: who handed what over and when, and the answer."""
    return render_template(PAGE, form=None, **_page(record))


@bp.post("/hand-overs/<ref:ref>/<name>")
@needs(Permission.HAND_OVER_ANSWER, HandOver)
def answer(record: HandOver, name: str) -> Response:
    """Takes it over, or returns it with a reason."""
    if name not in rules.ANSWERS:
        abort(404)
    form = AnswerForm(request.form, name=name)

    def after(_result: Any) -> str:
        flash(NEWS[name], "success")
        return url_for("handing_over.hand_over", ref=record.ref)

    return htmx.answer(
        form,
        lambda: actions.answer(db.session(), record, current_user, name, form.why, form.seen, today()),
        page=PAGE,
        context=lambda: _page(record, **{name: form}),
        location=after,
    )
