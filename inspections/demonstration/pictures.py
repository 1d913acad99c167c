"""Draws the photos of the demonstration, which show what they are: no photo. It knows no item and no table."""

import io
import math
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageFont

WORDS = "ẢNH TRÌNH DIỄN"
SIZE = (1280, 960)
LETTER = 110
INK = (30, 41, 59)
WALL, BOARD = (226, 232, 240), (248, 250, 252)

# Pillow's own face has no Vietnamese marks. Points are shares of a letter's height, from the middle of its top.
_MARKS = {
    "\u0300": ((-0.14, -0.30), (0.06, -0.12)),
    "\u0302": ((-0.18, -0.10), (0.0, -0.24), (0.18, -0.10)),
    "\u0303": ((-0.20, -0.32), (-0.09, -0.40), (0.07, -0.32), (0.20, -0.40)),
    "\u0309": ((-0.09, -0.34), (0.0, -0.40), (0.09, -0.34), (0.09, -0.27), (0.0, -0.20), (0.0, -0.11)),
}


def picture(number: int) -> bytes:
    """A JPEG that says what it is; pictures with different numbers differ."""
    image = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((120, 120, SIZE[0] - 120, SIZE[1] - 120), fill=BOARD, outline=INK, width=6)
    for row in range(6):
        top = 480 + 50 * row
        draw.line((240, top, 240 + 90 * ((row + number) % 5 + 4), top), fill=WALL, width=20)
    _write(draw, WORDS, 210, 260)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def scribble() -> bytes:
    """A PNG of a wave that stands for a signature and is nobody's."""
    image = Image.new("L", (900, 300), 255)
    wave = [(60 + 8 * step, 150 + 90 * math.sin(step / 4) * (1 - step / 110)) for step in range(98)]
    ImageDraw.Draw(image).line(wave, fill=20, width=7, joint="curve")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _write(draw: ImageDraw.ImageDraw, text: str, x: float, y: float) -> None:
    face = ImageFont.load_default(LETTER)
    for letter in text:
        decomposed = normalize("NFD", letter)
        base, marks = decomposed[0], decomposed[1:]
        draw.text((x, y), base, font=face, fill=INK)
        width = draw.textlength(base, font=face)
        top = draw.textbbox((x, y), base, font=face)[1]
        for mark in marks:
            points = [(x + width / 2 + right * LETTER, top + down * LETTER) for right, down in _MARKS[mark]]
            draw.line(points, fill=INK, width=9, joint="curve")
        x += width
