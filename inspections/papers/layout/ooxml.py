"""Small pieces of WordprocessingML and the package around them; it knows neither papers nor where they come from.

Written as text and not through a library: a paper of forty items takes a few milliseconds, and every run carries its
face and language itself, as Word, WPS and LibreOffice all want it.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from itertools import chain
from xml.sax import saxutils

FACE = "Times New Roman"
MM = 56.6929
"""Twips in a millimetre."""
EMU = 36_000
"""English metric units in a millimetre."""
FIRST_INSTANT = (1980, 1, 1, 0, 0, 0)
"""The time that every member of the package has, so that the same paper is the same file."""

IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a package that is made in memory; a larger one is made on the disk."""
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML cannot hold at all; a file with one of them opens nowhere."""


_NUMBER = re.compile(r"[\d…]+(?:/\d{4})?/[^\W\d_][\w-]*")
"""The number of a document: 248/QĐ-SKHCN, 174/2026/NĐ-CP."""
_TEXT = '<w:t xml:space="preserve">'
_KEPT = f"</w:t><w:noBreakHyphen/>{_TEXT}"
"""A hyphen at which no line ends."""


def escape(text: str) -> str:
    """Text as the content of an element."""
    return saxutils.escape(_NOT_XML.sub("", text))


def quoteattr(text: str) -> str:
    """Text as the value of an attribute, in its quotation marks."""
    return saxutils.quoteattr(_NOT_XML.sub("", text))


def twips(mm: float) -> int:
    """Millimetres as twips."""
    return round(mm * MM)


def look(size: float, bold: bool = False, italic: bool = False, colour: str = "") -> str:
    """What a run looks like: the one face for every script, size in points, Vietnamese."""
    marks = "<w:b/><w:bCs/>" * bold + "<w:i/><w:iCs/>" * italic
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    half = round(size * 2)
    return (
        f'<w:rPr><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" w:cs="{FACE}"/>{marks}{tint}'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN"/></w:rPr>'
    )


def run(text: str, size: float, bold: bool = False, italic: bool = False, colour: str = "", whole: bool = True) -> str:
    """A run of text; line breaks in it become breaks. ``whole`` keeps the numbers of documents each on one line."""
    said = _NUMBER.sub(lambda found: found[0].replace("-", _KEPT), escape(text)) if whole else escape(text)
    pieces = [f"{_TEXT}{line}</w:t>" for line in said.split("\n")]
    return f"<w:r>{look(size, bold, italic, colour)}{'<w:br/>'.join(pieces)}</w:r>"


def tab(size: float) -> str:
    """A tab."""
    return f"<w:r>{look(size)}<w:tab/></w:r>"


def field(instruction: str, shown: str, size: float) -> str:
    """A field that the reader's program reckons anew, with what it shows until then."""
    return f'<w:fldSimple w:instr={quoteattr(f" {instruction} ")} w:dirty="true">{run(shown, size)}</w:fldSimple>'


def paragraph(
    inner: str,
    align: str = "both",
    first: float = 0,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
    level: int | None = None,
    end: str = "",
    size: float = 14,
) -> str:
    """A paragraph: ``first`` line in mm, ``before`` and ``after`` in points; ``keep`` with the next one.

    ``level`` is its place in the outline from 0; ``end`` the properties of the section that ends with it; ``size`` how
    high an empty one is.
    """
    kept = "<w:keepNext/>" if keep else ""
    spacing = (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="240" w:lineRule="auto"/>'
    )
    indent = f'<w:ind w:firstLine="{twips(first)}"/>' if first else ""
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    mark = "" if inner else look(size)
    return f'<w:p><w:pPr>{kept}{spacing}{indent}<w:jc w:val="{align}"/>{outline}{mark}{end}</w:pPr>{inner}</w:p>'


def rule(width: float, room: float, keep: bool = False, after: float = 0) -> str:
    """A drawn line of this width in the middle of the room, both in mm; a paragraph of its own squeezes no text."""
    side = twips(max(room - width, 0) / 2)
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr>{kept}<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:before="20" w:after="{round(after * 20)}" w:line="40" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def cell(inner: str, width: float, middle: bool = False) -> str:
    """A cell of a table, ``width`` in mm."""
    upright = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{upright}</w:tcPr>{inner}</w:tc>'


def row(cells: str, head: bool = False, height: float = 0) -> str:
    """A row that is never split over two pages; a head is repeated on each. ``height`` in mm, 0 for what it needs."""
    exact = f'<w:trHeight w:val="{twips(height)}" w:hRule="exact"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{exact}{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def table(
    rows: str,
    widths: list[float],
    ruled: bool = False,
    margin: float = 0,
    above: float = 0,
    indent: float = 0,
    colour: str = "auto",
) -> str:
    """A table with fixed columns in mm; ``margin`` is the room inside its cells at the left and right.

    ``above`` is that over and under their words, ``indent`` where the table begins, ``colour`` that of its rules.
    """
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    kind = f'w:val="single" w:sz="4" w:space="0" w:color="{colour}"' if ruled else 'w:val="nil"'
    borders = "".join(f"<w:{side} {kind}/>" for side in sides)
    rooms = {"top": above, "left": margin, "bottom": above, "right": margin}
    inside = "".join(f'<w:{side} w:w="{twips(room)}" w:type="dxa"/>' for side, room in rooms.items())
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(indent)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{inside}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def picture(number: int, width: float, height: float, described: str) -> str:
    """A picture that stands in its line, sizes in mm; its file is ``media/photo<number>.jpg``."""
    size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
    words = quoteattr(described)
    return (
        f'<w:r>{look(14)}<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="photo{number}" descr={words}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="photo{number}" descr={words}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="photo{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def part(tag: str, inner: str) -> str:
    """A part of the package with this root: hdr, ftr, document, styles, settings."""
    return f"{_XML}<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"


STYLES = part(
    "styles",
    f"<w:docDefaults><w:rPrDefault>{look(14)}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    f"<w:pPr><w:widowControl/></w:pPr>{look(14)}</w:style>",
)
SETTINGS = part(
    "settings",
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/>',
)


def _types(parts: Mapping[str, str]) -> str:
    kinds = {"word/document.xml": "document.main", "word/styles.xml": "styles", "word/settings.xml": "settings"}
    kinds |= {name: "header" for name in parts if name.startswith("word/header")}
    kinds |= {name: "footer" for name in parts if name.startswith("word/footer")}
    listed = "".join(f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds.items())
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="jpg" ContentType="image/jpeg"/>'
        f'{listed}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part of relations: id → (kind, target)."""
    held = "".join(
        f'<Relationship Id="{key}" Type="{kind if "/" in kind else f"{_OFFICE}/{kind}"}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{held}</Relationships>'


def package(title: str, parts: Mapping[str, str], pictures: Iterable[tuple[str, bytes]]) -> bytes:
    """The .docx of these parts (name → text) and pictures (name, bytes), one after another in memory.

    The same input gives the same bytes.
    """
    core = (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )
    root = {
        "document": ("officeDocument", "word/document.xml"),
        "core": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    }
    texts = {"[Content_Types].xml": _types(parts), "_rels/.rels": relations(root), "docProps/core.xml": core, **parts}
    members = chain(((name, text.encode()) for name, text in texts.items()), pictures)
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members:
                info = zipfile.ZipInfo(name, FIRST_INSTANT)
                info.compress_type = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
        made.seek(0)
        return made.read()
