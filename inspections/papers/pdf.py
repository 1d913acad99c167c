"""Renders a paper as a tagged PDF with embedded faces; it asks no other machine and knows no record."""

import json
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from inspections.papers.content import Content, Stamp, to_json

HERE = Path(__file__).parent
TEMPLATE = (HERE / "paper.typ").read_bytes()


@cache
def _faces() -> typst.Fonts:
    """The vendored faces and no other, so that a PDF is the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "faces")])


def render(content: Content, stamp: Stamp, pictures: Mapping[str, bytes]) -> tuple[bytes, int]:
    """The PDF, and how many pages it has without its annexes; ``pictures`` holds the photos by their sha256.

    The compiler reads one folder that holds the template and these photos, so that it can reach nothing else.
    """
    data = json.dumps({"content": to_json(content), "stamp": to_json(stamp)}, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder, "paper.typ")
        main.write_bytes(TEMPLATE)
        for sha256, picture in pictures.items():
            Path(folder, f"{sha256}.jpg").write_bytes(picture)
        compiler = typst.Compiler(
            str(main), root=folder, font_paths=_faces(), ignore_system_fonts=True, sys_inputs={"data": data}
        )
        made: Any = compiler.compile(format="pdf")
        pages = json.loads(compiler.query("<main-pages>", field="value", one=True))
    return bytes(made), int(pages)
