"""Stores what was found at the visits of the demonstration, as if each step had been taken on its day."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import workflow
from inspections.checklists import queries as checklists
from inspections.demonstration.cases import Province
from inspections.demonstration.reading import VIETNAM
from inspections.findings import actions, queries
from inspections.findings.rules import Content
from inspections.findings.steps import FINDING
from models.checklists import VisitItem
from models.directory import User
from models.findings import Finding, FindingItem, FindingStep
from models.inspections import Inspection, Visit

Row = Mapping[str, Any]

AT = time(15, 0)
WAY = {
    "noted": (),
    "confirmed": ("confirm",),
    "recorded": ("confirm", "record"),
    "transferred": ("confirm", "transfer"),
    "remedying": ("confirm", "remedy"),
    "closed": ("confirm", "remedy", "close"),
}
"""State of a finding in the file → the steps that led there."""
MANAGERS = {"DIC": "dic.manager", "POLICE": "police.manager"}
"""Who agrees to the findings of an agency."""
TRANSFERRED_TO = "Người có thẩm quyền xử phạt của Công an tỉnh"


def add_findings(session: Session, province: Province, inspection: Inspection, row: Row) -> dict[str, Finding]:
    """Stores the findings of an inspection as ``reading.read`` gives them; the finding of each key of the file."""
    visits = {visit.body.key: visit for visit in inspection.visits}
    records = {one["record"]["number"]: one["record"] for one in row["findings"] if _writer(one)}
    stored = {}
    for one in row["findings"]:
        finding = stored[one["key"]] = _add(session, province, visits[one["body"]], one, records)
        _take(session, province, finding, one)
    return stored


def _writer(row: Row) -> Any:
    return (row["record"] or {}).get("writer")


def _add(session: Session, province: Province, visit: Visit, row: Row, records: Mapping[str, Row]) -> Finding:
    items = session.scalars(
        sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.code.in_(row["items"]))
    ).all()
    author = _author(visit, row["owner"])
    reader: dict[str, Any] = {"owner": row["owner"], "audience": row["audience"]}
    specs = checklists.versions(session, {item.checklist_version_id for item in items})
    severity = next((specs[item.checklist_version_id].items[item.code]["severity"] for item in items), None)
    finding = Finding(
        visit=visit,
        kind=row["kind"],
        severity=row["severity"] or severity,
        act=queries.act_of(session, row["act"]) if row["act"] else None,
        continuing=row["continuing"] or False,
        ended_on=row["ended_on"],
        detected_on=row["detected_on"] or visit.day,
        put_right_on=row["remedied_on"],
        subject_kind="individual" if "cá nhân" in (row["act_note"] or "") else "organisation",
        noted_by_id=author.id,
        noted_at=_instant(province, visit.day),
        items=[FindingItem(visit_item=item, **reader) for item in items],
        **reader,
    )
    actions.fill(finding, Content(row["text"], row["duty"] or "", row["requirement"] or "", finding.severity))
    _hand_papers(province, finding, row, records)
    session.add(finding)
    session.flush()
    _keep(session, province, finding, "note", author, visit.day)
    return finding


def _author(visit: Visit, agency: str) -> User:
    people = [member.user for member in visit.inspection.members if member.user.agency_code == agency]
    return next((person for person in people if person.role == "inspector"), people[0])


def _hand_papers(province: Province, finding: Finding, row: Row, records: Mapping[str, Row]) -> None:
    """What papers say of the finding: its record, which another finding may share, and where its file went."""
    if record := row["record"]:
        writer = records.get(record["number"], record)
        finding.record_number, finding.record_on = record["number"], record["dated"]
        finding.writer = province.people[writer["writer"]]
        finding.subject = writer["subject"] or ""
    if row["state"] == "transferred":
        finding.transferred_to, finding.transferred_on = TRANSFERRED_TO, row["steps"][-1]["dated"]


def _take(session: Session, province: Province, finding: Finding, row: Row) -> None:
    """Keeps the steps to the state of the file, each by whose it is."""
    manager = province.people[MANAGERS[row["owner"]]]
    days = {"record": finding.record_on, "transfer": finding.transferred_on}
    for name in WAY[row["state"]]:
        _keep(session, province, finding, name, manager, days.get(name) or finding.visit.day)
    finding.state = row["state"]


def _keep(session: Session, province: Province, finding: Finding, name: str, by: User, on: date) -> None:
    state = "noted" if name == "note" else workflow.find(FINDING, name).target
    reader: dict[str, Any] = {"owner": finding.owner, "audience": finding.audience}
    session.add(FindingStep(finding=finding, step=name, state=state, by_id=by.id, at=_instant(province, on), **reader))


def _instant(province: Province, on: date) -> datetime:
    """The afternoon of a day, or the moment of loading when that is earlier."""
    return min(datetime.combine(on, AT, VIETNAM), province.at)
