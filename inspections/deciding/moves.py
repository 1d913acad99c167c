"""Takes the steps of an inspection and what else is done to it, in the application or as a signed paper says."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from inspections import event_log, workflow
from inspections.claiming import claim
from inspections.deciding import deadlines, queries, rules
from inspections.deciding.actions import CHANGED, show_to_approver
from inspections.deciding.data import StepData
from inspections.deciding.steps import ACTS, INSPECTION, Act
from inspections.errors import RuleBroken
from inspections.evidence import scans
from inspections.inspecting import queries as inspecting
from inspections.permissions import Permission
from inspections.planning.actions import signed
from inspections.planning.rules import Paper, refuse_paper_day
from inspections.search.actions import index_inspection
from inspections.working_days import ONE_DAY
from models.approvals import Approval
from models.inspections import Inspection, Suspension


@dataclass
class Move:
    """A step or act that is being taken: what is there, who takes it, and what was typed."""

    session: Session
    inspection: Inspection
    by: Any
    today: date
    data: StepData
    case: queries.Case

    @property
    def day(self) -> date:
        """The day from which it holds: as typed, or of the paper, or today."""
        return self.data.day or (self.data.paper.day if self.data.paper else self.today)


def find(name: str) -> workflow.Step | Act | None:
    """The step or act of this name."""
    return next((one for one in (*INSPECTION, *ACTS) if one.name == name), None)


def take(
    session: Session,
    inspection: Inspection,
    by: Any,
    name: str,
    today: date,
    seen: int,
    data: StepData | None = None,
    folder: Path | None = None,
) -> Inspection:
    """Takes a step or act; raises RuleBroken when it may not be taken now. A scanned file is kept in ``folder``."""
    claim(session, inspection, seen, CHANGED)
    data = data or StepData()
    if data.paper:
        refuse_paper_day(data.paper.day, today)
    case = queries.case(session, inspection, today)
    step = _allowed(inspection, name, case, data.reason)
    move = Move(session, inspection, by, today, data, case)
    _refuse_paper(move, step)
    EFFECTS.get(name, _nothing)(move)
    if isinstance(step, workflow.Step):
        inspection.state = step.target
    _keep(move, name, folder)
    show_to_approver(session, inspection, inspection.for_approval)
    way = "paper" if data.paper else "app"
    event_log.record(session, by, f"inspection:{name}", inspection, state=inspection.state, way=way)
    return inspection


def _allowed(inspection: Inspection, name: str, case: queries.Case, reason: str) -> workflow.Step | Act:
    """The step or act, if nothing holds it back; raises RuleBroken with the reason if something does."""
    act = next((one for one in ACTS if one.name == name), None)
    if act is None:
        return workflow.take(INSPECTION, name, inspection.state, case.facts(), reason)
    if inspection.state not in act.sources:
        raise RuleBroken("Việc này không còn phù hợp: trạng thái vừa được người khác thay đổi. Mời xem lại trang.")
    if refusal := act.blocked(case.facts()):
        raise RuleBroken(refusal)
    if act.needs_reason and not reason.strip():
        raise RuleBroken("Cần ghi lý do.", "reason")
    return act


SIGNED_BY_HIM = frozenset({"decide", "approve_working_plan"})
"""What only who signs the decision signs."""


def _refuse_paper(move: Move, step: workflow.Step | Act) -> None:
    """Raises RuleBroken for a paper that was signed by order, or by another than who signs the decision."""
    if move.data.paper is None or step.permission != Permission.DECISION_SIGN:
        return
    rules.refuse_by_order(move.data.paper.signer)
    if step.name in SIGNED_BY_HIM and move.inspection.signer:
        rules.refuse_another_signer(move.data.paper.signer, move.inspection.signer.name, move.inspection.state)


def _keep(move: Move, name: str, folder: Path | None) -> None:
    """Leaves the approval that tells of it, with its paper; the file is on the disk before its row."""
    paper, ground = move.data.paper, rules.STOP_GROUNDS.get(move.data.ground)
    reason = ": ".join(filter(None, (ground, move.data.reason.strip())))
    if folder and paper and paper.scan:
        scans.keep(folder, paper.scan)
    move.session.add(_approval(move.inspection, name, move.by, reason, paper))
    move.session.flush()


def _approval(inspection: Inspection, name: str, by: Any, reason: str, paper: Paper | None) -> Approval:
    return Approval(
        inspection=inspection,
        owner=inspection.owner,
        step=name,
        state=inspection.state,
        by_id=by.id,
        reason=reason,
        for_approval=inspection.for_approval,
        **(signed(paper) if paper else {}),
    )


def _nothing(_move: Move) -> None:
    """Some steps change nothing but the state."""


def _decide(move: Move) -> None:
    """The decision is signed: on a paper that has its number, or here by who then is its signer, without one."""
    inspection, paper = move.inspection, move.data.paper
    if paper is None:
        inspection.signer_authority = rules.refuse_signer(move.by.agency_code, move.by.position)
        inspection.signer_id = move.by.id
    rules.refuse_order(
        move.day, queries.planned_on(move.session, inspection), "ngày ban hành kế hoạch kiểm tra có cuộc này"
    )
    if paper:
        _refuse_taken(move, paper.number)
    inspection.decision_number = paper.number if paper else None
    inspection.decided_on = move.day
    inspection.days_unit = move.case.limits.unit
    index_inspection(move.session, inspection)
    if inspection.issuer == "UBND":
        inspection.for_approval = True


def _refuse_taken(move: Move, number: str) -> None:
    """Raises RuleBroken for a number that another decision has in the year (Decree 30/2020, article 15)."""
    if queries.is_number_taken(move.session, move.inspection, number, move.inspection.decided_on or move.day):
        raise RuleBroken("Số này đã ghi cho quyết định kiểm tra khác trong năm; mời xem lại.", "number", "given")


def _approve_working_plan(move: Move) -> None:
    inspection, paper = move.inspection, move.data.paper
    if paper is None and move.by.id != inspection.signer_id:
        raise RuleBroken("Kế hoạch tiến hành kiểm tra do chính người ký quyết định kiểm tra phê duyệt.")
    rules.refuse_order(move.day, inspection.decided_on, "ngày ban hành quyết định kiểm tra")
    rules.refuse_order(move.day, inspection.working_plan_on, "ngày của kế hoạch tiến hành kiểm tra")
    inspection.working_plan_approval = paper.number if paper else None
    inspection.working_plan_approved_on = move.day


def _announced(move: Move, which: Callable[[Collection[date]], date]) -> date | None:
    days = [row[0].announced_on for row in move.case.visits if row[0].announced_on]
    return which(days) if days else None


def _suspend(move: Move) -> None:
    rules.refuse_future(move.day, move.today)
    rules.refuse_order(move.day, _announced(move, min), "ngày công bố quyết định")
    row = Suspension(inspection=move.inspection, owner=move.inspection.owner, from_on=move.day)
    move.session.add(row)


def _resume(move: Move) -> None:
    """The day of resuming counts again; the day before was the last that stood still."""
    rules.refuse_future(move.day, move.today)
    standing = [one for one in queries.suspensions(move.session, move.inspection) if one.to_on is None]
    for one in standing:
        rules.refuse_order(move.day, one.from_on, "ngày tạm dừng")
        one.to_on = move.day - ONE_DAY


def _finish(move: Move) -> None:
    rules.refuse_future(move.day, move.today)
    rules.refuse_order(move.day, _announced(move, max), "ngày công bố quyết định cuối cùng")
    move.inspection.finished_on = move.day


def _report(move: Move) -> None:
    if move.data.paper is None:
        raise RuleBroken("Báo cáo kết quả kiểm tra được ghi nhận theo văn bản đã ký.")
    rules.refuse_order(move.day, move.inspection.finished_on, "ngày kết thúc kiểm tra")
    move.inspection.report_number, move.inspection.report_on = move.data.paper.number, move.data.paper.day


def _end(move: Move) -> None:
    """A stop or cancellation is not older than the decision; a stop has one of its four grounds."""
    rules.refuse_order(move.day, move.inspection.decided_on, "ngày ban hành quyết định kiểm tra")


def _stop(move: Move) -> None:
    if move.data.ground not in rules.STOP_GROUNDS:
        raise RuleBroken("Cần chọn căn cứ đình chỉ.", "ground")
    _end(move)
    for one in queries.suspensions(move.session, move.inspection):
        one.to_on = one.to_on or move.day


def _letter(move: Move) -> None:
    if move.data.paper is None:
        raise RuleBroken("Công văn cử cán bộ được ghi nhận theo văn bản đã ký.")
    move.inspection.police_letter_number = move.data.paper.number
    move.inspection.police_letter_on = move.data.paper.day


def _number(move: Move) -> None:
    if not move.data.number.strip():
        raise RuleBroken("Cần ghi số, ký hiệu của quyết định.", "given")
    _refuse_taken(move, move.data.number)
    move.inspection.decision_number = move.data.number
    index_inspection(move.session, move.inspection)


def _extend(move: Move) -> None:
    limits = move.case.limits
    days = deadlines.refuse_extension(move.data.days, limits.extension(move.inspection.issuer), limits.words)
    signed_on = move.data.paper.day if move.data.paper else move.today
    rules.refuse_order(signed_on, move.inspection.decided_on, "ngày ban hành quyết định kiểm tra")
    deadlines.refuse_late(signed_on, inspecting.last_day(move.session, move.inspection))
    move.inspection.extension_days = days


def _explain(move: Move) -> None:
    move.inspection.explained_overlaps = sorted(one.key for one in move.case.overlaps)


def _submit(move: Move) -> None:
    move.inspection.for_approval = True


def _return(move: Move) -> None:
    move.inspection.for_approval = False


EFFECTS: dict[str, Callable[[Move], None]] = {
    "decide": _decide,
    "approve_working_plan": _approve_working_plan,
    "suspend": _suspend,
    "resume": _resume,
    "finish": _finish,
    "report": _report,
    "stop": _stop,
    "cancel": _end,
    "letter": _letter,
    "number": _number,
    "extend": _extend,
    "explain": _explain,
    "submit": _submit,
    "return": _return,
    "withdraw": _return,
}
"""What a step or act changes beside the state."""
