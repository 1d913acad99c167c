"""Reads the papers of a visit and what decides their steps; it knows neither how they read nor how they look."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.papers import carried, held_back, subjects
from inspections.papers.facts.violations import Chosen, refusal
from inspections.papers.gathering import overdue, reported
from inspections.papers.registry import KINDS, MINUTES, Kind, begun_of
from inspections.papers.rules import FINDING_STEPS, FINISHED, PAST, WORK_DONE, next_serial, serial_of
from inspections.papers.steps import PaperFacts
from inspections.papers.subjects import Subject
from inspections.papers.versions.queries import outdated, replaces
from inspections.papers.versions.rules import DROPPED
from inspections.papers.violations import choosing
from inspections.vietnamese import parse_date
from models.approvals import Approval
from models.findings import Finding
from models.inspections import Attendee, Visit
from models.law import Act
from models.papers import Paper, PaperFile

STEPS = {"annual_plan": "issue", "decision": "decide", "team_report": "report"}
"""A paper → the step of its plan or inspection that rests on it once it is signed."""
RECORDED = {
    "decision": ("decision_number", "decided_on"),
    "working_plan": ("working_plan_number", "working_plan_on"),
    "team_report": ("report_number", "report_on"),
}
"""A paper → where its inspection keeps the number and the day of the same paper."""
NAMING_ACTS: Mapping[str, Callable[[Paper], sa.ColumnElement[bool]]] = {
    "minutes": lambda paper: Visit.id == paper.visit_id,
    "team_report": lambda paper: Visit.inspection_id == paper.inspection_id,
}
"""Papers that name clauses that fine → the visits whose acts they name."""
SIGNED = frozenset({"signed", "sent"})
UNSIGNED = frozenset({"draft", "locked"})


def minutes_of(session: Session, visit: Visit) -> Paper | None:
    """The minutes of a visit in their newest edition, or None while nobody has begun them."""
    return _minutes(session, visit, Paper.state != DROPPED)


def signed_minutes_of(session: Session, visit: Visit) -> Paper | None:
    """The minutes of a visit that are in force, whatever new version is being drawn up."""
    return _minutes(session, visit, Paper.state.in_(FINISHED))


def _minutes(session: Session, visit: Visit, which: sa.ColumnElement[bool]) -> Paper | None:
    query = sa.select(Paper).where(Paper.visit_id == visit.id, Paper.kind.in_(MINUTES), which)
    return session.scalar(query.order_by(Paper.edition.desc(), Paper.id.desc()).limit(1))


def papers_of(session: Session, subject: Subject) -> Sequence[Paper]:
    """The papers about this that the viewer may see, in the order they were begun."""
    query = sa.select(Paper).where(*subjects.belongs(subject), Paper.kind.in_(KINDS))
    return session.scalars(query.order_by(Paper.id)).all()


def choices(
    session: Session, subject: Subject, papers: Sequence[Paper], today: date, agency: str = ""
) -> list[tuple[Kind, str | None]]:
    """Which papers an agency may draw up beside those there are, each with why it cannot be begun now, or None."""
    begun = {paper.kind for paper in papers if paper.state in UNSIGNED or KINDS[paper.kind].once}
    begun -= FINDING_STEPS.keys()
    moment = subjects.moment(session, subject, today, agency)
    kinds = begun_of(subjects.KINDS_OF[type(subject)]).values()
    closed = subjects.refusal(subject)
    return [(kind, closed or kind.ready(moment)) for kind in kinds if kind.code not in begun]


def offered(session: Session, subject: Subject, papers: Sequence[Paper], today: date, agency: str = "") -> list[Kind]:
    """Which papers somebody of an agency may begin now, beside those that there are."""
    return [kind for kind, why in choices(session, subject, papers, today, agency) if why is None]


def recorded(session: Session, paper: Paper) -> tuple[str, date | None]:
    """The number and the day that the records have of what a paper is: its step may be recorded from a signed paper.

    Of a plan they are those of its present version, unless an earlier one was recorded with the paper's own number.
    """
    if paper.plan is not None:
        query = sa.select(Approval.paper_number, Approval.paper_on).where(Approval.step == STEPS.get(paper.kind, ""))
        same = Approval.paper_number == (paper.number or "")
        query = query.where(Approval.plan_id == paper.plan_id, sa.or_(Approval.number == paper.plan.number, same))
        row = session.execute(query.order_by(sa.case((same, 0), else_=1), Approval.id.desc()).limit(1)).first()
        return (row.paper_number or "", row.paper_on) if row else ("", None)
    number, day = RECORDED.get(paper.kind, ("", ""))
    return (
        (getattr(paper.inspection, number, None) or "", getattr(paper.inspection, day, None)) if number else ("", None)
    )


def conflict(session: Session, paper: Paper) -> str | None:
    """What warns of two numbers for one thing: that of the paper, and that which was recorded at its step; or None."""
    number, _day = recorded(session, paper) if paper.number else ("", None)
    if not number or number == paper.number:
        return None
    return (
        f"{KINDS[paper.kind].label} trong hệ thống mang số {paper.number} nhưng bước tương ứng đã ghi nhận "
        f"số {number}; mời đối chiếu với văn bản đã ký."
    )


def as_signed(session: Session, subject: Subject, step: str) -> dict[str, Any]:
    """Number, day and signer of the newest signed paper about this on which a step rests; empty where there is none.

    They are what the form of that step suggests, so that nobody types a second number.
    """
    kinds = [kind for kind, name in STEPS.items() if name == step]
    query = sa.select(Paper).where(*subjects.belongs(subject), Paper.kind.in_(kinds), Paper.state.in_(SIGNED))
    paper = session.scalar(query.order_by(Paper.id.desc()).limit(1)) if kinds else None
    return {"number": paper.number, "day": paper.signed_on, "signer": paper.signer} if paper else {}


def begun(session: Session, subject: Subject, kind: Kind) -> Paper | None:
    """The paper of this kind that is gone on with in place of a second one: not signed yet, or made but once."""
    query = sa.select(Paper).where(*subjects.belongs(subject), Paper.kind == kind.code, Paper.state.not_in(PAST))
    if not kind.once:
        query = query.where(Paper.state.in_(UNSIGNED))
    return session.scalar(query.order_by(Paper.id).limit(1))


def files_of(session: Session, paper: Paper) -> dict[str, PaperFile]:
    """The rendered files of the paper's present edition by kind; none while it is a draft."""
    if paper.content is None:
        return {}
    query = sa.select(PaperFile).where(PaperFile.paper_id == paper.id, PaperFile.edition == paper.edition)
    rows = session.scalars(query.where(PaperFile.kind.in_(("docx", "pdf"))).order_by(PaperFile.id))
    return {row.kind: row for row in rows}


def scans_of(session: Session, paper: Paper) -> Sequence[PaperFile]:
    """The scanned signed copies of the paper."""
    query = sa.select(PaperFile).where(PaperFile.paper_id == paper.id, PaperFile.kind == "scan")
    return session.scalars(query.order_by(PaperFile.id)).all()


def next_number(session: Session, paper: Paper) -> int:
    """The next number of a paper's series: after every paper and every visit or violation that has one.

    A paper whose number its inspection has already, from the page or from a signed paper, is offered that one.
    """
    if KINDS[paper.kind].finding_step:
        return next_serial(choosing.numbers(session, paper))
    of_papers = sa.select(Paper.number).where(
        Paper.inspection_id == paper.inspection_id, Paper.series == series_of(paper)
    )
    held = [*session.scalars(of_papers)]
    if paper.visit is None:
        number, _day = recorded(session, paper)
        return serial_of(number) if serial_of(number) and number not in held else next_serial(held)
    of_visits = sa.select(Visit.minutes_number).where(Visit.inspection_id == paper.inspection_id)
    return next_serial([*held, *session.scalars(of_visits)])


def series_of(paper: Paper) -> str:
    """The series a paper is numbered in: a team's that of its inspection, a record's that of its agency and year."""
    if KINDS[paper.kind].finding_step:
        return choosing.series_of(paper, KINDS[paper.kind].series)
    return f"{paper.inspection_id}:{KINDS[paper.kind].series}"


def facts(session: Session, paper: Paper, today: date) -> PaperFacts:
    """What decides the steps of a paper."""
    kind = KINDS[paper.kind]
    typed = dict(paper.fields)
    draws = kind.finding_step and paper.state == "draft"
    chosen = choosing.chosen(session, paper, today) if draws else Chosen(())
    if kind.names_people and paper.state == "draft":
        typed["attendees"] = _attendees(session, paper)
    if kind.code == "urging_letter" and paper.state == "draft" and paper.visit_id:
        typed["overdue"] = overdue.count(session, paper.visit_id, today)
        fresh = typed.get("new_day")
        typed["new_day"] = fresh if fresh and parse_date(fresh) > today else ""
    if kind.of in {"inspection", "plan"}:
        typed |= held_back.typed(paper)
    if kind.of == "year":
        typed |= reported.standing(paper, today)
    return PaperFacts(
        numbered=bool(paper.number),
        work_done=not kind.after_work or paper.visit is None or paper.visit.state in WORK_DONE,
        missing=tuple(words for name, words in kind.missing if not typed.get(name)) + chosen.missing,
        unverified=_unverified(session, paper, today),
        answered=carried.answered(session, paper),
        not_now=_not_now(session, paper, today) if kind.once or not kind.after_work else None,
        refused=refusal(chosen),
        outdated=outdated(paper),
    )


def _not_now(session: Session, paper: Paper, today: date) -> str | None:
    """Why a draft, begun in its time, is not made any more."""
    if paper.state != "draft" or replaces(paper):
        return None
    moment = subjects.moment(session, subjects.of(paper), today, paper.owner or "")
    return KINDS[paper.kind].ready(moment) or held_back.unready(paper)


def _attendees(session: Session, paper: Paper) -> int:
    """How many people of the body the minutes would name."""
    present = (Attendee.visit_id == paper.visit_id, Attendee.side == "body", Attendee.removed_at.is_(None))
    return session.scalar(sa.select(sa.func.count()).select_from(Attendee).where(*present)) or 0


def _unverified(session: Session, paper: Paper, today: date) -> int:
    """How many clauses of acts, or documents it is grounded on, a draft would print that nobody has verified."""
    if paper.kind in NAMING_ACTS and paper.state == "draft":
        return _unverified_acts(session, NAMING_ACTS[paper.kind](paper))
    return held_back.unverified(session, paper, today)


def _unverified_acts(session: Session, about: sa.ColumnElement[bool]) -> int:
    query = (
        sa.select(sa.func.count())
        .select_from(Finding)
        .join(Act, Finding.act_id == Act.id)
        .join(Visit, Finding.visit_id == Visit.id)
        .where(about, Finding.kind == "violation", Finding.state != "dismissed")
        .where(Finding.audience == "joint", Act.status != "verified")
    )
    return session.scalar(query) or 0
