"""Renders a paper as a Word file in the layout of Decree 30/2020; it knows no record and reads no file."""

from collections.abc import Iterable, Mapping

from inspections.papers import ooxml
from inspections.papers.content import (
    PAGES,
    Annex,
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
)

WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT, EDGE = 20, 20, 30, 20, 9
"""The page and its margins in mm; EDGE is where the line of the page number begins."""
ROOM = WIDTH - LEFT - RIGHT
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
LEVELS = {"part": 0, "heading": 1, "subheading": 2}
BOLD_LOOKS = frozenset({"part", "heading"})


def render(content: Content, stamp: Stamp, pictures: Mapping[str, bytes], pages: int) -> bytes:
    """The .docx; ``pictures`` holds the photos by sha256, ``pages`` is shown until Word has counted itself."""
    numbers: dict[str, int] = {}
    for block in (block for annex in content.annexes for block in annex.blocks):
        if isinstance(block, Photo):
            numbers.setdefault(block.sha256, len(numbers) + 1)
    body = _head(content.head) + _title(content.title, content.about)
    body += "".join(_block(block, numbers, pages) for block in content.blocks)
    for annex in content.annexes:
        body += ooxml.paragraph("", end=_section()) + _annex(annex, numbers, pages)
    parts = {
        "word/document.xml": ooxml.part("document", f"<w:body>{body}{_section()}</w:body>"),
        "word/styles.xml": ooxml.STYLES,
        "word/settings.xml": ooxml.SETTINGS,
        "word/header1.xml": ooxml.part("hdr", _page_line(stamp, False)),
        "word/header2.xml": ooxml.part("hdr", _page_line(stamp, True)),
        "word/footer1.xml": ooxml.part("ftr", _foot(stamp)),
        "word/_rels/document.xml.rels": ooxml.relations(_relations(numbers.values())),
    }
    media = {f"word/media/photo{number}.jpg": pictures[sha256] for sha256, number in numbers.items()}
    return ooxml.package(f"{content.title} {content.about}".strip(), parts, media)


def _relations(numbers: Iterable[int]) -> dict[str, tuple[str, str]]:
    held = {
        "styles": ("styles", "styles.xml"),
        "settings": ("settings", "settings.xml"),
        "first": ("header", "header1.xml"),
        "later": ("header", "header2.xml"),
        "foot": ("footer", "footer1.xml"),
    }
    return held | {f"photo{number}": ("image", f"media/photo{number}.jpg") for number in numbers}


def _section() -> str:
    """A4, its margins, its own page numbers from 1, no number on its first page."""
    mm = ooxml.twips
    return (
        '<w:sectPr><w:headerReference w:type="first" r:id="first"/><w:headerReference w:type="default" r:id="later"/>'
        '<w:footerReference w:type="first" r:id="foot"/><w:footerReference w:type="default" r:id="foot"/>'
        f'<w:pgSz w:w="{mm(WIDTH)}" w:h="{mm(HEIGHT)}"/><w:pgMar w:top="{mm(TOP)}" w:right="{mm(RIGHT)}" '
        f'w:bottom="{mm(BOTTOM)}" w:left="{mm(LEFT)}" w:header="{mm(EDGE)}" w:footer="{mm(EDGE)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def _page_line(stamp: Stamp, numbered: bool) -> str:
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{ooxml.twips(ROOM / 2)}"/></w:tabs>'
    marks = ooxml.run("  ·  ".join(stamp.marks), 9, bold=True, colour=RED) if stamp.marks else ""
    number = ooxml.tab(BODY) + ooxml.field("PAGE", "2", BODY) if numbered else ""
    return f"<w:p><w:pPr>{tabs}</w:pPr>{marks}{number}</w:p>"


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
    second = ooxml.row(ooxml.cell(number, left) + ooxml.cell(day, right))
    return ooxml.table(first + second, [left, right], indent=OUTDENT)


def _title(title: str, about: str) -> str:
    if not title:
        return ooxml.paragraph("", after=BETWEEN)
    named = ooxml.paragraph(ooxml.run(title, BODY, bold=True), align="center", before=18, keep=True)
    said = ooxml.paragraph(ooxml.run(about, BODY, bold=True), align="center", before=2, keep=True)
    return named + said + ooxml.rule(min(_span(about, BODY), ROOM) / 3, ROOM, keep=True, after=10)


def _annex(annex: Annex, numbers: Mapping[str, int], pages: int) -> str:
    return _title(annex.title, annex.about) + "".join(_block(block, numbers, pages) for block in annex.blocks)


def _block(block: Block, numbers: Mapping[str, int], pages: int) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block, pages)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Signatures):
        return _signatures(block)
    if isinstance(block, Recipients):
        return _recipients(block)
    return _photo(block, numbers[block.sha256])


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


def _paragraph(block: Paragraph, pages: int) -> str:
    level = LEVELS.get(block.look)
    inner = _runs(block.runs, block.look, pages)
    if block.look == "centre":
        return ooxml.paragraph(inner, align="center", after=BETWEEN)
    kept = level is not None or block.look == "last"
    return ooxml.paragraph(inner, first=FIRST_LINE, after=BETWEEN, keep=kept, level=level)


def _table(block: Table) -> str:
    widths: list[float] = [column.width for column in block.columns]
    size = 12

    def said(text: str, centred: bool, bold: bool = False) -> str:
        return ooxml.paragraph(ooxml.run(text, size, bold), align="center" if centred else "left")

    head = "".join(ooxml.cell(said(one.title, True, True), one.width, middle=True) for one in block.columns)
    rows = [
        "".join(
            ooxml.cell(said(text, one.centred), one.width, middle=True)
            for text, one in zip(texts, block.columns, strict=True)
        )
        for texts in block.rows
    ]
    held = ooxml.row(head, head=True) + "".join(ooxml.row(one) for one in rows)
    return ooxml.table(held, widths, ruled=True, margin=1.5) + ooxml.paragraph("", after=BETWEEN)


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
    if not cell.below:
        return above + ooxml.paragraph(name, align="center", before=INK, after=3 * BETWEEN, keep=keep)
    named = ooxml.paragraph(name, align="center", before=INK, keep=True)
    return above + named + ooxml.paragraph(ooxml.run(cell.below, 12), align="center", after=3 * BETWEEN, keep=keep)


def _signatures(block: Signatures) -> str:
    half = ROOM / 2
    last = len(block.rows) - 1
    rows = [
        ooxml.row("".join(ooxml.cell(_cell(one, block.kept or place < min(last, 1)), half) for one in cells))
        for place, cells in enumerate(block.rows)
    ]
    return ooxml.paragraph("", keep=True) + ooxml.table("".join(rows), [half, half], margin=2)


def _recipients(block: Recipients) -> str:
    half = ROOM / 2
    named = ooxml.paragraph(ooxml.run("Nơi nhận:", 12, bold=True, italic=True), align="left")
    named += "".join(ooxml.paragraph(ooxml.run(line, 11), align="left") for line in block.lines)
    cells = ooxml.cell(named, half) + ooxml.cell(_cell(block.cell, False), half)
    return ooxml.paragraph("", keep=True) + ooxml.table(ooxml.row(cells), [half, half], margin=2)


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
