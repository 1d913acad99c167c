"""Knows that a page costs the same number of queries however many rows there are; knows no page."""

import itertools
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.guard import public
from inspections.working_days import ONE_DAY
from models import db
from models.approvals import Approval
from models.base import new_ref
from models.checklists import Answer, Evidence, Operation, VisitItem
from models.directory import Body, BodyName, User, UserSession
from models.events import Event
from models.findings import (
    DueExtension,
    Finding,
    FindingItem,
    FindingPhoto,
    FindingStep,
    Remedy,
    RemedyFile,
    RemedyStep,
)
from models.inspections import Attendee, Inspection, InspectionLine, Reopening, Suspension, TeamMember, Visit, VisitPart
from models.law import Act, LegalDocument
from models.lists import SavedFilter
from models.notifications import Notification
from models.papers import PaperFile, PaperSignature, SuppliedDocument
from models.plans import PlanLine
from tests.house.house import House, routes
from tests.support.client import counted

READERS = ("dic.manager", "police.inspector", "approver", "auditor", "admin", "body")

MOST = 24
"""More statements than any page needs."""

number = itertools.count(1_000_000)
UNIQUE: dict[str, Callable[[], Any]] = {
    "ref": new_ref,
    "key": lambda: secrets.token_hex(10),
    "code": lambda: secrets.token_hex(10),
    "login": lambda: None,
    "op_id": lambda: secrets.token_hex(16),
    "number": lambda: next(number),
    "prev_hash": lambda: secrets.token_hex(32),
    "hash": lambda: secrets.token_hex(32),
    "token_hash": lambda: secrets.token_hex(32),
}
"""What a copy has of its own, by the name of the column."""

WITHIN = (
    *(TeamMember, Attendee, Operation, Evidence, Event, UserSession, BodyName, User, Body, LegalDocument, Act),
    *(PlanLine, Approval, Reopening, Suspension, SuppliedDocument, PaperFile, PaperSignature),
    *(Finding, FindingStep, Remedy, RemedyStep, RemedyFile, DueExtension),
)
"""Tables of which one record of a page may have many rows, or a list shows them all."""

BELOW_VISIT = tuple((model, "visit_id") for model in (VisitPart, Attendee, SuppliedDocument, VisitItem))
BELOW_ITEM = ((Answer, "visit_item_id"), (Operation, "visit_item_id"))


def copied(session: Session, model: Any, kept: tuple[str, ...] = (), **changed: Any) -> dict[int, int]:
    """One more of every row of a table: key of the row → key of its copy."""
    table = model.__table__
    fresh = [name for name, column in table.c.items() if name in UNIQUE and column.unique and name not in kept]
    keys = {}
    for row in session.execute(sa.select(table).order_by(table.c.id)).mappings().all():
        values = {name: value for name, value in row.items() if name != "id"}
        values |= {name: UNIQUE[name]() for name in fresh} | {name: change(row) for name, change in changed.items()}
        keys[row["id"]] = session.execute(sa.insert(table).values(**values)).inserted_primary_key[0]
    return keys


def double_visits(session: Session) -> None:
    """One more of every inspection and visit, each with everything below it."""
    inspections = copied(session, Inspection)
    copied(session, TeamMember, inspection_id=lambda row: inspections[row["inspection_id"]])
    copied(session, InspectionLine, inspection_id=lambda row: inspections[row["inspection_id"]])
    visits = copied(session, Visit, inspection_id=lambda row: inspections[row["inspection_id"]])
    items = {}
    for model, column in BELOW_VISIT:
        keys = copied(session, model, ("code",), **{column: lambda row: visits[row["visit_id"]]})
        items |= keys if model is VisitItem else {}
    double_findings(session, visits, items)
    for model, column in BELOW_ITEM:
        more = {"visit_id": lambda row: visits[row["visit_id"]]} if model is Answer else {}
        copied(session, model, **{column: lambda row: items[row["visit_item_id"]]}, **more)


def double_findings(session: Session, visits: dict[int, int], items: dict[int, int]) -> None:
    """One more of every finding for the copied visits, resting on their items."""
    findings = copied(session, Finding, visit_id=lambda row: visits[row["visit_id"]])
    of_finding = {"finding_id": lambda row: findings[row["finding_id"]]}
    copied(session, FindingItem, **of_finding, visit_item_id=lambda row: items[row["visit_item_id"]])
    for model in (FindingStep, FindingPhoto):
        copied(session, model, **of_finding)


def grow(house: House) -> None:
    """Twice as many visits, and twice as many rows again of everything that a record may have many of."""
    with house.system() as session:
        double_visits(session)
        for model in WITHIN:
            copied(session, model)
        copied(session, Notification, due_on=lambda row: row["due_on"] and row["due_on"] + ONE_DAY)
        copied(session, SavedFilter, name=lambda row: f"{row['name']} {row['id']}")


def cost(house: House) -> Iterator[tuple[str, str, int]]:
    """Reader, address and number of statements of every page that opens."""
    for who in READERS:
        for route in (one for one in routes(house.app) if one.method == "GET"):
            for url in house.addresses(route, house.refs[route.model][:3] if route.model else None):
                with counted(house.app) as statements:
                    status = house.get(who, url).status_code
                if status == 200:
                    yield who, url, len(statements)


def test_a_page_costs_the_same_number_of_queries_with_more_rows(house: House) -> None:
    before = {(who, url): count for who, url, count in cost(house)}
    grow(house)
    after = {(who, url): count for who, url, count in cost(house)}
    house.put_back()
    assert set(after) == set(before) and len(before) > 60
    assert not {page: (before[page], after[page]) for page in before if after[page] > before[page]}
    assert max(before.values()) <= MOST


def planted() -> str:
    """A page with a query in a loop."""
    visits = db.session.scalars(sa.select(Visit)).all()
    return str([visit.parts for visit in visits])


def test_a_query_in_a_loop_is_found(house: House) -> None:
    def count() -> int:
        with counted(house.app) as statements:
            assert house.get("dic.manager", "/help").status_code == 200
        return len(statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(house.app.view_functions, "help.help_page", public(planted))
        before = count()
        with house.system() as session:
            double_visits(session)
        after = count()
        house.put_back()
    assert after > before
