"""Composes the letter that brings a violation's file to who may decide (công văn chuyển hồ sơ), with the list of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from inspections.papers.composing import people
from inspections.papers.composing.notice import addressed, attached, head, ordered_by, recipients
from inspections.papers.content import Annex, Block, Cell, Column, Content, Paragraph, Signatures, Table, text
from inspections.papers.facts.violations import Act, ViolationFacts, grounds
from inspections.papers.wording import BLANK, count, lines, long_date, points, sentence
from inspections.vietnamese import lower_first

COLUMNS = (
    Column("TT", 10, True),
    Column("Tên tài liệu", 68),
    Column("Số, ngày", 42, True),
    Column("Số tờ", 15, True),
    Column("Bản chính, bản sao", 25, True),
)
SEPARATOR = "|"
"""Stands between the columns of a line that is typed."""
NO_REASON = f"Lý do chuyển: {BLANK}"


def compose(facts: ViolationFacts) -> Content:
    """The letter and, as its annex, the list of the papers that go with it."""
    about = f"Chuyển hồ sơ vụ việc có dấu hiệu vi phạm hành chính qua kiểm tra tại {facts.visit.body}"
    return Content(
        head=replace(head(facts.visit, ""), subject=f"V/v {lower_first(about)}"),
        title="",
        about=about,
        blocks=tuple(_blocks(facts)),
        annexes=(_list(facts),),
    )


def _to(facts: ViolationFacts) -> str:
    return facts.text("to").strip().rstrip(".") or BLANK


def _blocks(facts: ViolationFacts) -> Iterator[Block]:
    visit, to = facts.visit, _to(facts)
    own = people.agency(visit, visit.owner)
    yield addressed(to)
    minutes = f"lập Biên bản kiểm tra số {visit.minutes_number or BLANK} {long_date(visit.minutes_on)}"
    yield text("body", f"{ordered_by(visit)}, Đoàn kiểm tra đã kiểm tra tại {visit.body} và {minutes}.")
    yield from _found(facts)
    yield from _reason(facts)
    papers = f"{count(len(rows(facts)))} tài liệu, danh mục kèm theo"
    yield text("body", f"{own} chuyển hồ sơ vụ việc (gồm {papers}) đến {to} để xem xét, xử lý theo thẩm quyền.")
    result = f"thông báo kết quả xử lý cho {own} để theo dõi, tổng hợp./."
    yield text("last", f"Đề nghị {to} {result}")
    yield recipients(visit, ["Như trên", "Trưởng đoàn kiểm tra"])


def _found(facts: ViolationFacts) -> Iterator[Paragraph]:
    acts = facts.chosen.acts
    what = f"{count(len(acts))} hành vi có dấu hiệu vi phạm hành chính của {_subject(facts)}"
    yield text("body", f"Qua kiểm tra, Đoàn kiểm tra phát hiện {what}, cụ thể như sau:")
    for line in points(map(_act, acts, grounds(acts))):
        yield text("body", line)


def _subject(facts: ViolationFacts) -> str:
    """On whom the violations fall, by the name that the record has; a person without a name is never the body."""
    named = facts.text("subject") or next((one.subject for one in facts.chosen.acts if one.subject), "")
    return named or (BLANK if facts.text("subject_kind") == "individual" else facts.visit.body)


def _act(one: Act, ground: str) -> str:
    """What was done, its clause, its days, the end of its limitation period and the record, if there is one."""
    said = [f"{one.text.rstrip('.')}, quy định tại {ground}", f"hành vi {one.when}"]
    said.append(f"thời hiệu xử phạt đến hết {long_date(one.limit)}" if one.limit else "chưa xác định được thời hiệu")
    if one.record:
        said.append(f"đã lập Biên bản vi phạm hành chính {one.record}")
    return "; ".join(said)


def _reason(facts: ViolationFacts) -> Iterator[Paragraph]:
    held = said(facts, "reason")
    if len(held) < 2:
        yield text("body", f"Lý do chuyển: {sentence(held[0])}" if held else NO_REASON)
        return
    yield text("body", "Lý do chuyển:")
    for line in points(held):
        yield text("body", line)


COMPOSED: Mapping[str, Callable[[ViolationFacts], list[str]]] = {
    "reason": lambda facts: list(facts.power),
    "papers": lambda facts: list(facts.file),
}
"""The blocks that are written from the records, line by line, until somebody writes them by hand."""


def said(facts: ViolationFacts, block: str) -> list[str]:
    """What a block says: what was written by hand, else what the records say now."""
    return lines(facts.text(block)) or COMPOSED[block](facts)


def rows(facts: ViolationFacts) -> list[list[str]]:
    """The papers of the file in their columns: name, number and day, sheets, original or copy."""
    wanted = len(COLUMNS) - 1
    split = [[cell.strip() for cell in line.split(SEPARATOR)] for line in said(facts, "papers")]
    filled = ((cells + [""] * wanted)[:wanted] for cells in split)
    return [
        [name, number, count(int(sheets)) if sheets.isdecimal() else sheets, kind]
        for name, number, sheets, kind in filled
    ]


def _list(facts: ViolationFacts) -> Annex:
    """The list of the file's papers, signed by who hands them over and who takes them."""
    listed = tuple((count(place), *cells) for place, cells in enumerate(rows(facts), start=1))
    total = f"Danh mục này có {count(len(listed))} tài liệu, tổng số {_sheets(listed)} tờ."
    boxes = Signatures(((Cell(("NGƯỜI GIAO",), ""), Cell(("NGƯỜI NHẬN",), "")),))
    blocks = (Table(COLUMNS, listed), text("last", total), boxes)
    return Annex("Phụ lục", "DANH MỤC TÀI LIỆU TRONG HỒ SƠ VỤ VIỆC", blocks, attached(facts.visit, "Công văn", ""))


def _sheets(listed: tuple[tuple[str, ...], ...]) -> str:
    """How many sheets there are; left open while one paper's are not counted."""
    found = [row[3] for row in listed]
    return count(sum(map(int, found))) if found and all(one.isdecimal() for one in found) else BLANK
