"""Notes findings, changes them and takes their steps; whoever calls has looked at the permission."""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log, secrecy, workflow
from inspections.claiming import claim
from inspections.directory import queries as directory
from inspections.errors import RuleBroken
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork.actions import refuse_secrets
from inspections.fieldwork.rules import STATES, answer_parts
from inspections.fieldwork.words import text_of
from inspections.findings import queries, rules
from inspections.findings.keeping import CHANGED, carry, change, follow_items, hold, link_to, log_step
from inspections.findings.rules import ActData, Content, StepData
from inspections.findings.steps import FINDING
from inspections.notifications import queries as notifications
from inspections.notifications.actions import notify
from inspections.penalties import actions as penalties
from inspections.remedies import queries as remedies
from inspections.remedies.rules import refuse_fining_ground
from inspections.vietnamese import fold
from models.checklists import VisitItem
from models.directory import User
from models.findings import Finding, FindingItem, FindingPhoto
from models.inspections import Visit
from models.penalties import HandOver


def note_from_item(session: Session, item: VisitItem, by: Any, today: date, op_id: str = "") -> Finding:
    """A shortcoming filled in from a failed item: its words, its photos, the duty, what to require, its severity.

    The author's agency leads it. It is as open as what it was filled with: one note or photo that the agency keeps
    to itself makes it the agency's own. Where that agency has a finding on the item already, that one is returned.
    The log keeps by which operation of a tablet it was noted (``op_id``); ``queries.was_noted`` finds it there.
    Raises RuleBroken when the item has not failed, and where nothing can be found.
    """
    rules.refuse_visit("shortcoming", item.visit.kind, item.visit.state)
    session.execute(
        sa.update(VisitItem)
        .where(VisitItem.id == item.id)
        .values(version=VisitItem.version + 1)
        .execution_options(synchronize_session=False)
    )  # Two taps follow each other: the second finds what the first has made.
    if present := queries.resting_on(session, item, by.agency_code):
        return present
    row = fieldwork.item_row(session, item)
    rules.refuse_passed([row.state(side) for side in row.sides], rules.concluded(row.answers))
    note = row.answers.get((by.agency_code, "note"))
    shown: list[Any] = [item.visit, item, *row.photos, *([note] if note and note.values.get("note") else [])]
    words, duty = _words(row, by.agency_code), queries.duty(session, [item])
    content = Content(words, duty, rules.first_requirement([row.spec], words, duty), row.spec["severity"])
    audience = "own" if any(one.audience == "own" for one in shown) else "joint"
    finding = _new(session, item.visit, by, "shortcoming", content, today, audience)
    link_to(session, finding, [item], row.photos)
    event_log.record(session, by, queries.NOTED, finding, item=item.ref, photos=len(row.photos), operation=op_id)
    return finding


def _words(row: fieldwork.ItemRow, agency: str) -> str:
    """What an agency's answer and note of an item say, as a sentence to begin from."""
    note = row.answers.get((agency, "note"))
    said = str(note.values.get("note") or "") if note else ""
    answer = row.answers.get((agency, "answer"))
    figures = [
        text_of(row.spec, part, answer.values[part])
        for part, _spec in answer_parts(row.spec)
        if answer is not None and part in answer.values
    ]
    state = row.state(agency)
    begun = said or f"{row.spec['question']}: {STATES.get(state, state).lower()}."
    return f"{begun} ({'; '.join(figures)})" if figures else begun


def add(session: Session, visit: Visit, by: Any, kind: str, content: Content, today: date) -> Finding:
    """A shortcoming or a good practice that rests on no item yet; raises RuleBroken where there can be none."""
    rules.refuse_visit(kind, visit.kind, visit.state)
    rules.refuse_unlike(kind, content.severity)
    kinds = _weighed(session, content, Content(""))
    finding = _new(session, visit, by, kind, content, today, visit.audience)
    event_log.record(session, by, "finding:add", finding, kind=kind)
    _log_overruled(session, finding, by, kinds)
    return finding


def _new(session: Session, visit: Visit, by: Any, kind: str, content: Content, today: date, audience: str) -> Finding:
    finding = Finding(
        visit=visit,
        owner=by.agency_code,
        audience=audience,
        kind=kind,
        detected_on=min(visit.day, today),
        noted_by_id=by.id,
    )
    fill(finding, content)
    session.add(finding)
    session.flush()
    log_step(session, finding, by, "note")
    return finding


def fill(finding: Finding, content: Content) -> None:
    """Gives a finding its words, and what a search finds it by."""
    finding.text, finding.duty, finding.requirement = content.text, content.duty, content.requirement
    finding.severity = content.severity if finding.kind != "good_practice" else None
    finding.search_text = fold(f"{content.text} {content.duty} {content.requirement} {finding.visit.body.search_text}")


def _weighed(session: Session, content: Content, before: Content) -> list[str]:
    """The kinds of hints at a secret in what was changed; raises RuleBroken when no reason sets them aside, and when
    the duty is a clause that fines.
    """
    refuse_fining_ground(content.duty, remedies.decrees(session), "duty")
    pairs = [(getattr(content, name), getattr(before, name)) for name in ("text", "duty", "requirement")]
    hints = [hint for new, old in pairs if new != old for hint in secrecy.hints(new)]
    if hints and not content.overrule:
        raise RuleBroken(f"Chưa lưu. “{hints[0].piece[:60]}”: {hints[0].message}")
    return sorted({hint.kind for hint in hints})


def _log_overruled(session: Session, finding: Finding, by: Any, kinds: list[str]) -> None:
    if kinds:
        event_log.record(session, by, "secrecy:overrule", finding, kinds=kinds)


def edit(session: Session, finding: Finding, by: Any, content: Content, seen: int) -> None:
    """Changes the words of a finding; raises RuleBroken when it was agreed, or at what looks like a secret."""
    change(session, finding, seen)
    rules.refuse_visit(finding.kind, finding.visit.kind, finding.visit.state)
    rules.refuse_unlike(finding.kind, content.severity)
    kinds = _weighed(session, content, Content(finding.text, finding.duty, finding.requirement))
    fill(finding, content)
    event_log.record(session, by, "finding:edit", finding)
    _log_overruled(session, finding, by, kinds)


def set_act(session: Session, finding: Finding, by: Any, data: ActData, seen: int, today: date) -> None:
    """Says which act a finding shows signs of, since or until when, and on whom it falls.

    Raises RuleBroken when the agency is not competent for the act or its decree did not hold.
    """
    change(session, finding, seen)
    if finding.visit.kind == "survey" or finding.kind == "good_practice":
        raise RuleBroken("Ưu điểm và nội dung khảo sát không có hành vi vi phạm.")
    rules.refuse_days(data, today)
    refuse_secrets(data.subject)
    act = queries.act_of(session, data.code)
    if act is None:
        raise RuleBroken("Cần chọn hành vi trong danh mục.", "act")
    rules.refuse_act(finding.owner or "", act, data, directory.agency_names(session, today, short=True))
    finding.kind, finding.act = "violation", act
    finding.continuing = data.ending == "continuing"
    finding.ended_on = data.ended_on if data.ending == "ended" else None
    finding.detected_on, finding.put_right_on = data.detected_on, data.put_right_on
    finding.subject_kind, finding.subject = data.subject_kind, data.subject
    event_log.record(session, by, "finding:act", finding, act=act.code)


def unset_act(session: Session, finding: Finding, by: Any, seen: int) -> None:
    """Makes a violation a shortcoming again; its days stay."""
    change(session, finding, seen)
    finding.kind, finding.act = ("shortcoming" if finding.kind == "violation" else finding.kind), None
    event_log.record(session, by, "finding:shortcoming", finding)


def link(
    session: Session, finding: Finding, by: Any, item_refs: Collection[str], photo_refs: Collection[str], seen: int
) -> None:
    """Lets a finding rest on these items and show these photos, and no others; raises RuleBroken for a strange one.

    The duty and the requirement follow the items as long as nobody has changed them by hand.
    """
    change(session, finding, seen)
    before = queries.proposed(session, finding)
    offered = queries.items(session, finding)
    wanted = [one.row for one in offered if one.row.ref in item_refs]
    pictures = [one.row for one in queries.photos(session, finding) if one.row.ref in photo_refs]
    if len(wanted) != len(set(item_refs)) or len(pictures) != len(set(photo_refs)):
        raise RuleBroken("Có nội dung hoặc hình ảnh không còn trong danh sách; mời mở lại trang rồi chọn lại.")
    if finding.audience == "joint":
        rules.refuse_open([one.audience for one in (*wanted, *pictures)])
    for model in (FindingItem, FindingPhoto):
        session.execute(sa.delete(model).where(model.finding_id == finding.id))
    session.expire(finding, ["items", "photos"])
    link_to(session, finding, wanted, pictures)
    follow_items(session, finding, before)
    fill(finding, Content(finding.text, finding.duty, finding.requirement, finding.severity))
    event_log.record(session, by, "finding:link", finding, items=len(wanted), photos=len(pictures))


def set_audience(session: Session, finding: Finding, by: Any, audience: str, seen: int) -> None:
    """Opens a finding to both agencies, or closes it; raises RuleBroken when it would open what is closed."""
    change(session, finding, seen)
    if audience == "joint":
        shown: list[Any] = [one.visit_item for one in finding.items] + [one.evidence for one in finding.photos]
        hidden = "own"  # what this viewer does not see is kept by the other agency
        rules.refuse_open([finding.visit.audience, *(one.audience if one else hidden for one in shown)])
    finding.audience = audience
    session.flush()
    carry(session, finding)
    event_log.record(session, by, "finding:audience", finding, audience=audience)


def hand_over(session: Session, finding: Finding, by: Any, reason: str, seen: int, today: date) -> HandOver:
    """Asks the other agency, which is competent, to take a joint finding over; nothing changes until it answers.

    Raises RuleBroken without a reason, and for a finding that the other agency may not see.
    """
    change(session, finding, seen)
    if finding.audience == "own":
        raise RuleBroken("Cần mở phát hiện này cho cả hai cơ quan trước khi chuyển.")
    refuse_secrets(reason)
    log_step(session, finding, by, "hand_over", reason)
    given: dict[str, Any] = {"from_agency": finding.owner, "facts": reason, "sent_on": today, "sent_by": by}
    asked = HandOver(visit=finding.visit, finding_id=finding.id, owner=rules.OTHER[finding.owner or ""], **given)
    session.add(asked)
    session.flush()
    event_log.record(session, by, "finding:hand_over", finding, to=asked.owner)
    notify(session, notifications.managers(session, asked.owner), "handed_over", asked, by)
    return asked


def take_over(session: Session, finding: Finding, by: Any) -> None:
    """For what was handed over: the finding and all that belongs to it are the other agency's from now on."""
    claim(session, finding, finding.version, CHANGED)
    log_step(session, finding, by, "take_over")
    finding.owner = rules.OTHER[finding.owner or ""]
    session.flush()
    carry(session, finding)


def hand_back(session: Session, finding: Finding, by: Any, reason: str) -> None:
    """For what was handed over: it is returned with a reason, and its agency goes on with it."""
    claim(session, finding, finding.version, CHANGED)
    log_step(session, finding, by, "hand_back", reason)


def take_step(
    session: Session, finding: Finding, by: Any, name: str, today: date, seen: int, given: StepData | None = None
) -> Finding:
    """Takes a step of a finding; raises RuleBroken when it may not be taken, or for what its paper may not say."""
    hold(session, finding, seen)
    data = given or StepData()
    step = workflow.take(FINDING, name, finding.state, queries.facts(session, finding, today), data.reason)
    refuse_secrets(" \n ".join((data.reason, data.to)))
    if name in PAPERS:
        PAPERS[name](session, finding, data, today)
    finding.state = step.target
    finding.dismissed_reason = data.reason.strip() if name == "dismiss" else None
    log_step(session, finding, by, name, data.reason)
    event_log.record(session, by, f"finding:{name}", finding, state=finding.state)
    session.flush()
    return finding


def _record(session: Session, finding: Finding, data: StepData, today: date) -> None:
    rules.refuse_late(data.day, finding.detected_on, today)
    writer = session.scalar(sa.select(User).where(User.ref == data.writer, User.agency_code == finding.owner))
    if writer is None:
        raise RuleBroken("Cần chọn người lập biên bản của cơ quan anh, chị.", "writer")
    finding.record_number, finding.record_on, finding.writer = data.number, data.day, writer


def _transfer(session: Session, finding: Finding, data: StepData, today: date) -> None:
    rules.refuse_late(data.day, finding.record_on or finding.detected_on, today)
    finding.transferred_to, finding.transferred_on = data.to, data.day


def _decide(session: Session, finding: Finding, data: StepData, today: date) -> None:
    end = rules.limitation_end(finding.continuing, finding.ended_on, finding.detected_on)
    rules.refuse_late(data.day, finding.record_on or finding.detected_on, today, end)
    rules.refuse_fine(data.fine, rules.fine_band(finding.act, finding.subject_kind))
    penalties.name_office(session, finding, data.office, data.day or today)
    finding.decision_number, finding.decision_on, finding.fine = data.number, data.day, data.fine


PAPERS = {"record": _record, "transfer": _transfer, "decide": _decide}
"""The steps that a paper stands behind."""


def start_remedying(session: Session, finding: Finding, by: Any, today: date) -> None:
    """For remedies: something must be put right, or must be again; a finding that is being remedied stays so."""
    if finding.state != "remedying":
        take_step(session, finding, by, "remedy", today, finding.version)


def close(session: Session, finding: Finding, by: Any, today: date) -> bool:
    """For remedies: ends a finding whose remedies are all effective; returns whether it ended.

    A finding whose violation has no outcome yet, or another remedy to come, stays open.
    """
    blocked = workflow.find(FINDING, "close").blocked(queries.facts(session, finding, today))
    if blocked is None:
        take_step(session, finding, by, "close", today, finding.version)
    return blocked is None
