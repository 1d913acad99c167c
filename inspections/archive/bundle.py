"""Writes a case file as a .zip with fixed times, a piece at a time, and its manifest; it knows no table.

The same content gives the same bytes. A stored file is hashed while it is copied, so that one that is missing or was
changed stops the whole, by its name, before anybody is sent a byte.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from inspections.archive.kept import Kept
from inspections.archive.tables import Table
from inspections.errors import RuleBroken
from inspections.lists.files import comma_separated
from inspections.lists.rules import Column

MANIFEST, README, INDEX = "manifest.sha256", "README.txt", "muc-luc-tep"
FIXED = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
PIECE = 256 * 1024
PACKED = frozenset({".csv", ".txt", ".sha256"})
"""What becomes smaller; photos, PDF and Word files are packed already."""


@dataclass(frozen=True)
class Entry:
    """A file of the bundle: its path, what it is, what writes it, the sha256 that it must have if it was stored."""

    path: str
    about: str
    write: Callable[[IO[bytes]], Any]
    expected: str = ""


class _Hashed(io.BufferedIOBase):
    """A file that knows the sha256 of what was written to it."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out, self.sum = out, hashlib.sha256()

    def writable(self) -> bool:
        """Whether it can be written to: always."""
        return True

    def write(self, data: Any) -> int:
        """Writes on and goes on hashing."""
        self.sum.update(data)
        return self.out.write(data)


def stored(kept: Kept, evidence: Path) -> Entry:
    """The entry of a stored file; raises RuleBroken by its name when it is not there."""
    path = kept.path(evidence)
    if path is None:
        raise RuleBroken(f"Không xuất được hồ sơ: thiếu tệp của “{kept.about}”; mời báo người quản trị.")
    source = path

    def copy(out: IO[bytes]) -> None:
        with source.open("rb") as file:
            while piece := file.read(PIECE):
                out.write(piece)

    return Entry(f"{kept.folder}/{kept.stem}{source.suffix}", kept.about, copy, kept.sha256)


def tabulated(table: Table, states: Any, day: Any) -> Entry:
    """The entry of a table, as CSV that Excel reads with its letters."""
    return Entry(
        f"{table.path}.csv",
        table.about,
        lambda out: comma_separated(out, table.columns, table.rows, states, (), day),
    )


def said(path: str, about: str, text: str) -> Entry:
    """The entry of a text to read, with the ends of line and the mark that old editors need."""
    data = text.replace("\n", "\r\n").encode("utf-8-sig")
    return Entry(path, about, lambda out: out.write(data))


def index(entries: Iterable[Entry], day: Any) -> Entry:
    """The entry that lists the others: which file is what."""
    columns = (
        Column("path", "Tệp", "text", 60, lambda one: one.path),
        Column("about", "Nội dung", "text", 80, lambda one: one.about),
    )
    return tabulated(Table(INDEX, "Danh sách các tệp", columns, sorted(entries, key=lambda one: one.path)), {}, day)


def write(out: IO[bytes], root: str, entries: Iterable[Entry]) -> str:
    """Writes the bundle with everything below the folder ``root``; returns the sha256 of its manifest.

    Raises RuleBroken by its name for a stored file that is not what was kept, ValueError for a name given twice.
    """
    sums: dict[str, str] = {}
    with zipfile.ZipFile(out, "w") as bundle:
        for one in sorted(entries, key=lambda entry: entry.path):
            if one.path in sums:
                raise ValueError(f"Two files are called {one.path}.")
            sums[one.path] = _add(bundle, root, one)
            if one.expected and sums[one.path] != one.expected:
                raise RuleBroken(f"Không xuất được hồ sơ: tệp của “{one.about}” đã bị sửa ngoài hệ thống.")
        lines = "".join(f"{digest}  {path}\n" for path, digest in sums.items()).encode()
        return _add(bundle, root, Entry(MANIFEST, "", lambda file: file.write(lines)))


def _add(bundle: zipfile.ZipFile, root: str, one: Entry) -> str:
    info = zipfile.ZipInfo(f"{root}/{one.path}", FIXED)
    info.create_system, info.external_attr = 3, READABLE
    if Path(one.path).suffix in PACKED:
        info.compress_type = zipfile.ZIP_DEFLATED
    with bundle.open(info, "w") as file:
        hashed = _Hashed(file)
        one.write(hashed)  # type: ignore[arg-type]
    return hashed.sum.hexdigest()
