"""Reads the shipped law as dated rows and tells what was in force on a day; it knows no database and no inspection."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
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
    read_rows,
    refuse_repeats,
    table,
    text,
    whole,
)

FOLDER = Path(__file__).parent / "shipped"

_STATUS = one_of(*STATUSES)
_DOCUMENT = {"key": text, "kind": text, "title": text, "title_status": _STATUS, "issuer": text, "status": _STATUS}
_DOCUMENT_MORE: dict[str, Check] = {
    "number": text,
    "issued_on": day,
    "valid_from": day,
    "valid_to": day,
    "replaces": text,
    "replaced_by": text,
    "amended_by": text,
    "base_subject": one_of("organisation", "individual"),
    "local": flag,
    "note": text,
}
_ACT: dict[str, Check] = {
    "code": text,
    "document": text,
    "point": text,
    "description": text,
    "minimum": whole,
    "maximum": whole,
    "competence": one_of("dic", "police", "either"),
    "status": _STATUS,
}
_ACT_MORE = {"same_as": text, "remedial_measure": text, "note": text}
_STANDARD: dict[str, Check] = {"source": text, "valid_from": day, "status": _STATUS, "limits": table}
_STANDARD_MORE = {"valid_to": day, "note": text}
_LIMITS: dict[str, Check] = {
    "transit": many(table),
    "timed_delivery_notice_hours": table,
    "on_time_target_percent": whole,
    "intact_target_percent": whole,
    "deliveries_per_day": table,
    "complaint": table,
    "retention_years": table,
}
_TRANSIT: dict[str, Check] = {
    "scope": one_of("intra_province", "inter_province"),
    "urgency": one_of("none", "express"),
    "limit_half_days": whole,
}


def documents(source: Path | str = FOLDER / "legal_documents.yaml") -> list[Row]:
    """The legal documents, each with every field (None when not given; days are dates). Raises CatalogueError.

    Fields: key, number, kind, title, title_status, issuer, issued_on, valid_from, valid_to, replaces, replaced_by,
    amended_by, base_subject, local, status, note.
    """
    file, rows = name_of(source), read_rows(source)
    for row in rows:
        check(file, str(row.get("key")), row, _DOCUMENT, _DOCUMENT_MORE)
    refuse_repeats(file, "key", (row["key"] for row in rows))
    rows = [dict.fromkeys(_DOCUMENT_MORE) | row | {"local": row.get("local", False)} for row in rows]
    keys = {row["key"] for row in rows}
    for row in rows:
        _refuse_disorder(file, row["key"], row, ("issued_on", "valid_from", "valid_to"))
        for field in ("replaces", "replaced_by"):
            if row[field] not in keys | {None}:
                raise CatalogueError(file, row["key"], field, f"{row[field]!r} is no document")
    return rows


def acts(source: Path | str = FOLDER / "acts.yaml", known: Sequence[Row] | None = None) -> list[Row]:
    """The acts that may be recorded, each with every field and the days of its decree. Raises CatalogueError.

    Fields: code, document (a key), point, description, minimum and maximum (đồng, for the decree's base subject),
    competence, status, same_as (the code of the act of an earlier decree that this one continues), remedial_measure,
    note, valid_from, valid_to. ``known`` are the documents, the shipped ones if None.
    """
    file, rows = name_of(source), read_rows(source)
    by_key = {row["key"]: row for row in (documents() if known is None else known)}
    for row in rows:
        check(file, str(row.get("code")), row, _ACT, _ACT_MORE)
        if row["document"] not in by_key:
            raise CatalogueError(file, row["code"], "document", f"{row['document']!r} is no document")
        if row["minimum"] > row["maximum"]:
            raise CatalogueError(file, row["code"], "minimum", "is more than the maximum")
    refuse_repeats(file, "code", (row["code"] for row in rows))
    for row in rows:
        if row.get("same_as", row["code"]) not in {one["code"] for one in rows}:
            raise CatalogueError(file, row["code"], "same_as", f"{row['same_as']!r} is no act")
    return [dict.fromkeys(_ACT_MORE) | row | _days_of(by_key[row["document"]]) for row in rows]


def standards(source: Path | str = FOLDER / "service_standards.yaml") -> list[Row]:
    """The service standards by day: source, valid_from, valid_to, status, note, limits. Raises CatalogueError.

    limits: transit [{scope, urgency, limit_half_days}], deliveries_per_day {centre, commune}, on_time_target_percent …
    """
    file, rows = name_of(source), read_rows(source)
    for row in rows:
        check(file, str(row.get("source")), row, _STANDARD, _STANDARD_MORE)
        check(file, row["source"], row["limits"], _LIMITS)
        for transit in row["limits"]["transit"]:
            check(file, row["source"], transit, _TRANSIT)
    rows = sorted((dict.fromkeys(_STANDARD_MORE) | row for row in rows), key=lambda row: row["valid_from"])
    for row in rows:
        _refuse_disorder(file, row["source"], row, ("valid_from", "valid_to"))
    for earlier, later in pairwise(rows):
        if earlier["valid_to"] is None or earlier["valid_to"] >= later["valid_from"]:
            raise CatalogueError(file, later["source"], "valid_from", f"overlaps {earlier['source']}")
    return rows


def in_force(rows: Iterable[Row], on: date) -> list[Row]:
    """The rows that applied on a day. A document whose first day is not known applies from the day it was issued."""
    return [row for row in rows if _first_day(row) <= on <= (row["valid_to"] or date.max)]


def limit(limits: Mapping[str, Any], key: str) -> Any:
    """The limit under a dotted key, such as deliveries_per_day.commune; None when the standard does not have it."""
    found: Any = limits
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _days_of(document: Row) -> Row:
    return {"valid_from": document["valid_from"], "valid_to": document["valid_to"]}


def _first_day(row: Row) -> date:
    return row["valid_from"] or row.get("issued_on") or date.min


def _refuse_disorder(file: str, row_name: str, row: Row, fields: Sequence[str]) -> None:
    given = [field for field in fields if row[field]]
    for earlier, later in pairwise(given):
        if row[earlier] > row[later]:
            raise CatalogueError(file, row_name, later, f"is before {earlier}")
