"""Says which figures a report has, in words that tell what each of them counts, and adds them up; it knows no table.

Everything is reckoned as it stood when the last day of the period ended, so that a report of a year that is drawn up in
January says the same as one drawn up on 31 December.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from inspections.errors import RuleBroken
from inspections.vietnamese import format_date

SHARED = "Chỉ tính dữ liệu cả hai cơ quan cùng được xem."


@dataclass(frozen=True)
class Period:
    """From the first to the last day; ``until`` is the instant at which the last one is over in the province."""

    first: date
    last: date
    until: datetime

    @property
    def years(self) -> range:
        """The years that it touches."""
        return range(self.first.year, self.last.year + 1)

    def quarter_ends(self, year: int, quarter: int) -> bool:
        """Whether a quarter ends in it."""
        following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
        return self.first <= following - timedelta(days=1) <= self.last


def period(first: date, last: date, zone: tzinfo) -> Period:
    """The period between two days; raises RuleBroken when it ends before it begins."""
    if last < first:
        raise RuleBroken("Ngày cuối kỳ báo cáo phải từ ngày đầu kỳ trở đi.")
    return Period(first, last, datetime.combine(last + timedelta(days=1), time(), zone))


@dataclass(frozen=True)
class Measure:
    """One figure: what it is called, its unit, and what exactly is counted (table, conditions, days)."""

    name: str
    unit: str
    note: str


_SENT = "Remedy đã gửi đơn vị (RemedyStep “send” có ngày trong hoặc trước kỳ)"
_DUE = "thời hạn (Remedy.due_on, bỏ các lần gia hạn quyết định sau kỳ) từ ngày đầu đến ngày cuối kỳ"
_STATE = "trạng thái theo RemedyStep cuối cùng có ngày đến hết kỳ"

MEASURES: dict[str, Measure] = {
    "planned": Measure(
        "Cuộc kiểm tra theo kế hoạch",
        "cuộc",
        "Số dòng không bị bỏ của PlanVersion mới nhất ban hành đến hết ngày cuối kỳ, có quý kết thúc trong kỳ.",
    ),
    "planned_begun": Measure(
        "Cuộc trong kế hoạch đã tiến hành",
        "cuộc",
        "Trong các dòng trên, số dòng có cuộc kiểm tra (InspectionLine) mà Visit.announced_on đến hết ngày cuối kỳ.",
    ),
    "planned_units": Measure(
        "Lượt đơn vị theo kế hoạch",
        "lượt",
        "Tổng số đơn vị mà các dòng kế hoạch nói trên nêu tên; mỗi dòng tính riêng.",
    ),
    "decisions": Measure(
        "Quyết định kiểm tra đã ban hành",
        "quyết định",
        "Inspection có decided_on trong kỳ, trừ dự thảo; kể cả quyết định sau đó bị hủy bỏ hoặc đình chỉ.",
    ),
    "unscheduled": Measure(
        "Quyết định kiểm tra ngoài kế hoạch",
        "quyết định",
        "Như trên, căn cứ của quyết định (Inspection.ground) là a hoặc b, không phải kế hoạch (c).",
    ),
    "visits": Measure(
        "Lượt đơn vị đã kiểm tra, khảo sát",
        "lượt",
        "Visit có announced_on (ngày công bố quyết định, ngày làm việc tại đơn vị) trong kỳ.",
    ),
    "surveys": Measure("Lượt đơn vị được khảo sát", "lượt", "Như trên, Visit.kind là survey."),
    "unscheduled_visits": Measure(
        "Lượt đơn vị kiểm tra ngoài kế hoạch",
        "lượt",
        "Visit có announced_on trong kỳ, thuộc Inspection có ground a hoặc b.",
    ),
    "minutes": Measure("Biên bản đã ký", "biên bản", "Visit có minutes_on trong kỳ."),
    "shortcomings": Measure(
        "Tồn tại, hạn chế",
        "tồn tại",
        "Finding loại shortcoming có detected_on trong kỳ, đến hết kỳ không ở trạng thái dismissed.",
    ),
    "violations": Measure(
        "Hành vi có dấu hiệu vi phạm hành chính",
        "hành vi",
        "Finding loại violation có detected_on trong kỳ, đến hết kỳ không ở trạng thái dismissed.",
    ),
    "good_practices": Measure(
        "Ưu điểm", "ưu điểm", "Finding loại good_practice có detected_on trong kỳ, đến hết kỳ không bị dismissed."
    ),
    "records": Measure(
        "Hành vi đã lập biên bản vi phạm hành chính", "hành vi", "Finding loại violation có record_on trong kỳ."
    ),
    "penalty_decisions": Measure(
        "Quyết định xử phạt",
        "quyết định",
        "Số cặp (decision_number, decision_on) khác nhau của Finding loại violation có decision_on trong kỳ.",
    ),
    "fines": Measure("Tổng số tiền phạt", "đồng", "Tổng Finding.fine của các hành vi có decision_on trong kỳ."),
    "paid": Measure(
        "Tiền phạt đã nộp", "đồng", "Tổng Receipt.amount của biên lai còn giá trị có ngày nộp (day) trong kỳ."
    ),
    "sent": Measure(
        "Yêu cầu khắc phục đã gửi đơn vị", "yêu cầu", "Remedy có RemedyStep “send” đầu tiên ghi ngày trong kỳ."
    ),
    "due": Measure("Yêu cầu khắc phục đến hạn trong kỳ", "yêu cầu", f"{_SENT}; {_DUE}."),
    "in_time": Measure(
        "Đã khắc phục đúng hạn",
        "yêu cầu",
        f"Yêu cầu đến hạn trong kỳ; {_STATE} là verified, effective; ngày báo cáo được chấp nhận (không có thì ngày "
        "xác nhận) không sau thời hạn.",
    ),
    "met_late": Measure(
        "Đã khắc phục sau thời hạn", "yêu cầu", f"Yêu cầu đến hạn trong kỳ; {_STATE} là verified, effective; còn lại."
    ),
    "overdue": Measure(
        "Quá hạn đến ngày cuối kỳ",
        "yêu cầu",
        f"{_SENT}, kể cả của kỳ trước; {_STATE} không phải verified, effective; thời hạn trước ngày cuối kỳ.",
    ),
    "reports": Measure(
        "Báo cáo của đơn vị đã nhận",
        "báo cáo",
        "ReceivedReport không bị rút, Inquiry tự kiểm tra đã trả lời; ngày nhận trong kỳ; mỗi cơ quan nhận tính riêng.",
    ),
    "reports_in_time": Measure("Báo cáo nhận đúng hạn", "báo cáo", "Như trên, ngày nhận không sau hạn gửi (due_on)."),
    "reports_late": Measure("Báo cáo nhận muộn", "báo cáo", "Như trên, ngày nhận sau hạn gửi (due_on)."),
}
"""Every figure that is counted row by row, so that it can be cut by agency and by body."""

ALONE: dict[str, Measure] = {
    "bodies": Measure(
        "Đơn vị có tên trong danh mục", "đơn vị", "Body có tên (BodyName) còn hiệu lực vào ngày cuối kỳ."
    ),
    "covered": Measure(
        "Đơn vị đã được kiểm tra, khảo sát", "đơn vị", "Số Body khác nhau có Visit.announced_on trong kỳ."
    ),
    "yearly_missing": Measure(
        "Báo cáo năm chưa nhận",
        "báo cáo",
        "Đơn vị cấp tỉnh của doanh nghiệp cung cấp dịch vụ, năm có hạn gửi trong kỳ, không có ReceivedReport loại "
        "yearly còn giá trị nhận đến hết ngày cuối kỳ.",
    ),
}
"""Figures of the whole alone."""
GROUPS = Measure(
    "Tồn tại, vi phạm theo nhóm nội dung",
    "nội dung",
    "Finding (shortcoming, violation) như trên, theo Checklist của các nội dung (FindingItem) làm căn cứ; căn cứ vào "
    "nhiều phiếu thì tính ở mỗi phiếu một lần; không gắn nội dung nào thì tính ở “Khác”.",
)
OF_AGENCY = ("visits", "shortcomings", "violations", "penalty_decisions", "fines", "due", "in_time", "overdue")
"""What the table of the agencies shows."""
OF_BODY = ("visits", "shortcomings", "violations", "fines", "due", "in_time", "overdue")
"""What the table of the bodies shows."""


@dataclass(frozen=True)
class Cell:
    """So much of one figure at one body (its key, or None) of one agency."""

    key: str
    agency: str
    body_id: int | None
    number: int


@dataclass(frozen=True)
class Figure:
    """One plain number of a report with its name, its unit and what it counts."""

    key: str
    name: str
    unit: str
    note: str
    number: int


@dataclass(frozen=True)
class Line:
    """One agency or body in a table of a report: its name and its numbers by figure."""

    name: str
    numbers: dict[str, int]


@dataclass(frozen=True)
class Figures:
    """Every number of a period: ``all`` by key, ``groups`` (title, count), and the tables of agencies and bodies."""

    first: date
    last: date
    all: dict[str, Figure]
    groups: tuple[tuple[str, int], ...]
    agencies: tuple[Line, ...]
    bodies: tuple[Line, ...]

    def number(self, key: str) -> int:
        """One number."""
        return self.all[key].number

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """(name, what it counts) of every figure."""
        return (*((one.name, one.note) for one in self.all.values()), (GROUPS.name, GROUPS.note))


def period_text(first: date, last: date) -> str:
    """How a period is called: a whole year by its number, else by its days."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"năm {first.year}"
    return f"từ ngày {format_date(first)} đến ngày {format_date(last)}"


def totals(cells: Iterable[Cell]) -> Counter[str]:
    """Figure → its sum."""
    found: Counter[str] = Counter()
    for cell in cells:
        found[cell.key] += cell.number
    return found


def named(numbers: dict[str, int]) -> dict[str, Figure]:
    """The numbers with their names, units and notes, in the order of a report; what was not counted is nought."""
    known = MEASURES | ALONE
    return {key: Figure(key, one.name, one.unit, one.note, numbers.get(key, 0)) for key, one in known.items()}


def lines(cells: Iterable[Cell], cut: str, names: Mapping[Any, str], keys: tuple[str, ...]) -> tuple[Line, ...]:
    """The table of these keys by ``cut`` (agency or body_id), in the order of ``names``; empty lines are left out."""
    found: dict[Any, Counter[str]] = {value: Counter() for value in names}
    for cell in cells:
        value = getattr(cell, cut)
        if value in found and cell.key in keys:
            found[value][cell.key] += cell.number
    return tuple(
        Line(names[value], {key: numbers[key] for key in keys})
        for value, numbers in found.items()
        if any(numbers.values())
    )
