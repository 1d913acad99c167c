"""Files that show something: photos as photos are kept, and PDF papers, recognised by content; it knows no record."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from inspections.evidence import photos
from inspections.evidence.photos import Photo, Refused

LARGEST_PDF = 10 * 1024 * 1024
PDF_BEGINS, PDF_ENDS = b"%PDF-", b"%%EOF"
TAIL = 2048
"""A whole PDF says that it ends within its last bytes."""
NO_PDF = "Tệp PDF này không đọc được hoặc bị cắt cụt; mời chọn lại."
NO_FILE = "Chỉ nhận ảnh JPEG, PNG, WebP hoặc tệp PDF đọc được; mời chọn lại."
PDF_TOO_LARGE = "Tệp PDF lớn hơn 10 MB; mời giảm dung lượng hoặc tách thành nhiều tệp."


@dataclass(frozen=True)
class Document:
    """A PDF ready to be kept: its bytes as they came, their sha256, the name it had."""

    data: bytes
    sha256: str
    name: str


File = Photo | Document


def read(raw: bytes, name: str) -> File | Refused:
    """The file as it will be kept: a photo without metadata, or a PDF as it is; Refused when it is neither."""
    if not raw.startswith(PDF_BEGINS):
        photo = photos.reencode(raw, name)
        return Refused(NO_FILE) if photo == Refused(photos.REFUSED) else photo
    if len(raw) > LARGEST_PDF:
        return Refused(PDF_TOO_LARGE)
    if PDF_ENDS not in raw[-TAIL:]:
        return Refused(NO_PDF)
    return Document(raw, hashlib.sha256(raw).hexdigest(), photos.file_name(name))


def kind_of(file: File) -> str:
    """How the kept file ends: jpg or pdf."""
    return "pdf" if isinstance(file, Document) else "jpg"


def keep(folder: Path, file: File) -> None:
    """Writes the file durably under its sha256; the same content twice is one file."""
    if isinstance(file, Photo):
        photos.keep(folder, file)
    else:
        photos.write(photos.path_of(folder, file.sha256, "pdf"), file.data)
