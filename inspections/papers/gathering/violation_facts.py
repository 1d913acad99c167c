"""Gathers everything that a paper on violations may say, its visit among it; it words no paper and writes nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, tzinfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.papers.composing import people
from inspections.papers.facts import visit as plain
from inspections.papers.facts.violations import ViolationFacts
from inspections.papers.gathering import visit_facts
from inspections.papers.violations import choosing
from inspections.papers.wording import count, short_date
from models.base import now
from models.directory import User
from models.papers import Paper


def gather(session: Session, paper: Paper, zone: tzinfo) -> ViolationFacts:
    """Everything that a paper on violations may say; its head is that of the agency whose findings they are."""
    today = now().astimezone(zone).date()
    visit = replace(visit_facts.facts_of(session, paper, zone), owner=paper.owner or "")
    writer = _writer(session, paper)
    return ViolationFacts(
        visit=visit,
        chosen=choosing.chosen(session, paper, today),
        writer=people.of_agency(visit, writer) if writer else "",
        writer_name=writer.name if writer else "",
        power=choosing.power(session, paper, today) if paper.kind == "file_transfer" else (),
        file=tuple(_file(session, paper, visit)),
    )


def _writer(session: Session, paper: Paper) -> plain.Person | None:
    ref = paper.fields.get("writer")
    user = session.scalar(sa.select(User).where(User.ref == ref, User.agency_code == paper.owner)) if ref else None
    return visit_facts.person_of(user) if user else None


def _file(session: Session, paper: Paper, visit: plain.VisitFacts) -> Iterable[str]:
    """The papers that a file has by the records, as lines of a list: name, number and day, sheets, original or copy."""
    order = visit.order
    yield f"Quyết định kiểm tra | {_numbered(order.number, order.decided_on)} | | Bản sao"
    if order.plan_number:
        yield f"Kế hoạch tiến hành kiểm tra | {_numbered(order.plan_number, order.plan_on)} | | Bản sao"
    yield f"Biên bản kiểm tra | {_numbered(visit.minutes_number, visit.minutes_on)} | | Bản chính"
    with choosing.reader(session, paper) as reader:
        rows = choosing.of_paper(reader, paper)
        photos = sum(len(row.photos) for row in rows)
        records = dict.fromkeys(_numbered(row.record_number, row.record_on) for row in rows if row.record_number)
    for record in records:
        yield f"Biên bản vi phạm hành chính | {record} | | Bản chính"
    for one in visit.documents:
        yield f"{one.name} | {_numbered(one.number, one.dated_on)} | | {'Bản chính' if one.original else 'Bản sao'}"
    if photos:
        yield f"Hình ảnh kèm theo ({count(photos)} ảnh) | | | Bản in"


def _numbered(number: str | None, on: date | None) -> str:
    return ", ".join(filter(None, (number, f"ngày {short_date(on)}" if on else "")))
