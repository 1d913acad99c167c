"""Marks the items left of a section as passed in one tap, and takes exactly that back."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from inspections.errors import RuleBroken
from inspections.fieldwork import actions, queries
from inspections.fieldwork.merge import heads
from models.base import new_ref
from models.checklists import Operation, VisitItem
from models.inspections import Visit

DEVICE = "rest:"
"""Operations of one tap carry this and a common reference as their device, so that the tap can be undone."""
NOTHING_LEFT = "Phần này không còn nội dung nào có thể ghi Đạt bằng một lần bấm."
SIGNED_OFF = "Cơ quan anh, chị đã xác nhận hoàn thành phần kiểm tra; cần mở lại trước khi sửa."


def left(session: Session, visit: Visit, section: str, agency: str) -> list[VisitItem]:
    """The items of a section that one tap may pass: unchecked, the agency's, and needing no number or sample."""
    return [
        row.item
        for row in queries.item_rows(session, visit, section)
        if agency in row.sides and row.state(agency) == "unchecked" and not row.item.deferred and queries.is_tick(row)
    ]


def pass_rest(session: Session, visit: Visit, section: str, by: Any) -> tuple[str, int]:
    """Passes what is left; returns the tap's reference for the undo and how many items it passed.

    Raises RuleBroken when nothing is left that one tap may pass, or the agency has signed its part off.
    """
    _refuse_signed_off(session, visit, by)
    items = left(session, visit, section, by.agency_code)
    if not items:
        raise RuleBroken(NOTHING_LEFT)
    tap = new_ref()
    for item in sorted(items, key=lambda item: item.id):  # items are held in the order of their keys, everywhere
        actions.write(session, item, by, [actions.Write(f"{tap}-{item.ref}", "result", "pass", device=DEVICE + tap)])
    return tap, len(items)


def undo(session: Session, visit: Visit, by: Any, tap: str) -> int:
    """Clears what a tap of this person passed, except where somebody has written since; returns how many items.

    Raises RuleBroken when nothing of the tap is left to undo, or the agency has signed its part off.
    """
    _refuse_signed_off(session, visit, by)
    undone = 0
    for operation in _of_tap(session, visit, by, tap):
        item = operation.visit_item
        rows = [row for row in queries.operations(session, item, by.agency_code) if row.part == "result"]
        if [head.op_id for head in heads(queries.as_op(row) for row in rows)] == [operation.op_id]:
            clearing = actions.Write(f"undo-{operation.op_id}", "result", None, (operation.op_id,))
            undone += len(actions.write(session, item, by, [clearing]))
    if not undone:
        raise RuleBroken("Không còn gì để hoàn tác: các nội dung này đã được ghi lại sau đó.")
    return undone


def _refuse_signed_off(session: Session, visit: Visit, by: Any) -> None:
    part = queries.part_of(session, visit.id, by.agency_code)
    if part is not None and part.state == "signed_off":
        raise RuleBroken(SIGNED_OFF)


def _of_tap(session: Session, visit: Visit, by: Any, tap: str) -> Sequence[Operation]:
    return session.scalars(
        sa.select(Operation)
        .join(VisitItem, Operation.visit_item_id == VisitItem.id)
        .options(contains_eager(Operation.visit_item))
        .where(VisitItem.visit_id == visit.id, Operation.device == DEVICE + tap, Operation.by_id == by.id)
        .order_by(VisitItem.id)
    ).all()
