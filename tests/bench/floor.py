"""The floor of the benchmark: bare Flask with raw sqlite3, a page of 40 rows and one durable insert; knows nothing of ours."""

import os
import sqlite3

from flask import Flask, render_template_string, request

PAGE = """<!doctype html><title>floor</title><table>
{% for row in rows %}<tr><td>{{ row[0] }}</td><td>{{ row[1] }}</td><td>{{ row[2] }}</td></tr>{% endfor %}</table>"""


def create_app() -> Flask:
    """An application with two routes: / and /insert."""
    app = Flask(__name__)
    path = os.environ["FLOOR_DATABASE"]

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    with connect() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, code TEXT, words TEXT)")
        if not connection.execute("SELECT count(*) FROM note").fetchone()[0]:
            rows = [(f"CL-{n:02}", f"Nội dung kiểm tra số {n}") for n in range(400)]
            connection.executemany("INSERT INTO note (code, words) VALUES (?, ?)", rows)

    @app.get("/")
    def page() -> str:
        rows = connect().execute("SELECT id, code, words FROM note ORDER BY id LIMIT 40").fetchall()
        return render_template_string(PAGE, rows=rows)

    @app.post("/insert")
    def insert() -> str:
        connection = connect()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO note (code, words) VALUES (?, ?)", ("CL-01", request.form["words"]))
        connection.execute("COMMIT")
        return "ok"

    return app
