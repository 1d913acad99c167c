"""Changes the team of a decided inspection by a paper, and records declarations that members made on paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from inspections import event_log
from inspections.claiming import claim
from inspections.deciding import queries, rules
from inspections.deciding.actions import CHANGED, GONE, show_to_approver
from inspections.errors import RuleBroken
from inspections.evidence import scans
from inspections.planning.actions import signed
from inspections.planning.rules import Paper, refuse_paper_day
from models.approvals import Approval
from models.base import now
from models.inspections import Inspection, TeamMember


@dataclass(frozen=True)
class Change:
    """A change of the team as its paper says: who leaves and who comes, by reference; one of them may be empty."""

    leaves: str
    comes: str
    place: str
    duty: str
    reason: str
    paper: Paper


def change_member(
    session: Session,
    inspection: Inspection,
    by: Any,
    change: Change,
    today: date,
    seen: int,
    folder: Path | None = None,
) -> Inspection:
    """Lets a member leave, another come, or both; raises RuleBroken for a team without a leader and before signature.

    Who comes has to declare that he has no conflict of interest before the next announcement.
    """
    claim(session, inspection, seen, CHANGED)
    refuse_paper_day(change.paper.day, today)
    rules.refuse_by_order(change.paper.signer)
    rules.refuse(rules.why_team_closed(inspection.state))
    rules.refuse_order(change.paper.day, inspection.decided_on, "ngày ban hành quyết định kiểm tra")
    if not (change.leaves or change.comes):
        raise RuleBroken("Cần chọn người thôi tham gia, người bổ sung, hoặc cả hai.")
    staying = rules.staying(inspection.members)
    if change.leaves:
        leaving = next((one for one in staying if one.ref == change.leaves), None)
        if leaving is None:
            raise RuleBroken(GONE)
        leaving.left_on = change.paper.day
    if change.comes:
        _add(session, inspection, change, staying)
    rules.refuse_without_leader(rules.staying(inspection.members))
    _keep(session, inspection, by, "change_member", _words(inspection, change), change.paper, folder)
    show_to_approver(session, inspection, inspection.for_approval)
    event_log.record(session, by, "inspection:change_member", inspection, left=change.leaves, came=change.comes)
    return inspection


def _add(session: Session, inspection: Inspection, change: Change, staying: Collection[TeamMember]) -> None:
    coming = next((one for one in queries.people(session) if one.ref == change.comes), None)
    if coming is None or change.place not in rules.PLACES:
        raise RuleBroken(GONE)
    if any(one.user_id == coming.id and one.left_on is None for one in staying):
        raise RuleBroken("Người này đang là thành viên của đoàn.")
    rules.refuse_police_without_letter(coming.agency_code, inspection.police_letter_number)
    seat = TeamMember(owner=inspection.owner, user=coming, user_id=coming.id, role=change.place, duty=change.duty)
    seat.position = len(inspection.members)
    inspection.members.append(seat)


def _words(inspection: Inspection, change: Change) -> str:
    """Who left and who came, as the history tells it, before the reason."""
    left = [f"{one.user.name} thôi tham gia" for one in inspection.members if one.ref and one.ref == change.leaves]
    came = [
        f"{one.user.name} tham gia" for one in inspection.members if one.user.ref == change.comes and not one.left_on
    ]
    return ". ".join(["; ".join(left + came), change.reason])


def _keep(
    session: Session, inspection: Inspection, by: Any, step: str, reason: str, paper: Paper, folder: Path | None
) -> None:
    if folder and paper.scan:
        scans.keep(folder, paper.scan)
    row = {"owner": inspection.owner, "step": step, "state": inspection.state, "by_id": by.id, "reason": reason}
    session.add(Approval(inspection=inspection, for_approval=inspection.for_approval, **row, **signed(paper)))
    session.flush()


def record_declarations(
    session: Session,
    inspection: Inspection,
    by: Any,
    refs: Collection[str],
    paper: Paper,
    today: date,
    seen: int,
    folder: Path | None = None,
) -> Inspection:
    """Records, from the paper that they signed, that these members declared to have no conflict of interest."""
    claim(session, inspection, seen, CHANGED)
    refuse_paper_day(paper.day, today)
    silent = [one for one in rules.staying(inspection.members) if one.no_conflict_at is None and one.ref in refs]
    if not silent or len(silent) != len(set(refs)):
        raise RuleBroken(GONE)
    for one in silent:
        one.no_conflict_at = now()
    names = ", ".join(one.user.name for one in silent)
    _keep(session, inspection, by, "declare", f"Của: {names}", paper, folder)
    event_log.record(session, by, "inspection:declare", inspection, members=len(silent))
    return inspection
