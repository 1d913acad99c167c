"""Knows which calls go around what is checked once, and the few files that may use them, each with its reason."""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.house.source import nodes, ours, text, under

Code = Sequence[ast.AST]
Finder = Callable[[Code], Iterator[str]]


def called(*wanted: str) -> Finder:
    """Calls of a function or method with one of these last names."""

    def find(code: Code) -> Iterator[str]:
        for node in code:
            if isinstance(node, ast.Call) and _last(node.func) in wanted:
                yield ast.unparse(node)

    return find


def named(pattern: str) -> Finder:
    """Names and attributes that look like this, called or not."""

    def find(code: Code) -> Iterator[str]:
        for node in code:
            names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else [_last(node)]
            yield from (name for name in names if name and re.fullmatch(pattern, name))

    return find


def _last(node: ast.AST) -> str | None:
    return getattr(node, "attr", None) or getattr(node, "id", None)


def caught_all(code: Code) -> Iterator[str]:
    """Handlers that catch whatever comes."""
    for node in code:
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            if not caught or re.search(r"\b(Base)?Exception\b", caught):
                yield f"except {caught}"


def composed_markup(code: Code) -> Iterator[str]:
    """Markup made of anything but a constant: what is put in would not be escaped."""
    for node in code:
        if isinstance(node, ast.Call) and _last(node.func) == "Markup" and not _constant(node):
            yield ast.unparse(node)


def _constant(call: ast.Call) -> bool:
    return len(call.args) == 1 and isinstance(call.args[0], ast.Constant)


def composed_sql(code: Code) -> Iterator[str]:
    """SQL as text: from sqlalchemy import text, sa.text(…), literal_column(…), exec_driver_sql(…)."""
    for node in code:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            yield from (alias.name for alias in node.names if alias.name in {"text", "literal_column"})
        if isinstance(node, ast.Attribute) and node.attr in {"text", "literal_column"} and _last(node.value) in ALIASES:
            yield ast.unparse(node)
    yield from called("exec_driver_sql")(code)


def the_system(code: Code) -> Iterator[str]:
    """The viewer that sees everything."""
    for node in code:
        if isinstance(node, ast.ImportFrom) and node.module == "inspections.visible":
            yield from (
                alias.name for alias in node.names if alias.name in {"SYSTEM", "system_session", "reading_session"}
            )
        if isinstance(node, ast.Attribute) and node.attr in {"SYSTEM", "system_session", "reading_session"}:
            yield ast.unparse(node)
        if isinstance(node, ast.Call) and _last(node.func) == "Viewer":
            yield from (ast.unparse(node) for one in node.args if getattr(one, "value", "system") == "system")


def old_query(code: Code) -> Iterator[str]:
    """Queries in the way of SQLAlchemy 1, which the filter does not see."""
    for node in code:
        if isinstance(node, ast.Attribute) and node.attr in {"query", "Query"}:
            yield ast.unparse(node)
    yield from named("Query|with_parent")(code)


ALIASES = {"sa", "sqlalchemy"}

BANNED: dict[str, tuple[Finder, dict[str, str]]] = {
    "SQL as text": (
        composed_sql,
        {"models/base.py": "pragmas and BEGIN of SQLite; one constant word"},
    ),
    "a table without its filter": (
        named("__table__|local_table|__mapper__|persist_selectable"),
        {"inspections/event_log.py": "the chain is one: its head is read whoever asks, a number and a hash"},
    ),
    "tables by name": (named("metadata|MetaData"), {"models/base.py": "the one that names constraints"}),
    "a connection without its filter": (
        named("connection|raw_connection"),
        {
            "inspections/event_log.py": "reads the head of the chain",
            "inspections/visible.py": "the reader of shared rows reads in the same transaction",
            "models/base.py": "begins transactions",
        },
    ),
    "the old query": (old_query, {"inspections/papers/layout/pdf.py": "asks the compiler of papers, not the database"}),
    "writing in bulk": (named("bulk_.*"), {}),
    "merging": (called("merge"), {}),
    "statements that the filter does not reach": (called("from_statement", "from_select"), {}),
    "committing": (
        called("commit"),
        {
            "app.py": "the one commit of a POST",
            "inspections/visible.py": "the system's own session commits at its end",
        },
    ),
    "seeing everything": (
        the_system,
        {
            "inspections/audit/queries.py": "checking the log reads every row of it",
            "inspections/commands.py": "filling the database and checking the log are the system's own work",
            "inspections/visible.py": "defines it",
        },
    ),
    "templates as text": (named("render_template_string|from_string"), {}),
    "unescaped text": (composed_markup, {}),
    "catching everything": (caught_all, {}),
    "a session without a viewer": (
        called("Session", "sessionmaker", "scoped_session"),
        {"inspections/visible.py": "the system's own session, which says that it is the system's"},
    ),
}
"""What is banned: how it is found, and the files that may, each with its reason."""

SAFE = re.compile(r"\|\s*safe\b|autoescape|Markup")


@pytest.mark.parametrize("what", BANNED)
def test_nothing_goes_around_what_is_checked_once(what: str) -> None:
    finder, allowed = BANNED[what]
    found = {str(path): calls for path in ours() if (calls := list(finder(nodes(path))))}
    assert not {path: calls for path, calls in found.items() if path not in allowed}


@pytest.mark.parametrize("what", BANNED)
def test_an_exception_that_is_not_needed_is_not_kept(what: str) -> None:
    finder, allowed = BANNED[what]
    assert not [path for path in allowed if not any(finder(nodes(Path(path))))]


def test_no_template_prints_what_was_typed_unescaped() -> None:
    templates = under("templates/", suffix=".html")
    assert not {str(path): found[0] for path in templates if (found := SAFE.search(text(path)))}


PLANTED = {
    "SQL as text": ["from sqlalchemy import text", "sa.text('x')", "c.exec_driver_sql('x')", "sa.literal_column('x')"],
    "a table without its filter": ["sa.select(Answer.__table__)", "sa.inspect(Answer).local_table"],
    "tables by name": ["Base.metadata.tables['answer']"],
    "a connection without its filter": ["session.connection().execute(x)"],
    "the old query": ["Answer.query.all()", "session.query(Answer)", "from sqlalchemy.orm import Query"],
    "writing in bulk": ["session.bulk_save_objects(x)"],
    "merging": ["session.merge(x)"],
    "statements that the filter does not reach": ["select(A).from_statement(x)", "insert(A).from_select(n, x)"],
    "committing": ["db.session.commit()"],
    "seeing everything": [
        "from inspections.visible import SYSTEM",
        "visible.system_session(e)",
        "Viewer('system')",
        "Viewer(kind)",
    ],
    "templates as text": ["render_template_string(x)", "app.jinja_env.from_string(x)"],
    "unescaped text": ["Markup(f'<b>{x}</b>')", "Markup('<b>' + x)", "Markup(x)", "markupsafe.Markup(x)"],
    "catching everything": ["try:\n f()\nexcept Exception:\n pass", "try:\n f()\nexcept:\n pass"],
    "a session without a viewer": ["Session(engine)", "orm.Session(engine)"],
}


def parsed(source: str) -> Code:
    """A piece of source as code."""
    return list(ast.walk(ast.parse(source)))


@pytest.mark.parametrize("what", BANNED)
def test_a_planted_call_is_found(what: str) -> None:
    finder, _allowed = BANNED[what]
    for source in PLANTED[what]:
        assert any(finder(parsed(source))), source


def test_a_good_call_is_left_alone() -> None:
    good = "Markup('<b>{}</b>').format(x); merged(x); see_as(s, viewer_of(u)); Viewer('agency', agency=a)"
    for what, (finder, _allowed) in BANNED.items():
        assert not list(finder(parsed(good))), what
    assert SAFE.search("{{ x|safe }}") and SAFE.search("{{ x | safe }}") and not SAFE.search("{{ safe_words }}")
