"""What is in conflict in an agency's answers to an item, and how it is settled or shown; it decides nothing."""

from typing import Any

from inspections import device_clock
from inspections.fieldwork.item_types import RESULTS
from inspections.fieldwork.merge import BOTH, TEXTS, canonical
from inspections.fieldwork.queries import ItemRow
from inspections.fieldwork.readers import Reader
from inspections.fieldwork.words import part_label, text_of
from models.checklists import Operation

Show = dict[str, Any]
KEEP_BOTH = {
    "op_id": BOTH,
    "state": None,
    "text": "Giữ cả hai",
    "who": "Các ghi chú nối tiếp nhau, mỗi ghi chú xuống dòng.",
    "at": "",
}
"""The third choice where texts stand against each other."""


def disputed(row: ItemRow, agency: str) -> dict[str, list[Operation]]:
    """The parts of an agency's answers that have different heads, each with its candidates."""
    heads: dict[str, list[str]] = {}
    for (owner, _kind), answer in row.answers.items():
        if answer.state == "conflict" and owner == agency:
            heads |= answer.heads
    found = {
        part: [one for one in row.candidates if one.op_id in ids and one.value is not None]
        for part, ids in heads.items()
    }
    return {part: ops for part, ops in found.items() if len({canonical(one.value) for one in ops}) > 1}


def conflicts(row: ItemRow, agency: str, key: str, reader: Reader, url: str | None) -> list[Show]:
    """What is disputed, as it is settled or shown."""
    return [
        {
            "key": f"{key}-{part}".replace(":", "-"),
            "part": part,
            "part_label": _label(part, candidates),
            "url": url,
            "candidates": [_candidate(row, one, reader) for one in candidates]
            + ([KEEP_BOTH] if part in TEXTS and url else []),
            "error": None,
            "reason": "",
        }
        for part, candidates in disputed(row, agency).items()
    ]


def _label(part: str, candidates: list[Operation]) -> str:
    """What the part is called; an entry by the name that it was given, so that one knows which."""
    names = {one.value.get("name", "") for one in candidates if isinstance(one.value, dict)}
    return f"{part_label(part)} {' / '.join(sorted(filter(None, names)))}".strip() if ":" in part else part_label(part)


def _candidate(row: ItemRow, operation: Operation, reader: Reader) -> Show:
    known = operation.part == "result" and operation.value in RESULTS
    return {
        "op_id": operation.op_id,
        "state": operation.value if known else None,
        "text": None if known else text_of(row.spec, operation.part, operation.value),
        "who": operation.by.name,
        "at": device_clock.said(operation, reader.clock),
    }
