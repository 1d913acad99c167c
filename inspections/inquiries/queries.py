"""Reads what may be asked of a body, the sheets that were sent and their answers; it writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.checklists import queries as checklists
from inspections.findings.rules import KINDS as FINDING_KINDS
from inspections.inquiries import rules
from inspections.vietnamese import count_text
from models.checklists import Answer, VisitItem
from models.findings import Finding
from models.inquiries import Inquiry, InquiryLine
from models.inspections import Visit

VERIFIED = "verified"
"""The status of a duty that a body may be told; anything else is to be verified first."""
MOST = 20
"""How many sheets a first page shows."""


@dataclass(frozen=True)
class Line:
    """What would be asked in one line: the code of an item or the reference of a finding, and the words."""

    key: str
    heading: str
    question: str
    detail: str = ""


@dataclass
class Pick:
    """What is ticked as a whole before a sheet is sent: a section of a checklist, or one finding."""

    key: str
    words: str
    lines: list[Line] = field(default_factory=list)


def offered(session: Session, visit: Visit, kind: str) -> list[Pick]:
    """What may be asked of the body of a visit, in order; nothing that an agency keeps to itself is in it."""
    return _sections(session, visit) if kind == rules.SELF_CHECK else _findings(session, visit)


def _sections(session: Session, visit: Visit) -> list[Pick]:
    """The sections of the visit with their items: the question and the duty, never how it is going to be inspected."""
    items = session.scalars(
        sa.select(VisitItem)
        .where(VisitItem.visit_id == visit.id, VisitItem.audience == "joint", VisitItem.active)
        .order_by(VisitItem.position)
    ).all()
    known = checklists.versions(session, {item.checklist_version_id for item in items})
    found: dict[str, Pick] = {}
    for item in items:
        version = known[item.checklist_version_id]
        spec, title = version.items[item.code], version.sections[item.section_code]
        pick = found.setdefault(f"{version.code}:{item.section_code}", Pick(f"{version.code}:{item.section_code}", ""))
        grounds = "; ".join(text for text, status in spec["grounds"] if status == VERIFIED)
        pick.lines.append(Line(item.code, title, spec["question"], grounds))
        pick.words = f"{title} ({count_text(len(pick.lines))} nội dung)"
    return list(found.values())


def _findings(session: Session, visit: Visit) -> list[Pick]:
    """The joint findings of the visit, but what was dismissed; their act and their fine are not for this sheet."""
    rows = session.scalars(
        sa.select(Finding)
        .where(Finding.visit_id == visit.id, Finding.audience == "joint", Finding.state != "dismissed")
        .order_by(Finding.id)
    )
    return [Pick(one.ref, f"{FINDING_KINDS[one.kind]}: {one.text}", [Line(one.ref, *_words(one))]) for one in rows]


def _words(finding: Finding) -> tuple[str, str, str]:
    asked = f"Dự kiến yêu cầu: {finding.requirement}" if finding.requirement else ""
    return FINDING_KINDS[finding.kind], finding.text, asked


def is_waiting(session: Session, visit: Visit, kind: str) -> bool:
    """Whether such a sheet was sent for the visit and still waits for its answer."""
    open_one = (Inquiry.visit_id == visit.id, Inquiry.kind == kind, Inquiry.state == "open")
    return bool(session.scalar(sa.select(sa.exists().where(*open_one))))


def lines(session: Session, inquiry: Inquiry) -> Sequence[InquiryLine]:
    """The lines of a sheet in their order."""
    query = sa.select(InquiryLine).where(InquiryLine.inquiry_id == inquiry.id).order_by(InquiryLine.position)
    return session.scalars(query).all()


_WITH_PEOPLE = sa.select(Inquiry).options(joinedload(Inquiry.sent_by), joinedload(Inquiry.answered_by))


def of_visit(session: Session, visit: Visit) -> Sequence[Inquiry]:
    """The sheets of a visit in the order they were sent."""
    return session.scalars(_WITH_PEOPLE.where(Inquiry.visit_id == visit.id).order_by(Inquiry.id)).all()


@dataclass(frozen=True)
class Asked:
    """What the page of a visit shows: its sheets, and the kinds that may be sent now by their word in the address."""

    sheets: Sequence[Inquiry]
    offered: dict[str, rules.Kind]
    kinds: Mapping[str, rules.Kind]
    rules: Any = rules


def asked(session: Session, visit: Visit) -> Asked:
    """The sheets of a visit and what may be asked now; nothing is, where one agency keeps the visit to itself."""
    sheets = of_visit(session, visit)
    waiting = {one.kind for one in sheets if one.state == "open"}
    kinds = rules.kinds(visit.kind)
    offered = {
        word: kinds[kind]
        for word, kind in rules.IN_ADDRESS.items()
        if visit.state in kinds[kind].states
        and visit.inspection.state in rules.ASKED_IN[kind]
        and kind not in waiting
        and visit.audience == "joint"
    }
    return Asked(sheets, offered, kinds)


def for_body(session: Session) -> Sequence[Inquiry]:
    """The sheets that wait for the body whose account reads, what is due first."""
    query = sa.select(Inquiry).where(Inquiry.state == "open").order_by(Inquiry.due_on, Inquiry.id)
    return session.scalars(query.limit(MOST)).all()


def answered_lines(session: Session, visit: Visit, codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Code of an item → (choice, note) of the self-check that the body sent for the visit last."""
    rows = session.execute(
        sa.select(InquiryLine.key, InquiryLine.choice, InquiryLine.note)
        .join(Inquiry, InquiryLine.inquiry_id == Inquiry.id)
        .where(Inquiry.visit_id == visit.id, Inquiry.kind == rules.SELF_CHECK, Inquiry.state == "answered")
        .where(InquiryLine.key.in_(sorted(codes)))
        .order_by(Inquiry.id)
    )
    return {row.key: (row.choice, row.note) for row in rows}


def results(session: Session, visit: Visit) -> dict[str, dict[str, str]]:
    """Code of an item → agency → the state of its answer at a visit, as far as the viewer may see it."""
    found: dict[str, dict[str, str]] = {}
    for row in session.execute(
        sa.select(VisitItem.code, Answer.owner, Answer.state)
        .join(VisitItem, Answer.visit_item_id == VisitItem.id)
        .where(Answer.visit_id == visit.id, Answer.kind == "answer")
        .order_by(VisitItem.position, Answer.owner)
    ):
        found.setdefault(row.code, {})[row.owner] = row.state
    return found


def opinions_on(session: Session, finding: Finding) -> Sequence[Any]:
    """(line, sheet) of what the body said of a finding, oldest first; only what it has sent."""
    return session.execute(
        sa.select(InquiryLine, Inquiry)
        .join(Inquiry, InquiryLine.inquiry_id == Inquiry.id)
        .where(InquiryLine.key == finding.ref, Inquiry.kind == rules.OPINION, Inquiry.state == "answered")
        .order_by(Inquiry.id)
    ).all()
