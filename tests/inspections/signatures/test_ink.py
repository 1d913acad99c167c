"""Knows what becomes of a drawn or photographed signature, and what is none; knows no page."""

import base64
import io

import pytest
from PIL import Image, ImageDraw

from inspections.errors import RuleBroken
from inspections.signatures import ink


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (1500, 500), blank: bool = False) -> bytes:
    """A stroke on paper; on nothing where the mode has transparency."""
    image = Image.new(mode, size, (255, 255, 255, 0)[: len(mode)] if mode != "L" else 255)
    if not blank:
        colour = (16, 32, 74, 255)[: len(mode)] if mode != "L" else 20
        ImageDraw.Draw(image).line([(300, 200), (900, 300), (1000, 150)], fill=colour, width=7)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def url(raw: bytes) -> str:
    """A picture as the page's canvas sends it."""
    return ink.HEAD + base64.b64encode(raw).decode()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_a_drawing_is_cut_to_its_ink_made_small_and_grey(mode: str) -> None:
    found = ink.drawn(url(picture(mode=mode)))
    kept = Image.open(io.BytesIO(found.data))
    assert kept.format == "PNG" and not kept.info.get("exif")
    assert (found.width, found.height) == kept.size and found.width == 600 and 100 <= found.height <= 240
    assert len(found.data) < 8_000
    greys = kept.convert("L")
    assert greys.getpixel((2, 2)) > 240 and greys.getextrema()[0] < 80


def test_a_photo_of_a_signature_is_taken_too_and_says_nothing_else() -> None:
    photo = Image.open(io.BytesIO(picture()))
    exif = Image.Exif()
    exif[0x010E] = "nha rieng"
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=exif)
    found = ink.read(out.getvalue())
    assert found.data.startswith(b"\x89PNG") and b"nha rieng" not in found.data


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "data:image/svg+xml;base64,PHN2Zz4=",
        ink.HEAD + "@@@",
        ink.HEAD + "AAAA",
        url(picture()[:-400]),
        url(picture("JPEG")),
        ink.HEAD + "A" * ink.LONGEST_DRAWN,
        ink.HEAD + "chữ",
    ],
)
def test_what_is_no_drawing_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="Không đọc được hình chữ ký"):
        ink.drawn(typed)


def test_an_empty_frame_is_no_signature() -> None:
    for raw in (picture(blank=True), picture(blank=True, mode="RGBA")):
        with pytest.raises(RuleBroken, match="Chưa thấy nét chữ ký nào"):
            ink.read(raw)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(RuleBroken, match="quá lớn"):
        ink.read(picture(size=(9000, 8000), blank=True, mode="L"))
