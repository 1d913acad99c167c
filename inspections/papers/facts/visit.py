"""The facts that papers are composed from, as plain values gathered once for every format; it knows no table."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspections.reporting.rules import Figures


@dataclass(frozen=True)
class Person:
    """Someone named in a paper; ``agency`` is an agency's code, empty for people of the body or of nobody."""

    title: str
    name: str
    position: str
    rank: str = ""
    agency: str = ""
    role: str = ""
    authority: str = ""
    address: str = ""
    signs: bool = False


@dataclass(frozen=True)
class Result:
    """What one agency answered to an item: the state by its code, its words, what was seen, the note.

    ``entries`` are the lines of a sample that was listed one by one.
    """

    agency: str
    state: str
    word: str
    seen: str = ""
    note: str = ""
    reason: str = ""
    entries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """An item that was chosen for a visit; ``photos`` are their numbers in the annex."""

    code: str
    question: str
    results: tuple[Result, ...]
    conclusion: str = ""
    photos: tuple[int, ...] = ()
    duty: str = ""


@dataclass(frozen=True)
class Section:
    """A section of a checklist with its items."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Chapter:
    """A checklist at a visit; ``lead`` is the agency that leads most of its items."""

    title: str
    lead: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Picture:
    """A photo for the annex."""

    number: int
    sha256: str
    width: int
    height: int
    caption: str
    at: str
    item: str


@dataclass(frozen=True)
class Finding:
    """What was found; ``act`` is the clause that fines it, printed in the part on violations alone.

    It names its decree by the number; ``decree`` is what follows where that is first mentioned.
    """

    kind: str
    text: str
    duty: str = ""
    requirement: str = ""
    due_on: date | None = None
    act: str = ""
    decree: str = ""
    act_verified: bool = True
    subject: str = ""
    ended_on: date | None = None
    continuing: bool = False
    detected_on: date | None = None
    put_right_on: date | None = None
    record: str = ""
    transferred_to: str = ""
    writer: str = ""
    decision: str = ""
    fine: int | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Earlier:
    """A requirement of an earlier visit to the same body, and how far it is."""

    requirement: str
    word: str


@dataclass(frozen=True)
class Late:
    """A requirement that a body is late with: the letter it came by, its last day, the one it had at first."""

    requirement: str
    letter: str
    due_on: date
    first_due_on: date


@dataclass(frozen=True)
class Document:
    """A paper that the body handed over."""

    name: str
    number: str
    dated_on: date | None
    original: bool
    note: str


@dataclass(frozen=True)
class Agency:
    """An agency under its name on the day; ``symbol`` and ``unit`` stand in the numbers of its papers."""

    name: str
    parent: str = ""
    symbol: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Order:
    """The decision that orders the inspection, and its working plan."""

    title: str
    number: str
    decided_on: date | None
    issuer: str
    plan_number: str
    plan_on: date | None
    plan_approval: str
    plan_approved_on: date | None
    period_from: date | None
    period_to: date | None
    report_number: str = ""
    report_on: date | None = None
    content: str = ""
    days: int | None = None
    days_unit: str = "calendar"


@dataclass(frozen=True)
class Conduct:
    """What a body may and must do; ``ground`` is the article in full, empty where nobody has verified it."""

    ground: str
    rights: tuple[str, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What every paper may say; ``typed`` is what people typed for this paper, ``today`` when it is composed.

    ``owner`` is the agency that issues it, or whose inspection it belongs to; ``agencies`` their names on the day.
    """

    today: date
    province: str
    city: str
    owner: str
    agencies: dict[str, Agency]
    number: str = ""
    typed: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A typed text, empty when nothing was typed."""
        return str(self.typed.get(name) or "")


@dataclass(frozen=True, kw_only=True)
class TeamFacts(Facts):
    """What every paper may say that an inspection's team draws up: what was ordered, and who goes."""

    order: Order
    team: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class VisitFacts(TeamFacts):
    """Everything that the papers of a visit may say; ``day`` is that of the visit."""

    kind: str
    body: str
    body_kind: str
    place: str
    enterprise: str
    day: date
    agreement: str
    attendees: tuple[Person, ...]
    others: tuple[Person, ...]
    witnesses: tuple[Person, ...]
    chapters: tuple[Chapter, ...]
    findings: tuple[Finding, ...]
    earlier: tuple[Earlier, ...]
    documents: tuple[Document, ...]
    pictures: tuple[Picture, ...]
    minutes_number: str = ""
    minutes_on: date | None = None
    conduct: Conduct | None = None
    late: tuple[Late, ...] = ()

    def of(self, kind: str) -> list[Finding]:
        """The findings of a kind."""
        return [finding for finding in self.findings if finding.kind == kind]


@dataclass(frozen=True, kw_only=True)
class YearFacts(Facts):
    """Everything that a report on a year may say: the figures of its period."""

    figures: Figures
