"""Says what the tables of a case file hold, as columns over the rows its reader may see; it writes no file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.archive.kept import Case
from inspections.archive.rules import joined
from inspections.fieldwork import entries
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork import rules as answers
from inspections.fieldwork.item_types import ITEM_TYPES
from inspections.findings import rules as findings
from inspections.findings.steps import LABELS
from inspections.lists.rules import Column
from inspections.remedies import rules as remedies
from inspections.remedies.steps import ON_SITE, REMEDY
from inspections.vietnamese import format_instant
from inspections.visiting import queries as visiting
from models.findings import DueExtension, Finding, FindingItem, FindingStep, Remedy, RemedyStep
from models.law import Act
from models.penalties import Receipt

REMEDY_STEPS = {one.name: one.label for one in (*REMEDY, *ON_SITE)} | remedies.OTHER_STEPS
READERS = {"joint": "Hai cơ quan", "own": "Chỉ cơ quan mình"}
DECISIONS = {True: "Chấp thuận", False: "Không chấp thuận", None: "Chưa quyết định"}


@dataclass(frozen=True)
class Table:
    """A table of the case file: its path without the ending, what it is, its columns and rows."""

    path: str
    about: str
    columns: tuple[Column, ...]
    rows: Iterable[Any]


@dataclass(frozen=True)
class Reader:
    """By whom the tables are read: the session, the names of agencies, the time of the province."""

    session: Session
    short: Mapping[str, str]
    zone: tzinfo

    def agency(self, code: str | None) -> str:
        """An agency's short name."""
        return self.short.get(code or "", code or "")

    def at(self, instant: Any) -> str:
        """An instant in the province's time; nothing where it is not known."""
        return format_instant(instant, self.zone) if instant else ""


def _text(label: str, value: Any) -> Column:
    return Column(label, label, "text", 20, value)


def _day(label: str, value: Any) -> Column:
    return Column(label, label, "date", 14, value)


def _state(label: str, of: str, value: Any) -> Column:
    return Column(label, label, "state", 20, value, of=of)


def every(reader: Reader, case: Case) -> Iterator[Table]:
    """Every table of a case."""
    yield _visits(case)
    for place, (visit, body) in enumerate(case.visits, start=1):
        yield _answers(reader, place, visit, body)
    yield _documents(reader, case)
    yield from _findings(reader, case)
    yield from _remedies(reader, case)


def _visits(case: Case) -> Table:
    columns = (
        _text("Đơn vị", lambda row: row[1]),
        _day("Ngày kiểm tra", lambda row: row[0].day),
        _state("Trạng thái", "visit", lambda row: row[0].state),
        _text("Số biên bản", lambda row: row[0].minutes_number),
        _day("Ngày biên bản", lambda row: row[0].minutes_on),
    )
    return Table("06-bang/don-vi-duoc-kiem-tra", "Các đơn vị được kiểm tra", columns, case.visits)


def _answers(reader: Reader, place: int, visit: Any, body: str) -> Table:
    """What was answered at a visit, a row for each item and agency."""
    rows = [(row, agency) for row in fieldwork.item_rows(reader.session, visit) for agency in row.sides or [""]]
    columns = (
        _text("Phần", lambda one: _section(reader, one[0])),
        _text("Mã", lambda one: one[0].item.code),
        _text("Nội dung", lambda one: one[0].spec["question"]),
        _text("Cơ quan", lambda one: reader.agency(one[1])),
        _text("Kết quả", lambda one: answers.STATES.get(one[0].state(one[1]), one[0].state(one[1]))),
        _text("Số liệu", lambda one: _seen(*one)),
        _text("Từng mục của mẫu", lambda one: "; ".join(entries.lines(_values(one, "answer")))),
        _text("Lý do", lambda one: _values(one, "answer").get("reason")),
        _text("Ghi chú", lambda one: _values(one, "note").get("note")),
        _text("Kết luận của trưởng đoàn", lambda one: _conclusion(one[0])),
        Column("photos", "Số ảnh", "number", 8, lambda one: len(one[0].photos)),
        _text("Phạm vi xem", lambda one: READERS[one[0].item.audience]),
        _text("Ghi sau cùng lúc", lambda one: reader.at(_updated(*one))),
    )
    return Table(f"06-bang/{joined('ket qua', f'{place:02d}', body)}", f"Kết quả kiểm tra tại {body}", columns, rows)


def _section(reader: Reader, row: fieldwork.ItemRow) -> str:
    version = fieldwork.version_of(reader.session, row.item)
    return f"{row.item.section_code}. {version.sections[row.item.section_code]}"


def _values(one: tuple[fieldwork.ItemRow, str], kind: str) -> Mapping[str, Any]:
    row, agency = one
    answer = row.answers.get((agency, kind))
    return answer.values if answer else {}


def _seen(row: fieldwork.ItemRow, agency: str) -> str:
    held = _values((row, agency), "answer")
    parts = answers.answer_parts(row.spec)
    return "; ".join(filter(None, (ITEM_TYPES[spec["type"]].show(held.get(part), spec) for part, spec in parts)))


def _updated(row: fieldwork.ItemRow, agency: str) -> Any:
    answer = row.answers.get((agency, "answer"))
    return answer.updated_at if answer and answer.version else None


def _conclusion(row: fieldwork.ItemRow) -> str:
    for (_agency, kind), held in row.answers.items():
        if kind == "conclusion" and (value := held.values.get("conclusion")):
            return f"{answers.STATES.get(value['result'], value['result'])}. Lý do: {value['reason']}"
    return ""


def _documents(reader: Reader, case: Case) -> Table:
    """The papers that bodies handed over."""
    found = [(body, one) for visit, body in case.visits for one in visiting.documents(reader.session, visit)]
    columns = (
        _text("Đơn vị", lambda row: row[0]),
        _text("Tên tài liệu", lambda row: row[1].name),
        _text("Số, ký hiệu", lambda row: row[1].number),
        _day("Ngày", lambda row: row[1].dated_on),
        _text("Bản", lambda row: "chính" if row[1].original else "sao"),
        _text("Ghi chú", lambda row: row[1].note),
    )
    return Table("06-bang/tai-lieu-don-vi-cung-cap", "Tài liệu đơn vị cung cấp", columns, found)


def _findings(reader: Reader, case: Case) -> Iterator[Table]:
    bodies = {visit.id: body for visit, body in case.visits}
    query = (
        sa.select(Finding)
        .options(joinedload(Finding.act).joinedload(Act.document))
        .where(Finding.id.in_(case.findings))
        .order_by(Finding.id)
    )
    codes: dict[int, list[str]] = {}
    of_items = sa.select(FindingItem).options(joinedload(FindingItem.visit_item))
    for item in reader.session.scalars(
        of_items.where(FindingItem.finding_id.in_(case.findings)).order_by(FindingItem.id)
    ):
        codes.setdefault(item.finding_id, []).append(item.visit_item.code)
    columns = (
        Column("number", "Số", "number", 6, lambda row: case.findings[row.id]),
        _text("Đơn vị", lambda row: bodies[row.visit_id]),
        _text("Cơ quan", lambda row: reader.agency(row.owner)),
        _text("Phạm vi xem", lambda row: READERS[row.audience]),
        _text("Loại", lambda row: findings.kind_text(row.kind, row.record_number)),
        _state("Trạng thái", "finding", lambda row: row.state),
        _text("Nội dung", lambda row: row.text),
        _text("Nội dung kiểm tra", lambda row: "; ".join(codes.get(row.id, []))),
        _text("Quy định phải thực hiện", lambda row: row.duty),
        _text("Hành vi", lambda row: f"{row.act.point} {findings.document_name(row.act.document)}" if row.act else ""),
        _text("Đối tượng", lambda row: row.subject),
        _day("Ngày phát hiện", lambda row: row.detected_on),
        _text("Số biên bản vi phạm", lambda row: row.record_number),
        _day("Ngày biên bản vi phạm", lambda row: row.record_on),
        _text("Chuyển đến", lambda row: row.transferred_to),
        _text("Số quyết định xử phạt", lambda row: row.decision_number),
        _day("Ngày quyết định xử phạt", lambda row: row.decision_on),
        Column("fine", "Tiền phạt (đồng)", "money", 16, lambda row: row.fine),
        _text("Lý do không ghi nhận", lambda row: row.dismissed_reason),
    )
    yield Table("06-bang/phat-hien", "Phát hiện", columns, reader.session.scalars(query).all())
    yield _steps(reader, case.findings, FindingStep, FindingStep.finding_id, "phat-hien", LABELS)
    yield _receipts(reader, case)


def _steps(
    reader: Reader, numbers: Mapping[int, int], model: Any, key: Any, path: str, words: Mapping[str, str]
) -> Table:
    """What happened to findings or requirements: who, when, what was said."""
    query = sa.select(model).options(joinedload(model.by)).where(key.in_(numbers)).order_by(key, model.id)
    said = "reason" if model is FindingStep else "text"
    of = "finding" if model is FindingStep else "remedy"
    columns = (
        Column("number", "Số", "number", 6, lambda row: numbers[getattr(row, key.key)]),
        _text("Việc", lambda row: words.get(row.step, row.step)),
        _state("Trạng thái sau đó", of, lambda row: row.state),
        _text("Nội dung, lý do", lambda row: getattr(row, said)),
        _text("Văn bản", lambda row: getattr(row, "paper_number", None)),
        _text("Người ghi", lambda row: row.by.name),
        _text("Lúc", lambda row: reader.at(row.at)),
    )
    about = f"Quá trình của {'phát hiện' if of == 'finding' else 'yêu cầu khắc phục'}"
    return Table(f"06-bang/{path}_qua-trinh", about, columns, reader.session.scalars(query).all())


def _receipts(reader: Reader, case: Case) -> Table:
    query = sa.select(Receipt).where(Receipt.finding_id.in_(case.findings)).order_by(Receipt.id)
    columns = (
        Column("number", "Số phát hiện", "number", 6, lambda row: case.findings[row.finding_id]),
        _text("Số biên lai", lambda row: row.number),
        _day("Ngày nộp", lambda row: row.day),
        Column("amount", "Số tiền (đồng)", "money", 16, lambda row: row.amount),
        _text("Lý do không tính", lambda row: row.void_reason),
    )
    return Table("06-bang/bien-lai-nop-phat", "Biên lai nộp phạt", columns, reader.session.scalars(query).all())


def _remedies(reader: Reader, case: Case) -> Iterator[Table]:
    bodies = {visit.id: body for visit, body in case.visits}
    query = sa.select(Remedy).where(Remedy.id.in_(case.remedies)).order_by(Remedy.id)
    columns = (
        Column("number", "Số", "number", 6, lambda row: case.remedies[row.id]),
        Column("finding", "Số phát hiện", "number", 6, lambda row: case.findings.get(row.finding_id)),
        _text("Đơn vị", lambda row: bodies[row.visit_id]),
        _text("Cơ quan", lambda row: reader.agency(row.owner)),
        _text("Phạm vi xem", lambda row: READERS[row.audience]),
        _state("Trạng thái", "remedy", lambda row: row.state),
        _text("Yêu cầu", lambda row: row.requirement),
        _text("Căn cứ", lambda row: row.ground),
        _day("Thời hạn", lambda row: row.due_on),
        _day("Ngày xong", lambda row: row.closed_on),
    )
    yield Table("06-bang/yeu-cau-khac-phuc", "Yêu cầu khắc phục", columns, reader.session.scalars(query).all())
    yield _steps(reader, case.remedies, RemedyStep, RemedyStep.remedy_id, "yeu-cau-khac-phuc", REMEDY_STEPS)
    yield _extensions(reader, case)


def _extensions(reader: Reader, case: Case) -> Table:
    query = sa.select(DueExtension).where(DueExtension.remedy_id.in_(case.remedies)).order_by(DueExtension.id)
    columns = (
        Column("number", "Số yêu cầu", "number", 6, lambda row: case.remedies[row.remedy_id]),
        _day("Thời hạn cũ", lambda row: row.from_on),
        _day("Thời hạn đề nghị", lambda row: row.to_on),
        _text("Lý do", lambda row: row.reason),
        _text("Quyết định", lambda row: DECISIONS[row.granted]),
        _text("Trả lời", lambda row: row.answer),
    )
    return Table("06-bang/gia-han-khac-phuc", "Gia hạn khắc phục", columns, reader.session.scalars(query).all())
