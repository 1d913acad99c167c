"""Registers the copies that are taken of papers and handed over on paper; it renders none."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.errors import RuleBroken
from inspections.papers import rules
from inspections.papers.copies import queries
from inspections.papers.copies.by_reader import FULL
from models.papers import Paper


def register_copy(
    session: Session, paper: Paper, by: Any, kind: str, sha256: str, reader: str = FULL, own: bool = False
) -> None:
    """Leaves a row in the log for every copy that is taken of a paper: who, whose copy, which file, which bytes.

    An agency's ``own`` copy leaves its row to that agency alone.
    """
    record = event_log.record_own if own else event_log.record
    record(session, by, queries.TAKEN, paper, kind=kind, state=paper.state, reader=reader, sha256=sha256)


def hand_over(session: Session, paper: Paper, by: Any, reader: str, count: int, day: date, today: date) -> None:
    """Leaves a row in the log for copies that were handed over on paper; raises RuleBroken before the signature."""
    rules.refuse_future(day, today)
    if paper.signed_on is None:
        raise RuleBroken("Chỉ ghi việc giao bản giấy sau khi ghi nhận việc ký.")
    if day < paper.signed_on:
        raise RuleBroken("Ngày giao không được trước ngày ký.", "day")
    event_log.record(session, by, queries.HANDED, paper, reader=reader, count=count, day=day.isoformat())


def take_back(session: Session, paper: Paper, by: Any, row: str) -> None:
    """Leaves a row in the log that takes back a hand-over which was entered by mistake; the first row stays.

    ``row`` is the reference of that row. Raises RuleBroken when the paper has no such hand-over, or not any more.
    """
    session.execute(sa.select(Paper.id).where(Paper.id == paper.id).with_for_update(key_share=True))
    if row not in {one.ref for one in queries.handed_over(session, paper)}:
        raise RuleBroken("Dòng này không có trong sổ, hoặc đã được hủy.")
    event_log.record(session, by, queries.TAKEN_BACK, paper, row=row)
