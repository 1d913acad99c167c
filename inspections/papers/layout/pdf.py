"""Renders a paper as a tagged PDF with embedded faces; it asks no other machine and knows no record.

A photo is handed to the compiler as a PDF of one page: as a picture it would be decoded, which took 1.2 GB for 120
photos; so it is copied as it is, in a fifth of the memory and a tenth of the time.
"""

import io
import json
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from inspections.papers.content import Content, Stamp, to_json

HERE = Path(__file__).parent
TEMPLATE = (HERE / "paper.typ").read_bytes()
COLOURS = {"L": "DeviceGray", "RGB": "DeviceRGB"}


@cache
def _faces() -> typst.Fonts:
    """The vendored faces and no other, so that a PDF is the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "faces")])


def _page(jpeg: bytes) -> bytes:
    """A PDF of one page that shows a JPEG, a point for each of its pixels; its bytes stay what they are."""
    with Image.open(io.BytesIO(jpeg)) as picture:
        (width, height), colours = picture.size, COLOURS[picture.mode]
    shown = f"{width} 0 0 {height} 0 0 cm /photo Do".encode()
    drawn = f"/Width {width}/Height {height}/ColorSpace/{colours}/BitsPerComponent 8/Filter/DCTDecode"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R"
        "/Resources<</XObject<</photo 5 0 R>>>>>>".encode(),
        b"<</Length %d>>stream\n%b\nendstream" % (len(shown), shown),
        f"<</Type/XObject/Subtype/Image{drawn}/Length {len(jpeg)}>>stream\n".encode() + jpeg + b"\nendstream",
    )
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, count = len(made), len(parts) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
    return bytes(made) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, start)


def render(content: Content, stamp: Stamp, pictures: Mapping[str, bytes]) -> tuple[bytes, int]:
    """The PDF, and how many pages it has without its annexes; ``pictures`` holds the photos by their sha256.

    The compiler reads one folder that holds the template and these photos, so that it can reach nothing else.
    """
    held = {"content": to_json(content), "stamp": to_json(stamp), "on_side": [one.on_side for one in content.annexes]}
    data = json.dumps(held, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder, "paper.typ")
        main.write_bytes(TEMPLATE)
        for sha256, picture in pictures.items():
            Path(folder, f"{sha256}.pdf").write_bytes(_page(picture))
        compiler = typst.Compiler(
            str(main), root=folder, font_paths=_faces(), ignore_system_fonts=True, sys_inputs={"data": data}
        )
        made: Any = compiler.compile(format="pdf")
        pages = json.loads(compiler.query("<main-pages>", field="value", one=True))
    return bytes(made), int(pages)
