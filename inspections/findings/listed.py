"""The list of findings as it is declared: its columns, order and filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from inspections.directory import queries as directory
from inspections.findings import queries, rules
from inspections.findings.forms import FindingFilter
from inspections.inspecting import queries as inspecting
from inspections.lists.pages import state_words
from inspections.lists.rules import Column, List, Order, Words
from inspections.permissions import Permission
from models.directory import Body
from models.findings import Finding
from models.inspections import Visit

LONGEST_TEXT = 160


@dataclass(frozen=True)
class FindingRow:
    """A finding, the name of its body on the day of the visit, and the short name of its agency."""

    finding: Finding
    body: str
    agency: str


def _rows(session: Session, found: Sequence[Any], today: date) -> list[FindingRow]:
    short = directory.agency_names(session, today, short=True)
    return [FindingRow(row[0], row[1], short.get(row[0].owner, row[0].owner)) for row in found]


def _form(session: Session, args: Any, today: date, _user: Any) -> FindingFilter:
    short = directory.agency_names(session, today, short=True)
    return FindingFilter(
        args,
        states=state_words("finding"),
        years=inspecting.years(session, Visit.day),
        agencies=[(code, short[code]) for code in rules.OTHER if code in short],
        body_names=directory.asked_body(session, args.get("body", ""), today),
        names=queries.place_names(session) if {"section", "item"} & set(args) else {},
    )


def _frame(_today: date) -> Any:
    query = sa.select(Finding, directory.name_on(Visit.body_id, Visit.day).label("body"))
    return query.join(Finding.visit).join(Visit.body)


def _narrow(query: Any, asked: Mapping[str, Any], _today: date) -> Any:
    query = query.where(*queries.asked_conditions(asked))
    return directory.matching(query, Finding.search_text, asked.get("q", ""))


FINDINGS = List(
    name="findings",
    endpoint="findings.findings",
    permission=Permission.FINDING_READ,
    words=Words(
        title="Tồn tại, vi phạm",
        intro="Tồn tại, hạn chế; hành vi có dấu hiệu vi phạm hành chính; ưu điểm ghi nhận tại các đơn vị.",
        row="nội dung",
        file="ton-tai-vi-pham",
        none_such=(
            "Không có nội dung nào như vậy.",
            "Thử ít từ hơn hoặc bỏ lọc. Gõ không dấu cũng tìm được: “niem yet” tìm thấy “niêm yết”.",
        ),
        none=(
            "Chưa ghi nhận tồn tại, vi phạm nào.",
            "Tại nội dung kiểm tra chưa đạt, bấm Ghi nhận tồn tại, dấu hiệu vi phạm; nội dung sẽ có ở đây.",
        ),
    ),
    model=Finding,
    columns=(
        Column("text", "Nội dung", "text", 70, lambda row: row.finding.text, cut=LONGEST_TEXT),
        Column("body", "Đơn vị", "text", 40, lambda row: row.body, sort=Body.sort_key, under="text"),
        Column(
            "detected_on",
            "Ngày phát hiện",
            "date",
            14,
            lambda row: row.finding.detected_on,
            sort=Finding.detected_on,
            under="text",
            said="phát hiện {}",
        ),
        Column("kind", "Loại", "text", 30, lambda row: rules.kind_text(row.finding.kind, row.finding.record_number)),
        Column("severity", "Mức độ", "state", 18, lambda row: row.finding.severity, of="severity", under="kind"),
        Column("agency", "Cơ quan", "text", 22, lambda row: row.agency),
        Column(
            "own",
            "Phạm vi xem",
            "own",
            24,
            lambda row: row.agency if row.finding.audience == "own" else None,
            under="agency",
        ),
        Column("state", "Trạng thái", "state", 28, lambda row: row.finding.state, of="finding", sort=Finding.state),
        Column("duty", "Quy định chưa thực hiện đúng", "text", 50, lambda row: row.finding.duty, shown=False),
        Column("requirement", "Yêu cầu", "text", 50, lambda row: row.finding.requirement, shown=False),
        Column("day", "Ngày kiểm tra", "date", 14, lambda row: row.finding.visit.day, sort=Visit.day, shown=False),
        Column("record", "Số biên bản vi phạm", "text", 18, lambda row: row.finding.record_number, shown=False),
    ),
    order=Order((Finding.detected_on, Finding.id), True, "mới phát hiện trước"),
    frame=_frame,
    options=(contains_eager(Finding.visit),),
    narrow=_narrow,
    rows=_rows,
    form=_form,
    link=lambda row: ("findings.finding", row.finding.ref),
)
