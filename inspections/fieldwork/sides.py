"""One agency's side of an item's card: what may be typed, what is saved, what is read; it decides nothing."""

from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any

from inspections.fieldwork import rules
from inspections.fieldwork.disputes import conflicts, disputed
from inspections.fieldwork.item_types import (
    COUNT_LABELS,
    ITEM_TYPES,
    RATIO_LABELS,
    REASON,
    RESULTS,
    number_label,
    percent_passed,
)
from inspections.fieldwork.queries import ItemRow
from inspections.fieldwork.readers import Reader
from inspections.fieldwork.words import text_of
from inspections.vietnamese import format_decimal

Show = dict[str, Any]
BOXES = {"ratio": tuple(RATIO_LABELS), "sample": (*COUNT_LABELS, REASON)}


def _values(row: ItemRow, agency: str, kind: str) -> Mapping[str, Any]:
    answer = row.answers.get((agency, kind))
    return answer.values if answer else {}


def key_of(item: Any, agency: str) -> str:
    """What makes the ids of one agency's side of an item its own in a page."""
    return f"{item.ref}-{agency.lower()}"


def own_side(row: ItemRow, reader: Reader, typed: Mapping[str, str]) -> Show:
    """The reader's own side: what may be typed, what is disputed, what is saved."""
    key = key_of(row.item, reader.agency)
    found = conflicts(row, reader.agency, key, reader, reader.address("fieldwork.settle", row.item.ref))
    hidden = {conflict["part"] for conflict in found}
    return {
        "key": key,
        "label": reader.names.get(reader.agency, reader.agency),
        "url": reader.address("fieldwork.answer", row.item.ref),
        "inputs": _inputs(row, reader.agency, key, typed, hidden),
        "note": None if "note" in hidden else _note(row, reader, key, typed),
        "conflicts": found,
        "saved": saved(row, reader.agency, reader.clock),
    }


def _inputs(row: ItemRow, agency: str, key: str, typed: Mapping[str, str], hidden: set[str]) -> list[Show]:
    values = _values(row, agency, "answer")
    found = [_figure(part, spec, values.get(part), key, typed) for part, spec in rules.answer_parts(row.spec)]
    result = {
        "part": "result",
        "type": "pass_fail",
        "id": f"result-{key}",
        "label": "Kết quả",
        "options": tuple((value, RESULTS[value]) for value in rules.offered_results(row.spec)),
        "value": typed.get("result", values.get("result") or ""),
        "reason": typed.get("reason", values.get("reason") or ""),
    }
    return [one for one in [*found, result] if one["part"] not in hidden]


def _figure(part: str, spec: Mapping[str, Any], value: Any, key: str, typed: Mapping[str, str]) -> Show:
    kind = spec["type"]
    boxes = ITEM_TYPES[kind].typed(value, part) | {name: text for name, text in typed.items() if name.startswith(part)}
    several = {box: boxes.get(f"{part}-{box}", "") for box in BOXES.get(kind, ())}
    return {
        "part": part,
        "type": kind,
        "id": f"{part}-{key}",
        "label": number_label(spec) if kind == "number" else ITEM_TYPES[kind].label,
        "unit": spec.get("unit"),
        "hint": _least(spec),
        "value": several or boxes.get(part, ""),
    }


def _least(spec: Mapping[str, Any]) -> str | None:
    """How many a sample should hold, in words."""
    least, most, unit = spec.get("minimum"), spec.get("maximum"), spec.get("unit", "")
    if least == "all":
        return "xem tất cả"
    if least is None:
        return None
    return f"{least} đến {most} {unit}".strip() if most else f"ít nhất {least} {unit}".strip()


def _note(row: ItemRow, reader: Reader, key: str, typed: Mapping[str, str]) -> Show:
    note = row.answers.get((reader.agency, "note"))
    own = note is not None and note.audience == "own"
    return {
        "part": "note",
        "id": f"note-{key}",
        "text": typed.get("note", (note.values.get("note") or "") if note else ""),
        "failed": row.state(reader.agency) in rules.FAILING_STATES,
        "own": reader.names.get(reader.agency) if own else None,
    }


def saved(row: ItemRow, agency: str, clock: Callable[[Any], str], review_url: str | None = None) -> Show:
    """What the server has of the agency's side, with the bases of the next change.

    A part in conflict has no base: what its input still shows is no choice between the two. ``review_url`` leads to
    the conflict, where the card around this may not show it yet.
    """
    answers = [row.answers.get((agency, kind)) for kind in ("answer", "note")]
    written = [answer for answer in answers if answer is not None and answer.version]
    latest = max(written, key=lambda answer: answer.updated_at, default=None)
    conflict = any(answer.state == "conflict" for answer in written)
    state = row.state(agency)
    computed = state not in {"unchecked", "conflict"} and state not in rules.offered_results(row.spec)
    return {
        "look": "saved" if latest else "none",
        "text": f"Đã lưu trên máy chủ {clock(latest.updated_at)}" if latest else "",
        "state": "conflict" if conflict else state if computed or state == "unchecked" else None,
        "remark": _remark(row, agency),
        "review_url": review_url if conflict else None,
        "overrule": False,
        "bases": _bases(row, agency),
    }


def _bases(row: ItemRow, agency: str) -> list[Show]:
    answers = [row.answers[agency, kind] for kind in ("answer", "note") if (agency, kind) in row.answers]
    heads = {part: ids for answer in answers for part, ids in answer.heads.items()}
    hidden = set(disputed(row, agency))
    parts = ["result", "reason", *[part for part, _ in rules.answer_parts(row.spec)], "note"]
    bases = [(f"bases.{part}", ",".join(heads.get(part, ()))) for part in parts if part not in hidden]
    return [{"name": name, "value": value} for name, value in (*bases, ("op_id", token_hex(10)))]


def _remark(row: ItemRow, agency: str) -> str | None:
    values = _values(row, agency, "answer")
    for part, spec in rules.answer_parts(row.spec):
        percent = percent_passed(values.get(part)) if spec.get("as_percent") else None
        if percent is not None:
            return f"Tỷ lệ đạt {format_decimal(round(percent, 1))} %"
    return None


def read_side(row: ItemRow, agency: str, reader: Reader) -> Show:
    """A side that the reader sees and does not write."""
    answer = row.answers.get((agency, "answer"))
    values = answer.values if answer else {}
    note = _values(row, agency, "note").get("note")
    facts = [
        {"label": _figure(part, spec, None, "", {})["label"], "text": text_of(row.spec, part, values[part])}
        for part, spec in rules.answer_parts(row.spec)
        if part in values
    ]
    if values.get("reason"):
        facts.append({"label": "Lý do", "text": values["reason"]})
    author = answer.updated_by if answer else None
    return {
        "url": None,
        "label": reader.names.get(agency, agency),
        "state": answer.state if answer else "unchecked",
        "facts": facts,
        "by": f"{author.name} · {reader.clock(answer.updated_at)}" if answer and author else None,
        "note": {"text": note} if note else None,
        "conflicts": conflicts(row, agency, key_of(row.item, agency), reader, None),
    }
