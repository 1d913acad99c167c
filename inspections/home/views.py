"""The first page: what waits for the person, by his role; it decides nothing."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, render_template
from flask_login import current_user

from inspections.audit import queries as audit
from inspections.audit import rules as audit_words
from inspections.checklists import queries as checklists
from inspections.directory import queries as directory
from inspections.fieldwork import queries as fieldwork
from inspections.guard import needs
from inspections.home import queries
from inspections.inspecting import rules as inspecting
from inspections.permissions import Permission
from inspections.planning import queries as planning
from models.base import db, now
from models.directory import Body

bp = Blueprint("home", __name__)

LAST_ROWS = 10


def _case() -> dict[str, Any]:
    session = db.session()
    begun = queries.visits_in(session, current_user, "announced")
    ids = [row[0].id for row in begun]
    today = now().astimezone(current_app.config["TIME_ZONE"]).date()
    return {
        "plans": planning.waiting(session, current_user),
        "begun": begun,
        "progress": fieldwork.progress_of(session, ids),
        "parts": queries.parts_of(session, current_user.agency_code, ids),
        "waiting": queries.parts_waiting(session, current_user),
        "coming": queries.visits_in(session, current_user, "planned"),
        "short": directory.agency_names(session, today, short=True),
        "kinds": inspecting.KINDS,
    }


def _plans() -> dict[str, Any]:
    return {"plans": planning.waiting(db.session(), current_user)}


def _body() -> dict[str, Any]:
    session = db.session()
    body = session.get_one(Body, current_user.body_id)
    version_ids = list(checklists.current_of_kind(session, body.kind).values())
    topics = [version.title for version in checklists.versions(session, version_ids).values()]
    return {"visits": queries.visits_shown_to_body(session), "topics": topics, "kinds": inspecting.KINDS}


def _auditor() -> dict[str, Any]:
    page = audit.events(db.session(), {}, current_app.config["TIME_ZONE"], ("after", ""))
    return {"rows": page.rows[:LAST_ROWS], "numbered": True, "rules": audit_words}


def _administrator() -> dict[str, Any]:
    return {"accounts": queries.accounts(db.session(), now())}


HOMES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "inspector": ("home/case.html", _case),
    "manager": ("home/case.html", _case),
    "clerk": ("home/clerk.html", _plans),
    "approver": ("home/approver.html", _plans),
    "body": ("home/body.html", _body),
    "auditor": ("home/auditor.html", _auditor),
    "administrator": ("home/administrator.html", _administrator),
}
"""Role → the page that waits for it, and what that page shows."""


@bp.get("/")
@needs(Permission.HOME_READ)
def home() -> str:
    """What waits for the person who is signed in."""
    template, context = HOMES[current_user.role]
    return render_template(template, **context())
