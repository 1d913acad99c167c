"""Makes a small picture of a drawn or photographed signature, whatever was sent; it knows no paper and no disk."""

import base64
import hashlib
import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from inspections.errors import RuleBroken
from inspections.evidence.photos import FORMATS, PIXELS, UNREADABLE

SIZE = (600, 240)
"""The largest kept picture, in pixels: 50 mm at 300 dots an inch, more than a signature needs."""
GREYS = 16
INK, LEAST_INK = 128, 60
"""What is darker than the one counts as ink; fewer pixels of it than the other are a slip of the finger."""
MARGIN = 12
HEAD = "data:image/png;base64,"
LONGEST_DRAWN = 1_000_000
"""Letters of a picture that the page's canvas sends."""
UNREADABLE_INK = "Không đọc được hình chữ ký; mời ký lại, hoặc chọn ảnh JPEG, PNG khác."
TOO_LARGE = "Ảnh chữ ký quá lớn; mời chụp ở độ phân giải thấp hơn."
BLANK = "Chưa thấy nét chữ ký nào; mời ký lại hoặc chọn ảnh rõ hơn."


@dataclass(frozen=True)
class Ink:
    """A signature as a grey PNG without metadata, its sha256, its size in pixels."""

    data: bytes
    sha256: str
    width: int
    height: int


def drawn(typed: str) -> Ink:
    """What the page's canvas sent as a data URL; raises RuleBroken for anything else and for an empty canvas."""
    if not typed.startswith(HEAD) or len(typed) > LONGEST_DRAWN:
        raise RuleBroken(UNREADABLE_INK)
    try:
        raw = base64.b64decode(typed.removeprefix(HEAD), validate=True)
    except ValueError as error:
        raise RuleBroken(UNREADABLE_INK) from error
    return read(raw, formats=("PNG",))


def read(raw: bytes, formats: tuple[str, ...] = FORMATS) -> Ink:
    """A picture of a signature, cut to its ink and made small; raises RuleBroken for what is none."""
    grey = _grey(raw, formats)
    ink = grey.point(lambda value: 255 if value < INK else 0)
    box = ink.getbbox()
    if box is None or ink.histogram()[255] < LEAST_INK:
        raise RuleBroken(BLANK)
    small = ImageOps.expand(grey.crop(box), MARGIN, fill=255)
    small.thumbnail(SIZE)
    out = io.BytesIO()
    small.quantize(GREYS).save(out, "PNG", optimize=True)
    data = out.getvalue()
    return Ink(data, hashlib.sha256(data).hexdigest(), *small.size)


def _grey(raw: bytes, formats: tuple[str, ...]) -> Image.Image:
    """The picture upright, in greys, on white where it is transparent."""
    try:
        image = Image.open(io.BytesIO(raw), formats=formats)
        if image.width * image.height > PIXELS:
            raise RuleBroken(TOO_LARGE)
        image.draft("L", (SIZE[0] * 2, SIZE[1] * 2))
        if image.width * image.height > PIXELS // 4:
            raise RuleBroken(TOO_LARGE)
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    except UNREADABLE as error:
        raise RuleBroken(UNREADABLE_INK) from error
    white = Image.new("RGBA", upright.size, "white")
    return Image.alpha_composite(white, upright).convert("L")
