"""Reads the wording of the record of a violation, which an office may replace; it knows no case and no database."""

import re
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
    name_of,
    one_of,
    read_rows,
    refuse_repeats,
    table,
    text,
)
from inspections.law.catalogue import FOLDER

NAME = "mbb01.yaml"
_ROW: dict[str, Check] = {
    "code": one_of("MBB01"),
    "status": one_of(*STATUSES),
    "source": text,
    "fields": table,
    "parts": table,
}
_DATED: dict[str, Check] = {"valid_from": day, "valid_to": day}
_PLACE = re.compile(r"\{([a-z]+)\}")
_PLAIN = (
    *("title", "present", "organisation", "individual", "acts", "clauses", "measures", "explain_none", "summons_none"),
    *("box_violator_organisation", "box_violator_individual", "box_writer", "box_injured", "box_authority"),
    *("box_interpreter", "box_witness", "delivery_title", "delivery_box"),
)
PARTS: Mapping[str, frozenset[str]] = dict.fromkeys(_PLAIN, frozenset()) | {
    name: frozenset(places.split())
    for name, places in {
        "about": "field",
        "opening": "time day place",
        "elsewhere": "reason",
        "ground": "ground",
        "writer": "writer",
        "witness": "witness",
        "interpreter": "interpreter",
        "against": "whom",
        "organisation_name": "name",
        "organisation_address": "address",
        "organisation_code": "code",
        "organisation_licence": "number day by",
        "organisation_head": "name sex post",
        "individual_name": "name sex",
        "individual_birth": "day nationality",
        "individual_job": "job",
        "individual_address": "address",
        "individual_id": "number day by",
        "injured": "who",
        "said_violator": "whom text",
        "said_witness": "text",
        "said_injured": "text",
        "stop": "whom",
        "explain": "whom direct written addressee",
        "summons": "receiver time day place",
        "closing": "time sheets copies receiver",
        "unsigned_blank": "whom blank",
        "unsigned": "whom reason",
        "unsigned_witness": "witness",
        "unsigned_witness_reason": "reason",
        "delivery": "receiver blank",
    }.items()
}
"""Every part of the form → what must be filled into it; nothing else may be."""


def record_forms(folder: Path = FOLDER) -> list[Row]:
    """The forms as rows of the terms: kind, code, status, source, valid_from, valid_to, content. Raises CatalogueError.

    content: parts {name: wording}, fields {key of a decree: the field of law}. An edition without the file, made
    before there was a form, has the shipped one.
    """
    path = folder / NAME
    return read_forms(path if path.exists() else FOLDER / NAME)


def read_forms(source: Path | str) -> list[Row]:
    """The same from a file or its text; names the part that is missing, or that lacks what must be filled in."""
    file, rows = name_of(source), read_rows(source)
    for row in rows:
        check(file, str(row.get("code")), row, _ROW, _DATED)
        check(file, row["code"], row["parts"], dict.fromkeys(PARTS, text))
        for name, wording in row["parts"].items():
            _check_places(file, name, wording)
    refuse_repeats(file, "code", (f"{row['code']} {row.get('valid_from') or ''}" for row in rows))
    return [_term(row) for row in rows]


def _check_places(file: str, name: str, wording: str) -> None:
    found = set(_PLACE.findall(wording))
    for place in sorted(PARTS[name] ^ found):
        reason = "is missing" if place in PARTS[name] else "is nothing that is filled in here"
        raise CatalogueError(file, name, f"{{{place}}}", reason)


def _term(row: Mapping[str, Any]) -> Row:
    dated = {name: row.get(name) for name in ("status", "source", *_DATED)}
    content = {"parts": _one_line(row["parts"].items()), "fields": dict(row["fields"])}
    return {"kind": "form", "code": row["code"], **dated, "content": content}


def _one_line(parts: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name: " ".join(wording.split()) for name, wording in parts}
