"""Draws up the decision of an inspection: what it orders, whom it visits, who goes; steps are taken elsewhere."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.claiming import claim
from inspections.deciding import deadlines, queries, rules
from inspections.deciding.data import DraftData, NewData, PlanData, Planned
from inspections.directory import queries as directory
from inspections.errors import RuleBroken
from inspections.inspecting import queries as inspecting
from inspections.papers import actions as papers
from inspections.search.actions import index_inspection
from inspections.vietnamese import lower_first
from inspections.working_days import ONE_DAY, next_working_day
from models.approvals import Approval
from models.base import now
from models.directory import User
from models.inspections import Inspection, InspectionLine, TeamMember, Visit

CHANGED = "Cuộc kiểm tra vừa được người khác thay đổi; mời mở lại trang để xem bản mới nhất."
GONE = "Có mục không còn trong danh sách; mời mở lại trang rồi chọn lại."


def create(session: Session, by: Any, data: NewData, today: date) -> Inspection:
    """Begins an inspection from lines of a plan in force, or unplanned with its ground, as a draft of its decision.

    Raises RuleBroken when a line is not in force, was taken by another inspection, or there is nobody to visit.
    """
    lines = _lines(session, data, today) if data.ground == "c" else []
    limits = queries.limits(session, today)
    content = "; ".join(dict.fromkeys(line["content"] for line in lines))
    inspection = Inspection(
        owner=by.agency_code,
        issuer="DIC",
        title=data.title or _title(content),
        content=content or data.title,
        ground=data.ground,
        ground_text=data.ground_text or None,
        ground_paper=data.ground_paper or None,
        form=lines[0]["form"] if lines else "on_site",
        duration_days=limits.duration("DIC"),
        days_unit=limits.unit,
    )
    session.add(inspection)
    rows = queries.plan_lines(session, [line["key"] for line in lines])
    if len(rows) != len(lines):
        raise RuleBroken(GONE)
    session.add_all(
        InspectionLine(inspection=inspection, owner=inspection.owner, plan_line_id=row.id) for row in rows.values()
    )
    refs = [body["ref"] for line in lines for body in line["bodies"]] or list(data.bodies)
    _add_visits(session, inspection, refs, data.first_day)
    _copy_team(session, inspection, data.copied)
    index_inspection(session, inspection)
    session.flush()
    event_log.record(session, by, "inspection:create", inspection, ground=data.ground, lines=len(rows))
    return inspection


def _lines(session: Session, data: NewData, today: date) -> list[Mapping[str, Any]]:
    found = [line for _year, line in queries.lines_in_force(session, today) if line["key"] in data.lines]
    if not found or len(found) != len(set(data.lines)):
        raise RuleBroken(GONE)
    return found


def _title(content: str) -> str:
    return content if content.startswith("Khảo sát") else f"Kiểm tra {lower_first(content)}"


def _add_visits(session: Session, inspection: Inspection, refs: Iterable[str], first_day: date) -> None:
    """A visit for each of these bodies that has none yet, on working days that follow each other."""
    wanted = set(refs)
    bodies = queries.bodies(session, wanted)
    if not bodies or len(bodies) != len(wanted):
        raise RuleBroken(GONE)
    calendar = directory.calendar(session)
    day = first_day
    for body in bodies:
        day = next_working_day(day, calendar)
        session.add(Visit(inspection=inspection, owner=inspection.owner, body=body, kind=body.subject, day=day))
        day += ONE_DAY


def _copy_team(session: Session, inspection: Inspection, ref: str) -> None:
    """The people who are still in the team of another inspection, in their places, without their declarations."""
    source = queries.by_ref(session, Inspection, ref)
    for place, one in enumerate(rules.staying(inspecting.team(source)) if source else ()):
        seat = {"user_id": one.user_id, "role": one.role, "duty": one.duty, "position": place}
        session.add(TeamMember(inspection=inspection, owner=inspection.owner, **seat))


def save_draft(session: Session, inspection: Inspection, by: Any, data: DraftData, today: date, seen: int) -> None:
    """Changes what the decision orders; raises RuleBroken for what the signer may not order, and after signature."""
    _change(session, inspection, seen)
    signer = queries.by_ref(session, User, data.signer)
    if signer is None:
        raise RuleBroken(GONE)
    limits = queries.limits(session, today)
    inspection.signer_authority = rules.refuse_signer(signer.agency_code, signer.position)
    deadlines.refuse_duration(data.duration_days, limits.duration(signer.agency_code), limits.words)
    rules.refuse_period(data.period_from, data.period_to)
    inspection.signer_id, inspection.issuer, inspection.days_unit = signer.id, signer.agency_code, limits.unit
    inspection.repeat_reason = rules.repeat_text(data.clear_signs, data.repeat_facts)
    for field in ("title", "content", "scope", "period_from", "period_to", "duration_days", "form"):
        setattr(inspection, field, getattr(data, field))
    if inspection.ground in rules.UNPLANNED_GROUNDS:
        inspection.ground_text, inspection.ground_paper = data.ground_text, data.ground_paper
    index_inspection(session, inspection)
    if refusal := queries.case(session, inspection, today).repeated:
        raise RuleBroken(refusal, "clear_signs")
    event_log.record(session, by, "inspection:draft", inspection, repeated=bool(inspection.repeat_reason))


def save_team(session: Session, inspection: Inspection, by: Any, places: Mapping[str, str], seen: int) -> None:
    """Makes these people the team of a draft: reference of a person → his place; raises RuleBroken after signature."""
    _change(session, inspection, seen)
    rules.refuse_places(places)
    known = {one.ref: one for one in queries.people(session)}
    if set(places) - set(known):
        raise RuleBroken(GONE)
    present = {one.user.ref: one for one in inspection.members}
    for ref in set(present) - set(places):
        session.delete(present[ref])
    ordered = sorted(places, key=lambda ref: (rules.PLACES.index(places[ref]), known[ref].sort_key))
    for position, ref in enumerate(ordered):
        seat = present.get(ref) or TeamMember(inspection=inspection, owner=inspection.owner, user=known[ref])
        seat.role, seat.position = places[ref], position
        session.add(seat)
    session.flush()
    session.refresh(inspection)
    event_log.record(session, by, "inspection:team", inspection, members=len(places))


def save_schedule(
    session: Session,
    inspection: Inspection,
    by: Any,
    rows: Mapping[str, Planned],
    bodies: Mapping[str, date],
    seen: int,
) -> None:
    """Changes the days of the visits that are not announced, takes some out, adds others: reference of a body → day.

    Raises RuleBroken for a visit that was announced or has items to be asked, and when the inspection is over.
    """
    claim(session, inspection, seen, CHANGED)
    rules.refuse(rules.why_over(inspection.state, inspection.for_approval))
    visits = {row[0].ref: row[0] for row in inspecting.visits_of(session, inspection)}
    for ref, planned in rows.items():
        _reschedule(session, visits.get(ref), planned)
    for ref, day in bodies.items():
        rules.refuse_new_body(inspection.state)
        if any(visit.body.ref == ref for visit in visits.values()):
            raise RuleBroken("Đơn vị này đã có trong quyết định.")
        _add_visits(session, inspection, [ref], day)
    index_inspection(session, inspection)
    show_to_approver(session, inspection, inspection.for_approval)
    event_log.record(session, by, "inspection:schedule", inspection, changed=len(rows), added=len(bodies))


def _reschedule(session: Session, visit: Visit | None, planned: Planned) -> None:
    if visit is None or visit.state != "planned":
        raise RuleBroken("Đơn vị đã công bố quyết định thì không đổi, không bỏ được; mời mở lại trang.")
    if planned.removed:
        _remove(session, visit)
        return
    visit.day, visit.agreement = planned.day, planned.agreement or None


def _remove(session: Session, visit: Visit) -> None:
    """Takes a visit out; what hangs on it, seen or not, keeps it."""
    try:
        with session.begin_nested():
            session.execute(sa.delete(Visit).where(Visit.id == visit.id))
    except IntegrityError as error:
        raise RuleBroken(
            "Đơn vị này đã có nội dung kiểm tra được chọn hoặc thành phần làm việc; bỏ các mục đó trước khi bỏ đơn vị."
        ) from error
    session.expire(visit.inspection, ["visits"])


def save_working_plan(
    session: Session, inspection: Inspection, by: Any, data: PlanData, today: date, seen: int
) -> None:
    """Writes the working plan and each member's duty; raises RuleBroken once it is approved."""
    claim(session, inspection, seen, CHANGED)
    rules.refuse(rules.why_plan_closed(inspection.state))
    rules.refuse_future(data.on, today)
    if data.on:
        rules.refuse_order(data.on, inspection.decided_on, "ngày ban hành quyết định kiểm tra")
    inspection.working_plan = dict(data.items)
    inspection.working_plan_number, inspection.working_plan_on = data.number or None, data.on
    for one in inspection.members:
        one.duty = data.duties.get(one.ref, one.duty)
    event_log.record(session, by, "inspection:working_plan", inspection, items=sum(map(bool, data.items.values())))


def declare(session: Session, member: TeamMember, by: Any) -> TeamMember:
    """A member declares that he has no conflict of interest; raises RuleBroken where there is nothing to declare."""
    claim(session, member.inspection, member.inspection.version, CHANGED)
    rules.refuse(rules.why_not_declared_now(member, member.inspection.state))
    member.no_conflict_at = now()
    approval = Approval(
        inspection=member.inspection,
        owner=member.inspection.owner,
        step="declare",
        state=member.inspection.state,
        by_id=by.id,
        for_approval=member.inspection.for_approval,
    )
    session.add(approval)
    event_log.record(session, by, "inspection:declare", member.inspection, member=member.ref)
    return member


def _change(session: Session, inspection: Inspection, seen: int) -> None:
    claim(session, inspection, seen, CHANGED)
    rules.refuse(rules.why_sent_up(inspection.state, inspection.for_approval))


def show_to_approver(session: Session, inspection: Inspection, shown: bool) -> None:
    """Opens to the approver what was sent up to him, with everything that hangs on it, or closes it again."""
    inspection.for_approval = shown
    session.flush()
    for model in (TeamMember, Visit, InspectionLine, Approval):
        update = sa.update(model).where(model.inspection_id == inspection.id, model.for_approval != shown)
        session.execute(update.values(for_approval=shown).execution_options(synchronize_session=False))
    papers.show_to_approver(session, inspection)
