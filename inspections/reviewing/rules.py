"""Decides what is wrong at a visit from its facts: contradictions, gaps, impossible days; it knows no table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from inspections.findings.rules import FAILING, FAULTS, money
from inspections.law.rules import Band
from inspections.vietnamese import format_date


@dataclass(frozen=True)
class ItemFacts:
    """What is known of an item: ``subject`` is its code and question, ``missing`` the words of its gaps, ``states``
    agency → state of its answer.
    """

    ref: str
    subject: str
    missing: Sequence[str] = ()
    states: dict[str, str] = field(default_factory=dict)
    differs: bool = False
    conclusion: str | None = None
    findings: int = 0

    @property
    def fails(self) -> bool:
        """Whether it failed: the leader's conclusion decides, without one any agency's answer does."""
        return bool(FAILING & ({self.conclusion} if self.conclusion else set(self.states.values())))


@dataclass(frozen=True)
class FindingFacts:
    """What is known of a finding; ``items`` are the codes that it rests on, ``passing`` those that do not fail."""

    ref: str
    kind: str
    state: str
    text: str
    duty: str = ""
    severity: str | None = None
    act: bool = False
    band: Band | None = None
    fines: Sequence[int] = ()
    detected_on: date | None = None
    ended_on: date | None = None
    items: Sequence[str] = ()
    passing: Sequence[str] = ()
    photos: int = 0


@dataclass(frozen=True)
class VisitFacts:
    """What is known of a visit itself; ``photos`` are (item ref, code, day taken)."""

    ref: str
    day: date
    decided_on: date | None
    announced_on: date | None
    people: int
    signer: bool
    photos: Sequence[tuple[str, str, date]] = ()


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: ``kind`` and ``ref`` of the record to open (item, finding, visit, record)."""

    kind: str
    ref: str
    subject: str
    words: str


def of_item(one: ItemFacts) -> Iterator[Fault]:
    """What is missing in an item, or contradicts what was found."""
    for words in one.missing:
        yield Fault("item", one.ref, one.subject, words)
    if one.differs and one.conclusion is None:
        yield Fault("item", one.ref, one.subject, "hai cơ quan đánh giá khác nhau, trưởng đoàn chưa kết luận")
    if one.fails and not one.findings:
        yield Fault("item", one.ref, one.subject, "chưa đạt nhưng chưa ghi nhận tồn tại, vi phạm nào")


FINDING: tuple[tuple[Callable[[FindingFacts], bool], Callable[[FindingFacts], str]], ...] = (
    (
        lambda one: bool(one.passing),
        lambda one: f"dựa vào nội dung không có kết quả chưa đạt: {', '.join(one.passing)}",
    ),
    (
        lambda one: one.kind in FAULTS and not one.items and not one.photos,
        lambda _: "không có nội dung hay ảnh làm căn cứ",
    ),
    (lambda one: one.kind in FAULTS and not one.duty.strip(), lambda _: "chưa ghi quy định về nghĩa vụ"),
    (lambda one: one.kind in FAULTS and not one.severity, lambda _: "chưa chọn mức độ"),
    (lambda one: one.kind == "violation" and not one.act, lambda _: "chưa chọn hành vi vi phạm"),
    (lambda one: bool(_outside(one)), lambda one: f"mức phạt {_outside(one)} nằm ngoài khung {one.band} đồng"),
    (
        lambda one: bool(one.ended_on and one.detected_on and one.ended_on > one.detected_on),
        lambda one: f"hành vi chấm dứt ngày {_day(one.ended_on)}, sau ngày phát hiện {_day(one.detected_on)}",
    ),
    (lambda one: one.state == "noted", lambda _: "mới ghi nhận, chưa được trưởng đoàn xác nhận"),
)
"""Of a finding that stands: when something is wrong with it → the words that say so."""


def of_finding(one: FindingFacts, decided_on: date | None) -> Iterator[Fault]:
    """What is wrong with a finding; one that was dismissed has nothing wrong."""
    if one.state == "dismissed":
        return
    for is_wrong, words_of in FINDING:
        if is_wrong(one):
            yield Fault("finding", one.ref, one.text, words_of(one))
    if one.detected_on and decided_on and one.detected_on < decided_on:
        words = f"phát hiện ngày {_day(one.detected_on)}, trước ngày quyết định kiểm tra {_day(decided_on)}"
        yield Fault("finding", one.ref, one.text, words)


def of_visit(one: VisitFacts) -> Iterator[Fault]:
    """What is wrong with the visit itself, its people and its photos."""
    if one.decided_on is None:
        yield Fault("visit", one.ref, "Quyết định", "chưa ghi số, ngày quyết định kiểm tra")
    elif one.day < one.decided_on:
        yield Fault("visit", one.ref, "Ngày kiểm tra", f"{_day(one.day)}, trước ngày quyết định {_day(one.decided_on)}")
    if not one.people:
        yield Fault("record", one.ref, "Thành phần làm việc", "chưa có người của đơn vị được kiểm tra")
    elif not one.signer:
        yield Fault("record", one.ref, "Thành phần làm việc", "chưa chọn người ký biên bản thay mặt đơn vị")
    first = one.announced_on or one.day
    for ref, code, taken in one.photos:
        if taken < first:
            yield Fault("item", ref, code, f"có ảnh chụp ngày {_day(taken)}, trước ngày công bố {_day(first)}")


def _outside(one: FindingFacts) -> str:
    """The fines that lie outside the band, in words."""
    band = one.band
    return ", ".join(money(fine) for fine in one.fines if band and not band.minimum <= fine <= band.maximum)


def _day(day: date | None) -> str:
    return format_date(day) if day else ""
