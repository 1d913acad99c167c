"""What an item's card shows of findings: those that rest on it, and where one is noted; it queries nothing."""

from collections.abc import Sequence
from typing import Any

from flask_login import current_user

from inspections.fieldwork import queries
from inspections.fieldwork.readers import Reader
from inspections.findings.rules import FAILING, FINDS_AT, KINDS, concluded
from inspections.permissions import Permission, may


def noted_on(row: queries.ItemRow, reader: Reader, found: Sequence[Any]) -> dict[str, Any]:
    """The findings that rest on an item, and where one is noted unless the reader's agency has one already."""
    item, noted = row.item, any(one.owner == reader.agency for one in found)
    open_here = item.visit.kind != "survey" and item.visit.state in FINDS_AT
    notes = open_here and not noted and may(current_user, Permission.FINDING_NOTE, item)
    return {
        "finding_url": reader.address("findings.note", item.ref) if notes else None,
        "findings": [
            {"url": reader.address("findings.finding", one.ref), "title": f"Xem {KINDS[one.kind].lower()} đã ghi nhận"}
            for one in found
        ],
        "concluded_failed": concluded(row.answers) in FAILING,
    }
