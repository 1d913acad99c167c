"""The lists of inspections and of visits as they are declared: their columns, order and filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from inspections.directory import queries as directory
from inspections.fieldwork import queries as fieldwork
from inspections.inspecting import queries, rules
from inspections.inspecting.forms import InspectionFilter, VisitFilter
from inspections.lists.pages import state_words
from inspections.lists.rules import Column, List, Order, Words
from inspections.permissions import Permission
from models.base import BEGINNING, OPEN_END
from models.directory import Body
from models.inspections import Inspection, Visit


@dataclass(frozen=True)
class InspectionRow:
    """An inspection, its leading agency's name on the day of the decision, and how many visits it has."""

    inspection: Inspection
    agency: str
    visits: int


@dataclass(frozen=True)
class VisitRow:
    """A visit, its body's name on that day, how far each agency is, and the agencies' short names."""

    visit: Visit
    body: str
    progress: Mapping[str, Any]
    short: Mapping[str, str]


def _number(row: InspectionRow) -> str:
    """The number of the decision, or why there is none."""
    inspection = row.inspection
    return inspection.decision_number or ("chưa cấp số" if inspection.decided_on else "chưa ban hành")


def _progress(row: VisitRow) -> list[str]:
    """How many items each agency has done, of how many."""
    counted = sorted(row.progress.items())
    return [f"{row.short.get(code, code)} {one.done}/{one.total}" for code, one in counted] or ["chưa chọn nội dung"]


def _inspection_rows(session: Session, found: Sequence[Any], _today: date) -> list[InspectionRow]:
    counts = queries.visit_counts(session, [row[0].id for row in found])
    return [InspectionRow(row[0], row[1], counts.get(row[0].id, 0)) for row in found]


def _visit_rows(session: Session, found: Sequence[Any], today: date) -> list[VisitRow]:
    progress = fieldwork.progress_of(session, [row[0].id for row in found])
    short = directory.agency_names(session, today, short=True)
    return [VisitRow(row[0], row[1], progress.get(row[0].id, {}), short) for row in found]


def _choices(session: Session, args: Any, kind: str, today: date) -> dict[str, Any]:
    """The states and agencies that a filter offers, and the name of the body it is asked for."""
    names = directory.agency_names(session, today, short=True)
    return {
        "states": state_words(kind),
        "agencies": [(code, names[code]) for code in rules.AGENCIES["both"]],
        "body_names": directory.asked_body(session, args.get("body", ""), today),
    }


def _inspection_form(session: Session, args: Any, today: date, _user: Any) -> InspectionFilter:
    return InspectionFilter(args, years=queries.years(session), **_choices(session, args, "inspection", today))


def _visit_form(session: Session, args: Any, today: date, _user: Any) -> VisitFilter:
    return VisitFilter(args, years=queries.years(session, Visit.day), **_choices(session, args, "visit", today))


_decided_on = sa.func.coalesce(Inspection.decided_on, OPEN_END)
"""The day of the decision; a draft counts as the last of all."""

INSPECTIONS = List(
    name="inspections",
    endpoint="inspecting.inspections",
    permission=Permission.INSPECTION_READ,
    words=Words(
        title="Cuộc kiểm tra",
        intro="Mỗi cuộc kiểm tra theo một quyết định, tại một hoặc nhiều đơn vị.",
        row="cuộc kiểm tra",
        file="cuoc-kiem-tra",
        none_such=("Không có cuộc kiểm tra nào như vậy.", "Chọn trạng thái hoặc năm khác, hoặc xem tất cả."),
        none=(
            "Chưa có cuộc kiểm tra nào.",
            "Lập dự thảo quyết định từ kế hoạch đã ban hành, hoặc ngoài kế hoạch khi có căn cứ; cuộc kiểm tra sẽ có ở "
            "đây.",
        ),
    ),
    model=Inspection,
    columns=(
        Column("title", "Cuộc kiểm tra", "text", 60, lambda row: row.inspection.title),
        Column("agency", "Cơ quan chủ trì", "text", 34, lambda row: row.agency, under="title", said="{} chủ trì"),
        Column("visits", "Số đơn vị", "number", 10, lambda row: row.visits, under="title", said="{} đơn vị"),
        Column("number", "Số quyết định", "text", 18, _number),
        Column(
            "decided_on",
            "Ngày quyết định",
            "date",
            14,
            lambda row: row.inspection.decided_on,
            sort=_decided_on,
        ),
        Column(
            "state", "Trạng thái", "state", 28, lambda row: row.inspection.state, of="inspection", sort=Inspection.state
        ),
        Column("duration", "Số ngày kiểm tra", "number", 12, lambda row: row.inspection.duration_days, shown=False),
        Column("finished_on", "Ngày kết thúc", "date", 14, lambda row: row.inspection.finished_on, shown=False),
        Column("report_on", "Ngày báo cáo", "date", 14, lambda row: row.inspection.report_on, shown=False),
    ),
    order=Order((_decided_on, Inspection.id), True, "quyết định mới nhất trước"),
    frame=lambda _today: sa.select(Inspection, directory.agency_name_on(Inspection.owner, _decided_on).label("agency")),
    narrow=lambda query, asked, _today: queries.narrowed_inspections(query, asked),
    rows=_inspection_rows,
    form=_inspection_form,
    link=lambda row: ("inspecting.inspection", row.inspection.ref),
)

VISITS = List(
    name="visits",
    endpoint="inspecting.visits",
    permission=Permission.VISIT_READ,
    words=Words(
        title="Kiểm tra tại đơn vị",
        intro="",
        row="lần kiểm tra",
        file="kiem-tra-tai-don-vi",
        none_such=(
            "Không có lần kiểm tra nào như vậy.",
            "Thử ít từ hơn hoặc bỏ lọc. Gõ không dấu cũng tìm được: “dien” tìm thấy “điện”.",
        ),
        none=(
            "Chưa có lần kiểm tra nào tại đơn vị.",
            "Lần kiểm tra sẽ có ở đây khi một cuộc kiểm tra có đơn vị được kiểm tra.",
        ),
    ),
    model=Visit,
    columns=(
        Column("body", "Đơn vị", "text", 44, lambda row: row.body, sort=Body.sort_key),
        Column("inspection", "Cuộc kiểm tra", "text", 50, lambda row: row.visit.inspection.title, under="body"),
        Column("day", "Ngày", "date", 12, lambda row: row.visit.day, sort=Visit.day),
        Column("state", "Trạng thái", "state", 26, lambda row: row.visit.state, of="visit", sort=Visit.state),
        Column("progress", "Đã kiểm tra", "lines", 34, _progress),
        Column(
            "kind",
            "Hình thức",
            "text",
            12,
            lambda row: "Khảo sát" if row.visit.kind == "survey" else "Kiểm tra",
            shown=False,
        ),
        Column(
            "agency",
            "Cơ quan chủ trì",
            "text",
            24,
            lambda row: row.short.get(row.visit.owner, row.visit.owner),
            shown=False,
        ),
        Column("place", "Địa chỉ", "text", 40, lambda row: row.visit.body.place, shown=False),
        Column(
            "announced_on",
            "Ngày công bố",
            "date",
            14,
            lambda row: row.visit.announced_on,
            sort=sa.func.coalesce(Visit.announced_on, BEGINNING),
            shown=False,
        ),
        Column("minutes", "Số biên bản", "text", 14, lambda row: row.visit.minutes_number, shown=False),
        Column("minutes_on", "Ngày biên bản", "date", 14, lambda row: row.visit.minutes_on, shown=False),
    ),
    order=Order((Visit.day, Visit.id), True, "mới nhất trước"),
    frame=lambda _today: (
        sa.select(Visit, directory.name_on(Visit.body_id, Visit.day).label("body"))
        .join(Visit.body)
        .join(Visit.inspection)
    ),
    options=(contains_eager(Visit.body), contains_eager(Visit.inspection)),
    narrow=lambda query, asked, _today: queries.narrowed_visits(query, asked),
    rows=_visit_rows,
    form=_visit_form,
    link=lambda row: ("inspecting.visit", row.visit.ref),
)
