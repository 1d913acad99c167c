"""Stores the yearly report that the demonstration's Post sent last December, in time; this year's is waited for."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.demonstration.cases import Province
from inspections.demonstration.reading import VIETNAM
from inspections.registers import actions, queries, rules
from inspections.registers.rules import Entry
from models.directory import Body


def add_reports(session: Session, province: Province) -> None:
    """Enters it as the department's clerk."""
    today = province.at.astimezone(VIETNAM).date()
    year = today.year - 1
    entry = Entry(rules.YEARLY, f"118/BC-BĐT ngày 03/12/{year}", date(year, 12, 4))
    for body in session.scalars(sa.select(Body).where(queries.reporting_bodies())):
        actions.record(session, province.people["clerk"], body, year, entry, None, province.evidence_dir, today)
    session.info.pop("events", None)
