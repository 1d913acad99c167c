"""What papers are about: a visit, a whole inspection, a plan, a year; it knows no page and no step."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.inspecting.steps import STANDING
from inspections.papers.gathering import overdue
from inspections.papers.rules import FINDING_STEPS, Moment, Stage, Year
from inspections.papers.violations import choosing
from models.directory import Agency
from models.inspections import Inspection, Visit
from models.papers import Paper
from models.plans import Plan

Subject = Visit | Inspection | Plan | Year
OF_ONE_AGENCY = (
    "Chỉ một cơ quan được xem nội dung này nên hệ thống không lập văn bản chung; cơ quan đó lập văn bản ở ngoài và "
    "ghi nhận vào hồ sơ của mình."
)


def of(paper: Paper) -> Subject:
    """What a paper is about."""
    return paper.visit or paper.inspection or paper.plan or Year(paper.year or 0, paper.owner or "")


def belongs(subject: Subject) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions of the papers that are about this and nothing narrower."""
    return _BELONGS[type(subject)](subject)


def columns(subject: Subject) -> dict[str, Any]:
    """What stands in the columns of a new paper about this; that of a joint visit belongs to who leads."""
    return _COLUMNS[type(subject)](subject)


def name(session: Session, subject: Subject) -> str:
    """What a paper's title ends with: "tại Bưu điện …", "năm 2026", or what the inspection is about."""
    if isinstance(subject, Visit):
        return f"tại {directory.body_names(session, [subject.body_id], subject.day).get(subject.body_id, '')}"
    return f"({subject.title})" if isinstance(subject, Inspection) else f"năm {subject.year}"


def refusal(subject: Subject) -> str | None:
    """Why no paper at all is drawn up about this, or None: papers print what both agencies share."""
    return OF_ONE_AGENCY if getattr(subject, "audience", "joint") == "own" else None


def lock(session: Session, subject: Subject) -> None:
    """Makes two people who begin the same paper follow each other."""
    column, key = (Agency.code, subject.agency) if isinstance(subject, Year) else (type(subject).id, subject.id)
    session.execute(sa.select(column).where(column == key).with_for_update(key_share=True))


def moment(session: Session, subject: Subject, today: date, agency: str) -> Any:
    """What decides which papers an agency may begin: a ``rules.Moment`` of a visit, a ``rules.Stage`` of others."""
    if isinstance(subject, Visit):
        ordered = bool(subject.inspection.decision_number and subject.inspection.decided_on)
        halted = STANDING.get(subject.inspection.state)
        late = overdue.count(session, subject.id, today)
        waiting = {kind: len(choosing.open_findings(session, subject, agency, kind)) for kind in FINDING_STEPS}
        return Moment(subject.state, subject.kind == "survey", late, ordered, halted, waiting)
    return Stage(getattr(subject, "state", ""))


_BELONGS: Mapping[type, Callable[[Any], tuple[sa.ColumnElement[bool], ...]]] = {
    Visit: lambda visit: (Paper.visit_id == visit.id,),
    Inspection: lambda inspection: (Paper.inspection_id == inspection.id, Paper.visit_id.is_(None)),
    Plan: lambda plan: (Paper.plan_id == plan.id,),
    Year: lambda year: (Paper.year == year.year, Paper.owner == year.agency),
}
_COLUMNS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    Visit: lambda visit: {
        "inspection": visit.inspection,
        "visit": visit,
        "owner": visit.owner if visit.audience == "own" else visit.inspection.owner,
        "audience": visit.audience,
    },
    Inspection: lambda case: {"inspection": case, "owner": case.owner, "audience": case.audience},
    Plan: lambda plan: {"plan": plan, "owner": plan.owner, "audience": plan.audience},
    Year: lambda year: {"year": year.year, "owner": year.agency, "audience": "joint"},
}
KINDS_OF: Mapping[type, str] = {Visit: "visit", Inspection: "inspection", Plan: "plan", Year: "year"}
"""What a subject is → ``registry.Kind.of``."""
