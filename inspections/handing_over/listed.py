"""The list of what the two agencies handed to each other as it is declared: its columns, order and filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries as directory
from inspections.findings.rules import OTHER
from inspections.handing_over.forms import HandOverFilter
from inspections.lists.pages import state_words
from inspections.lists.rules import Column, List, Order, Words
from inspections.permissions import Permission
from models.base import BEGINNING
from models.directory import Body
from models.inspections import Visit
from models.penalties import HandOver


@dataclass(frozen=True)
class HandOverRow:
    """A hand-over, the name of its body, and the short names of who handed over and who is asked."""

    one: HandOver
    body: str
    giver: str
    taker: str


def _rows(session: Session, found: Sequence[Any], today: date) -> list[HandOverRow]:
    short = directory.agency_names(session, today, short=True)
    return [HandOverRow(one, body, short.get(one.from_agency, ""), short.get(one.owner, "")) for one, body in found]


def _form(session: Session, args: Any, today: date, _user: Any) -> HandOverFilter:
    short = directory.agency_names(session, today, short=True)
    agencies = [(code, short[code]) for code in OTHER if code in short]
    return HandOverFilter(args, states=state_words("hand_over"), agencies=agencies)


def _frame(_today: date) -> Any:
    query = sa.select(HandOver, directory.name_on(Visit.body_id, Visit.day).label("body"))
    return query.join(HandOver.visit).join(Visit.body)


def _narrow(query: Any, asked: Mapping[str, Any], _today: date) -> Any:
    columns = {"state": HandOver.state, "agency": HandOver.owner}
    return query.where(*(column == asked[name] for name, column in columns.items() if asked.get(name)))


HAND_OVERS = List(
    name="handovers",
    endpoint="handing_over.hand_overs",
    permission=Permission.HAND_OVER_READ,
    words=Words(
        title="Chuyển giữa hai cơ quan",
        intro="Phát hiện một cơ quan chuyển để cơ quan kia tiếp nhận hoặc trả lại.",
        row="lần chuyển",
        file="chuyen-giua-hai-co-quan",
        none_such=("Không có lần chuyển nào như vậy.", "Thử bỏ bớt điều kiện lọc."),
        none=(
            "Chưa có phát hiện nào được chuyển.",
            "Tại trang của phát hiện, cơ quan theo dõi chuyển khi hành vi thuộc thẩm quyền cơ quan kia.",
        ),
    ),
    model=HandOver,
    columns=(
        Column("body", "Đơn vị", "text", 44, lambda row: row.body, sort=Body.sort_key),
        Column("sent_on", "Ngày chuyển", "date", 14, lambda row: row.one.sent_on, sort=HandOver.sent_on),
        Column("giver", "Từ", "text", 24, lambda row: row.giver),
        Column("taker", "Đến", "text", 24, lambda row: row.taker),
        Column("state", "Tình trạng", "state", 26, lambda row: row.one.state, of="hand_over", sort=HandOver.state),
        Column(
            "answered_on",
            "Ngày trả lời",
            "date",
            14,
            lambda row: row.one.answered_on,
            sort=sa.func.coalesce(HandOver.answered_on, BEGINNING),
            shown=False,
        ),
    ),
    order=Order((HandOver.sent_on, HandOver.id), True, "mới nhất trước"),
    frame=_frame,
    narrow=_narrow,
    rows=_rows,
    form=_form,
    link=lambda row: ("handing_over.hand_over", row.one.ref),
)
