"""A sample listed one by one, as a card shows it: entries to be typed, or lines to be read; it decides nothing."""

from collections.abc import Iterator, Mapping
from secrets import token_hex
from typing import Any

from inspections.fieldwork import entries
from inspections.fieldwork.faces import face
from inspections.fieldwork.item_types import ITEM_TYPES
from inspections.fieldwork.queries import ItemRow
from inspections.fieldwork.readers import Reader
from inspections.fieldwork.words import text_of

Show = dict[str, Any]
ONE_MORE = "one-more"
"""What a form without a script says it typed when it asks for one more entry."""
OPTIONS = tuple(entries.RESULTS.items())


def listing(row: ItemRow, values: Mapping[str, Any], typed: Mapping[str, str], reader: Reader) -> Show:
    """The entries of a sample for its inputs, in their order: those that are stored, and what was typed unsaved."""
    look = face(row.spec)
    counts = values.get(look.sample or "") if entries.VALUES in values else None
    return {
        "one": look.one,
        "counted": text_of(row.spec, look.sample or "", counts) if counts else "",
        "entries": [
            *(_entry(one["key"], one, typed, fresh=False) for one in values.get(entries.VALUES, ())),
            *(_entry(key, {}, typed, fresh=True) for key in _unsaved(values, typed)),
        ],
    }


def _unsaved(values: Mapping[str, Any], typed: Mapping[str, str]) -> Iterator[str]:
    """The keys of entries that only the page knows, and of the one that was asked for."""
    stored = {one["key"] for one in values.get(entries.VALUES, ())}
    for name in typed:
        part, _, key = name.partition(".")
        if part == f"{entries.PART}-{entries.BOXES[0]}" and key not in stored and entries.KEY.fullmatch(key):
            yield key
    if ONE_MORE in typed:
        yield token_hex(8)


def _entry(key: str, entry: Mapping[str, Any], typed: Mapping[str, str], fresh: bool) -> Show:
    boxes = {box: typed.get(f"{entries.PART}-{box}.{key}", entry.get(box, "")) for box in entries.BOXES}
    return {"key": key, "options": OPTIONS, "fresh": fresh, **boxes}


def lines(spec: Mapping[str, Any], values: Mapping[str, Any]) -> list[str]:
    """The entries of an answer, each as one line."""
    return [ITEM_TYPES[entries.PART].show(entries.without_key(one), spec) for one in values.get(entries.VALUES, ())]
