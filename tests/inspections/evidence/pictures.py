"""Knows how to make files that a camera, or somebody with bad intentions, could send; knows no item."""

import io
import random
import struct
import zlib

from PIL import Image, ImageDraw

HTML = b"<!doctype html><script>alert(1)</script>"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(400)
TRACES = (
    *(b"Exif", b"GPS", b"ICC_PROFILE", b"http://ns.adobe.com", b"Photoshop", b"SECRET-PLACE"),
    *(b"\xff\xe1", b"\xff\xe2", b"\xff\xfe"),
)
"""What a file with metadata would hold somewhere."""


def camera_photo(size: tuple[int, int] = (4000, 3000), quality: int = 90) -> bytes:
    """A large JPEG as a tablet held upright makes it: turned by its EXIF, with a place, a profile and a comment.

    Upright its upper quarter is as rough as real things are; below, its left is red and its right is blue.
    """
    wide, high = size
    photo = Image.new("RGB", size, (220, 0, 0))
    ImageDraw.Draw(photo).rectangle((0, 0, wide, high // 2), fill=(0, 0, 220))
    rough = (wide // 4, high)
    photo.paste(Image.frombytes("L", rough, random.Random(1).randbytes(rough[0] * rough[1])), (0, 0))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SECRET-PLACE camera"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (10.0, 15.0, 1.0), "E", (105.0, 58.0, 2.0)
    out = io.BytesIO()
    traces = {"exif": exif, "icc_profile": b"SECRET-PLACE" * 20, "comment": b"SECRET-PLACE"}
    photo.save(out, "JPEG", quality=quality, **traces)
    return out.getvalue()


def picture(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (90, 60)) -> bytes:
    """A small picture in this format."""
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(wide: int, high: int) -> bytes:
    """A PNG of some kilobytes that says it has this many pixels."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(bytes(4096)))
        + _chunk(b"IEND", b"")
    )


def tablet_photo(size: tuple[int, int] = (640, 480), seed: int = 1, **options: object) -> bytes:
    """A JPEG as a tablet makes it ready: a picture and nothing else, as rough as real things are."""
    out = io.BytesIO()
    rough = Image.frombytes("RGB", (64, 48), random.Random(seed).randbytes(64 * 48 * 3))
    rough.resize(size).save(out, "JPEG", **{"quality": 85} | options)  # type: ignore[arg-type]
    return out.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    """One segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def with_segment(raw: bytes, marker: int, body: bytes) -> bytes:
    """The JPEG with one more segment after its head."""
    return raw[:20] + segment(marker, body) + raw[20:]
