"""Answers HTTP for photos: adding one to an item, whole or in pieces, its page, its files, removing and restoring."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    jsonify,
    make_response,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_login import current_user

from inspections import device_clock, htmx, secrecy
from inspections.errors import RuleBroken
from inspections.evidence import actions, incoming, photos, rules
from inspections.evidence.forms import CaptionForm, PhotoForm, PieceForm
from inspections.fieldwork import cards, pages
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork.readers import reader_of, section_url
from inspections.forms import Form
from inspections.guard import needs
from inspections.permissions import Permission
from models.base import db, now
from models.checklists import Evidence, VisitItem

bp = Blueprint("evidence", __name__)

PAGE = "evidence/photo.html"


def _folder() -> Path:
    return Path(current_app.config["EVIDENCE_DIR"])


@bp.post("/items/<ref:ref>/photos")
@needs(Permission.ITEM_ANSWER, VisitItem)
def add(record: VisitItem) -> Response:
    """Adds a photo; htmx receives the item's photos again."""
    form = PhotoForm()

    def context() -> dict[str, Any]:
        return {"item": _card(record) | {"photo_error": form.form_errors[0] if form.form_errors else None}}

    return htmx.answer(
        form,
        lambda: actions.add(db.session(), record, current_user, form.photo, _folder()),  # type: ignore[arg-type]
        page="evidence/refused.html",
        fragment="fieldwork/_photos.html",
        context=lambda: context() | {"back": section_url(record)},
        location=lambda evidence: url_for("evidence.photo", ref=evidence.ref),
    )


def _card(record: VisitItem) -> dict[str, Any]:
    return cards.card(pages.row_of(record), reader_of(record.visit))


@bp.get("/items/<ref:ref>/photos")
@needs(Permission.ITEM_READ, VisitItem)
def of_item(record: VisitItem) -> str:
    """The photos of an item alone, asked for again after the tablet has sent one."""
    return render_template("fieldwork/_photos.html", item=_card(record))


@bp.post("/items/<ref:ref>/photos/chunks")
@needs(Permission.ITEM_ANSWER, VisitItem)
def add_piece(record: VisitItem) -> Response:
    """Takes a piece of a photo from a tablet and, with the last one, the photo; answers JSON.

    {"received": bytes}, 409 with the same when the piece does not continue what came before, {"state": "stored" or
    "repeated"} at the end, 422 {"state": "refused", "sentence"} for what cannot be taken.
    """
    form = PieceForm(request.form, request.files)
    if not form.validate():
        return _told(422, state="refused", sentence=form.sentence)
    try:
        return _take(record, form, form.said(now()))
    except RuleBroken as broken:
        return _told(broken.status, state="refused", sentence=broken.message)


def _take(record: VisitItem, form: PieceForm, sent: rules.Sent) -> Response:
    """Looks first whether the photo may come at all, then writes and decodes while others can write."""
    session, sha256 = db.session(), str(form.sha256.data)
    if actions.kept(session, record, current_user, sent, sha256):
        return _told(200, state="repeated")
    actions.refuse(session, record, current_user, sent.caption)
    part = incoming.part_of(_folder(), current_user.id, sent.op_id)
    with htmx.unlocked():
        continued, come = incoming.add(part, form.start, form.piece)
        raw = incoming.whole(part) if continued and come == form.size else None
        photo = photos.checked(raw, sha256, form.name.data or "") if raw is not None else None
        if isinstance(photo, photos.Photo):
            photos.keep(_folder(), photo)
    if photo is None:
        return _told(200 if continued and come < form.size else 409, received=come)
    if isinstance(photo, photos.Refused):
        incoming.drop(part)
        raise RuleBroken(photo.message)
    actions.add(session, record, current_user, photo, _folder(), sent)
    incoming.drop(part)
    return _told(200, state="stored")


def _told(status: int, **said: Any) -> Response:
    return make_response(jsonify(said), status)


def _page(evidence: Evidence, form: Any = None) -> dict[str, Any]:
    item = evidence.visit_item
    part = fieldwork.part_of(db.session(), item.visit_id, evidence.owner or "")
    return {
        "photo": evidence,
        "visit_item": item,
        "caption_form": form or CaptionForm(caption=evidence.caption, audience=evidence.audience),
        "back": section_url(item),
        "confirmation": secrecy.PHOTO_CONFIRMATION,
        "taken": rules.taken(evidence),
        "clock_note": device_clock.note(evidence.clock_offset),
        "closed": actions.why_closed(item, part.state if part else None),
    }


@bp.get("/photos/<ref:ref>")
@needs(Permission.EVIDENCE_READ, Evidence)
def photo(record: Evidence) -> str:
    """A photo with its caption, who took it, and who may see it."""
    return render_template(PAGE, form=None, **_page(record))


def _send(evidence: Evidence, kind: str) -> Response:
    path = photos.path_of(_folder(), evidence.sha256, kind)
    if not path.exists():
        abort(404)
    response = send_file(path, mimetype="image/jpeg", download_name=f"{evidence.ref}.jpg", etag=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get("/photos/<ref:ref>/file")
@needs(Permission.EVIDENCE_READ, Evidence)
def file(record: Evidence) -> Response:
    """The photo itself."""
    return _send(record, "jpg")


@bp.get("/photos/<ref:ref>/thumb")
@needs(Permission.EVIDENCE_READ, Evidence)
def thumb(record: Evidence) -> Response:
    """The photo, small."""
    return _send(record, "thumb")


def _change(record: Evidence, form: Any, act: Callable[[], Any], news: str, back: bool = False) -> Response:
    def after(_result: Any) -> str:
        flash(news, "success")
        return section_url(record.visit_item) if back else url_for("evidence.photo", ref=record.ref)

    typed = form if isinstance(form, CaptionForm) else None
    return htmx.answer(form, act, page=PAGE, context=lambda: _page(record, typed), location=after)


@bp.post("/photos/<ref:ref>")
@needs(Permission.EVIDENCE_CHANGE, Evidence)
def describe(record: Evidence) -> Response:
    """Changes the caption and who may see the photo."""
    form = CaptionForm(request.form)
    return _change(
        record,
        form,
        lambda: actions.describe(db.session(), record, current_user, form.caption.data or "", form.audience.data),
        "Đã lưu chú thích.",
        back=True,
    )


@bp.post("/photos/<ref:ref>/remove")
@needs(Permission.EVIDENCE_CHANGE, Evidence)
def remove(record: Evidence) -> Response:
    """Takes the photo off its item; its page offers to put it back."""
    return _change(
        record,
        Form(),
        lambda: actions.remove(db.session(), record, current_user),
        "Đã gỡ ảnh khỏi nội dung này; có thể khôi phục.",
    )


@bp.post("/photos/<ref:ref>/restore")
@needs(Permission.EVIDENCE_CHANGE, Evidence)
def restore(record: Evidence) -> Response:
    """Puts the photo back."""
    return _change(record, Form(), lambda: actions.restore(db.session(), record, current_user), "Đã khôi phục ảnh.")
