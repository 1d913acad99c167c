"""What the pages of sheets show, and their forms as they open; it answers no request and decides nothing."""

from typing import Any

from flask import request
from flask_login import current_user

from inspections import secrecy, workflow
from inspections.clock import today
from inspections.directory import queries as directory
from inspections.inquiries import actions, queries, rules
from inspections.inquiries.forms import SEND, AnswerForm, SendForm, StepForm, answer_form
from inspections.inquiries.steps import INQUIRY, InquiryFacts
from inspections.permissions import may
from inspections.working_days import ONE_DAY
from models.base import db
from models.directory import Body
from models.inquiries import Inquiry, InquiryLine
from models.inspections import Visit

DIFFERENT = "different"
"""What the address asks for when only what differs shall be shown."""


def send_form(visit: Visit, kind: str, *args: Any) -> SendForm:
    """The form that sends a sheet: everything ticked, a self-check due on the day before the visit."""
    picks = [(pick.key, pick.words) for pick in queries.offered(db.session(), visit, kind)]
    before = visit.day - ONE_DAY
    data: dict[str, Any] = {"picked": [key for key, _words in picks]} if not args else {}
    if kind == rules.SELF_CHECK and before >= today():
        data["due_on"] = before
    return SendForm(*args, pick=rules.kinds(visit.kind)[kind].pick, picks=picks, data=data)


def new_page(visit: Visit, kind: str) -> dict[str, Any]:
    """What the page shows on which a sheet is sent."""
    names = directory.body_names(db.session(), [visit.body_id], today())
    return {
        "visit": visit,
        "body": names.get(visit.body_id, ""),
        "kind": rules.kinds(visit.kind)[kind],
        "word": next(word for word, one in rules.IN_ADDRESS.items() if one == kind),
        "offered": bool(queries.offered(db.session(), visit, kind)),
    }


def reply_form(inquiry: Inquiry, *args: Any) -> AnswerForm:
    """The form of an answer with what was kept before."""
    lines = queries.lines(db.session(), inquiry)
    sends = bool(args) and request.form.get("act") == SEND
    return answer_form(inquiry.kind, lines, *args, sends=sends, text=inquiry.text, version=str(inquiry.version))


def heading(inquiry: Inquiry) -> dict[str, Any]:
    """What every page about a sheet shows of it."""
    session, day = db.session(), today()
    names = directory.body_names(session, [inquiry.for_body_id or 0], day)
    asked = session.get(Body, inquiry.for_body_id or 0)
    return {
        "inquiry": inquiry,
        "kind": rules.kinds(asked.subject if asked else "")[inquiry.kind],
        "body": names.get(inquiry.for_body_id or 0, ""),
        "agency": directory.agency_name(session, inquiry.owner or "", day),
        "short": directory.agency_names(session, day, short=True),
        "for_body": current_user.body_id is not None,
        "late": rules.late_text(inquiry.due_on, inquiry.answered_on),
        "overdue": inquiry.state == "open" and inquiry.due_on < day,
        "banner": secrecy.BANNER,
        "begun": actions.has_begun(inquiry),
    }


def reply_page(inquiry: Inquiry) -> dict[str, Any]:
    """What the page shows on which a sheet is answered."""
    lines = queries.lines(db.session(), inquiry)
    body_writes = current_user.body_id is None and actions.written_by_body(inquiry, lines)
    closed = actions.BODY_WRITES if body_writes else None
    return heading(inquiry) | {"lines": lines, "closed": closed, "explained": rules.KINDS[inquiry.kind].explained}


def inquiry_page(inquiry: Inquiry, **forms: Any) -> dict[str, Any]:
    """One sheet: where it stands, what it asks, and once it was answered what the answers differ from."""
    session = db.session()
    lines = queries.lines(session, inquiry)
    shown = inquiry.state == "answered" or current_user.body_id is not None
    compares = inquiry.kind == rules.SELF_CHECK and inquiry.visit is not None and current_user.body_id is None
    states = queries.results(session, inquiry.visit) if compares and inquiry.visit else {}
    rows = [_row(line, states.get(line.key, {}), shown) for line in lines]
    different = [row for row in rows if row["differs"]]
    narrowed = compares and request.args.get("only") == DIFFERENT
    facts = InquiryFacts(begun=actions.has_begun(inquiry))
    steps = [
        {"step": step, "blocked": why, "form": forms.get(step.name) or _step_form(inquiry, step)}
        for step, why in workflow.offered(INQUIRY, inquiry.state, facts)
        if step.name != "answer" and may(current_user, step.permission, inquiry)
    ]
    return heading(inquiry) | {
        "rows": different if narrowed else rows,
        "narrowed": narrowed,
        "shown": shown,
        "compares": compares and inquiry.state == "answered",
        "different": len(different),
        "steps": steps,
        "total": len(lines),
        "done": sum(bool(line.choice) for line in lines),
    }


def _row(line: InquiryLine, states: dict[str, str], shown: bool) -> dict[str, Any]:
    choice = line.choice if shown else ""
    return {"line": line, "choice": choice, "states": states, "differs": rules.differs(choice, states.values())}


def _step_form(inquiry: Inquiry, step: workflow.Step) -> StepForm:
    form = StepForm(data={"version": str(inquiry.version)})
    return without_reason(form, step)


def without_reason(form: StepForm, step: workflow.Step) -> StepForm:
    """The form of a step; one that needs no reason asks for none. Its ids begin with the step's name."""
    if not step.needs_reason:
        del form.reason
    for one in form:
        one.id = one.label.field_id = f"{step.name}-{one.name}"
    return form
