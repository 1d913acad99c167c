"""Reckons the last day of each step of a violation's handling, and says in words how it stands; it knows no table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from inspections.law.rules import Band
from inspections.penalties.rules import Term, Terms, months_after
from inspections.vietnamese import count_text, format_date
from inspections.working_days import Calendar, add_working_days, next_working_day

PACES = {
    "plain": "Vụ việc thông thường",
    "sent": "Hồ sơ phải chuyển người có thẩm quyền",
    "explained": "Có giải trình hoặc phải xác minh",
    "complex": "Đặc biệt nghiêm trọng, nhiều tình tiết phức tạp",
}
"""Which time limit a decision has, the shortest first."""
WAYS = {"direct": "Giải trình trực tiếp", "written": "Giải trình bằng văn bản"}
UNITS = {"working": "ngày làm việc", "calendar": "ngày", "months": "tháng", "years": "năm"}
OF_PACE = {"plain": "decide"}
LABELS = {
    "record": "Lập biên bản vi phạm hành chính",
    "explain_direct": "Đề nghị giải trình trực tiếp (quyền của người vi phạm)",
    "explain_written": "Gửi văn bản giải trình (quyền của người vi phạm)",
    "decide": "Ra quyết định xử phạt",
    "send": "Gửi quyết định",
    "pay": "Nộp tiền phạt",
    "enforce": "Thi hành quyết định (thời hiệu)",
}
RIGHTS = frozenset({"explain_direct", "explain_written"})
"""What the violator may do and nobody else is late with."""


@dataclass(frozen=True)
class Course:
    """The days of one violation's handling as far as they are known."""

    detected_on: date
    complicated: bool = False
    expertise_on: date | None = None
    record_on: date | None = None
    transferred_on: date | None = None
    explains: bool = False
    explain_way: str | None = None
    explain_asked_on: date | None = None
    pace: str = "plain"
    decision_on: date | None = None
    fine: int | None = None
    sent_on: date | None = None
    received_on: date | None = None
    paid_on: date | None = None


@dataclass(frozen=True)
class Due:
    """The last day of one step, and the day on which it was done; ``term`` is what the law says."""

    step: str
    term: Term
    last: date
    done_on: date | None = None

    @property
    def label(self) -> str:
        """What the step is called."""
        return LABELS[self.step]

    @property
    def period(self) -> str:
        """How long the law gives: "02 ngày làm việc"."""
        return f"{count_text(self.term.content['n'])} {UNITS[self.term.content['unit']]}"

    def late(self, today: date) -> bool:
        """Whether a duty is past its day, done or not."""
        return self.step not in RIGHTS and (self.done_on or today) > self.last

    def words(self, today: date) -> str:
        """How it stands: done in time or late by so many days, days left, or overdue."""
        if self.done_on:
            days = (self.done_on - self.last).days
            return f"đã làm ngày {format_date(self.done_on)}, " + (f"chậm {days} ngày" if days > 0 else "đúng hạn")
        days = (self.last - today).days
        if days < 0:
            return "đã hết thời hạn" if self.step in RIGHTS else f"quá hạn {-days} ngày"
        return f"còn {days} ngày" if days else "hôm nay là ngày cuối"


COUNTS: Mapping[str, Callable[[date, int, Calendar], date]] = {
    "working": add_working_days,
    "calendar": lambda day, n, _calendar: day + timedelta(days=n),
    "months": lambda day, n, _calendar: months_after(day, n),
    "years": lambda day, n, _calendar: months_after(day, 12 * n),
}
"""How a period of each unit is counted from the day of its event, which itself is not counted."""


def last_day(term: Term, start: date, calendar: Calendar) -> date:
    """The last day of a period that runs from an event; off a day off only where the term says so (``off_days``)."""
    last = COUNTS[term.content["unit"]](start, term.content["n"], calendar)
    return next_working_day(last, calendar) if term.content.get("off_days") == "next" else last


def pace_of(one: Course) -> str:
    """Which time limit the decision has: the longest of what was chosen and what happened to the file.

    A file that was transferred must go to who may decide; an explanation that was asked for or given makes it longer.
    """
    happened = "explained" if one.explain_asked_on else "sent" if one.transferred_on else "plain"
    return max(one.pace, happened, key=list(PACES).index)


def explains(band: Band | None, subject_kind: str, terms: Terms) -> bool:
    """Whether the top of the band gives a right to explain."""
    return band is not None and band.maximum >= terms.value(f"explain_{subject_kind}")


def dues(course: Course, terms: Mapping[str, Term], calendar: Calendar) -> list[Due]:
    """The steps whose last day is known, in their order; ``terms`` are the deadlines by code."""
    found = []
    for step, code, start, done in _events(course, pace_of(_in_time(course, terms, calendar))):
        if start is not None and code in terms:
            found.append(Due(step, terms[code], last_day(terms[code], start, calendar), done))
    return found


def _in_time(one: Course, terms: Mapping[str, Term], calendar: Calendar) -> Course:
    """Without a request to explain that came after the right to it had ended: it makes the decision no later."""
    codes = [f"explain_{way}" for way in WAYS if one.explain_way in {None, way} and f"explain_{way}" in terms]
    if one.record_on is None or one.explain_asked_on is None or not codes:
        return one
    last = max(last_day(terms[code], one.record_on, calendar) for code in codes)
    return replace(one, explain_asked_on=None) if one.explain_asked_on > last else one


def _events(one: Course, pace: str) -> list[tuple[str, str, date | None, date | None]]:
    """(step, code of its deadline, the event that it runs from, the day it was done).

    Whoever transferred a violation, or has its decision, without a record does not owe one any more.
    """
    record = "record_expertise" if one.expertise_on else "record_complex" if one.complicated else "record"
    spared = one.record_on is None and (one.transferred_on or one.decision_on)
    begun = None if spared else one.expertise_on or one.detected_on
    rights = [way for way in WAYS if one.explains and one.explain_way in {None, way}]
    payable = one.received_on if one.fine else None
    return [
        ("record", record, begun, one.record_on),
        *((f"explain_{way}", f"explain_{way}", one.record_on, one.explain_asked_on) for way in rights),
        ("decide", OF_PACE.get(pace, f"decide_{pace}"), one.record_on, one.decision_on),
        ("send", "send", one.decision_on, one.sent_on),
        ("pay", "pay", payable, one.paid_on),
        ("enforce", "enforce", one.decision_on if one.fine else None, one.paid_on),
    ]


def next_due(found: list[Due]) -> Due | None:
    """The duty that comes next: the first one that is not done."""
    return next((one for one in found if one.done_on is None and one.step not in RIGHTS), None)


def pay_by(found: list[Due]) -> date | None:
    """The last day on which a fine is paid in time; None while nobody received the decision."""
    return next((one.last for one in found if one.step == "pay"), None)
