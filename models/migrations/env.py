"""Runs the revisions on the application's database; on SQLite with foreign keys off, a copy made, and a check after.

SQLite changes most tables by building them anew. With foreign keys on that would delete or refuse the child rows, and
it loses the table's triggers. PRAGMA foreign_keys works outside a transaction only, so it comes before the first BEGIN.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.runtime.migration import MigrationInfo

import models.base
from models import db

COPIES_KEPT = 5
LOCK = 0x4B5432  # "KT2": the advisory lock that lets one process at a time migrate a PostgreSQL


def render_item(kind: str, item: Any, _autogen: Any) -> Any:
    """Writes our own column type as it is in the database, so that a revision needs no import of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, models.base.Instant) else False


def copy_of_before(connection: sa.Connection) -> None:
    """Writes a whole copy of the SQLite file beside it, as it was before the running transaction; keeps the last five.

    The copy is read through a connection of its own: that sees what was committed, and the revision is not yet.
    """
    file = Path(connection.engine.url.database or "")
    target = file.with_name(f"{file.stem}.before-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.db")
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("VACUUM INTO ?", (str(target),))
    for old in sorted(file.parent.glob(f"{file.stem}.before-*.db"))[:-COPIES_KEPT]:
        old.unlink()


def triggers(connection: sa.Connection) -> dict[str, Any]:
    """Every trigger by name, with its table, its SQL and the page where its table begins."""
    rows = connection.exec_driver_sql(
        "SELECT one.name, one.tbl_name, one.sql, place.rootpage FROM sqlite_master one "
        "JOIN sqlite_master place ON place.type = 'table' AND place.name = one.tbl_name WHERE one.type = 'trigger'"
    )
    return {row.name: row for row in rows}


def restore_triggers(connection: sa.Connection, before: dict[str, Any]) -> None:
    """Makes the triggers again that went with a table built anew, which begins on another page than the old one."""
    rows = connection.exec_driver_sql("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'")
    pages = {row.name: row.rootpage for row in rows}
    for name in before.keys() - triggers(connection).keys():
        if before[name].rootpage != pages.get(before[name].tbl_name, before[name].rootpage):
            connection.exec_driver_sql(before[name].sql)


class Finish:
    """Ends each revision inside its transaction; what is raised here rolls the revision back."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection, self.begun, self.triggers = connection, False, triggers(connection)

    def __call__(self, step: MigrationInfo, **_: Any) -> None:
        """Copies before the first revision (not of a new database), then restores triggers and checks the rows."""
        if step.source_revision_ids and not self.begun:
            copy_of_before(self.connection)
        self.begun = True
        restore_triggers(self.connection, self.triggers)
        self.triggers = triggers(self.connection)
        if broken := self.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"Rows without their parent after the migration: {broken[:5]}")


@contextmanager
def foreign_keys_off(connection: sa.Connection) -> Iterator[None]:
    """SQLite does not look at foreign keys here; nothing may be in a transaction when it begins and ends."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        raw.execute("PRAGMA foreign_keys=ON")


def run_on_sqlite(connection: sa.Connection) -> None:
    """One transaction for each revision, begun as a writing one."""
    finish = Finish(connection)
    connection.rollback()
    context.configure(
        connection=connection,
        render_as_batch=True,
        transactional_ddl=True,
        transaction_per_migration=True,
        on_version_apply=finish,
        **COMPARED,
    )
    with foreign_keys_off(connection):
        context.run_migrations()
        connection.commit()


def run_on_postgresql(connection: sa.Connection) -> None:
    """One transaction for all; a second process waits, then finds nothing left to do."""
    context.configure(connection=connection, **COMPARED)
    with context.begin_transaction():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        context.run_migrations()


COMPARED: dict[str, Any] = {"target_metadata": db.metadata, "render_item": render_item, "compare_type": True}
RUN = {"sqlite": run_on_sqlite, "postgresql": run_on_postgresql}

with db.engine.connect().execution_options(writes=True) as opened:
    RUN[opened.dialect.name](opened)
