"""Knows which words a paper has to print and in which order, and the rules for words that hold in every format."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from inspections.papers.content import (
    PAGES,
    Block,
    Cell,
    Content,
    Paragraph,
    Photo,
    Recipients,
    Run,
    Signatures,
    Table,
)
from tests.support.papers import measures

ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""The letters that number points, as decrees have them."""
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
SMALL = re.compile(r"(?<![\d.,/:-])[1-9] (?:bản|trang|tờ|phụ lục|ngày|đơn vị|yêu cầu|lần|nội dung)\b")
"""A count below ten without its zero."""
LONG = 12
"""A word of more letters may be broken to fit its line."""
LONG_DATE = re.compile(r"ngày (\d+) tháng (\d+)")
SHORT_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
DRAWN_BY_SIGNS = re.compile("_{3,}|[─━—=]{3,}|\\.{6,}")
"""Rules and blanks that were typed instead of drawn."""


def printed(content: Content, pages: int) -> list[str]:
    """Every line that a paper has to say, in the order in which it is read; ``pages`` is how many it has."""
    head = content.head
    said = [head.above, head.issuer, measures.NATION, measures.MOTTO, head.number, head.subject]
    said += [getattr(head, "urgency", ""), head.place_day]
    said += [content.title, content.about] if content.title else []
    said += _of_blocks(content.blocks, pages)
    for annex in content.annexes:
        said += [annex.title, annex.about, getattr(annex, "attached", ""), *_of_blocks(annex.blocks, pages)]
    return [squeezed(one) for one in said if one.strip()]


def main_lines(content: Content, pages: int) -> list[str]:
    """The paragraphs of a paper itself, without head, signatures and annexes."""
    return [line_of(one.runs, pages) for one in content.blocks if isinstance(one, Paragraph)]


def squeezed(text: str) -> str:
    """The text with one space between words."""
    return " ".join(text.split())


def line_of(runs: Iterable[Run], pages: int) -> str:
    """What the pieces of a paragraph say together."""
    return squeezed("".join(f"{pages:02d}" if one.mark == PAGES else one.text for one in runs))


def _of_blocks(blocks: Iterable[Block], pages: int) -> list[str]:
    return [line for block in blocks for line in _of_block(block, pages)]


def _of_block(block: Block, pages: int) -> list[str]:
    if isinstance(block, Paragraph):
        return [line_of(block.runs, pages)]
    if isinstance(block, Table):
        return [*(one.title for one in block.columns), *(text for row in block.rows for text in row)]
    if isinstance(block, Signatures):
        return [line for row in block.rows for cell in row for line in _of_cell(cell)]
    if isinstance(block, Recipients):
        return ["Nơi nhận:", *block.lines, *_of_cell(block.cell)]
    if isinstance(block, Photo):
        return [line_of(block.caption, pages)]
    raise TypeError(block)


def _of_cell(cell: Cell) -> list[str]:
    return [*cell.lines, *cell.above, cell.name]


def tokens(text: str) -> list[str]:
    """Words and signs one by one, so that a line's end inside a number of a paper changes nothing.

    A hyphen that does not break is a hyphen, as another program reads it.
    """
    return re.findall(r"\w+|[^\w\s]", text.replace("\u2011", "-"))


def rejoined(text: str, wanted: list[str]) -> str:
    """The text as it was found, with very long words put together again that were broken to fit their line."""
    for word in {word for line in wanted for word in line.split() if len(word) > LONG}:
        text = re.sub(r"\s*".join(map(re.escape, word)), word.replace("\\", r"\\"), text)
    return text


def _composed(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not unicodedata.is_normalized("NFC", line):
            yield f"not NFC: {line[:60]!r}"


def _no_secrecy_mark(lines: list[str]) -> Iterator[str]:
    """A mark stands alone; the words inside a sentence or a heading are none."""
    for line in lines:
        if line.strip(" .") in measures.SECRECY:
            yield f"a secrecy mark: {line!r}"


def _dates(lines: list[str]) -> Iterator[str]:
    """Days below 10 and months 1 and 2 have a zero, other months have none."""
    for line in lines:
        for day, month, *_year in [*LONG_DATE.findall(line), *SHORT_DATE.findall(line)]:
            right = f"{int(month):02d}" if int(month) < 3 else str(int(month))
            if len(day) != 2 or month != right:
                yield f"date {day}/{month} in {line[:60]!r}"


def _counts(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield from (f"count without its zero: {found!r}" for found in SMALL.findall(line))


def _drawn(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if DRAWN_BY_SIGNS.search(line):
            yield f"a rule made of signs: {line[:60]!r}"


RULES: dict[str, Callable[[list[str]], Iterator[str]]] = {
    "composed": _composed,
    "secrecy": _no_secrecy_mark,
    "dates": _dates,
    "counts": _counts,
    "drawn": _drawn,
}
"""What holds of every line of a paper."""


def ending(lines: list[str]) -> Iterator[str]:
    """The last sentence of a paper ends with ./. and no other does."""
    held = [line for line in lines if line.endswith("./.")]
    if held != lines[-1:]:
        yield f"ends with {lines[-1][-30:]!r}; {len(held)} lines end with ./."


def numbering(lines: list[str]) -> Iterator[str]:
    """Parts I, II …, headings 1, 2 … inside each, points a), b), c), d), đ) … follow each other without a gap."""
    part = heading = 0
    letter = ""
    for line in lines:
        if found := re.match(r"([IVX]+)\. [A-ZÀ-Ỹ]", line):
            part, heading, letter = part + 1, 0, ""
            if found[1] != ROMAN[part - 1]:
                yield f"part {found[1]} stands where {ROMAN[part - 1]} is due"
        elif found := re.match(r"(\d+)\. ", line):
            heading, letter = heading + 1, ""
            if int(found[1]) != heading:
                yield f"heading {found[1]} stands where {heading} is due"
        elif found := re.match(r"([a-zđ]{1,3})\) ", line):
            due = _after(letter)
            if found[1] not in {due, "a"}:
                yield f"point {found[1]}) stands where {due}) is due"
            letter = found[1]


def _after(letter: str) -> str:
    """The letter of the next point; after the last one the letters are doubled."""
    if not letter:
        return "a"
    place = ALPHABET.index(letter[0]) + 1
    turns = len(letter) + place // len(ALPHABET)
    return ALPHABET[place % len(ALPHABET)] * turns
