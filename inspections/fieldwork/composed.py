"""What an answer holds when all its parts are put together: values, heads, conflict; it knows no table.

Each part is merged by itself, each entry of a sample under its key. As soon as there is an entry, the counts of the
sample are those of the entries; what had been typed as counts counts again when the last entry is gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inspections.fieldwork import entries, rules
from inspections.fieldwork.merge import Merged, Op, merged


@dataclass(frozen=True)
class Composed:
    """``values`` is part → value, ``heads`` part (or "entry:<key>") → op_ids: the bases of the next change."""

    values: dict[str, Any]
    heads: dict[str, list[str]]
    conflict: bool


def compose(item: rules.Item, ops: Iterable[Op]) -> Composed:
    """The answer that the operations of one kind give; a function of their set alone."""
    by_slot: dict[str, list[Op]] = defaultdict(list)
    for op in ops:
        by_slot[entries.slot(op.part, op.repeat)].append(op)
    found = {name: merged(same) for name, same in sorted(by_slot.items())}
    values = {name: one.value for name, one in found.items() if one.value is not None and not entries.split(name)[1]}
    return Composed(
        values=values | _listed(item, by_slot, found),
        heads={name: [head.op_id for head in one.heads] for name, one in found.items() if one.heads},
        conflict=any(one.conflict for one in found.values()),
    )


def _listed(item: rules.Item, by_slot: Mapping[str, list[Op]], found: Mapping[str, Merged]) -> dict[str, Any]:
    """The entries in their order and the counts that follow, nothing where nothing is listed."""
    written = {name: ops for name, ops in by_slot.items() if entries.split(name)[1]}
    standing = [name for name in entries.in_order(written) if found[name].value is not None]
    disputed = sum(1 for name in written if found[name].conflict)
    sample = rules.sample_part(item)
    if sample is None or not (standing or disputed):
        return {}
    listed: list[dict[str, Any]] = [{"key": entries.split(name)[1], **_value(found[name])} for name in standing]
    return {sample[0]: entries.counted(listed, disputed), entries.VALUES: listed}


def _value(one: Merged) -> dict[str, str]:
    return dict(one.value) if isinstance(one.value, dict) else {}
