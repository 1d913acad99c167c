"""Gathers what papers on violations say, as open as the paper is; it words no paper and writes nothing."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from inspections import workflow
from inspections.directory import queries as directory
from inspections.findings import queries as findings
from inspections.findings import rules as finding_rules
from inspections.findings.steps import FINDING
from inspections.papers.facts import violations as case
from inspections.papers.gathering import clauses
from inspections.papers.rules import FINDING_STEPS
from inspections.papers.wording import long_date
from inspections.penalties import queries as penalties
from inspections.penalties import rules as penalty_rules
from inspections.penalties.rules import Term
from inspections.vietnamese import parse_date
from inspections.visible import Viewer, seen_by
from models.findings import Finding
from models.inspections import Visit
from models.law import Act
from models.papers import Paper

WAYS = ("direct", "written")
NOT_AGREED = "phát hiện chưa được thống nhất ghi nhận hoặc không còn ở bước này"
NO_DEADLINE = "thời hạn giải trình chưa có trong danh mục xử phạt"


def _open(kind: str) -> list[Any]:
    """That a violation waits for what a paper of this kind stands behind."""
    done = {"violation_record": Finding.record_number, "file_transfer": Finding.transferred_to}
    ready = workflow.find(FINDING, FINDING_STEPS[kind]).sources
    return [Finding.kind == "violation", Finding.state.in_(ready), done[kind].is_(None), Finding.act_id.is_not(None)]


def _rows(session: Session, *conditions: Any) -> Sequence[Finding]:
    acts = contains_eager(Finding.act).joinedload(Act.document)
    query = sa.select(Finding).join(Finding.act).options(acts)
    return session.scalars(query.where(*conditions).order_by(Finding.id)).all()


def open_findings(session: Session, visit: Visit, agency: str, kind: str, paper: Paper | None = None) -> list[Finding]:
    """The agency's violations of a visit that a paper of this kind may be about, and that no other one is."""
    rows = _rows(session, Finding.visit_id == visit.id, Finding.owner == agency, *_open(kind))
    taken = {ref for one in _papers(session, visit.id, kind) if one is not paper for ref in refs(one)}
    return [row for row in rows if row.ref not in taken]


def _papers(session: Session, visit_id: int, kind: str) -> Sequence[Paper]:
    return session.scalars(sa.select(Paper).where(Paper.visit_id == visit_id, Paper.kind == kind)).all()


def paper_with(session: Session, finding: Finding, kind: str) -> Paper | None:
    """The paper of this kind that a violation was chosen for already."""
    return next((one for one in _papers(session, finding.visit_id, kind) if finding.ref in refs(one)), None)


def refs(paper: Paper) -> list[str]:
    """The references of the findings that were chosen for a paper."""
    return list(paper.fields.get("findings") or ())


def of_paper(session: Session, paper: Paper) -> Sequence[Finding]:
    """The findings that were chosen for a paper and that the viewer sees, in the order they were noted."""
    return _rows(
        session, Finding.visit_id == paper.visit_id, Finding.owner == paper.owner, Finding.ref.in_(refs(paper))
    )


def subject_of(finding: Finding) -> tuple[str, str]:
    """On whom a violation falls: the kind of subject, and its name where it is not the body itself."""
    return finding.subject_kind, finding.subject


def alike(one: Finding, other: Finding) -> bool:
    """Whether two violations may stand in one paper: of one subject, and for the same readers."""
    return (*subject_of(one), one.audience) == (*subject_of(other), other.audience)


def offered(session: Session, paper: Paper) -> list[Finding]:
    """What may be chosen for a draft: violations of one subject, those that are chosen among them."""
    if paper.visit is None:
        return []
    rows = open_findings(session, paper.visit, paper.owner or "", paper.kind, paper)
    wanted = paper.fields.get("subject_kind"), paper.fields.get("found_subject", "")
    return [row for row in rows if subject_of(row) == wanted or row.ref in refs(paper)]


def audience_of(rows: Iterable[Finding]) -> str:
    """Who may see a paper on these findings: one agency alone if one of them is its own, or none is chosen yet."""
    return "joint" if {row.audience for row in rows} == {"joint"} else "own"


def reader(session: Session, paper: Paper) -> AbstractContextManager[Session]:
    """A reader that sees what the readers of the paper see, whoever asks."""
    return seen_by(session, Viewer("agency", agency=(paper.owner or "") if paper.audience == "own" else ""))


def chosen(session: Session, paper: Paper, today: date) -> case.Chosen:
    """What was chosen for a paper with its law, and what its draft lacks."""
    typed = _typed(session, paper, today)
    with reader(session, paper) as seen:
        rows = of_paper(seen, paper)
        record = paper.kind == "violation_record"
        right = _right(seen, rows) if record else None
        step = workflow.find(FINDING, FINDING_STEPS[paper.kind])
        return case.Chosen(
            acts=tuple(_act(seen, row, step, today) for row in rows),
            lost=len(refs(paper)) - len(rows),
            missing=case.missing(paper.kind, typed, right),
            needs_form=record,
            form=_form(seen, _day(paper, today)) if record else None,
            right=right,
        )


def _typed(session: Session, paper: Paper, today: date) -> dict[str, Any]:
    """What was typed, and of a letter that brings a file the reason that the records give where none was."""
    typed = dict(paper.fields)
    if paper.kind == "file_transfer" and not typed.get("reason"):
        typed["reason"] = power(session, paper, today)
    return typed


def power(session: Session, paper: Paper, today: date) -> tuple[str, ...]:
    """Why no office of the agency may decide on an act, as the one that may fine most is told; known powers alone."""
    known, names = penalties.terms(session, today), directory.agency_names(session, today)
    found = []
    with reader(session, paper) as seen:
        for row in of_paper(seen, paper):
            about = penalties.case_of(row)
            own = [one for one in known.office.values() if one.content["agency"] == paper.owner]
            able = [one for one in own if not one.content.get("never")]
            whys = {one.code: penalty_rules.why_not(one, known, about, names) or "" for one in able}
            if whys and all(whys.values()):
                most = max(able, key=lambda one: most_of(known.power.get(f"{one.code}:{about.document}")))
                found.append(whys[most.code])
    return tuple(dict.fromkeys(one for one in found if finding_rules.UNVERIFIED not in one))


def _day(paper: Paper, today: date) -> date:
    typed = paper.fields.get("day")
    return parse_date(typed) if typed else today


def _act(session: Session, row: Finding, step: workflow.Step, today: date) -> case.Act:
    facts = findings.facts(session, row, today)
    end = finding_rules.limitation_end(row.continuing, row.ended_on, row.detected_on)
    waits = None if row.state in step.sources else NOT_AGREED
    record = f"số {row.record_number} {long_date(row.record_on)}" if row.record_number else ""
    return case.Act(
        row.text,
        *clauses.named(row.act),
        facts.verified,
        row.continuing,
        row.ended_on,
        row.detected_on,
        row.put_right_on,
        end,
        record,
        *subject_of(row),
        refused=step.blocked(facts) or waits or "",
    )


def words(row: Finding) -> str:
    """A violation as it is chosen: where its act stands, and what was found."""
    return f"{row.act.point}: {row.text}" if row.act else row.text


def _right(session: Session, rows: Iterable[Finding]) -> case.Right | None:
    """The right to explain, where the top of one act's band gives it."""
    for row in rows:
        known = penalties.terms(session, row.detected_on)
        if penalties.course_of(row, penalties.blank(row), known).explains:
            terms = [known.deadline.get(f"explain_{way}") for way in WAYS]
            days = [term.content["n"] if term else 0 for term in terms]
            used = [*terms, known.amount.get(f"explain_{row.subject_kind}")]
            unsure = [_source(one) for one in used if one is None or one.status != finding_rules.VERIFIED]
            return case.Right(days[0], days[1], tuple(dict.fromkeys(unsure)))
    return None


def _source(term: Term | None) -> str:
    return term.source if term else NO_DEADLINE


def _form(session: Session, on: date) -> case.Form | None:
    term = penalties.terms(session, on).form.get("MBB01")
    if term is None:
        return None
    return case.Form(term.content["parts"], term.status == finding_rules.VERIFIED, term.source)


def most_of(power: Term | None) -> int:
    """The most that a power reaches, in đồng; 0 where that is not known, less where there is none."""
    return int(power.content.get("maximum") or 0) if power else -1


def series_of(paper: Paper, series: str) -> str:
    """The series that an agency numbers its records of a year in: the year of the day on which the record is drawn."""
    return f"{paper.owner}:{_day(paper, paper.created_at.date()).year}:{series}"


def numbers(session: Session, paper: Paper) -> list[str | None]:
    """The numbers of the agency's other records of that year that the viewer sees, also of those drawn up elsewhere."""
    day = _day(paper, paper.created_at.date())
    in_year = Finding.record_on.between(date(day.year, 1, 1), date(day.year, 12, 31))
    of_findings = sa.select(Finding.record_number).where(Finding.owner == paper.owner, in_year)
    others = (Paper.kind == paper.kind, Paper.owner == paper.owner, Paper.id != paper.id)
    of_papers = sa.select(Paper.number, Paper.series).where(*others)
    begun = f"{paper.owner}:{day.year}:"
    held = [number for number, named in session.execute(of_papers) if (named or "").startswith(begun)]
    return [*session.scalars(of_findings), *held]
