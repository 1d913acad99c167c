"""Knows how to make a plan of a test's own and to bring it to a state; knows no page."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.planning import actions
from inspections.planning.rules import LineData, Paper
from models.directory import Body, User
from models.plans import Plan, PlanLine

YEAR, TODAY = 2031, date(2031, 1, 9)
PAPER = Paper("Công văn", "118/UBND-KGVX", date(2031, 1, 6), "Bà Huỳnh Ngọc Ánh")
WAY = (
    ("consult", "dic.manager"),
    ("agree", "police.manager"),
    ("submit", "dic.manager"),
    ("approve", "approver"),
    ("issue", "dic.manager"),
    ("send", "dic.manager"),
)
"""The straight way of a plan: each step and who takes it."""
STATES = ("consulting", "consulted", "submitted", "approved", "issued", "sent")


def person(session: Session, login: str) -> User:
    """A demonstration account."""
    return session.scalars(sa.select(User).where(User.login == login)).one()


def data(session: Session, *keys: str, **fields: Any) -> LineData:
    """A line about these bodies of the demonstration."""
    refs = session.scalars(sa.select(Body.ref).where(Body.key.in_(keys or ("so-noi-vu",)))).all()
    given = {
        "bodies": refs,
        "checklists": ["user-agency"],
        "content": "Việc sử dụng dịch vụ bưu chính KT1",
        "quarter": 3,
        "month": 8,
        "lead": "DIC",
        "form": "on_site",
        "note": "",
    }
    return LineData(**(given | fields))


def make_plan(session: Session, *bodies: str, year: int = YEAR, state: str = "draft") -> Plan:
    """A plan with one line, brought straight to a state."""
    plan = actions.create(session, person(session, "dic.manager"), year, f"Kế hoạch năm {year}")
    add_line(session, plan, *bodies)
    for step, by in WAY[: STATES.index(state) + 1 if state != "draft" else 0]:
        take(session, plan, step, by)
    return plan


def add_line(session: Session, plan: Plan, *bodies: str, **fields: Any) -> PlanLine:
    """One more line."""
    by = person(session, "dic.manager")
    return actions.add_line(session, plan, by, data(session, *bodies, **fields), plan.version)


def take(session: Session, plan: Plan, step: str, by: str = "dic.manager", **given: Any) -> Plan:
    """Takes a step as this person."""
    return actions.take_step(session, plan, person(session, by), step, TODAY, plan.version, **given)
