"""Finds every stored file of a case that its reader may see, under the name it has in the case file; it reads none.

A new kind of stored file is one function in SOURCES.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.archive.rules import joined, plain
from inspections.deciding.steps import LABELS
from inspections.evidence import photos
from inspections.papers import rules as papers
from models.approvals import Approval
from models.checklists import Evidence, VisitItem
from models.findings import Finding, Remedy, RemedyFile, RemedyStep
from models.inspections import Inspection, Visit
from models.papers import Paper, PaperFile, PaperSignature
from models.penalties import PenaltyFile
from models.reports import ReceivedReport

THUMB = ".thumb"
ADDED = {"scan": "bản quét", "signed": "ký số"}
"""What is added to a locked paper, in words, by the kind of the file."""
NOT_IN_FORCE = {"replaced": " (đã được thay thế)", "dropped": " (đã bỏ, không dùng)"}
"""What is said of a paper that is no longer or never was in force, by its state."""


@dataclass(frozen=True)
class Case:
    """An inspection whose file is made: its visits in order, and its findings and requirements under their numbers."""

    inspection: Inspection
    prefix: str
    visits: Sequence[tuple[Visit, str]]
    findings: dict[int, int]
    remedies: dict[int, int]


@dataclass(frozen=True)
class Kept:
    """A stored file: the folder and name it gets, what it is in words, its sha256."""

    folder: str
    stem: str
    about: str
    sha256: str

    def path(self, evidence: Path) -> Path | None:
        """Where the file lies, whatever its kind; None when it is not there."""
        here = photos.path_of(evidence, self.sha256).parent
        found = [path for path in here.glob(f"{self.sha256}.*") if path.suffix != THUMB]
        return sorted(found)[0] if found else None


def prefix_of(inspection: Inspection) -> str:
    """By what the files of a case are called: its key, else the number of its decision, else its reference."""
    return plain(inspection.key or inspection.decision_number or "") or inspection.ref


def papers_of(session: Session, case: Case) -> Iterator[Kept]:
    """Rendered, signed and scanned files of every edition of every paper."""
    query = (
        sa.select(PaperFile)
        .join(PaperFile.paper)
        .options(joinedload(PaperFile.paper))
        .where(Paper.inspection_id == case.inspection.id)
        .order_by(Paper.id, PaperFile.edition, PaperFile.id)
    )
    places: dict[int, int] = {}
    scans: Counter[int] = Counter()
    for row in session.scalars(query):
        paper = row.paper
        place = places.setdefault(paper.id, len(places) + 1)
        label = papers.KINDS.get(paper.kind, paper.kind)
        mark = joined(f"lan {row.edition}" if row.edition > 1 else "", row.reader if row.reader != "joint" else "")
        if row.kind not in {"docx", "pdf"}:
            scans[paper.id] += 1
            mark = joined(mark, ADDED.get(row.kind, row.kind), f"{scans[paper.id]:02d}")
        stem = joined(f"{place:02d}", label, paper.number or "chưa có số", mark)
        now = NOT_IN_FORCE.get(paper.state, "")
        yield Kept("01-van-ban", stem, f"{label} {paper.number or '(chưa có số)'}{now}: {row.name}", row.sha256)


def signatures_of(session: Session, case: Case) -> Iterator[Kept]:
    """The signatures that were drawn on a tablet, as pictures; not those that were taken back."""
    query = (
        sa.select(PaperSignature)
        .join(PaperSignature.paper)
        .options(joinedload(PaperSignature.paper))
        .where(Paper.inspection_id == case.inspection.id, PaperSignature.removed_at.is_(None))
    )
    for place, row in enumerate(session.scalars(query.order_by(PaperSignature.id)), start=1):
        number = row.paper.number or ""
        about = f"Chữ ký vẽ tay của {row.name}, {papers.KINDS.get(row.paper.kind, row.paper.kind)} {number}"
        yield Kept("01-van-ban", joined("chu ky", f"{place:02d}", number, row.name), about, row.sha256)


def photos_of(session: Session, case: Case) -> Iterator[Kept]:
    """The photos of the items, by visit and item."""
    visits = {visit.id: (place, body) for place, (visit, body) in enumerate(case.visits)}
    query = (
        sa.select(Evidence)
        .join(Evidence.visit_item)
        .options(joinedload(Evidence.visit_item))
        .where(Evidence.visit_id.in_(visits), Evidence.removed_at.is_(None))
        .order_by(VisitItem.position, Evidence.id)
    )
    taken: Counter[str] = Counter()
    for row in sorted(session.scalars(query), key=lambda one: visits[one.visit_id][0]):
        code = row.visit_item.code
        taken[code] += 1
        about = f"Ảnh của {code}, {visits[row.visit_id][1]}: {row.caption or 'không có chú thích'}"
        yield Kept("02-hinh-anh", joined(case.prefix, code, f"{taken[code]:02d}"), about, row.sha256)


def approvals_of(session: Session, case: Case) -> Iterator[Kept]:
    """The scans of papers that were signed elsewhere."""
    query = sa.select(Approval).where(Approval.inspection_id == case.inspection.id, Approval.file_sha256.is_not(None))
    for place, row in enumerate(session.scalars(query.order_by(Approval.id)), start=1):
        label = row.paper_kind or LABELS.get(row.step, row.step)
        about = f"Bản quét {label} {row.paper_number or ''}: {row.file_name}"
        stem = joined(f"{place:02d}", label, row.paper_number or "")
        yield Kept("03-van-ban-ky-ngoai", stem, about, row.file_sha256 or "")


def penalties_of(session: Session, case: Case) -> Iterator[Kept]:
    """The scanned decisions on violations and receipts."""
    query = sa.select(PenaltyFile).where(PenaltyFile.finding_id.in_(case.findings)).order_by(PenaltyFile.id)
    for place, row in enumerate(session.scalars(query), start=1):
        label = "biên lai" if row.receipt_id else "quyết định xử phạt"
        number = case.findings[row.finding_id]
        about = f"Bản quét {label}, phát hiện số {number}: {row.name}"
        yield Kept("04-xu-ly-vi-pham", joined(f"PH{number:02d}", label, f"{place:02d}"), about, row.sha256)


def remedies_of(session: Session, case: Case) -> Iterator[Kept]:
    """What shows that requirements were met."""
    query = (
        sa.select(RemedyFile)
        .join(RemedyFile.step)
        .options(joinedload(RemedyFile.step))
        .where(RemedyStep.remedy_id.in_(case.remedies))
        .order_by(RemedyStep.remedy_id, RemedyFile.id)
    )
    for place, row in enumerate(session.scalars(query), start=1):
        number = case.remedies[row.step.remedy_id]
        about = f"Tài liệu của yêu cầu khắc phục số {number}: {row.name}"
        yield Kept("05-khac-phuc", joined(f"YC{number:02d}", f"{place:03d}"), about, row.sha256)


def reports_of(session: Session, case: Case) -> Iterator[Kept]:
    """The scanned reports that the bodies sent before their visits; not those that were taken back."""
    visits = {visit.id: body for visit, body in case.visits}
    query = sa.select(ReceivedReport).where(
        ReceivedReport.visit_id.in_(visits),
        ReceivedReport.sha256.is_not(None),
        ReceivedReport.withdrawn_on.is_(None),
    )
    for place, row in enumerate(session.scalars(query.order_by(ReceivedReport.id)), start=1):
        about = f"Báo cáo của {visits[row.visit_id or 0]} gửi trước kiểm tra: {row.file_name}"
        yield Kept("08-bao-cao-don-vi", joined(f"{place:02d}", "báo cáo", row.number), about, row.sha256 or "")


SOURCES: tuple[Callable[[Session, Case], Iterator[Kept]], ...] = (
    papers_of,
    signatures_of,
    photos_of,
    approvals_of,
    penalties_of,
    remedies_of,
    reports_of,
)
"""Where the stored files of a case come from; all of them are read through the viewer's filter."""
MODELS = {PaperFile, PaperSignature, Evidence, Approval, PenaltyFile, RemedyFile, ReceivedReport}
"""The tables whose rows name the files that SOURCES find."""


def case_of(session: Session, inspection: Inspection, visits: Sequence[tuple[Visit, str]]) -> Case:
    """The case with its visible findings and requirements numbered in the order in which they were noted."""
    keys = [visit.id for visit, _body in visits]
    found = session.scalars(sa.select(Finding.id).where(Finding.visit_id.in_(keys)).order_by(Finding.id))
    asked = session.scalars(sa.select(Remedy.id).where(Remedy.visit_id.in_(keys)).order_by(Remedy.id))
    return Case(
        inspection,
        prefix_of(inspection),
        visits,
        {key: place for place, key in enumerate(found, start=1)},
        {key: place for place, key in enumerate(asked, start=1)},
    )


def every(session: Session, case: Case) -> list[Kept]:
    """Every stored file of the case that the viewer may see."""
    return [one for source in SOURCES for one in source(session, case)]
