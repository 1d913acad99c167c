"""What the pages of papers about an inspection or a plan show, and the way back from a paper; it answers no request."""

from dataclasses import dataclass
from typing import Any

from flask_login import current_user

from inspections.clock import today
from inspections.papers import queries, subjects
from inspections.papers.registry import KINDS
from inspections.papers.rules import Year
from inspections.permissions import Permission, may
from models.base import db
from models.inspections import Inspection, Visit
from models.papers import Paper
from models.plans import Plan


@dataclass(frozen=True)
class Way:
    """Where the list of papers is that one belongs to, and what it is called."""

    endpoint: str
    values: dict[str, Any]
    words: str


LISTS: dict[type, tuple[str, str]] = {
    Visit: ("papers.visit_papers", "Văn bản của buổi kiểm tra"),
    Inspection: ("subject_papers.of_inspection", "Văn bản của cuộc kiểm tra"),
    Plan: ("subject_papers.of_plan", "Văn bản của kế hoạch"),
    Year: ("reporting.reports", "Báo cáo của Sở"),
}
"""What a paper is about → the endpoint of the list of its papers, and that page's name."""

ABOVE: dict[type, tuple[str, str, str]] = {
    Inspection: ("deciding.decision", "Quyết định kiểm tra", "subject_papers.begin_of_inspection"),
    Plan: ("planning.plan", "Kế hoạch", "subject_papers.begin_of_plan"),
}
"""What a list is about → the page above it with its words, and where one of its papers is begun."""


def back(paper: Paper) -> Way:
    """The list that a paper belongs to, for who works on cases or reads what was sent up to him."""
    subject = subjects.of(paper)
    endpoint, words = LISTS[type(subject)]
    return Way(endpoint, {"year": subject.year} if isinstance(subject, Year) else {"ref": subject.ref}, words)


def page(subject: Inspection | Plan) -> dict[str, Any]:
    """The papers about an inspection or a plan, what may be begun now, and why the others may not."""
    session = db.session()
    papers = queries.papers_of(session, subject)
    above, words, begins = ABOVE[type(subject)]
    return {
        "subject": subject,
        "heading": LISTS[type(subject)][1],
        "above": Way(above, {"ref": subject.ref}, words),
        "begins": begins,
        "papers": papers,
        "kinds": KINDS,
        "choices": queries.choices(session, subject, papers, today()),
        "conflicts": [sentence for paper in papers if (sentence := queries.conflict(session, paper))],
        "drafts": may(current_user, Permission.PAPER_DRAFT, subject),
    }
