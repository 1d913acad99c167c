"""Says which copies of minutes there are and composes the annex that an agency keeps to itself; it reads no record."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from inspections.findings.rules import KINDS
from inspections.papers.composing import annexes, people, results
from inspections.papers.content import Annex, Block, Content, Run, text
from inspections.papers.facts.visit import Chapter, Finding, Picture, VisitFacts
from inspections.papers.wording import ROMAN, long_date, long_time, points, sentence
from inspections.vietnamese import lower_first

FULL, BODY, OWN = "full", "body", "own"
"""Whose copy it is: the one text that both agencies sign, the body's, the asking agency's own."""
NOTHING = "Không có."
OWN_TITLE = "NỘI DUNG KIỂM TRA RIÊNG CỦA CƠ QUAN"
PARTS = ("NỘI DUNG KIỂM TRA RIÊNG", "GHI CHÚ RIÊNG VỀ NỘI DUNG CHUNG", "PHÁT HIỆN RIÊNG", "ẢNH CHỤP RIÊNG")


@dataclass(frozen=True)
class Note:
    """What an agency noted for itself about an item that both see."""

    code: str
    question: str
    text: str


@dataclass(frozen=True)
class Own:
    """What one agency alone may see of a visit."""

    agency: str
    chapters: tuple[Chapter, ...] = ()
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    pictures: tuple[Picture, ...] = ()


def mark(facts: VisitFacts, reader: str) -> str:
    """What stands on every page of a copy; ``reader`` is BODY or the code of an agency."""
    if reader == BODY:
        return f"Bản giao đơn vị được {'khảo sát' if facts.kind == 'survey' else 'kiểm tra'}"
    return f"Bản lưu {people.agency(facts, reader)}"


def with_annex(content: Content, facts: VisitFacts, own: Own, sha256: str, at: datetime) -> Content:
    """The signed text with what one agency keeps to itself behind it; the text and its annexes stay as they are.

    ``sha256`` is that of the text, ``at`` the local time at which the annex was drawn up.
    """
    agency = people.agency(facts, own.agency)
    title = content.title[:1] + content.title[1:].lower()
    number = f"số {facts.number}" if facts.number else ""
    attached = " ".join(filter(None, ("(Kèm theo", title, number, long_date(facts.day)))) + ")"
    blocks = tuple(_blocks(facts, own, agency, sha256, at))
    annex = Annex(f"Phụ lục riêng của {agency}", OWN_TITLE, blocks, attached)
    return replace(content, annexes=(*content.annexes, annex))


def _blocks(facts: VisitFacts, own: Own, agency: str, sha256: str, at: datetime) -> Iterator[Block]:
    drawn_up = f"{long_time(f'{at:%H:%M}')}, {long_date(at.date())}"
    yield text("centre", Run(f"Chỉ lưu tại {agency}, không giao cơ quan khác", "bold"))
    yield text("body", f"Phụ lục này không thuộc nội dung hai cơ quan cùng ký; lập lúc {drawn_up}.")
    yield text("body", "Mã kiểm tra (SHA-256) của nội dung hai cơ quan cùng ký mà Phụ lục kèm theo:")
    yield text("centre", Run(sha256, "small"))
    parts = (_items(facts, own), _notes(own), _findings(own), iter(annexes.shown(own.pictures)))
    for number, title, blocks in zip(ROMAN, PARTS, parts, strict=False):
        yield text("part", f"{number}. {title}")
        yield from list(blocks) or [text("body", NOTHING)]


def _items(facts: VisitFacts, own: Own) -> Iterator[Block]:
    for number, chapter in enumerate(own.chapters, start=1):
        yield from results.chapter(facts, number, chapter)


def _notes(own: Own) -> Iterator[Block]:
    for one in own.notes:
        yield text("body", f"- {one.question.rstrip('.')}", Run(f" ({one.code})", "small"), f": {sentence(one.text)}")


def _findings(own: Own) -> Iterator[Block]:
    for line in points(_found(one) for one in own.findings):
        yield text("body", line)


def _found(one: Finding) -> str:
    said = f"{KINDS[one.kind]}: {results.act_of(one) if one.kind == 'violation' else one.text.rstrip('.')}"
    said += f"; chưa thực hiện đúng {lower_first(one.duty.rstrip('.'))}" if one.duty else ""
    asked = f"; yêu cầu: {lower_first(one.requirement.rstrip('.'))}" if one.requirement else ""
    due = f", hoàn thành chậm nhất {long_date(one.due_on)}" if one.due_on else ""
    return f"{said}{asked}{due}"
