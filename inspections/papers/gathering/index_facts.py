"""Gathers what stands in a case file from the rows that both agencies share: papers, recorded steps, violations."""

from collections.abc import Callable, Iterator
from datetime import tzinfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.archive import queries as archive
from inspections.deciding.steps import LABELS
from inspections.directory import queries as directory
from inspections.papers import rules
from inspections.papers.composing import case_index as index
from inspections.papers.composing.case_index import Filed, IndexFacts
from inspections.papers.gathering import issuing
from inspections.papers.gathering.visit_facts import order
from inspections.vietnamese import lower_first
from inspections.visible import shared_rows
from models.approvals import Approval
from models.findings import Finding, Remedy, RemedyStep
from models.inspections import Inspection, Visit
from models.papers import Paper
from models.penalties import Receipt

TEAM = "Đoàn kiểm tra"
STEPS = {
    "decide": index.DECISION,
    "number": index.DECISION,
    "report": index.REPORTED,
    "stop": index.REPORTED,
    "cancel": index.REPORTED,
}
"""Where the paper of a recorded step stands; of the others among what prepares the inspection."""
OF_BODY = frozenset({"report", "progress"})
"""Steps of a requirement whose letter is the body's."""


def facts_of(session: Session, paper: Paper, zone: tzinfo) -> IndexFacts:
    """The facts for the index of the file of an inspection, with what was typed for it."""
    with shared_rows(session) as reader:
        inspection = reader.scalars(sa.select(Inspection).where(Inspection.id == paper.inspection_id)).one()
        issued = issuing.gather(reader, inspection.owner or "", None, zone)
        names = {code: one.name.removesuffix(f" {issued['city']}") for code, one in issued["agencies"].items()}
        found = [filed for source in SOURCES for filed in source(reader, inspection, names)]
        kept = archive.case_file(reader, inspection, issued["today"]).held
        return IndexFacts(
            order=order(inspection, issued["agencies"], issued["city"]),
            filed=index.in_order(found),
            kept=kept.period.lower() if kept else "",
            typed=dict(paper.fields),
            **issued,
        )


Names = dict[str, str]


def _papers(session: Session, inspection: Inspection, names: Names) -> Iterator[Filed]:
    """The papers that were signed, or whose body did not sign them."""
    query = sa.select(Paper).where(
        Paper.inspection_id == inspection.id, Paper.state.in_(rules.ISSUED), Paper.kind != "case_index"
    )
    for one in session.scalars(query.order_by(Paper.id)):
        issuer = inspection.issuer if one.kind == "decision" else one.owner or ""
        author = TEAM if one.kind in rules.OF_TEAM - rules.FINDING_STEPS.keys() else names.get(issuer, issuer)
        note = "; ".join(words for words, so in _notes(one) if so)
        yield Filed(index.PLACES.get(one.kind, index.OTHER), one.number or "", one.signed_on, one.title, author, note)


def _notes(paper: Paper) -> tuple[tuple[str, bool], ...]:
    """What is remarked of a paper, each with whether it is so."""
    return (index.NOT_SIGNED, paper.not_signed_reason is not None), (index.REPLACED, paper.state == "replaced")


def _steps(session: Session, inspection: Inspection, names: Names) -> Iterator[Filed]:
    """The papers of the steps that were recorded."""
    query = sa.select(Approval).where(Approval.inspection_id == inspection.id, Approval.paper_on.is_not(None))
    authors = {"letter": names.get("POLICE", ""), "report": TEAM}
    for one in session.scalars(query.order_by(Approval.id)):
        what = inspection.title if one.step == "decide" else LABELS.get(one.step, one.step)
        kind = one.paper_kind or "Văn bản"
        about = what if what.startswith(kind) else f"{kind} {lower_first(what)}"
        author = authors.get(one.step) or names.get(inspection.issuer, inspection.issuer)
        yield Filed(STEPS.get(one.step, index.PREPARED), one.paper_number or "", one.paper_on, about, author)


def _visits(session: Session, inspection: Inspection, _names: Names) -> Iterator[Filed]:
    """Minutes that were signed outside the application."""
    query = sa.select(Visit).where(Visit.inspection_id == inspection.id, Visit.minutes_number.is_not(None))
    for visit in session.scalars(query.order_by(Visit.day, Visit.id)):
        body = directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, "")
        kind = "survey_minutes" if visit.kind == "survey" else "minutes"
        about = f"{rules.KINDS[kind]} tại {body}"
        yield Filed(index.MINUTES, visit.minutes_number or "", visit.minutes_on, about, TEAM)


def _violations(session: Session, inspection: Inspection, names: Names) -> Iterator[Filed]:
    """Records, transfers and decisions on violations, and what was paid."""
    query = sa.select(Finding).join(Visit, Finding.visit_id == Visit.id).where(Visit.inspection_id == inspection.id)
    receipts = sa.select(Receipt).join(Finding, Receipt.finding_id == Finding.id).join(Visit)
    for one in session.scalars(query.where(Finding.kind == "violation").order_by(Finding.id)):
        own, subject = names.get(one.owner or "", ""), f" đối với {one.subject}" if one.subject else ""
        if one.record_number:
            about = f"Biên bản vi phạm hành chính{subject}"
            yield Filed(index.VIOLATION, one.record_number, one.record_on, about, own)
        if one.decision_number:
            about = f"Quyết định xử phạt vi phạm hành chính{subject}"
            yield Filed(index.PUNISHED, one.decision_number, one.decision_on, about, one.transferred_to or own)
    paid = receipts.where(Visit.inspection_id == inspection.id, Receipt.void_reason.is_(None))
    for receipt in session.scalars(paid.order_by(Receipt.id)):
        yield Filed(index.PAID, receipt.number, receipt.day, "Biên lai nộp phạt", "")


def _remedies(session: Session, inspection: Inspection, names: Names) -> Iterator[Filed]:
    """Letters about requirements, from the agencies and from the bodies."""
    query = (
        sa.select(RemedyStep)
        .join(Remedy, RemedyStep.remedy_id == Remedy.id)
        .join(Visit, Remedy.visit_id == Visit.id)
        .options(joinedload(RemedyStep.remedy).joinedload(Remedy.visit))
        .where(Visit.inspection_id == inspection.id, RemedyStep.paper_number.is_not(None))
    )
    for one in session.scalars(query.order_by(RemedyStep.id)):
        visit = one.remedy.visit
        body = directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, "")
        of_body = one.step in OF_BODY
        about = "Báo cáo kết quả khắc phục" if of_body else f"Văn bản về yêu cầu khắc phục gửi {body}"
        author = body if of_body else names.get(one.owner or "", "")
        yield Filed(index.FOLLOWED, one.paper_number or "", one.paper_on, about, author)


SOURCES: tuple[Callable[[Session, Inspection, Names], Iterator[Filed]], ...] = (
    _papers,
    _steps,
    _visits,
    _violations,
    _remedies,
)
"""Where the papers of a case file come from; of a paper that is told of twice the first stands."""
