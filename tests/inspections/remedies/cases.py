"""Knows how to make findings and requirements of a test's own and to bring them to a state; knows no page."""

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.evidence import scans
from inspections.evidence.rules import Scan
from inspections.remedies import actions
from inspections.remedies.rules import Account, Letter, Requirement
from models.findings import Finding, Remedy
from models.measures import Measure, RemedyMeasure
from tests.inspections.evidence.pictures import picture
from tests.inspections.inspecting.cases import make_visit, person

TODAY, DUE = date(2026, 11, 16), date(2026, 12, 16)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
LETTER = Letter("45/UBND-VP", date(2026, 11, 13))
DUTY = "khoản 2 Điều 8 Luật Bưu chính"
BODY = "bd-song-mang"
"""The body whose account is in the demonstration."""
WAY = ("start", "report", "verify", "effective")
POINTS = {"effective": 80, "ineffective": 20}
"""The points that go with a step."""
REACHED = {"open": 0, "in_progress": 1, "reported": 2, "verified": 3, "effective": 4}


def requirement(session: Session, **fields: Any) -> Requirement:
    """What is typed about a requirement."""
    given = {
        "requirement": "Đóng dấu ngày, ghi thời gian, địa điểm chấp nhận trên toàn bộ phiếu gửi",
        "ground": DUTY,
        "due_on": DUE,
        "follower": person(session, "dic.inspector").ref,
    }
    return Requirement(**(given | fields))


def make_finding(session: Session, state: str = "confirmed", key: str = BODY, **fields: Any) -> Finding:
    """A shortcoming of the department at a body."""
    given = {
        "kind": "shortcoming",
        "owner": "DIC",
        "severity": "moderate",
        "text": "03/30 phiếu gửi không đóng dấu ngày.",
        "duty": DUTY,
        "requirement": "Đóng dấu ngày trên toàn bộ phiếu gửi",
        "detected_on": TODAY,
        "noted_by": person(session, "dic.inspector"),
    } | fields
    visit = given.pop("visit", None) or make_visit(session, key=key, state="results_notified")
    finding = Finding(visit=visit, state=state, **given)
    session.add(finding)
    session.flush()
    return finding


def make_own(session: Session) -> Finding:
    """The same of the police, for themselves."""
    return make_finding(session, owner="POLICE", audience="own", noted_by=person(session, "police.inspector"))


def shown(*raw: bytes) -> list[Scan]:
    """Files as a form hands them over: a small photo unless others are given."""
    read = [scans.read(one, f"tệp {number}") for number, one in enumerate(raw or (picture(),), start=1)]
    return [one for one in read if isinstance(one, Scan)]


def by_whom(step: str) -> str:
    """Whose step it is on the straight way: the body reports, the department judges."""
    return "body" if step in {"start", "report"} else "dic.inspector"


def take(
    session: Session,
    remedy: Remedy,
    step: str,
    by: str | None = None,
    note: str = "Đã xem hồ sơ.",
    on: date | None = None,
    score: int | None = None,
) -> Remedy:
    """Takes a step of the requirement, with the points that it needs, the effect on the day when it is due."""
    day = on or (remedy.effect_due_on if step == "effective" else None) or TODAY
    points = POINTS.get(step) if score is None else score
    return actions.take_step(session, remedy, person(session, by or by_whom(step)), step, day, note, points)


def plan(session: Session, remedy: Remedy, state: str = "done", **fields: Any) -> Measure:
    """A measure of a requirement that the body's person has done, unless another state is given."""
    reader: dict[str, Any] = {"owner": remedy.owner, "audience": remedy.audience, "for_body_id": remedy.for_body_id}
    done = {"done_on": TODAY, "done_by": person(session, "body")} if state == "done" else {}
    given = {
        "kind": "corrective",
        "text": "Tự kiểm tra hằng ngày trong 30 ngày",
        "responsible": "Lê Thị Hoa",
        "position": "Trưởng bưu cục",
        "due_on": remedy.due_on,
        "made_by": person(session, "dic.inspector"),
        "body_id": remedy.visit.body_id,
    } | fields
    measure = Measure(state=state, **given, **done, **reader)
    session.add_all([measure, RemedyMeasure(remedy=remedy, measure=measure, **reader)])
    session.flush()
    return measure


def report(
    session: Session,
    remedy: Remedy,
    folder: Path,
    by: str = "body",
    letter: Letter | None = None,
    evidence: Sequence[Scan] | None = None,
    finished: Collection[str] = (),
) -> Remedy:
    """Reports with a photo."""
    given = list(shown() if evidence is None else evidence)
    said = Account("Đã đóng dấu ngày.", given, letter, finished)
    return actions.report(session, remedy, person(session, by), TODAY, said, folder)


def make_remedy(
    session: Session,
    folder: Path,
    state: str = "open",
    finding: Finding | None = None,
    sent: bool = True,
    planned: bool = True,
    **fields: Any,
) -> Remedy:
    """A requirement of the department with a measure that is done, brought straight to a state."""
    finding = finding or make_finding(session)
    inspector = person(session, "police.inspector" if finding.owner == "POLICE" else "dic.inspector")
    data = requirement(session, **({"follower": inspector.ref} | fields))
    remedy = actions.create(session, finding, inspector, data, TODAY)
    if sent:
        actions.send(session, remedy, inspector, TODAY, LETTER)
    if planned:
        plan(session, remedy)
    for step in WAY[: REACHED[state]]:
        if step == "report":
            report(session, remedy, folder)
        else:
            take(session, remedy, step)
    return remedy


def newest(session: Session, model: Any) -> Any:
    """The row that was stored last."""
    return session.scalars(sa.select(model).order_by(model.id.desc()).limit(1)).one()
