"""Composes the index of a case file (mục lục văn bản trong hồ sơ) from plain facts: what it holds, sheet by sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inspections.papers.content import Block, Cell, Column, Content, Head, Signatures, Table, text
from inspections.papers.facts.visit import Facts, Order
from inspections.papers.wording import BLANK, count, lines, short_date
from inspections.vietnamese import count_text

MARK = "HSKT"
"""The mark of the files of inspections, as the province's files have it."""
DECISION, PREPARED, MINUTES, VIOLATION, TRANSFERRED, PUNISHED, PAID, FOLLOWED, REPORTED = range(9)
"""The places in a case file, in the order in which the province files its cases."""
PLACES = {
    "decision": DECISION,
    "working_plan": PREPARED,
    "visit_notice": PREPARED,
    "announcement_minutes": PREPARED,
    "minutes": MINUTES,
    "survey_minutes": MINUTES,
    "annex": MINUTES,
    "violation_record": VIOLATION,
    "file_transfer": TRANSFERRED,
    "result_notice": FOLLOWED,
    "correction_demand": FOLLOWED,
    "urging_letter": FOLLOWED,
    "team_report": REPORTED,
}
"""Where a paper stands in the file, by its kind."""
OF_AGENCY = frozenset({VIOLATION, PUNISHED})
"""Places of papers that each agency numbers for itself."""
OTHER = FOLLOWED
"""Where a kind stands that is not named."""
COLUMNS = (
    Column("TT", 10, True),
    Column("Số, ký hiệu", 28),
    Column("Ngày", 23, True),
    Column("Trích yếu nội dung", 45),
    Column("Tác giả", 26),
    Column("Tờ số", 14, True),
    Column("Ghi chú", 14),
)
NOT_SIGNED = "Đơn vị không ký"
REPLACED = "Đã được thay thế bằng bản mới"


@dataclass(frozen=True)
class Filed:
    """A paper in the file: its place, number and day, what it is about, whose it is, what is remarked."""

    place: int
    number: str
    on: date | None
    about: str
    author: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class IndexFacts(Facts):
    """What the index of a case file says; ``kept`` is how long the file is kept, in words."""

    order: Order
    filed: tuple[Filed, ...]
    kept: str = ""


def in_order(found: Sequence[Filed]) -> tuple[Filed, ...]:
    """The papers in the order of the file, each number of a day once: what came first stands.

    Records and decisions on violations have series of their own in each agency, so theirs are once an author.
    """
    once: dict[tuple[str, date | None, str], Filed] = {}
    for one in found:
        apart = one.author if one.place in OF_AGENCY else ""
        once.setdefault((one.number, one.on, apart if one.number else one.about), one)
    return tuple(sorted(once.values(), key=lambda one: (one.place, one.on or date.max, one.number)))


def sheets(typed: str, papers: int) -> tuple[list[str], int]:
    """The sheets of each paper, "01–03", from how many each has, line by line, and how many there are in all.

    Where a line is missing or is no number, this paper and those after it stay blank, and the whole is unknown: 0.
    """
    counts = [int(one) if one.isascii() and one.isdecimal() else 0 for one in lines(typed)][:papers]
    known = counts.index(0) if 0 in counts else len(counts)
    found, last = [""] * papers, 0
    for place, many in enumerate(counts[:known]):
        first, last = last + 1, last + many
        found[place] = count(first) if many == 1 else f"{count(first)}–{count(last)}"
    return found, last if known == papers else 0


def compose(facts: IndexFacts) -> Content:
    """The file's marks, the table of its papers, how many there are, who drew it up."""
    agency = facts.agencies[facts.owner]
    above = agency.parent.replace("Ủy ban nhân dân", "UBND").upper()
    place = f"{facts.city}, ngày {BLANK} tháng {BLANK} năm {facts.today.year}"
    return Content(
        head=Head(above, agency.name.upper(), f"Số hồ sơ: {facts.text('mark') or BLANK}/{MARK}", place),
        title="MỤC LỤC VĂN BẢN, TÀI LIỆU TRONG HỒ SƠ",
        about=f"Hồ sơ {facts.order.title[:1].lower()}{facts.order.title[1:]}",
        blocks=tuple(_blocks(facts)),
    )


def _blocks(facts: IndexFacts) -> Iterator[Block]:
    on = f" ngày {short_date(facts.order.decided_on)}" if facts.order.decided_on else ""
    yield text("body", f"Theo Quyết định số {facts.order.number or BLANK}{on} của {facts.order.issuer}.")
    if facts.kept:
        yield text("body", f"Thời hạn bảo quản: {facts.kept}.")
    pages, whole = sheets(facts.text("sheets"), len(facts.filed))
    rows = tuple(
        (count(number), one.number, short_date(one.on) if one.on else "", one.about, one.author, sheet, one.note)
        for number, (one, sheet) in enumerate(zip(facts.filed, pages, strict=True), start=1)
    )
    yield Table(COLUMNS, rows)
    until = count_text(whole) if whole else BLANK
    yield text(
        "last",
        f"Hồ sơ gồm {count_text(len(facts.filed))} văn bản, tài liệu; {until} tờ, đánh số từ tờ 01 đến tờ {until}./.",
    )
    yield _signatures(facts)


def _signatures(facts: IndexFacts) -> Signatures:
    head = Cell(("TRƯỞNG ĐOÀN KIỂM TRA",), facts.text("leader"))
    return Signatures(((Cell(("NGƯỜI LẬP",), facts.text("signer")), head),))
