"""Stores the inspections of the demonstration with their visits and answers, through the actions that people use."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.checklists import queries as checklists
from inspections.demonstration import answers, pictures, visiting
from inspections.demonstration.reading import VIETNAM
from inspections.evidence import actions as evidence
from inspections.evidence import photos
from inspections.evidence.rules import missing_photo
from inspections.fieldwork import actions as fieldwork
from inspections.fieldwork import queries as fieldwork_queries
from inspections.fieldwork import rules
from inspections.fieldwork.merge import heads
from inspections.inspecting import actions as inspecting
from inspections.law.queries import standards
from inspections.search.actions import index_inspection
from models.base import new_ref
from models.checklists import Answer, ChecklistVersion, Operation, VisitItem
from models.directory import Body, User
from models.inspections import Attendee, Inspection, TeamMember, Visit, VisitPart
from models.plans import PlanLine

Row = Mapping[str, Any]

COPIED = (
    "key",
    "state",
    "issuer",
    "ground",
    "ground_text",
    "decision_number",
    "decided_on",
    "signer_authority",
    "police_letter_number",
    "police_letter_on",
    "working_plan_number",
    "working_plan_on",
    "working_plan_approval",
    "working_plan_approved_on",
    "period_from",
    "period_to",
    "duration_days",
)
"""The fields of an inspection that the file and the table call alike."""
FIRST_AT, BETWEEN, SIGNED_AT = time(8, 0), timedelta(minutes=3), time(16, 30)
"""When the first answer of a made-up visit is written, how long each takes, and when the parts are confirmed."""
FINISHED = frozenset({"fieldwork_done"}) | fieldwork.CLOSED_STATES


@dataclass
class Province:
    """What the inspections of the demonstration refer to, by key; ``at`` is the moment of loading.

    ``lines`` are those of the plans, once they are stored.
    """

    people: Mapping[str, User]
    bodies: Mapping[str, Body]
    versions: Mapping[str, ChecklistVersion]
    evidence_dir: Path
    at: datetime
    lines: dict[str, PlanLine] = field(default_factory=dict)


def add_inspection(session: Session, province: Province, row: Row) -> Inspection:
    """Stores one inspection as ``reading.read`` gives it, with its team, its visits and what was answered there."""
    people = province.people
    team = [(people[seat["person"]], seat["role"]) for seat in row["team"]]
    owner = team[0][0].agency_code if team else row["issuer"]
    inspection = Inspection(
        **{name: row[name] for name in COPIED},
        title=row["title"],
        owner=owner,
        extension_days=row["extension_days"] or 0,
        signer=people.get(row["signer"]),
        members=[
            TeamMember(owner=owner, user=person, role=role, position=position)
            for position, (person, role) in enumerate(team)
        ],
    )
    session.add(inspection)
    for visit_row in row["visits"]:
        findings = [one for one in row["findings"] if one["body"] == visit_row["body"]]
        _add_visit(session, province, inspection, visit_row, findings)
    index_inspection(session, inspection)
    return inspection


def _add_visit(session: Session, province: Province, inspection: Inspection, row: Row, findings: list[Row]) -> None:
    body = province.bodies[row["body"]]
    has_account = any(person.body_id == body.id for person in province.people.values())
    visit = Visit(
        inspection=inspection,
        owner=inspection.owner,
        for_body_id=body.id if has_account else None,
        body=body,
        kind=body.subject,
        state="planned",
        day=row["day"],
        attendees=[Attendee(owner=inspection.owner, **attendee) for attendee in row["attendees"]],
    )
    session.add(visit)
    visiting.add_record(session, visit)
    session.flush()
    _choose(session, province, visit, row, findings)
    if row["announced_on"]:
        visit.state, visit.announced_on = "announced", row["announced_on"]
        _write(session, province, visit, row["answers"])
    if row["state"] in FINISHED:
        _make_up(session, province, visit, findings)
        _confirm(session, visit, row, province.at)
    visit.state, visit.minutes_number, visit.minutes_on = row["state"], row["minutes_number"], row["minutes_on"]
    session.flush()


def _choose(session: Session, province: Province, visit: Visit, row: Row, findings: list[Row]) -> None:
    """The first cut for the body, or the items the file names; what a finding hides is hidden with its item."""
    versions = [province.versions[code] for code in row["checklists"]]
    known = checklists.versions(session, [version.id for version in versions])
    codes = {key: rules.first_cut(version.items.values(), visit.body.level) for key, version in known.items()}
    if row["only_items"]:
        codes = {key: [code for code in offered if code in row["only_items"]] for key, offered in codes.items()}
    own = {code for finding in findings if finding["audience"] == "own" for code in finding["items"]}
    members = visit.inspection.members
    leader = members[0].user if members else visit.inspection.signer
    inspecting.choose_items(session, visit, leader, codes, own)


def _items(session: Session, visit: Visit) -> dict[str, VisitItem]:
    rows = session.scalars(sa.select(VisitItem).where(VisitItem.visit_id == visit.id).order_by(VisitItem.position))
    return {item.code: item for item in rows}


def _write(session: Session, province: Province, visit: Visit, rows: Iterable[Row]) -> None:
    """The answers of the file at their times, each after what its author had seen; a conflict had seen nothing."""
    items, counter, photo = _items(session, visit), count(1), count(1)
    for row in rows:
        item, by = items[row["item"]], province.people[row["by"]]
        _write_item(session, item, by, row, counter)
        if row["audience"] and "note" in row["parts"]:
            fieldwork.set_note_audience(session, item, by, row["audience"])
        for _ in range(row["photos"]):
            _add_photo(session, province, item, by, row["at"], next(photo))


def _write_item(session: Session, item: VisitItem, by: User, row: Row, counter: Iterator[int]) -> None:
    rows = [] if row["conflicts"] else fieldwork_queries.operations(session, item, by.agency_code)
    before = [fieldwork_queries.as_op(operation) for operation in rows]
    seen = {part: tuple(head.op_id for head in heads(op for op in before if op.part == part)) for part in row["parts"]}
    writes = [
        fieldwork.Write(new_ref() + new_ref(), part, value, seen[part], f"demo:{by.id}", row["at"], next(counter))
        for part, value in row["parts"].items()
    ]
    fieldwork.write(session, item, by, writes)


def _add_photo(session: Session, province: Province, item: VisitItem, by: User, at: datetime, number: int) -> None:
    photo = photos.reencode(pictures.picture(number), f"trinh-dien-{number}.jpg")
    if isinstance(photo, photos.Refused):
        raise TypeError(photo.message)
    row = evidence.add(session, item, by, photo, province.evidence_dir)
    row.caption, row.added_at = pictures.WORDS.capitalize(), at


def _make_up(session: Session, province: Province, visit: Visit, findings: list[Row]) -> None:
    """A complete answer of each agency to every item that is shown: good, but for what the findings say.

    Hundreds of them go faster past the action that people use; a test holds them against it.
    """
    failing = {code: finding["text"] for finding in findings for code in finding["items"]}
    rows = session.execute(
        sa.select(Answer, VisitItem)
        .join(VisitItem, Answer.visit_item_id == VisitItem.id)
        .where(Answer.visit_id == visit.id, Answer.kind == "answer", VisitItem.active)
        .order_by(VisitItem.position, Answer.owner)
    ).all()
    known = checklists.versions(session, {item.checklist_version_id for _, item in rows})
    limits = standards(session, visit.day)
    authors = _authors(visit)
    at = datetime.combine(visit.day, FIRST_AT, VIETNAM)
    for answer, item in rows:
        at += BETWEEN
        spec = known[item.checklist_version_id].items[item.code]
        values = answers.made_up(spec, visit.day, limits, item.code in failing)
        by, state = authors[answer.owner or ""], rules.verdict(spec, values, limits)
        _fill(session, answer, values, state, by, at)
        if item.code in failing:
            note = Answer(visit_item=item, visit_id=visit.id, owner=answer.owner, kind="note", version=0)
            note.audience = "own" if item.audience == "own" else fieldwork.default_audience(session, answer.owner or "")
            _fill(session, note, {"note": failing[item.code]}, "recorded", by, at)
            if missing_photo(spec, state, 0):
                _add_photo(session, province, item, by, at, item.position)


def _authors(visit: Visit) -> dict[str, User]:
    """Agency → the first of its people in the team."""
    return {member.user.agency_code or "": member.user for member in reversed(visit.inspection.members)}


def _fill(session: Session, answer: Answer, values: Mapping[str, Any], state: str, by: User, at: datetime) -> None:
    """Stores the first operation of each part of an empty answer, and what they come to."""
    operations = [
        Operation(
            op_id=new_ref() + new_ref(),
            visit_item=answer.visit_item,
            owner=answer.owner,
            audience=answer.audience,
            part=part,
            value=value,
            device=f"demo:{by.id}",
            device_at=at,
            counter=counter,
            received_at=at,
            by=by,
        )
        for counter, (part, value) in enumerate(values.items(), start=1)
    ]
    session.add_all([answer, *operations])
    answer.values, answer.state = dict(values), state
    answer.heads = {operation.part: [operation.op_id] for operation in operations}
    answer.updated_at, answer.updated_by, answer.version = at, by, 1
    answer.visit_item.version += 1


def _confirm(session: Session, visit: Visit, row: Row, latest: datetime) -> None:
    at = min(datetime.combine(row["minutes_on"] or visit.day, SIGNED_AT, VIETNAM), latest)
    authors = _authors(visit)
    for part in session.scalars(sa.select(VisitPart).where(VisitPart.visit_id == visit.id)):
        part.state, part.signed_off_by = "signed_off", authors[part.owner or ""]
        part.signed_off_at = part.updated_at = at


def date_answers(session: Session) -> None:
    """Gives every answer the time at which it was written on its device, as if it had arrived at once."""
    written = sa.select(sa.func.max(Operation.device_at)).where(
        Operation.visit_item_id == Answer.visit_item_id, Operation.owner == Answer.owner
    )
    session.execute(sa.update(Answer).where(Answer.version > 0).values(updated_at=written.scalar_subquery()))
