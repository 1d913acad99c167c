"""What is typed on the pages of a decision, and what it may meet, as values that actions and queries hand around.

Nothing here decides or reads anything.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from inspections.planning.rules import Paper


@dataclass(frozen=True)
class DraftData:
    """What is typed about a decision."""

    title: str
    content: str
    scope: str
    period_from: date | None
    period_to: date | None
    duration_days: int | None
    form: str
    signer: str
    ground_text: str
    ground_paper: str
    clear_signs: bool
    repeat_facts: str


@dataclass(frozen=True)
class NewData:
    """What an inspection begins with; ``lines`` and ``bodies`` are references, ``copied`` one of an inspection."""

    first_day: date
    lines: Collection[str] = ()
    bodies: Collection[str] = ()
    ground: str = "c"
    ground_text: str = ""
    ground_paper: str = ""
    title: str = ""
    copied: str = ""


@dataclass(frozen=True)
class StepData:
    """What is typed with a step; only what that step asks for is filled."""

    reason: str = ""
    paper: Paper | None = None
    day: date | None = None
    days: int | None = None
    number: str = ""
    ground: str = ""


@dataclass(frozen=True)
class Planned:
    """What is typed about a visit that is not announced yet."""

    day: date
    agreement: str = ""
    removed: bool = False


@dataclass(frozen=True)
class PlanData:
    """What is typed about a working plan; ``duties`` by the reference of the member."""

    items: Mapping[str, str]
    number: str
    on: date | None
    duties: Mapping[str, str]


@dataclass(frozen=True)
class Overlap:
    """Another inspection that meets this one: at the same body within months, or by a member on the same days."""

    key: str
    sentence: str


@dataclass(frozen=True)
class Span:
    """The days from the first to the last of something."""

    first: date
    last: date

    def meets(self, other: "Span") -> bool:
        """Whether there is a day in both."""
        return self.first <= other.last and other.first <= self.last
