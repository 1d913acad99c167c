"""Writes who took part, what was handed over and the facts of the minutes; whoever calls looked at the permission."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log, secrecy
from inspections.errors import RuleBroken
from inspections.papers.begin_actions import draft_minutes
from inspections.papers.queries import minutes_of
from inspections.visiting import queries, rules
from models.base import now
from models.inspections import Attendee, Visit
from models.papers import Paper, SuppliedDocument

PERSON_FIELDS = ("side", "title", "name", "position", "authority", "address")
DOCUMENT_FIELDS = ("name", "number", "dated_on", "original", "note")
Values = dict[str, Any]


def save_section(
    session: Session, visit: Visit, by: Any, section: str, values: Values, seen: str, overrule: str = ""
) -> None:
    """Writes one section of the facts into the draft minutes, which begin with the first of them.

    Raises RuleBroken when the minutes are locked or the visit not announced, when the section has changed since the
    page showed it, at what cannot be so, and at what looks like a secret without a reason.
    """
    minutes = _open(session, visit) or draft_minutes(session, visit, by)
    facts = queries.facts(session, visit, minutes)
    before = rules.part(facts, section)
    if rules.seen(before) != seen:
        raise RuleBroken(rules.CHANGED)
    rules.refuse_end_before_begin(facts | values)
    reason = _overruled(session, by, minutes, _fresh(before, values), overrule)
    why = dict(minutes.fields.get("overruled") or {}) | ({section: reason} if reason else {})
    minutes.fields = minutes.fields | values | ({"overruled": why} if why else {})
    minutes.version += 1
    event_log.record(session, by, "record:save", minutes, visit=visit.ref, section=section)


def _open(session: Session, visit: Visit) -> Paper | None:
    """Makes all who write about a visit follow each other, and returns its draft minutes; refuses when it is closed."""
    fresh = {"populate_existing": True}
    session.scalars(
        sa.select(Visit).where(Visit.id == visit.id).with_for_update(key_share=True).execution_options(**fresh)
    ).one()
    minutes = minutes_of(session, visit)
    if minutes is not None:
        session.refresh(minutes, with_for_update={"key_share": True})
    rules.refuse_closed(visit.state, minutes.state if minutes else None)
    return minutes


def _change(session: Session, visit: Visit) -> None:
    """The same for what the minutes print without holding it: whoever is about to lock them looks again."""
    if minutes := _open(session, visit):
        minutes.version += 1


def _texts(value: Any) -> list[str]:
    """Every text in a value."""
    if isinstance(value, str):
        return [value]
    return [text for one in value.values() for text in _texts(one)] if isinstance(value, Mapping) else []


def _fresh(before: Values, values: Values) -> list[str]:
    """The texts that are new; one that stood there has been looked at."""
    known = set(_texts(before))
    return [text for text in _texts(values) if text not in known]


def _overruled(session: Session, by: Any, about: Any, texts: Iterable[str], reason: str) -> str | None:
    """The reason for which a hint at a secret is set aside, None without a hint; raises RuleBroken without a reason."""
    hints = secrecy.hints(" \n ".join(texts))
    if not hints:
        return None
    if not reason:
        raise RuleBroken(f"Chưa lưu. “{hints[0].piece[:60]}”: {hints[0].message}")
    event_log.record(session, by, "secrecy:overrule", about, kinds=sorted({hint.kind for hint in hints}))
    return reason


def _whose(visit: Visit) -> dict[str, Any]:
    """Whose the rows of a visit are: as open as the visit itself."""
    return {"owner": visit.owner, "audience": visit.audience}


def _refuse_drift(session: Session, row: Any, fields: Iterable[str], seen: str) -> None:
    session.refresh(row)
    if queries.drift(row, *fields) != seen:
        raise RuleBroken(rules.CHANGED)


def add_person(session: Session, visit: Visit, by: Any, values: Values, overrule: str = "") -> Attendee:
    """Adds a person; the first of the body signs for it. Raises RuleBroken as ``save_section`` does."""
    _change(session, visit)
    signs = values["side"] == "body" and not _signers(session, visit)
    person = Attendee(visit=visit, signs=signs, **_whose(visit), **values)
    session.add(person)
    session.flush()
    _overruled(session, by, person, _texts(values), overrule)
    event_log.record(session, by, "attendee:add", person, visit=visit.ref, side=person.side)
    return person


def _signers(session: Session, visit: Visit) -> list[Attendee]:
    return [one for one in queries.people(session, visit) if one.signs]


def edit_person(session: Session, person: Attendee, by: Any, values: Values, seen: str, overrule: str = "") -> None:
    """Changes a person; raises RuleBroken as ``save_section`` does."""
    _change(session, person.visit)
    _refuse_drift(session, person, PERSON_FIELDS, seen)
    before = {field: getattr(person, field) for field in PERSON_FIELDS}
    _overruled(session, by, person, _fresh(before, values), overrule)
    for field, value in values.items():
        setattr(person, field, value)
    person.signs = person.signs and person.side == "body"
    event_log.record(session, by, "attendee:edit", person, visit=person.visit.ref, side=person.side)


def choose_signer(session: Session, person: Attendee, by: Any) -> None:
    """Lets this person of the body sign for it, and nobody else; raises RuleBroken for another side's."""
    _change(session, person.visit)
    session.refresh(person)
    if person.side != "body" or person.removed_at:
        raise RuleBroken("Người ký thay mặt đơn vị phải là người của đơn vị có trong danh sách.")
    for other in _signers(session, person.visit):
        other.signs = False
    person.signs = True
    event_log.record(session, by, "attendee:signs", person, visit=person.visit.ref)


def remove_person(session: Session, person: Attendee, by: Any) -> None:
    """Takes a person off the list; the row stays, so that it can be put back."""
    _change(session, person.visit)
    session.refresh(person)
    person.removed_at, person.signs = person.removed_at or now(), False
    event_log.record(session, by, "attendee:remove", person, visit=person.visit.ref)


def restore_person(session: Session, person: Attendee, by: Any) -> None:
    """Puts a removed person back."""
    _change(session, person.visit)
    session.refresh(person)
    if person.removed_at:
        person.removed_at = None
        person.signs = person.side == "body" and not _signers(session, person.visit)
    event_log.record(session, by, "attendee:restore", person, visit=person.visit.ref)


def add_document(session: Session, visit: Visit, by: Any, values: Values, overrule: str = "") -> SuppliedDocument:
    """Adds a paper that the body handed over; raises RuleBroken as ``save_section`` does."""
    _change(session, visit)
    document = SuppliedDocument(visit=visit, **_whose(visit), **values)
    session.add(document)
    session.flush()
    document.overruled = _overruled(session, by, document, _texts(values), overrule)
    event_log.record(session, by, "supplied:add", document, visit=visit.ref)
    return document


def edit_document(
    session: Session, document: SuppliedDocument, by: Any, values: Values, seen: str, overrule: str = ""
) -> None:
    """Changes a paper that was handed over; raises RuleBroken as ``save_section`` does."""
    _change(session, document.visit)
    _refuse_drift(session, document, DOCUMENT_FIELDS, seen)
    before = {field: getattr(document, field) for field in DOCUMENT_FIELDS}
    reason = _overruled(session, by, document, _fresh(before, values), overrule)
    document.overruled = reason or document.overruled
    for field, value in values.items():
        setattr(document, field, value)
    event_log.record(session, by, "supplied:edit", document, visit=document.visit.ref)


def remove_document(session: Session, document: SuppliedDocument, by: Any) -> None:
    """Takes a paper off the list; the row stays, so that it can be put back."""
    _change(session, document.visit)
    document.removed_at = now()
    event_log.record(session, by, "supplied:remove", document, visit=document.visit.ref)


def restore_document(session: Session, document: SuppliedDocument, by: Any) -> None:
    """Puts a removed paper back."""
    _change(session, document.visit)
    document.removed_at = None
    event_log.record(session, by, "supplied:restore", document, visit=document.visit.ref)
