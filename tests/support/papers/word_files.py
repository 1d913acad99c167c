"""Reads a Word file as a reader of papers sees it: paragraphs with their looks, tables, sections; it judges nothing."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from inspections.papers.content import Content

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIP = 25.4 / 1440
"""Millimetres in a twentieth of a point."""
EMU = 1 / 36_000
SIGNS = {f"{W}br": " ", f"{W}noBreakHyphen": "-"}
"""What stands for a sign inside a run."""


def value(element: Any, path: str, name: str = "val") -> str:
    """An attribute of what lies at a path of names (pPr/jc), empty where there is none."""
    found = element.find("/".join(f"{W}{one}" for one in path.split("/")))
    return "" if found is None else str(found.get(f"{W}{name}") or "")


def has(element: Any, path: str) -> bool:
    """Whether something lies at a path of names."""
    return element.find("/".join(f"{W}{one}" for one in path.split("/"))) is not None


def mm(text: str) -> float:
    """Twentieths of a point as mm."""
    return float(text or 0) * TWIP


@dataclass(frozen=True)
class Letters:
    """A run of text: size in points and its looks."""

    element: Any
    text: str
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True)
class Lines:
    """A paragraph with its runs, and its words with one space between them."""

    element: Any
    runs: tuple[Letters, ...]
    text: str

    @property
    def align(self) -> str:
        """left, center, both."""
        return value(self.element, "pPr/jc")

    @property
    def in_table(self) -> bool:
        """Whether it stands in a cell."""
        return next(self.element.iterancestors(f"{W}tc"), None) is not None


def rule_of(element: Any) -> float | None:
    """How far a paragraph that is a drawn line is indented at one side in mm; None for one that is none."""
    return mm(value(element, "pPr/ind", "left")) if has(element, "pPr/pBdr") else None


def letters(run: Any) -> Letters:
    """A run as it is seen."""
    text = "".join(SIGNS.get(one.tag, one.text or "") for one in run if one.tag in {f"{W}t", *SIGNS})
    size = float(value(run, "rPr/sz") or 0) / 2
    return Letters(run, text, size, has(run, "rPr/b"), has(run, "rPr/i"))


def paragraphs(root: Any) -> Iterator[Lines]:
    """Every paragraph beneath an element, in order."""
    for element in root.iter(f"{W}p"):
        runs = tuple(letters(run) for run in element.iter(f"{W}r"))
        yield Lines(element, runs, " ".join("".join(one.text for one in runs).split()))


@dataclass(frozen=True)
class WordFile:
    """A paper as a Word file, what it has to say, its marks, and how many pages it is said to have."""

    data: bytes
    content: Content
    marks: tuple[str, ...]
    pages: int

    @cached_property
    def parts(self) -> dict[str, Any]:
        """Every part of the package that is XML, by its name."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name[-4:] != ".jpg"}

    @cached_property
    def body(self) -> Any:
        """The document itself."""
        return self.parts["word/document.xml"].find(f"{W}body")

    @cached_property
    def lines(self) -> list[Lines]:
        """Every paragraph of the document."""
        return list(paragraphs(self.body))

    @cached_property
    def sections(self) -> list[Any]:
        """The properties of each section."""
        return list(self.body.iter(f"{W}sectPr"))

    @cached_property
    def tables(self) -> list[Any]:
        """Every table that stands in no other."""
        return self.body.findall(f"{W}tbl")

    def headers(self, kind: str) -> list[Any]:
        """The headers of the sections for their first page (first) or for the others (default)."""
        links = {one.get("Id"): one.get("Target") for one in self.parts["word/_rels/document.xml.rels"]}
        named = [one for one in self.body.iter(f"{W}headerReference") if one.get(f"{W}type") == kind]
        key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        return [self.parts[f"word/{links[one.get(key)]}"] for one in named]

    @cached_property
    def _said(self) -> dict[str, list[Lines]]:
        held: dict[str, list[Lines]] = {}
        for one in self.lines:
            held.setdefault(one.text, []).append(one)
        return held

    def found(self, text: str) -> list[Lines]:
        """The paragraphs that say this."""
        return self._said.get(" ".join(text.split()), [])
