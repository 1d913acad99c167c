"""Says what a thing that waits is waiting for, and how an entry of a first page reads; it knows no table."""

from dataclasses import dataclass
from datetime import date

from inspections.deciding import steps as deciding
from inspections.deciding.steps import BEFORE_IT_BEGINS, INSPECTION
from inspections.directory.rules import END
from inspections.papers.rules import FINDING_STEPS, OF_TEAM
from inspections.vietnamese import format_date
from inspections.workflow import find

MOST = 20
"""How many rows of one kind the first page shows; the lists have all of them."""
READ = MOST + 1
"""How many are read, so that the page can say that there are more."""

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
NUMBER_DECISION = deciding.LABELS["number"]
"""What a decision that was signed here waits for before its working plan is approved."""
CHAIRMAN = "UBND"
APPROVED_BY_CHAIRMAN = frozenset({"draft", "decided"})
"""States in which an inspection of the Chairman's waits for himself."""


@dataclass(frozen=True)
class BodyWords:
    """How a body's first page speaks of what is done there: its visits, none of them yet, what they go by."""

    visits: str
    none: str
    later: str
    by: str


OF_BODY = {
    "inspection": BodyWords(
        "Kiểm tra tại đơn vị của tôi",
        "Chưa có lần kiểm tra nào gửi đến đơn vị.",
        "Lịch kiểm tra và các yêu cầu gửi đến đơn vị sẽ có ở đây.",
        "quyết định và thông báo lịch kiểm tra đã gửi đơn vị",
    ),
    "survey": BodyWords(
        "Khảo sát tại đơn vị của tôi",
        "Chưa có buổi khảo sát nào gửi đến đơn vị.",
        "Lịch khảo sát và phiếu gửi đến đơn vị sẽ có ở đây.",
        "văn bản hai bên đã thống nhất",
    ),
}
"""Whether a body is inspected or only surveyed, by agreement → the words for it."""


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


NUMBERED = {"paper": "papers.paper", "inspection": "deciding.decision"}
"""What stands in the number book → the page it opens."""


@dataclass(frozen=True)
class Card:
    """What waits of one kind: its title, its entries, and the list that has all of them, with what it is asked."""

    title: str
    entries: list[Entry]
    whole: tuple[str, dict[str, str]] | None = None

    @property
    def shown(self) -> list[Entry]:
        """As many as the page shows."""
        return self.entries[:MOST]

    @property
    def more(self) -> bool:
        """Whether there are others."""
        return len(self.entries) > MOST

    @property
    def count(self) -> str:
        """How many there are, as the heading says it."""
        return f"hơn {MOST}" if self.more else str(len(self.entries))


def signed_text(day: date) -> str:
    """The day of what has a number, in the number book."""
    return format_date(day) if day < END else "chưa ký"


def series_text(kind: str, decision: str | None) -> str:
    """Whose series a number is of, where a team gave it: each team begins with 01."""
    of_team = kind in OF_TEAM and kind not in FINDING_STEPS
    return f"đoàn theo Quyết định số {decision}" if of_team and decision else ""


def inspection_waits_for(state: str, numbered: bool, records: bool) -> str:
    """What comes next for an inspection: of a decision that was signed without a number, the number.

    ``records`` is whether the reader records what others take, as a clerk does.
    """
    return INSPECTION_WAITS[state][records] if numbered or state not in BEFORE_IT_BEGINS else NUMBER_DECISION


def late_words(late: int, aside: int) -> str:
    """What is said of operations that do not count and that nobody has looked at."""
    said = (f"{late} lần ghi đến sau khi xác nhận" if late else "", f"{aside} lần ghi có giá trị lạ" if aside else "")
    return f"Xem {', '.join(filter(None, said))}"
