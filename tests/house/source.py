"""Knows which files the house is made of and how to read them as code; knows no rule."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from inspections.workflow import Step

ROOT = Path(__file__).parents[2]
MADE_BY_TOOLS = {"__pycache__", "instance", "node_modules"}
BINARY = {".woff2", ".ttf", ".png", ".jpg", ".ico", ".db"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project as a path from its root; what tools make and hidden folders but .ci are left out."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in {".ci", ".gitignore"}
        if hidden or path.name in MADE_BY_TOOLS:
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path.relative_to(ROOT)


def under(*tops: str, suffix: str = ".py") -> list[Path]:
    """The files with this ending whose path begins with one of these."""
    return [path for path in files() if path.suffix == suffix and str(path).startswith(tops)]


def ours() -> list[Path]:
    """The Python files of the application itself, without tests and migrations."""
    return [path for path in under("app.py", "models/", "inspections/") if "migrations" not in path.parts]


@cache
def text(path: Path) -> str:
    """What stands in a file."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """A Python file as code."""
    return ast.parse(text(path))


def module(path: Path) -> str:
    """The name by which a Python file is imported."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, Path]:
    """Every module of the application by its name."""
    return {module(path): path for path in ours()}


def lifecycles() -> dict[str, tuple[Step, ...]]:
    """Every lifecycle of the application by the name of its file and its own: the tables of steps in files steps.py."""
    files = [import_module(name) for name in modules() if name.endswith(".steps")]
    return {
        f"{file.__name__}.{name}": table
        for file in files
        for name, table in vars(file).items()
        if isinstance(table, tuple) and table and all(isinstance(step, Step) for step in table)
    }


def imported(code: ast.Module) -> set[str]:
    """What a file imports: modules by their whole names; a name of a package that is a module counts as that module."""
    found = set()
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            names = {f"{base}.{alias.name}" for alias in node.names}
            inner = names & set(modules())
            found |= inner
            if inner != names:
                found.add(base)
    return found


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every piece of a Python file's code."""
    return tuple(ast.walk(tree(path)))
