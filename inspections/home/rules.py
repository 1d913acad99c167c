"""Says what a thing that waits is waiting for, and how an entry of a first page reads; it knows no table."""

from dataclasses import dataclass
from datetime import date

from inspections.vietnamese import format_date

TEAM_PAPERS = frozenset({"minutes", "survey_minutes", "annex", "working_plan"})
"""Papers of the team's own series: numbered by its secretary before they are signed."""

PAPER_KINDS = {
    "minutes": "Biên bản kiểm tra",
    "survey_minutes": "Biên bản làm việc",
    "annex": "Phụ lục biên bản",
    "result_notice": "Thông báo kết quả kiểm tra",
    "correction_demand": "Văn bản yêu cầu chấn chỉnh, khắc phục",
    "decision": "Quyết định kiểm tra",
    "working_plan": "Kế hoạch tiến hành kiểm tra",
}

NUMBER_BY_TEAM = "Cấp số của đoàn trước khi ký"
RECORD_SIGNED = "Ghi nhận bản đã ký"
NUMBER_BY_CLERK = "Lấy số, ghi ngày ban hành"
OF_CLERK = (NUMBER_BY_CLERK, RECORD_SIGNED)
"""What of papers waits for a clerk, in the order of his page."""
OF_TEAM = (NUMBER_BY_TEAM, RECORD_SIGNED)
"""What of papers waits for the team itself."""

INSPECTION_WAITS = {
    "draft": "Ban hành quyết định kiểm tra",
    "decided": "Phê duyệt kế hoạch tiến hành kiểm tra",
    "finished": "Báo cáo kết quả kiểm tra",
}
"""State of an inspection → the paper it waits for."""
CHAIRMAN = "UBND"
APPROVED_BY_CHAIRMAN = frozenset({"draft", "decided"})
"""States in which an inspection of the Chairman's waits for himself."""


@dataclass(frozen=True)
class Entry:
    """One thing that waits: what is to be done, about whom, since when, until when, and the page that does it."""

    what: str
    whose: str
    endpoint: str
    ref: str
    since: date | None = None
    due: date | None = None
    detail: str = ""

    def days_late(self, today: date) -> int:
        """By how many days it is overdue; 0 while there is time."""
        return max(0, (today - self.due).days) if self.due else 0

    @property
    def beneath(self) -> str:
        """What stands under the entry: whose it is, since when, until when."""
        since = f"từ ngày {format_date(self.since)}" if self.since else ""
        due = f"hạn {format_date(self.due)}" if self.due else ""
        return " · ".join(filter(None, (self.whose, since, due)))


def paper_waits_for(kind: str, state: str, number: str | None) -> str:
    """What comes next for a paper that is locked, or signed without a number.

    Minutes are numbered by the team before they are signed; what an agency issues gets its number after it is signed.
    """
    if state == "signed":
        return NUMBER_BY_CLERK
    return RECORD_SIGNED if number or kind not in TEAM_PAPERS else NUMBER_BY_TEAM
