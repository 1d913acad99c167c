"""Counts what fails most, bodies, clauses, sections and items, beside how often it was looked at; it writes nothing.

A fault is a shortcoming or an act with signs of violation that stands (was not dismissed), at a visit of the year. One
that rests on several items counts once with each of them. Beside a body and an item stands at how many visits whose
fieldwork is over it was looked at, whichever agency led them. No share is made of the two, because one visit may show
several faults, and because few visits would make it jump.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.checklists import queries as checklists
from inspections.directory import queries as directory
from inspections.findings.queries import asked_conditions
from inspections.inspecting import queries as inspecting
from inspections.overview import rules
from inspections.overview.rules import Asked, Ranked
from inspections.search.rules import shortened
from models.checklists import Checklist, ChecklistVersion, VisitItem
from models.directory import Body
from models.findings import Finding, FindingItem
from models.inspections import Visit


def _faults(asked: Asked) -> list[Any]:
    return asked_conditions(rules.faulty(asked.values()))


def _looked_at(asked: Asked) -> list[Any]:
    return inspecting.visit_conditions(rules.asked_of("looked_at", asked)[1])


def bodies(session: Session, asked: Asked, today: date) -> list[Ranked]:
    """The bodies with most faults, and how many visits each had; a body's key is its reference."""
    count = sa.func.count(Finding.id).label("found")
    rows = session.execute(
        sa.select(Body.id, Body.ref, directory.name_on(Body.id, today).label("name"), count)
        .select_from(Finding)
        .join(Visit, Finding.visit_id == Visit.id)
        .join(Body, Visit.body_id == Body.id)
        .where(*_faults(asked))
        .group_by(Body.id, Body.ref)
        .order_by(count.desc(), Body.sort_key, Body.id)
        .limit(rules.MOST)
    ).all()
    visits = sa.select(Visit.body_id, sa.func.count()).where(Visit.body_id.in_([row.id for row in rows]))
    of = {row[0]: row[1] for row in session.execute(visits.where(*_looked_at(asked)).group_by(Visit.body_id))}
    return [Ranked(row.ref, row.name, row.found, of.get(row.id, 0)) for row in rows]


def duties(session: Session, asked: Asked) -> list[Ranked]:
    """The clauses that most faults rest on, the most frequent first; those that name no clause are left out.

    How often a clause was looked at is not said: items name clauses in other words than findings do.
    """
    count = sa.func.count(Finding.id).label("found")
    rows = session.execute(
        sa.select(Finding.duty, count)
        .join(Visit, Finding.visit_id == Visit.id)
        .where(*_faults(asked), Finding.duty != "")
        .group_by(Finding.duty)
        .order_by(count.desc(), Finding.duty)
        .limit(rules.MOST)
    )
    return [Ranked(row.duty, row.duty, row.found) for row in rows]


def _by_place(asked: Asked, place: Any) -> Any:
    """(checklist's code, place, a version that has it, how many faults), the most frequent first."""
    count = sa.func.count(sa.distinct(Finding.id)).label("found")
    return (
        sa.select(Checklist.code, place.label("place"), sa.func.max(ChecklistVersion.id).label("version"), count)
        .select_from(Finding)
        .join(Visit, Finding.visit_id == Visit.id)
        .join(FindingItem, FindingItem.finding_id == Finding.id)
        .join(VisitItem, FindingItem.visit_item_id == VisitItem.id)
        .join(ChecklistVersion, VisitItem.checklist_version_id == ChecklistVersion.id)
        .join(Checklist, ChecklistVersion.checklist_id == Checklist.id)
        .where(*_faults(asked))
        .group_by(Checklist.code, place)
        .order_by(count.desc(), Checklist.code, place)
        .limit(rules.MOST)
    )


def places(session: Session, asked: Asked) -> dict[str, list[Ranked]]:
    """The ``sections`` and the ``items`` of checklists with most faults.

    A section's key is "checklist:section", an item's its code. An item was looked at where it was chosen for a visit
    and not taken out again.
    """
    sections = session.execute(_by_place(asked, VisitItem.section_code)).all()
    items = session.execute(_by_place(asked, VisitItem.code)).all()
    known = checklists.versions(session, {row.version for row in (*sections, *items)})
    asking = (
        sa.select(VisitItem.code, sa.func.count(sa.distinct(VisitItem.visit_id)))
        .join(Visit, VisitItem.visit_id == Visit.id)
        .where(*_looked_at(asked), VisitItem.active, VisitItem.code.in_([row.place for row in items]))
    )
    of = {row[0]: row[1] for row in session.execute(asking.group_by(VisitItem.code))}
    return {
        "sections": [
            Ranked(f"{row.code}:{row.place}", known[row.version].sections[row.place], row.found) for row in sections
        ],
        "items": [
            Ranked(row.place, _item_words(row.place, known[row.version]), row.found, of.get(row.place, 0))
            for row in items
        ],
    }


def _item_words(code: str, version: checklists.Version) -> str:
    return shortened(f"{code}. {version.items[code]['question']}", rules.LONGEST_ITEM)
