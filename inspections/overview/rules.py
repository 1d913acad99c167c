"""Says what the numbers of the overview are and which list each of them opens; it knows no table and no request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

VERIFIED = frozenset({"verified", "effective"})
"""States in which a remedy is no longer waited for."""
BEGUN = frozenset({"in_progress", "suspended", "finished", "reported", "stopped"})
"""States of an inspection that was announced somewhere."""
FINISHED = frozenset({"finished", "reported"})
VISITED = frozenset({"fieldwork_done", "minutes_signed", "results_notified", "following_up", "closed"})
"""States of a visit whose fieldwork is over."""
QUARTERS = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV"}
STAGES = {
    "waiting": ("○", "Chưa tiến hành", ""),
    "begun": ("◐", "Đang tiến hành", "chip-accent"),
    "finished": ("✓", "Đã kết thúc", "chip-good"),
}
"""How far an intended inspection is: sign, word and look."""
MOST, LONGEST_ITEM = 6, 90
"""How many clauses, sections and items the page names, and how many letters of an item; the rest is in the lists."""


@dataclass(frozen=True)
class Asked:
    """What the overview is narrowed to: a year, and one agency or both."""

    year: int
    agency: str = ""


@dataclass(frozen=True)
class Late:
    """What one body is late with towards one agency: how many requirements, the oldest due day."""

    agency: str
    ref: str
    body: str
    count: int
    due_on: date


@dataclass(frozen=True)
class PlanLine:
    """An intended inspection of the plan in force, with the inspections (ref, title, state) that carry it out."""

    number: int
    bodies: tuple[str, ...]
    quarter: int
    lead: str
    inspections: tuple[tuple[str, str, str], ...] = ()

    @property
    def stage(self) -> str:
        """How far it is; one of STAGES."""
        states = {state for _ref, _title, state in self.inspections}
        if states & FINISHED:
            return "finished"
        return "begun" if states & BEGUN else "waiting"


@dataclass(frozen=True)
class Plan:
    """The plan of the year as it was issued last; ``lines`` are those that stand, of the agency that is asked for."""

    ref: str
    lines: list[PlanLine]

    def of(self, stage: str = "", quarter: int = 0) -> list[PlanLine]:
        """The lines that are as far as this, of this quarter; without one, of every stage, of the year."""
        return [line for line in self.lines if stage in ("", line.stage) and quarter in (0, line.quarter)]

    def count(self, stage: str = "", quarter: int = 0) -> int:
        """How many lines these are."""
        return len(self.of(stage, quarter))


@dataclass(frozen=True)
class Findings:
    """The findings of the year: how many by kind and state, decisions that fine, their sum, and how many are own."""

    by: Mapping[tuple[str, str], int] = field(default_factory=dict)
    decided: int = 0
    fines: int = 0
    own: int = 0

    def of_kind(self, kind: str) -> int:
        """How many of a kind stand; dismissed ones do not."""
        return sum(count for (one, state), count in self.by.items() if one == kind and state != "dismissed")


@dataclass(frozen=True)
class Ranked:
    """Something that findings rest on, and how many: a clause, a section, an item. ``key`` is what a list asks by."""

    key: str
    words: str
    count: int


@dataclass(frozen=True)
class Figures:
    """Every number of the overview."""

    asked: Asked
    late: list[Late]
    plan: Plan | None
    inspections: Mapping[str, int]
    visits: Mapping[str, int]
    findings: Findings
    remedies: Mapping[str, int]
    duties: list[Ranked]
    sections: list[Ranked]
    items: list[Ranked]

    @property
    def late_count(self) -> int:
        """How many requirements are overdue."""
        return sum(one.count for one in self.late)

    @property
    def verified(self) -> int:
        """How many requirements of the year are fulfilled."""
        return sum(count for state, count in self.remedies.items() if state in VERIFIED)


LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "plan": ("overview.plan", {}),
    "inspections": ("inspecting.inspections", {}),
    "visits": ("inspecting.visits", {}),
    "faults": ("findings.findings", {"faults": "1", "standing": "1"}),
    "shortcomings": ("findings.findings", {"kind": "shortcoming"}),
    "violations": ("findings.findings", {"kind": "violation"}),
    "standing_shortcomings": ("findings.findings", {"kind": "shortcoming", "standing": "1"}),
    "standing_violations": ("findings.findings", {"kind": "violation", "standing": "1"}),
    "good_practices": ("findings.findings", {"kind": "good_practice", "standing": "1"}),
    "fined": ("findings.findings", {"kind": "violation", "fined": "1"}),
    "remedies": ("remedies.remedies", {}),
    "late": ("remedies.remedies", {"overdue": "yes"}),
}
"""Number → the list it opens: its endpoint, and what that list is asked besides year, agency and the number's own."""

OF_ALL_YEARS = frozenset({"late"})
"""Numbers of today, which no year narrows: what is overdue does not end with the year."""


def asked_of(name: str, asked: Asked, **more: str) -> tuple[str, dict[str, str]]:
    """The endpoint of a number's list, and everything that list is asked."""
    endpoint, fixed = LISTS[name]
    year = {} if name in OF_ALL_YEARS else {"year": str(asked.year)}
    agency = {"agency": asked.agency} if asked.agency else {}
    return endpoint, year | agency | fixed | more


def days_late(due_on: date, today: date) -> int:
    """By how many days something is overdue."""
    return (today - due_on).days


def by_agency(late: Iterable[Late]) -> dict[str, tuple[int, date]]:
    """Agency → how many requirements it waits for in vain, the oldest due day."""
    found: dict[str, tuple[int, date]] = {}
    for one in late:
        count, oldest = found.get(one.agency, (0, one.due_on))
        found[one.agency] = count + one.count, min(oldest, one.due_on)
    return found


@dataclass(frozen=True)
class Bar:
    """One bar of the chart, in its units; ``done`` says that it stands for what is finished."""

    x: int
    y: int
    height: int
    done: bool


@dataclass(frozen=True)
class Chart:
    """The bars by quarter: the lines planned, and beside them those finished."""

    bars: list[Bar]
    words: list[tuple[int, str]]
    ground: int
    height: int


GROUND, BETWEEN_QUARTERS, BESIDE = 100, 75, 28
TALLEST = 90


def chart(plan: Plan) -> Chart:
    """The plan and what is finished, by quarter; the tallest bar is TALLEST high."""
    most = max((plan.count(quarter=quarter) for quarter in QUARTERS), default=0) or 1
    bars, words = [], []
    for place, (quarter, name) in enumerate(QUARTERS.items()):
        left = 20 + place * BETWEEN_QUARTERS
        for stage, x in (("", left), ("finished", left + BESIDE)):
            height = TALLEST * plan.count(stage, quarter) // most
            bars.append(Bar(x, GROUND - height, height, bool(stage)))
        words.append((left + BESIDE, name))
    return Chart([bar for bar in bars if bar.height], words, GROUND, GROUND + 24)
