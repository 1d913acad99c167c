"""Finds bodies, inspections, findings and papers by words; the session's filter decides which ones may be found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.directory import queries as directory
from inspections.directory.rules import KINDS as BODY_KINDS
from inspections.directory.rules import LEVELS
from inspections.findings.rules import kind_text
from inspections.home.rules import INSPECTION_WAITS
from inspections.search import rules
from inspections.search.rules import Found, Group
from inspections.vietnamese import format_date
from models.base import BEGINNING
from models.directory import Body
from models.findings import Finding
from models.inspections import Inspection, Visit
from models.papers import Paper


@dataclass(frozen=True)
class Searched:
    """How one group is searched: its table, its order, its rows with all they show, and how a row is said.

    ``words`` is the column that keeps its marks, as of today.
    """

    model: Any
    order: tuple[Any, ...]
    falling: bool
    rows: Callable[[date], directory.Rows]
    say: Callable[[Any], Found]
    words: Callable[[date], Any]


def _bodies(today: date) -> directory.Rows:
    return sa.select(Body, directory.name_on(Body.id, today).label("name"))


def _say_body(row: Any) -> Found:
    body, name = row
    return Found(
        "directory.body", body.ref, name, f"{BODY_KINDS[body.kind]}, {LEVELS[body.level].lower()} · {body.place}"
    )


def _inspections(_today: date) -> directory.Rows:
    return sa.select(Inspection)


def _say_inspection(row: Any) -> Found:
    (inspection,) = row
    number, day = inspection.decision_number, inspection.decided_on
    decision = f"Quyết định số {number} ngày {format_date(day)}" if number and day else "Chưa ban hành quyết định"
    endpoint = "deciding.decision" if inspection.state in INSPECTION_WAITS else "inspecting.inspection"
    return Found(endpoint, inspection.ref, inspection.title, decision, ("inspection", inspection.state))


def _findings(_today: date) -> directory.Rows:
    return sa.select(Finding, directory.name_on(Visit.body_id, Visit.day).label("body"), Visit.day).join(
        Visit, Finding.visit_id == Visit.id
    )


def _say_finding(row: Any) -> Found:
    finding, body, day = row
    beneath = f"{kind_text(finding.kind, finding.record_number is not None)} · {body}, ngày {format_date(day)}"
    return Found("findings.finding", finding.ref, rules.shortened(finding.text), beneath, ("finding", finding.state))


def _papers(_today: date) -> directory.Rows:
    return sa.select(Paper).options(joinedload(Paper.inspection))


def _say_paper(row: Any) -> Found:
    (paper,) = row
    number = f"Số {paper.number}" if paper.number else "Chưa có số"
    beneath = f"{number} · {paper.inspection.title}" if paper.inspection else number
    return Found("papers.paper", paper.ref, paper.title, beneath, ("paper", paper.state))


_DECIDED_ON = sa.func.coalesce(Inspection.decided_on, BEGINNING)
"""The day of the decision; a draft counts as the oldest."""

SEARCHED = {
    "bodies": Searched(
        Body, (Body.sort_key, Body.id), False, _bodies, _say_body, lambda today: directory.name_on(Body.id, today)
    ),
    "inspections": Searched(
        Inspection,
        (_DECIDED_ON, Inspection.id),
        True,
        _inspections,
        _say_inspection,
        lambda _today: Inspection.title,
    ),
    "findings": Searched(
        Finding, (Finding.detected_on, Finding.id), True, _findings, _say_finding, lambda _today: Finding.text
    ),
    "papers": Searched(Paper, (Paper.id,), True, _papers, _say_paper, lambda _today: Paper.title),
}
"""Group → how it is searched."""


def _order(one: Searched, text: str, today: date) -> tuple[Any, ...]:
    """The order of a group: before all, what has every word with the marks that it was typed with, in either case."""
    words, first = one.words(today), int(one.falling)
    forms = ((word, word.lower(), word.capitalize(), word.upper()) for word in rules.marked(text))
    typed = [sa.or_(*(words.contains(form, autoescape=True) for form in each)) for each in forms]
    return (sa.case((sa.and_(*typed), first), else_=1 - first), *one.order) if typed else one.order


def search(session: Session, code: str, text: str, today: date, turn: directory.Turn) -> Group:
    """A page of the rows of one group that hold every word of the text; of several pages, the one ``turn`` names.

    Marks do not matter to what is found, only to what comes first.
    """
    one = SEARCHED[code]
    found = directory.matching(sa.select(one.model.id), one.model.search_text, text)
    total = session.scalar(sa.select(sa.func.count()).select_from(found.limit(rules.MOST_COUNTED + 1).subquery()))
    rows = directory.matching(one.rows(today), one.model.search_text, text)
    page = directory.page_of(session, rows, one.model, _order(one, text, today), turn, falling=one.falling)
    return Group(code, [one.say(row) for row in page.rows], total or 0, page.before, page.after)
