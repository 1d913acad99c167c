"""Answers HTTP for changes of many requirements: chosen, done, shown for each, taken back; it decides nothing."""

import re
from typing import Any

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from inspections import htmx
from inspections.bulk import actions, queries, rules
from inspections.bulk.forms import BulkForm
from inspections.clock import today
from inspections.forms import Form
from inspections.guard import needs
from inspections.permissions import Permission
from inspections.remedies import queries as remedies
from inspections.remedies import rules as remedy_words
from inspections.search.rules import shortened
from models.base import db
from models.measures import BulkChange

bp = Blueprint("bulk", __name__)

PAGE, RESULT = "bulk/new.html", "bulk/change.html"
YEAR = re.compile("[0-9]{4}")
FILTERS = ("state", "overdue", "agency", "body", "year", "quarter", "commune")


def _act() -> str:
    """What is to be done; without a choice that there is, the first of those that there are."""
    offered = rules.offered(current_user.role)
    name = request.values.get("act", "")
    return name if name in offered else next(iter(offered))


def _words(remedy: Any, body: str) -> str:
    return f"{body}: {shortened(remedy.requirement)} ({remedy_words.latest_text(remedy.due_on)})"


def _form(found: Any, seen: dict[str, int], *args: Any, **kwargs: Any) -> BulkForm:
    """The form with the requirements that were chosen, each with the version that its page showed."""
    pairs = [(f"{row[0].ref}.{seen.get(row[0].ref, row[0].version)}", _words(*row)) for row in found]
    people = remedies.followers(db.session(), current_user.agency_code)
    return BulkForm(*args, act=_act(), people=people, rows=pairs, **kwargs)


def _page() -> dict[str, Any]:
    return {"label": rules.ACTS[_act()].label, "most": rules.MOST}


@bp.get("/remedy-changes/new")
@needs(Permission.REMEDY_CHANGE_MANY)
def new() -> str:
    """The requirements that were ticked in the list, or all of it, and what the act asks for."""
    session = db.session()
    seen = rules.chosen(request.args.getlist("rows"))
    if request.args.get("everything"):
        found, seen = queries.everything(session, _asked(), today()), {}
    else:
        found = queries.chosen(session, seen, today())
    form = _form(found, seen)
    form.rows.data = [one.value for one in form.rows.choices]
    return render_template(PAGE, form=form, **_page())


def _asked() -> dict[str, str]:
    """What the list was narrowed to; a year that is none narrows nothing."""
    asked = {name: request.args.get(name, "").replace("\0", "") for name in FILTERS}
    year = asked["year"]
    asked["year"] = year if YEAR.fullmatch(year) and int(year) else ""
    return {name: value for name, value in asked.items() if value}


@bp.post("/remedy-changes")
@needs(Permission.REMEDY_CHANGE_MANY)
def change_many() -> Response:
    """Does the act to every requirement that is still ticked."""
    seen = rules.chosen(request.form.getlist("rows"))
    form = _form(queries.chosen(db.session(), seen, today()), seen, request.form)
    return htmx.answer(
        form,
        lambda: actions.change_many(db.session(), current_user, _act(), seen, form.typed(), today()),
        page=PAGE,
        context=_page,
        location=lambda change: url_for("bulk.change", ref=change.ref),
    )


def _result(record: BulkChange) -> dict[str, Any]:
    rows = queries.rows(db.session(), record, today())
    done = [one for one in rows if one[2].done]
    changed = any(remedy.version != row.left_at for remedy, _body, row in done)
    return {
        "change": record,
        "label": rules.ACTS[record.act].label,
        "sentence": rules.outcome(len(done), len(rows) - len(done)),
        "refused": [one for one in rows if not one[2].done],
        "done": done,
        "undoable": bool(done) and record.undone_at is None and not changed,
        "changed": changed and record.undone_at is None,
    }


@bp.get("/remedy-changes/<ref:ref>")
@needs(Permission.REMEDY_CHANGE_MANY, BulkChange)
def change(record: BulkChange) -> str:
    """What came of a change for each requirement."""
    return render_template(RESULT, form=None, **_result(record))


@bp.post("/remedy-changes/<ref:ref>/undo")
@needs(Permission.REMEDY_CHANGE_MANY, BulkChange)
def undo(record: BulkChange) -> Response:
    """Takes the whole change back."""

    def after(_change: BulkChange) -> str:
        flash("Đã hoàn tác cả lần thay đổi.", "success")
        return url_for("bulk.change", ref=record.ref)

    return htmx.answer(
        Form(request.form),
        lambda: actions.undo(db.session(), record, current_user, today()),
        page=RESULT,
        context=lambda: _result(record),
        location=after,
    )
