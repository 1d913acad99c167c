"""Reads what the pages of a decision show, and the facts that decide its steps; it writes nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.deciding import overlaps, rules
from inspections.deciding.data import Overlap, Span
from inspections.deciding.rules import AHEAD, OVER
from inspections.deciding.steps import InspectionFacts
from inspections.directory import queries as directory
from inspections.inspecting import queries as inspecting
from inspections.inspecting.rules import UNITS
from inspections.planning import queries as planning
from inspections.vietnamese import fold, format_date
from models.approvals import Approval
from models.checklists import VisitItem
from models.directory import Agency, Body, User
from models.inspections import Inspection, InspectionLine, Suspension, TeamMember, Visit
from models.plans import Plan, PlanLine, PlanVersion

INSPECTORS = ("inspector", "manager")


@dataclass(frozen=True)
class Limits:
    """What the province's settings allow on a day; ``unit`` is calendar or working."""

    durations: Mapping[str, int | None]
    extensions: Mapping[str, int | None]
    unit: str = "calendar"
    per_year: int = 1
    months: int = 12

    def duration(self, issuer: str) -> int | None:
        """The most days that an issuer may order; None where the decree gives no limit."""
        return self.durations.get(rules.LIMIT_OF.get(issuer, ""))

    def extension(self, issuer: str) -> int | None:
        """The most days by which an issuer may extend."""
        return self.extensions.get(rules.LIMIT_OF.get(issuer, ""))

    @property
    def words(self) -> str:
        """The unit in words, as it stands beside every number of days."""
        return UNITS[self.unit]


def limits(session: Session, on: date) -> Limits:
    """The limits that the province has set."""
    keys = ("duration_days", "extension_days", "days_unit", "enterprise_checks_per_year", "overlap_months")
    found = directory.settings(session, keys, on)
    return Limits(
        durations=found.get("duration_days") or {},
        extensions=found.get("extension_days") or {},
        unit=found.get("days_unit") or "calendar",
        per_year=found.get("enterprise_checks_per_year") or 1,
        months=found.get("overlap_months") or 12,
    )


def lines_in_force(session: Session, today: date) -> list[tuple[int, Mapping[str, Any]]]:
    """(year, line) of the plans in force from this year on that stand and that no inspection carries out yet."""
    newest: dict[int, PlanVersion] = {}
    rows = session.scalars(
        sa.select(PlanVersion)
        .options(joinedload(PlanVersion.plan))
        .join(Plan, PlanVersion.plan_id == Plan.id)
        .where(Plan.year >= today.year)
        .order_by(Plan.year, PlanVersion.number)
    )
    for version in rows:
        newest[version.plan.year] = version
    taken = set(
        session.scalars(
            sa.select(PlanLine.ref)
            .join(InspectionLine, InspectionLine.plan_line_id == PlanLine.id)
            .join(Inspection, InspectionLine.inspection_id == Inspection.id)
            .where(Inspection.state.not_in(OVER))
        )
    )
    return [
        (year, line)
        for year, version in newest.items()
        for line in version.content["lines"]
        if not line["dropped"] and line["key"] not in taken
    ]


def plan_lines(session: Session, refs: Collection[str]) -> dict[str, PlanLine]:
    """The rows of these lines, by reference."""
    return {line.ref: line for line in session.scalars(sa.select(PlanLine).where(PlanLine.ref.in_(set(refs))))}


def planned_on(session: Session, inspection: Inspection) -> date | None:
    """The first day on which all lines that an inspection carries out stood in an issued plan; None without lines."""
    mine = sa.select(PlanLine.ref, PlanLine.plan_id).join(InspectionLine, InspectionLine.plan_line_id == PlanLine.id)
    plan_of = {
        row.ref: row.plan_id for row in session.execute(mine.where(InspectionLine.inspection_id == inspection.id))
    }
    versions = session.scalars(
        sa.select(PlanVersion).where(PlanVersion.plan_id.in_(set(plan_of.values()))).order_by(PlanVersion.number)
    )
    first: dict[str, date] = {}
    for version in versions:
        for line in version.content["lines"]:
            if line["key"] in plan_of and not line["dropped"]:
                first.setdefault(line["key"], version.issued_on)
    return max(first.values(), default=None)


def is_number_taken(session: Session, inspection: Inspection, number: str, on: date) -> bool:
    """Whether another decision of the same issuer bears this number in the year of a day, however it was typed.

    Whoever gives two decisions of one issuer their numbers follow each other from here on.
    """
    session.execute(sa.select(Agency.code).where(Agency.code == inspection.issuer).with_for_update(key_share=True))
    others = sa.select(Inspection.decision_number).where(
        Inspection.id != inspection.id,
        Inspection.issuer == inspection.issuer,
        Inspection.decision_number.is_not(None),
        Inspection.decided_on.between(date(on.year, 1, 1), date(on.year, 12, 31)),
    )
    return fold(number) in {fold(one or "") for one in session.scalars(others)}


def lines_of(session: Session, inspection: Inspection) -> Sequence[Any]:
    """(year of the plan, number of the line, its content) of the lines that an inspection carries out."""
    return session.execute(
        sa.select(Plan.year, PlanLine.number, PlanLine.content, Plan.ref)
        .join(InspectionLine, InspectionLine.plan_line_id == PlanLine.id)
        .join(Plan, PlanLine.plan_id == Plan.id)
        .where(InspectionLine.inspection_id == inspection.id)
        .order_by(Plan.year, PlanLine.number)
    ).all()


def bodies(session: Session, refs: Collection[str]) -> Sequence[Body]:
    """These bodies in the order of the Vietnamese alphabet."""
    return session.scalars(sa.select(Body).where(Body.ref.in_(set(refs))).order_by(Body.sort_key, Body.id)).all()


def teams(session: Session) -> list[tuple[str, str]]:
    """(reference, words) of the inspections whose team may be copied, newest decision first."""
    rows = session.execute(
        sa.select(Inspection.ref, Inspection.title, Inspection.decided_on)
        .where(Inspection.decided_on.is_not(None), Inspection.state != "cancelled")
        .where(sa.exists().where(TeamMember.inspection_id == Inspection.id))
        .order_by(Inspection.decided_on.desc(), Inspection.id.desc())
        .limit(20)
    )
    return [(row.ref, f"{format_date(row.decided_on)}: {row.title}") for row in rows]


def by_ref(session: Session, model: Any, ref: str) -> Any:
    """The row with this reference if the viewer may see it, or None."""
    return session.scalar(sa.select(model).where(model.ref == ref)) if ref else None


def people(session: Session) -> Sequence[User]:
    """Who may be in a team: the people of the two agencies who inspect, or are only named; by given name."""
    return session.scalars(
        sa.select(User)
        .where(User.agency_code.in_(("DIC", "POLICE")), User.disabled_at.is_(None))
        .where(sa.or_(User.role.is_(None), User.role.in_(INSPECTORS)))
        .order_by(User.sort_key, User.id)
    ).all()


def signers(session: Session) -> list[User]:
    """Who may sign a decision, the department's people first, by given name."""
    rows = session.scalars(
        sa.select(User)
        .where(User.agency_code.in_(rules.AUTHORITIES), User.disabled_at.is_(None))
        .order_by(User.agency_code, User.sort_key, User.id)
    )
    return [one for one in rows if rules.authority(one.agency_code or "", one.position)]


def approvals(session: Session, inspection: Inspection) -> Sequence[Approval]:
    """What was done to an inspection, oldest first, each with who did or recorded it."""
    return session.scalars(
        sa.select(Approval)
        .options(joinedload(Approval.by))
        .where(Approval.inspection_id == inspection.id)
        .order_by(Approval.id)
    ).all()


def suspensions(session: Session, inspection: Inspection) -> Sequence[Suspension]:
    """The times that an inspection stood still, oldest first."""
    return session.scalars(
        sa.select(Suspension).where(Suspension.inspection_id == inspection.id).order_by(Suspension.id)
    ).all()


@dataclass
class Case:
    """An inspection with what decides its steps, read once for a page or an action."""

    inspection: Inspection
    limits: Limits
    visits: Sequence[Any]
    members: list[TeamMember]
    repeats: list[str] = field(default_factory=list)
    overlaps: list[Overlap] = field(default_factory=list)

    @property
    def unexplained(self) -> list[Overlap]:
        """The overlaps that nobody gave a reason for."""
        return [one for one in self.overlaps if one.key not in (self.inspection.explained_overlaps or ())]

    @property
    def repeated(self) -> str | None:
        """Why the enterprise may not be inspected again in the year, or None."""
        return rules.repeated(self.repeats, self.limits.per_year, self.inspection.repeat_reason)

    def facts(self) -> InspectionFacts:
        """The facts that decide the steps."""
        inspection, rows = self.inspection, [row[0] for row in self.visits]
        return InspectionFacts(
            unready=rules.unready(inspection, rows, self.members),
            unexplained=bool(self.unexplained),
            repeated=self.repeated,
            numbered=bool(inspection.decision_number),
            plan_unready=rules.plan_unready(inspection, self.members),
            undeclared=rules.undeclared(self.members),
            submitted=inspection.for_approval,
            for_chairman=inspection.issuer == "UBND",
            open_visits=sum(visit.state in {"planned", "announced"} for visit in rows),
            extended=inspection.extension_days > 0,
        )


def staying(inspection: Inspection) -> list[TeamMember]:
    """Who is in the team now, as papers write it: by place, then by given name."""
    return rules.staying(inspecting.team(inspection))


def case(session: Session, inspection: Inspection, today: date) -> Case:
    """The case of an inspection; what it may meet is read only while that can still be changed."""
    visits = inspecting.visits_of(session, inspection)
    found = Case(inspection, limits(session, today), visits, staying(inspection))
    if inspection.state in AHEAD and visits:
        days = Span(min(row[0].day for row in visits), max(row[0].day for row in visits))
        found.repeats = overlaps.repeats(session, inspection, [row[0] for row in visits])
        found.overlaps = [
            *overlaps.same_bodies(session, inspection, visits, found.limits.months),
            *overlaps.same_people(session, inspection, found.members, days),
        ]
    return found


def secrecy_items(session: Session, inspection: Inspection) -> list[str]:
    """Items about state secrets that are chosen for visits which the department orders by itself."""
    if inspection.issuer != "DIC":
        return []
    rows = session.scalars(
        sa.select(VisitItem.code)
        .join(Visit, VisitItem.visit_id == Visit.id)
        .where(Visit.inspection_id == inspection.id, VisitItem.code.in_(rules.SECRECY_ITEMS))
        .distinct()
        .order_by(VisitItem.code)
    )
    return list(rows)


def body_choices(session: Session, today: date, text: str, chosen: Iterable[str]) -> list[planning.Choice]:
    """The bodies that a search finds, and those that are chosen."""
    return planning.bodies(session, today, text, chosen)
