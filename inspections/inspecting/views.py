"""Pages of inspections and visits: lists, one of each, choosing items, announcing; it decides nothing itself."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_login import current_user

from inspections import htmx, workflow
from inspections.clock import today
from inspections.directory import queries as directory
from inspections.fieldwork import queries as fieldwork
from inspections.findings import queries as findings
from inspections.findings import rules as finding_rules
from inspections.guard import needs
from inspections.inquiries import queries as inquiries
from inspections.inspecting import actions, queries, rules
from inspections.inspecting.forms import AnnounceForm, ChoiceForm
from inspections.inspecting.listed import INSPECTIONS, VISITS
from inspections.inspecting.steps import STANDING, VISIT, VisitFacts
from inspections.lists import pages as lists
from inspections.packs.rules import PACKABLE
from inspections.permissions import Permission
from inspections.rechecking import queries as rechecking
from inspections.remedies import queries as remedies
from inspections.visiting import queries as visiting
from models.base import db
from models.inspections import Inspection, Visit

bp = Blueprint("inspecting", __name__)


@bp.get("/inspections")
@needs(Permission.INSPECTION_READ)
def inspections() -> Response:
    """The list of inspections, newest decision first."""
    return lists.show(INSPECTIONS, "inspecting/inspections.html")


@bp.get("/inspections/<ref:ref>")
@needs(Permission.INSPECTION_READ, Inspection)
def inspection(record: Inspection) -> str:
    """One inspection: what was decided, by whom, for how long, who goes, and where."""
    session = db.session()
    rows = queries.visits_of(session, record)
    last_day = queries.last_day(session, record)
    decided = record.decided_on or today()
    return render_template(
        "inspecting/inspection.html",
        inspection=record,
        visits=rows,
        progress=fieldwork.progress_of(session, [row[0].id for row in rows]),
        agencies=directory.agency_names(session, decided),
        short=directory.agency_names(session, decided, short=True),
        team=queries.team(record),
        last_day=last_day,
        left=rules.days_left(last_day, today()) if record.state == "in_progress" else "",
        rules=rules,
    )


@bp.get("/visits")
@needs(Permission.VISIT_READ)
def visits() -> Response:
    """The list of visits, newest first, with what each agency has done."""
    return lists.show(VISITS)


@bp.get("/visits/<ref:ref>")
@needs(Permission.VISIT_READ, Visit)
def visit(record: Visit) -> str:
    """One visit: the body, who takes part, how far each agency is, and what comes next."""
    session = db.session()
    sections, counted = queries.sections_by_agency(session, record)
    facts = queries.visit_facts(session, record)
    found = findings.of_visit(session, record)
    return render_template(
        "inspecting/visit.html",
        found=found,
        counted_findings=finding_rules.counted([one.kind for one in found if one.state != "dismissed"]),
        notable=record.state in finding_rules.FINDS_AT,
        kinds=finding_rules.KINDS,
        sections=sections,
        counted=counted,
        parts=queries.parts(session, record),
        record=visiting.record(session, record),
        waiting=queries.waiting(session, record),
        follow=remedies.following(session, record),
        rechecks=rechecking.of_visit(session, record),
        from_visit=True,
        asked=inquiries.asked(session, record),
        next_step=rules.next_step(record.state, facts.items),
        choosable=record.state in rules.OPEN_STATES,
        packable=bool(sections) and record.state in PACKABLE,
        **_visit_context(record, facts),
    )


def _visit_context(record: Visit, facts: VisitFacts) -> dict[str, Any]:
    """What every page about a visit shows of it."""
    session = db.session()
    return {
        "visit": record,
        "body": queries.body_name(session, record),
        "short": directory.agency_names(session, record.day, short=True),
        "steps": workflow.offered(VISIT, record.state, facts),
        "items": facts.items,
        "rules": rules,
        "standing": STANDING.get(record.inspection.state) if record.state == "announced" else None,
    }


def _announcement(record: Visit) -> dict[str, Any]:
    context = _visit_context(record, queries.visit_facts(db.session(), record))
    return context | {"today_is": today(), "blocked": next((why for _step, why in context["steps"]), rules.ANNOUNCED)}


@bp.get("/visits/<ref:ref>/announce")
@needs(Permission.VISIT_ANNOUNCE, Visit)
def announcement(record: Visit) -> str:
    """Asks before the decision is announced at the body, or says why it cannot be yet."""
    form = AnnounceForm(data={"day": today()}, kind=record.kind)
    return render_template("inspecting/announce.html", form=form, **_announcement(record))


@bp.post("/visits/<ref:ref>/announce")
@needs(Permission.VISIT_ANNOUNCE, Visit)
def announce(record: Visit) -> Response:
    """Announces the decision at the body."""
    form = AnnounceForm(request.form, kind=record.kind)
    return htmx.answer(
        form,
        lambda: actions.announce(db.session(), record, current_user, today(), form.day.day),
        page="inspecting/announce.html",
        context=lambda: _announcement(record),
        location=lambda _visit: url_for("inspecting.visit", ref=record.ref),
    )


@bp.get("/visits/<ref:ref>/items")
@needs(Permission.VISIT_CHOOSE_ITEMS, Visit)
def items(record: Visit) -> str:
    """The sections and items of a visit to tick; at first all that its body's level may be asked."""
    context = _choice(record)
    rows = [row for offer in context["offers"] for row in offer.rows]
    taken = [row for row in rows if row.item is not None]
    own = [row.code for row in taken if row.item.audience == "own"]
    form = ChoiceForm(data={"codes": [row.code for row in taken or rows], "own": own, "version": record.version})
    return render_template("inspecting/items.html", form=form, **context)


def _choice(record: Visit) -> dict[str, Any]:
    session = db.session()
    return _visit_context(record, queries.visit_facts(session, record)) | {
        "offers": queries.offers(session, record),
        "choosable_leads": rules.choosable_leads(
            current_user.agency_code, rules.leading_agencies(record.inspection.members)
        ),
        "choosable": record.state in rules.OPEN_STATES,
        "for_good": rules.chosen_for_good(record.state),
    }


@bp.post("/visits/<ref:ref>/items")
@needs(Permission.VISIT_CHOOSE_ITEMS, Visit)
def choose(record: Visit) -> Response:
    """Saves the ticks; the buttons of a section save them with the whole of that section, or without it."""
    form = ChoiceForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.save_choice(db.session(), record, current_user, form.ticks()),
        page="inspecting/items.html",
        context=lambda: _choice(record),
        location=lambda _result: _after_choice(record, form.pick.data or form.drop.data or ""),
    )


def _after_choice(record: Visit, section: str) -> str:
    if section:
        return url_for("inspecting.items", ref=record.ref, _anchor=f"section-{section}")
    return url_for("inspecting.visit", ref=record.ref)
