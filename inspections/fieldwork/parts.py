"""Reads one part of an answer and weighs what it gives away, for a form and a tablet alike; it knows no request."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inspections import secrecy
from inspections.errors import RuleBroken
from inspections.fieldwork import entries, rules
from inspections.fieldwork.item_types import ITEM_TYPES

BASE = re.compile(r"[A-Za-z0-9-]{8,64}")
"""An op_id as it is stored: that of a tablet, or that of a form with its part behind it."""
MOST_BASES = 200
LONGEST_REASON = 500
TEXT = {"type": "text"}


class LooksSecret(RuleBroken):
    """What was typed looks like a secret and no reason was given; with a reason it may pass."""


def parts_of(item: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Part → spec of everything that a person of the agency may type in an item, in the order it is stored."""
    listed = rules.spec_of(item, entries.PART)
    return (
        {"result": {"type": "pass_fail"}, "reason": TEXT, "note": TEXT}
        | dict(rules.answer_parts(item))
        | ({entries.PART: listed} if listed else {})
    )


def belongs(part: str, repeat: str) -> bool:
    """Whether a part may come with this repeat key: an entry with one of its own, every other part without."""
    return bool(entries.KEY.fullmatch(repeat)) if part == entries.PART else not repeat


def read(spec: Mapping[str, Any], part: str, inputs: Mapping[str, str]) -> Any:
    """The value typed in the inputs of a part, None for an emptied one; raises RuleBroken with its sentence."""
    return ITEM_TYPES[spec["type"]].read(inputs, spec, part)


def refuse_long(reason: str) -> None:
    """Raises RuleBroken when the reason against a hint is longer than one is kept."""
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(f"Lý do vẫn ghi: tối đa {LONGEST_REASON} ký tự.")


def hints(value: Any) -> list[secrecy.Hint]:
    """What in a value looks like a secret."""
    return secrecy.hints(" \n ".join(_texts(value)))


def refuse_secret(found: Sequence[secrecy.Hint], reason: str) -> None:
    """Raises LooksSecret where something looks like a secret and no reason sets it aside."""
    if found and not reason:
        raise LooksSecret(f"Chưa lưu. “{found[0].piece[:60]}”: {found[0].message}")


def _texts(value: Any) -> Iterator[str]:
    """Every free text in a typed value."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else ():
        yield from _texts(one)
