"""What a paper says, as plain values that every format is rendered from; it knows no table and no layout in points."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

PAGES = "pages"
"""The mark of a run that stands for the number of pages of the paper without its annexes."""
URGENCIES = ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")
"""The degrees of urgency, each with a frame of its own size (Decree 30/2020, annex I, part II, point 10b)."""
UPRIGHT_COLUMNS = 6


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph; ``mark`` is empty, bold, italic, small or PAGES."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``look`` is body, last, ground, part (I.), heading (1.), subheading (1.1.) or centre."""

    look: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, its width in mm, whether its cells are centred."""

    title: str
    width: int
    centred: bool = False


@dataclass(frozen=True)
class Table:
    """A ruled table whose first row is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Cell:
    """One signature: who signs in capitals, room for the ink, the name, beneath it his post where that is printed.

    ``lines`` are sentences in place of it.
    """

    above: tuple[str, ...] = ()
    name: str = ""
    lines: tuple[str, ...] = ()
    below: str = ""


@dataclass(frozen=True)
class Signatures:
    """Signatures in two columns; no row is ever split over two pages, and the first follows its sentence.

    The sentence is a paragraph: a table alone does not hold them on its page in every program. ``kept`` is whether what
    follows stays on the same page.
    """

    rows: tuple[tuple[Cell, Cell], ...]
    kept: bool = False


@dataclass(frozen=True)
class Recipients:
    """The end of an agency's paper: who receives it at the left, the signature at the right."""

    lines: tuple[str, ...]
    cell: Cell


@dataclass(frozen=True)
class Photo:
    """A photo by the sha256 of its file, with its size in pixels and what is printed under it."""

    sha256: str
    width: int
    height: int
    caption: tuple[Run, ...]


Block = Paragraph | Table | Signatures | Recipients | Photo


@dataclass(frozen=True)
class Head:
    """The head of a paper: the body above and the issuing body at the left, number, place and day; ``size`` is that of
    the two at the left in points. ``subject`` is what an official letter is about ("V/v …"), beneath its number;
    ``urgency`` one of URGENCIES or empty.
    """

    above: str
    issuer: str
    number: str
    place_day: str = ""
    size: int = 13
    subject: str = ""
    urgency: str = ""


@dataclass(frozen=True)
class Annex:
    """An annex; it begins on a new page and counts its own pages. ``attached`` says which paper it belongs to."""

    title: str
    about: str
    blocks: tuple[Block, ...]
    attached: str = ""

    @property
    def on_side(self) -> bool:
        """Whether its pages lie on their side, which a table of more than six columns asks for."""
        return any(isinstance(one, Table) and len(one.columns) > UPRIGHT_COLUMNS for one in self.blocks)


@dataclass(frozen=True)
class Content:
    """A whole paper; an official letter has no title, and what it is about stands under its number."""

    head: Head
    title: str
    about: str
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True)
class Stamp:
    """What stands on every page and is no part of the content: the marks at the top, the small lines at the bottom."""

    marks: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


_TYPES: dict[str, Any] = {
    one.__name__: one
    for one in (Run, Paragraph, Column, Table, Cell, Signatures, Recipients, Photo, Head, Annex, Content, Stamp)
}


def text(look: str, *pieces: str | Run) -> Paragraph:
    """A paragraph of this look from plain text and marked pieces."""
    return Paragraph(look, tuple(Run(piece) if isinstance(piece, str) else piece for piece in pieces if piece))


def to_json(value: Any) -> Any:
    """The content as JSON, each part under its name, so that it can be frozen and hashed."""
    if is_dataclass(value):
        held = {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__} | held
    return [to_json(one) for one in value] if isinstance(value, tuple) else value


def from_json(value: Any) -> Any:
    """The content that ``to_json`` froze."""
    if isinstance(value, Mapping):
        held = {name: from_json(one) for name, one in value.items() if name != "is"}
        return _TYPES[value["is"]](**held)
    return tuple(from_json(one) for one in value) if isinstance(value, list) else value


def all_blocks(content: Content) -> tuple[Block, ...]:
    """Every block of a paper and of its annexes, in order."""
    return content.blocks + tuple(block for annex in content.annexes for block in annex.blocks)


def photos(content: Content) -> tuple[Photo, ...]:
    """The photos that a paper shows, in order."""
    return tuple(block for block in all_blocks(content) if isinstance(block, Photo))


def plain(content: Content) -> str:
    """All words of a paper, one piece a line, for the search and for tests."""
    return "\n".join(_words(to_json(content)))


def _words(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [word for name, one in value.items() if name not in _CODES for word in _words(one)]
    if isinstance(value, list):
        return [word for one in value for word in _words(one)]
    return [value] if isinstance(value, str) and value else []


_CODES = frozenset({"is", "look", "mark", "sha256", "width", "height", "centred"})
