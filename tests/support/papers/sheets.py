"""Reads a PDF page by page into lines of text, rules and pictures with their places in mm; it judges nothing.

It follows the few operators that the compiler of papers writes, ten times faster than a general reader of text, and
tells what belongs to the paper from what is only drawn at the edge of its pages.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pypdf import PdfReader

from tests.support.papers.measures import POINT

_TOKEN = re.compile(rb"\(|[-+.\d]+|/[^\s/\[\]<>()]+|<<|<[0-9A-Fa-f]*>|[A-Za-z*'\"]+")
_BRACKET = re.compile(rb"(?:[^()\\]|\\.)*([()])", re.DOTALL)
_STRING = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Piece:
    """A run of text on one line: where it begins and ends, its foot, in mm from the left and the top of the page."""

    text: str
    left: float
    right: float
    foot: float
    size: float
    face: str
    edge: bool


@dataclass(frozen=True)
class Stroke:
    """A drawn line."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass
class Sheet:
    """A page: its size in mm, its words, drawn lines and pictures in the order in which they were drawn."""

    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: list[Stroke] = field(default_factory=list)

    def body(self) -> list[Piece]:
        """What belongs to the paper."""
        return [one for one in self.pieces if not one.edge]

    def edges(self) -> list[Piece]:
        """What is only drawn at the edge: marks, page numbers, the small lines at the foot."""
        return [one for one in self.pieces if one.edge]

    def lines(self, edges: bool = False) -> list[str]:
        """The words of the page, pieces that stand beside each other joined."""
        said: list[str] = []
        last: Piece | None = None
        for one in self.edges() if edges else self.body():
            beside = last and abs(last.foot - one.foot) < 0.1 and -0.2 < one.left - last.right < 0.6
            if beside:
                said[-1] += one.text
            else:
                said.append(one.text)
            last = one
        return said


@dataclass(frozen=True)
class Face:
    """An embedded face: its name, its signs and their widths in thousandths of the size."""

    name: str
    signs: dict[int, str]
    widths: dict[int, float]

    @cached_property
    def space(self) -> float:
        """How wide a space is."""
        return next((self.widths.get(code, 0) for code, sign in self.signs.items() if sign == " "), 0)


def sheets(data: bytes) -> tuple[PdfReader, list[Sheet]]:
    """The file as pypdf has it, and its pages."""
    reader = PdfReader(io.BytesIO(data))
    faces: dict[Any, Face] = {}
    return reader, [_sheet(page, faces) for page in reader.pages]


def _sheet(page: Any, faces: dict[Any, Face]) -> Sheet:
    held = page["/Resources"].get("/Font", {}).get_object()
    named: dict[bytes, Face] = {}
    for name, reference in held.items():
        key = held.raw_get(name).idnum
        faces[key] = faces.get(key) or _face(reference.get_object())
        named[name.encode()] = faces[key]
    box = page.mediabox
    sheet = Sheet(float(box.width) * POINT, float(box.height) * POINT)
    drawn = page["/Resources"].get("/XObject", {})
    sizes = {name.encode(): tuple(map(float, one.get_object()["/BBox"][2:])) for name, one in drawn.items()}
    _Pen(sheet, named, sizes).follow(page.get_contents().get_data())
    return sheet


def _face(font: Any) -> Face:
    listed = font["/DescendantFonts"][0].get_object()["/W"]
    widths: dict[int, float] = {}
    for first, last, width in zip(*[iter(listed)] * 3, strict=True):
        widths |= dict.fromkeys(range(int(first), int(last) + 1), float(width))
    text = font["/ToUnicode"].get_object().get_data()
    found = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", text)
    signs = {int(code, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for code, sign in found}
    return Face(str(font["/BaseFont"]), signs, widths)


class _Pen:
    """Draws a page again: where it is, in which face, whether what it draws is only an edge."""

    def __init__(self, sheet: Sheet, faces: dict[bytes, Face], sizes: dict[bytes, tuple[float, ...]]) -> None:
        self.sheet, self.faces, self.sizes = sheet, faces, sizes
        self.place, self.kept = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), []  # type: tuple[float, ...], list[tuple[float, ...]]
        self.at, self.size, self.face = (0.0, 0.0), 0.0, next(iter(faces.values()), Face("", {}, {}))
        self.marks: list[bool] = []
        self.path: list[tuple[float, float]] = []

    def follow(self, data: bytes) -> None:
        """Takes every operator with what stands before it."""
        held: list[Any] = []
        for kind, value in _tokens(data):
            if kind != "operator":
                held.append(value)
                continue
            self.take(value, held)
            held = []

    def take(self, operator: bytes, held: list[Any]) -> None:
        """One operator."""
        if operator == b"BDC":
            self.marks.append(b"/Artifact" in held[:1])
        elif operator == b"EMC":
            self.marks.pop()
        elif operator == b"q":
            self.kept.append(self.place)
        elif operator == b"Q":
            self.place = self.kept.pop()
        elif operator == b"cm":
            self.place = _times(held, self.place)
        elif operator == b"Tf":
            self.face, self.size = self.faces[held[0]], held[1]
        elif operator == b"Tm":
            self.at = held[4], held[5]
        elif operator in {b"TJ", b"Tj"}:
            self.write(held)
        elif operator in {b"m", b"l"}:
            self.path.append(self.point(held[0], held[1]))
        elif operator == b"re":
            self.path += [self.point(held[0], held[1]), self.point(held[0] + held[2], held[1] + held[3])]
        elif operator in {b"S", b"s"}:
            self.sheet.strokes.append(_around(self.path))
        elif operator == b"Do":
            self.sheet.pictures.append(_around([self.point(0, 0), self.point(*self.sizes[held[0]])]))
        if operator in {b"S", b"s", b"f", b"n", b"W", b"f*"}:
            self.path = []

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place of the drawing in mm from the left and the top of the page."""
        a, b, c, d, e, f = self.place
        return (a * x + c * y + e) * POINT, self.sheet.height - (b * x + d * y + f) * POINT

    def write(self, held: list[Any]) -> None:
        """A run of text."""
        text, width = "", 0.0
        for one in held:
            if isinstance(one, bytes):
                codes = [int.from_bytes(one[n : n + 2], "big") for n in range(0, len(one), 2)]
                text += "".join(self.face.signs.get(code, "\ufffd") for code in codes)
                width += sum(self.face.widths.get(code, 0) for code in codes)
            elif isinstance(one, float):
                width -= one
        width -= (len(text) - len(text.rstrip(" "))) * self.face.space
        left, foot = self.point(*self.at)
        right = left + width / 1000 * self.size * POINT
        self.sheet.pieces.append(Piece(text, left, right, foot, self.size, self.face.name, any(self.marks)))


def _times(a: list[float], b: tuple[float, ...]) -> tuple[float, ...]:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _around(path: list[tuple[float, float]]) -> Stroke:
    across, down = [x for x, _ in path], [y for _, y in path]
    return Stroke(min(across), max(across), min(down), max(down))


def _tokens(data: bytes) -> Iterator[tuple[str, Any]]:
    """What a page's drawing consists of: numbers, names, strings, operators."""
    place = 0
    while found := _TOKEN.search(data, place):
        token, place = found[0], found.end()
        first = token[:1]
        if first == b"(":
            end = _end_of_string(data, found.start())
            yield "string", _STRING.sub(_unescaped, data[found.start() + 1 : end])
            place = end + 1
        elif first == b"<" and token != b"<<":
            yield "string", bytes.fromhex(token[1:-1].decode())
        elif first in b"+-.0123456789":
            yield "number", float(token)
        elif first in b"/<":
            yield "name", token
        else:
            yield "operator", token


def _end_of_string(data: bytes, start: int) -> int:
    """Where a string ends, which may hold brackets in pairs."""
    depth = 0
    for found in _BRACKET.finditer(data, start):
        depth += 1 if found[1] == b"(" else -1
        if not depth:
            return found.end() - 1
    raise ValueError("A string does not end.")


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() else _ESCAPED.get(sign, sign)
