"""The keys are made once, are readable by their owner alone, and a key cut short is never used."""

from multiprocessing import get_context
from pathlib import Path

import pytest

from inspections.keys import NAMES, make_keys, read_keys

ONE = dict.fromkeys(NAMES, "1" * 64)
OTHER = dict.fromkeys(NAMES, "2" * 64)
PROCESSES, ROUNDS = 8, 25


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


def _make(task: tuple[Path, str]) -> dict[str, str]:
    folder, digit = task
    return make_keys(folder, dict.fromkeys(NAMES, digit * 64))


def test_many_processes_at_once_make_one_key_and_none_reads_half_of_it(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(ROUNDS)]
    for folder in folders:
        folder.mkdir()
    with get_context("fork").Pool(PROCESSES) as pool:
        tasks = [(folder, str(digit)) for folder in folders for digit in range(PROCESSES)]
        got = pool.map(_make, tasks, chunksize=1)
    for (folder, _digit), keys in zip(tasks, got, strict=True):
        assert keys == read_keys(folder) and all(len(set(key)) == 1 for key in keys.values())
        assert len(list(folder.iterdir())) == len(NAMES)


@pytest.mark.parametrize("left", ["", "1" * 31])
def test_a_key_cut_short_is_refused(tmp_path: Path, left: str) -> None:
    (tmp_path / "log_key.txt").write_text(left)
    with pytest.raises(RuntimeError, match="log_key"):
        read_keys(tmp_path)
