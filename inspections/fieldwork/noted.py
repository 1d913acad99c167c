"""What an item's card shows beside the answer: findings that rest on it, and earlier visits; it queries nothing."""

from collections.abc import Sequence
from typing import Any

from inspections.fieldwork import queries
from inspections.fieldwork.earlier import Before, Earlier, Open
from inspections.fieldwork.readers import Reader
from inspections.findings.rules import FAILING, FINDS_AT, KINDS, concluded
from inspections.vietnamese import format_date

WORDS_OF_NOTE = 80
"""So many letters of an earlier note are shown; the rest is where it was written."""


def earlier_on(found: Earlier | None, reader: Reader) -> dict[str, Any]:
    """What earlier visits to the body say of an item, with the way to each."""
    if found is None:
        return {"last": None, "still_open": []}
    return {
        "last": _last(found.last, reader) if found.last else None,
        "still_open": [_open(one, reader) for one in found.open],
    }


def _last(last: Before, reader: Reader) -> dict[str, Any]:
    note = " ".join(last.note.split())
    return {
        "url": reader.address("fieldwork.item", last.item_ref),
        "day": format_date(last.day),
        "state": last.state,
        "note": note if len(note) <= WORDS_OF_NOTE else note[:WORDS_OF_NOTE].rsplit(" ", 1)[0] + " …",
    }


def _open(one: Open, reader: Reader) -> dict[str, Any]:
    remedy = one.remedy_ref
    return {
        "url": reader.address("findings.finding", one.finding_ref),
        "title": KINDS[one.kind],
        "state": one.state,
        "remedy_url": reader.address("remedies.remedy", remedy) if remedy else None,
        "remedy_state": one.remedy_state,
        "due": format_date(one.due_on) if one.due_on else None,
    }


def self_checked_on(said: tuple[str, str] | None) -> dict[str, Any]:
    """What the body itself said of an item before the visit: its choice and its words; no answer of anybody's."""
    return {"self_check": {"choice": said[0], "note": " ".join(said[1].split())} if said else None}


def noted_on(row: queries.ItemRow, reader: Reader, found: Sequence[Any]) -> dict[str, Any]:
    """The findings that rest on an item, and where one is noted unless the reader's agency has one already."""
    item, noted = row.item, any(one.owner == reader.agency for one in found)
    open_here = item.visit.kind != "survey" and item.visit.state in FINDS_AT
    notes = open_here and not noted and reader.may_note(item)
    return {
        "finding_url": reader.address("findings.note", item.ref) if notes else None,
        "findings": [
            {"url": reader.address("findings.finding", one.ref), "title": f"Xem {KINDS[one.kind].lower()} đã ghi nhận"}
            for one in found
        ],
        "concluded_failed": concluded(row.answers) in FAILING,
    }
