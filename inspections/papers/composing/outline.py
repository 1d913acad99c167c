"""Reads the shipped outlines of what bodies report before their inspection; it knows no paper and no visit."""

from functools import cache
from pathlib import Path

from inspections.directory.shipped import CatalogueError, check, many, name_of, read, text

SHIPPED = Path(__file__).parent.parent / "shipped" / "outline.yaml"
BODY_KINDS = frozenset({"provider", "transport", "user_agency"})
_PART = {"title": text, "lines": many(text)}

Parts = tuple[tuple[str, tuple[str, ...]], ...]
"""The parts of an outline: the title of each, and what it tells of."""


@cache
def outlines(source: Path | str = SHIPPED) -> dict[str, Parts]:
    """The outlines by the kind of body. Raises CatalogueError."""
    file, content = name_of(source), read(source)
    if not isinstance(content, dict) or set(content) != BODY_KINDS:
        raise CatalogueError(file, "-", "-", f"must have the kinds {', '.join(sorted(BODY_KINDS))}")
    found = {}
    for kind, parts in content.items():
        for part in parts:
            check(file, kind, part, _PART)
        found[kind] = tuple((part["title"], tuple(part["lines"])) for part in parts)
    return found
