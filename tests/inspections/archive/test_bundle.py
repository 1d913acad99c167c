"""Knows that a bundle is checked by sha256sum, names what is wrong, is the same twice and needs little memory."""

import hashlib
import os
import subprocess
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from inspections.archive import bundle
from inspections.archive.kept import Kept
from inspections.errors import RuleBroken
from inspections.evidence import photos

MEGABYTE = 1024 * 1024


def keep(folder: Path, data: bytes, name: str = "KT-4_CL-33_01") -> Kept:
    """A file as the application stores it."""
    digest = hashlib.sha256(data).hexdigest()
    path = photos.path_of(folder, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Kept("02-hinh-anh", name, f"Ảnh {name}", digest)


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the real program says of a folder."""
    return subprocess.run(
        ["sha256sum", "-c", bundle.MANIFEST],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
    )


def test_sha256sum_finds_every_file_whole_and_names_the_one_that_was_changed(tmp_path: Path) -> None:
    out, kept = BytesIO(), keep(tmp_path / "evidence", b"one")
    entries = [bundle.stored(kept, tmp_path / "evidence"), bundle.said("README.txt", "", "Xin chào\n")]
    manifest = bundle.write(out, "ho-so_KT-4", entries)
    with zipfile.ZipFile(out) as packed:
        packed.extractall(tmp_path)
    folder = tmp_path / "ho-so_KT-4"
    assert check(folder).stdout.splitlines() == ["02-hinh-anh/KT-4_CL-33_01.jpg: OK", "README.txt: OK"]
    assert hashlib.sha256((folder / bundle.MANIFEST).read_bytes()).hexdigest() == manifest
    (folder / "02-hinh-anh/KT-4_CL-33_01.jpg").write_bytes(b"onf")
    told = check(folder)
    assert told.returncode == 1 and "02-hinh-anh/KT-4_CL-33_01.jpg: FAILED" in told.stdout


def test_a_stored_file_that_is_missing_or_was_changed_stops_it_by_name(tmp_path: Path) -> None:
    kept = keep(tmp_path, b"one")
    path = kept.path(tmp_path)
    assert path is not None
    path.write_bytes(b"onf")
    with pytest.raises(RuleBroken, match="Ảnh KT-4_CL-33_01” đã bị sửa"):
        bundle.write(BytesIO(), "a", [bundle.stored(kept, tmp_path)])
    path.unlink()
    with pytest.raises(RuleBroken, match="thiếu tệp của “Ảnh KT-4_CL-33_01”"):
        bundle.stored(kept, tmp_path)


def test_two_files_of_one_name_are_a_fault_of_ours_and_never_one_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="called a"):
        bundle.write(BytesIO(), "a", [bundle.said("a.txt", "", "1"), bundle.said("a.txt", "", "2")])


def test_the_same_content_is_the_same_file(tmp_path: Path) -> None:
    made = [BytesIO(), BytesIO()]
    for out in made:
        bundle.write(out, "a", [bundle.said("b.txt", "", "2"), bundle.stored(keep(tmp_path, b"one"), tmp_path)])
    assert made[0].getvalue() == made[1].getvalue()


def test_sixty_photos_of_a_megabyte_need_few_megabytes_of_memory(tmp_path: Path) -> None:
    kept = [keep(tmp_path, os.urandom(MEGABYTE), f"KT-4_CL-33_{place:02d}") for place in range(60)]
    with (tmp_path / "whole.zip").open("wb") as out:
        tracemalloc.start()
        bundle.write(out, "a", [bundle.stored(one, tmp_path) for one in kept])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert (tmp_path / "whole.zip").stat().st_size > 60 * MEGABYTE
    assert peak < 10 * MEGABYTE
