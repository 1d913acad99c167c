"""Knows how the answer follows from a set of operations; knows no tables, no items and no order of arrival.

All functions take the operations of one part of one slot (visit item, owner, repeat key). The answer is a function of
the set alone: an order or a repetition changes nothing. What was decided here, and is tested:

- A head is an operation that no operation counting here names as a base, directly or through others.
- A late or aside operation is history: it is never a head and replaces nothing. But who names it has seen what it
  named: a tablet that wrote a, then an unknown option, then c, does not conflict with itself.
- A blank (cleared, or no value) removes only what it names. Beside a value that it did not see it stays a head, so
  that the next operation can name it, but the value holds without a conflict.
- A text (TEXTS) is merged line by line from what its authors had both seen, and from nothing where that is nothing:
  additions of both stand, without a conflict; where they changed the same lines differently, it is one.
- Bases that never arrived are ignored until they arrive. Operations that name each other in a circle (no honest
  tablet makes them) are heads together, unless an operation outside the circle names one of them: no value is lost.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspections.fieldwork.texts import three_way
from inspections.fieldwork.typed import LONGEST_TEXT

TEXTS = frozenset({"note"})
"""Parts that are merged as texts."""
BOTH = "both"
"""Chosen in a conflict in place of an operation: the texts hold together, one below the other."""
MOST_TEXTS, DEEPEST = 10, 3
"""More texts beside each other, or bases that were merged from bases more often, are left to a person."""


@dataclass(frozen=True)
class Op:
    """One operation: what one device wrote in one part, and which operations its author had seen (bases).

    device_at and received_at are instants in UTC; device_at is None without JavaScript. counter grows by one with every
    operation of the device; clock_offset is what its clock lacked, in seconds. repeat is the key of an entry.
    late: it came after sign-off. aside: its value is no known option of the item; it waits for a person.
    """

    op_id: str
    part: str
    value: object
    cleared: bool
    bases: tuple[str, ...]
    device: str
    device_at: datetime | None
    counter: int
    received_at: datetime
    by: object
    late: bool = False
    aside: bool = False
    repeat: str = ""
    clock_offset: int | None = None

    @property
    def counts(self) -> bool:
        """Whether the operation takes part in the answer; otherwise it is history alone."""
        return not (self.late or self.aside)

    @property
    def blank(self) -> bool:
        """Whether it carries no value."""
        return self.cleared or self.value is None or self.value == ""


@dataclass(frozen=True)
class Merged:
    """The answer of one part. value: None when nothing is answered or in a conflict; a text may be one of several.

    heads: all of them, blanks too: the bases of the next operation and of a settlement. candidates: the heads that
    carry a value, when these differ; otherwise empty.
    """

    value: object
    heads: tuple[Op, ...]
    candidates: tuple[Op, ...] = ()

    @property
    def conflict(self) -> bool:
        """Whether different values stand beside each other until someone settles."""
        return bool(self.candidates)


def canonical(value: object) -> str:
    """One text for equal values: JSON with sorted keys and no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def same(first: Op, second: Op) -> bool:
    """Whether two operations of one op_id are a repetition; if not, the caller answers 409.

    Compares what the author wrote and on what he built. Instants are left out (a database may store them less finely),
    and so is what the server adds: received_at, late, aside. The caller compares the slot, which is not known here.
    """
    return _content(first) == _content(second)


def heads(ops: Iterable[Op]) -> list[Op]:
    """The operations that stand at the end, by counter and op_id: no tablet's clock is asked, it may be wrong."""
    known = {op.op_id: op for op in ops}
    names = {op_id: [base for base in op.bases if base in known] for op_id, op in known.items()}
    named_by: dict[str, list[str]] = {op_id: [] for op_id in known}
    for op_id, bases in names.items():
        for base in bases:
            named_by[base].append(op_id)
    ends: set[str] = set()
    for start in _starts(known, names):
        _walk(start, named_by, ends)
    return sorted((known[op_id] for op_id in ends if known[op_id].counts), key=_by_counter)


def merged(ops: Iterable[Op]) -> Merged:
    """The answer that the operations give. Equal values are one answer, different ones a conflict, texts are merged."""
    known = {op.op_id: op for op in ops}
    standing = tuple(heads(known.values()))
    valued = tuple(op for op in standing if not op.blank)
    if len({canonical(op.value) for op in valued}) < 2:
        return Merged(valued[0].value if valued else None, standing)
    text = _one_text(valued, known, DEEPEST) if valued[0].part in TEXTS else None
    return Merged(text, standing, candidates=() if text is not None else valued)


def seen(ops: Iterable[Op], op_ids: Iterable[str]) -> list[Op]:
    """The operations that somebody has seen who saw these: they themselves and whatever they name."""
    known = {op.op_id: op for op in ops}
    return [known[op_id] for op_id in _seen(op_ids, known)]


def _seen(op_ids: Iterable[str], known: Mapping[str, Op]) -> set[str]:
    reached: set[str] = set()
    waiting = [op_id for op_id in op_ids if op_id in known]
    while waiting:
        op_id = waiting.pop()
        if op_id not in reached:
            reached.add(op_id)
            waiting.extend(base for base in known[op_id].bases if base in known)
    return reached


def _one_text(ends: Sequence[Op], known: Mapping[str, Op], depth: int) -> str | None:
    """The text that these operations, of which none saw another, come to; None where a person must choose."""
    if len(ends) > MOST_TEXTS or not depth:
        return None
    text: str | None = str(ends[0].value)
    so_far = _seen([ends[0].op_id], known)
    for op in ends[1:]:
        reached = _seen([op.op_id], known)
        base = _base_of(so_far & reached, known, depth - 1)
        text = three_way(base, text, str(op.value)) if base is not None and text is not None else None
        so_far |= reached
    return text if text is not None and len(text) <= LONGEST_TEXT else None


def _base_of(common: set[str], known: Mapping[str, Op], depth: int) -> str | None:
    """The text from which two authors began who had both seen these operations; None if there is no saying."""
    named = {base for op_id in common for base in known[op_id].bases}
    last = sorted((known[op_id] for op_id in common - named), key=_by_counter)
    if common and not last:
        return None
    texts = [op for op in last if not op.blank]
    if len({canonical(op.value) for op in texts}) > 1:
        return _one_text(texts, known, depth)
    return str(texts[0].value) if texts else ""


def _content(op: Op) -> tuple[object, ...]:
    return (
        op.op_id,
        op.part,
        op.repeat,
        canonical(op.value),
        op.cleared,
        sorted(set(op.bases)),
        op.device,
        op.counter,
        op.by,
    )


def _by_counter(op: Op) -> tuple[int, str]:
    return op.counter, op.op_id


def _starts(known: Mapping[str, Op], names: Mapping[str, list[str]]) -> list[str]:
    """One operation of each end: a head, or any member of a circle that nothing outside names.

    Searching from every counting operation not yet reached, each end holds the start of a search. Read backwards, a
    start that no later search reaches is such an end, because whoever reaches it was searched with it or after it.
    """
    reached: set[str] = set()
    searched = [op_id for op_id, op in known.items() if op.counts and _walk(op_id, names, reached)]
    reached.clear()
    return [op_id for op_id in reversed(searched) if _walk(op_id, names, reached)]


def _walk(start: str, links: Mapping[str, list[str]], reached: set[str]) -> bool:
    """Add to reached whatever the links lead to from start; False if start had been reached before."""
    if start in reached:
        return False
    waiting = [start]
    while waiting:
        op_id = waiting.pop()
        if op_id not in reached:
            reached.add(op_id)
            waiting.extend(links[op_id])
    return True
