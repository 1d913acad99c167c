"""Reads how case files stand to the archive, as far as the viewer may see the case; it writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.archive import rules
from inspections.archive.classes import shipped
from inspections.archive.rules import RetentionClass, Term
from inspections.working_days import ONE_DAY
from models.approvals import Approval
from models.events import Event
from models.findings import Finding, Remedy
from models.inspections import Inspection, Visit

ACTIONS = ("archive:export", "archive:classify", "archive:hand_over")
MOST_EVENTS = 20
_OVER = ("stop", "cancel")


def classes(today: date) -> list[RetentionClass]:
    """The classes in force on a day."""
    return rules.in_force(shipped()[0], today)


def term(today: date) -> Term | None:
    """The term of handing over in force on a day."""
    found = rules.in_force(shipped()[1], today)
    return found[-1] if found else None


def _of(column: Any, model: Any) -> Any:
    """The visits of the inspection of the row, joined to what belongs to them."""
    joined = sa.select(column).join(Visit, model.visit_id == Visit.id)
    return joined.where(Visit.inspection_id == Inspection.id).correlate(Inspection)


_violation = sa.exists(
    _of(Finding.id, Finding).where(Finding.kind == "violation", Finding.state != "dismissed").correlate(Inspection)
)
"""Whether an act with signs of violation stands in the file, as far as the viewer sees it."""

_unfinished = sa.exists(
    sa.select(Visit.id).where(Visit.inspection_id == Inspection.id, Visit.state != "closed").correlate(Inspection)
)
_put_right = _of(sa.func.max(Remedy.closed_on), Remedy).scalar_subquery()
_stopped = (
    sa.select(sa.func.max(sa.func.coalesce(Approval.paper_on, sa.func.date(Approval.at, type_=sa.Date))))
    .where(Approval.inspection_id == Inspection.id, Approval.step.in_(_OVER))
    .correlate(Inspection)
    .scalar_subquery()
)

ended = sa.type_coerce(
    sa.case(
        (Inspection.state.in_(("stopped", "cancelled")), _stopped),
        (sa.or_(Inspection.state != "reported", _unfinished), sa.null()),
        (_put_right > Inspection.report_on, _put_right),
        else_=Inspection.report_on,
    ),
    sa.Date,
)
"""The day on which the work ended: the report, or the last requirement put right; the stop of what was stopped."""


def frame() -> Any:
    """(inspection, end of the work, whether a violation stands in it) of everything that was ever decided."""
    query = sa.select(Inspection, ended.label("ended"), _violation.label("violation"))
    return query.where(Inspection.decided_on.is_not(None))


@dataclass(frozen=True)
class CaseFile:
    """A case file: its class (chosen or proposed), the end of the work, the last day for the archive, how it stands."""

    inspection: Inspection
    held: RetentionClass | None
    proposed: RetentionClass | None
    ended: date | None
    due: date | None
    stand: str


def standing(row: Any, today: date) -> CaseFile:
    """What a row of ``frame`` comes to on a day."""
    inspection, end, violation = row[0], row[1], bool(row[2])
    known, holds = rules.of_missions(classes(today)), term(today)
    return CaseFile(
        inspection=inspection,
        held=rules.held(known, inspection.retention_class, violation),
        proposed=rules.proposed(known, violation),
        ended=end,
        due=rules.due_on(end, holds),
        stand=rules.stand(end, inspection.archived_on, today, holds),
    )


def case_file(session: Session, inspection: Inspection, today: date) -> CaseFile:
    """How the file of an inspection stands; one that was never decided counts as unfinished."""
    row = session.execute(frame().where(Inspection.id == inspection.id)).first()
    return standing(row or (inspection, None, False), today)


def narrowed(query: Any, asked: Mapping[str, Any], today: date) -> Any:
    """A query of ``frame`` narrowed to ``kept`` (a class), ``stand`` and ``agency`` (that leads)."""
    if agency := asked.get("agency"):
        query = query.where(Inspection.owner == agency)
    if code := asked.get("kept"):
        query = query.where(_is_kept_as(code, today))
    if wanted := asked.get("stand"):
        query = query.where(*_stands(wanted, today))
    return query


def _is_kept_as(code: str, today: date) -> Any:
    known = rules.of_missions(classes(today))
    unchosen = sa.func.coalesce(Inspection.retention_class, "").not_in([one.code for one in known])
    found: list[Any] = [Inspection.retention_class == code]
    for violation, condition in ((True, _violation), (False, ~_violation)):
        proposed = rules.proposed(known, violation)
        if proposed and proposed.code == code:
            found.append(sa.and_(unchosen, condition))
    return sa.or_(*found)


def _stands(wanted: str, today: date) -> list[Any]:
    """The conditions of a stand: what ``rules.stand`` says, asked of the end of the work."""
    if wanted == "handed":
        return [Inspection.archived_on.is_not(None)]
    here, holds = Inspection.archived_on.is_(None), term(today)
    if wanted == "unfinished" or holds is None:
        return [here, ended.is_(None)]
    late = rules.last_end(today - ONE_DAY, holds)
    soon = rules.last_end(today + ONE_DAY * holds.notice_days, holds)
    return [
        here,
        {"late": ended <= late, "soon": sa.and_(ended > late, ended <= soon), "waiting": ended > soon}[wanted],
    ]


def history(session: Session, inspection: Inspection) -> Sequence[Event]:
    """What was done to the file as a file, newest first: taken away, classified, handed over."""
    query = sa.select(Event).where(Event.subject_ref == inspection.ref, Event.action.in_(ACTIONS))
    return session.scalars(query.where(Event.outcome == "done").order_by(Event.number.desc()).limit(MOST_EVENTS)).all()
