"""What the register of a paper's copies shows: who took which when, what was handed over; it writes nothing."""

from collections import Counter
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import abort, request
from flask_login import current_user

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.directory.rules import turn
from inspections.papers import pages
from inspections.papers.copies import queries
from inspections.papers.copies.by_reader import BODY, FULL
from inspections.papers.copies.forms import HandOverForm
from inspections.papers.copies.queries import HANDED, TAKEN, TAKEN_BACK
from inspections.vietnamese import count_text, format_date
from models.base import db
from models.events import Event
from models.papers import Paper

OTHERS = "other"
FILES = {"docx": "tệp Word", "pdf": "tệp PDF", "scan": "tệp quét", "signed": "tệp PDF ký số"}
_COLUMNS = (Event.ref, Event.at, Event.actor, Event.action, Event.content)


def readers(paper: Paper) -> dict[str, str]:
    """Who receives copies: the body, both agencies as they were called when it was signed, others."""
    names = directory.agency_names(db.session(), paper.signed_on or today())
    return {BODY: "Đơn vị", **{code: names.get(code, code) for code in ("DIC", "POLICE")}, OTHERS: "Nơi nhận khác"}


def hand_over_form(paper: Paper, *typed: Any) -> HandOverForm:
    """The form of copies handed over, as it opens or as it was sent."""
    return HandOverForm(*typed, readers=readers(paper), data={"count": "1", "day": today()})


def register_page(paper: Paper, handing_form: HandOverForm | None = None) -> dict[str, Any]:
    """The register of a paper for the people of both agencies, each with what its own people took alone.

    Answers 404 to a body.
    """
    pages.kind_of(paper)
    if current_user.agency_code is None:
        abort(404)
    names, asked = readers(paper), turn(request.args.get("before"), request.args.get("after"))
    query = sa.select(*_COLUMNS).where(*queries.of_paper(paper, TAKEN, HANDED, TAKEN_BACK))
    page = directory.page_of(db.session(), query, Event, (Event.number,), asked, falling=True)
    handing = paper.signed_on is not None and pages.own_work(paper)
    valid = queries.handed_over(db.session(), paper)
    return {
        "paper": paper,
        "page": page,
        "rows": [_row(row, names, {one.ref for one in valid}, handing) for row in page.rows],
        "handed": _handed(valid, names),
        "handing": handing,
        "handing_form": handing_form or hand_over_form(paper),
    }


def _row(row: Any, names: dict[str, str], valid: set[str], handing: bool) -> dict[str, Any]:
    """A row of the register; ``back`` names a hand-over that can be taken back, ``void`` says that it was."""
    handed = row.action == HANDED
    return {
        "at": row.at,
        "actor": row.actor,
        "what": _what(row, names),
        "sha256": row.content.get("sha256", ""),
        "void": handed and row.ref not in valid,
        "back": row.ref if handing and handed and row.ref in valid else "",
    }


def _what(row: Any, names: dict[str, str]) -> str:
    """What was taken or handed over, in words."""
    held = row.content
    if row.action == HANDED:
        on = format_date(date.fromisoformat(held["day"]))
        return f"Giao {count_text(held['count'])} bản giấy: {names[held['reader']]}, ngày {on}"
    if row.action == TAKEN_BACK:
        return "Hủy một dòng giao bản giấy ghi nhầm"
    return f"Tải {_taken(held, names)}, {FILES[held['kind']]}"


def _taken(held: dict[str, Any], names: dict[str, str]) -> str:
    reader = held.get("reader", FULL)
    if held["state"] == "draft":
        return "dự thảo"
    if reader == FULL or held["kind"] == "scan":
        return "bản đầy đủ"
    return "bản giao đơn vị" if reader == BODY else f"bản lưu {names[reader]}, kèm phụ lục riêng"


def _handed(valid: list[Any], names: dict[str, str]) -> list[tuple[str, str]]:
    """How many copies each has received on paper."""
    total: Counter[str] = Counter()
    for row in valid:
        total[row.content["reader"]] += row.content["count"]
    return [(name, count_text(total[code])) for code, name in names.items() if total[code]]
