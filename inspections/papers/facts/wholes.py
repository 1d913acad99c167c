"""The facts of papers about a plan or a whole inspection, as plain values; it knows no table and words nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspections.papers.facts.visit import Earlier, Facts, Finding, Person, TeamFacts

Prose = Mapping[str, Any]
"""The fixed sentences of a paper by their place in it, as they are shipped for a day."""


@dataclass(frozen=True)
class Ground:
    """A legal document as a paper names it in full; ``sure`` is whether somebody has verified it with its title."""

    text: str
    number: str
    sure: bool


@dataclass(frozen=True)
class Letter:
    """A paper that a step was taken on; without a number the step was taken in the application."""

    kind: str
    number: str
    day: date


@dataclass(frozen=True)
class PlannedLine:
    """A line of a plan: whom it visits, what for, when, who leads; ``survey`` where nobody is inspected."""

    bodies: tuple[str, ...]
    content: str
    when: str
    lead: str
    note: str
    survey: bool


@dataclass(frozen=True, kw_only=True)
class PlanFacts(Facts):
    """Everything that the plan of a year may say; ``owner`` is the agency that issues it.

    ``kinds`` are those of the bodies it visits; ``steps`` are the papers of the steps it took in this version, by step;
    ``before`` is the issue of the version before. ``days`` and ``extension`` are None where the decree gives whoever
    orders an inspection no limit.
    """

    year: int
    title: str
    lines: tuple[PlannedLine, ...]
    kinds: tuple[str, ...]
    grounds: tuple[Ground, ...]
    prose: Prose
    steps: Mapping[str, Letter] = field(default_factory=dict)
    before: Letter | None = None
    enterprise: str = ""
    days: int | None = None
    extension: int | None = None
    days_unit: str = "calendar"


@dataclass(frozen=True)
class Unit:
    """A body under an inspection; ``counts`` says how many items came to which result, ``opinion`` its words."""

    body: str
    kind: str
    survey: bool
    day: date
    announced_on: date | None
    agreement: str = ""
    minutes_number: str = ""
    minutes_on: date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    opinion: str = ""

    def of(self, kind: str) -> list[Finding]:
        """What was found there of a kind."""
        return [one for one in self.findings if one.kind == kind]


@dataclass(frozen=True)
class Base:
    """What orders an inspection beside the law: the plan by its number or its title, a paper, what it says."""

    plan: Letter | None = None
    plan_title: str = ""
    paper: str = ""
    text: str = ""
    police: Letter | None = None


@dataclass(frozen=True, kw_only=True)
class CaseFacts(TeamFacts):
    """Everything that the papers of a whole inspection may say; ``issuer`` is who decides, ``owner`` who leads.

    ``duties`` are those of the members in the order of the team, ``items`` the nine of the working plan by their keys.
    ``authority`` is what stands above the name of who signs the decision.
    """

    issuer: str
    signer: Person | None
    authority: str
    scope: str
    units: tuple[Unit, ...]
    base: Base
    grounds: tuple[Ground, ...]
    prose: Prose
    duties: tuple[str, ...] = ()
    items: Mapping[str, str] = field(default_factory=dict)
    extension: int = 0
    began_on: date | None = None
    finished_on: date | None = None
    suspended: tuple[tuple[date, date | None], ...] = ()
