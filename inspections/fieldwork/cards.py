"""What the tablet's page shows of an item, in words and addresses; it decides nothing and reads no table."""

from collections.abc import Mapping
from typing import Any

from inspections.evidence.rules import forbidden
from inspections.fieldwork import rules
from inspections.fieldwork.queries import ItemRow
from inspections.fieldwork.readers import Reader
from inspections.fieldwork.sides import own_side, read_side
from inspections.fieldwork.words import text_of
from inspections.secrecy import PHOTO_CONFIRMATION
from models.checklists import Answer

Show = dict[str, Any]


def card(row: ItemRow, reader: Reader, typed: Mapping[str, str] | None = None) -> Show:
    """One item's card. ``typed`` is what a refused form held, shown again instead of what is stored."""
    item = row.item
    writes = reader.may_answer(item)
    sides = sorted(row.sides, key=lambda agency: agency != reader.agency)
    foreign = sides and sides[0] != reader.agency
    return {
        "ref": item.ref,
        "visit": item.visit.ref,
        "code": item.code,
        "question": row.spec["question"],
        "severity": row.spec["severity"],
        "agency": reader.names.get(sides[0], sides[0]) if foreign else None,
        "police": bool(foreign and sides[0] == "POLICE"),
        "own": reader.names.get(item.owner or "") if item.audience == "own" else None,
        "deferred": item.deferred,
        "hidden": not item.active,
        "sides": [
            own_side(row, reader, typed or {}) if agency == reader.agency and writes else read_side(row, agency, reader)
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
