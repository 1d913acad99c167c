"""Fills in a new paper on violations with what the records say of its subject; it writes nothing."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.errors import RuleBroken
from inspections.law import rules as law
from inspections.papers.gathering import visit_facts
from inspections.papers.violations import choosing
from inspections.papers.violations.choosing import most_of
from inspections.penalties import queries as penalties
from inspections.penalties import rules as penalty_rules
from inspections.penalties.rules import Term, Terms
from inspections.vietnamese import format_date
from models.findings import Finding
from models.inspections import Visit


def opened(
    session: Session, visit: Visit, by: Any, kind: str, today: date, finding: Finding | None
) -> tuple[dict[str, Any], dict[str, str]]:
    """What a new paper begins with: its fields, whose it is, who may see it.

    It is about this violation, or about all of the first one's subject and readers. Raises RuleBroken for a violation
    that no such paper can be about now.
    """
    rows = choosing.open_findings(session, visit, by.agency_code, kind)
    if finding and finding not in rows:
        raise RuleBroken(f"Chưa lập được văn bản này: {choosing.NOT_AGREED}.")
    rows = [finding] if finding else [row for row in rows if choosing.alike(row, rows[0])]
    fields = opening(session, visit, by, kind, rows, today)
    return fields, {"owner": by.agency_code, "audience": choosing.audience_of(rows)}


def opening(session: Session, visit: Visit, by: Any, kind: str, rows: Collection[Finding], today: date) -> Any:
    """What a new paper on these violations of one subject is filled in with."""
    first = next(iter(rows))
    kind_of_subject, named = choosing.subject_of(first)
    body = directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, "")
    held = {"findings": [row.ref for row in rows], "subject_kind": kind_of_subject, "found_subject": named}
    is_body = kind_of_subject == "organisation" and not named
    owner = visit_facts.enterprise(session, visit, body, visit.day) if is_body else ""
    held |= {"subject": named or owner or (body if kind_of_subject == "organisation" else "")}
    if kind == "file_transfer":
        office = penalties.penalty_of(session, first).office
        return held | {"to": dict(penalties.offices(session, today)).get(office or "", "")}
    place = f"{body}, {visit.body.place}"
    return (
        held
        | {"day": format_date(today), "place": place, "scene": place, "writer": by.ref, "copies": "2"}
        | {"field": _field(session, first, today), "explain_to": _head_office(session, by.agency_code, today)}
        | (_organisation(visit, bool(owner)) if kind_of_subject == "organisation" else {})
    )


def _organisation(visit: Visit, of_enterprise: bool) -> dict[str, str]:
    """The address of the body and who speaks for it; where its enterprise answers, only who is handed the record."""
    present = [one for one in visit.attendees if one.side == "body" and one.removed_at is None]
    head = next((one for one in present if one.signs), next(iter(present), None))
    if of_enterprise:
        return {"receiver": head.name} if head else {}
    said = {"representative": head.name, "post": head.position} if head else {}
    return {"address": visit.body.place} | said


def _field(session: Session, finding: Finding, on: date) -> str:
    """The field of law that stands in the title, by the decree that fines."""
    term = penalties.terms(session, on).form.get("MBB01")
    key = law.base_code(finding.act.document.key) if finding.act else ""
    return str(term.content["fields"].get(key, "")) if term else ""


def _head_office(session: Session, agency: str, on: date) -> str:
    """The office of an agency that may fine an organisation most: whom an explanation is sent to."""
    known, names = penalties.terms(session, on), directory.agency_names(session, on)
    own = [one for one in known.office.values() if one.content["agency"] == agency and not one.content.get("never")]
    most = {one.code: [most_of(power) for power in _powers(known, one)] for one in own}
    head = max(own, key=lambda one: max(most[one.code], default=-1), default=None)
    return penalty_rules.office_name(head, names) if head else ""


def _powers(known: Terms, office: Term) -> list[Term]:
    return [one for one in known.power.values() if one.content["office"] == office.code]
