"""Reads what the shipped law says on penalties, strictly; it knows no case, no amount and no database."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from inspections.directory.shipped import (
    STATUSES,
    CatalogueError,
    Check,
    Row,
    check,
    day,
    flag,
    many,
    name_of,
    one_of,
    read,
    refuse_repeats,
    text,
    whole,
)
from inspections.law.catalogue import FOLDER, documents

_EVERY: dict[str, Check] = {"source": text, "status": one_of(*STATUSES)}
_DATED: dict[str, Check] = {"valid_from": day, "valid_to": day}
_CODED = _EVERY | {"code": text}
SECTIONS: dict[str, tuple[str, dict[str, Check], dict[str, Check]]] = {
    "offices": ("office", _CODED | {"name": text, "agency": one_of("DIC", "POLICE", "UBND")}, {"never": flag}),
    "powers": (
        "power",
        _EVERY | {"office": text, "document": text},
        {"maximum": whole, "share": whole, "articles": many(whole)},
    ),
    "circumstances": (
        "circumstance",
        _CODED | {"effect": one_of("mitigating", "aggravating"), "text": text},
        {"put_right": flag},
    ),
    "deadlines": (
        "deadline",
        _CODED | {"n": whole, "unit": one_of("working", "calendar", "months", "years")},
        {"off_days": one_of("next")},
    ),
    "amounts": ("amount", _CODED | {"value": whole}, {}),
}
"""The sections of the file → the kind of their rows, the fields that each must have and those that it may."""


def penalty_terms(source: Path | str = FOLDER / "penalties.yaml", known: Iterable[Row] | None = None) -> list[Row]:
    """The terms as rows: kind, code, status, source, valid_from, valid_to, content. Raises CatalogueError.

    The code of a power is that of its office and its document, "dic_director:N174". ``known`` are the documents, the
    shipped ones if None.
    """
    file, content = name_of(source), read(source)
    if not isinstance(content, dict) or set(content) != set(SECTIONS):
        raise CatalogueError(file, "-", "-", f"must have the sections {', '.join(SECTIONS)}")
    keys = {row["key"] for row in (documents() if known is None else known)}
    found = []
    for section, (kind, required, optional) in SECTIONS.items():
        for row in content[section]:
            check(file, str(row.get("code") or row.get("office")), row, required, optional | _DATED)
            found.append(_term(kind, row))
    for kind in {one["kind"] for one in found}:
        coded = [f"{one['code']} {one['valid_from'] or ''}" for one in found if one["kind"] == kind]
        refuse_repeats(file, "code", coded)
    _refuse_strangers(file, found, keys)
    return found


def _term(kind: str, row: Mapping[str, Any]) -> Row:
    code = row.get("code") or f"{row['office']}:{row['document']}"
    beside = {"code", "source", "status", *_DATED}
    return {
        "kind": kind,
        "code": code,
        **{name: row.get(name) for name in ("source", "status", *_DATED)},
        "content": {name: value for name, value in row.items() if name not in beside},
    }


def _refuse_strangers(file: str, rows: Iterable[Row], documents_known: set[str]) -> None:
    offices = {one["code"] for one in rows if one["kind"] == "office"}
    for one in rows:
        if one["kind"] == "power":
            if one["content"]["office"] not in offices:
                raise CatalogueError(file, one["code"], "office", f"{one['content']['office']!r} is no office")
            if one["content"]["document"] not in documents_known:
                raise CatalogueError(file, one["code"], "document", f"{one['content']['document']!r} is no document")
