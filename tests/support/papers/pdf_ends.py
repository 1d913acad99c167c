"""Checks the text, signatures, photos and marks on the pages of a paper's PDF against Decree 30/2020."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from inspections.papers.content import Cell, Paragraph, Recipients, Signatures, all_blocks, photos
from tests.support.papers import measures, words
from tests.support.papers.measures import POINT, fits
from tests.support.papers.pdf_rules import PdfFile
from tests.support.papers.sheets import Piece, Sheet

STYLES = {"ground": "Italic", "part": "Bold", "heading": "Bold", "last": "Regular", "body": "Regular"}


def body(paper: PdfFile) -> Iterator[str]:
    """13 or 14, first line 1 to 1.27 cm, lines as wide as the text, 6 points between paragraphs."""
    pieces = [(place, one) for place, sheet in enumerate(paper.sheets) for one in sheet.body()]
    at = 0
    for block in (one for one in paper.content.blocks if isinstance(one, Paragraph) and one.look in STYLES):
        text = words.line_of(block.runs, paper.pages)
        marked = {one.mark for one in block.runs} - {"pages"}
        found = next((n for n in range(at, len(pieces)) if _begins(pieces[n][1], text)), None)
        if found is None:
            yield f"{text[:40]!r} is missing"
            continue
        at, (_place, first) = found + 1, pieces[found]
        if not fits(first.left - measures.MARGINS["left"][0], *measures.FIRST_LINE):
            yield f"first line at {first.left:.1f}: {text[:40]!r}"
        if marked == {""} and (not fits(first.size, *measures.BODY, slack=0) or _style(first) != STYLES[block.look]):
            yield f"{block.look} in {first.size:g} {_style(first)}: {text[:40]!r}"
        yield from _after(pieces, found)


def _style(piece: Piece) -> str:
    return piece.face.partition("-")[2] or "Regular"


def _begins(piece: Piece, text: str) -> bool:
    said = piece.text.strip()
    return len(said) > 2 and text.startswith(said) and piece.left > measures.MARGINS["left"][0] + 5


def _after(pieces: list[tuple[int, Piece]], found: int) -> Iterator[str]:
    """A paragraph stands 6 points below the one before it on its page."""
    if not found:
        return
    (place, first), (other, before) = pieces[found], pieces[found - 1]
    gap = (first.foot - before.foot) / POINT - first.size * 1.15
    if place == other and before.foot < first.foot and gap < measures.BETWEEN - 0.5:
        yield f"{gap:.1f} points above {first.text[:40]!r}"


def justified(paper: PdfFile) -> Iterator[str]:
    """Every line of a paragraph but its last reaches the right margin; titles, which are bold, do not."""
    left, half = measures.MARGINS["left"][0], 115
    for number, sheet in enumerate(paper.sheets[: paper.pages], start=1):
        right = sheet.width - measures.MARGINS["right"][1]
        for line, after in pairwise(_lines(sheet)):
            follows = line[0].left < left + 13 and after[0].left < left + 0.3 and after[0].size == line[0].size == 14
            follows = follows and not line[-1].text.rstrip().endswith("./.")
            follows = follows and any(_style(one) != "Bold" for one in (*line, *after))
            if follows and line[-1].right > half and not fits(line[-1].right, right, right, 0.5):
                yield f"a ragged line on page {number}: {line[-1].text[-40:]!r} ends at {line[-1].right:.1f}"


def _lines(sheet: Sheet) -> list[list[Piece]]:
    """The pieces of the page that stand on one line."""
    held: list[list[Piece]] = []
    for one in sheet.body():
        if held and abs(held[-1][-1].foot - one.foot) < 0.1:
            held[-1].append(one)
        else:
            held.append([one])
    return held


def _on(paper: PdfFile, text: str) -> list[int]:
    """The pages that say a line."""
    wanted = words.squeezed(text)
    return [n for n, lines in enumerate(paper.lines) if any(words.squeezed(line) == wanted for line in lines)]


def signatures(paper: PdfFile) -> Iterator[str]:
    """Who signs and the name on one page with 25 mm between them, and never a page of signatures alone."""
    blocks = [one for one in all_blocks(paper.content) if isinstance(one, Signatures | Recipients)]
    for block in blocks:
        cells = [block.cell] if isinstance(block, Recipients) else [cell for row in block.rows for cell in row]
        for cell in (one for one in cells if one.above and one.name):
            yield from _signature(paper, cell)
    yield from _never_alone(paper)


def _signature(paper: PdfFile, cell: Cell) -> Iterator[str]:
    for sheet in paper.sheets:
        for name in [one for one in sheet.body() if _is(one, cell.name)]:
            near = [one for one in sheet.body() if _middle(one, name) and one.foot < name.foot - measures.INK]
            if any(_is(one, cell.above[-1]) for one in near):
                return
    yield f"{cell.above[-1]!r} and {cell.name!r} apart"


def _is(piece: Piece, text: str) -> bool:
    """Whether a piece is the end of a line of signature; a long name takes several."""
    said = piece.text.strip()
    return bool(said) and _style(piece) == "Bold" and words.squeezed(text).endswith(said)


def _middle(one: Piece, other: Piece) -> bool:
    return abs((one.left + one.right) - (other.left + other.right)) < 10


def _never_alone(paper: PdfFile) -> Iterator[str]:
    signing = [one for one in paper.content.blocks if isinstance(one, Signatures | Recipients)]
    last = [one for one in paper.content.blocks if isinstance(one, Paragraph)][-1:]
    if not signing or not last:
        return
    ending = words.tokens(words.line_of(last[0].runs, paper.pages))[-4:]
    sheet = next((n for n, lines in enumerate(paper.lines) if _holds(words.tokens(" ".join(lines)), ending)), -1)
    first = signing[0].cell if isinstance(signing[0], Recipients) else _first(signing[0])
    pages = [n for line in (*first.above, *first.lines)[:1] for n in _on(paper, line)] or [sheet]
    if sheet not in pages:
        yield f"the signatures begin on page {pages[0] + 1}, the text ends on page {sheet + 1}"
    yield from _alone(paper)


def _alone(paper: PdfFile) -> Iterator[str]:
    """A page that holds nothing but signatures, unless they fill more than a page."""
    for block in (one for one in all_blocks(paper.content) if isinstance(one, Signatures | Recipients)):
        cells = (block.cell,) if isinstance(block, Recipients) else [cell for row in block.rows for cell in row]
        own = set(words.tokens(" ".join(line for cell in cells for line in (*cell.lines, *cell.above, cell.name))))
        for number, lines in enumerate(paper.lines, start=1):
            if lines and set(words.tokens(" ".join(lines))) <= own and len(cells) <= 8:
                yield f"page {number} holds signatures alone"


def _first(block: Signatures) -> Cell:
    return next(cell for row in block.rows for cell in row if cell.above or cell.lines)


def _holds(found: list[str], wanted: list[str]) -> bool:
    return any(found[n : n + len(wanted)] == wanted for n in range(len(found) - len(wanted) + 1))


def recipients(paper: PdfFile) -> Iterator[str]:
    """Nơi nhận in 12 bold italic, its lines in 11 upright."""
    for block in (one for one in paper.content.blocks if isinstance(one, Recipients)):
        pieces = [one for sheet in paper.sheets[: paper.pages] for one in sheet.body()]
        start = next((n for n, one in enumerate(pieces) if one.text.strip() == "Nơi nhận:"), None)
        if start is None or (pieces[start].size, _style(pieces[start])) != (12, "BoldItalic"):
            yield "Nơi nhận in another look"
            continue
        for line in block.lines:
            one = next((one for one in pieces[start:] if words.squeezed(line).startswith(one.text.strip())), None)
            if one is None or (one.size, _style(one)) != (11, "Regular"):
                yield f"{line[:40]!r} in another look"


def pictures(paper: PdfFile) -> Iterator[str]:
    """Every photo once, centred within the text, with its caption on its page."""
    drawn = [(sheet, one) for sheet in paper.sheets for one in sheet.pictures]
    wanted = photos(paper.content)
    if len(drawn) != len(wanted):
        yield f"{len(drawn)} photos for {len(wanted)}"
    for (sheet, one), photo in zip(drawn, wanted, strict=False):
        middle = (measures.MARGINS["left"][0] + sheet.width - measures.MARGINS["right"][1]) / 2
        if not fits((one.left + one.right) / 2, middle, middle, 1) or one.bottom > sheet.height - 20:
            yield f"a photo at {one.left:.0f}–{one.right:.0f} mm"
        caption = words.tokens(words.line_of(photo.caption, 0))[:3]
        if not _holds(words.tokens(" ".join(sheet.lines())), caption):
            yield "a photo apart from its caption"


def stamped(paper: PdfFile) -> Iterator[str]:
    """The marks on every page."""
    for number, sheet in enumerate(paper.sheets, start=1):
        if not all(mark in " ".join(sheet.lines(edges=True)) for mark in paper.marks):
            yield f"marks are missing on page {number}"


def urgency(paper: PdfFile) -> Iterator[str]:
    """The frame of the decree's size around the degree of urgency."""
    text = paper.content.head.urgency
    if not text:
        return
    one = next((one for one in paper.sheets[0].body() if one.text.strip() == text), None)
    if one is None or not fits(one.size, *measures.BODY, slack=0) or _style(one) != "Bold":
        yield f"{text} is missing or in another look"
        return
    near = [stroke for stroke in paper.sheets[0].strokes if stroke.top - 1 < one.foot < stroke.bottom + 1]
    near = [stroke for stroke in near if stroke.left < one.left and stroke.right > one.right]
    sizes = [(stroke.right - stroke.left, stroke.bottom - stroke.top) for stroke in near]
    wide, high = measures.FRAMES[text]
    if not any(fits(width, wide, wide) and fits(height, high, high) for width, height in sizes):
        yield f"a frame of {sizes}"


RULES: dict[str, Callable[[PdfFile], Iterator[str]]] = {
    "body": body,
    "justified": justified,
    "signatures": signatures,
    "recipients": recipients,
    "pictures": pictures,
    "stamped": stamped,
    "urgency": urgency,
}
