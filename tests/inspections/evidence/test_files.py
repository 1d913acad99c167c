"""Knows which files are taken as evidence, by what they hold and not by what they are called."""

import hashlib
from pathlib import Path

import pytest

from inspections.evidence import files, photos
from inspections.evidence.photos import Photo, Refused
from tests.inspections.evidence.pictures import HEIC, HTML, bomb, camera_photo, picture

PDF = b"%PDF-1.7\n" + b"0" * 5000 + b"\n%%EOF\n"


def test_a_pdf_is_kept_as_it_came_under_its_sha256(tmp_path: Path) -> None:
    found = files.read(PDF, "C:\\quét\\báo cáo.pdf")
    assert isinstance(found, files.Document)
    assert (found.name, files.kind_of(found)) == ("báo cáo.pdf", "pdf")
    files.keep(tmp_path, found)
    digest = hashlib.sha256(PDF).hexdigest()
    assert photos.path_of(tmp_path, digest, "pdf").read_bytes() == PDF


def test_a_photo_is_kept_as_photos_are_without_its_traces(tmp_path: Path) -> None:
    found = files.read(camera_photo((800, 600)), "ảnh.pdf")
    assert isinstance(found, Photo) and files.kind_of(found) == "jpg"
    files.keep(tmp_path, found)
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".jpg", ".thumb"}
    assert b"SECRET-PLACE" not in found.data


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", files.NO_FILE),
        (HTML, files.NO_FILE),
        (HEIC, files.NO_FILE),
        (b" " + PDF, files.NO_FILE),
        (PDF[:3000], files.NO_PDF),
        (PDF + HTML * 200, files.NO_PDF),
        (b"%PDF-" + b"0" * files.LARGEST_PDF + b"%%EOF", files.PDF_TOO_LARGE),
        (bomb(30_000, 30_000), photos.TOO_LARGE),
        (picture()[:-200], files.NO_FILE),
    ],
)
def test_anything_else_is_refused_with_a_sentence(raw: bytes, sentence: str) -> None:
    assert files.read(raw, "tep.pdf") == Refused(sentence)
