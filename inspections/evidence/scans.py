"""Scanned papers as files: read before the write begins, kept by their sha256 beside the photos, found again."""

import hashlib
from pathlib import Path

from inspections.evidence.photos import Refused, file_name, path_of, reencode, write
from inspections.evidence.rules import LARGE_SCAN, UNREADABLE_SCAN, Scan, is_pdf, too_large

KINDS = {"pdf": "application/pdf", "jpg": "image/jpeg"}
"""How a scan may be kept: the ending of its file, and what browsers are told it is."""
LONGEST_STEM = 190


def read(raw: bytes, name: str) -> Scan | Refused:
    """A PDF as it came, or a picture turned upright and without metadata; Refused with a sentence for anything else."""
    if is_pdf(raw):
        if too_large(raw):
            return Refused(LARGE_SCAN)
        return Scan(raw, hashlib.sha256(raw).hexdigest(), _named(name, "pdf"), "pdf")
    photo = reencode(raw, name)
    if isinstance(photo, Refused):
        return Refused(UNREADABLE_SCAN)
    return Scan(photo.data, photo.sha256, _named(name, "jpg"), "jpg", photo.thumb)


def _named(name: str, kind: str) -> str:
    """The name that the file had, with the ending that its content asks for."""
    stem = Path(file_name(name) or "van-ban").stem
    return f"{stem[:LONGEST_STEM]}.{kind}"


def keep(folder: Path, scan: Scan) -> None:
    """Writes the file durably; the same content twice is one file."""
    write(path_of(folder, scan.sha256, scan.kind), scan.data)
    if scan.thumb:
        write(path_of(folder, scan.sha256, "thumb"), scan.thumb)


def find(folder: Path, sha256: str) -> tuple[Path, str] | None:
    """Where the file with this hash lies, and what browsers are told it is; None when it is not there."""
    paths = [(path_of(folder, sha256, kind), told) for kind, told in KINDS.items()]
    return next(((path, told) for path, told in paths if path.exists()), None)
