"""Turns a paper into its content, its stamp and its two files, which takes time; it changes no row."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path

from sqlalchemy.orm import Session

from inspections import event_log
from inspections.errors import RuleBroken
from inspections.evidence import photos
from inspections.papers import content as plain
from inspections.papers import sources
from inspections.papers.layout import docx, pdf
from inspections.papers.registry import KINDS
from models.papers import Paper

DRAFT, DEMONSTRATION = "DỰ THẢO", "DỮ LIỆU TRÌNH DIỄN"
FILE_KINDS = ("docx", "pdf")


@dataclass(frozen=True)
class Made:
    """A rendered paper: its content with the hash of it, the log's head at that moment, the bytes by kind of file."""

    content: plain.Content
    sha256: str
    log_number: int
    log_hash: str
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Place:
    """Where papers are made: the folder of the photos, the province's time, whether the data are made up."""

    folder: Path
    zone: tzinfo
    demonstration: bool


def compose(session: Session, paper: Paper, zone: tzinfo) -> plain.Content:
    """What the paper says: as it was frozen, or, while it is a draft, as the records have it now."""
    if paper.content is not None:
        frozen: plain.Content = plain.from_json(paper.content)
        return frozen
    return KINDS[paper.kind].compose(sources.facts_of(session, paper, zone))


def digest(content: plain.Content) -> str:
    """sha256 of a content's one text."""
    return event_log.digest(plain.to_json(content))


def make(session: Session, paper: Paper, place: Place, draft: bool) -> Made:
    """Composes the paper and renders both files; raises RuleBroken as ``files`` does."""
    content = compose(session, paper, place.zone)
    sha256, (number, log_hash) = digest(content), event_log.head(session)
    stamp = plain.Stamp((DRAFT,) * draft, () if draft else foot(sha256, number, log_hash))
    return Made(content, sha256, number, log_hash, files(content, stamp, place))


def foot(sha256: str | None, number: int | None, log_hash: str | None) -> tuple[str, ...]:
    """The small lines at the bottom of every page of a locked paper."""
    return f"Mã kiểm tra nội dung: {sha256}", f"Nhật ký: dòng {number}, mã {log_hash}"


def files(content: plain.Content, stamp: plain.Stamp, place: Place) -> Mapping[str, bytes]:
    """Both files of a content; raises RuleBroken when the file of a photo is missing or was changed."""
    stamp = replace(stamp, marks=stamp.marks + (DEMONSTRATION,) * place.demonstration)
    pictures = _pictures(content, place.folder)
    as_pdf, pages = pdf.render(content, stamp, pictures)
    return {"docx": docx.render(content, stamp, pictures, pages), "pdf": as_pdf}


class Pictures(Mapping[str, bytes]):
    """Photos by the sha256 of their files; each is read when it is asked for: many pages need little memory."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self.paths = paths

    def __getitem__(self, name: str) -> bytes:
        return self.paths[name].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def _pictures(content: plain.Content, folder: Path) -> Pictures:
    found = {}
    for photo in plain.photos(content):
        path = photos.path_of(folder, photo.sha256)
        name = f"{photo.caption[0].text.strip('. ').lower()} ({photo.sha256[:12]})"
        if not path.exists():
            raise RuleBroken(f"Không xuất được: không tìm thấy tệp của {name}.")
        if sha256(path.read_bytes()) != photo.sha256:
            raise RuleBroken(f"Không xuất được: tệp của {name} đã bị sửa ngoài hệ thống.")
        found[photo.sha256] = path
    return Pictures(found)


def sha256(data: bytes) -> str:
    """The hash that a file is kept under."""
    return hashlib.sha256(data).hexdigest()
