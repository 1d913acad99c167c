"""Answers HTTP for what is done with any list: taking it away, keeping what is asked of it, changing what is kept."""

import tempfile
from typing import Any

from flask import Blueprint, Response, abort, flash, render_template, request, send_file, url_for
from flask_login import current_user

from inspections import guard, htmx
from inspections.clock import today
from inspections.forms import Form
from inspections.guard import needs
from inspections.listed import LISTS
from inspections.lists import actions, files, pages, queries, rules
from inspections.lists.forms import ChangeForm, KeepForm
from inspections.lists.rules import List
from inspections.permissions import Permission, may
from models.base import db, read_one_state
from models.lists import SavedFilter

bp = Blueprint("lists", __name__)

NAMES = f"any({', '.join(LISTS)})"
KEEP, KEPT = "lists/keep.html", "lists/kept.html"


def _open(name: str) -> List:
    """The list of this name; whoever may not open its page may not do anything with it."""
    declared = LISTS[name]
    if not may(current_user, declared.permission):
        guard.refuse(declared.permission)
    return declared


@bp.post(f"/lists/<{NAMES}:name>/export")
@needs(Permission.LIST_EXPORT)
def export(name: str) -> Response:
    """The whole list as its page shows it, as a file; written while others can write, then registered."""
    declared = _open(name)
    pairs = rules.read(request.form.get("shown"))
    if pairs is None:
        abort(400)
    kind = request.form.get("kind") if request.form.get("kind") in files.KINDS else "xlsx"
    write, mimetype = files.KINDS[str(kind)]
    made: Any = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed when the answer has been sent
    with htmx.unlocked():
        read_one_state(db.session())
        shown = pages.asked_of(declared, pairs)
        batches = queries.everything(db.session(), declared, shown.asked, shown.day, shown.order)
        rows = (row for batch in batches for row in batch)
        count = write(made, shown.chosen, rows, pages.states(), shown.facts(), shown.day)
    actions.register(db.session(), current_user, name, str(kind), count)
    made.seek(0)
    file = f"{declared.words.file}-{today():%Y-%m-%d}.{kind}"
    return send_file(made, mimetype=mimetype, as_attachment=True, download_name=file)


@bp.post(f"/lists/<{NAMES}:name>/filters")
@needs(Permission.FILTER_KEEP)
def keep(name: str) -> Response:
    """Keeps what the page asks for."""
    declared, form = _open(name), KeepForm(request.form)
    pairs = rules.read(form.shown.data)
    shown = pages.asked_of(declared, pairs or [])

    def after(made: SavedFilter) -> str:
        flash(f"Đã lưu bộ lọc “{made.name}”.", "success")
        return shown.url_of(made)

    def act() -> SavedFilter:
        rules.refuse_unread(pairs)
        opens = bool(form.opens.data)
        return actions.keep(db.session(), current_user, name, form.name.data or "", shown.asked_for, opens)

    return htmx.answer(
        form,
        act,
        page=KEEP,
        context=lambda: {"shown": shown, "facts": shown.facts()[3:]},
        location=after,
    )


def _kept(record: SavedFilter) -> dict[str, Any]:
    shown = pages.asked_of(LISTS[record.list_name], pages.pairs_of(record))
    return {"one": record, "shown": shown, "facts": shown.facts()[3:], "url": shown.url_of(record)}


@bp.get("/saved-filters/<ref:ref>")
@needs(Permission.FILTER_CHANGE, SavedFilter)
def kept(record: SavedFilter) -> str:
    """A kept filter: what it asks for, its name."""
    form = ChangeForm(data={"name": record.name, "opens": record.opens, "version": str(record.version)})
    return render_template(KEPT, form=form, **_kept(record))


@bp.post("/saved-filters/<ref:ref>")
@needs(Permission.FILTER_CHANGE, SavedFilter)
def change(record: SavedFilter) -> Response:
    """Gives it another name, or opens the list with it."""
    form = ChangeForm(request.form)

    def after(_result: Any) -> str:
        flash("Đã sửa bộ lọc.", "success")
        return str(_kept(record)["url"])

    return htmx.answer(
        form,
        lambda: actions.change(
            db.session(), record, current_user, form.name.data or "", bool(form.opens.data), form.seen
        ),
        page=KEPT,
        context=lambda: _kept(record),
        location=after,
    )


def _deleting(record: SavedFilter) -> dict[str, Any]:
    return {
        "title": "Xóa bộ lọc đã lưu",
        "sentence": f"Bộ lọc “{record.name}” sẽ bị xóa; dữ liệu của danh sách không thay đổi.",
        "consequences": [],
        "action": url_for("lists.delete", ref=record.ref),
        "label": "Xóa bộ lọc",
        "cancel_url": url_for("lists.kept", ref=record.ref),
        "dangerous": True,
    }


@bp.get("/saved-filters/<ref:ref>/delete")
@needs(Permission.FILTER_CHANGE, SavedFilter)
def deleting(record: SavedFilter) -> str:
    """Asks before a filter is deleted."""
    return render_template("shared/confirm.html", form=None, **_deleting(record))


@bp.post("/saved-filters/<ref:ref>/delete")
@needs(Permission.FILTER_CHANGE, SavedFilter)
def delete(record: SavedFilter) -> Response:
    """Deletes it."""
    endpoint = LISTS[record.list_name].endpoint

    def after(_result: Any) -> str:
        flash("Đã xóa bộ lọc.", "success")
        return url_for(endpoint)

    return htmx.answer(
        Form(request.form),
        lambda: actions.delete(db.session(), record, current_user),
        page="shared/confirm.html",
        context=lambda: _deleting(record),
        location=after,
    )
