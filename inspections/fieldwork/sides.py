"""One agency's side of an item's card: what may be typed, what is saved, what is read; it decides nothing."""

from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any

from inspections.fieldwork import entries, rules
from inspections.fieldwork.disputes import conflicts, disputed
from inspections.fieldwork.faces import Figure, face, limit_hint
from inspections.fieldwork.item_types import ITEM_TYPES, percent_passed
from inspections.fieldwork.listing import listing
from inspections.fieldwork.queries import ItemRow
from inspections.fieldwork.readers import Reader
from inspections.fieldwork.words import text_of
from inspections.vietnamese import format_decimal

Show = dict[str, Any]


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
        "inputs": _inputs(row, reader, key, typed, hidden),
        "note": None if "note" in hidden else _note(row, reader, key, typed),
        "conflicts": found,
        "saved": saved(row, reader.agency, reader.clock),
    }


def _inputs(row: ItemRow, reader: Reader, key: str, typed: Mapping[str, str], hidden: set[str]) -> list[Show]:
    values, look = _values(row, reader.agency, "answer"), face(row.spec)
    found = [_figure(row, figure, values, key, typed, reader) for figure in look.figures]
    result = {
        "part": "result",
        "type": "pass_fail",
        "id": f"result-{key}",
        "label": "Kết quả",
        "options": look.options,
        "value": typed.get("result", values.get("result") or ""),
        "reason": typed.get("reason", values.get("reason") or ""),
    }
    return [one for one in [*found, result] if one["part"] not in hidden]


def _figure(
    row: ItemRow, figure: Figure, values: Mapping[str, Any], key: str, typed: Mapping[str, str], reader: Reader
) -> Show:
    part, value = figure.part, values.get(figure.part)
    boxes = ITEM_TYPES[figure.kind].typed(value, part)
    if typed:
        boxes |= {name: text for name, text in typed.items() if name.startswith(part)}
    shown = {
        "part": part,
        "type": figure.kind,
        "id": f"{part}-{key}",
        "label": figure.label,
        "unit": figure.unit,
        "hint": limit_hint(row.spec, figure, reader.standard()) if figure.limited else figure.hint,
        "value": {box: boxes.get(f"{part}-{box}", "") for box in figure.boxes} or boxes.get(part, ""),
    }
    return shown | listing(row, values, typed, reader) if figure.kind == "sample" else shown


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
    computed = state not in {"unchecked", "conflict"} and state not in face(row.spec).offered
    return {
        "look": "saved" if latest else "none",
        "text": f"Đã lưu trên máy chủ {clock(latest.updated_at)}" if latest else "",
        "state": "conflict" if conflict else state if computed or state == "unchecked" else None,
        "remark": _remark(row, agency),
        "review_url": review_url if conflict else None,
        "review": "Xem hai kết quả",
        "overrule": False,
        "bases": _bases(row, agency),
    }


def _bases(row: ItemRow, agency: str) -> list[Show]:
    """A part in conflict has none, nor have the counts of a sample that is listed one by one."""
    heads: dict[str, list[str]] = {}
    for kind in ("answer", "note"):
        if answer := row.answers.get((agency, kind)):
            heads |= answer.heads
    look, values = face(row.spec), _values(row, agency, "answer")
    hidden = set(disputed(row, agency)) | ({look.sample} if entries.VALUES in values else set())
    bases = [{"name": name, "value": ",".join(heads.get(part, ()))} for part, name in look.heads if part not in hidden]
    bases += [
        {"name": f"bases.{entries.PART}.{one['key']}", "value": ",".join(heads[entries.slot(entries.PART, one["key"])])}
        for one in values.get(entries.VALUES, ())
    ]
    return [*bases, {"name": "op_id", "value": token_hex(10)}]


def _remark(row: ItemRow, agency: str) -> str | None:
    part = face(row.spec).percent
    percent = percent_passed(_values(row, agency, "answer").get(part)) if part else None
    return f"Tỷ lệ đạt {format_decimal(round(percent, 1))} %" if percent is not None else None


def read_side(row: ItemRow, agency: str, reader: Reader) -> Show:
    """A side that the reader sees and does not write."""
    answer = row.answers.get((agency, "answer"))
    values = answer.values if answer else {}
    note = _values(row, agency, "note").get("note")
    facts = [
        {"label": figure.label, "text": text_of(row.spec, figure.part, values[figure.part])}
        for figure in face(row.spec).figures
        if figure.part in values
    ]
    if values.get("reason"):
        facts.append({"label": "Lý do", "text": values["reason"]})
    author = answer.updated_by if answer else None
    return {
        "url": None,
        "label": reader.names.get(agency, agency),
        "state": answer.state if answer else "unchecked",
        "facts": facts,
        "entries": entries.lines(values),
        "by": f"{author.name} · {reader.clock(answer.updated_at)}" if answer and author else None,
        "note": {"text": note} if note else None,
        "conflicts": conflicts(row, agency, key_of(row.item, agency), reader, None),
    }
