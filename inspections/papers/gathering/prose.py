"""Reads the fixed sentences of papers that are shipped as dated data; it knows no paper's facts and no database."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from inspections.directory.shipped import Check, check, day, many, name_of, read_rows, text

FOLDER = Path(__file__).parent.parent / "shipped"


def _by_kind(value: Any) -> str:
    """A check: one text for each kind of body."""
    kinds = {"provider", "transport", "user_agency"}
    good = isinstance(value, dict) and set(value) == kinds and not any(map(text, value.values()))
    return "" if good else f"must be a text for each of {', '.join(sorted(kinds))}"


_LINES = many(text)
PAPERS: dict[str, dict[str, Check]] = {
    "plan": {
        "grounds": _LINES,
        "purposes": _LINES,
        "requirements": _LINES,
        "contents": _by_kind,
        "subjects": text,
        "surveys": text,
        "period": text,
        "limit": text,
        "no_limit": text,
        "form": text,
        "team": _LINES,
        "funds": _LINES,
        "tasks": _LINES,
        "enterprise_task": text,
        "unit_task": text,
        "closing": text,
    },
    "decision": {"grounds": _LINES, "letter": text, "powers": _LINES, "duties": _LINES},
    "report": {"no_measures": text, "no_opinions": text, "to_issuer": _LINES, "to_police": _LINES},
}
"""Which papers have fixed sentences, and what each file must hold: name of the file → its fields."""


@cache
def shipped(paper: str, source: Path | str | None = None) -> list[dict[str, Any]]:
    """The rows of a paper's file, the newest first. Raises CatalogueError."""
    source = source or FOLDER / f"{paper}.yaml"
    rows = read_rows(source)
    for row in rows:
        check(name_of(source), str(row.get("valid_from")), row, {"valid_from": day, **PAPERS[paper]})
    return sorted(rows, key=lambda row: row["valid_from"], reverse=True)


def of(paper: str, on: date) -> dict[str, Any]:
    """The sentences that hold on a day; before the first day those of the first."""
    rows = shipped(paper)
    return next((row for row in rows if row["valid_from"] <= on), rows[-1])
