"""Reads inspections and visits as their pages show them, and the facts that decide their steps; it writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.checklists import queries as checklists
from inspections.deciding import rules as deciding_rules
from inspections.directory import queries as directory
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork.rules import first_cut
from inspections.inspecting import rules
from inspections.inspecting.steps import VisitFacts
from inspections.planning import queries as planning
from inspections.planning import rules as planning_rules
from inspections.vietnamese import name_sort_key
from inspections.working_days import Calendar, due_on
from models.checklists import Answer, ChecklistVersion, VisitItem
from models.directory import Body
from models.inspections import Inspection, Suspension, TeamMember, Visit, VisitPart


def narrowed_inspections(query: Any, asked: Mapping[str, Any]) -> Any:
    """A query of inspections narrowed to what ``inspection_conditions`` takes."""
    return query.where(*inspection_conditions(asked))


def narrowed_visits(query: Any, asked: Mapping[str, Any]) -> Any:
    """A query of visits and their bodies narrowed to ``q`` and what ``visit_conditions`` takes."""
    if "q" in asked:
        query = directory.matching(query, Body.search_text, asked["q"])
    return query.where(*visit_conditions(asked))


def inspection_conditions(asked: Mapping[str, Any]) -> list[Any]:
    """The conditions of what is asked of inspections, by which the overview counts and the list shows.

    ``asked`` may hold ``state``, ``year`` and ``quarter`` (of the decision), ``agency`` (that leads), ``commune`` and
    ``body`` (of a visit).
    """
    found = [Inspection.state == asked["state"]] if asked.get("state") else []
    place = {name: asked[name] for name in ("commune", "body") if asked.get(name)}
    if place:
        at_place = directory.when_and_where(place, Visit.day, Visit.body_id)
        found.append(Inspection.id.in_(sa.select(Visit.inspection_id).where(*at_place)))
    when = {"quarter": asked.get("quarter")}
    found += directory.when_and_where(when, Inspection.decided_on, Visit.body_id)
    return found + _narrowed(Inspection, Inspection.decided_on, asked)


def visit_conditions(asked: Mapping[str, Any]) -> list[Any]:
    """The conditions of what is asked of visits, by which the overview counts and the list shows.

    ``asked`` may hold ``state`` (one of them, or rules.VISITED), ``year`` and ``quarter`` (of the visit's day),
    ``agency`` (that leads), ``commune``, ``body``, and ``item`` (the code of one that was chosen and not taken out).
    """
    found = directory.when_and_where(asked, Visit.day, Visit.body_id) + _narrowed(Visit, Visit.day, asked)
    if state := asked.get("state"):
        found.append(Visit.state.in_(rules.VISITED_STATES) if state == rules.VISITED else Visit.state == state)
    if item := asked.get("item"):
        chosen = sa.select(VisitItem.visit_id).where(VisitItem.code == item, VisitItem.active)
        found.append(Visit.id.in_(chosen))
    return found


def _narrowed(model: Any, day: Any, asked: Mapping[str, Any]) -> list[Any]:
    """The conditions that a year of this day and a leading agency make."""
    found = []
    if year := asked.get("year"):
        found.append(day.between(date(int(year), 1, 1), date(int(year), 12, 31)))
    if agency := asked.get("agency"):
        found.append(model.owner == agency)
    return found


def years(session: Session, day: Any = Inspection.decided_on) -> list[int]:
    """The years from the newest day of this column back to the oldest; none when there is no day."""
    first, last = session.execute(sa.select(sa.func.min(day), sa.func.max(day))).one()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def visit_counts(session: Session, inspection_ids: Sequence[int]) -> dict[int, int]:
    """How many visits these inspections have, by their keys."""
    rows = session.execute(
        sa.select(Visit.inspection_id, sa.func.count())
        .where(Visit.inspection_id.in_(inspection_ids))
        .group_by(Visit.inspection_id)
    )
    return {row[0]: row[1] for row in rows}


WITH_NAMES: directory.Rows = sa.select(Visit, directory.name_on(Visit.body_id, Visit.day).label("body")).options(
    joinedload(Visit.inspection)
)
"""The query of (visit, the name of its body on its day), each visit with its inspection."""


def visits_of(session: Session, inspection: Inspection) -> Sequence[Any]:
    """(visit, its body's name on that day) of an inspection, in the order of their days."""
    return session.execute(WITH_NAMES.where(Visit.inspection_id == inspection.id).order_by(Visit.day, Visit.id)).all()


def team(inspection: Inspection) -> list[TeamMember]:
    """The team as papers write it: by place, then by given name."""
    places = list(rules.TEAM_ROLES)
    return sorted(inspection.members, key=lambda one: (places.index(one.role), name_sort_key(one.user.name)))


def last_day(session: Session, inspection: Inspection) -> date | None:
    """The last day of an inspection: its days count from the first announcement (Decree 217/2025, article 13.2).

    Days on which it stood still do not count; while it stands still there is no last day.
    """
    return last_days(session, [inspection]).get(inspection.id)


def last_days(session: Session, inspections: Sequence[Inspection]) -> dict[int, date]:
    """The last days of these inspections by their keys, as ``last_day`` says it; who has none is left out."""
    keys = [one.id for one in inspections]
    announced = sa.select(Visit.inspection_id, sa.func.min(Visit.announced_on)).where(Visit.inspection_id.in_(keys))
    begun = session.execute(announced.where(Visit.announced_on.is_not(None)).group_by(Visit.inspection_id))
    first = {row[0]: day for row in begun if (day := row[1]) is not None}
    columns = (Suspension.inspection_id, Suspension.from_on, Suspension.to_on)
    stood_still = session.execute(sa.select(*columns).where(Suspension.inspection_id.in_(keys))).all()
    running = {row.inspection_id for row in stood_still if row.to_on is None}
    counted = [one for one in inspections if one.id in first and one.duration_days and one.id not in running]
    calendar = directory.calendar(session) if counted else Calendar()
    found = {}
    for one in counted:
        breaks = [(row.from_on, row.to_on) for row in stood_still if row.inspection_id == one.id]
        allowed = (one.duration_days or 0) + one.extension_days
        found[one.id] = due_on(first[one.id], allowed, one.days_unit, calendar, breaks)
    return found


def parts(session: Session, visit: Visit) -> Sequence[VisitPart]:
    """Each agency's part of a visit, with who checked and who confirmed it."""
    return session.scalars(
        sa.select(VisitPart)
        .options(joinedload(VisitPart.checked_by), joinedload(VisitPart.signed_off_by))
        .where(VisitPart.visit_id == visit.id)
        .order_by(VisitPart.owner)
    ).all()


@dataclass(frozen=True)
class Waiting:
    """An item that is answered at another time than the visit itself, with the state of each agency's answer."""

    item: VisitItem
    question: str
    states: dict[str, str]


def waiting(session: Session, visit: Visit) -> list[Waiting]:
    """The items of a visit that wait for another time, done or not, in their order."""
    items = session.scalars(
        sa.select(VisitItem)
        .where(VisitItem.visit_id == visit.id, VisitItem.deferred.is_not(None), VisitItem.active)
        .order_by(VisitItem.position)
    ).all()
    known = checklists.versions(session, {item.checklist_version_id for item in items})
    states: dict[int, dict[str, str]] = {item.id: {} for item in items}
    for row in session.execute(
        sa.select(Answer.visit_item_id, Answer.owner, Answer.state)
        .where(Answer.visit_item_id.in_(states), Answer.kind == "answer")
        .order_by(Answer.owner)
    ):
        states[row.visit_item_id][row.owner] = row.state
    return [
        Waiting(item, known[item.checklist_version_id].items[item.code]["question"], states[item.id]) for item in items
    ]


def visit_facts(session: Session, visit: Visit) -> VisitFacts:
    """The facts that decide whether a visit may be announced."""
    items = session.scalar(sa.select(sa.func.count()).select_from(VisitItem).where(VisitItem.visit_id == visit.id))
    return VisitFacts(
        items=items or 0,
        inspection_state=visit.inspection.state,
        working_plan_approved=visit.inspection.working_plan_approved_on is not None,
        unplanned=_unplanned(session, visit),
        undeclared=deciding_rules.undeclared(deciding_rules.staying(team(visit.inspection)))
        if visit.state == "planned"
        else None,
    )


def _unplanned(session: Session, visit: Visit) -> str | None:
    """Why no plan covers a visit that is to be announced; the plan may be that of the decision's year."""
    if visit.state != "planned" or visit.inspection.ground != "c":
        return None
    first = min(visit.inspection.decided_on or visit.day, visit.day)
    return planning_rules.unplanned("c", planning.covers(session, visit.body, first, visit.day))


def body_name(session: Session, visit: Visit) -> str:
    """The name of a visit's body on the day of the visit."""
    return str(session.scalar(sa.select(directory.name_on(visit.body_id, visit.day))))


def sections_by_agency(session: Session, visit: Visit) -> tuple[list[fieldwork.Section], list[str]]:
    """The sections of a visit with the progress of each agency, and the agencies that the viewer may count."""
    found = fieldwork.sections(session, visit)
    return found, sorted({agency for section in found for agency in section.by_agency})


@dataclass(frozen=True)
class Row:
    """An item that may be chosen for a visit; ``item`` is there when it was."""

    version_id: int
    section: str
    spec: Mapping[str, Any]
    position: int
    item: VisitItem | None = None

    @property
    def code(self) -> str:
        """The item's code."""
        return str(self.spec["code"])


@dataclass
class Offer:
    """A section of a checklist with the items of it that may be chosen for a visit."""

    key: str
    checklist: str
    title: str
    rows: list[Row] = field(default_factory=list)


def chosen(session: Session, visit: Visit) -> dict[str, VisitItem]:
    """The items chosen for a visit, by code."""
    items = session.scalars(sa.select(VisitItem).where(VisitItem.visit_id == visit.id).order_by(VisitItem.position))
    return {item.code: item for item in items}


def rows_of(session: Session, version_ids: Sequence[int]) -> dict[int, list[Row]]:
    """Every item of these versions as a row, by version, with its place in a visit that has several checklists."""
    ranks = checklists.ranks(session)
    known = checklists.versions(session, version_ids)
    return {
        version_id: [
            Row(version_id, section["code"], spec, position)
            for position, (section, spec) in enumerate(
                ((section, spec) for section in known[version_id].content["sections"] for spec in section["items"]),
                start=rules.PLACES_PER_CHECKLIST * ranks[known[version_id].code] + 1,
            )
        ]
        for version_id in version_ids
    }


def offers(session: Session, visit: Visit) -> list[Offer]:
    """The sections that may be chosen for a visit: the first cut for its body, and whatever was chosen before.

    A checklist stays in the version that the visit's items were chosen from; otherwise it is the newest.
    """
    present = chosen(session, visit)
    version_ids = _versions_for(session, visit, present)
    known = checklists.versions(session, version_ids)
    found: dict[str, Offer] = {}
    for version_id, rows in rows_of(session, version_ids).items():
        version = known[version_id]
        offered = set(first_cut(version.items.values(), visit.body.level))
        for row in rows:
            if row.code in offered or row.code in present:
                key = f"{version.code}:{row.section}"
                offer = found.setdefault(key, Offer(key, version.title, version.sections[row.section]))
                offer.rows.append(replace(row, item=present.get(row.code)))
    return list(found.values())


def _versions_for(session: Session, visit: Visit, present: Mapping[str, VisitItem]) -> list[int]:
    pinned = {item.checklist_version_id for item in present.values()}
    found = checklists.current_of_kind(session, visit.body.kind)
    for row in session.execute(
        sa.select(ChecklistVersion.checklist_id, ChecklistVersion.id).where(ChecklistVersion.id.in_(pinned))
    ):
        found[row.checklist_id] = row.id
    return list(found.values())


def numbers(session: Session, visit: Visit) -> dict[str, dict[str, Any]]:
    """The values of the visit's answers, by the code of the item, for the items that depend on a number."""
    rows = session.execute(
        sa.select(VisitItem.code, Answer.values)
        .join(VisitItem, Answer.visit_item_id == VisitItem.id)
        .where(Answer.visit_id == visit.id, Answer.kind == "answer")
    )
    return {row.code: row.values for row in rows if row.values}
