"""What a card shows of an item whoever answers it: labels, hints, choices; made once for a frozen item and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from inspections.checklists.queries import FrozenItem
from inspections.fieldwork import entries, rules
from inspections.fieldwork.item_types import COUNT_LABELS, ITEM_TYPES, RATIO_LABELS, REASON, RESULTS, number_label
from inspections.vietnamese import format_decimal

Spec = Mapping[str, Any]
BOXES = {"ratio": tuple(RATIO_LABELS), "sample": (*COUNT_LABELS, REASON)}
LIMITS = {"at_most": "không quá {}", "at_least": "ít nhất {}", "value_is": "đạt khi bằng {}"}
"""How the limit of a number is said, by the rule that compares with it."""


@dataclass(frozen=True)
class Figure:
    """One typed part of an item: what its inputs say before anything is typed. ``boxes`` are their endings."""

    part: str
    spec: Spec
    kind: str
    label: str
    unit: str | None
    hint: str | None
    boxes: tuple[str, ...]
    limited: bool


@dataclass(frozen=True)
class Face:
    """``heads`` are all parts that a person may type, each with the name of its base.

    ``sample`` is the part that may be listed one by one, ``one`` what one of it is called; ``percent`` is the sample
    whose share is shown.
    """

    figures: tuple[Figure, ...]
    options: tuple[tuple[str, str], ...]
    offered: frozenset[str]
    sample: str | None
    one: str
    percent: str | None
    heads: tuple[tuple[str, str], ...]


def face(item: Spec) -> Face:
    """The face of an item; that of a frozen one is kept."""
    return _kept(item) if isinstance(item, FrozenItem) else _made(item)


@lru_cache(maxsize=4096)
def _kept(item: FrozenItem) -> Face:
    return _made(item)


def _made(item: Spec) -> Face:
    typed = rules.answer_parts(item)
    figures = tuple(_figure(item, place, part, spec) for place, (part, spec) in enumerate(typed))
    sample = rules.sample_part(item)
    offered = rules.offered_results(item)
    parts = ("result", "reason", *[part for part, _spec in typed], "note")
    return Face(
        figures=figures,
        options=tuple((value, RESULTS[value]) for value in offered),
        offered=frozenset(offered),
        sample=sample[0] if sample else None,
        one=entries.one(sample[1]) if sample else "",
        percent=next((part for part, spec in typed if spec.get("as_percent")), None),
        heads=tuple((part, f"bases.{part}") for part in parts),
    )


def _figure(item: Spec, place: int, part: str, spec: Spec) -> Figure:
    kind = spec["type"]
    label = number_label(spec) if kind == "number" else ITEM_TYPES[kind].label
    return Figure(
        part=part,
        spec=spec,
        kind=kind,
        label=label,
        unit=None if "thang" in label else spec.get("unit"),
        hint=_least(spec),
        boxes=BOXES.get(kind, ()),
        limited=kind == "number" and place == 0 and isinstance(item["pass_if"], dict),
    )


def _least(spec: Spec) -> str | None:
    """How many a sample should hold, in words."""
    least, most, unit = spec.get("minimum"), spec.get("maximum"), spec.get("unit", "")
    if least == "all":
        return "xem tất cả"
    if least is None:
        return None
    return f"{least} đến {most} {unit}".strip() if most else f"ít nhất {least} {unit}".strip()


def limit_hint(item: Spec, figure: Figure, standard: Mapping[str, Any]) -> str | None:
    """The limit of a number in words, "không quá 24 giờ"; ``standard`` is the service standard of the visit's day."""
    limit = rules.limit_of(item, standard)
    if not figure.limited or limit is None:
        return figure.hint
    words = LIMITS[next(iter(item["pass_if"]))].format(format_decimal(limit))
    return f"{words}{figure.unit}" if figure.unit == "%" else f"{words} {figure.unit or ''}".strip()
