"""Measures both files of a paper against a floor in the same run, and the memory of a paper with many photos.

The floor is what the tools alone cost: an empty page with the same faces, and as much text packed as the Word file has.
"""

import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from inspections.papers.composing.minutes import compose
from inspections.papers.content import Content, Head, Stamp, from_json, photos, to_json
from inspections.papers.layout import docx, pdf
from inspections.papers.rendering import Pictures
from tests.inspections.evidence.pictures import tablet_photo
from tests.inspections.papers.made_up import VIOLATION, pictures, visit_facts

STAMP = Stamp((), ("Mã kiểm tra nội dung: abc", "Nhật ký: dòng 12"))
ITEMS, PHOTOS, PHOTO_SIZE = 40, 120, (2048, 1536)
"""Two photos stand on a page, so that the paper has 60 pages of them."""
ROUNDS, SPEED, MEMORY = 15, 100, 300
"""Targets: milliseconds of processor for both files, MiB at most of a process that makes them."""


def renamed(content: Content, number: int) -> Content:
    """The same paper about another body, so that the compiler remembers nothing of the one before."""
    text = json.dumps(to_json(content), ensure_ascii=False).replace("Cổ Chiên", f"Cổ Chiên {number}")
    return cast(Content, from_json(json.loads(text)))


def spent(work: Callable[[int], object]) -> float:
    """Median milliseconds of processor."""
    found = []
    for number in range(ROUNDS):
        start = time.process_time()
        work(number)
        found.append(1000 * (time.process_time() - start))
    return statistics.median(found)


def speed() -> None:
    """Both files of minutes of forty items, and the floor of each."""
    content, empty = compose(visit_facts(ITEMS, findings=(VIOLATION,))), Content(Head("", "", ""), "", "", ())
    _made, pages = pdf.render(content, STAMP, {})
    with zipfile.ZipFile(io.BytesIO(docx.render(content, STAMP, {}, pages))) as archive:
        said = archive.read("word/document.xml")
    figures = {
        "docx": (spent(lambda n: docx.render(content, STAMP, {}, pages)), spent(lambda n: zlib.compress(said))),
        "pdf": (
            spent(lambda n: pdf.render(renamed(content, n), STAMP, {})),
            spent(lambda n: pdf.render(renamed(empty, n), Stamp(), {})),
        ),
    }
    for name, (ours, floor) in figures.items():
        print(f"  {name:5} {ours:6.1f} ms  {ours / floor:.2f} × floor")
    total = sum(ours for ours, _floor in figures.values())
    print(f"  both  {total:6.1f} ms  <= {SPEED}{'' if total <= SPEED else '  MISSED'}")


def photographed() -> dict[str, float]:
    """Makes a paper of sixty pages with photos in this process; how many pages it has, the most MB, its size in MB."""
    content = compose(visit_facts(ITEMS, pictures=pictures(PHOTOS)))
    with tempfile.TemporaryDirectory() as folder:
        return _measured(content, Pictures(dict(_kept(content, Path(folder)))))


def _kept(content: Content, folder: Path) -> Iterator[tuple[str, Path]]:
    for seed, one in enumerate(photos(content)):
        path = folder / f"{one.sha256}.jpg"
        path.write_bytes(tablet_photo(PHOTO_SIZE, seed))
        yield one.sha256, path


def _measured(content: Content, held: Pictures) -> dict[str, float]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    made, pages = pdf.render(content, STAMP, held)
    word = docx.render(content, STAMP, held, pages)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sizes = {"photos": sum(map(len, held.values())), "pdf": len(made), "docx": len(word)}
    return {"before": before, "most": most, "seconds": time.process_time() - start} | {
        name: size / 1e6 for name, size in sizes.items()
    }


def memory() -> None:
    """The same in a process of its own, so that nothing else counts."""
    told = "import json; from tests.bench import papers; print(json.dumps(papers.photographed()))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    missed = "" if found["most"] <= MEMORY else "  MISSED"
    print(f"  {PHOTOS} photos ({found['photos']:.0f} MB) {found['seconds']:.1f} s, pdf {found['pdf']:.0f} MB")
    print(f"  memory {found['most']:.0f} MiB (before {found['before']:.0f})  <= {MEMORY}{missed}")


def main() -> None:
    """Prints the figures."""
    print(f"\nPapers: minutes of {ITEMS} items; processor, ratio to the floor, target")
    speed()
    memory()


if __name__ == "__main__":
    main()
