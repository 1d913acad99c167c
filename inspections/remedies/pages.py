"""What the pages of requirements show, and their forms as they open; it answers no request and decides nothing."""

from typing import Any

from flask_login import current_user

from inspections import secrecy, workflow
from inspections.bulk import queries as bulk
from inspections.bulk import rules as acts
from inspections.clock import today
from inspections.directory import queries as directory
from inspections.findings import queries as found
from inspections.lists.pages import Shown
from inspections.measures import queries as measures
from inspections.measures import rules as measure_rules
from inspections.permissions import may
from inspections.remedies import queries, rules
from inspections.remedies.forms import (
    DecisionForm,
    ReportForm,
    RequirementForm,
    SendForm,
    StepForm,
    UrgeForm,
)
from inspections.remedies.steps import FOLLOW_UP, ON_SITE, REMEDY, not_begun
from models.base import db
from models.findings import Finding, Remedy
from models.inspections import Visit

LABELS = {step.name: step.label for step in (*REMEDY, *ON_SITE)} | rules.OTHER_STEPS


def list_page(shown: Shown) -> dict[str, Any]:
    """What the page of the list shows beside its rows."""
    session, day = db.session(), today()
    return {
        "late": queries.count_late(session, day),
        "common": {name: value for name, value in shown.filters if name in rules.COMMON},
        "for_body": current_user.body_id is not None,
        "acts": acts.offered(current_user.role),
        "last_change": bulk.latest(session, current_user),
    }


def remedy_page(remedy: Remedy, **forms: Any) -> dict[str, Any]:
    """What the page of a requirement shows; ``forms`` are those that were refused, by name."""
    session = db.session()
    facts = queries.remedy_facts(session, remedy, current_user, today())
    extensions = queries.extensions(session, remedy)
    waiting = remedy.state in rules.WAITING
    pending = next((one for one in extensions if one.granted is None), None)
    steps = [_offer(remedy, step, why, forms) for step, why in workflow.offered(REMEDY, remedy.state, facts)]
    to_plan = facts.sent and not facts.planned and waiting
    return heading(remedy) | {
        "sent": facts.sent,
        "over_unsent": not facts.sent and remedy.due_on < today(),
        "steps": [one for one in steps if one["mine"] and not to_plan],
        "to_plan": next((one["blocked"] for one in steps if one["mine"] and to_plan), None),
        "send_form": forms.get("send") or SendForm(name="send", needed=remedy.audience == "own"),
        "urge_form": forms.get("urge") or UrgeForm(name="urge", needed=True),
        "decision_form": forms.get("decide") or DecisionForm(),
        "pending": pending,
        "waits": rules.WAITS[remedy.state],
        "may_ask": facts.sent and waiting and not pending,
        "may_urge": facts.sent and waiting,
        "extensions": extensions,
        "measures": measures.of_remedy(session, remedy),
        "kinds": measure_rules.KINDS,
        "causes": measures.causes(session, today()),
        "changeable": remedy.state not in rules.DONE,
        "history": list(reversed(queries.history(session, remedy))),
        "labels": LABELS,
    }


def _offer(remedy: Remedy, step: workflow.Step, blocked: str | None, forms: dict[str, Any]) -> dict[str, Any]:
    """A step as the page shows it: whether it is the reader's and the main one, what blocks it, and its form."""
    return {
        "step": step,
        "mine": may(current_user, step.permission, remedy),
        "blocked": blocked,
        "main": step.name == rules.NEXT.get(remedy.state),
        "form": forms.get(step.name) or StepForm(step=step) if step.name != "report" else None,
    }


def heading(remedy: Remedy) -> dict[str, Any]:
    """What every page about a requirement shows of it."""
    session = db.session()
    return {
        "remedy": remedy,
        "finding": remedy.finding,
        "body": queries.body_name(session, remedy, today()),
        "agency": directory.agency_name(session, remedy.owner or "", today()),
        "short": directory.agency_names(session, today(), short=True),
        "day": today(),
        "rules": rules,
        "for_body": current_user.body_id is not None,
        "banner": secrecy.BANNER,
        "confirmation": secrecy.PHOTO_CONFIRMATION,
    }


def requirement_form(finding: Finding, *args: Any, **kwargs: Any) -> RequirementForm:
    """The form of a requirement with the people who may follow it."""
    return RequirementForm(*args, people=queries.followers(db.session(), finding.owner or ""), **kwargs)


def new_form(finding: Finding) -> RequirementForm:
    """The same as it opens: with what the finding says, or what may be said of it, and the due day for its severity."""
    items = found.resting_items(db.session(), finding)
    data = {
        "requirement": finding.requirement or found.first_requirement(db.session(), finding, items),
        "ground": finding.duty,
        "due_on": queries.proposed_due(db.session(), finding, today()),
        "follower": current_user.ref,
    }
    return requirement_form(finding, data=data)


def edit_form(remedy: Remedy) -> RequirementForm:
    """The same with what a requirement says."""
    fields = ("requirement", "ground", "due_on")
    data = {field: getattr(remedy, field) for field in fields} | {"version": str(remedy.version)}
    return requirement_form(remedy.finding, data=data | {"follower": remedy.follower.ref if remedy.follower else ""})


def requirement_page(finding: Finding) -> dict[str, Any]:
    """What the page of a new requirement shows of its finding."""
    session = db.session()
    proposed = queries.proposed_due(session, finding, today())
    days = found.suggested_days(session, found.resting_items(session, finding))
    name = directory.body_names(session, [finding.visit.body_id], today()).get(finding.visit.body_id, "")
    return {"finding": finding, "visit": finding.visit, "body": name, "proposed": proposed, "rules": rules} | {
        "suggested": rules.suggested_text(today(), days) if days else ""
    }


def report_form(remedy: Remedy, *args: Any, so_far: bool = False) -> ReportForm:
    """The form of a report, final or ``so_far``: a body reports itself, an agency from the body's letter."""
    shown = [one.measure for one in measures.of_remedy(db.session(), remedy) if one.measure.state == "open"]
    pairs = [(one.ref, one.text) for one in shown]
    return ReportForm(*args, needed=current_user.body_id is None, open_measures=pairs, so_far=so_far)


def report_page(remedy: Remedy, so_far: bool) -> dict[str, Any]:
    """What the page of a report shows, and why nothing can be reported now, before anybody types or chooses files."""
    facts = queries.remedy_facts(db.session(), remedy, current_user, today())
    return heading(remedy) | {
        "so_far": so_far,
        "to_plan": not facts.planned,
        "blocked": rules.WAITS[remedy.state] if remedy.state not in rules.WAITING else not_begun(facts),
    }


def visit_page(visit: Visit) -> dict[str, Any]:
    """What the end of a visit shows: its body, and what holds it up."""
    session = db.session()
    facts = queries.follow_up_facts(session, visit)
    return {
        "visit": visit,
        "body": directory.body_names(session, [visit.body_id], today()).get(visit.body_id, ""),
        "blocked": next((why for _step, why in workflow.offered(FOLLOW_UP, visit.state, facts) if why), None),
    }
