"""What the pages of plans show, and their forms as they open; it answers no request and decides nothing."""

from typing import Any

from flask import request
from flask_login import current_user

from inspections import workflow
from inspections.clock import today
from inspections.directory import queries as directory
from inspections.menu import province_name
from inspections.papers import queries as papers
from inspections.permissions import Permission, may
from inspections.planning import queries, rules, steps
from inspections.planning.forms import LineForm, PlanForm
from inspections.planning.steps import PLAN
from inspections.step_forms import PaperForm, StepForm
from models.base import db
from models.plans import Plan, PlanLine

TITLE = "Kế hoạch kiểm tra chuyên đề việc cung cấp và sử dụng dịch vụ bưu chính KT1 trên địa bàn {province} năm {year}"


def plan_form(*args: Any, **kwargs: Any) -> PlanForm:
    """The form of a new plan with the earlier plans that it may begin from."""
    earlier = [(plan.ref, f"Danh mục năm {plan.year} ({lines} cuộc)") for plan, lines in queries.plans(db.session())]
    return PlanForm(*args, earlier=earlier, **kwargs)


def new_plan_form() -> PlanForm:
    """The same as it opens: the next year that has no plan, with the newest list."""
    rows = queries.plans(db.session())
    year = max([today().year, *(plan.year + 1 for plan, _lines in rows)])
    title = TITLE.format(province=province_name() or "tỉnh", year=year)
    return plan_form(data={"year": str(year), "title": title, "copied": rows[0][0].ref if rows else ""})


def plan_page(plan: Plan, **forms: Any) -> dict[str, Any]:
    """What the page of a plan shows; ``forms`` are those that were refused, by way and step."""
    session = db.session()
    versions = queries.versions(session, plan)
    history = queries.approvals(session, plan)
    drafting = plan.number not in versions
    own = queries.snapshot(session, plan, today())
    numbers = [*versions, plan.number] if drafting and own else list(versions) or [plan.number]
    shown = request.args.get("version", type=int)
    shown = shown if shown in numbers else numbers[-1]
    lines = versions[shown].content["lines"] if shown in versions else own
    facts = queries.facts(plan, own, versions.get(plan.number - 1))
    title, before = (versions[one].content["title"] if one in versions else plan.title for one in (shown, shown - 1))
    last = history[-1].step if history else None
    return {
        "plan": plan,
        "lines": lines,
        "number": shown,
        "numbers": numbers,
        "title": title,
        "retitled": before if shown - 1 in versions and before != title else None,
        "frozen": versions.get(shown),
        "in_force": max(versions, default=0),
        "changes": rules.difference(versions[shown - 1].content["lines"], lines) if shown - 1 in versions else [],
        "warnings": rules.enterprise_warnings(lines),
        "history": list(reversed(history)),
        "labels": {step.name: step.label for step in PLAN},
        "editable": shown == plan.number and rules.editable(plan.state, last),
        "deletable": plan.number == 1 and plan.state in rules.EDITABLE,
        "steps": [
            _offer(plan, step, why, forms)
            for step, why in workflow.offered(PLAN, plan.state, facts)
            if not (why and step.name in steps.ONLY_WHEN_OPEN)
        ],
        "main": steps.NEXT.get(plan.state),
        "rules": rules,
    }


def _offer(plan: Plan, step: workflow.Step, blocked: str | None, forms: dict[str, Any]) -> dict[str, Any]:
    """A step as its card shows it: what blocks it, its form in the application, the form of its paper, who waits."""
    fresh = {"version": str(plan.version)}
    kind = steps.PAPERS.get(step.name)
    records = kind is not None and may(current_user, Permission.PLAN_RECORD, plan)
    taken = may(current_user, step.permission, plan)
    consequence = steps.CONSEQUENCES.get(step.name)
    return {
        "step": step,
        "blocked": blocked,
        "consequence": consequence,
        "recorded": steps.RECORDED.get(step.name),
        "folded": step.needs_reason or consequence is not None,
        "app": forms.get(f"app_{step.name}") or StepForm(data=fresh, step=step) if taken else None,
        "paper": forms.get(f"paper_{step.name}")
        or PaperForm(data=fresh | {"kind": kind} | papers.as_signed(db.session(), plan, step.name), step=step)
        if records
        else None,
    }


def line_form(*args: Any, **kwargs: Any) -> LineForm:
    """The form of a line with the agencies and the checklists that may be chosen."""
    session = db.session()
    short = directory.agency_names(session, today(), short=True)
    leads = [(code, short[code]) for code in ("DIC", "POLICE") if code in short]
    return LineForm(*args, leads=leads, titles=queries.checklist_titles(session), **kwargs)


def line_page(plan: Plan, line: PlanLine | None, form: LineForm) -> dict[str, Any]:
    """What the page of a line shows: the bodies that the search finds, by group, the chosen ones always."""
    chosen = list(form.bodies.data or ())
    offered = queries.bodies(db.session(), today(), form.q.data or "", chosen)
    groups: dict[str, list[queries.Choice]] = {}
    for body in offered:
        groups.setdefault(body.group, []).append(body)
    locked = rules.why_locked(plan.state, queries.last_step(db.session(), plan))
    return {"plan": plan, "line": line, "groups": groups, "chosen": chosen, "locked": locked}
