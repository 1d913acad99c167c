"""What the pages of penalties show, and their forms as they open; it answers no request and decides nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_login import current_user

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.findings import rules as findings
from inspections.law import rules as law
from inspections.penalties import deadlines, queries, rules
from inspections.penalties.forms import (
    CircumstanceForm,
    CourseForm,
    NamedForm,
    ProposalForm,
    ReceiptForm,
    ReminderForm,
    ScanForm,
    SendingForm,
    TakeBackForm,
    VoidForm,
)
from inspections.penalties.rules import Case, Term, Terms
from inspections.permissions import Permission, may
from inspections.vietnamese import format_date
from models.base import db
from models.findings import Finding
from models.penalties import Penalty, Receipt


def circumstance_form(finding: Finding, *args: Any, **kwargs: Any) -> CircumstanceForm:
    """The form of a circumstance with those that the law names, by what they weigh."""
    known = queries.terms(db.session(), finding.detected_on).circumstance
    groups = {
        words: [(one.code, _named(one)) for one in known.values() if one.content["effect"] == effect]
        for effect, words in rules.EFFECTS.items()
    }
    return CircumstanceForm(*args, known=groups, **kwargs)


def _named(term: Term) -> str:
    text = f"{term.content['text']} ({term.source})"
    return text if term.status == findings.VERIFIED else f"{text}, {findings.UNVERIFIED}"


def proposal_form(*args: Any, **kwargs: Any) -> ProposalForm:
    """The form of who decides; every office is offered, so that the wrong one is told which is right."""
    return ProposalForm(*args, offices=queries.offices(db.session(), today()), **kwargs)


def scan_form(finding: Finding, *args: Any, **kwargs: Any) -> ScanForm:
    """The form of a scan, with the papers of the violation that it may show."""
    rows = queries.receipts(db.session(), finding)
    receipts = [(one.ref, f"Biên lai số {one.number} ngày {format_date(one.day)}") for one in rows]
    return ScanForm(*args, papers=[("", f"Quyết định số {finding.decision_number}"), *receipts], **kwargs)


def course_form(finding: Finding, *args: Any, **kwargs: Any) -> CourseForm:
    """The form of what deadlines depend on; who has no right to explain is not asked about it."""
    known = queries.terms(db.session(), finding.detected_on)
    band = queries.case_of(finding).band
    return CourseForm(*args, explains=deadlines.explains(band, finding.subject_kind, known), **kwargs)


def penalty_page(finding: Finding, **forms: Any) -> dict[str, Any]:
    """What the page of a violation's handling shows; ``forms`` are those that were refused, by name."""
    session, day = db.session(), today()
    known, penalty = queries.terms(session, finding.detected_on), queries.penalty_of(session, finding)
    rows, case = queries.receipts(session, finding), queries.case_of(finding)
    limit = findings.limitation_end(finding.continuing, finding.ended_on, finding.detected_on)
    over = limit is not None and day > limit
    dues = queries.dues(session, finding, penalty, known)
    stage = rules.stage(queries.stage_facts(session, finding, penalty, rows, over))
    return {
        "finding": finding,
        "visit": finding.visit,
        "body": directory.body_names(session, [finding.visit.body_id], finding.visit.day).get(
            finding.visit.body_id, ""
        ),
        "short": directory.agency_names(session, day, short=True),
        "penalty": penalty,
        "stage": stage,
        "over": over,
        "limit": rules.left_words(limit, day),
        "decided": finding.decision_number is not None,
        "dues": dues,
        "ledger": queries.ledger_of(finding, deadlines.pay_by(dues), rows, known, day),
        "pay_by": deadlines.pay_by(dues),
        "receipts": rows,
        "files": queries.files(session, finding),
        "repeated": queries.repeated(session, finding, known.value("repetition_months")),
        "months": known.value("repetition_months"),
        "unsure": rules.unsure([*(one.term for one in dues), *_used(known, penalty, case)]),
        "rules": rules,
        "findings": findings,
        "law": law,
        **_weighing(finding, known, case, penalty),
        **_forms(finding, penalty, rows, forms),
    }


def _used(known: Terms, penalty: Penalty, case: Case) -> list[Term | None]:
    """What else of the law the page rests on: the power of the office that was chosen, the rate of interest."""
    interest = known.amount.get("late_interest") if penalty.received_on else None
    return [known.power.get(f"{penalty.office}:{case.document}"), interest]


def _weighing(finding: Finding, known: Terms, case: Case, penalty: Penalty) -> dict[str, Any]:
    """The circumstances, the range that follows from them, and who may decide."""
    session, day = db.session(), today()
    agencies, now = directory.agency_names(session, day), queries.terms(session, day)
    weighed = queries.weighed(session, finding, known)
    span = rules.fine_range(case.band, weighed) if case.band else None
    office = now.office.get(penalty.office or "")
    fits = span is not None and (penalty.proposed_fine or 0) in range(span.minimum, span.maximum + 1)
    return {
        "case": case,
        "weighed": weighed,
        "span": span,
        "middle": rules.midpoint(case.band) if case.band else None,
        "outside": bool(span and finding.fine and not span.minimum <= finding.fine <= span.maximum),
        "chosen": [(one, known.circumstance.get(one.code)) for one in queries.circumstances(session, finding)],
        "put_right": next((one for one in known.circumstance.values() if one.content.get("put_right")), None),
        "office": rules.office_name(office, agencies) if office else "",
        "proposed": penalty.proposed_fine if fits else None,
        "competent": rules.competent_names(now, case, agencies),
        "doubts": rules.doubts(now, case, agencies),
    }


def _forms(finding: Finding, penalty: Penalty, rows: Sequence[Receipt], forms: dict[str, Any]) -> dict[str, Any]:
    """The forms of who may prepare and of who may follow: the refused one as it was typed, the others fresh."""
    fresh = {"version": str(finding.version)}
    found: dict[str, Any] = {"preparing": False, "following": False}
    if may(current_user, Permission.PENALTY_PREPARE, finding):
        course = {name: getattr(penalty, name) for name in ("complicated", "expertise_on", "pace", "explain_asked_on")}
        course["explain_way"] = penalty.explain_way or ""
        proposal = {"office": penalty.office, "fine": penalty.proposed_fine}
        chosen = queries.circumstances(db.session(), finding)
        found |= {
            "preparing": finding.decision_number is None and finding.state != "dismissed",
            "weigh": forms.get("weigh") or circumstance_form(finding, data=fresh),
            "unweigh": _each(TakeBackForm, "code", [one.code for one in chosen], fresh, forms.get("unweigh")),
            "propose": forms.get("propose") or proposal_form(data=fresh | proposal),
            "course": forms.get("course") or course_form(finding, data=fresh | course),
            "remind": forms.get("remind") or ReminderForm(data=fresh),
        }
    if may(current_user, Permission.PENALTY_FOLLOW, finding):
        sending = {name: getattr(penalty, name) for name in ("sent_on", "received_on")}
        counting = [one.ref for one in rows if one.void_reason is None]
        found |= {
            "following": finding.decision_number is not None,
            "sending": forms.get("sending") or SendingForm(data=fresh | sending),
            "scan": forms.get("scan") or scan_form(finding, data=fresh),
            "pay": forms.get("pay") or ReceiptForm(data=fresh),
            "void": _each(VoidForm, "receipt", counting, fresh, forms.get("void")),
        }
    return found


def _each(
    form: type[NamedForm], field: str, keys: Iterable[str], fresh: dict[str, str], refused: NamedForm | None
) -> dict[str, NamedForm]:
    """A form for each row, by its key; the refused one as it was typed."""
    found = {key: form(data=fresh | {field: key}, key=key) for key in keys}
    if refused is not None and refused[field].data in found:
        found[refused[field].data] = refused
    return found
