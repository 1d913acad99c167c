"""Knows how to put inspections, findings and papers with given words beside the demonstration; knows no page."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from inspections.search.actions import index_inspection
from inspections.vietnamese import fold
from models.findings import Finding
from models.inspections import Inspection, Visit
from models.papers import Paper
from tests.inspections.inspecting.cases import make_inspection, make_visit, person

DAY = date(2026, 3, 16)


def indexed(session: Session, title: str, **fields: Any) -> Inspection:
    """An inspection that can be found."""
    inspection = make_inspection(session, {}, title=title, **fields)
    index_inspection(session, inspection)
    return inspection


def make_finding(session: Session, text: str, visit: Visit | None = None, **fields: Any) -> Finding:
    """A noted shortcoming."""
    given = {"kind": "shortcoming", "detected_on": DAY, "owner": "DIC", "noted_by": person(session, "dic.inspector")}
    finding = Finding(visit=visit or make_visit(session), text=text, search_text=fold(text), **given | fields)
    session.add(finding)
    session.flush()
    return finding


def make_paper(session: Session, title: str, visit: Visit | None = None, **fields: Any) -> Paper:
    """A draft of the minutes, unless said otherwise."""
    visit = visit or make_visit(session)
    given = {"kind": "minutes", "state": "draft", "owner": "DIC", "inspection": visit.inspection, "visit": visit}
    paper = Paper(title=title, **given | fields)
    paper.search_text = fold(f"{title} {paper.number or ''}")
    session.add(paper)
    session.flush()
    return paper
