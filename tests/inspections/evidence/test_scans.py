"""Knows which files are kept as scanned papers, and under which name; knows no page."""

import hashlib
from pathlib import Path

import pytest

from inspections.evidence import rules, scans
from inspections.evidence.photos import Refused
from inspections.evidence.rules import Scan
from tests.inspections.evidence.pictures import picture

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def test_a_pdf_is_kept_as_it_came(tmp_path: Path) -> None:
    scan = scans.read(PDF, "C:\\fakepath\\quyết định.PDF")
    assert scan == Scan(PDF, hashlib.sha256(PDF).hexdigest(), "quyết định.pdf", "pdf")
    scans.keep(tmp_path, scan)
    path, told = scans.find(tmp_path, scan.sha256) or (Path(), "")
    assert (path.read_bytes(), told) == (PDF, "application/pdf")


def test_a_picture_becomes_a_jpeg_without_metadata_whatever_its_name(tmp_path: Path) -> None:
    scan = scans.read(picture(), "trang 1.pdf")
    assert isinstance(scan, Scan)
    assert (scan.kind, scan.name, scan.data[:2]) == ("jpg", "trang 1.jpg", b"\xff\xd8")


@pytest.mark.parametrize("raw", [b"", b"<html></html>", PDF[:-8], b"MZ" + b"\x00" * 2000 + PDF])
def test_what_is_neither_is_refused(raw: bytes) -> None:
    found = scans.read(raw, "a.pdf")
    assert isinstance(found, Refused) and "PDF, JPG" in found.message


def test_a_pdf_above_the_limit_is_refused() -> None:
    large = b"%PDF-1.7" + b" " * rules.PDF_LIMIT + b"%%EOF"
    found = scans.read(large, "a.pdf")
    assert isinstance(found, Refused) and "20 MB" in found.message


def test_a_name_is_short_and_never_climbs() -> None:
    assert scans.read(PDF, "../../x" * 90 + ".pdf").name.endswith(".pdf")  # type: ignore[union-attr]
    named = scans.read(PDF, "ả" * 3000)
    assert isinstance(named, Scan) and len(named.name) <= 200 and "/" not in named.name


def test_what_was_never_kept_is_not_found(tmp_path: Path) -> None:
    assert scans.find(tmp_path, "0" * 64) is None
