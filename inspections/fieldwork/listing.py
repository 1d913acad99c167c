"""A sample listed one by one, as a card shows it: entries to be typed, or lines to be read; it decides nothing."""

from collections.abc import Iterator, Mapping, Sequence
from secrets import token_hex
from typing import Any

from inspections.fieldwork import entries
from inspections.fieldwork.disputes import disputed
from inspections.fieldwork.faces import face
from inspections.fieldwork.queries import ItemRow
from inspections.fieldwork.readers import Reader
from inspections.fieldwork.words import text_of
from models.checklists import Operation

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


def deleted(row: ItemRow, agency: str, history: Sequence[Operation]) -> dict[str, Show]:
    """op_id → the form that writes an agency's deleted entry again as that operation had it, newest operations first.

    Its base is the deletion, so that a colleague's later change is met and not overwritten.
    """
    answer = row.answers.get((agency, "answer"))
    if answer is None:
        return {}
    there = {one["key"] for one in answer.values.get(entries.VALUES, ())}
    there |= {entries.split(name)[1] for name in disputed(row, agency)}
    found: dict[str, Show] = {}
    for one in history:
        written = one.owner == agency and one.part == entries.PART and isinstance(one.value, dict) and not one.aside
        if written and one.repeat not in there:
            there.add(one.repeat)
            heads = answer.heads.get(entries.slot(entries.PART, one.repeat), ())
            found[one.op_id] = _again(one, ",".join(heads))
    return found


def _again(operation: Operation, bases: str) -> Show:
    inputs = {
        f"{name}.{operation.repeat}": text for name, text in entries.fill(operation.value or {}, entries.PART).items()
    }
    return inputs | {f"bases.{entries.PART}.{operation.repeat}": bases, "op_id": token_hex(10)}
