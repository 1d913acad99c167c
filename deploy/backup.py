"""Knows how to copy the database and the evidence to a folder while the application runs; knows no table.

    python deploy/backup.py FOLDER

DATABASE_URL names the database and EVIDENCE_DIR the photos, as they do for the application. Only the standard library
is needed, and for PostgreSQL the program pg_dump.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

COPIES_KEPT = 30
SQLITE = "sqlite:///"


class BackupFailed(RuntimeError):
    """No good copy was made; the message says why."""


def back_up(database_url: str, evidence: Path, target: Path, now: datetime) -> Path:
    """Copy the database, then the evidence, then delete all but the newest 30 copies of the database.

    The evidence comes second: files never change once written, so it holds at least every file that the copied
    database names. Returns the copy of the database. Raises BackupFailed, and then leaves the older copies alone.
    """
    folder = target / "database"
    folder.mkdir(parents=True, exist_ok=True)
    copy_one, suffix = (copy_sqlite, "sqlite") if database_url.startswith(SQLITE) else (copy_postgresql, "dump")
    copy = folder / f"{now:%Y-%m-%dT%H%M%SZ}.{suffix}"
    unfinished = copy.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    copy_one(database_url, unfinished)
    os.sync()  # a name without ".part" promises a whole file, even after a power cut
    unfinished.rename(copy)
    copy_evidence(evidence, target / "evidence")
    for old in sorted(folder.glob(f"*.{suffix}"))[:-COPIES_KEPT]:
        old.unlink()
    return copy


def copy_sqlite(database_url: str, copy: Path) -> None:
    """Write a consistent copy beside running writers, and read it through once. Raises BackupFailed."""
    path = Path(database_url.removeprefix(SQLITE))
    if not path.is_file():
        raise BackupFailed(f"There is no database {path}.")
    with closing(sqlite3.connect(path)) as database:
        database.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as copied:
        (verdict,) = copied.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise BackupFailed(f"The copy is damaged: {verdict}")


def copy_postgresql(database_url: str, copy: Path) -> None:
    """Let pg_dump write its compressed format, which pg_restore reads. Raises BackupFailed."""
    address = database_url.replace("postgresql+psycopg:", "postgresql:", 1)
    password = urlsplit(address).password or ""
    # Through the environment: the arguments of a program are visible to every user of the machine.
    dump = subprocess.run(
        ["pg_dump", "--format=custom", f"--file={copy}", f"--dbname={address.replace(f':{password}@', '@', 1)}"],
        env=os.environ | ({"PGPASSWORD": unquote(password)} if password else {}),
        capture_output=True,
        text=True,
    )
    if dump.returncode != 0:
        raise BackupFailed(f"pg_dump failed: {dump.stderr}")


def copy_evidence(evidence: Path, copies: Path) -> None:
    """Copy the files that have no copy yet; a file is named by its content and never changes."""
    for source in evidence.rglob("*"):
        copy = copies / source.relative_to(evidence)
        if source.is_file() and not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            unfinished = copy.with_name(f"{copy.name}.part")
            shutil.copy2(source, unfinished)
            unfinished.rename(copy)


def main(arguments: list[str]) -> None:
    """The command line. Exits with a sentence when something is missing or fails."""
    if len(arguments) != 1 or "DATABASE_URL" not in os.environ or "EVIDENCE_DIR" not in os.environ:
        raise SystemExit("Set DATABASE_URL and EVIDENCE_DIR, and name one folder: python deploy/backup.py FOLDER")
    os.umask(0o077)
    try:
        copy = back_up(
            os.environ["DATABASE_URL"], Path(os.environ["EVIDENCE_DIR"]), Path(arguments[0]), datetime.now(UTC)
        )
    except BackupFailed as failure:
        raise SystemExit(f"No copy was made. {failure}") from failure
    print(f"Copied to {copy}")


if __name__ == "__main__":
    main(sys.argv[1:])
