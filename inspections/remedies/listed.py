"""The list of requirements as it is declared: its columns, order and filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.directory import queries as directory
from inspections.inspecting import queries as inspecting
from inspections.lists.pages import state_words
from inspections.lists.rules import Column, List, Order, Words
from inspections.permissions import Permission
from inspections.remedies import queries, rules
from inspections.remedies.forms import RemedyFilter
from inspections.remedies.steps import REMEDY
from models.base import BEGINNING
from models.directory import Body
from models.findings import Remedy
from models.inspections import Visit

REACHED = {"open", *(step.target for step in REMEDY)}
"""The states that a requirement can be in."""


@dataclass(frozen=True)
class RemedyRow:
    """A requirement, its body's name today, the short name of its agency, and the day it is looked at."""

    remedy: Remedy
    body: str
    agency: str
    today: date


def _rows(session: Session, found: Sequence[Any], today: date) -> list[RemedyRow]:
    short = directory.agency_names(session, today, short=True)
    return [RemedyRow(row[0], row[1], short.get(row[0].owner, row[0].owner), today) for row in found]


def _form(session: Session, args: Any, today: date, user: Any) -> RemedyFilter:
    short = directory.agency_names(session, today, short=True)
    agencies = [(code, short[code]) for code in ("DIC", "POLICE") if code in short]
    bodies = None if user.body_id else queries.bodies(session, today)
    states = [(code, word) for code, word in state_words("remedy") if code in REACHED]
    years = inspecting.years(session, Visit.day)
    return RemedyFilter(args, states=states, agencies=agencies, bodies=bodies, years=years)


def _reopened(row: RemedyRow) -> tuple[str, str, str] | None:
    """How often it was opened again: sign, words and look."""
    times = row.remedy.times_ineffective
    return ("!", rules.reopened_text(times), "chip-bad") if times else None


REMEDIES = List(
    name="remedies",
    endpoint="remedies.remedies",
    permission=Permission.REMEDY_READ,
    words=Words(
        title="Khắc phục",
        intro="Yêu cầu chấn chỉnh, khắc phục sau kiểm tra. Thời hạn là ngày cuối cùng còn đúng hạn.",
        row="yêu cầu",
        file="khac-phuc",
        none_such=("Không có yêu cầu nào như vậy.", "Thử bỏ bớt điều kiện lọc."),
        none=(
            "Chưa có yêu cầu khắc phục nào.",
            "Yêu cầu được lập từ một phát hiện đã thống nhất của lần kiểm tra tại đơn vị.",
        ),
    ),
    model=Remedy,
    columns=(
        Column("requirement", "Yêu cầu", "text", 70, lambda row: row.remedy.requirement),
        Column(
            "body",
            "Đơn vị",
            "text",
            40,
            lambda row: row.body,
            sort=sa.func.coalesce(Body.sort_key, sa.literal(b"", sa.LargeBinary)),
            under="requirement",
            agencies=True,
        ),
        Column(
            "agency", "Cơ quan theo dõi", "text", 22, lambda row: row.agency, under="requirement", said="{} theo dõi"
        ),
        Column(
            "own",
            "Phạm vi xem",
            "own",
            24,
            lambda row: row.agency if row.remedy.audience == "own" else None,
            under="requirement",
            agencies=True,
        ),
        Column("due_on", "Thời hạn", "date", 12, lambda row: row.remedy.due_on, sort=Remedy.due_on),
        Column(
            "left",
            "Còn lại",
            "mark",
            22,
            lambda row: rules.due_mark(row.remedy.state, row.remedy.due_on, row.today, row.remedy.sent),
            under="due_on",
        ),
        Column(
            "effect",
            "Đánh giá hiệu quả",
            "mark",
            36,
            lambda row: rules.effect_mark(row.remedy.state, row.remedy.effect_due_on, row.today),
            under="due_on",
        ),
        Column("state", "Trạng thái", "state", 22, lambda row: row.remedy.state, of="remedy", sort=Remedy.state),
        Column("reopened", "Mở lại", "mark", 16, _reopened, under="state"),
        Column(
            "follower",
            "Người theo dõi",
            "text",
            24,
            lambda row: row.remedy.follower.name if row.remedy.follower else None,
            shown=False,
            agencies=True,
        ),
        Column("ground", "Căn cứ", "text", 50, lambda row: row.remedy.ground, shown=False),
        Column("closed_on", "Ngày xác nhận", "date", 14, lambda row: row.remedy.closed_on, shown=False),
        Column(
            "effect_due_on",
            "Đánh giá hiệu quả từ ngày",
            "date",
            14,
            lambda row: row.remedy.effect_due_on,
            sort=sa.func.coalesce(Remedy.effect_due_on, BEGINNING),
            shown=False,
        ),
    ),
    order=Order(queries.ORDER, False, "quá hạn trước"),
    frame=queries.frame,
    options=(joinedload(Remedy.follower),),
    narrow=queries.narrowed,
    rows=_rows,
    form=_form,
    link=lambda row: ("remedies.remedy", row.remedy.ref),
)
