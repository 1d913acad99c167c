"""Says what a thing that waits is waiting for, and how an entry of a first page reads; it knows no table."""

from dataclasses import dataclass
from datetime import date

from inspections.deciding import steps as deciding
from inspections.deciding.steps import INSPECTION
from inspections.papers.rules import OF_TEAM, UNNUMBERED
from inspections.vietnamese import format_date
from inspections.workflow import find

NUMBER_BY_TEAM = "Cấp số trước khi khóa nội dung"
RECORD_SIGNED = "Ghi nhận bản đã ký"
ISSUE = "Ghi nhận đã ký, số và ngày"
SEND = "Ghi nhận đã gửi"
OF_CLERK = (ISSUE, SEND, RECORD_SIGNED)
"""What of papers waits for a clerk, in the order of his page."""
OF_MEMBERS = (NUMBER_BY_TEAM, RECORD_SIGNED)
"""What of papers waits for the team itself."""

INSPECTION_WAITS = {
    state: (find(INSPECTION, name).label, f"Ghi nhận {deciding.RECORDED[name]}")
    for state, name in deciding.NEXT.items()
    if name in deciding.PAPERS
}
"""State of an inspection → the step that it waits for and that a paper stands behind, in the words of who takes it
and of who records it; it is taken at its decision."""
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


def late_words(late: int, aside: int) -> str:
    """What is said of operations that do not count and that nobody has looked at."""
    said = (f"{late} lần ghi đến sau khi xác nhận" if late else "", f"{aside} lần ghi có giá trị lạ" if aside else "")
    return f"Xem {', '.join(filter(None, said))}"


def paper_waits_for(kind: str, state: str) -> str:
    """What comes next for a paper: a team's draft without a number, one that is locked, an agency's that is signed.

    Minutes are numbered by the team before they are signed; what an agency issues gets its number after it is signed.
    """
    if kind in UNNUMBERED:
        return RECORD_SIGNED
    if kind in OF_TEAM:
        return NUMBER_BY_TEAM if state == "draft" else RECORD_SIGNED
    return ISSUE if state == "locked" else SEND
