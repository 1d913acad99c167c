"""The list of violations as it is declared: its columns, order and filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.findings import rules as findings
from inspections.inspecting import queries as inspecting
from inspections.lists.pages import state_words
from inspections.lists.rules import Column, List, Order, Words
from inspections.penalties import listing
from inspections.penalties.forms import PenaltyFilter
from inspections.penalties.listing import Handled
from inspections.permissions import Permission
from models.directory import Body
from models.findings import Finding
from models.inspections import Visit

LONGEST_TEXT = 140


@dataclass(frozen=True)
class ViolationRow:
    """A violation as it is handled, the short name of its agency, and the day it is looked at."""

    handled: Handled
    agency: str
    today: date


def _rows(session: Session, found: Sequence[Any], today: date) -> list[ViolationRow]:
    short = directory.agency_names(session, today, short=True)
    handled = listing.handled(session, found, today)
    return [ViolationRow(one, short.get(one.finding.owner or "", one.finding.owner or ""), today) for one in handled]


def _form(session: Session, args: Any, today: date, _user: Any) -> PenaltyFilter:
    short = directory.agency_names(session, today, short=True)
    agencies = [(code, short[code]) for code in findings.OTHER if code in short]
    years = inspecting.years(session, Visit.day)
    return PenaltyFilter(args, stages=state_words("penalty"), agencies=agencies, years=years)


def _act(row: ViolationRow) -> str | None:
    """The clause of the decree that fines it."""
    act = row.handled.finding.act
    return f"{act.point} {findings.document_name(act.document)}" if act else None


def _left(row: ViolationRow) -> tuple[str, str, str] | None:
    """How near the last day of the next duty is: sign, words and look."""
    due = row.handled.due
    if due is None:
        return None
    words = due.words(row.today)
    words = f"{words[0].upper()}{words[1:]}"
    return ("✕", words, "chip-bad") if due.late(row.today) else ("○", words, "")


def _money(name: str) -> Any:
    """An amount of the ledger, None where there is no fine."""
    return lambda row: getattr(row.handled.ledger, name) if row.handled.ledger else None


def _frame(today: date) -> Any:
    return listing.frame(today)


def _narrow(query: Any, asked: Mapping[str, Any], today: date) -> Any:
    return listing.narrowed(query, asked, today)


_fine = sa.func.coalesce(Finding.fine, sa.literal(-1, sa.BigInteger))

VIOLATIONS = List(
    name="penalties",
    endpoint="penalties.penalties",
    permission=Permission.PENALTY_READ,
    words=Words(
        title="Xử lý vi phạm",
        intro="Hành vi có dấu hiệu vi phạm hành chính theo tình trạng xử lý, bước tiếp theo và thời hạn. Đoàn kiểm tra "
        "chuẩn bị hồ sơ; người có thẩm quyền quyết định.",
        row="hành vi",
        file="xu-ly-vi-pham",
        none_such=("Không có hành vi nào như vậy.", "Thử ít từ hơn hoặc bỏ lọc."),
        none=(
            "Chưa có hành vi có dấu hiệu vi phạm nào.",
            "Phần lớn nội dung chưa đạt là tồn tại, hạn chế; hành vi được chọn tại trang của từng phát hiện.",
        ),
    ),
    model=Finding,
    columns=(
        Column("text", "Hành vi", "text", 70, lambda row: row.handled.finding.text, cut=LONGEST_TEXT),
        Column("body", "Đơn vị", "text", 40, lambda row: row.handled.body, sort=Body.sort_key, under="text"),
        Column(
            "detected_on",
            "Ngày phát hiện",
            "date",
            14,
            lambda row: row.handled.finding.detected_on,
            sort=Finding.detected_on,
            under="text",
            said="phát hiện {}",
        ),
        Column("act", "Căn cứ xử phạt", "text", 40, _act, under="text"),
        Column("agency", "Cơ quan", "text", 22, lambda row: row.agency, under="text"),
        Column(
            "own",
            "Phạm vi xem",
            "own",
            24,
            lambda row: row.agency if row.handled.finding.audience == "own" else None,
            under="text",
        ),
        Column("stage", "Tình trạng", "state", 28, lambda row: row.handled.stage, of="penalty"),
        Column(
            "next",
            "Bước tiếp theo",
            "text",
            30,
            lambda row: row.handled.due and row.handled.due.label,
            under="stage",
        ),
        Column(
            "last",
            "Chậm nhất",
            "date",
            14,
            lambda row: row.handled.due and row.handled.due.last,
            under="stage",
            said="chậm nhất {}",
        ),
        Column("left", "Còn lại", "mark", 20, _left, under="stage"),
        Column("fine", "Tiền phạt (đồng)", "money", 16, _money("fine"), sort=_fine),
        Column("paid", "Đã nộp (đồng)", "money", 16, _money("paid"), under="fine", said="đã nộp {}"),
        Column("rest", "Còn phải nộp (đồng)", "money", 16, _money("rest"), under="fine", said="còn {}"),
        Column("interest", "Tiền chậm nộp (đồng)", "money", 16, _money("interest"), shown=False),
        Column(
            "decision",
            "Số quyết định xử phạt",
            "text",
            18,
            lambda row: row.handled.finding.decision_number,
            shown=False,
        ),
        Column("decided_on", "Ngày quyết định", "date", 14, lambda row: row.handled.finding.decision_on, shown=False),
    ),
    order=Order((Finding.detected_on, Finding.id), True, "mới phát hiện trước"),
    frame=_frame,
    options=listing.OPTIONS,
    narrow=_narrow,
    rows=_rows,
    form=_form,
    link=lambda row: (
        "penalties.penalty" if row.handled.finding.act else "findings.finding",
        row.handled.finding.ref,
    ),
)
