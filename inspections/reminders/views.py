"""Answers HTTP for the one page of reminders: what is overdue for so long that the Chairman is told; writes nothing."""

from flask import Blueprint, render_template, url_for

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.guard import needs
from inspections.notifications import queries as notifications
from inspections.notifications import rules
from inspections.permissions import Permission
from inspections.reminders import queries
from models.base import db

bp = Blueprint("reminders", __name__)


@bp.get("/report-up")
@needs(Permission.REPORT_UP_READ)
def report_up() -> str:
    """What both agencies see overdue for so many days, the longest first, to be printed and sent up."""
    session = db.session()
    days = directory.setting(session, "report_up_days", today())
    found = queries.report_up(session, today(), days) if days is not None else []
    titles = notifications.titles(session, [(type(one.record).__name__, one.record.ref) for one in found], today())
    short = directory.agency_names(session, today(), short=True)
    return render_template(
        "reminders/report_up.html",
        found=found,
        days=days,
        titles=titles,
        short=short,
        rules=rules,
        address=lambda one: url_for(notifications.SUBJECTS[type(one).__name__].endpoint, ref=one.ref),
    )
