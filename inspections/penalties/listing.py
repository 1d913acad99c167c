"""Reads violations by how far they are handled, and the sum of their fines; it writes nothing."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from inspections.directory import queries as directory
from inspections.findings.queries import in_year
from inspections.penalties import deadlines, ledger, queries
from inspections.penalties.deadlines import Due
from inspections.penalties.ledger import Ledger
from models.findings import Finding
from models.inspections import Visit
from models.law import Act
from models.penalties import Penalty, Receipt

ENDED = frozenset({"over", "reminded", "warned", "paid", "handed"})
"""Stages after which no duty of the agency comes next."""
FILTERS: dict[str, Callable[[str, date], Any]] = {
    "stage": lambda stage, today: queries.stage_column(today) == stage,
    "agency": lambda code, _today: Finding.owner == code,
    "year": lambda year, _today: in_year(Visit.day, int(year)),
}
"""By what the list of violations may be narrowed, beside its search."""


OPTIONS = (contains_eager(Finding.visit), contains_eager(Finding.act).joinedload(Act.document))
"""What is read with the findings."""


def frame(today: date) -> Any:
    """The query of (finding, its body's name, its stage) of every violation that stands."""
    stage = queries.stage_column(today).label("stage")
    query = sa.select(Finding, directory.name_on(Visit.body_id, Visit.day).label("body"), stage)
    query = query.join(Finding.visit).join(Visit.body).outerjoin(Finding.act)
    query = query.outerjoin(Penalty, Penalty.finding_id == Finding.id)
    return query.where(Finding.kind == "violation", Finding.state != "dismissed")


def narrowed(query: Any, asked: Mapping[str, Any], today: date) -> Any:
    """The same narrowed to what is asked for."""
    conditions = [condition(asked[name], today) for name, condition in FILTERS.items() if asked.get(name)]
    return directory.matching(query.where(*conditions), Finding.search_text, asked.get("q", ""))


@dataclass(frozen=True)
class Handled:
    """A violation in the list: its stage, its next duty, and the state of its fine if there is one."""

    finding: Finding
    body: str
    stage: str
    due: Due | None
    ledger: Ledger | None


def sums(session: Session, asked: Mapping[str, Any], today: date) -> Ledger:
    """Every fine of the list together: exactly the sum of its rows."""
    rows = session.execute(
        narrowed(frame(today), asked, today).options(*OPTIONS).where(Finding.fine.is_not(None))
    ).all()
    return ledger.total(one.ledger for one in handled(session, rows, today) if one.ledger)


def next_duties(session: Session, today: date) -> list[Handled]:
    """Every violation of which a duty of its handling comes next, those detected last first."""
    query = narrowed(frame(today), {}, today).options(*OPTIONS).where(queries.stage_column(today).not_in(ENDED))
    rows = session.execute(query.order_by(Finding.detected_on.desc(), Finding.id.desc())).all()
    return [one for one in handled(session, rows, today) if one.due is not None]


def handled(session: Session, rows: Sequence[Any], today: date) -> list[Handled]:
    """The rows with what follows from their days, read for all of them at once."""
    keys = [row[0].id for row in rows]
    stored = {one.finding_id: one for one in session.scalars(sa.select(Penalty).where(Penalty.finding_id.in_(keys)))}
    paid: dict[int, list[Receipt]] = defaultdict(list)
    for one in session.scalars(sa.select(Receipt).where(Receipt.finding_id.in_(keys)).order_by(Receipt.id)):
        paid[one.finding_id].append(one)
    calendar, said = directory.calendar(session), queries.term_rows(session)
    found = []
    for finding, body, stage in rows:
        penalty, known = stored.get(finding.id) or queries.blank(finding), queries.held(said, finding.detected_on)
        dues = deadlines.dues(queries.course_of(finding, penalty, known), known.deadline, calendar)
        state = queries.ledger_of(finding, deadlines.pay_by(dues), paid[finding.id], known, today)
        found.append(Handled(finding, body, stage, None if stage in ENDED else deadlines.next_due(dues), state))
    return found
