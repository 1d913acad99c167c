"""Checks the Word file of a paper against Decree 30/2020; a rule yields one sentence for each fault it finds."""

from collections.abc import Callable, Iterator
from typing import Any

from inspections.papers.content import Paragraph, Table, all_blocks
from tests.support.papers import measures, words
from tests.support.papers.measures import fits, longest_line, wide
from tests.support.papers.word_files import Lines, W, WordFile, has, mm, rule_of, value

FACE = "Times New Roman"
SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
UNBROKEN = 20
"""So many letters of a word stand on one line; a longer one is a name of a file that every program breaks."""
SLACK = 1.5
"""Millimetres by which a reckoned rule may differ from the measured text."""


def page(paper: WordFile) -> Iterator[str]:
    """A4 with the decree's margins; it lies on its side where a table of an annex has more than six columns."""
    wide_annexes = [
        any(isinstance(one, Table) and len(one.columns) > measures.WIDE for one in annex.blocks)
        for annex in paper.content.annexes
    ]
    for section, on_side in zip(paper.sections, [False, *wide_annexes], strict=True):
        size = [round(mm(value(section, "pgSz", name))) for name in ("w", "h")]
        sides = [measures.SHORT_SIDE, measures.LONG_SIDE]
        turned = value(section, "pgSz", "orient") == "landscape"
        if size != (sides[::-1] if on_side else sides) or turned != on_side:
            yield f"page of {size} mm"
        for name, (least, most) in measures.MARGINS.items():
            if not fits(mm(value(section, "pgMar", name)), least, most):
                yield f"margin {name} of {mm(value(section, 'pgMar', name)):.1f} mm"


def faces(paper: WordFile) -> Iterator[str]:
    """Every run names the one face for every script, and Vietnamese."""
    for name, part in paper.parts.items():
        for run in part.iter(f"{W}rPr"):
            if {value(run, "rFonts", script) for script in SCRIPTS} != {FACE}:
                yield f"{name}: a run in another face"
            if {value(run, "lang", script) for script in ("val", "eastAsia", "bidi")} != {"vi-VN"}:
                yield f"{name}: a run in another language"
    bare = [run for line in paper.lines for run in line.runs if not has(run.element, "rPr")]
    yield from ("a run without its face" for _run in bare)


def page_numbers(paper: WordFile) -> Iterator[str]:
    """None on the first page of each section, centred above the text in 13 or 14 on the others, counted anew."""
    for section, first, later in zip(paper.sections, paper.headers("first"), paper.headers("default"), strict=True):
        if not has(section, "titlePg") or value(section, "pgNumType", "start") != "1":
            yield "a section that does not begin its own numbers"
        if list(first.iter(f"{W}fldSimple")):
            yield "a number on a first page"
        [field] = list(later.iter(f"{W}fldSimple")) or [None]
        if field is None or value_of(field, "instr").split() != ["PAGE"]:
            yield "no number on later pages"
            continue
        room = (
            mm(value(section, "pgSz", "w")) - mm(value(section, "pgMar", "left")) - mm(value(section, "pgMar", "right"))
        )
        tab = value(later, "p/pPr/tabs/tab", "pos")
        if not fits(mm(tab), room / 2, room / 2, 0.5) or value(later, "p/pPr/tabs/tab") != "center":
            yield "a number that is not centred"
        if not fits(float(value(field, "r/rPr/sz")) / 2, *measures.PAGE_NUMBER, slack=0) or has(field, "r/rPr/b"):
            yield "a number in another size"


def value_of(element: Any, name: str) -> str:
    """An attribute of an element itself."""
    return str(element.get(f"{W}{name}") or "")


def _looks(paper: WordFile, text: str, sizes: tuple[float, ...], bold: bool, italic: bool, align: str) -> Iterator[str]:
    """Whether each piece of a line looks as the decree says."""
    if not text.strip():
        return
    found = paper.found(text)
    if not found:
        yield f"{text[:40]!r} is missing"
    for line in found[:1]:
        for run in line.runs:
            if (run.bold, run.italic) != (bold, italic) or not fits(run.size, sizes[0], sizes[-1], 0):
                yield f"{text[:40]!r} is {run.size:g} bold={run.bold} italic={run.italic}"
        if line.align != align:
            yield f"{text[:40]!r} is set {line.align}"


def head(paper: WordFile) -> Iterator[str]:
    """Sizes and looks of everything above the text."""
    held = paper.content.head
    yield from _looks(paper, held.above, (12, 13), False, False, "center")
    yield from _looks(paper, held.issuer, (12, 13), True, False, "center")
    yield from _looks(paper, measures.NATION, (12, 13), True, False, "center")
    yield from _looks(paper, measures.MOTTO, (13, 14), True, False, "center")
    yield from _looks(paper, held.number, (13,), False, False, "center")
    yield from _looks(paper, held.subject, (12, 13), False, False, "center")
    yield from _looks(paper, held.place_day, (13, 14), False, True, "center")
    if paper.content.title:
        yield from _looks(paper, paper.content.title, (13, 14), True, False, "center")
        yield from _looks(paper, paper.content.about, (13, 14), True, False, "center")
    cells = paper.tables[0].findall(f"{W}tr/{W}tc")
    room = mm(value(cells[1], "tcPr/tcW", "w"))
    if any(wide(measures.NATION, line.runs[0].size, True) > room for line in paper.found(measures.NATION)):
        yield "the nation's name does not stand on one line"


def urgency(paper: WordFile) -> Iterator[str]:
    """The frame of the decree's size around the degree of urgency, and none where there is none."""
    text = paper.content.head.urgency
    framed = [one for one in paper.tables[0].iter(f"{W}tbl") if one is not paper.tables[0]]
    if not text:
        yield from ("a frame without a degree" for _one in framed)
        return
    yield from _looks(paper, text, measures.BODY, True, False, "center")
    if len(framed) != 1:
        yield f"{len(framed)} frames"
        return
    size = mm(value(framed[0], "tblPr/tblW", "w")), mm(value(framed[0], "tr/trPr/trHeight"))
    exact = value(framed[0], "tr/trPr/trHeight", "hRule") == "exact"
    drawn = value(framed[0], "tblPr/tblBorders/top") == "single"
    if not exact or not drawn or not all(map(fits, size, measures.FRAMES[text], measures.FRAMES[text])):
        yield f"a frame of {size[0]:.0f} × {size[1]:.0f} mm"


def drawn_rules(paper: WordFile) -> Iterator[str]:
    """The rule under the motto is as long as it, the others 1/3 to 1/2 of their text; they are drawn, not typed."""
    held = paper.content.head
    cells = paper.tables[0].findall(f"{W}tr")[0].findall(f"{W}tc")
    for cell, text, parts in zip(cells, (held.issuer, measures.MOTTO), (measures.RULE, (1, 1)), strict=True):
        room = mm(value(cell, "tcPr/tcW", "w"))
        size = paper.found(text)[0].runs[0].size if paper.found(text) else 13
        yield from _rule(text, _lengths(cell, room), longest_line(text, size, room), parts)
    titles = [paper.content.about] * bool(paper.content.title)
    for text in [*titles, *(annex.about for annex in paper.content.annexes)]:
        after = [one for line in paper.found(text)[:1] for one in line.element.itersiblings(f"{W}p")]
        section = next((n for n, annex in enumerate(paper.content.annexes, 1) if annex.about == text), 0)
        size = paper.sections[section]
        room = mm(value(size, "pgSz", "w")) - mm(value(size, "pgMar", "left")) - mm(value(size, "pgMar", "right"))
        drawn = [rule_of(one) for one in after[:2]]
        lengths = [room - 2 * one for one in drawn if one is not None]
        yield from _rule(text, lengths, longest_line(text, 14, room), measures.RULE)


def _lengths(cell: Any, room: float) -> list[float]:
    rules = [rule_of(one) for one in cell.findall(f"{W}p")]
    return [room - 2 * one for one in rules if one is not None]


def _rule(text: str, lengths: list[float], width: float, parts: tuple[float, float]) -> Iterator[str]:
    if len(lengths) != 1:
        yield f"{len(lengths)} rules under {text[:30]!r}"
    elif not fits(lengths[0], parts[0] * width, parts[1] * width, SLACK):
        yield f"a rule of {lengths[0]:.0f} mm under {width:.0f} mm {text[:30]!r}"


def body(paper: WordFile) -> Iterator[str]:
    """13 or 14, justified, indented 1 to 1.27 cm, 6 points between, single; grounds italic, titles bold at the left."""
    for block in all_blocks(paper.content):
        if not isinstance(block, Paragraph):
            continue
        text = words.line_of(block.runs, paper.pages)
        bold, italic = block.look in {"part", "heading"}, block.look == "ground"
        found = paper.found(text)
        if not found:
            yield f"{text[:40]!r} is missing"
        for line in found[:1]:
            yield from _paragraph(line, "center" if block.look == "centre" else "left" if bold else "both", text[:40])
            plain = [run for run, one in zip(line.runs, block.runs, strict=False) if one.mark in {"", "pages"}]
            if any((run.bold, run.italic) != (bold, italic) for run in plain):
                yield f"a {block.look} in another look: {text[:40]!r}"
            if any(run.size < measures.BODY[0] for run in plain):
                yield f"size {plain[0].size:g}: {text[:40]!r}"


def _paragraph(line: Lines, align: str, text: str) -> Iterator[str]:
    spacing = {name: value(line.element, "pPr/spacing", name) for name in ("after", "line", "lineRule")}
    if float(spacing["after"] or 0) / 20 < measures.BETWEEN:
        yield f"less than {measures.BETWEEN} points after {text!r}"
    if (spacing["line"], spacing["lineRule"]) != ("240", "auto"):
        yield f"not single spaced: {text!r}"
    if line.align != align:
        yield f"set {line.align}: {text!r}"
    if align != "center" and not fits(mm(value(line.element, "pPr/ind", "firstLine")), *measures.FIRST_LINE):
        yield f"first line: {text!r}"


def tables(paper: WordFile) -> Iterator[str]:
    """Rows that do not split, heads that repeat, fixed columns within the text, no word wider than its column."""
    wanted = [one for one in all_blocks(paper.content) if isinstance(one, Table)]
    ruled = [one for one in paper.tables if value(one, "tblPr/tblBorders/insideH") == "single"]
    if len(ruled) != len(wanted):
        yield f"{len(ruled)} ruled tables for {len(wanted)}"
    for table in paper.body.iter(f"{W}tbl"):
        if not all(has(row, "trPr/cantSplit") for row in table.iter(f"{W}tr")):
            yield "a row that may split"
        if value(table, "tblPr/tblLayout", "type") != "fixed":
            yield "columns that are not fixed"
    for table in ruled:
        if not has(table.find(f"{W}tr"), "trPr/tblHeader"):
            yield "a head that is not repeated"
        if len(table.findall(f"{W}tblGrid/{W}gridCol")) <= measures.WIDE:
            room = measures.SHORT_SIDE - 50
        else:
            room = measures.LONG_SIDE - 50
        if mm(value(table, "tblPr/tblW", "w")) > room + 0.5:
            yield "a table wider than the text"
        margin = 2 * mm(value(table, "tblPr/tblCellMar/left", "w"))
        for cell in table.iter(f"{W}tc"):
            yield from _cell(cell, mm(value(cell, "tcPr/tcW", "w")) - margin)


def _cell(cell: Any, room: float) -> Iterator[str]:
    for run in cell.iter(f"{W}r"):
        size, bold = float(value(run, "rPr/sz")) / 2, has(run, "rPr/b")
        if not fits(size, *measures.TABLE, slack=0):
            yield f"a cell in {size:g}"
        for word in "".join(one.text or "" for one in run.iter(f"{W}t")).replace("-", "- ").replace("–", "– ").split():
            if len(word) <= UNBROKEN and wide(word, size, bold) > room:
                yield f"{word!r} is wider than its column of {room:.1f} mm"


RULES: dict[str, Callable[[WordFile], Iterator[str]]] = {
    "page": page,
    "faces": faces,
    "page numbers": page_numbers,
    "head": head,
    "urgency": urgency,
    "rules": drawn_rules,
    "body": body,
    "tables": tables,
}
