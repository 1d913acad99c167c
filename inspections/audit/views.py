"""Pages of the event log: its rows without contents, and the check of its chain; it writes nothing."""

from flask import Blueprint, current_app, render_template, request
from flask_login import current_user

from inspections.audit import queries, rules
from inspections.audit.forms import AnchorForm, EventFilter
from inspections.directory.rules import given, turn
from inspections.guard import needs
from inspections.permissions import Permission
from inspections.predicates import auditor
from models.base import db

bp = Blueprint("audit", __name__)


@bp.get("/log")
@needs(Permission.LOG_READ)
def events() -> str:
    """The rows that the reader may see; their numbers for the auditor alone, to whom gaps tell nothing."""
    form = EventFilter(request.args)
    asked = given(form)
    page = queries.events(
        db.session(),
        asked,
        current_app.config["TIME_ZONE"],
        turn(request.args.get("before"), request.args.get("after")),
    )
    numbered = auditor(current_user, None)
    return render_template("audit/events.html", form=form, asked=asked, page=page, numbered=numbered, rules=rules)


@bp.get("/log/verify")
@needs(Permission.LOG_VERIFY)
def verify() -> str:
    """Checks the whole chain, against an anchor if one is typed."""
    form = AnchorForm(request.args)
    verdict = None
    if form.validate():
        verdict = queries.check(db.engine, current_app.config["LOG_KEY"].encode(), form.anchor())
    return render_template("audit/verify.html", form=form, verdict=verdict, rules=rules)
