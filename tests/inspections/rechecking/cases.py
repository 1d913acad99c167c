"""Knows how to make findings that rest on failed items of a visit, and to answer a later one; knows no page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.findings.keeping import link_to
from inspections.inspecting import actions as inspecting
from inspections.rechecking import actions
from inspections.rechecking.rules import RecheckData
from models.checklists import Answer, VisitItem
from models.findings import Finding
from models.inspections import Visit
from models.measures import Recheck
from tests.inspections.inspecting.cases import body, codes, make_visit, person
from tests.inspections.remedies.cases import BODY, make_finding

TODAY, AGAIN = date(2026, 11, 16), date(2026, 12, 21)
QUALITY, SECURITY = ("CL-01", "CL-02", "CL-05", "CL-09"), ("AN-04", "AN-06")
GROUND = {"ground": "b", "ground_text": "Kiểm tra lại", "ground_paper": "Công văn 61", "title": "Kiểm tra lại"}


def looked_at(session: Session, key: str = BODY) -> Visit:
    """A visit with items whose results were notified."""
    visit = make_visit(session, key=key)
    inspecting.choose_items(session, visit, person(session, "dic.manager"), codes(session, QUALITY, SECURITY))
    visit.state = "results_notified"
    session.flush()
    return visit


def item(session: Session, visit: Visit, code: str) -> VisitItem:
    """An item of a visit."""
    return session.scalars(sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.code == code)).one()


def finding_on(session: Session, visit: Visit, *on: str, **fields: Any) -> Finding:
    """A finding that rests on these items of a visit."""
    finding = make_finding(session, visit=visit, **fields)
    link_to(session, finding, [item(session, visit, code) for code in on], [])
    session.refresh(finding)
    return finding


def again(session: Session, found: Sequence[Finding], key: str = BODY, **fields: Any) -> Visit:
    """The visit of an inspection that looks at these findings again."""
    given: dict[str, Any] = GROUND | fields
    data = RecheckData([one.ref for one in found], AGAIN, **given)
    visit = actions.create(session, person(session, "dic.inspector"), body(session, key), data, TODAY)
    session.flush()
    return visit


def answer(session: Session, visit: Visit, state: str = "fieldwork_done", **results: str) -> None:
    """Answers the items of a visit, all as passed but those named (CL_01="fail"), and brings it to a state."""
    named = {code.replace("_", "-"): result for code, result in results.items()}
    for one in session.scalars(sa.select(Answer).where(Answer.visit_id == visit.id)).all():
        one.state = named.get(one.visit_item.code, "pass")
    visit.state = state
    session.flush()


def recheck_of(session: Session, finding: Finding) -> Recheck:
    """Where a finding is looked at again last."""
    query = sa.select(Recheck).where(Recheck.finding_id == finding.id).order_by(Recheck.id.desc()).limit(1)
    return session.scalars(query).one()


def settle(session: Session, finding: Finding, by: str = "dic.manager", said: str = "Đã xem tại chỗ.") -> Recheck:
    """Records what the later visit says of a finding."""
    recheck = recheck_of(session, finding)
    return actions.settle(session, recheck, person(session, by), said, AGAIN, recheck.version)
