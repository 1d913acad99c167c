"""Reads the list of violations by how far they are handled, and the sum of their fines; it writes nothing."""

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


def _violations(asked: Mapping[str, Any], today: date) -> Any:
    """(finding, its body's name, its stage) of every violation that stands and is asked for."""
    stage = queries.stage_column(today).label("stage")
    query = sa.select(Finding, directory.name_on(Visit.body_id, Visit.day).label("body"), stage)
    query = query.join(Finding.visit).outerjoin(Finding.act).outerjoin(Penalty, Penalty.finding_id == Finding.id)
    query = query.options(contains_eager(Finding.visit), contains_eager(Finding.act).joinedload(Act.document))
    conditions = [condition(asked[name], today) for name, condition in FILTERS.items() if asked.get(name)]
    query = query.where(Finding.kind == "violation", Finding.state != "dismissed", *conditions)
    return directory.matching(query, Finding.search_text, asked.get("q", ""))


@dataclass(frozen=True)
class Handled:
    """A violation in the list: its stage, its next duty, and the state of its fine if there is one."""

    finding: Finding
    body: str
    stage: str
    due: Due | None
    ledger: Ledger | None


def violations(session: Session, asked: Mapping[str, Any], today: date, turn: directory.Turn) -> directory.Page:
    """A page of Handled, those detected last first."""
    order = (Finding.detected_on, Finding.id)
    page = directory.page_of(session, _violations(asked, today), Finding, order, turn, falling=True)
    return directory.Page(_handled(session, page.rows, today), page.before, page.after)


def sums(session: Session, asked: Mapping[str, Any], today: date) -> Ledger:
    """Every fine of the list together: exactly the sum of its rows."""
    rows = session.execute(_violations(asked, today).where(Finding.fine.is_not(None))).all()
    return ledger.total(one.ledger for one in _handled(session, rows, today) if one.ledger)


def next_duties(session: Session, today: date) -> list[Handled]:
    """Every violation of which a duty of its handling comes next, those detected last first."""
    query = _violations({}, today).where(queries.stage_column(today).not_in(ENDED))
    rows = session.execute(query.order_by(Finding.detected_on.desc(), Finding.id.desc())).all()
    return [one for one in _handled(session, rows, today) if one.due is not None]


def _handled(session: Session, rows: Sequence[Any], today: date) -> list[Handled]:
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
