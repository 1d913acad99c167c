"""Chooses the items of a visit and announces it; what is answered, checked or signed is written elsewhere."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspections import event_log, workflow
from inspections.checklists import queries as checklists
from inspections.claiming import claim
from inspections.deciding import queries as deciding
from inspections.deciding.steps import INSPECTION
from inspections.errors import RuleBroken
from inspections.fieldwork import rules as fieldwork
from inspections.inspecting import queries, rules
from inspections.inspecting.queries import Row
from inspections.inspecting.steps import VISIT
from models.approvals import Approval
from models.checklists import Answer, VisitItem
from models.inspections import Inspection, Visit, VisitPart

CHANGED = "Danh sách này vừa được người khác thay đổi; mời mở lại trang rồi chọn lại."


def announce(session: Session, visit: Visit, by: Any, today: date, day: date | None = None) -> Visit:
    """Announces the decision at the body: its fieldwork begins, and with the first one the inspection.

    The visit is dated by the day it really began on, today or an earlier one where there was no network, and from now
    on the account of the body may see it.

    Raises RuleBroken when the step is blocked or nothing can have been announced on that day.
    """
    step, day = workflow.take(VISIT, "announce", visit.state, queries.visit_facts(session, visit)), day or today
    rules.refuse_before_decision(day, visit.inspection.decided_on, visit.kind)
    stood_still = [(one.from_on, one.to_on) for one in deciding.suspensions(session, visit.inspection)]
    rules.refuse_announcement_day(day, today, visit.inspection.working_plan_approved_on, stood_still, visit.kind)
    claim(session, visit, visit.version, CHANGED)
    visit.state, visit.for_body_id = step.target, visit.body_id
    visit.day = visit.announced_on = day
    event_log.record(session, by, "visit:announce", visit, state=step.target, days_ago=(today - day).days)
    if visit.inspection.state != "in_progress":
        _begin(session, visit.inspection, by)
    return visit


def _begin(session: Session, inspection: Inspection, by: Any) -> None:
    """The first announcement begins the inspection, and with it its time limit."""
    step = workflow.take(INSPECTION, "begin", inspection.state, None)
    inspection.state = step.target
    row = {"step": step.name, "state": step.target, "by_id": by.id, "for_approval": inspection.for_approval}
    session.add(Approval(inspection=inspection, owner=inspection.owner, **row))
    event_log.record(session, by, "inspection:in_progress", inspection, state=step.target)


def save_choice(session: Session, visit: Visit, by: Any, ticks: rules.Ticks) -> None:
    """Chooses what a leader ticked, as far as it is his to choose; everything else stays as it is.

    Raises RuleBroken as ``choose_items`` does, and when the visit has changed since his page showed it.
    """
    if ticks.seen != visit.version:
        raise RuleBroken(CHANGED)
    leading = rules.leading_agencies(visit.inspection.members)
    wanted: dict[int, list[str]] = {}
    own: set[str] = set()
    for offer in queries.offers(session, visit):
        for row in offer.rows:
            lead, fixed = row.spec["lead"], row.item is not None and rules.chosen_for_good(visit.state)
            his = rules.may_choose(lead, by.agency_code, leading) and not fixed
            if ticks.has(offer.key, row.code) if his else row.item is not None:
                wanted.setdefault(row.version_id, []).append(row.code)
            his_own = rules.may_keep_own(lead, by.agency_code) and not fixed
            if row.code in ticks.own if his_own else row.item is not None and _is_own(row.item):
                own.add(row.code)
    choose_items(session, visit, by, wanted, own)


def choose_items(
    session: Session,
    visit: Visit,
    by: Any,
    codes_by_version: Mapping[int, Collection[str]],
    own_codes: Collection[str] = (),
) -> None:
    """Makes these the items of a visit: key of a checklist version → codes of its items; logged.

    Creates and removes items, their unchecked answers and the agencies' parts. ``own_codes`` are the items that their
    leading agency keeps to itself; the rest is joint. Raises RuleBroken when an item does not exist, is retired, was
    chosen for good, or belongs to a part that is checked or confirmed, and when the fieldwork is over.
    """
    rules.refuse_closed(visit.state)
    claim(session, visit, visit.version, CHANGED)
    wanted, present = _wanted(session, codes_by_version), queries.chosen(session, visit)
    coming = [row for code, row in wanted.items() if code not in present]
    leaving = [item for code, item in present.items() if code not in wanted]
    turning = [item for code, item in present.items() if code in wanted and _is_own(item) != (code in own_codes)]
    rules.refuse_own_of_both(code for code, row in wanted.items() if row.spec["lead"] == "both" and code in own_codes)
    _refuse_retired(coming)
    rules.refuse_taking_back(visit.state, [*leaving, *turning])
    _refuse_confirmed(session, visit, {row.spec["lead"] for row in coming} | {i.lead for i in (*leaving, *turning)})
    added = _add(session, visit, coming, own_codes)
    _turn(session, turning)
    _log(session, visit, by, {"added": added, "removed": leaving, "turned": turning})
    _remove(session, leaving)
    _show(session, visit, {item.code for item in (*added, *leaving)})
    _bring_parts_up(session, visit, by)
    session.flush()


def _is_own(item: VisitItem) -> bool:
    return item.audience == "own"


def _wanted(session: Session, codes_by_version: Mapping[int, Collection[str]]) -> dict[str, Row]:
    """The rows of these codes by code, in order; raises RuleBroken for a code its version does not have."""
    rows = queries.rows_of(session, list(codes_by_version))
    found = {row.code: row for of in rows.values() for row in of if row.code in codes_by_version[row.version_id]}
    if set(found) != {code for codes in codes_by_version.values() for code in codes}:
        raise RuleBroken("Có nội dung không thuộc mẫu phiếu kiểm tra này; mời mở lại trang rồi chọn lại.")
    return found


def _refuse_retired(coming: Iterable[Row]) -> None:
    if any(row.spec.get("retired") for row in coming):
        raise RuleBroken("Có nội dung đã thôi áp dụng; mời mở lại trang rồi chọn lại.")


def _refuse_confirmed(session: Session, visit: Visit, leads: Collection[str]) -> None:
    states = {part.owner or "": part.state for part in queries.parts(session, visit)}
    rules.refuse_confirmed({agency for lead in leads for agency in rules.AGENCIES[lead]}, states)


def _add(session: Session, visit: Visit, rows: Iterable[Row], own_codes: Collection[str]) -> list[VisitItem]:
    """The new items with their unchecked answers; an item that is there but not seen looks like a change by others."""
    try:
        with session.begin_nested():
            items = [_item(visit, row, "own" if row.code in own_codes else "joint") for row in rows]
            session.add_all(items)
            for item in items:
                session.add_all(_answer(item, agency) for agency in rules.AGENCIES[item.lead])
    except IntegrityError as error:
        raise RuleBroken(CHANGED) from error
    return items


def _item(visit: Visit, row: Row, audience: str) -> VisitItem:
    agencies = rules.AGENCIES[row.spec["lead"]]
    return VisitItem(
        visit=visit,
        checklist_version_id=row.version_id,
        section_code=row.section,
        code=row.code,
        position=row.position,
        lead=row.spec["lead"],
        deferred=fieldwork.deferred(row.spec),
        active=not row.spec.get("only_if"),
        owner=agencies[0] if len(agencies) == 1 else visit.inspection.owner,
        audience=audience,
    )


def _answer(item: VisitItem, agency: str) -> Answer:
    return Answer(visit_item=item, visit_id=item.visit.id, owner=agency, audience=item.audience, kind="answer")


def _turn(session: Session, items: Iterable[VisitItem]) -> None:
    """Opens what was its agency's own, closes what was joint; an item's answers go with it."""
    for item in items:
        item.audience = "joint" if _is_own(item) else "own"
        session.execute(sa.update(Answer).where(Answer.visit_item_id == item.id).values(audience=item.audience))


def _remove(session: Session, items: Iterable[VisitItem]) -> None:
    ids = [item.id for item in items]
    try:
        with session.begin_nested():
            session.execute(sa.delete(Answer).where(Answer.visit_item_id.in_(ids)))
            session.execute(sa.delete(VisitItem).where(VisitItem.id.in_(ids)))
    except IntegrityError as error:
        raise RuleBroken(CHANGED) from error


def _show(session: Session, visit: Visit, changed: Collection[str]) -> None:
    """Shows or hides the items that came, and those that depend on one that came or left."""
    items = queries.chosen(session, visit)
    known = checklists.versions(session, {item.checklist_version_id for item in items.values()})
    specs = {code: known[item.checklist_version_id].items[code] for code, item in items.items()}
    values = queries.numbers(session, visit)
    shown = fieldwork.shown(specs.values(), fieldwork.numbers(values, specs))
    for code, item in items.items():
        on = (specs[code].get("only_if") or {}).get("code")
        if on and {code, on} & set(changed):
            item.active = code in shown


def _bring_parts_up(session: Session, visit: Visit, by: Any) -> None:
    """Gives every agency with items its part; takes away an untouched part of one that has none left.

    What another agency keeps to itself is not seen here, so its part goes only where nobody of it leads the team.
    """
    session.flush()
    leads = {item.lead for item in queries.chosen(session, visit).values()}
    needed = {agency for lead in leads for agency in rules.AGENCIES[lead]}
    present = {part.owner or "": part for part in queries.parts(session, visit)}
    session.add_all(VisitPart(visit=visit, owner=agency) for agency in sorted(needed - set(present)))
    others = rules.leading_agencies(visit.inspection.members) - {by.agency_code}
    for agency, part in present.items():
        if agency not in needed | others and part.state == "open" and part.version == 1:
            session.delete(part)


def _log(session: Session, visit: Visit, by: Any, changes: Mapping[str, Sequence[VisitItem]]) -> None:
    """One row for the joint items and one for each agency's own: how many came, left or changed their readers."""
    counts: dict[str, Counter[str]] = {}
    about: dict[str, Any] = {}
    for change, items in changes.items():
        for item in items:
            reader = (item.owner or "") if _is_own(item) else ""
            about.setdefault(reader, item if reader else visit)
            counts.setdefault(reader, Counter())[change] += 1
    for reader, counted in counts.items():
        event_log.record(session, by, "visit:choose_items", about[reader], visit=visit.ref, **counted)
