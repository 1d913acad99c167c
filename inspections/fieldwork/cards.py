"""What the tablet's page shows of an item, in words and addresses; it decides nothing and reads no table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from inspections.evidence.rules import forbidden
from inspections.fieldwork import rules
from inspections.fieldwork.item_types import (
    COUNT_LABELS,
    ITEM_TYPES,
    RATIO_LABELS,
    REASON,
    RESULTS,
    number_label,
    percent_passed,
)
from inspections.fieldwork.merge import canonical
from inspections.fieldwork.queries import ItemRow
from inspections.secrecy import PHOTO_CONFIRMATION
from inspections.vietnamese import format_decimal
from models.checklists import Answer, Operation
from models.inspections import VisitPart

Show = dict[str, Any]
BOXES = {"ratio": tuple(RATIO_LABELS), "sample": (*COUNT_LABELS, REASON)}
PART_LABELS = {"result": "Kết quả", "note": "Ghi chú", "reason": "Lý do", "conclusion": "Kết luận"}


@dataclass(frozen=True)
class Reader:
    """Who looks, and what he may do. ``address``: endpoint, reference → URL; ``part``: his agency's of the visit."""

    agency: str
    names: Mapping[str, str]
    may_answer: Callable[[Any], bool]
    may_conclude: bool
    clock: Callable[[Any], str]
    address: Callable[[str, str], str]
    part: VisitPart | None = None


def card(row: ItemRow, reader: Reader, typed: Mapping[str, str] | None = None) -> Show:
    """One item's card. ``typed`` is what a refused form held, shown again instead of what is stored."""
    item = row.item
    writes = reader.may_answer(item)
    sides = sorted(row.sides, key=lambda agency: agency != reader.agency)
    foreign = sides and sides[0] != reader.agency
    return {
        "ref": item.ref,
        "code": item.code,
        "question": row.spec["question"],
        "severity": row.spec["severity"],
        "agency": reader.names.get(sides[0], sides[0]) if foreign else None,
        "police": bool(foreign and sides[0] == "POLICE"),
        "own": reader.names.get(item.owner or "") if item.audience == "own" else None,
        "deferred": item.deferred,
        "sides": [
            _own_side(row, reader, typed or {})
            if agency == reader.agency and writes
            else _read_side(row, agency, reader)
            for agency in sides
        ],
        "url": reader.address("fieldwork.item", item.ref),
        "photos": [_photo(photo, reader) for photo in row.photos],
        "photo_url": reader.address("evidence.add", item.ref) if writes and not forbidden(row.spec) else None,
        "photo_rule": row.spec.get("photo"),
        "photo_confirmation": PHOTO_CONFIRMATION,
        "photo_error": None,
        "legal_basis": row.spec["grounds"],
        "evidence": row.spec["evidence"],
        "pictures": row.spec.get("pictures", ()),
        "difference": _difference(row, reader),
        "conclusion": _conclusion(row, reader),
    }


def _photo(photo: Any, reader: Reader) -> Show:
    return {
        "ref": photo.ref,
        "url": reader.address("evidence.photo", photo.ref),
        "thumb_url": reader.address("evidence.thumb", photo.ref),
        "caption": photo.caption,
        "own": reader.names.get(photo.owner) if photo.audience == "own" else None,
    }


def _values(row: ItemRow, agency: str, kind: str) -> Mapping[str, Any]:
    answer = row.answers.get((agency, kind))
    return answer.values if answer else {}


def key_of(item: Any, agency: str) -> str:
    """What makes the ids of one agency's side of an item its own in a page."""
    return f"{item.ref}-{agency.lower()}"


def _own_side(row: ItemRow, reader: Reader, typed: Mapping[str, str]) -> Show:
    key = key_of(row.item, reader.agency)
    conflicts = _conflicts(row, reader.agency, key, reader, reader.address("fieldwork.settle", row.item.ref))
    disputed = {conflict["part"] for conflict in conflicts}
    return {
        "key": key,
        "label": reader.names.get(reader.agency, reader.agency),
        "url": reader.address("fieldwork.answer", row.item.ref),
        "inputs": _inputs(row, reader.agency, key, typed, disputed),
        "note": None if "note" in disputed else _note(row, reader, key, typed),
        "conflicts": conflicts,
        "saved": saved(row, reader.agency, reader.clock),
    }


def _inputs(row: ItemRow, agency: str, key: str, typed: Mapping[str, str], disputed: set[str]) -> list[Show]:
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
    return [one for one in [*found, result] if one["part"] not in disputed]


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
        "text": f"Đã lưu {clock(latest.updated_at)}" if latest else "",
        "state": "conflict" if conflict else state if computed or state == "unchecked" else None,
        "remark": _remark(row, agency),
        "review_url": review_url if conflict else None,
        "overrule": False,
        "bases": _bases(row, agency),
    }


def _bases(row: ItemRow, agency: str) -> list[Show]:
    answers = [row.answers[agency, kind] for kind in ("answer", "note") if (agency, kind) in row.answers]
    heads = {part: ids for answer in answers for part, ids in answer.heads.items()}
    disputed = set(_disputed(row, agency))
    parts = ["result", "reason", *[part for part, _ in rules.answer_parts(row.spec)], "note"]
    bases = [(f"bases.{part}", ",".join(heads.get(part, ()))) for part in parts if part not in disputed]
    return [{"name": name, "value": value} for name, value in (*bases, ("op_id", token_hex(10)))]


def _remark(row: ItemRow, agency: str) -> str | None:
    values = _values(row, agency, "answer")
    for part, spec in rules.answer_parts(row.spec):
        percent = percent_passed(values.get(part)) if spec.get("as_percent") else None
        if percent is not None:
            return f"Tỷ lệ đạt {format_decimal(round(percent, 1))} %"
    return None


def _disputed(row: ItemRow, agency: str) -> dict[str, list[Operation]]:
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


def _conflicts(row: ItemRow, agency: str, key: str, reader: Reader, url: str | None) -> list[Show]:
    """What is disputed, as it is settled or shown."""
    return [
        {
            "key": f"{key}-{part}",
            "part": part,
            "part_label": PART_LABELS.get(part) or "Số liệu",
            "url": url,
            "candidates": [_candidate(row, one, reader) for one in candidates],
            "error": None,
            "reason": "",
        }
        for part, candidates in _disputed(row, agency).items()
    ]


def _candidate(row: ItemRow, operation: Operation, reader: Reader) -> Show:
    known = operation.part == "result" and operation.value in RESULTS
    return {
        "op_id": operation.op_id,
        "state": operation.value if known else None,
        "text": None if known else text_of(row.spec, operation.part, operation.value),
        "who": operation.by.name,
        "at": reader.clock(operation.device_at or operation.received_at),
    }


def text_of(spec: Mapping[str, Any], part: str, value: Any) -> str:
    """A value of a part as one line of Vietnamese."""
    if value is None:
        return "Xóa, chưa có kết quả"
    if part == "conclusion":
        return f"{rules.STATES.get(value['result'], value['result'])}: {value['reason']}"
    kind = dict(rules.answer_parts(spec)).get(part) or {"type": "pass_fail" if part == "result" else "text"}
    return ITEM_TYPES[kind["type"]].show(value, kind)


def _read_side(row: ItemRow, agency: str, reader: Reader) -> Show:
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
        "conflicts": _conflicts(row, agency, key_of(row.item, agency), reader, None),
    }


def _difference(row: ItemRow, reader: Reader) -> Show | None:
    states = [row.state(agency) for agency in row.sides]
    if len(states) != 2 or not rules.differs(*states) or _concluded(row):
        return None
    sentence = "; ".join(f"{reader.names.get(a, a)}: {rules.STATES[row.state(a)].lower()}" for a in row.sides)
    url = reader.address("fieldwork.item", row.item.ref) + "#conclude" if reader.may_conclude else None
    return {"text": f"{sentence}.", "url": url}


def _concluded(row: ItemRow) -> Answer | None:
    found = [one for (_, kind), one in row.answers.items() if kind == "conclusion" and one.values.get("conclusion")]
    return found[0] if found else None


def _conclusion(row: ItemRow, reader: Reader) -> Show | None:
    answer = _concluded(row)
    if answer is None:
        return None
    by = f"{answer.updated_by.name} · {reader.clock(answer.updated_at)}" if answer.updated_by else ""
    return {"text": text_of(row.spec, "conclusion", answer.values["conclusion"]), "by": by}
