"""What a scanned paper is, what a photo says of itself, and where one is needed; it knows no disk and no request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inspections import device_clock

PDF_LIMIT = 20 * 1024 * 1024
PDF_HEAD, PDF_TAIL, NEAR = b"%PDF-", b"%%EOF", 1024
"""A PDF begins with the one and ends with the other, each within so many bytes of its end of the file."""
UNREADABLE_SCAN = "Tệp này không phải PDF, JPG hoặc PNG đọc được; mời quét hoặc chọn lại."
LARGE_SCAN = "Tệp PDF lớn hơn 20 MB; mời quét lại ở độ phân giải thấp hơn."


@dataclass(frozen=True)
class Scan:
    """A paper or picture as a file ready to be kept; ``kind`` is pdf or jpg, and a jpg has a thumbnail."""

    data: bytes
    sha256: str
    name: str
    kind: str
    thumb: bytes = b""


def is_pdf(raw: bytes) -> bool:
    """Whether the content is that of a whole PDF, whatever its name says."""
    return PDF_HEAD in raw[:NEAR] and PDF_TAIL in raw[-NEAR:]


def too_large(raw: bytes) -> bool:
    """Whether a PDF is larger than what is kept."""
    return len(raw) > PDF_LIMIT


MOST_SENT, MOST_OF_PIECE = 8 * 1024 * 1024, 256 * 1024
"""How many bytes a photo of a tablet may have, and one piece of it."""
FORBIDDEN = "Nội dung này không chụp ảnh: ảnh có thể mang bí mật nhà nước. Hồ sơ giấy lưu riêng."
NEEDED_WHEN = {"on_fail": frozenset({"fail"}), "always": frozenset({"pass", "fail", "recorded"})}
"""The states in which an item with this rule needs a photo; what was not produced cannot be photographed."""


@dataclass(frozen=True)
class Sent:
    """What a tablet says of a photo that it sends; ``clock_offset`` is what has to be added to ``taken_at``.

    ``before`` are the captions that it sent before without hearing of it.
    """

    op_id: str
    caption: str
    taken_at: datetime
    clock_offset: int
    before: tuple[str, ...] = ()


def taken(photo: Any) -> datetime:
    """When a photo was taken, by the server's clock; when it was added where nobody said."""
    return device_clock.right(photo.taken_at, photo.clock_offset, photo.added_at)


def forbidden(item: Mapping[str, Any]) -> bool:
    """Whether an item of a frozen checklist may not be photographed at all."""
    return item.get("photo") == "forbidden"


def missing_photo(item: Mapping[str, Any], state: str, photos: int) -> list[str]:
    """What is missing before sign-off where an item in this state needs a photo and has none."""
    needed = state in NEEDED_WHEN.get(item.get("photo", "none"), ())
    return ["chưa có ảnh"] if needed and not photos else []
