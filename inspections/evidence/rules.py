"""What a scanned paper is, and which files are taken for one; it knows no disk and no request."""

from dataclasses import dataclass

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
