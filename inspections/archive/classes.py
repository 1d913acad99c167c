"""Reads the shipped retention classes and the term of handing over, strictly; it knows no case."""

from functools import cache
from pathlib import Path
from typing import Any

from inspections.archive.rules import MISSION, RetentionClass, Term
from inspections.directory.shipped import (
    STATUSES,
    CatalogueError,
    check,
    day,
    maybe,
    name_of,
    one_of,
    read,
    refuse_repeats,
    text,
    whole,
)

SHIPPED = Path(__file__).parent / "shipped" / "retention.yaml"
_SAID = {"source": text, "status": one_of(*STATUSES), "valid_from": day}
_CLASS = {
    "code": text,
    "title": text,
    "of": one_of(MISSION, "plan", "letters"),
    "years": maybe(whole),
    "proposed_for": maybe(one_of("violation", "other")),
} | _SAID
_TERM = {"years": whole, "notice_days": whole} | _SAID


@cache
def shipped(source: Path | str = SHIPPED) -> tuple[tuple[RetentionClass, ...], tuple[Term, ...]]:
    """The classes in the order of the file, and the terms, the oldest first. Raises CatalogueError."""
    content: Any = read(source)
    file = name_of(source)
    if not isinstance(content, dict) or set(content) != {"classes", "hand_over"}:
        raise CatalogueError(file, "-", "-", "needs classes and hand_over")
    for row in content["classes"]:
        check(file, str(row.get("code")), row, _CLASS)
    for row in content["hand_over"]:
        check(file, str(row.get("valid_from")), row, _TERM)
    refuse_repeats(file, "code", [row["code"] for row in content["classes"]])
    terms = sorted((Term(**row) for row in content["hand_over"]), key=lambda one: one.valid_from)
    return tuple(RetentionClass(**row) for row in content["classes"]), tuple(terms)
