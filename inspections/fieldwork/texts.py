"""Merges texts line by line, as two people wrote them; it knows no operation, no person and no order of arrival."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

Lines = list[str]
MOST_LINES = 150
"""Texts of more lines are left to a person: comparing two takes time with the cube of their lines."""


def three_way(base: str, one: str, other: str) -> str | None:
    """What two texts that were made from a base come to; None where both changed the same lines differently.

    None too where one of them has more than MOST_LINES.

    Where both only added lines in one place both additions stand, the lines of ``one`` first, equal ones once.
    """
    was, left, right = _lines(base), _lines(one), _lines(other)
    if max(map(len, (was, left, right))) > MOST_LINES:
        return None
    found: Lines = []
    place = (0, 0, 0)
    for at_base, at_one, at_other, length in _kept(was, left, right):
        piece = _piece(was[place[0] : at_base], left[place[1] : at_one], right[place[2] : at_other])
        if piece is None:
            return None
        found += piece + was[at_base : at_base + length]
        place = (at_base + length, at_one + length, at_other + length)
    return "\n".join(found)


def joined(texts: Iterable[str]) -> str:
    """Texts one below the other, equal ones once."""
    return "\n".join(dict.fromkeys(texts))


def _lines(text: str) -> Lines:
    return text.split("\n") if text else []


def _kept(was: Lines, left: Lines, right: Lines) -> Iterator[tuple[int, int, int, int]]:
    """Where runs of lines of the base stand in all three, with their lengths; the last one is the end of all."""
    ours, theirs = _blocks(was, left), _blocks(was, right)
    while ours and theirs:
        (base_one, at_one, length_one), (base_other, at_other, length_other) = ours[0], theirs[0]
        start, end = max(base_one, base_other), min(base_one + length_one, base_other + length_other)
        if start < end:
            yield start, at_one + start - base_one, at_other + start - base_other, end - start
        (ours if base_one + length_one < base_other + length_other else theirs).pop(0)
    yield len(was), len(left), len(right), 0


def _blocks(was: Lines, now: Lines) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]


def _piece(base: Lines, one: Lines, other: Lines) -> Lines | None:
    """What one piece between kept lines comes to."""
    if one in (base, other):
        return other
    if other == base:
        return one
    return None if base else _both(one, other)


def _both(one: Lines, other: Lines) -> Lines:
    found: Lines = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        found += one[start:end] + (other[other_start:other_end] if kind != "equal" else [])
    return found
