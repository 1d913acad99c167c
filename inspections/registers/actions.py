"""Enters a report that was received, and withdraws an entry; whoever calls has looked at the permission."""

from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.claiming import claim
from inspections.directory import queries as directory
from inspections.evidence import scans
from inspections.evidence.rules import Scan
from inspections.fieldwork.actions import refuse_secrets
from inspections.registers import queries, rules
from inspections.registers.rules import Entry
from models.directory import Body
from models.inspections import Visit
from models.reports import ReceivedReport

CHANGED = "Dòng này vừa được người khác thay đổi; mời mở lại trang để xem bản mới nhất."


def record(
    session: Session, by: Any, body: Body, year: int, entry: Entry, scan: Scan | None, folder: Path, today: date
) -> ReceivedReport:
    """Enters a report of a year; raises RuleBroken for one that is there or that came on a day to come."""
    rules.refuse_kind(entry.kind, rules.OF_YEAR)
    due_on = queries.yearly_due(session, year) if entry.kind == rules.YEARLY else entry.due_on
    return _enter(session, by, body, year, None, entry, due_on, scan, folder, today)


def record_of_visit(
    session: Session, by: Any, visit: Visit, entry: Entry, scan: Scan | None, folder: Path, today: date
) -> ReceivedReport:
    """Enters a report that came before a visit; its last day is that of the notice, else what is typed."""
    rules.refuse_kind(entry.kind, rules.OF_VISIT)
    noticed = queries.notice_due(session, visit) if entry.kind == rules.OUTLINE else None
    due_on = noticed or entry.due_on
    return _enter(session, by, visit.body, visit.day.year, visit, entry, due_on, scan, folder, today)


def _enter(
    session: Session,
    by: Any,
    body: Body,
    year: int,
    visit: Visit | None,
    entry: Entry,
    due_on: date | None,
    scan: Scan | None,
    folder: Path,
    today: date,
) -> ReceivedReport:
    rules.refuse_future(entry.received_on, today)
    for text in (entry.number, entry.note):
        refuse_secrets(text)
    session.execute(sa.select(Body.id).where(Body.id == body.id).with_for_update(key_share=True))
    rules.refuse_twice(entry.kind, queries.present(session, by.agency_code, entry.kind, year, body.id, visit))
    made = ReceivedReport(
        kind=entry.kind,
        body=body,
        year=year,
        visit=visit,
        number=entry.number,
        due_on=due_on,
        received_on=entry.received_on,
        note=entry.note,
        by_id=by.id,
        owner=by.agency_code,
        audience=_audience(session, by, visit, today),
    )
    if scan is not None:
        scans.keep(folder, scan)
        made.sha256, made.file_name = scan.sha256, scan.name
    session.add(made)
    session.flush()
    event_log.record(session, by, "report:record", made, kind=entry.kind, year=year, sha256=made.sha256)
    return made


def _audience(session: Session, by: Any, visit: Visit | None, today: date) -> str:
    """Who reads an entry: as the agency's notes begin, and never more people than the visit."""
    usual = (directory.setting(session, "audience", today) or {}).get(by.agency_code, "own")
    return "own" if visit is not None and visit.audience == "own" else str(usual)


def withdraw(session: Session, report: ReceivedReport, by: Any, reason: str, seen: int, today: date) -> None:
    """Withdraws an entry; it stays to be read with the reason, and counts nowhere."""
    claim(session, report, seen, CHANGED)
    rules.refuse_withdrawal(report.withdrawn_on is not None, reason)
    refuse_secrets(reason)
    report.withdrawn_reason, report.withdrawn_on, report.withdrawn_by_id = reason.strip(), today, by.id
    event_log.record(session, by, "report:withdraw", report)
