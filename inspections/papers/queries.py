"""Reads the papers of a visit and what decides their steps; it knows neither how they read nor how they look."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.papers import carried, overdue, subjects, violations
from inspections.papers.registry import KINDS, MINUTES, Kind, begun_of
from inspections.papers.rules import FINDING_STEPS, WORK_DONE, next_serial
from inspections.papers.steps import PaperFacts
from inspections.papers.subjects import Subject
from inspections.papers.violation_facts import Chosen, refusal
from inspections.vietnamese import parse_date
from models.findings import Finding
from models.inspections import Attendee, Visit
from models.law import Act
from models.papers import Paper, PaperFile

UNSIGNED = frozenset({"draft", "locked"})


def minutes_of(session: Session, visit: Visit) -> Paper | None:
    """The minutes of a visit in their newest edition, or None while nobody has begun them."""
    query = sa.select(Paper).where(Paper.visit_id == visit.id, Paper.kind.in_(MINUTES))
    return session.scalar(query.order_by(Paper.edition.desc(), Paper.id.desc()).limit(1))


def papers_of(session: Session, subject: Subject) -> Sequence[Paper]:
    """The papers about this that the viewer may see, in the order they were begun."""
    query = sa.select(Paper).where(*subjects.belongs(subject), Paper.kind.in_(KINDS))
    return session.scalars(query.order_by(Paper.id)).all()


def offered(session: Session, subject: Subject, papers: Sequence[Paper], today: date, agency: str) -> list[Kind]:
    """Which papers somebody of an agency may begin now, beside those that there are."""
    begun = {paper.kind for paper in papers if paper.state in UNSIGNED or KINDS[paper.kind].once}
    begun -= FINDING_STEPS.keys()
    moment = subjects.moment(session, subject, today, agency)
    kinds = begun_of(subjects.KINDS_OF[type(subject)]).values()
    return [kind for kind in kinds if kind.code not in begun and kind.ready(moment) is None]


def begun(session: Session, subject: Subject, kind: Kind) -> Paper | None:
    """The paper of this kind that is gone on with in place of a second one: not signed yet, or made but once."""
    query = sa.select(Paper).where(*subjects.belongs(subject), Paper.kind == kind.code)
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
    """The next number of a paper's series: after every paper and every visit or violation that has one."""
    if KINDS[paper.kind].finding_step:
        return next_serial(violations.numbers(session, paper))
    of_papers = sa.select(Paper.number).where(
        Paper.inspection_id == paper.inspection_id, Paper.series == series_of(paper)
    )
    of_visits = sa.select(Visit.minutes_number).where(Visit.inspection_id == paper.inspection_id)
    return next_serial([*session.scalars(of_papers), *session.scalars(of_visits)])


def series_of(paper: Paper) -> str:
    """The series a paper is numbered in: a team's that of its inspection, a record's that of its agency and year."""
    if KINDS[paper.kind].finding_step:
        return violations.series_of(paper, KINDS[paper.kind].series)
    return f"{paper.inspection_id}:{KINDS[paper.kind].series}"


def facts(session: Session, paper: Paper, today: date) -> PaperFacts:
    """What decides the steps of a paper."""
    kind = KINDS[paper.kind]
    typed = dict(paper.fields)
    draws = kind.finding_step and paper.state == "draft"
    chosen = violations.chosen(session, paper, today) if draws else Chosen(())
    if kind.names_people and paper.state == "draft":
        typed["attendees"] = _attendees(session, paper)
    if kind.code == "urging_letter" and paper.state == "draft" and paper.visit_id:
        typed["overdue"] = overdue.count(session, paper.visit_id, today)
        fresh = typed.get("new_day")
        typed["new_day"] = fresh if fresh and parse_date(fresh) > today else ""
    return PaperFacts(
        numbered=bool(paper.number),
        work_done=not kind.after_work or paper.visit is None or paper.visit.state in WORK_DONE,
        missing=tuple(words for name, words in kind.missing if not typed.get(name)) + chosen.missing,
        unverified=_unverified(session, paper) if kind.code == "minutes" and paper.state == "draft" else 0,
        answered=carried.answered(session, paper),
        not_now=_not_now(session, paper, today) if kind.once or not kind.after_work else None,
        refused=refusal(chosen),
    )


def _not_now(session: Session, paper: Paper, today: date) -> str | None:
    """Why a draft, begun in its time, is not made any more."""
    if paper.state != "draft":
        return None
    return KINDS[paper.kind].ready(subjects.moment(session, subjects.of(paper), today, paper.owner or ""))


def _attendees(session: Session, paper: Paper) -> int:
    """How many people of the body the minutes would name."""
    present = (Attendee.visit_id == paper.visit_id, Attendee.side == "body", Attendee.removed_at.is_(None))
    return session.scalar(sa.select(sa.func.count()).select_from(Attendee).where(*present)) or 0


def _unverified(session: Session, paper: Paper) -> int:
    """How many acts whose clause nobody has verified the minutes would print."""
    query = (
        sa.select(sa.func.count())
        .select_from(Finding)
        .join(Act, Finding.act_id == Act.id)
        .where(Finding.visit_id == paper.visit_id, Finding.kind == "violation", Finding.state != "dismissed")
        .where(Finding.audience == "joint", Act.status != "verified")
    )
    return session.scalar(query) or 0
