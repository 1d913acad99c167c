"""What the pages of papers show, and their forms as they open; it answers no request and decides nothing."""

from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import Any

from flask import abort, current_app
from flask_login import current_user

from inspections import guard, workflow
from inspections.clock import today
from inspections.directory import queries as directory
from inspections.findings import queries as findings
from inspections.menu import is_demonstration
from inspections.papers import queries, rendering, subject_pages, subjects
from inspections.papers.composing import people
from inspections.papers.copies import making as copies_making
from inspections.papers.copies.by_reader import BODY, FULL, OWN
from inspections.papers.forms import ContentForm
from inspections.papers.order_forms import CONTENT
from inspections.papers.registry import KINDS, Kind
from inspections.papers.rendering import Place
from inspections.papers.rules import ISSUED
from inspections.papers.signing_forms import STEP_FORMS, NumberForm, ScanForm, StepForm
from inspections.papers.sources import facts_of
from inspections.papers.steps import PaperFacts
from inspections.papers.versions import pages as versions
from inspections.papers.violations import choosing
from inspections.papers.violations.forms import FORMS
from inspections.papers.year_forms import OF_YEAR
from inspections.permissions import Permission, may
from inspections.signatures.pages import beside
from models.base import db
from models.inspections import Visit
from models.papers import Paper

TYPED = {**CONTENT, **OF_YEAR, **FORMS}
"""The kinds whose texts are typed on a page of their own → its form."""
LONGEST_OPTION = 140
MAIN = ("lock", "sign", "issue", "send")
"""The steps that a paper waits for, one after another; the others are turns aside."""


def place() -> Place:
    """Where papers are made."""
    config = current_app.config
    return Place(Path(config["EVIDENCE_DIR"]), config["TIME_ZONE"], is_demonstration())


def kind_of(paper: Paper) -> Kind:
    """The entry of the paper's kind; answers 404 for a paper that has pages of its own elsewhere."""
    return KINDS.get(paper.kind) or abort(404)


def own_work(paper: Paper) -> bool:
    """Whether the paper is this person's work: some are that of one agency alone, though both read them."""
    return may(current_user, kind_of(paper).whose, paper)


def refuse_strangers(paper: Paper) -> None:
    """Answers 403 to whose work the paper is not."""
    if not own_work(paper):
        guard.refuse(kind_of(paper).whose, paper)


def visit_page(visit: Visit) -> dict[str, Any]:
    """The papers of a visit, and which may be begun now."""
    session = db.session()
    papers = queries.papers_of(session, visit)
    return {
        "visit": visit,
        "body": directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, ""),
        "papers": papers,
        "kinds": KINDS,
        "minutes": queries.minutes_of(session, visit),
        "closed": subjects.refusal(visit),
        "offered": queries.offered(session, visit, papers, today(), current_user.agency_code or ""),
    }


def paper_page(paper: Paper, **forms: Any) -> dict[str, Any]:
    """One paper: what it says, its steps, its files; a body's account sees what it says and its files alone."""
    session, kind = db.session(), kind_of(paper)
    works = may(current_user, Permission.INSPECTION_READ)
    if not works and paper.content is None:
        abort(404)
    facts = queries.facts(session, paper, today())
    content = rendering.compose(session, paper, place().zone) if paper.content else None
    shown = {
        "paper": paper,
        "kind": kind,
        "back": subject_pages.back(paper) if current_user.role != "body" else None,
        "conflict": queries.conflict(session, paper),
        "refused": facts.refused if works else None,
        "content": content,
        "changes": versions.changed(paper, content) if works else None,
        "works": works,
        "editable": works and paper.state == "draft" and kind.code in TYPED and own_work(paper),
        "steps": _steps(paper, kind, facts, forms) if works else [],
        "number_form": forms.get("number") or _number_form(paper, kind),
        "main": _main(paper, kind),
        "files": queries.files_of(session, paper),
        "copies": _copies(paper, works),
        "scans": queries.scans_of(session, paper),
        "scan_form": forms.get("scan") or ScanForm(),
        "scannable": works and paper.state in ISSUED and own_work(paper),
    }
    return shown | beside(paper, works, forms.get("signed")) | versions.beside(paper, works, forms)


def _copies(paper: Paper, works: bool) -> list[tuple[str, str]]:
    """The copies by reader that are offered: all to the people of both agencies, to a body its own alone."""
    if not copies_making.offered(paper):
        return []
    body = (BODY, f"Bản giao đơn vị được {'khảo sát' if paper.kind == 'survey_minutes' else 'kiểm tra'}")
    full, own = (FULL, "Bản đầy đủ, hai cơ quan cùng ký"), (OWN, "Bản lưu của cơ quan tôi, kèm phụ lục riêng")
    return [full, body, own] if works else [body]


def content_page(paper: Paper) -> dict[str, Any]:
    """What a paper says: as it was frozen, or as the records have it now."""
    kind_of(paper)
    if paper.content is None and not may(current_user, Permission.INSPECTION_READ):
        abort(404)
    content, works = rendering.compose(db.session(), paper, place().zone), may(current_user, Permission.INSPECTION_READ)
    return {"paper": paper, "content": content, "changes": versions.changed(paper, content) if works else None}


def _number_form(paper: Paper, kind: Kind) -> NumberForm | None:
    """The form of the number of a team's draft, with the next one; none for who may not give it."""
    if paper.state != "draft" or not kind.of_team or not may(current_user, Permission.PAPER_NUMBER, paper):
        return None
    return NumberForm(data={"version": str(paper.version), "serial": str(queries.next_number(db.session(), paper))})


def _main(paper: Paper, kind: Kind) -> str | None:
    """The step that the paper waits for."""
    if kind.of_team and not paper.number:
        return "number"
    return next((step.name for step in kind.steps if step.name in MAIN and paper.state in step.sources), None)


def _steps(paper: Paper, kind: Kind, facts: PaperFacts, forms: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"step": step, "blocked": blocked, "form": forms.get(step.name) or step_form(paper, step.name)}
        for step, blocked in workflow.offered(kind.steps, paper.state, facts)
        if may(current_user, step.permission, paper) and own_work(paper)
    ]


def step_form(paper: Paper, name: str, *typed: Any) -> StepForm:
    """The form of a step, as it opens or as it was sent."""
    held = {"version": str(paper.version)} | (_SUGGESTED[name](paper) if name in _SUGGESTED and not typed else {})
    return STEP_FORMS.get(name, StepForm)(*typed, data=held, step=name)


def _signers(paper: Paper) -> dict[str, Any]:
    """Who signs: of a team's paper the leader and the body's representative, of an agency's paper who was typed."""
    if KINDS[paper.kind].finding_step == "record":
        named = paper.fields.get("representative") or paper.fields.get("subject") or ""
        return {"signer": named, "day": paper.fields.get("day", "")}
    if not KINDS[paper.kind].of_team:
        number, day = queries.recorded(db.session(), paper)
        return {"signer": paper.fields.get("signer", ""), "day": day or today(), "number": number}
    members = paper.inspection.members if paper.inspection else []
    leader = next((member.user for member in members if member.role == "lead"), None)
    attendees = [one for one in paper.visit.attendees if one.side == "body"] if paper.visit else []
    names = [leader.name if leader else "", *(one.name for one in attendees[:1])]
    return {"signer": "; ".join(filter(None, names)), "day": _day(paper)}


def _day(paper: Paper) -> date:
    """The day on which it is signed, as far as can be guessed: of the visit, of a new version today."""
    return paper.visit.day if paper.visit and queries.replaces(paper) is None else today()


def _refusal(paper: Paper) -> dict[str, Any]:
    """What was typed about the body not signing while the visit was recorded."""
    held = people.refusal(paper.fields)
    return {"day": paper.fields.get("day") or _day(paper)} | held


_SUGGESTED = {
    "sign": _signers,
    "issue": _signers,
    "not_sign": _refusal,
    "send": lambda _paper: {"day": today()},
}
"""What the form of a step opens with."""


def edit_page(paper: Paper) -> dict[str, Any]:
    """What stands beside the form: what the records say of each block, also of one that was written by hand."""
    kind, composed = kind_of(paper), {}
    if kind.blocks:
        facts = facts_of(db.session(), paper, place().zone)
        composed = {block: compose(facts) for block, compose in kind.blocks.items()}
    missing = queries.facts(db.session(), paper, today()).missing
    return {"paper": paper, "kind": kind, "composed": composed, "missing": missing}


def content_form(paper: Paper, *typed: Any) -> ContentForm:
    """The form of what is typed for a paper; answers 404 for a kind whose texts are typed elsewhere."""
    form = TYPED.get(paper.kind) or abort(404)
    given = _choices(paper) if paper.kind in FORMS else {}
    return form(*typed, data=dict(paper.fields) | {"version": str(paper.version)}, **given)


def _choices(paper: Paper) -> dict[str, Any]:
    """The violations that may be chosen for a paper, and who may have drawn it up."""
    session = db.session()
    rows = choosing.offered(session, paper)
    found = [(row.ref, shorten(choosing.words(row), LONGEST_OPTION, placeholder=" …")) for row in rows]
    people = findings.people(session, paper.owner or "")
    return {"found": found, "writers": [(one.ref, f"{one.name}, {one.position}") for one in people]}
