"""Keeps a paper on violations in line with those chosen for it, and takes their step when it is signed or sent."""

from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.findings import actions as findings
from inspections.findings.rules import StepData
from inspections.papers.violations import choosing
from inspections.vietnamese import format_date, parse_date
from models.papers import Paper, PaperFile, PaperSignature

STRANGE = "Có hành vi không chọn được cho văn bản này nữa; mời mở lại trang rồi chọn lại."


def follow_chosen(session: Session, paper: Paper) -> None:
    """The paper is as open as the violations that were chosen; raises RuleBroken for one that may not be chosen.

    Files and signatures of an earlier edition never become more open than they were.
    """
    rows = [row for row in choosing.offered(session, paper) if row.ref in choosing.refs(paper)]
    if len(rows) != len(set(choosing.refs(paper))):
        raise RuleBroken(STRANGE)
    paper.audience = choosing.audience_of(rows)
    for model in (PaperFile, PaperSignature) if paper.audience == "own" else ():
        closed = sa.update(model).where(model.paper_id == paper.id).values(audience="own")
        session.execute(closed.execution_options(synchronize_session=False))
    session.flush()


def take_steps(session: Session, paper: Paper, by: Any, step: str, today: date) -> None:
    """Every violation of the paper takes the step that the paper stands behind, under its number, day and writer.

    Raises RuleBroken when one may not take it any more, and when a record was signed on another day than it says.
    """
    given = GIVEN[step](paper)
    rows = choosing.of_paper(session, paper)
    if len(rows) != len(choosing.refs(paper)):
        raise RuleBroken(STRANGE)
    for row in rows:
        findings.take_step(session, row, by, step, today, row.version, given)


def _recorded(paper: Paper) -> StepData:
    day = parse_date(paper.fields["day"])
    if paper.signed_on != day:
        raise RuleBroken(f"Ngày ký phải là ngày lập ghi trong biên bản: {format_date(day)}.")
    return StepData(number=paper.number or "", day=day, writer=str(paper.fields["writer"]))


def _transferred(paper: Paper) -> StepData:
    return StepData(to=str(paper.fields["to"]), day=paper.sent_on)


GIVEN: dict[str, Callable[[Paper], StepData]] = {"record": _recorded, "transfer": _transferred}
"""What each step is given from its paper."""
