"""Renders a paper as a Word file in the layout of Decree 30/2020; it knows no record and reads no file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from inspections.papers.content import (
    PAGES,
    Block,
    Cell,
    Content,
    Head,
    Paragraph,
    Photo,
    Recipients,
    Run,
    Signatures,
    Stamp,
    Table,
    photos,
)
from inspections.papers.layout import ooxml

WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT, EDGE = 20, 20, 30, 20, 9
"""The page and its margins in mm; EDGE is where the line of the page number begins."""
ROOM, SIDE_ROOM = WIDTH - LEFT - RIGHT, HEIGHT - LEFT - RIGHT
"""How wide the text is on an upright page, and on one that lies on its side."""
BODY, FIRST_LINE, BETWEEN = 14, 10, 6
HEAD_COLUMNS = (72, 98)
OUTDENT = -10
"""The head is wider than the text, so that Quốc hiệu stands on one line in 13 beside a long name."""
MOTTO, MOTTO_WIDTH = "Độc lập - Tự do - Hạnh phúc", 60.5
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
INK = 77
"""Points between who signs and the name: at least 25 mm."""
LETTER, CAPITAL = 0.46, 0.62
"""The mean width of a letter of the bold face, in parts of its size."""
PHOTO_WIDTH, PHOTO_HEIGHT = 120, 90
GREY, RED = "595959", "8A1F11"
FRAMES, FRAME_HEIGHT, BRIGHT_RED = {"HỎA TỐC": 30, "THƯỢNG KHẨN": 40, "KHẨN": 20}, 8, "FF0000"
"""Frames of the degrees of urgency in mm (Decree 30/2020, annex I, part II, point 10b)."""
TOGETHER = 4
"""So many rows of signatures fit on one page with the sentence above them."""
CELL_SIDE, CELL_ABOVE = 1.2, 1.4
LAST = ooxml.paragraph("", size=1)
"""No document ends with a table."""
LEVELS = {"part": 0, "heading": 1, "subheading": 2}
BOLD_LOOKS = frozenset({"part", "heading"})


@dataclass(frozen=True)
class _Setting:
    """What a block is set in: the photos' numbers by sha256, the pages of the paper, which way its own page lies."""

    numbers: Mapping[str, int]
    pages: int
    on_side: bool = False

    @property
    def room(self) -> int:
        """How wide the text is in mm."""
        return SIDE_ROOM if self.on_side else ROOM


def render(content: Content, stamp: Stamp, pictures: Mapping[str, bytes], pages: int) -> bytes:
    """The .docx; ``pictures`` holds the photos by sha256, ``pages`` is shown until Word has counted itself."""
    numbers: dict[str, int] = {}
    for photo in photos(content):
        numbers.setdefault(photo.sha256, len(numbers) + 1)
    main = _Setting(numbers, pages)
    body = _head(content.head) + _title(content.title, content.about, main) + _blocks(content.blocks, main)
    ending = main
    for annex in content.annexes:
        body += ooxml.paragraph("", end=_section(ending), size=1)
        ending = replace(main, on_side=annex.on_side)
        body += _title(annex.title, annex.about, ending, annex.attached) + _blocks(annex.blocks, ending)
    parts = {
        "word/document.xml": ooxml.part("document", f"<w:body>{body}{LAST}{_section(ending)}</w:body>"),
        "word/styles.xml": ooxml.STYLES,
        "word/settings.xml": ooxml.SETTINGS,
        "word/header1.xml": ooxml.part("hdr", _page_line(stamp)),
        "word/header2.xml": ooxml.part("hdr", _page_line(stamp, ROOM)),
        "word/header3.xml": ooxml.part("hdr", _page_line(stamp, SIDE_ROOM)),
        "word/footer1.xml": ooxml.part("ftr", _foot(stamp)),
        "word/_rels/document.xml.rels": ooxml.relations(_relations(numbers.values())),
    }
    media = ((f"word/media/photo{number}.jpg", pictures[sha256]) for sha256, number in numbers.items())
    return ooxml.package(f"{content.title} {content.about}".strip(), parts, media)


def _relations(numbers: Iterable[int]) -> dict[str, tuple[str, str]]:
    held = {
        "styles": ("styles", "styles.xml"),
        "settings": ("settings", "settings.xml"),
        "first": ("header", "header1.xml"),
        "later": ("header", "header2.xml"),
        "later_on_side": ("header", "header3.xml"),
        "foot": ("footer", "footer1.xml"),
    }
    return held | {f"photo{number}": ("image", f"media/photo{number}.jpg") for number in numbers}


def _section(held: _Setting) -> str:
    """A4, its margins, its own page numbers from 1, no number on its first page."""
    mm = ooxml.twips
    width, height = (HEIGHT, WIDTH) if held.on_side else (WIDTH, HEIGHT)
    turned, later = (' w:orient="landscape"', "later_on_side") if held.on_side else ("", "later")
    return (
        '<w:sectPr><w:headerReference w:type="first" r:id="first"/>'
        f'<w:headerReference w:type="default" r:id="{later}"/>'
        '<w:footerReference w:type="first" r:id="foot"/><w:footerReference w:type="default" r:id="foot"/>'
        f'<w:pgSz w:w="{mm(width)}" w:h="{mm(height)}"{turned}/><w:pgMar w:top="{mm(TOP)}" w:right="{mm(RIGHT)}" '
        f'w:bottom="{mm(BOTTOM)}" w:left="{mm(LEFT)}" w:header="{mm(EDGE)}" w:footer="{mm(EDGE)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def _page_line(stamp: Stamp, room: float = 0) -> str:
    """The marks and, in the middle of a room in mm, the page's number; a first page has none."""
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{ooxml.twips(room / 2)}"/></w:tabs>'
    marks = ooxml.run("  ·  ".join(stamp.marks), 9, bold=True, colour=RED) if stamp.marks else ""
    number = ooxml.tab(BODY) + ooxml.field("PAGE", "2", BODY) if room else ""
    return f"<w:p><w:pPr>{tabs if room else ''}</w:pPr>{marks}{number}</w:p>"


def _foot(stamp: Stamp) -> str:
    lines = [ooxml.paragraph(ooxml.run(line, 8, colour=GREY), align="left") for line in stamp.foot]
    return "".join(lines) or ooxml.paragraph("")


def _span(text: str, size: float) -> float:
    """About how wide a bold text is, in mm."""
    em = sum(CAPITAL if letter.isupper() else LETTER for letter in text)
    return em * size * 25.4 / 72


def _centred(text: str, size: float, bold: bool = False, italic: bool = False, before: float = 0) -> str:
    return ooxml.paragraph(ooxml.run(text, size, bold, italic), align="center", before=before)


def _head(head: Head) -> str:
    left, right = HEAD_COLUMNS
    short = min(_span(head.issuer, head.size), left) * 0.42
    agency = _centred(head.above, head.size) if head.above else ""
    agency += _centred(head.issuer, head.size, bold=True) + ooxml.rule(short, left)
    nation = _centred(NATION, 13, bold=True) + _centred(MOTTO, 14, bold=True) + ooxml.rule(MOTTO_WIDTH, right)
    first = ooxml.row(ooxml.cell(agency, left) + ooxml.cell(nation, right))
    number, day = _centred(head.number, 13, before=6), _centred(head.place_day, 14, italic=True, before=6)
    number += _centred(head.subject, 12, before=6) if head.subject else ""
    number += _urgency(head.urgency, left) if head.urgency else ""
    second = ooxml.row(ooxml.cell(number, left) + ooxml.cell(day, right))
    return ooxml.table(first + second, [left, right], indent=OUTDENT)


def _urgency(degree: str, room: float) -> str:
    """The degree of urgency in its red frame in the middle of the room."""
    width = FRAMES[degree]
    word = ooxml.paragraph(ooxml.run(degree, 13, bold=True, colour=BRIGHT_RED), align="center")
    framed = ooxml.row(ooxml.cell(word, width, middle=True), height=FRAME_HEIGHT)
    table = ooxml.table(framed, [width], ruled=True, indent=(room - width) / 2, colour=BRIGHT_RED)
    return ooxml.paragraph("", size=6) + table + ooxml.paragraph("", size=6)


def _title(title: str, about: str, held: _Setting, attached: str = "") -> str:
    if not title:
        return ooxml.paragraph("", size=6)
    named = ooxml.paragraph(ooxml.run(title, BODY, bold=True), align="center", before=18, keep=True)
    named += ooxml.paragraph(ooxml.run(about, BODY, bold=True), align="center", before=2, keep=True)
    if attached:
        named += ooxml.paragraph(ooxml.run(attached, BODY, italic=True), align="center", before=2, keep=True)
    return named + ooxml.rule(min(_span(about, BODY), held.room) / 3, held.room, keep=True, after=10)


def _blocks(blocks: tuple[Block, ...], held: _Setting) -> str:
    """The blocks one after another; what signatures follow stays with them."""
    followed = [isinstance(after, Signatures | Recipients) for _one, after in pairwise((*blocks, None))]
    return "".join(_block(block, held, signed) for block, signed in zip(blocks, followed, strict=True))


def _block(block: Block, held: _Setting, signed: bool) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block, held.pages, signed)
    if isinstance(block, Table):
        return _table(block, held.room)
    if isinstance(block, Signatures):
        return _signatures(block, held.room)
    if isinstance(block, Recipients):
        return _recipients(block, held.room)
    return _photo(block, held.numbers[block.sha256])


def _runs(runs: Iterable[Run], look: str, pages: int, size: float = BODY) -> str:
    bold, italic = look in BOLD_LOOKS, look == "ground"
    return "".join(
        ooxml.field('SECTIONPAGES \\# "00"', f"{pages:02d}", size)
        if one.mark == PAGES
        else ooxml.run(
            one.text, 10 if one.mark == "small" else size, bold or one.mark == "bold", italic or one.mark == "italic"
        )
        for one in runs
    )


def _paragraph(block: Paragraph, pages: int, signed: bool) -> str:
    level = LEVELS.get(block.look)
    inner = _runs(block.runs, block.look, pages)
    if block.look == "centre":
        return ooxml.paragraph(inner, align="center", after=BETWEEN)
    kept = level is not None or signed
    align = "left" if block.look in BOLD_LOOKS else "both"
    return ooxml.paragraph(inner, align, first=FIRST_LINE, after=BETWEEN, keep=kept, level=level)


def _table(block: Table, room: float) -> str:
    """A ruled table, narrowed to the room where its columns ask for more."""
    part = min(1, room / sum(column.width for column in block.columns))
    widths = [column.width * part for column in block.columns]

    def row(texts: Iterable[str], head: bool = False) -> str:
        said = [
            ooxml.paragraph(
                ooxml.run(text, 12, head, whole=False), align="center" if head or one.centred else "left", keep=head
            )
            for text, one in zip(texts, block.columns, strict=True)
        ]
        cells = [ooxml.cell(one, width, middle=True) for one, width in zip(said, widths, strict=True)]
        return ooxml.row("".join(cells), head)

    held = row([one.title for one in block.columns], head=True) + "".join(map(row, block.rows))
    return ooxml.table(held, widths, ruled=True, margin=CELL_SIDE, above=CELL_ABOVE) + ooxml.paragraph(
        "", after=BETWEEN, size=6
    )


def _cell(cell: Cell, keep: bool) -> str:
    """Who signs, the room for the ink, the name; or the sentences that stand in place of a signature."""
    if cell.lines:
        return "".join(
            ooxml.paragraph(ooxml.run(line, BODY), align="left", after=BETWEEN, keep=keep) for line in cell.lines
        )
    if not cell.above:
        return ooxml.paragraph("", keep=keep)
    above = "".join(ooxml.paragraph(ooxml.run(line, 13, bold=True), align="center", keep=True) for line in cell.above)
    name = ooxml.run(cell.name, BODY, bold=True)
    after = 3 * BETWEEN if keep else 0
    if not cell.below:
        return above + ooxml.paragraph(name, align="center", before=INK, after=after, keep=keep)
    named = ooxml.paragraph(name, align="center", before=INK, keep=True)
    return above + named + ooxml.paragraph(ooxml.run(cell.below, 12), align="center", after=after, keep=keep)


def _signatures(block: Signatures, room: float) -> str:
    """Rows that stand together where they fit on a page; of more, the first goes with the second."""
    half = room / 2
    last = len(block.rows) - 1
    kept = last if len(block.rows) <= TOGETHER else 1
    rows = [
        ooxml.row("".join(ooxml.cell(_cell(one, block.kept or place < kept), half) for one in cells))
        for place, cells in enumerate(block.rows)
    ]
    return ooxml.paragraph("", keep=True, size=6) + ooxml.table("".join(rows), [half, half], margin=2)


def _recipients(block: Recipients, room: float) -> str:
    half = room / 2
    named = ooxml.paragraph(ooxml.run("Nơi nhận:", 12, bold=True, italic=True), align="left")
    named += "".join(ooxml.paragraph(ooxml.run(line, 11), align="left") for line in block.lines)
    cells = ooxml.cell(named, half) + ooxml.cell(_cell(block.cell, False), half)
    return ooxml.paragraph("", keep=True, size=6) + ooxml.table(ooxml.row(cells), [half, half])


def _photo(photo: Photo, number: int) -> str:
    if photo.width >= photo.height:
        width = float(PHOTO_WIDTH)
        height = width * photo.height / photo.width
    else:
        height = float(PHOTO_HEIGHT)
        width = height * photo.width / photo.height
    words = "".join(one.text for one in photo.caption)
    shown = ooxml.paragraph(ooxml.picture(number, width, height, words), align="center", before=BETWEEN, keep=True)
    return shown + ooxml.paragraph(_runs(photo.caption, "centre", 0, size=12), align="center", after=BETWEEN)
