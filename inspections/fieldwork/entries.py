"""A sample listed one by one, each vehicle, each letter: its entries, and the counts that follow; it knows no table.

An entry is {"name": "65C-123.45", "result": "pass", "note": "…"} under a key that was minted when it was added; what is
empty has no key, and an entry with nothing in it is none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from inspections import device_clock
from inspections.errors import RuleBroken
from inspections.fieldwork.counts import REASON
from inspections.fieldwork.typed import Inputs, text

Spec = Mapping[str, Any]
Entry = Mapping[str, Any]

PART = "entry"
"""The part of an operation that carries an entry; its ``repeat`` is the key."""
VALUES = "entries"
"""Where an answer keeps its entries, in their order, each with its "key"."""
KEY = re.compile(r"[0-9a-f]{16}")
RESULTS = {"pass": "Đạt", "fail": "Chưa đạt", "excluded": "Loại trừ"}
LONGEST = {"name": 120, "note": 300}
LABELS = {"name": "Tên, số hiệu", "note": "Ghi chú"}
BOXES = ("name", "result", "note")


class Written(Protocol):
    """An operation, as far as the order of entries asks for it."""

    @property
    def device_at(self) -> datetime | None: ...
    @property
    def received_at(self) -> datetime: ...
    @property
    def counter(self) -> int: ...
    @property
    def clock_offset(self) -> int | None: ...


def one(spec: Spec) -> str:
    """What one of a sample is called: "xe" of a sample counted in vehicles, "mục" where the checklist has no word."""
    return str(spec.get("unit") or "mục")


def slot(part: str, repeat: str) -> str:
    """What a part is called among the heads of an answer: "entry:<key>" for an entry, else the part."""
    return f"{part}:{repeat}" if repeat else part


def split(name: str) -> tuple[str, str]:
    """The part and the repeat key that ``slot`` made one name of."""
    part, _, repeat = name.partition(":")
    return part, repeat


def read(inputs: Inputs, spec: Spec, part: str) -> dict[str, str] | None:
    """The entry typed in "entry-name", "entry-result", "entry-note"; raises RuleBroken for what is too long."""
    value = {name: text(inputs, f"{part}-{name}", LABELS[name], LONGEST[name]) for name in LONGEST}
    value["result"] = text(inputs, f"{part}-result", "Kết quả")
    if value["result"] not in ("", *RESULTS):
        raise RuleBroken("Lựa chọn này không có trong nội dung kiểm tra.")
    return {name: value[name] for name in BOXES if value[name]} or None


def fill(value: Entry, part: str) -> dict[str, str]:
    """The inverse of read."""
    return {f"{part}-{name}": str(value.get(name, "")) for name in BOXES}


def shaped(value: Any) -> bool:
    """Whether a value has the keys and kinds of an entry."""
    return isinstance(value, dict) and all(name in BOXES and isinstance(said, str) for name, said in value.items())


def write(value: Entry, spec: Spec) -> str:
    """One line: "65C-123.45: chưa đạt (kính sau vỡ)"."""
    name, note = " ".join(value.get("name", "").split()), " ".join(value.get("note", "").split())
    result = RESULTS.get(value.get("result", ""), "chưa có kết quả").lower()
    return f"{name or 'Chưa ghi tên'}: {result}" + (f" ({note})" if note else "")


def in_order(written: Mapping[str, Iterable[Written]]) -> list[str]:
    """The keys in the order in which their entries were added: by the first operation of each, then by the key.

    Nothing that is written or deleted later moves an entry, and the order of arrival does not matter.
    """
    first = {key: min(_when(one) for one in operations) for key, operations in written.items()}
    return sorted(first, key=lambda key: (first[key], key))


def _when(written: Written) -> tuple[float, int]:
    return device_clock.corrected(written).timestamp(), written.counter


def counted(found: Sequence[Entry], disputed: int = 0) -> dict[str, Any]:
    """The counts of a sample as its entries give them; ``disputed`` is how many more nobody agrees about yet.

    While an entry has no result the number that passed is open, and so the sample is not complete.
    """
    results = [entry.get("result", "") for entry in found]
    counts: dict[str, Any] = {"seen": len(found) + disputed}
    if not disputed and all(results):
        counts["passed"] = results.count("pass")
    counts |= {"failed": results.count("fail"), "excluded": results.count("excluded")}
    reasons = [_reason(entry) for entry in found if entry.get("result") == "excluded"]
    return counts | ({REASON: "; ".join(reasons)} if reasons and all(reasons) else {})


def _reason(entry: Entry) -> str:
    name, note = entry.get("name", ""), entry.get("note", "")
    return f"{name}: {note}" if name and note else note


def lines(values: Mapping[str, Any]) -> list[str]:
    """The entries of an answer, each as one line."""
    return [write(one, {}) for one in values.get(VALUES, ())]


def without_result(values: Mapping[str, Any]) -> int:
    """How many entries of an answer have no result yet."""
    return sum(1 for entry in values.get(VALUES, ()) if not entry.get("result"))
