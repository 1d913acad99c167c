"""Knows how to make a visit whose body is asked, and how its people answer; knows no page."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from inspections.fieldwork.actions import write
from inspections.fieldwork.slots import Write
from inspections.inquiries import actions, queries, rules
from inspections.inspecting.actions import choose_items
from inspections.inspecting.queries import chosen
from models.base import new_ref
from models.inquiries import Inquiry
from models.inspections import Visit
from tests.inspections.inspecting.cases import codes, make_visit, person

TODAY = date(2026, 3, 10)
BODY = "bd-song-mang"
"""The body whose account is in the demonstration."""
QUALITY = ("CL-01", "CL-02", "CL-06")
SECURITY = ("AN-05",)


def visit_with_items(session: Session, key: str = BODY, own: tuple[str, ...] = (), **fields: Any) -> Visit:
    """A planned visit with a few items, some of them an agency's own."""
    visit = make_visit(session, key=key, **fields)
    choose_items(session, visit, person(session, "dic.manager"), codes(session, QUALITY, SECURITY), own)
    return visit


def sent(session: Session, visit: Visit, kind: str = rules.SELF_CHECK, due_on: date | None = None) -> Inquiry:
    """A sheet that asks all that may be asked."""
    picked = [pick.key for pick in queries.offered(session, visit, kind)]
    given = (picked, due_on or TODAY + timedelta(days=3), "Nhờ đơn vị rà soát.", TODAY)
    return actions.send(session, visit, person(session, "dic.manager"), kind, *given)


def all_as(session: Session, inquiry: Inquiry, choice: str, note: str = "") -> dict[int, tuple[str, str]]:
    """The same choice and note for every line."""
    return {line.position: (choice, note) for line in queries.lines(session, inquiry)}


def answered(session: Session, inquiry: Inquiry, choice: str = "pass", by: str = "body", note: str = "") -> Inquiry:
    """The same choice for every line, sent back."""
    typed = all_as(session, inquiry, choice, note)
    return actions.answer(session, inquiry, person(session, by), typed, "Đã rà soát.", inquiry.version, TODAY)


def inspected(session: Session, visit: Visit, code: str, result: str, by: str = "dic.inspector") -> None:
    """An inspector's own result of an item."""
    item = chosen(session, visit)[code]
    write(session, item, person(session, by), [Write(new_ref(), "result", result)])
