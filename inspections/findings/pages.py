"""What the pages of findings show, and their forms as they open; it answers no request and decides nothing."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import Any

from flask import url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from inspections import workflow
from inspections.clock import today
from inspections.comments import queries as talk
from inspections.directory import queries as directory
from inspections.findings import queries, rules
from inspections.findings.forms import (
    STEP_FORMS,
    ActForm,
    AudienceForm,
    ContentForm,
    HandOverForm,
    LinkForm,
    NewForm,
    PlainForm,
    StepForm,
)
from inspections.findings.steps import FINDING, LABELS, FindingFacts
from inspections.handing_over import queries as handing_over
from inspections.inquiries import queries as inquiries
from inspections.law import rules as law
from inspections.lists.pages import state_words
from inspections.papers import rules as papers
from inspections.penalties import queries as penalties
from inspections.penalties import rules as penalty_rules
from inspections.permissions import Permission, may
from inspections.rechecking import queries as rechecking
from inspections.remedies import queries as remedies
from inspections.remedies import rules as remedy_rules
from models.base import db
from models.findings import Finding
from models.inspections import Visit
from models.law import Act

BY_REMEDIES = "remedy"
"""The step that a remedy takes; no button of its own."""
OF_VIOLATIONS = frozenset({"record", "transfer", "decide"})
LONGEST_OPTION = 110
SUGGESTED = "Theo nội dung kiểm tra"


def new_form(visit: Visit, *args: Any, **kwargs: Any) -> NewForm:
    """The form of a finding that rests on no item; a survey has good practices alone."""
    kinds = rules.NOTED_FREELY if visit.kind != "survey" else rules.NOTED_FREELY[1:]
    return NewForm(*args, kinds=kinds, severities=state_words("severity"), **kwargs)


def content_form(finding: Finding, *args: Any, **kwargs: Any) -> ContentForm:
    """The form of a finding's words."""
    return ContentForm(*args, kind=finding.kind, severities=state_words("severity"), **kwargs)


def act_form(finding: Finding, *args: Any, **kwargs: Any) -> ActForm:
    """The form of a finding's act, with the acts that its agency may record and that may have been in force."""
    return ActForm(*args, acts=_groups(finding, _acts(finding), _suggested(finding)), **kwargs)


def _acts(finding: Finding) -> Sequence[Act]:
    first, last = rules.possible_days(finding.continuing, finding.ended_on, finding.detected_on)
    earliest = min(first, rules.a_year_from(finding.detected_on, -1))
    return queries.acts(db.session(), earliest, max(last, finding.detected_on), finding.act_id)


def _suggested(finding: Finding) -> set[str]:
    return queries.suggested(db.session(), queries.items(db.session(), finding))


def _groups(finding: Finding, acts: Sequence[Act], suggested: set[str]) -> dict[str, list[tuple[str, str]]]:
    """The acts to choose from: those the checklist names first, then by decree; none that is another agency's."""
    groups: dict[str, list[tuple[str, str]]] = {SUGGESTED: []}
    for act in acts:
        if rules.is_competent(finding.owner or "", act.competence):
            held = law.validity_text(act.document.valid_from, act.document.valid_to)
            group = f"{rules.document_name(act.document)} ({held})"
            pair = (act.code, f"{act.point}: {shorten(act.description, LONGEST_OPTION, placeholder=' …')}")
            groups.setdefault(SUGGESTED if act.code in suggested else group, []).append(pair)
    return {group: pairs for group, pairs in groups.items() if pairs}


def finding_page(finding: Finding, **forms: Any) -> dict[str, Any]:
    """What the page of a finding shows; ``forms`` are those that were refused, by name."""
    session, visit, day = db.session(), finding.visit, today()
    mine = may(current_user, Permission.FINDING_EDIT, finding)
    asked = handing_over.latest(session, finding)
    editable = mine and finding.state == "noted" and not (asked and asked.state == "waiting")
    items, photos = queries.items(session, finding), queries.photos(session, finding)
    acts = _acts(finding) if finding.kind != "good_practice" and visit.kind != "survey" else []
    suggested = queries.suggested(session, items)
    facts = queries.facts(session, finding, day)
    return {
        "finding": finding,
        "visit": visit,
        "body": directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, ""),
        "short": directory.agency_names(session, day, short=True),
        "kind": rules.kind_text(finding.kind, facts.recorded),
        "editable": editable,
        "writable": editable and visit.state in rules.FINDS_AT,
        "items": items,
        "photos": photos,
        "law": _law(finding, facts, day),
        "asked": asked,
        "handling": _handling(finding, facts, day),
        "suggested": [act for act in acts if act.code in suggested],
        "foreign": [
            a for a in acts if a.code in suggested and not rules.is_competent(finding.owner or "", a.competence)
        ],
        "steps": _steps(finding, facts, forms),
        "history": queries.history(session, finding),
        "talk": talk.link(session, finding, url_for("comments.of_finding", ref=finding.ref)),
        "rechecks": rechecking.of_finding(session, finding),
        "opinions": inquiries.opinions_on(session, finding),
        "from_visit": False,
        "labels": LABELS,
        "rules": rules,
        "law_rules": law,
        "other": rules.OTHER[finding.owner or "DIC"],
        **_ahead(finding),
        **(_forms(finding, _groups(finding, acts, suggested), items, photos, forms) if editable else {}),
    }


def _ahead(finding: Finding) -> dict[str, Any]:
    """What lies ahead of a finding: whether others must agree to it, what is required, and whether more can be."""
    return {
        "waits": finding.state == "noted" and not may(current_user, Permission.FINDING_CONFIRM, finding),
        "required": remedies.of_finding(db.session(), finding),
        "remediable": finding.kind != "good_practice" and finding.state in remedy_rules.REMEDIABLE,
        "follow": remedy_rules,
    }


def _forms(finding: Finding, acts: Any, items: Any, photos: Any, forms: dict[str, Any]) -> dict[str, Any]:
    """The forms of a finding that may be changed: the refused one as it was typed, the others fresh."""
    fresh = {"version": str(finding.version)}
    fields = {name: getattr(finding, name) for name in ("text", "severity", "duty", "requirement")}
    act = {
        "act": finding.act.code if finding.act else _only(acts.get(SUGGESTED, [])),
        "ending": "continuing" if finding.continuing else "ended" if finding.ended_on else "unknown",
        **{name: getattr(finding, name) for name in ("ended_on", "detected_on", "put_right_on")},
        **{name: getattr(finding, name) for name in ("subject_kind", "subject")},
    }
    link = forms.get("link") or LinkForm(
        data=fresh
        | {"items": [one.row.ref for one in items if one.chosen], "photos": [p.row.ref for p in photos if p.chosen]}
    )
    link.items.choices = [SelectChoice(one.row.ref, f"{one.row.code}. {one.words}") for one in items]
    link.photos.choices = [SelectChoice(one.row.ref, one.words) for one in photos]
    return {
        "content": forms.get("content") or content_form(finding, data=fresh | fields),
        "act_form": forms.get("act_form") or ActForm(data=fresh | act, acts=acts),
        "link": link,
        "plain": forms.get("plain") or PlainForm(data=fresh),
        "audience": forms.get("audience") or AudienceForm(data=fresh | {"audience": finding.audience}),
        "hand_over": forms.get("hand_over") or HandOverForm(data=fresh),
    }


def _only(pairs: Sequence[tuple[str, str]]) -> str:
    """The code of the one act that the checklist suggests; where there are several, a person chooses."""
    return pairs[0][0] if len(pairs) == 1 else ""


def step_form(finding: Finding, step: workflow.Step, *args: Any, **kwargs: Any) -> StepForm:
    """The form of a step."""
    if step.name in {"decide", "transfer"}:
        session, day = db.session(), today()
        offices, chosen = penalties.offices(session, day), penalties.penalty_of(session, finding).office
        proposed = {"office": chosen, "to": dict(offices).get(chosen or "", "")}
        kwargs["data"] = proposed | kwargs.get("data", {})
        kwargs |= {"offices": offices} if step.name == "decide" else {}
    if step.name == "record":
        people = queries.people(db.session(), finding.owner or "")
        kwargs["writers"] = [(one.ref, f"{one.name}, {one.position}") for one in people]
    return STEP_FORMS.get(step.name, StepForm)(*args, step=step, **kwargs)


def _steps(finding: Finding, facts: FindingFacts, forms: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps that the reader may take, each with its form or what blocks it."""
    found = []
    for step, blocked in workflow.offered(FINDING, finding.state, facts):
        relevant = step.name != BY_REMEDIES and (finding.kind == "violation" or step.name not in OF_VIOLATIONS)
        if relevant and may(current_user, step.permission, finding):
            fresh = {"version": str(finding.version)}
            form = forms.get(step.name) or (None if blocked else step_form(finding, step, data=fresh))
            found.append({"step": step, "blocked": blocked, "form": form})
    return found


def _law(finding: Finding, facts: FindingFacts, day: date) -> dict[str, Any] | None:
    """The legal side of a violation: its act, both bands, the decree by its day, the period."""
    act = finding.act
    if act is None:
        return None
    given = (finding.continuing, finding.ended_on, finding.detected_on)
    first, last = rules.possible_days(*given)
    document = act.document
    others = [] if facts.day_known else queries.decrees(db.session(), document)
    return {
        "act": act,
        "document": rules.document_name(document),
        "bands": law.bands(document.base_subject, act.minimum, act.maximum),
        "verified": facts.verified,
        "day": rules.law_day(*given),
        "possible": [
            (rules.document_name(one), law.validity_text(one.valid_from, one.valid_to), one.status)
            for one in others
            if rules.holds_within(one, first, last)
        ],
        "limit": rules.limitation_end(*given),
        "left": penalty_rules.left_words(rules.limitation_end(*given), day),
        "over": facts.over,
    }


def _handling(finding: Finding, facts: FindingFacts, day: date) -> dict[str, Any] | None:
    """How far the handling of a violation is, the last day of each step by its name, the papers of its steps."""
    if finding.kind != "violation" or finding.act is None:
        return None
    session = db.session()
    penalty, known = penalties.penalty_of(session, finding), penalties.terms(session, finding.detected_on)
    receipts = penalties.receipts(session, finding)
    dues = penalties.dues(session, finding, penalty, known)
    stage = penalties.stage_facts(session, finding, penalty, receipts, facts.over)
    written = finding.visit.state in papers.AFTER_SIGNING
    return {
        "stage": penalty_rules.stage(stage),
        "dues": {one.step: one for one in dues},
        "papers": _papers(finding, facts) if written else {},
    }


def _papers(finding: Finding, facts: FindingFacts) -> dict[str, str]:
    """The papers that may be drawn up for the steps that are open, by the step; they rest on signed minutes."""
    offered = {step.name for step, blocked in workflow.offered(FINDING, finding.state, facts) if blocked is None}
    return {step: papers.KINDS[kind] for kind, step in papers.FINDING_STEPS.items() if step in offered}
