"""Answers HTTP for looking again: choose what is open at a body, see what a visit says of it, record that."""

from typing import Any

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from inspections import htmx
from inspections.clock import today
from inspections.directory import queries as directory
from inspections.guard import needs
from inspections.inspecting.rules import GROUNDS
from inspections.permissions import Permission
from inspections.rechecking import actions, queries, rules
from inspections.rechecking.forms import RecheckForm, SettleForm
from inspections.search.rules import shortened
from inspections.vietnamese import format_date
from inspections.working_days import next_working_day
from models.base import db
from models.directory import Body
from models.findings import Finding
from models.measures import Recheck

bp = Blueprint("rechecking", __name__)

NEW, PAGE = "rechecking/new.html", "rechecking/recheck.html"
UNPLANNED = ("a", "b")


def _words(finding: Finding) -> str:
    codes = ", ".join(sorted(one.visit_item.code for one in finding.items))
    return f"{shortened(finding.text)} ({codes}; ngày {format_date(finding.detected_on)})"


def _form(body: Body, *args: Any, **kwargs: Any) -> RecheckForm:
    session = db.session()
    found = [(one.ref, _words(one)) for one in queries.open_findings(session, body)]
    lines = [(rules.LINE + key, words) for key, words in queries.lines(session, body, today())]
    grounds = [*lines, *((code, GROUNDS[code]) for code in UNPLANNED)]
    return RecheckForm(*args, open_findings=found, grounds=grounds, **kwargs)


def _new_page(body: Body) -> dict[str, Any]:
    names = directory.body_names(db.session(), [body.id], today())
    return {"body": body, "name": names.get(body.id, "")}


@bp.get("/bodies/<ref:ref>/recheck")
@needs(Permission.DECISION_CREATE, Body)
def new(record: Body) -> str:
    """What is still open at a body, to be looked at again."""
    page = _new_page(record)
    data = {
        "title": f"Kiểm tra lại việc khắc phục tại {page['name']}",
        "first_day": next_working_day(today(), directory.calendar(db.session())),
    }
    form = _form(record, data=data)
    form.findings.data = [one.value for one in form.findings.choices]
    return render_template(NEW, form=form, **page)


@bp.post("/bodies/<ref:ref>/recheck")
@needs(Permission.DECISION_CREATE, Body)
def create(record: Body) -> Response:
    """Draws the inspection up."""
    form = _form(record, request.form)

    def after(visit: Any) -> str:
        flash("Đã lập dự thảo cuộc kiểm tra lại với đúng các nội dung chưa đạt của phát hiện đã chọn.", "success")
        return url_for("inspecting.visit", ref=visit.ref)

    return htmx.answer(
        form,
        lambda: actions.create(db.session(), current_user, record, form.typed(), today()),
        page=NEW,
        context=lambda: _new_page(record),
        location=after,
    )


def _page(record: Recheck, settle: SettleForm | None = None) -> dict[str, Any]:
    session = db.session()
    names = directory.body_names(session, [record.visit.body_id], today())
    return {
        "recheck": record,
        "result": queries.result(session, record),
        "remedies": queries.remedies(session, record.finding),
        "body": names.get(record.visit.body_id, ""),
        "short": directory.agency_names(session, today(), short=True),
        "outcomes": rules.OUTCOMES,
        "settle_form": settle or SettleForm(data={"version": str(record.version)}),
    }


@bp.get("/rechecks/<ref:ref>")
@needs(Permission.FINDING_READ, Recheck)
def recheck(record: Recheck) -> str:
    """An old finding and what the later visit says of it."""
    return render_template(PAGE, form=None, **_page(record))


@bp.post("/rechecks/<ref:ref>/settle")
@needs(Permission.RECHECK_SETTLE, Recheck)
def settle(record: Recheck) -> Response:
    """Records what the visit says."""
    form = SettleForm(request.form)

    def after(_recheck: Recheck) -> str:
        flash("Đã ghi nhận kết quả kiểm tra lại.", "success")
        return url_for("rechecking.recheck", ref=record.ref)

    return htmx.answer(
        form,
        lambda: actions.settle(db.session(), record, current_user, form.said.data or "", today(), form.seen),
        page=PAGE,
        context=lambda: _page(record, form),
        location=after,
    )
