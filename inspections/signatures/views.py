"""Answers HTTP for signatures: a signed file that comes back, a signature drawn on the tablet, its picture, removal."""

import hashlib
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, flash, render_template, request, send_file, url_for
from flask_login import current_user

from inspections import guard, htmx
from inspections.errors import RuleBroken
from inspections.evidence import photos
from inspections.guard import needs
from inspections.papers import pages as papers
from inspections.permissions import Permission, may
from inspections.signatures import actions, pages, queries, rules
from inspections.signatures.actions import Checked
from inspections.signatures.forms import DrawForm, RemoveForm, SignedForm
from models.base import db
from models.papers import Paper, PaperSignature

bp = Blueprint("signatures", __name__)

PAPER, DRAW, SIGNATURE = "papers/paper.html", "signatures/draw.html", "signatures/signature.html"


def _folder() -> Path:
    return Path(current_app.config["EVIDENCE_DIR"])


def _sent(name: str, most: int = rules.LARGEST_FILE) -> bytes:
    """The bytes of an uploaded file; none when nothing came."""
    file = request.files.get(name)
    return file.stream.read(most) if file else b""


def _number() -> int:
    """Which place of the paper the address asks for; 0, where nobody signs, for what is no number."""
    return request.args.get("place", 0, type=int)


def _to_paper(paper: Paper, sentence: str) -> str:
    flash(sentence, "success")
    return url_for("papers.paper", ref=paper.ref)


@bp.post("/papers/<ref:ref>/signed-files")
@needs(Permission.PAPER_SIGN, Paper)
def add_signed(record: Paper) -> Response:
    """Takes back a paper's PDF that was signed outside; it is checked while others can write."""
    papers.refuse_strangers(record)
    form = SignedForm(request.form)
    locked = queries.locked_pdf(db.session(), record)
    base = locked.sha256 if locked else None
    with htmx.unlocked():
        if sent := _sent("signed"):
            form.take(lambda: _checked(base, sent))
    return htmx.answer(
        form,
        lambda: actions.keep_signed(db.session(), record, current_user, _found(form), _folder()),
        page=PAPER,
        context=lambda: papers.paper_page(record, signed=form),
        location=lambda file: _to_paper(record, f"Đã lưu tệp ký số với {len(file.signers)} chữ ký toàn vẹn."),
    )


def _found(form: SignedForm) -> Checked:
    if form.checked is None:
        raise RuleBroken(form.sentence)
    return form.checked


def _checked(base: str | None, sent: bytes) -> Checked:
    """The sent file held against the PDF that was locked; raises RuleBroken where it is not that plus signatures."""
    # A second of imports, which only those pay who bring such a file.
    from inspections.signatures import pades

    if base is None:
        raise RuleBroken(rules.NOT_LOCKED)
    path = photos.path_of(_folder(), base, "pdf")
    own = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(own).hexdigest() != base:
        raise RuleBroken("Tệp PDF đã khóa bị thiếu hoặc đã bị sửa ngoài hệ thống; mời báo người quản trị.")
    signers = pades.check(own, sent, pades.roots_in(Path(current_app.config["TRUSTED_ROOTS"])))
    return Checked(sent, hashlib.sha256(sent).hexdigest(), base, signers)


@bp.get("/papers/<ref:ref>/signatures")
@needs(Permission.PAPER_SIGN, Paper)
def place(record: Paper) -> str:
    """The page on which one person whom the paper names signs on the tablet."""
    papers.refuse_strangers(record)
    return render_template(DRAW, form=None, **pages.draw_page(record, _number()))


@bp.post("/papers/<ref:ref>/signatures")
@needs(Permission.PAPER_SIGN, Paper)
def draw(record: Paper) -> Response:
    """Keeps what was drawn."""
    papers.refuse_strangers(record)
    number = _number()
    rules.place_at(record.content, number) or abort(404)
    form = DrawForm(request.form)
    with htmx.unlocked():
        form.look(_sent("picture"))

    def act() -> PaperSignature:
        if form.ink is None:
            raise RuleBroken(form.sentence)
        seen = form.seen.data or ""
        return actions.draw(db.session(), record, current_user, number, seen, form.ink, _folder())

    return htmx.answer(
        form,
        act,
        page=DRAW,
        context=lambda: pages.draw_page(record, number, form),
        location=lambda signature: _to_paper(record, f"Đã lưu chữ ký của {signature.name}."),
    )


@bp.get("/paper-signatures/<ref:ref>")
@needs(Permission.PAPER_READ, PaperSignature)
def signature(record: PaperSignature) -> str:
    """One drawn signature: whose, when, of which content."""
    return render_template(SIGNATURE, form=None, **pages.signature_page(record))


@bp.get("/paper-signatures/<ref:ref>/image")
@needs(Permission.PAPER_READ, PaperSignature)
def image(record: PaperSignature) -> Response:
    """Its picture."""
    pages.paper_of(record)
    path = photos.path_of(_folder(), record.sha256, "png")
    if not path.exists():
        abort(404)
    response = send_file(path, mimetype="image/png", download_name=f"{record.ref}.png", etag=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/paper-signatures/<ref:ref>/remove")
@needs(Permission.PAPER_READ, PaperSignature)
def remove(record: PaperSignature) -> Response:
    """Takes a drawn signature off; who may sign the paper may do it."""
    paper = pages.paper_of(record)
    if not may(current_user, Permission.PAPER_SIGN, paper):
        guard.refuse(Permission.PAPER_SIGN, record)
    papers.refuse_strangers(paper)
    form = RemoveForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.remove(db.session(), record, current_user, form.reason.data or ""),
        page=SIGNATURE,
        context=lambda: pages.signature_page(record, form),
        location=lambda row: _to_paper(row.paper, f"Đã gỡ chữ ký của {row.name}."),
    )
