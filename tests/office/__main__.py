"""Opens every kind of paper and a sample of generated visits in LibreOffice and holds what it shows to the content.

It stands apart from the other tests, because LibreOffice is large: ``make papers``.
"""

import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from inspections.papers.content import Recipients, Signatures, all_blocks
from tests.support.papers import measures, words
from tests.support.papers.visits import OF_VISITS, Case, case

Letters = Counter[str]
SAMPLE = [*range(len(OF_VISITS)), *range(len(OF_VISITS), 200, 9)]
"""One paper of each kind, then every ninth of the generated visits; the first ones are large and have 60 photos."""
FORMATS = ("txt:Text (encoded):UTF8", "pdf")


def convert(folder: Path) -> None:
    """Turns every Word file of a folder into text and PDF, in a LibreOffice with settings of its own."""
    papers = sorted(str(one) for one in folder.glob("*.docx"))
    for form in FORMATS:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/settings", "--convert-to", form]
        subprocess.run([*command, "--outdir", str(folder), *papers], check=True, capture_output=True)


def other_words(made: Case, text: str) -> Iterator[str]:
    """Where the text differs from the content, word by word."""
    found, wanted = words.tokens(text), words.tokens(" ".join(words.printed(made.content, made.pages)))
    if found != wanted:
        place = next((n for n, pair in enumerate(zip(found, wanted, strict=False)) if pair[0] != pair[1]), 0)
        yield f"{len(found)} words for {len(wanted)}: {found[place : place + 8]} for {wanted[place : place + 8]}"
    yield from words.RULES["composed"]([text])


def lines_of(page: Any) -> list[Letters]:
    """The letters of each line of a page, from its top; LibreOffice draws some letters apart from their words."""
    held: dict[int, Letters] = {}

    def keep(text: str, _place: Any, at: list[float], *_face: Any) -> None:
        if text.strip():
            held.setdefault(round(at[5]), Counter()).update(letters(text))

    page.extract_text(visitor_text=keep)
    return [held[height] for height in sorted(held, reverse=True)]


def letters(*texts: str) -> Letters:
    """How often each letter stands in texts."""
    return Counter("".join("".join(texts).replace("\u2011", "-").split()))


def other_pages(made: Case, data: bytes) -> Iterator[str]:
    """What is wrong with the pages: the nation's name, the numbers at the top, signatures alone on a page."""
    pages = [lines_of(one) for one in PdfReader(io.BytesIO(data)).pages]
    if not any(letters(measures.NATION) <= line for line in pages[0]):
        yield "the nation's name does not stand on one line"
    titles = [letters(annex.title) for annex in made.content.annexes]
    edges, number = [letters(*made.stamp.marks, "·" * (len(made.stamp.marks) - 1)), *map(letters, made.stamp.foot)], 0
    for place, lines in enumerate(pages, start=1):
        said = [line for line in lines if line not in edges]
        begins = place == 1 or bool(titles and titles[0] == said[0])
        titles = titles[1:] if begins and place > 1 else titles
        number = 1 if begins else number + 1
        if number > 1 and lines[0] != edges[0] + letters(str(number)):
            yield f"page {place} is not numbered {number}: {''.join(lines[0])}"
        yield from (f"page {place} holds signatures alone" for _one in alone(made, said[number > 1 :]))
    yield from ("an annex that begins on no page of its own" for _title in titles)


def alone(made: Case, lines: list[Letters]) -> Iterator[str]:
    """A page that holds nothing but one block of signatures, unless these are more than a page takes."""
    for block in (one for one in all_blocks(made.content) if isinstance(one, Signatures | Recipients)):
        cells = [block.cell] if isinstance(block, Recipients) else [cell for row in block.rows for cell in row]
        own = letters(*(line for cell in cells for line in (*cell.lines, *cell.above, cell.name)))
        if lines and sum(lines, Counter()) <= own and len(cells) <= 8:
            yield "alone"


def main() -> int:
    """Prints what differs and the figures; 1 when something does."""
    start, folder = time.monotonic(), Path(tempfile.mkdtemp(prefix="papers-"))
    try:
        made = {f"{seed:03d}": case(seed) for seed in SAMPLE}
        for name, one in made.items():
            (folder / f"{name}.docx").write_bytes(one.docx)
        convert(folder)
        found, pages = 0, 0
        for name, one in made.items():
            data = (folder / f"{name}.pdf").read_bytes()
            pages += len(PdfReader(io.BytesIO(data)).pages)
            text = (folder / f"{name}.txt").read_text("utf-8-sig")
            for fault in (*other_words(one, text), *other_pages(one, data)):
                found += 1
                print(f"{name} {one.kind}: {fault}")
    finally:
        shutil.rmtree(folder)
    print(f"{len(made)} papers of {len(OF_VISITS)} kinds, {pages} pages in LibreOffice, {found} faults, ", end="")
    print(f"{time.monotonic() - start:.0f} s")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
