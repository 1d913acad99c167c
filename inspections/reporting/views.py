"""Answers HTTP for the department's reports of a year: which there are, and beginning one; papers show themselves."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_login import current_user

from inspections import htmx
from inspections.clock import today
from inspections.directory.rules import given
from inspections.forms import YearFilter
from inspections.guard import needs
from inspections.overview import queries as overview
from inspections.papers import begin_actions, queries
from inspections.papers.registry import KINDS, begun_of
from inspections.papers.rules import Year
from inspections.permissions import Permission
from inspections.reporting.forms import BeginForm
from models.base import db

bp = Blueprint("reporting", __name__)

PAGE, DEPARTMENT = "reporting/reports.html", "DIC"


def _page(year: int | None = None) -> dict[str, Any]:
    """The reports of the year that is asked for, else of this one, and those that may be begun."""
    session, day = db.session(), today()
    form = YearFilter(request.args, years=overview.years(session, day))
    year = year or int(given(form).get("year", day.year))
    form.year.data = str(year)
    subject = Year(year, DEPARTMENT)
    papers = queries.papers_of(session, subject)
    return {
        "filter": form,
        "year": year,
        "papers": papers,
        "kinds": KINDS,
        "offered": queries.offered(session, subject, papers, day),
    }


@bp.get("/department-reports")
@needs(Permission.REPORTING_READ)
def reports() -> str:
    """The department's reports of a year."""
    return render_template(PAGE, form=None, **_page())


@bp.post(f"/department-reports/<any({', '.join(begun_of('year'))}):kind>")
@needs(Permission.REPORTING_BEGIN)
def begin(kind: str) -> Response:
    """Begins one, or opens the draft that there is."""
    form = BeginForm(request.form)
    return htmx.answer(
        form,
        lambda: begin_actions.begin(
            db.session(), Year(form.number, DEPARTMENT), current_user, begun_of("year")[kind], today()
        ),
        page=PAGE,
        context=_page,
        location=lambda paper: url_for("papers.paper", ref=paper.ref),
    )
