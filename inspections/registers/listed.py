"""The register of reports received as it is declared: its columns, order and filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.findings.rules import OTHER
from inspections.lists.rules import Column, List, Order, Words
from inspections.permissions import Permission
from inspections.registers import queries, rules
from inspections.registers.forms import ReportFilter
from models.base import OPEN_END
from models.directory import Body

LINKS = {"entry": "registers.report", "sheet": "inquiries.inquiry"}
"""Where a row leads, by what it is."""


@dataclass(frozen=True)
class ReportRow:
    """A report, the short name of the agency that received it, and the day it is looked at."""

    report: Any
    agency: str
    today: date


def _rows(session: Session, found: Sequence[Any], today: date) -> list[ReportRow]:
    short = directory.agency_names(session, today, short=True)
    return [ReportRow(row, short.get(row.owner, row.owner), today) for row in found]


def _form(session: Session, args: Any, today: date, _user: Any) -> ReportFilter:
    short = directory.agency_names(session, today, short=True)
    agencies = [(code, short[code]) for code in OTHER if code in short]
    return ReportFilter(args, years=queries.years(session, today), agencies=agencies)


def _standing(row: ReportRow) -> tuple[str, str, str]:
    if row.report.withdrawn_on:
        return "–", rules.STANDINGS["withdrawn"], ""
    return rules.standing(row.report.due_on, row.report.received_on, row.today)


def _narrow(query: Any, asked: Mapping[str, Any], _today: date) -> Any:
    return query.where(*queries.conditions(asked))


_due_on = sa.func.coalesce(queries.REPORTS.c.due_on, OPEN_END)

REPORTS = List(
    name="reports",
    endpoint="registers.reports",
    permission=Permission.REGISTER_READ,
    words=Words(
        title="Sổ theo dõi báo cáo nhận được",
        intro="Báo cáo các đơn vị gửi đến: báo cáo năm, kết quả tự kiểm tra, báo cáo theo đề cương trước kiểm tra.",
        row="báo cáo",
        file="so-bao-cao-nhan-duoc",
        none_such=("Không có báo cáo nào như vậy.", "Chọn năm khác hoặc bỏ bớt điều kiện lọc."),
        none=("Chưa ghi nhận báo cáo nào.", "Bấm Ghi nhận báo cáo khi đơn vị gửi báo cáo đến."),
    ),
    model=queries.ROW,
    columns=(
        Column("body", "Đơn vị", "text", 44, lambda row: row.report.body, sort=Body.sort_key),
        Column("kind", "Loại báo cáo", "text", 38, lambda row: rules.KINDS[row.report.kind], under="body"),
        Column(
            "own",
            "Phạm vi xem",
            "own",
            24,
            lambda row: row.agency if row.report.audience == "own" else None,
            under="body",
        ),
        Column("year", "Năm", "text", 8, lambda row: str(row.report.year)),
        Column("number", "Số, ký hiệu", "text", 28, lambda row: row.report.number),
        Column("due_on", "Hạn gửi", "date", 12, lambda row: row.report.due_on, sort=_due_on),
        Column(
            "received_on",
            "Ngày nhận",
            "date",
            12,
            lambda row: row.report.received_on,
            sort=queries.REPORTS.c.received_on,
        ),
        Column("standing", "Thời hạn", "mark", 22, _standing),
        Column("agency", "Cơ quan nhận", "text", 24, lambda row: row.agency, shown=False),
        Column("note", "Ghi chú", "text", 40, lambda row: row.report.note, shown=False),
    ),
    order=Order((queries.REPORTS.c.received_on, queries.REPORTS.c.ref), True, "mới nhận trước"),
    frame=queries.frame,
    narrow=_narrow,
    rows=_rows,
    form=_form,
    link=lambda row: (LINKS[row.report.source], row.report.ref),
)
