"""Knows what a copy of the data must hold and when none is made; knows no table of the application."""

import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from deploy import backup
from deploy.backup import BackupFailed, back_up
from tests.support.postgres import Postgres

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "inspections.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = WAL; CREATE TABLE notes (note TEXT)")
        connection.execute("INSERT INTO notes VALUES ('đã kiểm tra')")
        connection.commit()
    return path


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "abcd.jpg").write_bytes(b"photo")
    return folder


def notes(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [note for (note,) in connection.execute("SELECT note FROM notes")]


def test_the_copy_holds_what_is_committed_while_somebody_writes(database: Path, evidence: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("INSERT INTO notes VALUES ('chưa xong')")
        copy = back_up(f"sqlite:///{database}", evidence, tmp_path / "copies", NOW)
    assert copy.name == "2026-11-22T200000Z.sqlite"
    assert notes(copy) == ["đã kiểm tra"]


def test_evidence_is_copied_once(database: Path, evidence: Path, tmp_path: Path) -> None:
    back_up(f"sqlite:///{database}", evidence, tmp_path / "copies", NOW)
    copied = tmp_path / "copies" / "evidence" / "ab" / "abcd.jpg"
    first = copied.stat()
    (evidence / "ef.jpg").write_bytes(b"new")
    back_up(f"sqlite:///{database}", evidence, tmp_path / "copies", NOW + timedelta(days=1))
    assert copied.stat().st_ino == first.st_ino
    assert copied.read_bytes() == b"photo"
    assert (tmp_path / "copies" / "evidence" / "ef.jpg").read_bytes() == b"new"


def test_only_the_newest_copies_are_kept(database: Path, evidence: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies" / "database"
    folder.mkdir(parents=True)
    for day in range(1, backup.COPIES_KEPT + 1):
        (folder / f"2026-10-{day:02}T200000Z.sqlite").touch()
    back_up(f"sqlite:///{database}", evidence, tmp_path / "copies", NOW)
    kept = sorted(path.name for path in folder.iterdir())
    assert len(kept) == backup.COPIES_KEPT
    assert kept[0] == "2026-10-02T200000Z.sqlite"
    assert kept[-1] == "2026-11-22T200000Z.sqlite"


def test_without_a_database_no_older_copy_is_lost(evidence: Path, tmp_path: Path) -> None:
    older = tmp_path / "copies" / "database" / "2026-01-01T200000Z.sqlite"
    older.parent.mkdir(parents=True)
    older.touch()
    with pytest.raises(BackupFailed, match="There is no database"):
        back_up(f"sqlite:///{tmp_path}/absent.sqlite", evidence, tmp_path / "copies", NOW)
    assert list(older.parent.iterdir()) == [older]


def test_postgresql_is_dumped_and_can_be_restored(
    postgres: Postgres, evidence: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(postgres.programs), prepend=":")
    source, restored = (postgres.new_database() for _ in range(2))
    with psycopg.connect(source.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE notes AS SELECT 'đã kiểm tra' AS note")
    copy = back_up(source, evidence, tmp_path / "copies", NOW)
    subprocess.run(["pg_restore", "--exit-on-error", f"--dbname={restored.replace('+psycopg', '')}", copy], check=True)
    with psycopg.connect(restored.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT note FROM notes").fetchall() == [("đã kiểm tra",)]


def test_a_password_is_no_argument_of_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "arguments: $*; password: $PGPASSWORD" >&2; exit 1\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(BackupFailed, match=r"--dbname=postgresql://u@db.lan/kt1; password: s3cr@t"):
        backup.copy_postgresql("postgresql+psycopg://u:s3cr%40t@db.lan/kt1", tmp_path / "copy")


@pytest.mark.parametrize("arguments", [[], ["one", "two"]])
def test_the_command_line_says_what_it_wants(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="Set DATABASE_URL and EVIDENCE_DIR"):
        backup.main(arguments)
