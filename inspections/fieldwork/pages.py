"""Gathers what the tablet's page shows: a section, one item; it reads through queries and writes nothing."""

import re
from typing import Any

from flask import current_app, request, url_for
from flask_login import current_user

from inspections import device_clock
from inspections.comments import queries as talk
from inspections.directory import queries as directory
from inspections.fieldwork import cards, queries, sides
from inspections.fieldwork.bar import bar_of, current_section, link
from inspections.fieldwork.conditions import Conditions, conditional
from inspections.fieldwork.earlier import earlier
from inspections.fieldwork.forms import AnswerForm, ConcludeForm
from inspections.fieldwork.listing import ONE_MORE, deleted
from inspections.fieldwork.noted import earlier_on, noted_on, self_checked_on
from inspections.fieldwork.readers import Reader, clock, is_open, reader_of, section_url
from inspections.fieldwork.slots import Slot
from inspections.fieldwork.typing_in import observing
from inspections.fieldwork.words import author, part_label, text_of
from inspections.findings import queries as findings
from inspections.inquiries import queries as inquiries
from inspections.permissions import Permission, may
from inspections.vietnamese import format_instant
from models.base import db, new_ref
from models.checklists import VisitItem
from models.inspections import Visit

LOCKED = {"look": "locked", "text": "Phần này đã xác nhận hoàn thành; lần ghi được giữ trong lịch sử."}
"""What an answer that came after the sign-off is told."""
ASIDE = {
    "look": "wrong",
    "text": "Lựa chọn này không có trong mẫu phiếu; lần ghi được giữ riêng để người phụ trách xem.",
}
"""What the author of a value that is no option of its item is told, until he writes again."""


def section_page(visit: Visit) -> dict[str, Any]:
    """What templates/fieldwork/section.html needs."""
    session = db.session()
    reader = reader_of(visit)
    sections = queries.sections(session, visit)
    current = current_section(sections, reader.agency)
    rows = queries.page_rows(session, visit, current.code) if current else []
    rows, conditions = conditional(session, visit, rows, reader.agency)
    typed_in, section = observing(visit), _section(visit, sections, current, rows, reader)
    if typed_in and typed_in["active"]:
        section["rest_url"] = None  # one tap for the rest is no result that somebody wrote on paper
    return {
        "visit": visit,
        "bar": bar_of(visit, reader, sections, current),
        "items": _cards(visit, rows, reader, conditions),
        "conditions": conditions,
        "section": section,
        "observing": typed_in,
    }


def _cards(visit: Visit, rows: Any, reader: Reader, conditions: Conditions) -> list[dict[str, Any]]:
    """The cards of a section with what is noted and what earlier visits say, each read once for all of them."""
    session = db.session()
    found = findings.of_items(session, [row.item.id for row in rows])
    codes = [row.item.code for row in rows]
    before = earlier(session, visit, codes, reader.agency) if rows else {}
    said = inquiries.answered_lines(session, visit, codes) if rows else {}
    links = {code: {"code": on, "above": above} for code, on, above in conditions.links if code in conditions.open}
    return [
        cards.card(row, reader)
        | noted_on(row, reader, found.get(row.item.id, ()))
        | earlier_on(before.get(row.item.code), reader)
        | self_checked_on(said.get(row.item.code))
        | {"condition": links.get(row.item.code)}
        for row in rows
    ]


def _section(visit: Visit, sections: Any, current: Any, rows: Any, reader: Reader) -> dict[str, Any]:
    place = sections.index(current) if current else 0
    around = [sections[i] if 0 <= i < len(sections) else None for i in (place - 1, place + 1)]
    links = [link(visit, section, False, reader.agency) if section else None for section in around]
    gaps = [(row, reason) for row in rows for reason in queries.missing(row, reader.agency)]
    open_rows = [row for row in rows if row.item.active and reader.agency in row.sides]
    open_rows = [row for row in open_rows if row.state(reader.agency) == "unchecked"]
    rest = bool(current) and any(reader.may_answer(row.item) and queries.is_tick(row) for row in open_rows)
    return {
        "code": current.code if current else None,
        "title": current.title if current else "Chưa chọn nội dung kiểm tra",
        "gaps": [
            {"url": f"#item-{row.item.ref}", "code": row.item.code, "question": row.spec["question"], "reason": reason}
            for row, reason in gaps
        ],
        "previous": links[0],
        "next": links[1],
        "undo_url": _undo_url(visit, current),
        "rest_url": url_for("sections.rest", ref=visit.ref, section=current.code) if rest else None,
        "overview_url": _overview_url(visit, reader.part),
    }


def _overview_url(visit: Visit, part: Any) -> str:
    return url_for("sign_off.part", ref=part.ref) if part else url_for("inspecting.visit", ref=visit.ref)


def _undo_url(visit: Visit, current: queries.Section | None) -> str | None:
    """Where the tap that the address names can be taken back."""
    tap = request.args.get("tap", "")
    if current is None or not re.fullmatch("[a-z0-9]{10}", tap):
        return None
    return url_for("sections.undo", ref=visit.ref, section=current.code, tap=tap)


def row_of(item: VisitItem) -> queries.ItemRow:
    """One item with everything the reader may see of it."""
    return queries.item_row(db.session(), item)


def item_page(item: VisitItem, answered: AnswerForm | None = None, **typed: Any) -> dict[str, Any]:
    """What templates/fieldwork/item.html needs; with a refused form, its sentence and what was typed."""
    row, session = row_of(item), db.session()
    reader = reader_of(item.visit)
    refused = answered if answered is not None and answered.form_errors else None
    found = findings.of_items(session, [item.id]).get(item.id, ())
    shown = (refused.shown if refused else {}) | ({ONE_MORE: ""} if "more" in request.args else {})
    card = cards.card(row, reader, shown)
    before = earlier(session, item.visit, [item.code], reader.agency).get(item.code)
    said = inquiries.answered_lines(session, item.visit, [item.code]).get(item.code)
    card |= noted_on(row, reader, found) | earlier_on(before, reader) | self_checked_on(said) | {"condition": None}
    side = next((side for side in card["sides"] if side["url"]), None)
    if refused and side:
        side["saved"] |= _refusal(refused, {base["name"] for base in side["saved"]["bases"]})
    if "settle" in typed:
        _show_refusal(card, typed["settle"])
    return {
        "item": card,
        "visit": item.visit,
        "body": directory.body_names(session, [item.visit.body_id], item.visit.day).get(item.visit.body_id, ""),
        "section_url": section_url(item),
        "observing": observing(item.visit),
        "history": _histories(row, queries.history(session, item), reader.agency if side else ""),
        "answer_url": side["url"] if side else None,
        "note_audience": _audience(row, reader),
        "talk": talk.link(session, item, url_for("comments.of_item", ref=item.ref)),
        "conclude": typed.get("conclude") or _conclude_form(row, reader),
    }


def saved(slot: Slot) -> dict[str, Any]:
    """What templates/fieldwork/_saved.html needs: what a tablet is told of an item that it wrote in."""
    address = url_for("fieldwork.item", ref=slot.item.ref)
    shown = sides.saved(slot.item_row(), slot.owner, clock(), address)
    if slot.note_is_merged and not shown["review_url"]:
        shown |= {"review_url": address, "review": "Ghi chú đã gộp với ghi chú của đồng nghiệp: xem"}
    if _waits_aside(slot):
        shown |= ASIDE
    if not is_open(slot.item.visit, slot.item, slot.signed_off):
        shown |= LOCKED
    return {"side": {"key": sides.key_of(slot.item, slot.owner), "saved": shown}}


def _waits_aside(slot: Slot) -> bool:
    """Whether a value of the reader was kept aside, and he has written nothing with it in sight since."""
    seen = {base for row in slot.rows for base in row.bases}
    return any(row.aside and row.by_id == current_user.id and row.op_id not in seen for row in slot.rows)


def _show_refusal(card: dict[str, Any], form: Any) -> None:
    """Puts a refused settlement's sentence and reason back beside its conflict."""
    sentence = next((one for errors in form.errors.values() for one in errors), None)
    for side in card["sides"]:
        for conflict in side["conflicts"]:
            conflict |= {"error": sentence, "reason": form.reason.data or ""}


def _refusal(form: AnswerForm, bases: set[str]) -> dict[str, Any]:
    """What a refused form is told, with the bases that it carried, so that the next try says the same.

    ``bases`` are those whose inputs stand on the page: a base without its input would read as an emptied answer.
    """
    sent = [{"name": name, "value": form.shown[name]} for name in sorted(bases) if name in form.inputs]
    return {
        "look": "wrong",
        "text": form.form_errors[0],
        "overrule": bool(form.hints or form.reason),
        "bases": [*sent, {"name": "op_id", "value": new_ref() + new_ref()}],
    }


def _histories(row: queries.ItemRow, history: Any, agency: str) -> list[dict[str, Any]]:
    """What was written, newest first; a deleted entry of the agency can be written again by who may write."""
    again = deleted(row, agency, history)
    return [_history(row, operation) | {"again": again.get(operation.op_id)} for operation in history]


def _history(row: queries.ItemRow, operation: Any) -> dict[str, Any]:
    return {
        "label": part_label(operation.part),
        "text": text_of(row.spec, operation.part, operation.value),
        "who": author(operation),
        "at": format_instant(device_clock.corrected(operation), current_app.config["TIME_ZONE"]),
        "clock": device_clock.note(operation.clock_offset),
        "reason": operation.reason,
        "late": operation.late,
        "aside": operation.aside,
    }


def _audience(row: queries.ItemRow, reader: Reader) -> dict[str, Any] | None:
    note = row.answers.get((reader.agency, "note"))
    if note is None or row.item.audience == "own" or not may(current_user, Permission.ITEM_ANSWER, row.item):
        return None
    return {"own": note.audience == "own", "url": url_for("fieldwork.note_audience", ref=row.item.ref)}


def _conclude_form(row: queries.ItemRow, reader: Reader) -> ConcludeForm | None:
    return ConcludeForm() if reader.may_conclude and row.item.lead == "both" else None
