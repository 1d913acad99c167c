"""Answers HTTP for the board of requirements and the picture of their days; it decides nothing and writes nothing."""

from typing import Any

from flask import Blueprint, render_template, request

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.directory.rules import given
from inspections.guard import needs
from inspections.inspecting import queries as inspecting
from inspections.inspecting.rules import AGENCIES
from inspections.permissions import Permission
from inspections.remedies import queries as remedies
from inspections.remedies import rules as remedy_rules
from inspections.search.rules import shortened
from inspections.tracking import drawn, queries, rules
from inspections.tracking.forms import TrackingFilter
from models.base import db
from models.inspections import Visit

bp = Blueprint("tracking", __name__)

LONGEST_BODY = 60


def _asked() -> dict[str, Any]:
    """What both pages share: the filter, what it asks for, and the words for what is shown."""
    session, day = db.session(), today()
    short = directory.agency_names(session, day, short=True)
    form = TrackingFilter(
        request.args,
        agencies=[(code, short.get(code, code)) for code in AGENCIES["both"]],
        bodies=remedies.bodies(session, day),
        years=inspecting.years(session, Visit.day),
    )
    asked = given(form)
    return {"form": form, "asked": asked, "short": short, "rules": remedy_rules, "day": day}


@bp.get("/remedies/board")
@needs(Permission.REMEDY_TRACK)
def board() -> str:
    """The requirements in columns by how they stand."""
    shared = _asked()
    lanes = queries.lanes(db.session(), shared["asked"], today())
    return render_template("tracking/board.html", lanes=lanes, **shared)


@bp.get("/remedies/timeline")
@needs(Permission.REMEDY_TRACK)
def timeline() -> str:
    """What bodies have and have not met, each as a bar from the day it was sent to its due day, with the table."""
    shared = _asked()
    rows = queries.running(db.session(), shared["asked"], today())
    sent, unsent = queries.unmet(db.session(), shared["asked"], today())
    bars = [_bar(number, row) for number, row in enumerate(rows, 1)]
    return render_template(
        "tracking/timeline.html",
        rows=rows,
        plot=drawn.timeline(bars, today()),
        described=drawn.described(bars, today()),
        left_out=rules.left_out(len(rows), sent, unsent),
        **shared,
    )


def _bar(number: int, row: queries.Running) -> drawn.Bar:
    one = row.remedy
    mark = remedy_rules.due_mark(one.state, one.due_on, today(), one.sent)
    words = ", ".join(filter(None, (shortened(row.body, LONGEST_BODY), mark[1].lower() if mark else "")))
    return drawn.Bar(f"{number}. {words}", row.sent_on, row.earlier, one.due_on)
