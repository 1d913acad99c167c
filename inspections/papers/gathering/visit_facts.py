"""Gathers the facts of a visit's papers from the rows that both agencies share; it writes nothing and words nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from inspections import device_clock
from inspections.directory import queries as directory
from inspections.evidence import rules as evidence
from inspections.fieldwork import queries as fieldwork
from inspections.findings import queries as found
from inspections.papers.facts import visit as plain
from inspections.papers.gathering import clauses, conduct, issuing, overdue
from inspections.papers.gathering.answered import chapters
from inspections.papers.rules import AT_VISIT
from inspections.papers.wording import long_date
from inspections.vietnamese import format_instant
from inspections.visible import shared_rows
from inspections.visiting import queries as visiting
from models.checklists import Evidence
from models.directory import BodyName, User
from models.findings import Finding, Remedy
from models.inspections import Attendee, Inspection, TeamMember, Visit
from models.papers import Paper

REMEDY_WORDS = {
    "open": "Chưa thực hiện",
    "in_progress": "Đang thực hiện",
    "reported": "Đã báo cáo, đang được xem xét",
    "verified": "Đã thực hiện",
    "effective": "Đã thực hiện, có hiệu quả",
    "returned": "Chưa đạt, phải thực hiện tiếp",
}


def gather(
    session: Session, visit_id: int, zone: tzinfo, typed: dict[str, Any], number: str = "", at_visit: bool = True
) -> plain.VisitFacts:
    """Everything that a paper of this visit may say, of the rows that both agencies share.

    Agencies and bodies have the names of the paper's day: that of the visit (``at_visit``), or today.
    """
    with shared_rows(session) as reader:
        visit = reader.scalars(
            sa.select(Visit)
            .where(Visit.id == visit_id)
            .options(
                joinedload(Visit.body),
                joinedload(Visit.inspection).options(
                    joinedload(Inspection.signer), selectinload(Inspection.members).joinedload(TeamMember.user)
                ),
            )
        ).one()
        return _facts(reader, visit, zone, typed, number, at_visit)


def _facts(
    session: Session, visit: Visit, zone: tzinfo, typed: dict[str, Any], number: str, at_visit: bool
) -> plain.VisitFacts:
    inspection = visit.inspection
    issued = issuing.gather(session, inspection.owner or "", visit.day if at_visit else None, zone)
    on = visit.day if at_visit else issued["today"]
    findings, remedies = found.for_minutes(session, visit), required(session, visit)
    rows = fieldwork.item_rows(session, visit)
    numbers = {photo.id: place for place, photo in enumerate((one for row in rows for one in row.photos), start=1)}
    people = visiting.people(session, visit)
    name = _body(session, visit, on) or _body(session, visit, visit.day)
    return plain.VisitFacts(
        kind=visit.kind,
        body=name,
        body_kind=visit.body.kind,
        place=visit.body.place,
        enterprise=enterprise(session, visit, name, on),
        day=visit.day,
        agreement=visit.agreement or "",
        order=order(inspection, issuing.agencies(session, inspection.decided_on or on), issued["city"]),
        team=tuple(_member(one) for one in inspection.members if one.left_on is None or one.left_on > visit.day),
        attendees=_side(people, "body"),
        others=_side(people, "other"),
        witnesses=_side(people, "witness"),
        chapters=tuple(chapters(session, rows, numbers, findings)),
        findings=tuple(finding(one, remedies) for one in findings),
        earlier=earlier(visit, remedies),
        documents=_documents(session, visit),
        pictures=tuple(picture(one, numbers[one.id], row, zone) for row in rows for one in row.photos),
        number=number,
        minutes_number=visit.minutes_number or "",
        minutes_on=visit.minutes_on,
        conduct=conduct.gather(session, visit.day),
        late=overdue.gather(session, visit.id, issued["today"]),
        typed=typed,
        **issued,
    )


def _body(session: Session, visit: Visit, on: date) -> str:
    """The visited body as it was called on a day; empty when it was no more."""
    return directory.body_names(session, [visit.body_id], on).get(visit.body_id, "")


def enterprise(session: Session, visit: Visit, name: str, on: date) -> str:
    """The provincial body of the same enterprise as it was called on a day, where the visited one is a unit of it."""
    if not visit.body.enterprise_of:
        return ""
    body = type(visit.body)
    found = session.scalar(
        sa.select(BodyName.name)
        .join(body, BodyName.body_id == body.id)
        .where(body.enterprise_of == visit.body.enterprise_of, body.level == "province", body.kind == "provider")
        .where(BodyName.valid_from <= on, BodyName.valid_to >= on)
        .order_by(body.id)
        .limit(1)
    )
    return found if found and found != name else ""


def order(inspection: Inspection, agencies: dict[str, plain.Agency], city: str) -> plain.Order:
    """The decision that orders the inspection, with its issuer as he is called in full."""
    issuer = agencies[inspection.issuer].name if inspection.issuer in agencies else inspection.issuer
    head = f"Chủ tịch {issuer}" if inspection.issuer == "UBND" else f"Giám đốc {issuer}"
    return plain.Order(
        title=inspection.title,
        number=inspection.decision_number or "",
        decided_on=inspection.decided_on,
        issuer=head if city in head else f"{head} tỉnh {city}",
        plan_number=inspection.working_plan_number or "",
        plan_on=inspection.working_plan_on,
        plan_approval=inspection.working_plan_approval or "",
        plan_approved_on=inspection.working_plan_approved_on,
        period_from=inspection.period_from,
        period_to=inspection.period_to,
        report_number=inspection.report_number or "",
        report_on=inspection.report_on,
        content=inspection.content,
        days=inspection.duration_days,
        days_unit=inspection.days_unit,
    )


def person_of(user: User, role: str = "") -> plain.Person:
    """Somebody of an agency, with the role he has."""
    return plain.Person(
        title=user.title,
        name=user.name,
        position=user.position,
        rank=user.rank or "",
        agency=user.agency_code or "",
        role=role,
    )


def _member(member: TeamMember) -> plain.Person:
    return person_of(member.user, member.role)


def _side(people: Sequence[Attendee], side: str) -> tuple[plain.Person, ...]:
    return tuple(
        plain.Person(
            title=one.title,
            name=one.name,
            position=one.position,
            authority=one.authority or "",
            address=one.address or "",
            signs=one.signs,
        )
        for one in people
        if one.side == side
    )


def picture(photo: Evidence, number: int, row: fieldwork.ItemRow, zone: tzinfo) -> plain.Picture:
    """A photo of an item under its number in a paper."""
    return plain.Picture(
        number=number,
        sha256=photo.sha256,
        width=photo.width,
        height=photo.height,
        caption=photo.caption,
        at=f"{format_instant(evidence.taken(photo), zone)} {device_clock.note(photo.clock_offset)}".rstrip(),
        item=row.item.code,
    )


def finding(one: Finding, remedies: Sequence[Remedy]) -> plain.Finding:
    """What was found, with what is required for it of these requirements."""
    act = one.act
    clause, decree = clauses.named(act) if act else ("", "")
    asked = [remedy for remedy in remedies if remedy.finding_id == one.id]
    return plain.Finding(
        kind=one.kind,
        text=one.text,
        duty=one.duty,
        requirement=_joined(remedy.requirement for remedy in asked) or one.requirement,
        due_on=max((remedy.due_on for remedy in asked), default=None),
        act=clause,
        decree=decree,
        act_verified=act is None or act.status == "verified",
        subject=one.subject,
        ended_on=one.ended_on,
        continuing=one.continuing,
        detected_on=one.detected_on,
        put_right_on=one.put_right_on,
        record=_numbered(one.record_number, one.record_on),
        transferred_to=one.transferred_to or "",
        writer=f"{one.writer.title.lower()} {one.writer.name}" if one.writer else "",
        decision=_numbered(one.decision_number, one.decision_on),
        fine=one.fine,
        items=tuple(item.visit_item.code for item in one.items),
    )


def _joined(texts: Iterable[str]) -> str:
    """What is required for one finding, as it stands in its requirements."""
    return "; ".join(dict.fromkeys(text.rstrip(".") for text in texts))


def _numbered(number: str | None, on: date | None) -> str:
    return f"số {number} {long_date(on)}" if number and on else f"số {number}" if number else ""


def required(session: Session, visit: Visit) -> Sequence[Remedy]:
    """What this visit and earlier ones to the same body asked for, with their visits, oldest first."""
    return session.scalars(
        sa.select(Remedy)
        .join(Remedy.visit)
        .options(contains_eager(Remedy.visit))
        .where(Visit.body_id == visit.body_id, Visit.day <= visit.day)
        .order_by(Visit.day, Remedy.id)
    ).all()


def earlier(visit: Visit, remedies: Sequence[Remedy]) -> tuple[plain.Earlier, ...]:
    """What the body was asked for before; what was never sent is no recommendation of an earlier inspection."""
    before = [one for one in remedies if one.sent and one.visit.day < visit.day]
    return tuple(plain.Earlier(one.requirement, REMEDY_WORDS[one.state]) for one in before)


def _documents(session: Session, visit: Visit) -> tuple[plain.Document, ...]:
    rows = visiting.documents(session, visit)
    return tuple(plain.Document(one.name, one.number, one.dated_on, one.original, one.note) for one in rows)


def facts_of(session: Session, paper: Paper, zone: tzinfo) -> plain.VisitFacts:
    """The facts for a paper of a visit, with what was typed for it and the number it has."""
    if paper.visit_id is None:
        raise ValueError("A paper without a visit has other facts.")
    at_visit = paper.kind in AT_VISIT
    return gather(session, paper.visit_id, zone, dict(paper.fields), paper.number or "", at_visit)
