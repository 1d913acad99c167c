"""Makes an inspection of what is still open at a body, and records what its visit says of the old findings."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from inspections import event_log
from inspections.claiming import claim
from inspections.deciding import actions as deciding
from inspections.deciding.data import NewData
from inspections.errors import RuleBroken
from inspections.findings import actions as findings
from inspections.inspecting import actions as inspecting
from inspections.rechecking import queries, rules
from inspections.rechecking.rules import PASSED, RecheckData
from inspections.remedies import actions as remedies
from inspections.vietnamese import format_date
from models.base import now
from models.directory import Body
from models.inspections import Visit
from models.measures import Recheck

CHANGED = "Nội dung này vừa được người khác thay đổi; mời xem lại trang."


def create(session: Session, by: Any, body: Body, data: RecheckData, today: date) -> Visit:
    """Draws up an inspection whose visit to the body asks exactly the items of the chosen findings again.

    The draft, its visit and their items are made by the actions that make every other. Raises RuleBroken for what is
    not open any more or is looked at again elsewhere, and for what a draft or a choice of items is refused for.
    """
    found = [one for one in queries.open_findings(session, body) if one.ref in set(data.findings)]
    rules.refuse_none(len(found), len(set(data.findings)))
    asked = queries.asked(found)
    codes = rules.versions(asked, queries.published(session, {one.checklist for one in asked}))
    own = rules.own_codes(asked)
    visit = _draft(session, by, body, data, today)
    inspecting.choose_items(session, visit, by, codes, own)
    for finding in found:
        reader = {"owner": finding.owner, "audience": finding.audience}
        again = sorted({one.visit_item.code for one in finding.items})
        recheck = Recheck(finding=finding, visit=visit, codes=again, **reader)
        session.add(recheck)
        session.flush()
        event_log.record(session, by, "recheck:create", recheck, finding=finding.ref, visit=visit.ref)
    return visit


def _draft(session: Session, by: Any, body: Body, data: RecheckData, today: date) -> Visit:
    lines = data.lines
    ground = "c" if lines else data.ground
    words = {"ground_text": data.ground_text, "ground_paper": data.ground_paper, "title": data.title}
    new = NewData(data.first_day, lines, () if lines else (body.ref,), ground, **({} if lines else words))
    inspection = deciding.create(session, by, new, today)
    session.refresh(inspection, ["visits"])
    visit = next((one for one in inspection.visits if one.body_id == body.id), None)
    if visit is None:
        raise RuleBroken(rules.GONE)
    return visit


def settle(session: Session, recheck: Recheck, by: Any, said: str, today: date, seen: int) -> Recheck:
    """Records what the visit says: what passed ends the requirements and the finding, what failed opens them again.

    Raises RuleBroken before both agencies have confirmed their answers, while these say neither, when the person
    reported the requirement himself, and while one of its measures is open.
    """
    claim(session, recheck, seen, CHANGED)
    result = queries.result(session, recheck)
    rules.refuse(result.blocked)
    passed, finding = result.found == PASSED, recheck.finding
    words = f"Kiểm tra lại ngày {format_date(recheck.visit.day)}: {said.strip()}"
    if not said.strip():
        raise RuleBroken("Cần ghi nhận xét về kết quả kiểm tra lại.")
    for remedy in queries.remedies(session, finding):
        remedies.judge_on_site(session, remedy, by, passed, today, words)
    if passed:
        findings.start_remedying(session, finding, by, today)
        findings.close(session, finding, by, today)
    recheck.outcome, recheck.settled_by_id, recheck.settled_at = result.found, by.id, now()
    event_log.record(session, by, "recheck:settle", recheck, outcome=recheck.outcome, finding=finding.ref)
    return recheck
