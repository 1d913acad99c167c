"""Checks how a paper ends in its Word file: signatures, recipients, annexes, photos, marks, the words as a whole."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from inspections.papers.content import Block, Cell, Paragraph, Recipients, Signatures, all_blocks, photos
from tests.support.papers import measures, words
from tests.support.papers.measures import fits
from tests.support.papers.word_files import EMU, W, WordFile, has, mm, paragraphs, value

ROWS_TOGETHER = 4
"""So many rows of signatures stand on one page with the sentence above them."""


def said(paper: WordFile) -> Iterator[str]:
    """Every line of the content once, in order, and nothing else."""
    found = [one.text for one in paper.lines if one.text]
    wanted = words.printed(paper.content, paper.pages)
    if found != wanted:
        differ = next((pair for pair in zip(found, wanted, strict=False) if pair[0] != pair[1]), ("", ""))
        yield f"{len(found)} lines for {len(wanted)}: {differ[0][:50]!r} stands where {differ[1][:50]!r} is due"


def worded(paper: WordFile) -> Iterator[str]:
    """The rules for words."""
    lines = [*(one.text for one in paper.lines), *_marks(paper, "first"), *_marks(paper, "default")]
    for rule in words.RULES.values():
        yield from rule(lines)


def _marks(paper: WordFile, kind: str) -> list[str]:
    headers = [line.text for part in paper.headers(kind) for line in paragraphs(part)]
    return [mark for line in headers for mark in line.split(" · ")]


def ended(paper: WordFile) -> Iterator[str]:
    """./. ends the last sentence above the signatures."""
    yield from words.ending(_sentences(paper))


def numbered(paper: WordFile) -> Iterator[str]:
    """Parts, headings and points follow each other."""
    yield from words.numbering(_sentences(paper))


def _sentences(paper: WordFile) -> list[str]:
    """The paragraphs of the paper itself as the file has them."""
    kept = words.main_lines(paper.content, paper.pages)
    texts = [one.text for one in paper.lines if not one.in_table and one.text]
    start = next((place for place, text in enumerate(texts) if text == kept[0]), 0)
    return texts[start : start + len(kept)]


def signatures(paper: WordFile) -> Iterator[str]:
    """Title and name in one cell with 25 mm for ink, rows unsplit, together with the sentence that they follow."""
    bare = [one for one in paper.tables[1:] if value(one, "tblPr/tblBorders/insideH") != "single"]
    signed = [one for one in all_blocks(paper.content) if isinstance(one, Signatures | Recipients)]
    if len(bare) != len(signed):
        yield f"{len(bare)} tables of signatures for {len(signed)}"
    for table, held in zip(bare, signed, strict=False):
        rows: tuple[tuple[Cell, ...], ...] = ((held.cell,),) if isinstance(held, Recipients) else held.rows
        yield from _together(table, len(rows) <= ROWS_TOGETHER)
        for cell in (cell for row in rows for cell in row if cell.above):
            yield from _signature(table, cell)
    for blocks in (paper.content.blocks, *(annex.blocks for annex in paper.content.annexes)):
        for before, block in pairwise(blocks):
            if isinstance(block, Signatures | Recipients):
                yield from _followed(paper, before)


def _followed(paper: WordFile, before: Block) -> Iterator[str]:
    """What is signed ends with a sentence that stays with the signatures."""
    if not isinstance(before, Paragraph):
        yield "signatures that follow no sentence"
    else:
        text = words.line_of(before.runs, paper.pages)
        if not all(has(line.element, "pPr/keepNext") for line in paper.found(text)):
            yield f"what is signed may stand on another page: {text[:40]!r}"


def _together(table: Any, whole: bool) -> Iterator[str]:
    rows = table.findall(f"{W}tr")
    before = table.getprevious()
    if before is None or not has(before, "pPr/keepNext"):
        yield "signatures that do not follow what is above them"
    for row in rows[:-1] if whole else rows[:1]:
        if not all(has(one, "pPr/keepNext") for one in row.iter(f"{W}p")):
            yield "a row of signatures that may stand alone on a page"


def _signature(table: Any, cell: Cell) -> Iterator[str]:
    for held in table.iter(f"{W}tc"):
        lines = [one for one in paragraphs(held) if one.text]
        if [one.text for one in lines] != [words.squeezed(one) for one in (*cell.above, cell.name) if one.strip()]:
            continue
        for line in lines:
            if not all(run.bold and fits(run.size, *measures.BODY, slack=0) for run in line.runs):
                yield f"{line.text!r} is not bold in 13 or 14"
            if line.align != "center":
                yield f"{line.text!r} is set {line.align}"
        if cell.name and mm(value(lines[-1].element, "pPr/spacing", "before")) < measures.INK:
            yield f"no room for the ink of {cell.name}"
        return
    yield f"title and name apart: {cell.name!r}"


def recipients(paper: WordFile) -> Iterator[str]:
    """Nơi nhận in 12 bold italic, its lines in 11 upright, each with its dash."""
    for block in all_blocks(paper.content):
        if isinstance(block, Recipients):
            for text, size, marked in [("Nơi nhận:", 12, True), *((one, 11, False) for one in block.lines)]:
                for line in paper.found(text)[:1]:
                    if any((run.size, run.bold, run.italic) != (size, marked, marked) for run in line.runs):
                        yield f"{text!r} in another look"
                    if line.align != "left":
                        yield f"{text!r} is set {line.align}"


def annexes(paper: WordFile) -> Iterator[str]:
    """Each in a section of its own, its name bold in 14, its title alone in capitals, its paper in italics."""
    if len(paper.sections) != len(paper.content.annexes) + 1:
        yield f"{len(paper.sections)} sections for {len(paper.content.annexes)} annexes"
    for annex in paper.content.annexes:
        for text, looks in (
            (annex.title, (True, False)),
            (annex.about, (True, False)),
            (annex.attached, (False, True)),
        ):
            for line in paper.found(text)[-1:] if text else []:
                if any((run.bold, run.italic, run.size) != (*looks, 14) for run in line.runs) or line.align != "center":
                    yield f"{text[:40]!r} in another look"
        if not annex.title.startswith("Phụ lục"):
            yield f"the name of an annex is in other letters: {annex.title[:40]!r}"
        if not annex.about.isupper():
            yield f"the title of an annex is not in capitals: {annex.about[:40]!r}"


def pictures(paper: WordFile) -> Iterator[str]:
    """Every photo once, inside the text, with words for who cannot see it, on the page of its caption."""
    drawn = list(paper.body.iter("{*}inline"))
    wanted = photos(paper.content)
    if len(drawn) != len(wanted):
        yield f"{len(drawn)} photos for {len(wanted)}"
    for picture, photo in zip(drawn, wanted, strict=False):
        width, height = (int(picture.find("{*}extent").get(side)) * EMU for side in ("cx", "cy"))
        if (
            width > 160
            or height > 230
            or not fits(width / height, photo.width / photo.height, photo.width / photo.height, 0.02)
        ):
            yield f"a photo of {width:.0f} × {height:.0f} mm"
        if not picture.find("{*}docPr").get("descr"):
            yield "a photo without words"
        line = next(picture.iterancestors(f"{W}p"))
        if not has(line, "pPr/keepNext"):
            yield "a photo that may stand apart from its caption"


def stamped(paper: WordFile) -> Iterator[str]:
    """The marks above every page, also the first of each annex; title and language in the properties."""
    for kind in ("first", "default"):
        for part in paper.headers(kind):
            line = " ".join(one.text for one in paragraphs(part))
            if not all(mark in line for mark in paper.marks):
                yield f"marks are missing on {kind} pages"
    core = paper.parts["docProps/core.xml"]
    title = f"{paper.content.title} {paper.content.about}".strip()
    if core.findtext("{*}title") != title or core.findtext("{*}language") != "vi-VN":
        yield "no title or language"


RULES: dict[str, Callable[[WordFile], Iterator[str]]] = {
    "said": said,
    "worded": worded,
    "ended": ended,
    "numbered": numbered,
    "signatures": signatures,
    "recipients": recipients,
    "annexes": annexes,
    "pictures": pictures,
    "stamped": stamped,
}
