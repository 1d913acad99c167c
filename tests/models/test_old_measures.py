"""Knows that what requirements said as text became measures, and is text again on the way back, on both databases."""

from typing import Any

from flask import Flask
from flask_migrate import downgrade, upgrade

from models import db

TEXT = "Tập huấn lại\nMua dấu mới"
FOUND = """
    SELECT measure.text, measure.state, remedy.id FROM measure
    JOIN remedy_measure ON remedy_measure.measure_id = measure.id
    JOIN remedy ON remedy.id = remedy_measure.remedy_id ORDER BY remedy.id
"""


def rows(app: Flask, query: str) -> list[Any]:
    with app.app_context(), db.engine.connect() as connection:
        return list(connection.exec_driver_sql(query))


def test_old_words_become_a_measure_and_words_again(each_app: Flask) -> None:
    before = rows(each_app, FOUND)
    with each_app.app_context():
        downgrade(revision="0005")
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE remedy SET measures = ''")
            key = connection.exec_driver_sql("SELECT min(id) FROM remedy").scalar()
            connection.exec_driver_sql(f"UPDATE remedy SET measures = '{TEXT}' WHERE id = {key}")  # noqa: S608
        upgrade()
    assert before
    [(text, state, remedy)] = rows(each_app, FOUND)
    assert (text, remedy) == (TEXT, key) and state in {"open", "done"}
    assert rows(each_app, "SELECT count(*) FROM setting WHERE key IN ('causes', 'effect_days', 'effect_pass')") == [
        (3,)
    ]
    with each_app.app_context():
        downgrade(revision="0005")
    assert rows(each_app, f"SELECT measures FROM remedy WHERE id = {key}") == [(TEXT,)]  # noqa: S608
    with each_app.app_context():
        upgrade()
