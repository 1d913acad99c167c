"""Knows how a test brings a violation to its record, its decision and its receipts; knows no page."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from inspections.findings import actions as findings
from inspections.findings.rules import StepData
from inspections.penalties import actions, queries
from inspections.penalties.actions import ReceiptData
from models.findings import Finding
from models.penalties import Penalty
from tests.inspections.findings.cases import JOINT, violation
from tests.inspections.inspecting.cases import person

FINE = 8_500_000
QUALITY = "BC-15.3d"
"""The act of KT1 quality done wrongly: 7 to 10 million for an organisation."""


def after(finding: Finding, days: int) -> date:
    """So many days after the detection."""
    return finding.detected_on + timedelta(days=days)


def noted(session: Session, act: str = QUALITY, **given: Any) -> Finding:
    """A violation of KT1 quality, as it is noted."""
    return violation(session, JOINT, act=act, **given)


def take(session: Session, finding: Finding, name: str, today: date, **given: Any) -> Finding:
    """A step of the finding, by the department's manager."""
    by = person(session, "dic.manager")
    return findings.take_step(session, finding, by, name, today, finding.version, StepData(**given))


def recorded(session: Session, **given: Any) -> Finding:
    """A violation whose record was drawn up on the day of its detection."""
    finding, writer = noted(session, **given), person(session, "dic.inspector")
    day = finding.detected_on
    take(session, finding, "confirm", day)
    return take(session, finding, "record", day, number="01/BB-VPHC", day=day, writer=writer.ref)


def decided(session: Session, fine: int | None = FINE, **given: Any) -> Finding:
    """One that was decided on the same day."""
    finding = recorded(session, **given)
    day = finding.detected_on
    return take(session, finding, "decide", day, number="02/QĐ-XPHC", day=day, fine=fine, office="dic_director")


def delivered(session: Session, fine: int | None = FINE) -> Finding:
    """One whose decision was sent and received on the same day, so that ten days later is the last day to pay."""
    finding = decided(session, fine)
    day = finding.detected_on
    actions.deliver(session, finding, person(session, "clerk"), day, day, finding.version, day)
    return finding


def pay(session: Session, finding: Finding, number: str, days: int, amount: int, today: int = 90) -> None:
    """A receipt of so many days after the detection."""
    data = ReceiptData(number, after(finding, days), amount)
    actions.pay(session, finding, person(session, "clerk"), data, finding.version, after(finding, today))


def penalty(session: Session, finding: Finding) -> Penalty:
    """What is stored of its handling."""
    return queries.penalty_of(session, finding)
