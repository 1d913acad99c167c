"""Says what the numbers of the overview are and which list each of them opens; it knows no table and no request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median_high
from typing import Any

from inspections.inspecting.rules import VISITED
from inspections.overview.cells import Totals
from inspections.remedies.rules import AGES, DONE, PAST

BEGUN = frozenset({"in_progress", "suspended", "finished", "reported", "stopped"})
"""States of an inspection that was announced somewhere."""
FINISHED = frozenset({"finished", "reported"})
STAGES = {
    "waiting": ("○", "Chưa tiến hành", ""),
    "begun": ("◐", "Đang tiến hành", "chip-accent"),
    "finished": ("✓", "Đã kết thúc", "chip-good"),
}
"""How far an intended inspection is: sign, word and look."""
MOST, LONGEST_ITEM = 6, 90
"""How many bodies, clauses, sections, items and communes the page names, and how many letters of an item; the rest is
in the lists."""
MOST_LATE = 8
"""How many overdue bodies the page names, so that it stays one sheet; the totals below them count all."""
LEAST_FOR_PERCENT = 20
"""A share of fewer than this is told as "a of n" alone: one requirement more or less would move it by over 5 points."""
CUTS = {"agency": "Theo cơ quan", "quarter": "Theo quý", "commune": "Theo xã, phường"}
"""The ways in which the numbers of a year are cut."""


@dataclass(frozen=True)
class Asked:
    """What the overview is narrowed to: a year, and where they are given an agency, a quarter, a commune, a body."""

    year: int
    agency: str = ""
    quarter: str = ""
    commune: str = ""
    body: str = ""

    def values(self) -> dict[str, str]:
        """What is asked, by the names that every list understands."""
        return {"year": str(self.year)} | {name: getattr(self, name) for name in NARROWS if getattr(self, name)}


NARROWS = ("agency", "quarter", "commune", "body")


@dataclass(frozen=True)
class Late:
    """What one body is late with towards one agency; ``dues`` are (due day, how many requirements), oldest first."""

    agency: str
    ref: str
    body: str
    dues: tuple[tuple[date, int], ...]

    @property
    def count(self) -> int:
        """How many requirements."""
        return sum(count for _due_on, count in self.dues)

    @property
    def due_on(self) -> date:
        """The oldest due day."""
        return self.dues[0][0]


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
    """The plan of a year as it was issued last; ``lines`` are those that stand and that are asked for."""

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
    """Something that findings rest on, and how many: a body, a clause, a section, an item.

    ``key`` is what a list asks by; ``of`` is at how many visits whose fieldwork is over it was looked at, whichever
    agency led them, and None where that cannot be said.
    """

    key: str
    words: str
    count: int
    of: int | None = None


@dataclass(frozen=True)
class Figures:
    """Every number of the overview; ``plans`` are those of the year and of the year before, where there were any."""

    asked: Asked
    late: list[Late]
    plans: Mapping[int, Plan]
    inspections: Mapping[str, int]
    visits: Mapping[str, int]
    findings: Findings
    remedies: Mapping[str, int]
    totals: Totals
    bodies: list[Ranked]
    duties: list[Ranked]
    sections: list[Ranked]
    items: list[Ranked]

    @property
    def plan(self) -> Plan | None:
        """The plan of the year, or None before it is issued."""
        return self.plans.get(self.asked.year)

    @property
    def late_count(self) -> int:
        """How many requirements are overdue."""
        return sum(one.count for one in self.late)

    @property
    def verified(self) -> int:
        """How many requirements of the year are fulfilled."""
        return sum(count for state, count in self.remedies.items() if state in DONE)

    @property
    def to_send(self) -> int:
        """How many requirements of the year wait to be sent: what is open and neither runs nor is overdue."""
        return sum(self.remedies.values()) - self.verified - self.count("running") - self.count("yes")

    def count(self, what: str, cut: str = "", value: Any = "", years_before: int = 0) -> int:
        """How many of ``what`` (cells.Cell, cells.SUMS) there are in the year, or that many years before."""
        return self.totals.count(what, self.asked.year - years_before, cut, value)


_VISITED = {"state": VISITED}
LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "plan": ("overview.plan", {}),
    "inspections": ("inspecting.inspections", {}),
    "visits": ("inspecting.visits", {}),
    "visited": ("inspecting.visits", _VISITED),
    "looked_at": ("inspecting.visits", _VISITED),
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
"""Number → the list it opens: its endpoint, and what that list is asked besides what the overview is narrowed to."""

COLUMNS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("visits", "visited", {}),
    ("faults", "faults", {}),
    ("requirements", "remedies", {}),
    ("past", "remedies", {"overdue": PAST}),
    ("in_time", "remedies", {"overdue": "in_time"}),
    ("yes", "remedies", {"overdue": "yes"}),
)
"""What is counted by agency, quarter and commune: what it is, the list it opens, what that list is asked besides."""

LEAVES_OUT = {"late": ("year", "quarter"), "looked_at": ("agency",)}
"""Number → what does not narrow it: what is overdue today does not end with its year, and a visit that looked at
something did so for both agencies."""


def asked_of(name: str, asked: Asked, **more: str) -> tuple[str, dict[str, str]]:
    """The endpoint of a number's list, and everything that list is asked."""
    endpoint, fixed = LISTS[name]
    values = {key: value for key, value in asked.values().items() if key not in LEAVES_OUT.get(name, ())}
    return endpoint, values | fixed | more


def faulty(values: Mapping[str, str]) -> dict[str, str]:
    """What is asked, narrowed to shortcomings and violations that stand."""
    return {**values} | LISTS["faults"][1]


def before(asked: Asked) -> Asked:
    """The same of the year before."""
    return replace(asked, year=asked.year - 1)


def days_late(due_on: date, today: date) -> int:
    """By how many days something is overdue."""
    return (today - due_on).days


def share(part: int, whole: int) -> str:
    """A share in whole percent; empty where there are fewer than LEAST_FOR_PERCENT to take it of.

    All requirements are counted, none is drawn as a sample, so there is no interval to give.
    """
    return f"{(200 * part + whole) // (2 * whole)} %" if whole >= LEAST_FOR_PERCENT else ""


@dataclass(frozen=True)
class LateTotal:
    """What is overdue towards one agency: how many requirements, for how many days the oldest and the middle one."""

    count: int
    longest: int
    middle: int


def by_agency(late: Iterable[Late], today: date) -> dict[str, LateTotal]:
    """Agency → what it waits for in vain.

    Of the days the median is given, not the mean: a single requirement that is years late would move a mean at will.
    With an even number it is the upper one of the middle two, so that half is overdue for at most that long.
    """
    days: dict[str, list[int]] = {}
    for one in late:
        for due_on, count in one.dues:
            days.setdefault(one.agency, []).extend([days_late(due_on, today)] * count)
    return {agency: LateTotal(len(each), max(each), median_high(each)) for agency, each in days.items()}


def by_age(late: Iterable[Late], today: date) -> dict[tuple[str, str], int]:
    """(age, agency) → how many requirements are overdue for so many days; the ages are remedies.rules.AGES."""
    found: dict[tuple[str, str], int] = {}
    for one in late:
        for due_on, count in one.dues:
            key = age_of(days_late(due_on, today)), one.agency
            found[key] = found.get(key, 0) + count
    return found


def age_of(days: int) -> str:
    """The age that so many days overdue belong to."""
    return next(name for name, (_least, most) in AGES.items() if most is None or days <= most)
