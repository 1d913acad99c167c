"""The floor of the benchmark: bare Flask, raw sqlite3, a page of 40 rows, one durable insert; knows nothing of ours."""

import os
import sqlite3

from flask import Flask, request

RESULTS = ("Đạt", "Chưa đạt", "Chưa xuất trình được", "Không áp dụng", "Không kiểm tra")
PAGE = """<!doctype html><html lang="vi"><title>floor</title>
{% for row in rows %}<form method="post" action="/items/{{ row[0] }}"><h3>{{ row[1] }} {{ row[2] }}</h3>
{% for result in results %}<label><input type="radio" name="result" value="{{ loop.index }}"> {{ result }}</label>
{% endfor %}<label>Ghi chú <textarea name="note"></textarea></label><button>Lưu</button></form>
{% endfor %}"""


def create_app() -> Flask:
    """An application with two routes: / and /insert."""
    app = Flask(__name__)
    path = os.environ["FLOOR_DATABASE"]
    template = app.jinja_env.from_string(PAGE)

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
        return template.render(rows=rows, results=RESULTS)

    @app.post("/insert")
    def insert() -> str:
        connection = connect()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO note (code, words) VALUES (?, ?)", ("CL-01", request.form["words"]))
        connection.execute("COMMIT")
        return "ok"

    return app
