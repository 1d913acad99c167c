"""The database itself refuses to change or delete what was logged or answered, whoever asks."""

import pytest
import sqlalchemy as sa
from flask import Flask

from models import db
from models.checklists import Operation
from models.events import Event

DECIDED_LATER = {"audience", "for_body_id", "late", "aside"}
"""Who may read an operation, and whether it counts."""
REFUSED = (sa.exc.IntegrityError, sa.exc.OperationalError)


def run(app: Flask, statement: str) -> int:
    """Runs one statement as its own transaction; how many rows it met."""
    with app.app_context(), db.engine.begin() as connection:
        return connection.exec_driver_sql(statement).rowcount


@pytest.mark.parametrize("table", ["event", "operation"])
def test_no_row_is_deleted(each_app: Flask, table: str) -> None:
    with pytest.raises(REFUSED, match="only added"):
        run(each_app, f"DELETE FROM {table}")  # noqa: S608


@pytest.mark.parametrize("table", ["event", "operation"])
def test_postgresql_does_not_empty_them_either(postgres_app: Flask, table: str) -> None:
    with pytest.raises(REFUSED, match="only added"):
        run(postgres_app, f"TRUNCATE {table} CASCADE")


def columns(model) -> list[str]:
    """The names of a table's columns."""
    return [column.name for column in model.__table__.columns]


def test_no_column_of_the_log_is_changed(each_app: Flask) -> None:
    for name in columns(Event):
        with pytest.raises(REFUSED, match="only added"):
            run(each_app, f"UPDATE event SET {name} = {name}")  # noqa: S608


def test_nothing_that_an_author_wrote_is_changed(each_app: Flask) -> None:
    for name in set(columns(Operation)) - DECIDED_LATER:
        with pytest.raises(REFUSED, match="only added"):
            run(each_app, f"UPDATE operation SET {name} = {name}")  # noqa: S608


@pytest.mark.parametrize("name", sorted(DECIDED_LATER))
def test_who_may_read_an_operation_and_whether_it_counts_can_be_decided_later(each_app: Flask, name: str) -> None:
    assert run(each_app, f"UPDATE operation SET {name} = {name}") > 0  # noqa: S608
