"""Begins papers about a visit, an inspection, a plan or a year; whoever calls has looked at the permission."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from inspections import event_log
from inspections.errors import RuleBroken
from inspections.papers import queries, rules, subjects
from inspections.papers.registry import KINDS, Kind
from inspections.papers.subjects import Subject
from inspections.papers.violations import choosing
from inspections.papers.violations import opening as violation_opening
from inspections.vietnamese import fold
from models.findings import Finding
from models.inspections import Visit
from models.papers import Paper

KIND_OF_VISIT = {"inspection": "minutes", "survey": "survey_minutes"}
WITHOUT_MINUTES = frozenset({"planned"})
COPIES = 3
"""One for the body and one for each agency."""


def draft_minutes(session: Session, visit: Visit, by: Any) -> Paper:
    """The minutes of a visit; begun now if nobody has, with the place and the number of copies filled in.

    Raises RuleBroken before the decision was announced at the body, and where minutes were signed elsewhere. Minutes
    that exist are returned as they are, whatever their state: who writes into ``fields`` asks whether it is ``draft``.
    """
    subjects.lock(session, visit)
    if paper := queries.minutes_of(session, visit):
        return paper
    if refusal := subjects.refusal(visit):
        raise RuleBroken(refusal)
    if visit.state in WITHOUT_MINUTES:
        raise RuleBroken("Chưa công bố quyết định kiểm tra tại đơn vị nên chưa lập biên bản được.")
    if visit.state in rules.AFTER_SIGNING:
        raise RuleBroken("Biên bản của buổi kiểm tra này đã ký ngoài hệ thống; chỉ lập được phụ lục.")
    fields = {"place": _place(session, visit), "copies": COPIES}
    return _begin(session, visit, by, KIND_OF_VISIT[visit.kind], fields)


def begin(
    session: Session, subject: Subject, by: Any, kind: Kind, today: date, finding: Finding | None = None
) -> Paper:
    """A paper about this, of a visit beside its minutes; one begun and not signed yet is returned as it is.

    One on violations begins with ``finding``, or with all that fall on one subject; the others are gone on with.
    Raises RuleBroken when what it is about does not stand where such a paper is begun.
    """
    subjects.lock(session, subject)
    if finding and (paper := choosing.paper_with(session, finding, kind.code)):
        return paper
    if refusal := subjects.refusal(subject) or kind.ready(
        subjects.moment(session, subject, today, by.agency_code or "")
    ):
        raise RuleBroken(refusal)
    if kind.finding_step and isinstance(subject, Visit):
        opened = violation_opening.opened(session, subject, by, kind.code, today, finding)
        return _begin(session, subject, by, kind.code, *opened)
    if paper := queries.begun(session, subject, kind):
        return paper
    minutes = (
        queries.signed_minutes_of(session, subject) if kind.code == "annex" and isinstance(subject, Visit) else None
    )
    paper = _begin(session, subject, by, kind.code, _opening(session, subject, kind, minutes))
    paper.corrects = minutes
    return paper


def _opening(session: Session, subject: Subject, kind: Kind, minutes: Paper | None) -> dict[str, Any]:
    """What a new paper is filled in with: an annex has the place of its minutes, others the body's."""
    if minutes:
        return {"place": minutes.fields.get("place", "")}
    return {"place": _place(session, subject)} if kind.names_people and isinstance(subject, Visit) else {}


def _begin(
    session: Session, subject: Subject, by: Any, kind: str, fields: dict[str, Any], whose: dict[str, str] | None = None
) -> Paper:
    """A draft; ``whose`` are an owner and readers other than those of what it is about."""
    title = f"{KINDS[kind].label} {subjects.name(session, subject)}"
    paper = Paper(kind=kind, title=title, fields=fields, **subjects.columns(subject) | (whose or {}))
    paper.search_text = fold(paper.title)
    session.add(paper)
    session.flush()
    event_log.record(session, by, "paper:draft", paper, subject=getattr(subject, "ref", ""), kind=kind)
    return paper


def _place(session: Session, visit: Visit) -> str:
    return f"{subjects.name(session, visit).removeprefix('tại ')}, {visit.body.place}"
