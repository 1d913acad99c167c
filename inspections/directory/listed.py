"""The list of bodies as it is declared: its columns, order and filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.directory import queries, rules
from inspections.directory.forms import BodyFilter
from inspections.lists.rules import Column, List, Order, Words
from inspections.permissions import Permission
from models.directory import Body


@dataclass(frozen=True)
class BodyRow:
    """A body and its name today."""

    body: Body
    name: str


def _rows(_session: Session, found: Sequence[Any], _today: date) -> list[BodyRow]:
    return [BodyRow(*row) for row in found]


def _form(session: Session, args: Any, _today: date, _user: Any) -> BodyFilter:
    return BodyFilter(args, groups=queries.groups(session))


def _narrow(query: Any, asked: Mapping[str, Any], _today: date) -> Any:
    query = query.where(*(column == asked[name] for name, column in queries.FILTERS.items() if name in asked))
    return queries.matching(query, Body.search_text, asked.get("q", ""))


def _kind(row: BodyRow) -> str:
    """What it is, and on which level."""
    return f"{rules.KINDS[row.body.kind]}, {rules.LEVELS[row.body.level].lower()}"


BODIES = List(
    name="bodies",
    endpoint="directory.bodies",
    permission=Permission.BODY_READ,
    words=Words(
        title="Đơn vị",
        intro="Đơn vị cung cấp, điểm khai thác, vận chuyển và cơ quan sử dụng dịch vụ bưu chính KT1.",
        row="đơn vị",
        file="don-vi",
        none_such=(
            "Không có đơn vị nào như vậy.",
            "Thử ít từ hơn, hoặc bỏ lọc để xem tất cả. Gõ không dấu cũng tìm được: “dien” tìm thấy “điện”.",
        ),
        none=("Chưa có đơn vị nào.", "Đơn vị được nạp cùng dữ liệu ban đầu của tỉnh."),
    ),
    model=Body,
    columns=(
        Column("name", "Tên đơn vị", "text", 50, lambda row: row.name, sort=Body.sort_key),
        Column("kind", "Loại, cấp", "text", 36, _kind),
        Column("place", "Địa chỉ", "text", 44, lambda row: row.body.place),
        Column("kt1", "Sử dụng KT1", "mark", 20, lambda row: rules.KT1_USE.get(row.body.kt1)),
        Column("group", "Nhóm", "text", 30, lambda row: row.body.group_name, shown=False),
        Column(
            "subject", "Kiểm tra hay khảo sát", "text", 36, lambda row: rules.SUBJECTS[row.body.subject], shown=False
        ),
    ),
    order=Order((Body.sort_key, Body.id), False, "xếp theo tên"),
    frame=lambda today: sa.select(Body, queries.name_on(Body.id, today).label("name")),
    narrow=_narrow,
    rows=_rows,
    form=_form,
    link=lambda row: ("directory.body", row.body.ref),
)
