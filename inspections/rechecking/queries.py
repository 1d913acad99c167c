"""Reads what is still open at a body, what is looked at again where, and what that came to; it writes nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from inspections.checklists import queries as checklists
from inspections.deciding import queries as deciding
from inspections.deciding.rules import OVER
from inspections.fieldwork import queries as fieldwork
from inspections.findings import rules as findings
from inspections.rechecking import rules
from inspections.rechecking.rules import Asked
from inspections.remedies.rules import REMEDIABLE
from models.checklists import ChecklistVersion
from models.directory import Body
from models.findings import Finding, FindingItem, Remedy
from models.inspections import Inspection, Visit
from models.measures import Recheck


def open_findings(session: Session, body: Body) -> Sequence[Finding]:
    """The findings of a body that are still open and rest on items, and that no running inspection looks at again."""
    running = (
        sa.select(Recheck.id)
        .join(Visit, Recheck.visit_id == Visit.id)
        .join(Inspection, Visit.inspection_id == Inspection.id)
        .where(Recheck.finding_id == Finding.id, Recheck.outcome.is_(None), Inspection.state.not_in(OVER))
    )
    rests = sa.select(FindingItem.id).where(FindingItem.finding_id == Finding.id)
    return session.scalars(
        sa.select(Finding)
        .join(Visit, Finding.visit_id == Visit.id)
        .options(selectinload(Finding.items).joinedload(FindingItem.visit_item), joinedload(Finding.visit))
        .where(Visit.body_id == body.id, Finding.kind.in_(findings.FAULTS), Finding.state.in_(REMEDIABLE))
        .where(rests.exists(), ~running.exists())
        .order_by(Finding.detected_on, Finding.id)
    ).all()


def asked(found: Iterable[Finding]) -> list[Asked]:
    """The items that these findings rest on."""
    return [
        Asked(
            one.visit_item.code,
            one.visit_item.checklist_version.checklist_id,
            one.visit_item.checklist_version_id,
            one.visit_item.lead,
            finding.audience == "own",
        )
        for finding in found
        for one in finding.items
    ]


def published(session: Session, checklist_ids: Collection[int]) -> dict[int, dict[int, set[str]]]:
    """Checklist → version → the codes of it that apply, of these checklists."""
    rows = session.execute(
        sa.select(ChecklistVersion.checklist_id, ChecklistVersion.id)
        .where(ChecklistVersion.checklist_id.in_(checklist_ids))
        .order_by(ChecklistVersion.number)
    ).all()
    known = checklists.versions(session, [row.id for row in rows])
    found: dict[int, dict[int, set[str]]] = {}
    for row in rows:
        codes = {code for code, item in known[row.id].items.items() if not item.get("retired")}
        found.setdefault(row.checklist_id, {})[row.id] = codes
    return found


def lines(session: Session, body: Body, today: date) -> list[tuple[str, str]]:
    """(key, words) of the lines of plans in force that name this body and that no inspection carries out yet."""
    return [
        (line["key"], f"Kế hoạch năm {year}: {line['content']}")
        for year, line in deciding.lines_in_force(session, today)
        if body.ref in {one["ref"] for one in line["bodies"]}
    ]


@dataclass(frozen=True)
class Links:
    """Where findings are looked at again, with the words of what that came to."""

    rows: Sequence[Recheck]
    outcomes: Mapping[str | None, tuple[str, str, str]] = field(default_factory=lambda: rules.OUTCOMES)


_WHOLE = sa.select(Recheck).options(
    joinedload(Recheck.finding).joinedload(Finding.visit),
    joinedload(Recheck.visit).joinedload(Visit.inspection),
    joinedload(Recheck.settled_by),
)


def of_finding(session: Session, finding: Finding) -> Links:
    """Where a finding is looked at again, the newest first."""
    return Links(session.scalars(_WHOLE.where(Recheck.finding_id == finding.id).order_by(Recheck.id.desc())).all())


def of_visit(session: Session, visit: Visit) -> Links:
    """The old findings that a visit looks at again, in their order."""
    return Links(session.scalars(_WHOLE.where(Recheck.visit_id == visit.id).order_by(Recheck.finding_id)).all())


@dataclass
class Result:
    """What a visit says of a finding: of each item in words, and altogether; ``blocked`` is why it is not recorded."""

    items: list[tuple[str, str, list[tuple[str, str]]]] = field(default_factory=list)
    found: str | None = None
    blocked: str | None = None


def result(session: Session, recheck: Recheck) -> Result:
    """What the visit of a recheck says of its finding, as far as the viewer may see the answers."""
    rows = {row.item.code: row for row in fieldwork.item_rows(session, recheck.visit) if row.item.code in recheck.codes}
    said = {
        code: rules.state_of([row.state(side) for side in row.sides], findings.concluded(row.answers))
        for code, row in rows.items()
    }
    found = rules.verdict(recheck.codes, said)
    shown = [
        (code, str(row.spec["question"]), [(side, row.state(side)) for side in row.sides]) for code, row in rows.items()
    ]
    return Result(shown, found, rules.why_open(recheck.outcome, recheck.visit.state, found))


def remedies(session: Session, finding: Finding) -> Sequence[Remedy]:
    """The requirements of a finding in the order of their keys, in which they are locked."""
    return session.scalars(sa.select(Remedy).where(Remedy.finding_id == finding.id).order_by(Remedy.id)).all()
