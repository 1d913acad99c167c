"""Finds the lines of the event log about a case, as far as their reader may see case and line; it verifies none."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.archive.kept import Case
from inspections.archive.tables import Reader, Table
from inspections.audit import rules as audit
from inspections.lists.rules import Column
from models.approvals import Approval
from models.checklists import Evidence, VisitItem
from models.comments import Comment
from models.events import Event
from models.findings import Finding, Remedy
from models.inquiries import Inquiry
from models.inspections import Attendee, Inspection, TeamMember, Visit, VisitPart
from models.measures import Measure, Recheck, RemedyMeasure
from models.papers import Paper, PaperFile, PaperSignature, SuppliedDocument
from models.penalties import HandOver, PenaltyFile, Receipt
from models.reports import ReceivedReport

OF_INSPECTION = (Visit, TeamMember, Approval, Paper)
OF_VISIT = (
    *(VisitItem, VisitPart, Attendee, SuppliedDocument, Evidence, Finding, Remedy),
    *(HandOver, Inquiry, Comment, Recheck, ReceivedReport),
)
OF_FINDING = (Receipt, PenaltyFile)
OF_PAPER = (PaperFile, PaperSignature)
"""The tables whose rows belong to an inspection, to one of its visits, findings, papers."""
BATCH = 500
_COLUMNS = (
    Event.number,
    Event.at,
    Event.actor,
    Event.action,
    Event.outcome,
    Event.subject,
    Event.subject_ref,
    Event.hash,
)


def _refs(case: Case) -> Any:
    """The references of every record of the case that the viewer may see, as one query."""
    inspection = case.inspection.id
    visits = sa.select(Visit.id).where(Visit.inspection_id == inspection)
    findings = sa.select(Finding.id).where(Finding.visit_id.in_(visits))
    measures = sa.select(RemedyMeasure.measure_id).join(Remedy, RemedyMeasure.remedy_id == Remedy.id)
    papers = sa.select(Paper.id).where(Paper.inspection_id == inspection)
    queries = [
        sa.select(Inspection.ref).where(Inspection.id == inspection),
        *(sa.select(model.ref).where(model.inspection_id == inspection) for model in OF_INSPECTION),
        *(sa.select(model.ref).where(model.visit_id.in_(visits)) for model in OF_VISIT),
        *(sa.select(model.ref).where(model.finding_id.in_(findings)) for model in OF_FINDING),
        sa.select(Measure.ref).where(Measure.id.in_(measures.where(Remedy.visit_id.in_(visits)))),
        *(sa.select(model.ref).where(model.paper_id.in_(papers)) for model in OF_PAPER),
    ]
    return sa.union_all(*queries)


def lines(session: Session, case: Case) -> Iterator[Any]:
    """The lines of the log about the case, oldest first, without contents; read a batch at a time."""
    query = sa.select(*_COLUMNS).where(Event.subject_ref.in_(_refs(case))).order_by(Event.number)
    yield from session.execute(query.execution_options(yield_per=BATCH))


def table(reader: Reader, case: Case) -> Table:
    """The extract as a table of the case file."""
    columns = (
        Column("number", "Số dòng", "number", 8, lambda row: row.number),
        Column("at", "Lúc", "text", 18, lambda row: reader.at(row.at)),
        Column("actor", "Người thực hiện", "text", 24, lambda row: row.actor),
        Column("action", "Việc", "text", 40, lambda row: audit.action_text(row.action)),
        Column("outcome", "Kết quả", "text", 14, lambda row: audit.OUTCOMES[row.outcome][1]),
        Column("subject", "Đối tượng", "text", 24, lambda row: audit.SUBJECTS.get(row.subject, row.subject)),
        Column("ref", "Mã đối tượng", "text", 12, lambda row: row.subject_ref),
        Column("hash", "Mã của dòng", "text", 64, lambda row: row.hash),
    )
    return Table("07-nhat-ky/nhat-ky", "Trích nhật ký hệ thống về cuộc kiểm tra", columns, lines(reader.session, case))
