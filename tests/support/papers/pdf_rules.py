"""Checks the PDF of a paper against Decree 30/2020; a rule yields one sentence for each fault it finds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from inspections.papers.content import Content, Table
from tests.support.papers import measures, words
from tests.support.papers.measures import fits, longest_line
from tests.support.papers.sheets import Piece, Sheet, Stroke, sheets

SLACK = 1.5
EDGE = 20
OUTDENT = 10
"""The head is wider than the text, by so many mm at the left."""


@dataclass(frozen=True)
class PdfFile:
    """A paper as a PDF, what it has to say, its marks, and how many pages it has without its annexes."""

    data: bytes
    content: Content
    marks: tuple[str, ...]
    pages: int

    @cached_property
    def _read(self) -> tuple[Any, list[Sheet]]:
        return sheets(self.data)

    @property
    def reader(self) -> Any:
        """The file as pypdf has it."""
        return self._read[0]

    @property
    def sheets(self) -> list[Sheet]:
        """Its pages."""
        return self._read[1]

    @cached_property
    def lines(self) -> list[list[str]]:
        """The words of each page, line by line."""
        return [sheet.lines() for sheet in self.sheets]

    def first(self, text: str) -> Piece | None:
        """The first piece of the first page that begins a text, or says a part of it on one line."""
        head = [one for one in self.sheets[0].body() if one.text.strip()]
        return next((one for one in head if text.startswith(one.text.strip())), None)


def said(paper: PdfFile) -> Iterator[str]:
    """Word by word what the content says, in its order, and nothing else; every sign is one that copies out as NFC."""
    lines = words.printed(paper.content, paper.pages)
    wanted = words.tokens(" ".join(lines))
    found = words.tokens(words.rejoined(" ".join(line for page in paper.lines for line in page), lines))
    if found != wanted:
        place = next((n for n, pair in enumerate(zip(found, wanted, strict=False)) if pair[0] != pair[1]), 0)
        told = f"{found[place : place + 6]} stand where {wanted[place : place + 6]} are"
        yield f"{len(found)} words for {len(wanted)}: {told}"
    yield from words.RULES["composed"]([line for page in paper.lines for line in page])


def worded(paper: PdfFile) -> Iterator[str]:
    """The rules for words, over what stands on the pages."""
    whole = " ".join(line.strip() for page in paper.lines for line in page)
    marks = [mark for sheet in paper.sheets for line in sheet.lines(True) for mark in line.split("  ·  ")]
    lines = [line for page in paper.lines for line in page]
    yield from words.RULES["secrecy"]([*lines, *marks])
    for name in ("dates", "counts", "drawn"):
        yield from words.RULES[name]([whole])


def file(paper: PdfFile) -> Iterator[str]:
    """Not encrypted, 1.4 or newer, tagged, titled, Vietnamese; every face is embedded and copies out as text."""
    root, reader = paper.reader.trailer["/Root"], paper.reader
    if reader.is_encrypted or reader.pdf_header < "%PDF-1.4":
        yield "encrypted or too old"
    if "/StructTreeRoot" not in root or not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not tagged"
    if root.get("/Lang") != "vi-VN":
        yield f"language {root.get('/Lang')}"
    if str(reader.metadata.title) != f"{paper.content.title} {paper.content.about}".strip():
        yield f"title {reader.metadata.title!r}"
    faces = {face for page in reader.pages for face in page["/Resources"].get("/Font", {}).get_object().values()}
    for face in faces:
        font = face.get_object()
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        if "Tinos" not in font["/BaseFont"] or not {"/FontFile2", "/FontFile3"} & set(described):
            yield f"the face {font['/BaseFont']} is not embedded"
        if "/ToUnicode" not in font:
            yield f"the face {font['/BaseFont']} does not copy out"


def page(paper: PdfFile) -> Iterator[str]:
    """A4; nothing of the paper stands outside the margins, but the head in 10 mm of the left one."""
    for number, sheet in enumerate(paper.sheets):
        size = round(sheet.width), round(sheet.height)
        if size not in {(measures.SHORT_SIDE, measures.LONG_SIDE), (measures.LONG_SIDE, measures.SHORT_SIDE)}:
            yield f"page of {size} mm"
        least = measures.MARGINS["left"][0]
        for one in sheet.body():
            outdent = 0 if number or one.foot > 90 else OUTDENT
            if one.left < least - outdent - 0.3 or one.right > sheet.width - measures.MARGINS["right"][1] + 0.3:
                yield f"outside the margins on page {number + 1}: {one.text[:40]!r} {one.left:.1f}–{one.right:.1f}"
            if not fits(one.foot, EDGE, sheet.height - EDGE):
                yield f"above or below the text on page {number + 1}: {one.text[:40]!r}"
    for start, annex in zip(_starts(paper)[1:], paper.content.annexes, strict=True):
        on_side = any(isinstance(one, Table) and len(one.columns) > measures.WIDE for one in annex.blocks)
        if (paper.sheets[start].width > paper.sheets[start].height) != on_side:
            yield f"page {start + 1} lies the wrong way"


def apart(paper: PdfFile) -> Iterator[str]:
    """No words stand over others."""
    for number, sheet in enumerate(paper.sheets, start=1):
        line: dict[float, list[Piece]] = {}
        for one in sheet.body():
            line.setdefault(round(one.foot, 1), []).append(one)
        for held in line.values():
            for one, after in pairwise(sorted(held, key=lambda piece: piece.left)):
                if after.left < one.right - 0.5:
                    yield f"words over words on page {number}: {one.text[-30:]!r} {after.text[:30]!r}"


def _starts(paper: PdfFile) -> list[int]:
    """On which sheet the paper and each annex begin."""
    found = [0]
    for annex in paper.content.annexes:
        after = range(max(found[-1] + 1, paper.pages), len(paper.sheets))
        found.append(next((n for n in after if paper.lines[n] and paper.lines[n][0].strip() == annex.title), found[-1]))
    return found


def page_numbers(paper: PdfFile) -> Iterator[str]:
    """None on the first page, from 2 on centred above the text in 13 or 14; annexes count anew."""
    starts = set(_starts(paper))
    if len(starts) != len(paper.content.annexes) + 1:
        yield "an annex that does not begin on a page of its own"
    number = 0
    for place, sheet in enumerate(paper.sheets):
        number = 1 if place in starts else number + 1
        held = [one for one in sheet.edges() if re.fullmatch(r"\d+", one.text.strip())]
        if [one.text.strip() for one in held] != ([str(number)] if number > 1 else []):
            yield f"page {place + 1} is numbered {[one.text for one in held]}"
        for one in held:
            middle = (measures.MARGINS["left"][0] + sheet.width - measures.MARGINS["right"][1]) / 2
            if not fits((one.left + one.right) / 2, middle, middle, 1) or one.foot > EDGE:
                yield f"the number of page {place + 1} stands at {one.left:.0f}, {one.foot:.0f}"
            if not fits(one.size, *measures.PAGE_NUMBER, slack=0):
                yield f"the number of page {place + 1} in {one.size:g}"
    if paper.pages != (sorted(starts)[1] if len(starts) > 1 else len(paper.sheets)):
        yield f"says that it has {paper.pages} pages"


def _looks(paper: PdfFile, text: str, sizes: tuple[float, ...], style: str) -> Iterator[str]:
    if not text.strip():
        return
    one = paper.first(words.squeezed(text))
    if one is None:
        yield f"{text[:40]!r} is missing"
    elif not fits(one.size, sizes[0], sizes[-1], 0) or _style(one) != style:
        yield f"{text[:40]!r} in {one.size:g} {_style(one)}"


def _style(piece: Piece) -> str:
    """Regular, Bold, Italic or BoldItalic."""
    return piece.face.partition("-")[2] or "Regular"


def head(paper: PdfFile) -> Iterator[str]:
    """Sizes and looks above the text; the nation's name and the motto each on one line."""
    held = paper.content.head
    yield from _looks(paper, held.above, (12, 13), "Regular")
    yield from _looks(paper, held.issuer, (12, 13), "Bold")
    yield from _looks(paper, measures.NATION, (12, 13), "Bold")
    yield from _looks(paper, measures.MOTTO, (13, 14), "Bold")
    yield from _looks(paper, held.number, (13,), "Regular")
    yield from _looks(paper, held.subject, (12, 13), "Regular")
    yield from _looks(paper, held.place_day, (13, 14), "Italic")
    if paper.content.title:
        yield from _looks(paper, paper.content.title, (13, 14), "Bold")
        yield from _looks(paper, paper.content.about, (13, 14), "Bold")
    for text in (measures.NATION, measures.MOTTO):
        if text not in [line.strip() for line in paper.lines[0]]:
            yield f"{text!r} does not stand on one line"


def drawn_rules(paper: PdfFile) -> Iterator[str]:
    """The rule under the motto is as long as it, the others 1/3 to 1/2 of their text."""
    held = paper.content.head
    wanted = [(held.issuer, held.size, 72, measures.RULE), (measures.MOTTO, 14, 98, (1, 1))]
    wanted += [(paper.content.about, 14, 160, measures.RULE)] * bool(paper.content.title)
    flat = [one for one in paper.sheets[0].strokes if abs(one.bottom - one.top) < 0.01 and one.top < 110]
    for text, size, room, parts in wanted:
        width = longest_line(text, size, room)
        above = [one for one in paper.sheets[0].body() if one.text.strip() and one.foot < 110]
        ends = [one for one in above if text.endswith(one.text.strip())]
        under = [one for one in flat if any(_over(one, end, paper.sheets[0], room) for end in ends)]
        if not any(fits(one.right - one.left, parts[0] * width, parts[1] * width, SLACK) for one in under):
            yield f"no rule of the right length under {text[:40]!r}: {[round(one.right - one.left) for one in under]}"


def _over(stroke: Stroke, end: Piece, sheet: Sheet, room: float) -> bool:
    """Whether a stroke lies close under the middle of the line that ends so, in a column as wide as the room."""
    line = [one for one in sheet.body() if abs(one.foot - end.foot) < 0.1 and end.right - room < one.left <= end.left]
    middle = (stroke.left + stroke.right) / 2
    return 0 < stroke.top - end.foot < 4 and min(one.left for one in line) - 1 <= middle <= end.right + 1


RULES: dict[str, Callable[[PdfFile], Iterator[str]]] = {
    "said": said,
    "worded": worded,
    "file": file,
    "page": page,
    "apart": apart,
    "page numbers": page_numbers,
    "head": head,
    "rules": drawn_rules,
}
