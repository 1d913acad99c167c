"""Photos: recognised by content, turned upright, reduced, re-encoded without metadata, kept by their sha256."""

import hashlib
import io
import os
import struct
import tempfile
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from PIL import Image, ImageOps

from inspections.evidence import jpeg

LONGEST = 2048
THUMB = 240
PIXELS, DECODED = 60_000_000, 40_000_000
"""How many pixels a photo may have, and how many of them are decoded: of a JPEG fewer than it has."""
LONGEST_NAME = 200
FORMATS = ("JPEG", "PNG", "WEBP")
UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
"""What Pillow raises at a file that is none of these formats, is cut off or has been tampered with."""
REFUSED = "Tệp này không phải ảnh JPEG, PNG hoặc WebP đọc được; mời chụp hoặc chọn lại."
TOO_LARGE = "Ảnh quá lớn; mời chụp ở độ phân giải thấp hơn."
CHANGED = "Ảnh nhận được khác với ảnh trên máy (sai mã sha256); mời gửi lại."
TELLING = "Ảnh còn mang thông tin của máy chụp (vị trí, thời gian…) nên không nhận; mời tải lại trang rồi chọn lại ảnh."

# The number of pixels is checked here, before anything is decoded, and answered with a sentence.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True)
class Photo:
    """A photo ready to be kept: JPEG bytes without metadata, a thumbnail, sha256, size in pixels, the name it had."""

    data: bytes
    thumb: bytes
    sha256: str
    width: int
    height: int
    name: str


@dataclass(frozen=True)
class Refused:
    """An upload that is no photo, with the sentence for the person."""

    message: str


def reencode(raw: bytes, name: str) -> Photo | Refused:
    """The photo upright, at most 2,048 px long, as JPEG with no metadata at all; Refused when it is none."""
    try:
        image = Image.open(io.BytesIO(raw), formats=FORMATS)
        if image.width * image.height > PIXELS:
            return Refused(TOO_LARGE)
        image.draft("RGB", (LONGEST, LONGEST))
        if image.width * image.height > DECODED:
            return Refused(TOO_LARGE)
        upright = ImageOps.exif_transpose(image).convert("RGB")
    except UNREADABLE:
        return Refused(REFUSED)
    upright.thumbnail((LONGEST, LONGEST))
    small = upright.copy()
    small.thumbnail((THUMB, THUMB))
    data = _jpeg(upright, 85)
    return Photo(data, _jpeg(small, 75), hashlib.sha256(data).hexdigest(), *upright.size, file_name(name))


def checked(raw: bytes, sha256: str, name: str) -> Photo | Refused:
    """A photo that the tablet made ready, kept byte for byte; Refused unless it is what it says it is, and no more."""
    if hashlib.sha256(raw).hexdigest() != sha256:
        return Refused(CHANGED)
    try:
        size = jpeg.size_of(raw)
        if max(size) > LONGEST:
            return Refused(TOO_LARGE)
        image = Image.open(io.BytesIO(raw), formats=("JPEG",))
        image.load()
    except jpeg.Told:
        return Refused(TELLING)
    except UNREADABLE:
        return Refused(REFUSED)
    if image.size != size or image.mode not in ("RGB", "L"):
        return Refused(REFUSED)
    small = image.convert("RGB")
    small.thumbnail((THUMB, THUMB))
    return Photo(raw, _jpeg(small, 75), sha256, *size, file_name(name))


def _jpeg(image: Image.Image, quality: int) -> bytes:
    bare = Image.frombytes("RGB", image.size, image.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def file_name(name: str) -> str:
    """The name that a file had on its device: without folders, and without signs that are no letters."""
    last = PureWindowsPath(name).name
    return "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")[:LONGEST_NAME]


def path_of(folder: Path, sha256: str, kind: str = "jpg") -> Path:
    """Where a file with this hash lies; ``kind`` is jpg, thumb or pdf."""
    return folder / sha256[:2] / f"{sha256}.{kind}"


def keep(folder: Path, photo: Photo) -> None:
    """Writes the photo and its thumbnail durably; the same content twice is one file, written once."""
    for kind, data in (("jpg", photo.data), ("thumb", photo.thumb)):
        path = path_of(folder, photo.sha256, kind)
        if not path.exists():
            write(path, data)


def write(path: Path, data: bytes) -> None:
    """Writes a file durably: whole under its name, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)
    handle = os.open(path.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
