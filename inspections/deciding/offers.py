"""How the steps and acts of an inspection stand on its page, each with its forms; it takes none and decides nothing."""

from collections.abc import Mapping
from typing import Any

from flask_login import current_user

from inspections import workflow
from inspections.clock import today
from inspections.deciding import deadlines, steps
from inspections.deciding.queries import Case
from inspections.deciding.signing import MoveForm, SignedForm
from inspections.deciding.steps import ACTS, INSPECTION, InspectionFacts
from inspections.papers import queries as papers
from inspections.permissions import Permission, may
from inspections.vietnamese import format_date, lower_first
from models.base import db
from models.inspections import Inspection

FIRST = {
    "decide": (
        ("deciding.draft", "Sửa nội dung"),
        ("deciding.team", "Lập, sửa đoàn"),
        ("deciding.schedule", "Sửa lịch, văn bản thống nhất"),
    ),
    "approve_working_plan": (("deciding.working_plan", "Lập, sửa kế hoạch tiến hành"),),
}
"""The pages on which is done what holds a step back."""


def offered(inspection: Inspection, case: Case, forms: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps as cards, what comes next first and what ends an inspection last; ``forms`` are those refused."""
    main = steps.NEXT.get(inspection.state)
    found = [_offer(inspection, *one, forms) for one in _leaving(inspection, case.facts())]
    most = deadlines.most_text(case.limits.extension(inspection.issuer), case.limits.words)
    for form in (one[way] for one in found for way in ("app", "paper") if one[way] and "days" in one[way]):
        form["days"].description = most
    return sorted(found, key=lambda one: (one["step"].name != main, one["step"].name in steps.LAST))


def signer(inspection: Inspection) -> str:
    """Who signed the decision, as the form of a further paper suggests him."""
    one = inspection.signer
    return f"{one.title} {one.name}, {one.position}" if one else ""


def _leaving(inspection: Inspection, facts: InspectionFacts) -> list[tuple[Any, str | None]]:
    """Steps and acts that leave this state with what blocks them; what is quiet only while nothing does."""
    acts = [(act, act.blocked(facts)) for act in ACTS if inspection.state in act.sources]
    found: list[tuple[Any, str | None]] = [*workflow.offered(INSPECTION, inspection.state, facts), *acts]
    sent_up = inspection.issuer == "UBND"
    return [
        (step, why)
        for step, why in found
        if not (step.name in steps.QUIET and (why or step.name == "begin")) and (step.name != "submit" or sent_up)
    ]


def _offer(inspection: Inspection, step: Any, blocked: str | None, forms: Mapping[str, Any]) -> dict[str, Any]:
    """A step as its card shows it: what blocks it, its form in the application, the form of its paper, who waits."""
    app, paper = _app_form(inspection, step, forms), _paper_form(inspection, step, forms)
    recorded = steps.RECORDED.get(step.name, lower_first(step.label))
    return {
        "step": step,
        "blocked": blocked,
        "app": app,
        "paper": paper,
        "recorded": recorded,
        "awaited": lower_first(step.label),
        "task": step.label if app else f"Ghi nhận {recorded}",
        "consequence": steps.CONSEQUENCES.get(step.name),
        "mends": FIRST.get(step.name, ()) if blocked else (),
    }


def _app_form(inspection: Inspection, step: Any, forms: Mapping[str, Any]) -> Any:
    """The form of a step that the reader may take in the application, or None."""
    taken = step.name not in steps.ONLY_ON_PAPER and may(current_user, step.permission, inspection)
    if not taken or (step.name == "approve_working_plan" and current_user.id != inspection.signer_id):
        return None
    fresh = {"version": str(inspection.version), "on": format_date(today())} | _numbered(inspection, step)
    return forms.get(f"app_{step.name}") or MoveForm(data=fresh, step=step)


def _paper_form(inspection: Inspection, step: Any, forms: Mapping[str, Any]) -> Any:
    """The form of a paper that the reader may record, or None."""
    kind = steps.PAPERS.get(step.name)
    if kind is None or not may(current_user, Permission.DECISION_RECORD, inspection):
        return None
    data = {"version": str(inspection.version), "on": format_date(today()), "kind": kind}
    data["signer"] = signer(inspection) if step.permission == Permission.DECISION_SIGN else ""
    data |= papers.as_signed(db.session(), inspection, step.name)
    return forms.get(f"paper_{step.name}") or SignedForm(data=data, step=step)


def _numbered(inspection: Inspection, step: Any) -> dict[str, Any]:
    """The number of the decision's own paper, where the decision was signed here and its number is asked for."""
    found = papers.as_signed(db.session(), inspection, "decide") if step.name == "number" else {}
    return {"given": found["number"]} if found else {}
