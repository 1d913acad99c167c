"""Gathers the facts of a whole inspection for its papers, of the rows that both agencies share; words nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from inspections.deciding import queries as deciding
from inspections.deciding.rules import staying
from inspections.directory import queries as directory
from inspections.fieldwork.rules import STATES
from inspections.papers.facts.visit import Person
from inspections.papers.facts.wholes import Base, CaseFacts, Letter, Unit
from inspections.papers.gathering import grounds, issuing, prose, visit_facts
from inspections.papers.registry import MINUTES
from inspections.papers.rules import FINISHED
from inspections.visible import shared_rows
from models.approvals import Approval
from models.checklists import Answer, VisitItem
from models.findings import Finding, FindingItem, Remedy
from models.inspections import Inspection, InspectionLine, TeamMember, Visit
from models.law import Act
from models.papers import Paper
from models.plans import Plan, PlanLine

PROSE = {"team_report": "report"}
"""A paper → the file of its fixed sentences, where it is not that of the decision."""
DIFFERENT = "Hai cơ quan có kết quả khác nhau"


def facts_of(session: Session, paper: Paper, zone: tzinfo) -> CaseFacts:
    """The facts for a paper of an inspection; what was found is gathered for the report alone, which says it."""
    with shared_rows(session) as reader:
        case = reader.scalars(
            sa.select(Inspection)
            .where(Inspection.id == paper.inspection_id)
            .options(
                joinedload(Inspection.signer),
                selectinload(Inspection.members).joinedload(TeamMember.user),
                selectinload(Inspection.visits).joinedload(Visit.body),
                selectinload(Inspection.suspensions),
            )
        ).one()
        return _facts(reader, case, paper, zone)


def _facts(session: Session, case: Inspection, paper: Paper, zone: tzinfo) -> CaseFacts:
    issued = issuing.gather(session, case.owner or "", case.decided_on, zone)
    sentences = prose.of(PROSE.get(paper.kind, "decision"), case.decided_on or issued["today"])
    members = staying(case.members)
    announced = [visit.announced_on for visit in case.visits if visit.announced_on]
    names = directory.body_names(session, [one.body_id for one in case.visits], case.decided_on or issued["today"])
    found = _found(session, case) if paper.kind == "team_report" else {}
    return CaseFacts(
        order=visit_facts.order(case, issued["agencies"], issued["city"]),
        team=tuple(visit_facts.person_of(one.user, one.role) for one in members),
        duties=tuple(one.duty for one in members),
        issuer=case.issuer,
        signer=_signer(case),
        authority=case.signer_authority or _authority(case),
        scope=case.scope,
        units=tuple(_unit(one, names.get(one.body_id, ""), found.get(one.id, {})) for one in case.visits),
        base=_base(session, case),
        grounds=grounds.gather(session, sentences.get("grounds", ()), issued["today"]),
        prose=sentences,
        items=case.working_plan or {},
        extension=case.extension_days,
        began_on=min(announced, default=None),
        finished_on=case.finished_on,
        suspended=tuple((one.from_on, one.to_on) for one in case.suspensions),
        number=paper.number or "",
        typed=dict(paper.fields),
        **issued,
    )


def _signer(case: Inspection) -> Person | None:
    return visit_facts.person_of(case.signer) if case.signer else None


def _authority(case: Inspection) -> str:
    """What a draft of the decision prints above the name, before anybody has signed it."""
    return (deciding.rules.authority(case.issuer, case.signer.position) if case.signer else None) or ""


def _unit(visit: Visit, body: str, found: Mapping[str, Any]) -> Unit:
    return Unit(
        body=body,
        kind=visit.body.kind,
        survey=visit.kind == "survey",
        day=visit.day,
        announced_on=visit.announced_on,
        agreement=visit.agreement or "",
        minutes_number=visit.minutes_number or "",
        minutes_on=visit.minutes_on,
        **found,
    )


def _base(session: Session, case: Inspection) -> Base:
    """What it is ordered on: the newest number of its plan, the paper of its ground, the letter of the police."""
    plan = session.scalar(
        sa.select(Plan)
        .join(PlanLine, PlanLine.plan_id == Plan.id)
        .join(InspectionLine, InspectionLine.plan_line_id == PlanLine.id)
        .where(InspectionLine.inspection_id == case.id)
        .limit(1)
    )
    letter = case.police_letter_number
    return Base(
        plan=_issue(session, plan) if plan else None,
        plan_title=plan.title if plan else "",
        paper=case.ground_paper or "",
        text=case.ground_text or "",
        police=Letter("Công văn", letter, case.police_letter_on) if letter and case.police_letter_on else None,
    )


def _issue(session: Session, plan: Plan) -> Letter | None:
    query = sa.select(Approval).where(Approval.plan_id == plan.id, Approval.step == "issue")
    row = session.scalar(query.where(Approval.paper_number.is_not(None)).order_by(Approval.id.desc()).limit(1))
    return Letter("Kế hoạch", row.paper_number or "", row.paper_on or row.at.date()) if row else None


def _found(session: Session, case: Inspection) -> dict[int, dict[str, Any]]:
    """What was found at each visit, by its key, in as many queries for ten visits as for one."""
    visits = {one.id: one for one in case.visits}
    findings, remedies = _findings(session, list(visits)), _remedies(session, case)
    counts, opinions = _counts(session, list(visits)), _opinions(session, list(visits))
    return {
        key: {
            "findings": tuple(visit_facts.finding(one, remedies) for one in findings if one.visit_id == key),
            "earlier": visit_facts.earlier(visit, [one for one in remedies if one.visit.body_id == visit.body_id]),
            "counts": counts.get(key, {}),
            "opinion": opinions.get(key, ""),
        }
        for key, visit in visits.items()
    }


def _findings(session: Session, visits: Sequence[int]) -> Sequence[Finding]:
    return session.scalars(
        sa.select(Finding)
        .options(
            joinedload(Finding.act).joinedload(Act.document),
            joinedload(Finding.writer),
            selectinload(Finding.items).joinedload(FindingItem.visit_item),
        )
        .where(Finding.visit_id.in_(visits), Finding.state != "dismissed")
        .order_by(Finding.id)
    ).all()


def _remedies(session: Session, case: Inspection) -> Sequence[Remedy]:
    """What this inspection and earlier visits asked of its bodies."""
    last = max((one.day for one in case.visits), default=date.max)
    return session.scalars(
        sa.select(Remedy)
        .join(Remedy.visit)
        .options(contains_eager(Remedy.visit))
        .where(Visit.body_id.in_([one.body_id for one in case.visits]), Visit.day <= last)
        .order_by(Visit.day, Remedy.id)
    ).all()


def _counts(session: Session, visits: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many items of each visit came to which result; what the leader concluded stands for both answers."""
    rows = session.execute(
        sa.select(VisitItem.visit_id, VisitItem.id, Answer.kind, Answer.state, Answer.values)
        .join(Answer, Answer.visit_item_id == VisitItem.id)
        .where(VisitItem.visit_id.in_(visits), VisitItem.active, Answer.kind.in_(("answer", "conclusion")))
    )
    held: dict[tuple[int, int], dict[str, set[str]]] = {}
    for row in rows:
        state = row.state if row.kind == "answer" else (row.values.get("conclusion") or {}).get("result", "")
        held.setdefault((row[0], row[1]), {}).setdefault(row.kind, set()).add(state)
    found: dict[int, Counter[str]] = {}
    for (visit, _item), states in held.items():
        result = next(iter(filter(None, states.get("conclusion", ()))), None)
        answers = states.get("answer", set())
        result = result or (next(iter(answers)) if len(answers) == 1 else "")
        found.setdefault(visit, Counter())[STATES.get(result, DIFFERENT)] += 1
    words = [*STATES.values(), DIFFERENT]
    return {visit: {word: counted[word] for word in words if counted[word]} for visit, counted in found.items()}


def _opinions(session: Session, visits: Sequence[int]) -> dict[int, str]:
    """What the bodies said in their minutes: in those in force, never in a draft or in what was given up."""
    of_visits = (Paper.visit_id.in_(visits), Paper.kind.in_(MINUTES), Paper.state.in_(FINISHED))
    rows = session.execute(sa.select(Paper.visit_id, Paper.fields).where(*of_visits).order_by(Paper.edition, Paper.id))
    return {row.visit_id or 0: str(row.fields.get("opinion") or "") for row in rows}
