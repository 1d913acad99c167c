"""The revisions make exactly the tables of the models, on both databases, and no migration loses a row."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from inspections.commands import MIGRATIONS, prepare
from models import db
from tests.support.application import opened
from tests.support.client import Client
from tests.support.postgres import Postgres

ROOT = Path(__file__).parents[2]
REVISIONS = [one.revision for one in ScriptDirectory(MIGRATIONS).walk_revisions()][::-1]
HEAD = REVISIONS[-1]

ADDS_A_COLUMN = f'''
import sqlalchemy as sa
from alembic import op

revision = "test"
down_revision = "{HEAD}"


def upgrade():
    always = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for table in ("agency", "inspection", "event"):
        with op.batch_alter_table(table, recreate=always) as batch:
            batch.add_column(sa.Column("added", sa.Integer()))


def downgrade():
    for table in ("agency", "inspection", "event"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("added")
'''
LOSES_PARENTS = f'''
from alembic import op

revision = "test"
down_revision = "{HEAD}"


def upgrade():
    op.execute("DELETE FROM inspection")


def downgrade():
    pass
'''  # noqa: S608


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database without tables, on each database in turn."""
    url = request.getfixturevalue("postgres").new_database() if request.param == "postgresql" else None
    with opened(tmp_path / "empty", url) as app:
        yield app


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """An application of the test's own: it learns of planted revisions and does not forget them."""
    return own_app


@pytest.fixture
def each_app(each_own_app: Flask) -> Flask:
    """The same on each database in turn."""
    return each_own_app


def add_revision(app: Flask, folder: Path, source: str) -> None:
    """Puts a revision of the test's own behind the last one."""
    (folder / "test_revision.py").write_text(source)

    def also_here(config):
        config.set_main_option("path_separator", "os")
        config.set_main_option("version_locations", f"{MIGRATIONS / 'versions'}{os.pathsep}{folder}")
        return config

    app.extensions["migrate"].migrate.configure(also_here)


def counts(app: Flask) -> dict[str, int]:
    """How many rows each table holds."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in db.metadata.sorted_tables
        }


def schema(app: Flask) -> tuple[dict[str, list[str]], set[str]]:
    """The columns of every table, and the names of the triggers."""
    catalogue = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'"}
    with app.app_context(), db.engine.connect() as connection:
        inspector = sa.inspect(connection)
        tables = {
            name: sorted(one["name"] for one in inspector.get_columns(name)) for name in inspector.get_table_names()
        }
        query = catalogue.get(connection.dialect.name, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return tables, set(connection.exec_driver_sql(query).scalars())


def revision(app: Flask) -> str:
    """The revision that the database is at."""
    with app.app_context(), db.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def copies(app: Flask) -> list[Path]:
    """The copies that were made before migrations."""
    return sorted(Path(app.instance_path).glob("kt1.before-*.db"))


def test_the_revisions_make_exactly_the_tables_of_the_models(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            options = {"compare_type": True}
            assert compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata) == []


def test_each_revision_goes_up_down_and_up(empty_app: Flask) -> None:
    for target in REVISIONS:
        before = schema(empty_app)
        with empty_app.app_context():
            upgrade(revision=target)
        made = schema(empty_app)
        with empty_app.app_context():
            downgrade(revision="-1")
        taken_back = schema(empty_app)
        taken_back[0].pop("alembic_version", None)
        before[0].pop("alembic_version", None)
        assert taken_back == before
        with empty_app.app_context():
            upgrade(revision=target)
        assert schema(empty_app) == made


def test_a_migration_that_builds_tables_anew_keeps_every_row_and_trigger(each_app: Flask, tmp_path: Path) -> None:
    before, guards = counts(each_app), schema(each_app)[1]
    add_revision(each_app, tmp_path, ADDS_A_COLUMN)
    with each_app.app_context():
        upgrade()
    tables, triggers = schema(each_app)
    assert revision(each_app) == "test"
    assert {name for name, columns in tables.items() if "added" in columns} == {"agency", "inspection", "event"}
    assert counts(each_app) == before
    assert triggers == guards
    with each_app.app_context():
        downgrade()
    assert counts(each_app) == before
    assert schema(each_app)[1] == guards


def test_with_foreign_keys_on_the_same_migration_would_fail(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with (
            pytest.raises(sa.exc.IntegrityError, match="FOREIGN KEY"),
            operations.batch_alter_table("inspection", recreate="always") as batch,
        ):
            batch.add_column(sa.Column("added", sa.Integer()))


def test_foreign_keys_are_on_again_after_a_migration(app: Flask, tmp_path: Path) -> None:
    add_revision(app, tmp_path, ADDS_A_COLUMN)
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_migration_that_leaves_rows_without_their_parent_is_taken_back(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = counts(app)
    add_revision(app, tmp_path, LOSES_PARENTS)
    with app.app_context(), pytest.raises(SystemExit):
        upgrade()
    assert "without their parent" in caplog.text
    assert counts(app) == before
    assert revision(app) == HEAD


def test_a_filled_database_is_copied_before_a_migration(app: Flask, tmp_path: Path) -> None:
    before = counts(app)
    add_revision(app, tmp_path, ADDS_A_COLUMN)
    with app.app_context():
        upgrade()
    [copy] = copies(app)
    (folder := tmp_path / "copy").mkdir()
    with opened(folder, f"sqlite:///{copy}") as copied:
        assert counts(copied) == before
        assert revision(copied) == HEAD


def test_the_last_five_copies_are_kept(app: Flask, tmp_path: Path) -> None:
    add_revision(app, tmp_path, ADDS_A_COLUMN)
    with app.app_context():
        for _ in range(3):
            upgrade()
            downgrade()
        first = copies(app)
        upgrade()
    assert len(first) == 5
    assert len(copies(app)) == 5
    assert copies(app)[:4] == first[1:]


def test_a_start_with_nothing_to_migrate_makes_no_copy(app: Flask) -> None:
    app.test_cli_runner().invoke(prepare, catch_exceptions=False)
    with app.app_context():
        upgrade()
    assert copies(app) == []


def test_a_new_database_is_not_copied(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
    assert copies(empty_app) == []


def test_two_machines_that_migrate_at_once_follow_each_other(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.new_database()
    command = [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"]
    environment = os.environ | {"DATABASE_URL": url, "INSTANCE": str(tmp_path)}
    both = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    with opened(tmp_path, url) as app:
        assert revision(app) == HEAD


def test_the_last_reason_why_a_part_was_reopened_moves_with_its_author(each_app: Flask) -> None:
    before = REVISIONS[REVISIONS.index("0004") - 1]
    inspector = Client(each_app).sign_in("dic.inspector")
    with each_app.app_context(), db.engine.begin() as connection:
        ref = connection.exec_driver_sql(SIGNED_OFF).scalar()
    inspector.post(f"/parts/{ref}/steps/reopen", reason="Thiếu ảnh.")
    kept = reasons(each_app)
    with each_app.app_context():
        downgrade(revision=before)
        upgrade()
    assert [reason for reason, _by, _at in kept] == ["Thiếu ảnh."]
    assert [row[:2] for row in reasons(each_app)] == [row[:2] for row in kept]


SIGNED_OFF = """
    SELECT part.ref FROM visit_part part JOIN visit ON visit.id = part.visit_id
    WHERE visit.state = 'fieldwork_done' AND part.owner = 'DIC'
"""


def reasons(app: Flask) -> list[Any]:
    """Why parts were reopened, by whom and when."""
    with app.app_context(), db.engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT reason, by_id, at FROM reopening ORDER BY id"))
