"""The keys are made once, are readable by their owner alone, and a key cut short is never used."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from inspections.keys import NAMES, make_keys, read_keys

ONE = dict.fromkeys(NAMES, "1" * 64)
OTHER = dict.fromkeys(NAMES, "2" * 64)


def test_a_key_that_was_made_stays(tmp_path: Path) -> None:
    assert make_keys(tmp_path, ONE) == ONE
    assert make_keys(tmp_path, OTHER) == ONE
    assert read_keys(tmp_path) == ONE


def test_only_the_owner_reads_a_key(tmp_path: Path) -> None:
    make_keys(tmp_path, ONE)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_key_that_is_given_elsewhere_gets_no_file(tmp_path: Path) -> None:
    make_keys(tmp_path, {"SECRET_KEY": ONE["SECRET_KEY"]})
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key.txt"]


def test_unmade_keys_are_random_each_time(tmp_path: Path) -> None:
    first, second = read_keys(tmp_path), read_keys(tmp_path)
    assert len({*first.values(), *second.values()}) == 4
    assert not list(tmp_path.iterdir())


def test_several_at_once_make_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        for number in range(8):
            pool.submit(make_keys, tmp_path, dict.fromkeys(NAMES, str(number) * 64))
    assert all(len(key) == 64 and len(set(key)) == 1 for key in read_keys(tmp_path).values())


@pytest.mark.parametrize("left", ["", "1" * 31])
def test_a_key_cut_short_is_refused(tmp_path: Path, left: str) -> None:
    (tmp_path / "log_key.txt").write_text(left)
    with pytest.raises(RuntimeError, match="log_key"):
        read_keys(tmp_path)
