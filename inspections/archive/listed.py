"""The list of case files as it is declared: class, end of the work, last day for the archive, how each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.archive import queries, rules
from inspections.archive.forms import CaseFileFilter
from inspections.archive.queries import CaseFile
from inspections.directory import queries as directory
from inspections.inspecting.rules import AGENCIES
from inspections.lists.rules import Column, List, Order, Words
from inspections.permissions import Permission
from models.base import OPEN_END
from models.inspections import Inspection

LOOKS = {
    "unfinished": ("○", ""),
    "waiting": ("○", ""),
    "soon": ("!", "chip-warning"),
    "late": ("✕", "chip-bad"),
    "handed": ("✓", "chip-good"),
}
"""Sign and look of each stand."""


@dataclass(frozen=True)
class CaseFileRow:
    """A case file and the short name of the agency that leads it."""

    file: CaseFile
    agency: str

    @property
    def mark(self) -> tuple[str, str, str]:
        """How it stands: sign, words, look."""
        sign, look = LOOKS[self.file.stand]
        return sign, rules.STANDS[self.file.stand], look


def _rows(session: Session, found: Sequence[Any], today: date) -> list[CaseFileRow]:
    short = directory.agency_names(session, today, short=True)
    files = [queries.standing(row, today) for row in found]
    return [CaseFileRow(one, short.get(one.inspection.owner or "", one.inspection.owner or "")) for one in files]


def _form(session: Session, args: Any, today: date, _user: Any) -> CaseFileFilter:
    short = directory.agency_names(session, today, short=True)
    known = rules.of_missions(queries.classes(today))
    return CaseFileFilter(
        args,
        stands=rules.STANDS.items(),
        classes=[(one.code, f"{one.title}: {one.period.lower()}") for one in known],
        agencies=[(code, short[code]) for code in AGENCIES["both"] if code in short],
    )


def _narrow(query: Any, asked: Mapping[str, Any], today: date) -> Any:
    return queries.narrowed(query, asked, today)


def _of_class(name: str) -> Any:
    """What the class of a file says under this name; None where it has none."""
    return lambda row: getattr(row.file.held, name) if row.file.held else None


_handed = sa.case((Inspection.archived_on.is_not(None), 1), else_=0)
_end = sa.func.coalesce(queries.ended, sa.literal(OPEN_END, sa.Date))
"""The end of the work; what goes on counts as the last of all."""

CASE_FILES = List(
    name="casefiles",
    endpoint="archive.case_files",
    permission=Permission.ARCHIVE_READ,
    words=Words(
        title="Lưu trữ",
        intro="Hồ sơ các cuộc kiểm tra theo thời hạn bảo quản và hạn nộp vào lưu trữ hiện hành. Phần mềm không tự xóa "
        "hồ sơ nào.",
        row="hồ sơ",
        file="ho-so-luu-tru",
        none_such=("Không có hồ sơ nào như vậy.", "Chọn tình trạng hoặc nhóm khác, hoặc xem tất cả."),
        none=("Chưa có hồ sơ nào.", "Hồ sơ có ở đây từ khi quyết định kiểm tra được ban hành."),
    ),
    model=Inspection,
    columns=(
        Column("title", "Cuộc kiểm tra", "text", 60, lambda row: row.file.inspection.title),
        Column("number", "Số quyết định", "text", 18, lambda row: row.file.inspection.decision_number, under="title"),
        Column("agency", "Cơ quan chủ trì", "text", 24, lambda row: row.agency, under="title", said="{} chủ trì"),
        Column("kept", "Nhóm hồ sơ", "text", 40, _of_class("title")),
        Column("period", "Thời hạn bảo quản", "text", 16, _of_class("period"), under="kept"),
        Column("ended", "Kết thúc", "date", 16, lambda row: row.file.ended, sort=_end),
        Column("due", "Hạn nộp lưu", "date", 16, lambda row: row.file.due),
        Column("stand", "Tình trạng", "mark", 24, lambda row: row.mark),
        Column(
            "archived_on",
            "Ngày nộp lưu",
            "date",
            14,
            lambda row: row.file.inspection.archived_on,
            under="stand",
            said="ngày {}",
        ),
        Column("receipt", "Số giao nhận", "text", 18, lambda row: row.file.inspection.archive_receipt, shown=False),
        Column("receiver", "Nơi nhận", "text", 34, lambda row: row.file.inspection.archive_receiver, shown=False),
    ),
    order=Order((_handed, _end, Inspection.id), False, "hạn nộp lưu sớm trước, đã nộp sau cùng"),
    frame=lambda _today: queries.frame(),
    narrow=_narrow,
    rows=_rows,
    form=_form,
    link=lambda row: ("archive.case_file", row.file.inspection.ref),
)
