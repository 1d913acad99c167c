"""Enters how a violation is handled: circumstances, office, days, receipts, a reminder; it checks no right.

Every change claims the finding, so that two people at one violation follow each other.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.claiming import claim
from inspections.directory import queries as directory
from inspections.errors import RuleBroken
from inspections.evidence import scans
from inspections.evidence.rules import Scan
from inspections.fieldwork.actions import refuse_secrets
from inspections.findings import rules as findings
from inspections.handing_over import queries as handing_over
from inspections.penalties import deadlines, ledger, queries, rules
from models.findings import Finding
from models.penalties import Penalty, PenaltyCircumstance, PenaltyFile, Receipt

CHANGED = "Hồ sơ này vừa được người khác thay đổi; mời mở lại trang để xem bản mới nhất."
DECIDED = "Đã có quyết định xử phạt nên không đổi phần chuẩn bị."


@dataclass(frozen=True)
class CourseData:
    """What is typed about the course of a violation's handling."""

    complicated: bool = False
    expertise_on: date | None = None
    explain_way: str | None = None
    explain_asked_on: date | None = None
    pace: str = "plain"


@dataclass(frozen=True)
class ReceiptData:
    """What is typed of a receipt."""

    number: str
    day: date | None
    amount: int


def _hold(session: Session, finding: Finding, seen: int) -> Penalty:
    """Claims a violation and gives how far its handling is; raises RuleBroken for what is none or is handed over."""
    claim(session, finding, seen, CHANGED)
    if finding.kind != "violation" or finding.act is None or finding.state == "dismissed":
        raise RuleBroken("Chỉ áp dụng với hành vi có dấu hiệu vi phạm hành chính.")
    if handing_over.waiting(session, finding):
        raise RuleBroken("Đang chờ cơ quan kia tiếp nhận hoặc trả lại.")
    return _stored(session, finding)


def _stored(session: Session, finding: Finding) -> Penalty:
    penalty = queries.penalty_of(session, finding)
    if penalty not in session:
        penalty = Penalty(finding=finding, owner=finding.owner, audience=finding.audience)
        session.add(penalty)
        session.flush()
    return penalty


def _prepare(session: Session, finding: Finding, seen: int) -> Penalty:
    """The same while there is no decision yet."""
    penalty = _hold(session, finding, seen)
    if finding.decision_number is not None:
        raise RuleBroken(DECIDED)
    return penalty


def weigh(session: Session, finding: Finding, by: Any, code: str, note: str, seen: int) -> None:
    """Adds a circumstance with what it rests on; raises RuleBroken for one that is there or has no note."""
    _prepare(session, finding, seen)
    rules.refuse_unknown(code, queries.terms(session, finding.detected_on).circumstance)
    if not note.strip():
        raise RuleBroken("Cần ghi rõ tình tiết căn cứ vào đâu.")
    refuse_secrets(note)
    if code in {one.code for one in queries.circumstances(session, finding)}:
        raise RuleBroken("Tình tiết này đã được chọn.")
    reader: dict[str, Any] = {"owner": finding.owner, "audience": finding.audience}
    session.add(PenaltyCircumstance(finding=finding, code=code, note=note.strip(), by_id=by.id, **reader))
    _forget_proposal(session, finding)
    event_log.record(session, by, "penalty:weigh", finding, code=code)


def unweigh(session: Session, finding: Finding, by: Any, code: str, seen: int) -> None:
    """Takes a circumstance back; raises RuleBroken when it was not chosen."""
    _prepare(session, finding, seen)
    chosen = next((one for one in queries.circumstances(session, finding) if one.code == code), None)
    if chosen is None:
        raise RuleBroken("Tình tiết này chưa được chọn.")
    session.delete(chosen)
    _forget_proposal(session, finding)
    event_log.record(session, by, "penalty:unweigh", finding, code=code)


def _forget_proposal(session: Session, finding: Finding) -> None:
    """A fine that was proposed for other circumstances is proposed no more."""
    session.flush()
    _stored(session, finding).proposed_fine = None


def propose(session: Session, finding: Finding, by: Any, office: str, fine: int | None, seen: int, today: date) -> None:
    """Names who is to decide and what fine is proposed; raises RuleBroken outside the range or the office's power.

    Without a fine typed the middle of the range is proposed.
    """
    penalty = _prepare(session, finding, seen)
    name_office(session, finding, office, today)
    span = queries.range_of(session, finding)
    if span is not None:
        rules.refuse_outside(fine, span)
    penalty.proposed_fine = fine if fine is not None or span is None else rules.midpoint(span)
    event_log.record(session, by, "penalty:propose", finding, office=office)


def name_office(session: Session, finding: Finding, code: str, on: date) -> None:
    """Keeps which office decides; raises RuleBroken, naming the right one, when this one may not fine the act.

    Where none is given, the one that was proposed is meant.
    """
    penalty = _stored(session, finding)
    code = code or penalty.office or ""
    if not code:
        raise RuleBroken("Cần chọn người có thẩm quyền ra quyết định.")
    agencies = directory.agency_names(session, on)
    rules.refuse_office(code, queries.terms(session, on), queries.case_of(finding), agencies)
    penalty.office = code


def set_course(session: Session, finding: Finding, by: Any, data: CourseData, seen: int, today: date) -> None:
    """Says what its deadlines depend on; raises RuleBroken for days that contradict the others."""
    penalty = _prepare(session, finding, seen)
    if data.expertise_on:
        findings.refuse_late(data.expertise_on, finding.detected_on, today)
    if data.explain_asked_on:
        if finding.record_on is None:
            raise RuleBroken("Chưa lập biên bản nên chưa có đề nghị giải trình.")
        findings.refuse_late(data.explain_asked_on, finding.record_on, today)
    for name in ("complicated", "expertise_on", "explain_way", "explain_asked_on", "pace"):
        setattr(penalty, name, getattr(data, name))
    event_log.record(session, by, "penalty:course", finding, pace=data.pace)


def _decided(session: Session, finding: Finding, seen: int) -> Penalty:
    penalty = _hold(session, finding, seen)
    if finding.decision_number is None or finding.decision_on is None:
        raise RuleBroken("Chưa có quyết định xử phạt.")
    return penalty


def deliver(
    session: Session, finding: Finding, by: Any, sent_on: date | None, received_on: date | None, seen: int, today: date
) -> None:
    """Says when the decision was sent and received; what is late follows anew."""
    penalty = _decided(session, finding, seen)
    findings.refuse_late(sent_on, finding.decision_on or today, today)
    if received_on:
        findings.refuse_late(received_on, sent_on or today, today)
    penalty.sent_on, penalty.received_on = sent_on, received_on
    _settle(session, finding, penalty, today)
    event_log.record(session, by, "penalty:deliver", finding)


def pay(session: Session, finding: Finding, by: Any, data: ReceiptData, seen: int, today: date) -> None:
    """Enters a receipt; raises RuleBroken for one that is there, or that is more than what is owed."""
    penalty = _decided(session, finding, seen)
    if not finding.fine:
        raise RuleBroken("Quyết định này không phạt tiền.")
    findings.refuse_late(data.day, finding.decision_on or today, today)
    present = queries.receipts(session, finding)
    if data.number in {one.number for one in present if one.void_reason is None}:
        raise RuleBroken("Biên lai số này đã được ghi.", "number")
    reader: dict[str, Any] = {"owner": finding.owner, "audience": finding.audience}
    receipt = Receipt(finding=finding, by_id=by.id, number=data.number, day=data.day, amount=data.amount, **reader)
    session.add(receipt)
    session.flush()
    rest = _settle(session, finding, penalty, today)
    if rest < 0:
        raise RuleBroken(f"Số tiền vượt số còn phải nộp ({findings.money(data.amount + rest)}).", "amount")
    event_log.record(session, by, "penalty:pay", finding, receipt=receipt.ref)


def void(session: Session, finding: Finding, by: Any, ref: str, reason: str, seen: int, today: date) -> None:
    """Says that a receipt was entered wrongly and does not count; it stays to be read, with the reason."""
    penalty = _decided(session, finding, seen)
    receipt = session.scalar(sa.select(Receipt).where(Receipt.finding_id == finding.id, Receipt.ref == ref))
    if receipt is None or receipt.void_reason is not None:
        raise RuleBroken("Biên lai này không còn được tính; mời mở lại trang.")
    if not reason.strip():
        raise RuleBroken("Cần ghi lý do.")
    refuse_secrets(reason)
    receipt.void_reason = reason.strip()
    session.flush()
    _settle(session, finding, penalty, today)
    event_log.record(session, by, "penalty:void", finding, receipt=receipt.ref)


def keep_scan(
    session: Session, finding: Finding, by: Any, about: str, scan: Scan | None, seen: int, folder: Path
) -> None:
    """Keeps the scanned decision (``about`` is empty) or the receipt with this reference, as open as the finding.

    The file is on the disk before its row, so that no row ever names a missing file.
    """
    _decided(session, finding, seen)
    if scan is None:
        raise RuleBroken("Chưa chọn tệp nào.")
    receipt = next((one for one in queries.receipts(session, finding) if one.ref == about), None)
    if about and receipt is None:
        raise RuleBroken("Biên lai này không có trong hồ sơ; mời mở lại trang.")
    if any(one.sha256 == scan.sha256 and one.receipt == receipt for one in queries.files(session, finding)):
        raise RuleBroken("Bản quét này đã được lưu.")
    scans.keep(folder, scan)
    reader: dict[str, Any] = {"owner": finding.owner, "audience": finding.audience}
    file = PenaltyFile(finding=finding, receipt=receipt, sha256=scan.sha256, name=scan.name, by_id=by.id, **reader)
    session.add(file)
    session.flush()
    event_log.record(session, by, "penalty:scan", file, sha256=scan.sha256)


def _settle(session: Session, finding: Finding, penalty: Penalty, today: date) -> int:
    """Keeps the day on which nothing was left to pay; gives what is left."""
    if not finding.fine:
        return 0
    known = queries.terms(session, finding.detected_on)
    by = deadlines.pay_by(queries.dues(session, finding, penalty, known))
    paid, rate = queries.counting(queries.receipts(session, finding)), known.value("late_interest")
    penalty.paid_on = ledger.settled_on(finding.fine, by, paid, rate)
    return ledger.ledger(finding.fine, by, paid, rate, today).rest


def remind(session: Session, finding: Finding, by: Any, day: date | None, text: str, seen: int, today: date) -> None:
    """Keeps that a violation whose limitation period is over was met by a reminder; raises RuleBroken before."""
    penalty = _hold(session, finding, seen)
    end = findings.limitation_end(finding.continuing, finding.ended_on, finding.detected_on)
    rules.refuse_remind(end is not None and today > end, finding.decision_number is not None)
    findings.refuse_late(day, finding.detected_on, today)
    refuse_secrets(text)
    penalty.reminded_on, penalty.reminder = day, text.strip()
    event_log.record(session, by, "penalty:remind", finding)
