"""Which items of a page depend on a number, and what the page needs to show and hide them by itself; it hides nothing.

The browser decides as ``rules.shown`` does, of what its reader may see. Where that is not enough, because a number
belongs to the other agency alone, the server's word stands: the item is there without a condition, or is not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.fieldwork import rules
from inspections.fieldwork.queries import ItemRow, version_of
from inspections.vietnamese import format_decimal
from models.checklists import Answer, VisitItem
from models.inspections import Visit

_CONTROLLERS = (
    sa.select(VisitItem.ref, VisitItem.code, Answer.owner, Answer.values)
    .outerjoin(Answer, sa.and_(Answer.visit_item_id == VisitItem.id, Answer.kind == "answer"))
    .where(VisitItem.visit_id == sa.bindparam("visit"), VisitItem.code.in_(sa.bindparam("codes", expanding=True)))
    .order_by(VisitItem.position, Answer.owner)
)


@dataclass
class Conditions:
    """``links``: (code, the code it depends on, above) of every item that counts; ``numbers``: code → where its number
    is typed and what it is; ``open``: the codes of the page's items that the browser shows and hides."""

    links: list[tuple[str, str, str]] = field(default_factory=list)
    numbers: dict[str, dict[str, str]] = field(default_factory=dict)
    open: frozenset[str] = frozenset()


def conditional(
    session: Session, visit: Visit, rows: Sequence[ItemRow], agency: str
) -> tuple[list[ItemRow], Conditions]:
    """The rows that the page holds, hidden ones too, and their conditions; one query, none where nothing depends."""
    if not any(row.spec.get("only_if") for row in rows):
        return [row for row in rows if row.item.active], Conditions()
    specs: dict[str, Any] = {code: spec for row in rows for code, spec in version_of(session, row.item).items.items()}
    above = {code for row in rows for code in _above(row.item.code, specs)}
    found: dict[str, dict[str, str]] = {}
    values: dict[str, Any] = {}
    for ref, code, owner, held in session.execute(_CONTROLLERS, {"visit": visit.id, "codes": sorted(above)}):
        found[code] = {"item": ref, "part": _part(specs[code]), "number": ""}
        if held is not None and (owner == agency or code not in values):
            values[code] = held
    given = rules.numbers(values, specs)
    for code, number in given.items():
        found[code]["number"] = format_decimal(Decimal(number)) if number is not None else ""
    chosen = {row.item.code: row.spec for row in rows} | {code: specs[code] for code in found}
    return _agreed(rows, chosen, given, found)


def _agreed(rows: Sequence[ItemRow], chosen: Any, given: Any, found: Any) -> tuple[list[ItemRow], Conditions]:
    """Leaves to the browser what it would decide as the server did."""
    shown = rules.shown(chosen.values(), given)
    alike = {row.item.code for row in rows if (row.item.code in shown) == row.item.active}
    conditions = {code: spec["only_if"] for code, spec in chosen.items() if spec.get("only_if")}
    known = {code: one for code, one in conditions.items() if one["code"] in chosen}
    made = Conditions(
        links=[(code, one["code"], format_decimal(Decimal(str(one["above"])))) for code, one in known.items()],
        numbers=found,
        open=frozenset(alike & set(known)),
    )
    return [row for row in rows if row.item.active or row.item.code in made.open], made


def _above(code: str, specs: Any) -> list[str]:
    """The codes that an item depends on, through chains."""
    codes: list[str] = []
    while (condition := specs[code].get("only_if")) and condition["code"] not in codes:
        code = condition["code"]
        codes.append(code)
    return codes


def _part(spec: Any) -> str:
    """Where the number of an item is typed; the last of several counts, as for ``rules.numbers``."""
    return [part for part, one in rules.answer_parts(spec) if one["type"] == "number"][-1]
