"""Decides an item's state, what is missing before sign-off and which items are shown; it knows no table and no merge.

An item is the dict of its frozen checklist. Values are {"result": …, "reason": …, "answer1": …} as in item_types.py.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from operator import eq, ge, le
from typing import Any

from inspections.fieldwork import entries
from inspections.fieldwork.item_types import ITEM_TYPES, REASON, RESULTS, number_label, percent_passed

Item = Mapping[str, Any]
Spec = Mapping[str, Any]
Values = Mapping[str, Any]

KIND_OF_PART = {
    "result": "answer",
    "reason": "answer",
    "answer1": "answer",
    "answer2": "answer",
    entries.PART: "answer",
    "note": "note",
    "conclusion": "conclusion",
}
PARTS = tuple(KIND_OF_PART)

STATES = RESULTS | {
    "unchecked": "Chưa kiểm tra",
    "recorded": "Đã ghi nhận",
    "conflict": "Hai kết quả khác nhau",
}
EXCEPTIONS = ("not_produced", "not_applicable", "not_checked")
FAILING_STATES = frozenset({"fail", "not_produced"})
DONE_STATES = frozenset(RESULTS) | {"recorded"}

REST_NOT_YET_DUE = "or the rest not yet due"


def offered_results(item: Item) -> list[str]:
    """The results the team may choose: all five where it judges, the three exceptions where the figures decide."""
    rule, wanted = _pass_if(item)
    return list(RESULTS) if rule == "judged" or wanted == REST_NOT_YET_DUE else list(EXCEPTIONS)


def answer_parts(item: Item) -> list[tuple[str, Spec]]:
    """The parts that hold typed answers with their specs, in order; a pass_fail is the part "result" and not here."""
    specs = enumerate(item["answers"], start=1)
    return [(f"answer{number}", spec) for number, spec in specs if spec["type"] != "pass_fail"]


def spec_of(item: Item, part: str) -> Spec | None:
    """The spec of a typed part; that of an entry is the sample's, as something of another type."""
    if part == entries.PART:
        found = sample_part(item)
        return found and {**found[1], "type": entries.PART}
    return dict(answer_parts(item)).get(part)


def sample_part(item: Item) -> tuple[str, Spec] | None:
    """The part that holds a sample, with its spec: what may be listed one by one."""
    return next(((part, spec) for part, spec in answer_parts(item) if spec["type"] == "sample"), None)


def fits(item: Item, part: str, value: Any) -> bool:
    """Whether a received value is one that this part of the item can hold; another is kept aside for a person."""
    if part == "result":
        return value in offered_results(item)
    if part == "conclusion":
        return (
            isinstance(value, Mapping) and value.get("result") in tuple(DONE_STATES) and _is_text(value.get("reason"))
        )
    if part in ("reason", "note"):
        return _is_text(value)
    spec = spec_of(item, part)
    return spec is not None and ITEM_TYPES[spec["type"]].fits(value, spec)


def verdict(item: Item, values: Values, thresholds: Mapping[str, Any]) -> str:
    """The state of an item that has no conflict: one of STATES.

    thresholds is the service standard in force; a rule names a number in it ("deliveries_per_day.centre"). Where the
    standard has no such number the answer is recorded and not judged. An exception chosen by the team overrides.
    Source: the conventions of the joint KT1 checklists (shares, limits and exceptions).
    """
    result = values.get("result")
    if result in EXCEPTIONS:
        return str(result)
    judged = str(result) if result in offered_results(item) else "unchecked"
    figures = _figures(item, values)
    if figures is None:
        return judged
    rule, wanted = _pass_if(item)
    return _RULES[rule](figures, judged, wanted, thresholds)


def gaps(item: Item, values: Values, note: str | None, state: str) -> list[str]:
    """What is missing in an item in this state before sign-off, as Vietnamese phrases; empty when nothing is."""
    if state == "conflict":
        return ["hai kết quả khác nhau, chưa thống nhất"]
    typed = [(part, spec, values.get(part)) for part, spec in answer_parts(item)]
    if state == "unchecked" and all(value is None for _, _, value in typed):
        return ["chưa kiểm tra"]
    said = bool(note) or any(value for _, spec, value in typed if spec["type"] == "text")
    found = list(_missing_words(values, state, said))
    if state not in EXCEPTIONS:
        listed = list(_missing_in_entries(item, values))
        for _, spec, value in typed:
            found.extend(
                listed if listed and spec["type"] == "sample" else _MISSING[spec["type"]](spec, value, state, said)
            )
    found.extend(_unlike(item, values, state, said))
    return found or (["đã có số liệu nhưng chưa chọn kết quả"] if state == "unchecked" else [])


def numbers(values: Mapping[str, Values], items: Mapping[str, Item]) -> dict[str, Any]:
    """Code → the stored number of each answered item, for shown(), by code; values may hold codes of others."""
    return {
        code: held.get(part)
        for code, held in values.items()
        for part, spec in (answer_parts(items[code]) if code in items else ())
        if spec["type"] == "number"
    }


def shown(items: Iterable[Item], given: Mapping[str, Any]) -> set[str]:
    """The codes of the items whose conditions hold, through chains; given: what numbers() returns.

    A condition on an item that is not among these items hides nothing. Hidden answers are kept and not counted.
    """
    conditions = _conditions(items)
    return {
        code
        for code in conditions
        if all(_above(given.get(on), limit) for _, on, limit in _chain(code, conditions) if on in conditions)
    }


def first_cut(items: Iterable[Item], level: str) -> list[str]:
    """The codes offered for a body of this level (province, commune), in order: not retired, and made for it."""
    return [item["code"] for item in items if not item.get("retired") and level in (item.get("applies_to") or (level,))]


def deferred(item: Item) -> str | None:
    """Why the item cannot be answered during the visit itself: out_of_hours, before_and_after, shift, or None."""
    return item.get("when")


def differs(dic_state: str, police_state: str) -> bool:
    """Whether both agencies have answered an item of both, and not alike: the leader concludes."""
    return {dic_state, police_state} <= DONE_STATES and dic_state != police_state


def _is_text(value: Any) -> bool:
    return ITEM_TYPES["text"].fits(value, {})


def _pass_if(item: Item) -> tuple[str, Any]:
    """The rule by name and what it wants: ("judged", None), ("value_is", 0) …"""
    rule = item["pass_if"]
    return (rule, None) if isinstance(rule, str) else next(iter(rule.items()))


def _figures(item: Item, values: Values) -> Any:
    """The first answer that is no text, once all of these are complete; None before."""
    parts = answer_parts(item)
    counting = [(part, spec) for part, spec in parts if spec["type"] != "text"] or parts
    if not all(ITEM_TYPES[spec["type"]].complete(values.get(part)) for part, spec in counting):
        return None
    return values[counting[0][0]] if counting else None


def limit_of(item: Item, thresholds: Mapping[str, Any]) -> Decimal | None:
    """The number that the rule of an item compares with, None where it has none or the standard does not name it."""
    rule, wanted = _pass_if(item)
    return _limit(wanted, thresholds) if rule in _COMPARING else None


_COMPARING = ("value_is", "at_most", "at_least", "percent_at_least")


def _limit(wanted: Any, thresholds: Mapping[str, Any]) -> Decimal | None:
    """The number a rule compares with: its own, or the one its key names in the standard ("a.b" is b within a)."""
    if not isinstance(wanted, str):
        return Decimal(str(wanted))
    found: Any = thresholds
    for name in wanted.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return None if found is None else Decimal(str(found))


def _compared(holds: Callable[[Any, Any], bool], number: Decimal | None, limit: Decimal | None) -> str:
    if number is None:
        return "unchecked"
    if limit is None:
        return "recorded"
    return "pass" if holds(number, limit) else "fail"


def _all_of_total(ratio: Mapping[str, int], judged: str, wanted: Any) -> str:
    if ratio["part"] == ratio["whole"]:
        return "pass"
    return judged if wanted == REST_NOT_YET_DUE else "fail"


_RULES: dict[str, Callable[[Any, str, Any, Mapping[str, Any]], str]] = {
    "judged": lambda figures, judged, wanted, known: judged,
    "recorded": lambda figures, judged, wanted, known: "recorded",
    "value_is": lambda figures, judged, wanted, known: _compared(eq, Decimal(figures), _limit(wanted, known)),
    "at_most": lambda figures, judged, wanted, known: _compared(le, Decimal(figures), _limit(wanted, known)),
    "at_least": lambda figures, judged, wanted, known: _compared(ge, Decimal(figures), _limit(wanted, known)),
    "percent_at_least": lambda figures, judged, wanted, known: _compared(
        ge, percent_passed(figures), _limit(wanted, known)
    ),
    "all_of_total": lambda figures, judged, wanted, known: _all_of_total(figures, judged, wanted),
}


def _missing_words(values: Values, state: str, said: bool) -> Iterator[str]:
    if state == "not_checked" and not values.get("reason"):
        yield "không kiểm tra nhưng chưa ghi lý do"
    if state in FAILING_STATES and not said:
        yield f"{STATES[state].lower()} nhưng chưa có ghi chú"


def _missing_number(spec: Spec, value: Any, state: str, said: bool) -> Iterator[str]:
    """In an item that failed the number, or the day, may be just what there is not."""
    if value is None and state != "fail":
        yield f"chưa nhập {number_label(spec).lower()}"


def _missing_date(spec: Spec, value: Any, state: str, said: bool) -> Iterator[str]:
    if value is None and state != "fail":
        yield "chưa nhập ngày"


def _missing_ratio(spec: Spec, value: Any, state: str, said: bool) -> Iterator[str]:
    if not ITEM_TYPES["ratio"].complete(value):
        yield "chưa nhập đủ số lượng và tổng số"


def _missing_sample(spec: Spec, value: Any, state: str, said: bool) -> Iterator[str]:
    sample, least = value or {}, spec.get("minimum")
    if not ITEM_TYPES["sample"].complete(value):
        yield "chưa nhập đủ số liệu mẫu (số đã xem, đạt, chưa đạt, loại trừ)"
    elif isinstance(least, int) and sample["seen"] < least and not said:
        yield f"mẫu {sample['seen']}, ít hơn {least}: cần ghi chú lý do (ít hơn thì xem toàn bộ)"
    if sample.get("excluded") and not sample.get(REASON):
        yield f"loại trừ {sample['excluded']} nhưng chưa ghi lý do loại trừ"


def _missing_in_entries(item: Item, values: Values) -> Iterator[str]:
    sample, count = sample_part(item), entries.without_result(values)
    if sample and count:
        yield f"còn {count} {entries.one(sample[1])} chưa có kết quả"


def _missing_text(spec: Spec, value: Any, state: str, said: bool) -> Iterator[str]:
    """A text is never demanded: what must be said can stand in the note."""
    yield from ()


_MISSING: dict[str, Callable[[Spec, Any, str, bool], Iterator[str]]] = {
    "number": _missing_number,
    "date": _missing_date,
    "ratio": _missing_ratio,
    "sample": _missing_sample,
    "text": _missing_text,
}


def _unlike(item: Item, values: Values, state: str, said: bool) -> Iterator[str]:
    """The team says đạt, the figures hold something that is not, and no word explains it."""
    judged = state == "pass" and "pass" in offered_results(item)
    if judged and not said and any(_falls_short(values.get(part)) for part, _ in answer_parts(item)):
        yield "kết quả là đạt nhưng số liệu có phần chưa đạt: cần ghi chú"


def _falls_short(value: Any) -> bool:
    return isinstance(value, Mapping) and (value.get("failed", 0) > 0 or value.get("part", 0) < value.get("whole", 0))


def _conditions(items: Iterable[Item]) -> dict[str, Mapping[str, Any]]:
    """Code → its only_if ({code, above}), empty for an item that is always shown."""
    return {item["code"]: item.get("only_if") or {} for item in items}


def _chain(code: str, conditions: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """(code, the code it depends on, above) from one item upwards; ends where it would go round a second time."""
    passed: set[str] = set()
    while code not in passed and conditions.get(code):
        passed.add(code)
        yield code, conditions[code]["code"], conditions[code]["above"]
        code = conditions[code]["code"]


def _above(number: Any, limit: Any) -> bool:
    return number is not None and Decimal(number) > Decimal(str(limit))
