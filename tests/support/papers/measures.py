"""Knows the numbers of Decree 30/2020, annex I, and how wide a text is in the face of papers; reads no paper.

Written apart from the renderers, which have numbers of their own: what both say is then true of the decree.
"""

from functools import cache
from pathlib import Path

from PIL import ImageFont

FACES = Path(__file__).parents[3] / "inspections" / "papers" / "faces"
POINT = 25.4 / 72
"""Millimetres in a point."""
SHORT_SIDE, LONG_SIDE = 210, 297
"""A4 in mm."""
MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
"""Least and most of each margin in mm (part I, point 3)."""
BODY, TABLE = (13, 14), (11, 14)
FIRST_LINE = (10, 12.7)
"""Least and most of the first line in mm: 1 or 1.27 cm (part II, point 6)."""
BETWEEN = 6
"""Least room between paragraphs in points."""
PAGE_NUMBER = (13, 14)
RULE = (1 / 3, 1 / 2)
"""What part of its text a drawn rule is as long as; that under the motto is as long as its text."""
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
FRAMES = {"HỎA TỐC": (30, 8), "THƯỢNG KHẨN": (40, 8), "KHẨN": (20, 8)}
"""Width and height of the frame of each degree of urgency in mm (part II, point 10b)."""
INK = 25
"""Least room in mm for a signature between who signs and the name."""
WIDE = 6
"""A table with more columns stands on a page that lies on its side."""
SECRECY = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})


@cache
def _face(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FACES / f"Tinos-{'Bold' if bold else 'Regular'}.ttf"), 1000)


@cache
def wide(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is on one line, in mm; ``size`` in points."""
    return _face(bold).getlength(text) / 1000 * size * POINT


def longest_line(text: str, size: float, room: float, bold: bool = True) -> float:
    """How wide the widest line is when a text is broken between words to fit a room; both in mm."""
    widest, line = 0.0, ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and wide(longer, size, bold) > room:
            widest, line = max(widest, wide(line, size, bold)), word
        else:
            line = longer
    return max(widest, wide(line, size, bold))


def fits(value: float, least: float, most: float, slack: float = 0.3) -> bool:
    """Whether a measure lies between two others, which may be the same."""
    return least - slack <= value <= most + slack
