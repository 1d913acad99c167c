"""The facts of papers about a plan or a whole inspection, as plain values; it knows no table and words nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspections.papers.facts import Facts

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
