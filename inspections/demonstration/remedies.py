"""Stores the requirements of the demonstration through the actions that people use; findings are stored before it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.demonstration import pictures
from inspections.demonstration.cases import Province
from inspections.demonstration.reading import VIETNAM
from inspections.evidence import scans
from inspections.evidence.photos import Refused
from inspections.evidence.rules import Scan
from inspections.measures import actions as measures
from inspections.measures import queries as planned
from inspections.measures.rules import MeasureData
from inspections.remedies import actions
from inspections.remedies.rules import Account, Letter, Requirement
from models.directory import User
from models.findings import Finding, Remedy, RemedyStep

Row = Mapping[str, Any]

AT = time(10, 0)
INSPECTORS = {"DIC": "dic.inspector", "POLICE": "police.inspector"}
"""Who makes and follows the requirements of an agency."""
REACHED = {
    "open": (),
    "in_progress": ("start",),
    "reported": ("report",),
    "verified": ("report", "verify"),
    "effective": ("report", "verify", "effective"),
}
"""State of a requirement in the file → the steps that led to it."""
UNTIL_SEEN = timedelta(days=30)
"""After so many days it is looked at whether a remedy lasts, where the file does not say when."""
REPORTED = "Đơn vị đã thực hiện xong yêu cầu; tài liệu, hình ảnh kèm theo."
SAID = {
    "start": "",
    "verify": "Đã xem hồ sơ, hình ảnh kèm báo cáo và kiểm tra lại tại đơn vị: đúng yêu cầu.",
    "effective": "Kiểm tra lại: kết quả khắc phục được duy trì.",
}
"""What is said with a step."""
POINTS = {"effective": 85}
SHOWN = "Ảnh chụp tại chỗ sau khi thực hiện."
CAUSES = {"minor": "not_followed", "moderate": "supervision", "serious": "no_procedure"}
"""The cause that the demonstration gives a finding, by its severity."""


def add_remedies(session: Session, province: Province, rows: Iterable[Row], findings: Mapping[str, Finding]) -> None:
    """Stores what is required for these findings; ``rows`` are inspections as ``reading.read`` gives them.

    Findings and visits end in the states that the file gives them.
    """
    for inspection in rows:
        for row in inspection["findings"]:
            if row["remedy"]:
                _add(session, province, inspection, row, findings[row["key"]])


def _add(session: Session, province: Province, inspection: Row, row: Row, finding: Finding) -> None:
    visit = finding.visit
    states = finding.state, visit.state
    finding.state = "remedying"
    by, sent_on = province.people[INSPECTORS[row["owner"]]], inspection["result_notice_on"]
    follower = province.people[row["remedy"]["waits_for"] or INSPECTORS[row["owner"]]]
    data = Requirement(row["requirement"], row["duty"] or finding.duty, row["due_on"], follower.ref)
    remedy = actions.create(session, finding, by, data, sent_on)
    measures.set_cause(session, remedy, by, CAUSES.get(row["severity"] or "", "other"), "", sent_on, remedy.version)
    measures.add(session, remedy, by, _measure(row, remedy), sent_on)
    actions.send(session, remedy, by, sent_on, Letter(inspection["result_notice_number"], sent_on))
    _date(session, remedy, province, sent_on)
    _extend(session, province, remedy, row["remedy"], by)
    for name in REACHED[row["remedy"]["state"]]:
        on = _day_of(name, row["remedy"], sent_on, province)
        _take(session, province, inspection, remedy, row["remedy"], name, on)
        _date(session, remedy, province, on)
    _urge(session, province, remedy, row["remedy"], by)
    finding.state, visit.state = states
    session.flush()


def _day_of(name: str, row: Row, sent_on: date, province: Province) -> date:
    latest = province.at.astimezone(VIETNAM).date()
    days = {"start": sent_on, "report": row["reported_on"], "verify": row["verified_on"]}
    return days.get(name) or row["effective_on"] or min(row["verified_on"] + UNTIL_SEEN, latest)


def _take(session: Session, province: Province, inspection: Row, remedy: Remedy, row: Row, name: str, on: date) -> None:
    by = province.people[row["by"] or INSPECTORS[remedy.owner or ""]]
    if name != "report":
        if name == "effective":  # the file says on which day it was looked at
            remedy.effect_due_on = on
        actions.take_step(session, remedy, by, name, on, SAID[name], POINTS.get(name))
        return
    speaker = next((one for one in province.people.values() if one.body_id == remedy.for_body_id), None)
    letter = Letter(row["reported_paper"], on) if row["reported_paper"] else None
    shown = [] if letter else [_picture()]
    reporter = speaker or _secretary(province, inspection)
    finished = [one.measure.ref for one in planned.of_remedy(session, remedy)]
    said = Account(REPORTED, shown, letter, finished)
    actions.report(session, remedy, reporter, on, said, province.evidence_dir)


def _measure(row: Row, remedy: Remedy) -> MeasureData:
    """What the body does about it, by its head."""
    due_on = remedy.due_on
    return MeasureData("corrective", row["requirement"], "Nguyễn Văn Thành", "Người đứng đầu đơn vị", due_on, SHOWN)


def _secretary(province: Province, inspection: Row) -> User:
    """Who enters what a body without an account reports, so that another person verifies it."""
    return next(province.people[one["person"]] for one in inspection["team"] if one["role"] == "secretary")


def _picture() -> Scan:
    photo = scans.read(pictures.picture(1), "trinh-dien.jpg")
    if isinstance(photo, Refused):
        raise TypeError(photo.message)
    return photo


def _extend(session: Session, province: Province, remedy: Remedy, row: Row, by: User) -> None:
    if not (asked := row["extension"]):
        return
    extension = actions.ask_extension(session, remedy, by, asked["asked_on"], asked["until"], asked["reason"])
    session.flush()
    extension.asked_at = _instant(province, asked["asked_on"])
    if asked["decided_by"]:
        actions.decide_extension(session, remedy, province.people[asked["decided_by"]], True, "")
        extension.decided_at = extension.asked_at + timedelta(hours=4)


def _urge(session: Session, province: Province, remedy: Remedy, row: Row, by: User) -> None:
    if letter := row["urging_letter"]:
        actions.urge(session, remedy, by, letter["dated"], Letter(letter["number"], letter["dated"]))
        _date(session, remedy, province, letter["dated"])


def _date(session: Session, remedy: Remedy, province: Province, on: date) -> None:
    """Gives the steps that were taken last the time of their day."""
    for step in session.scalars(
        sa.select(RemedyStep).where(RemedyStep.remedy_id == remedy.id, RemedyStep.happened_on == on)
    ):
        step.at = _instant(province, on)


def _instant(province: Province, on: date) -> datetime:
    return min(datetime.combine(on, AT, VIETNAM), province.at)
