"""What the page of a case file shows, and its forms as they open; it decides nothing and writes nothing."""

from pathlib import Path
from typing import Any

from flask import current_app
from flask_login import current_user

from inspections.archive import queries, rules
from inspections.archive.actions import Place
from inspections.archive.forms import ClassForm, HandOverForm
from inspections.archive.listed import CaseFileRow
from inspections.audit.rules import action_text
from inspections.clock import today
from inspections.inspecting import queries as inspecting
from inspections.lists.pages import states
from inspections.menu import is_demonstration
from inspections.papers import queries as papers
from inspections.permissions import Permission, may
from models.base import db
from models.inspections import Inspection

STATUS_WORDS = {
    "verified": "đã đối chiếu văn bản",
    "reported": "theo nguồn thứ cấp, cần đối chiếu văn bản",
    "predecessor": "theo văn bản trước đó",
    "unverified": "cần xác minh",
}


def place() -> Place:
    """Where case files are made."""
    config = current_app.config
    return Place(Path(config["EVIDENCE_DIR"]), config["TIME_ZONE"], states(), is_demonstration())


def class_form(inspection: Inspection, typed: Any = None) -> ClassForm:
    """The form of the class; it opens with the one that holds."""
    known = [(one.code, f"{one.title}: {one.period.lower()}") for one in rules.of_missions(queries.classes(today()))]
    if typed is not None:
        return ClassForm(typed, classes=known)
    held = queries.case_file(db.session(), inspection, today()).held
    data = {"code": held.code if held else None, "reason": inspection.retention_reason}
    return ClassForm(classes=known, data=data | {"version": str(inspection.version)})


def hand_over_form(inspection: Inspection, typed: Any = None) -> HandOverForm:
    """The form of the hand-over; it opens with what was recorded."""
    if typed is not None:
        return HandOverForm(typed)
    data = {
        "day": inspection.archived_on or today(),
        "receipt": inspection.archive_receipt,
        "receiver": inspection.archive_receiver,
    }
    return HandOverForm(data=data | {"version": str(inspection.version)})


def case_page(inspection: Inspection, **forms: Any) -> dict[str, Any]:
    """What the page of a case file shows; ``forms`` are those that were refused, by name."""
    session = db.session()
    found = queries.case_file(session, inspection, today())
    handing = forms.get("hand_over") or _if_may(Permission.ARCHIVE_HAND_OVER, inspection, hand_over_form)
    visits = inspecting.visits_of(session, inspection)
    return {
        "inspection": inspection,
        "file": found,
        "mark": CaseFileRow(found, "").mark,
        "term": queries.term(today()),
        "open_visits": sum(row[0].state != "closed" for row in visits),
        "indexes": [one for one in papers.papers_of(session, inspection) if one.kind == "case_index"],
        "history": queries.history(session, inspection),
        "action_text": action_text,
        "status_words": STATUS_WORDS,
        "known": {one.code: one for one in queries.classes(today())},
        "class_form": forms.get("classify") or _if_may(Permission.ARCHIVE_CLASSIFY, inspection, class_form),
        "hand_over_form": handing,
        "handable": handing is not None and (found.ended is not None or "hand_over" in forms),
    }


def _if_may(permission: Permission, inspection: Inspection, made: Any) -> Any:
    return made(inspection) if may(current_user, permission, inspection) else None
