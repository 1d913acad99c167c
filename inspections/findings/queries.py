"""Reads findings as lists, pages and minutes show them, what they rest on, which acts fit them; it writes nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from inspections.checklists import queries as checklists
from inspections.directory import queries as directory
from inspections.fieldwork import queries as fieldwork
from inspections.findings import rules
from inspections.findings.steps import FindingFacts
from inspections.law.rules import base_code
from models.checklists import Answer, Checklist, ChecklistVersion, Evidence, VisitItem
from models.directory import User
from models.events import Event
from models.findings import Finding, FindingItem, FindingPhoto, FindingStep, Remedy
from models.inspections import Visit
from models.law import Act, LegalDocument
from models.measures import Recheck

MET = ("verified", "effective")
NOTED = "finding:note"
"""How the log calls a finding that was noted from an item."""
_ORDER = sa.case({kind: place for place, kind in enumerate(rules.KINDS)}, value=Finding.kind)


def in_year(column: Any, year: int) -> Any:
    """That a day lies in a year."""
    return column.between(date(year, 1, 1), date(year, 12, 31))


def _resting_on(*conditions: Any) -> Any:
    """That a finding rests on such an item."""
    rests = sa.select(FindingItem.finding_id).join(VisitItem, FindingItem.visit_item_id == VisitItem.id)
    rests = rests.join(ChecklistVersion, VisitItem.checklist_version_id == ChecklistVersion.id)
    return Finding.id.in_(rests.join(Checklist, ChecklistVersion.checklist_id == Checklist.id).where(*conditions))


def _in_section(key: str) -> Any:
    code, _, section = key.partition(":")
    return _resting_on(Checklist.code == code, VisitItem.section_code == section)


FILTERS: dict[str, Callable[[str], Any]] = {
    "year": lambda year: in_year(Visit.day, int(year)),
    "agency": lambda code: Finding.owner == code,
    "kind": lambda kind: Finding.kind == kind,
    "state": lambda state: Finding.state == state,
    "faults": lambda _yes: Finding.kind.in_(rules.FAULTS),
    "standing": lambda _yes: Finding.state != "dismissed",
    "fined": lambda _yes: Finding.decision_on.is_not(None),
    "duty": lambda duty: Finding.duty == duty,
    "section": _in_section,
    "item": lambda code: _resting_on(VisitItem.code == code),
}
"""What the list may be narrowed by, beside its search → the condition, of a query that joins the visit."""


def asked_conditions(asked: Mapping[str, Any]) -> list[Any]:
    """The conditions of what is asked, by which the overview counts and the list shows."""
    found = [condition(asked[name]) for name, condition in FILTERS.items() if asked.get(name)]
    return found + directory.when_and_where(asked, Visit.day, Visit.body_id)


def place_names(session: Session) -> dict[str, str]:
    """What the sections ("checklist:section") and the items (code) of all checklists are called, the newest last."""
    ids = session.scalars(sa.select(ChecklistVersion.id).order_by(ChecklistVersion.id)).all()
    known = checklists.versions(session, ids)
    versions = [known[key] for key in ids]
    sections = {f"{one.code}:{code}": title for one in versions for code, title in one.sections.items()}
    return sections | {code: f"{code}. {item['question']}" for one in versions for code, item in one.items.items()}


def of_visit(session: Session, visit: Visit) -> Sequence[Finding]:
    """The findings of a visit that the viewer may see: shortcomings, violations, good practices, as they were noted."""
    return session.scalars(sa.select(Finding).where(Finding.visit_id == visit.id).order_by(_ORDER, Finding.id)).all()


def for_minutes(session: Session, visit: Visit) -> Sequence[Finding]:
    """What the minutes of a visit say was found, in their order: shortcomings, violations, good practices.

    Joint ones and those of the viewer's agency; none that was dismissed. Each comes with its act and the act's
    document, its items, its photos and who wrote the record. A paper of both agencies asks as a viewer of neither.
    """
    return session.scalars(
        sa.select(Finding)
        .options(
            joinedload(Finding.act).joinedload(Act.document),
            joinedload(Finding.writer),
            selectinload(Finding.items).joinedload(FindingItem.visit_item),
            selectinload(Finding.photos).joinedload(FindingPhoto.evidence),
        )
        .where(Finding.visit_id == visit.id, Finding.state != "dismissed")
        .order_by(_ORDER, Finding.id)
    ).all()


def of_items(session: Session, item_ids: Iterable[int]) -> dict[int, list[Finding]]:
    """The findings that rest on these items, by the key of the item; none that was dismissed."""
    found: dict[int, list[Finding]] = {}
    for item_id, finding in session.execute(
        sa.select(FindingItem.visit_item_id, Finding)
        .join(Finding, FindingItem.finding_id == Finding.id)
        .where(FindingItem.visit_item_id.in_(set(item_ids)), Finding.state != "dismissed")
        .order_by(Finding.id)
    ):
        found.setdefault(item_id, []).append(finding)
    return found


def resting_on(session: Session, item: VisitItem, agency: str) -> Finding | None:
    """The agency's finding that rests on an item, unless it was dismissed."""
    found = of_items(session, [item.id]).get(item.id, [])
    return next((finding for finding in found if finding.owner == agency), None)


def was_noted(session: Session, item: VisitItem, by_id: int, op_id: str) -> bool:
    """Whether this operation of this person noted a finding at the item's visit, whatever became of the finding."""
    noted = (
        sa.select(Event.content)
        .join(Finding, Finding.ref == Event.subject_ref)
        .where(Finding.visit_id == item.visit_id, Finding.noted_by_id == by_id, Event.action == NOTED)
    )
    return any(content.get("operation") == op_id for content in session.scalars(noted))


@dataclass(frozen=True)
class Linked:
    """An item or a photo that a finding may rest on, and whether it does."""

    row: Any
    words: str
    chosen: bool


def items(session: Session, finding: Finding) -> list[Linked]:
    """The items of its agency that failed and may be shown to whoever sees the finding, and those it rests on."""
    answered = VisitItem.lead.in_(((finding.owner or "").lower(), "both"))
    chosen = sa.select(FindingItem.visit_item_id).where(FindingItem.finding_id == finding.id)
    failed = sa.select(Answer.visit_item_id).where(
        Answer.visit_id == finding.visit_id, sa.or_(Answer.state.in_(rules.FAILING), Answer.kind == "conclusion")
    )
    rows = session.execute(
        sa.select(VisitItem, VisitItem.id.in_(chosen))
        .where(VisitItem.visit_id == finding.visit_id, VisitItem.active)
        .where(
            sa.or_(VisitItem.id.in_(chosen), sa.and_(VisitItem.id.in_(failed), answered, _as_open(VisitItem, finding)))
        )
        .order_by(VisitItem.position)
    ).all()
    return [Linked(item, _spec(session, item)["question"], bool(is_chosen)) for item, is_chosen in rows]


def photos(session: Session, finding: Finding) -> list[Linked]:
    """The photos of the items that a finding rests on, and those it shows."""
    chosen = sa.select(FindingPhoto.evidence_id).where(FindingPhoto.finding_id == finding.id)
    resting = sa.select(FindingItem.visit_item_id).where(FindingItem.finding_id == finding.id)
    rows = session.execute(
        sa.select(Evidence, VisitItem.code, Evidence.id.in_(chosen))
        .join(VisitItem, Evidence.visit_item_id == VisitItem.id)
        .where(Evidence.visit_id == finding.visit_id, Evidence.removed_at.is_(None))
        .where(
            sa.or_(Evidence.id.in_(chosen), sa.and_(Evidence.visit_item_id.in_(resting), _as_open(Evidence, finding)))
        )
        .order_by(Evidence.id)
    ).all()
    return [Linked(photo, f"{code}: {photo.caption or 'chưa có chú thích'}", bool(here)) for photo, code, here in rows]


def _spec(session: Session, item: VisitItem) -> Any:
    """An item as its frozen checklist has it."""
    return fieldwork.version_of(session, item).items[item.code]


def _as_open(model: Any, finding: Finding) -> Any:
    """What a finding may show: all that the viewer sees if it is its agency's own, else what is joint."""
    return sa.true() if finding.audience == "own" else model.audience == "joint"


def duty(session: Session, items: Iterable[VisitItem]) -> str:
    """The clauses of the duty that these items ask about, as papers write them, each once."""
    documents = session.scalars(sa.select(LegalDocument)).all()
    names = {one.key: rules.document_name(one) for one in documents}
    fining = {one.key for one in documents if one.base_subject}
    said = [rules.duty_text(_spec(session, item)["legal_basis"], names, fining) for item in items]
    return "; ".join(dict.fromkeys(clause for one in said for clause in one.split("; ") if clause))


def first_requirement(session: Session, finding: Finding, items: Iterable[VisitItem]) -> str:
    """What the requirement of a finding begins with when it rests on these items."""
    return rules.first_requirement([_spec(session, item) for item in items], finding.text, finding.duty)


def proposed(session: Session, finding: Finding) -> dict[str, str]:
    """What the items of a finding propose for its duty, and for its requirement by the duty that it has now."""
    items = resting_items(session, finding)
    return {"duty": duty(session, items), "requirement": first_requirement(session, finding, items)}


def suggested_days(session: Session, items: Iterable[VisitItem]) -> int | None:
    """How many days the checklist suggests for putting these items right, the longest; None where it suggests none."""
    return max((_spec(session, item).get("remedy_days", 0) for item in items), default=0) or None


def resting_items(session: Session, finding: Finding) -> Sequence[VisitItem]:
    """The items that a finding rests on, as far as the viewer may see them, in the order of the checklist."""
    resting = sa.select(FindingItem.visit_item_id).where(FindingItem.finding_id == finding.id)
    return session.scalars(sa.select(VisitItem).where(VisitItem.id.in_(resting)).order_by(VisitItem.position)).all()


def suggested(session: Session, linked: Iterable[Linked]) -> set[str]:
    """The codes of the acts that the checklist names for the items that a finding rests on."""
    specs = [_spec(session, one.row) for one in linked if one.chosen]
    return {code for spec in specs for code in spec.get("acts", ())}


def acts(session: Session, first: date, last: date, also: int | None = None) -> Sequence[Act]:
    """The acts of the decrees that held on some day between the two, with their documents; ``also`` the chosen one.

    None that the catalogue does not have any more, unless it is the chosen one.
    """
    return session.scalars(
        sa.select(Act)
        .join(Act.document)
        .options(contains_eager(Act.document))
        .where(
            sa.or_(
                sa.and_(LegalDocument.valid_from <= last, LegalDocument.valid_to >= first, Act.closed_on.is_(None)),
                Act.id == also,
            )
        )
        .order_by(LegalDocument.valid_from.desc(), LegalDocument.key, Act.id)
    ).all()


def act_of(session: Session, code: str) -> Act | None:
    """The act of this code, with its document."""
    return session.scalar(sa.select(Act).options(joinedload(Act.document)).where(Act.code == code))


def decrees(session: Session, document: LegalDocument) -> Sequence[LegalDocument]:
    """A decree of fines with the one before it and the one after it, oldest first."""
    key = base_code(document.key)
    return session.scalars(
        sa.select(LegalDocument)
        .where(sa.or_(LegalDocument.key.in_([document.key, document.replaced_by]), LegalDocument.replaced_by == key))
        .where(sa.or_(LegalDocument.closed_on.is_(None), LegalDocument.id == document.id))
        .order_by(LegalDocument.valid_from)
    ).all()


def people(session: Session, agency: str) -> Sequence[User]:
    """The people of an agency who may draw up a record, by name."""
    return session.scalars(
        sa.select(User).where(User.agency_code == agency, User.disabled_at.is_(None)).order_by(User.sort_key)
    ).all()


def history(session: Session, finding: Finding) -> Sequence[FindingStep]:
    """The steps that a finding took, newest first, each with who took it."""
    return session.scalars(
        sa.select(FindingStep)
        .options(joinedload(FindingStep.by))
        .where(FindingStep.finding_id == finding.id)
        .order_by(FindingStep.id.desc())
    ).all()


def facts(session: Session, finding: Finding, today: date) -> FindingFacts:
    """What decides the steps of a finding."""
    day = rules.law_day(finding.continuing, finding.ended_on, finding.detected_on)
    end = rules.limitation_end(finding.continuing, finding.ended_on, finding.detected_on)
    again = sa.select(sa.func.count(Recheck.id)).where(Recheck.finding_id == finding.id).scalar_subquery()
    waiting, required = session.execute(
        sa.select(sa.func.count(sa.case((Remedy.state.not_in(MET), Remedy.id))), sa.func.count(Remedy.id) + again)
        .select_from(Remedy)
        .where(Remedy.finding_id == finding.id)
    ).one()
    act = finding.act
    return FindingFacts(
        kind=finding.kind,
        act=act is not None,
        verified=act is not None and act.status == act.document.status == rules.VERIFIED,
        day_known=day is not None,
        over=end is not None and today > end,
        recorded=finding.record_number is not None,
        transferred=finding.transferred_to is not None,
        decided=finding.decision_number is not None,
        waiting=waiting,
        required=required,
    )
