"""Answers HTTP for photos: adding one to an item, its page, its files, removing and restoring it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, render_template, request, send_file, url_for
from flask_login import current_user

from inspections import htmx, secrecy
from inspections.evidence import actions, photos
from inspections.evidence.forms import CaptionForm, PhotoForm
from inspections.fieldwork import cards, pages
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork.readers import reader_of, section_url
from inspections.forms import Form
from inspections.guard import needs
from inspections.permissions import Permission
from models.base import db
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
        card = cards.card(pages.row_of(record), reader_of(record.visit))
        return {"item": card | {"photo_error": form.form_errors[0] if form.form_errors else None}}

    return htmx.answer(
        form,
        lambda: actions.add(db.session(), record, current_user, form.photo, _folder()),  # type: ignore[arg-type]
        page="evidence/refused.html",
        fragment="fieldwork/_photos.html",
        context=lambda: context() | {"back": section_url(record)},
        location=lambda evidence: url_for("evidence.photo", ref=evidence.ref),
    )


def _page(evidence: Evidence, form: Any = None) -> dict[str, Any]:
    item = evidence.visit_item
    part = fieldwork.part_of(db.session(), item.visit_id, evidence.owner or "")
    return {
        "photo": evidence,
        "visit_item": item,
        "caption_form": form or CaptionForm(caption=evidence.caption, audience=evidence.audience),
        "back": section_url(item),
        "confirmation": secrecy.PHOTO_CONFIRMATION,
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
