"""Answers HTTP for papers: those of a visit, one paper, its typed texts, its steps, its copies, its scans."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask_login import current_user

from inspections import guard, htmx, workflow
from inspections.clock import today
from inspections.errors import RuleBroken
from inspections.evidence import photos, scans
from inspections.guard import needs
from inspections.papers import actions, begin_actions, pages, queries, rendering
from inspections.papers.copies import actions as copies_actions
from inspections.papers.forms import DownloadForm
from inspections.papers.registry import BEGUN, begun_of
from inspections.papers.rendering import FILE_KINDS, Made
from inspections.papers.rules import FINDING_STEPS
from inspections.papers.signing_forms import NumberForm, ScanForm
from inspections.permissions import Permission, may
from models.base import db
from models.findings import Finding
from models.inspections import Visit
from models.papers import Paper, PaperFile

bp = Blueprint("papers", __name__)

PAPER, VISIT, EDIT = "papers/paper.html", "papers/visit.html", "papers/edit.html"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def _to_paper(paper: Paper, sentence: str, refused: Iterable[str] = ()) -> str:
    flash(sentence, "success")
    for reason in refused:
        flash(reason, "error")
    return url_for("papers.paper", ref=paper.ref)


@bp.get("/visits/<ref:ref>/papers")
@needs(Permission.VISIT_READ, Visit)
def visit_papers(record: Visit) -> str:
    """The papers of a visit."""
    return render_template(VISIT, form=None, **pages.visit_page(record))


def _begin(visit: Visit, act: Any) -> Response:
    return htmx.answer(
        DownloadForm(),
        act,
        page=VISIT,
        context=lambda: pages.visit_page(visit),
        location=lambda paper: url_for("papers.paper", ref=paper.ref),
    )


@bp.post("/visits/<ref:ref>/papers/minutes")
@needs(Permission.PAPER_DRAFT, Visit)
def begin_minutes(record: Visit) -> Response:
    """Begins the minutes of a visit, or opens them."""
    return _begin(record, lambda: begin_actions.draft_minutes(db.session(), record, current_user))


@bp.post(f"/visits/<ref:ref>/papers/<any({', '.join(begun_of('visit'))}):kind>")
@needs(Permission.PAPER_DRAFT, Visit)
def begin(record: Visit, kind: str) -> Response:
    """Begins a paper beside the minutes, or opens it."""
    return _begin(record, lambda: begin_actions.begin(db.session(), record, current_user, BEGUN[kind], today()))


@bp.post(f"/findings/<ref:ref>/papers/<any({', '.join(FINDING_STEPS.values())}):kind>")
@needs(Permission.FINDING_EDIT, Finding)
def begin_on_finding(record: Finding, kind: str) -> Response:
    """Begins a paper on a violation, or opens the one it was chosen for."""
    found, visit = BEGUN[kind], record.visit
    return _begin(visit, lambda: begin_actions.begin(db.session(), visit, current_user, found, today(), record))


@bp.get("/papers/<ref:ref>")
@needs(Permission.PAPER_READ, Paper)
def paper(record: Paper) -> str:
    """One paper: what it says, where it stands, what comes next, its files."""
    return render_template(PAPER, form=None, **pages.paper_page(record))


@bp.get("/papers/<ref:ref>/content")
@needs(Permission.PAPER_READ, Paper)
def content(record: Paper) -> str:
    """What a paper says, on its own; a draft is composed anew each time it is looked at."""
    return htmx.page_or_fragment("papers/content.html", "papers/_content.html", **pages.content_page(record))


@bp.get("/papers/<ref:ref>/edit")
@needs(Permission.PAPER_DRAFT, Paper)
def editing(record: Paper) -> str:
    """What is typed for a paper."""
    pages.refuse_strangers(record)
    return render_template(EDIT, form=pages.content_form(record), **pages.edit_page(record))


@bp.post("/papers/<ref:ref>/edit")
@needs(Permission.PAPER_DRAFT, Paper)
def edit(record: Paper) -> Response:
    """Saves what is typed."""
    pages.refuse_strangers(record)
    form = pages.content_form(record, request.form)
    return htmx.answer(
        form,
        lambda: actions.edit(db.session(), record, current_user, form.typed(), form.seen),
        page=EDIT,
        context=lambda: pages.edit_page(record),
        location=lambda paper: _to_paper(paper, "Đã lưu nội dung văn bản."),
    )


def _made(record: Paper, draft: bool) -> Made | RuleBroken:
    """The rendered paper, or why it cannot be rendered; made while others can write."""
    with htmx.unlocked():
        try:
            made = rendering.make(db.session(), record, pages.place(), draft)
        except RuleBroken as broken:
            return broken
        if not draft:
            actions.keep_files(made, pages.place().folder)
    return made


def _found(made: Made | RuleBroken) -> Made:
    if isinstance(made, RuleBroken):
        raise made
    return made


@bp.post("/papers/<ref:ref>/number")
@needs(Permission.PAPER_NUMBER, Paper)
def number(record: Paper) -> Response:
    """Gives a team's draft its number."""
    pages.kind_of(record)
    form = NumberForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.number(db.session(), record, current_user, form.number, form.seen),
        page=PAPER,
        context=lambda: pages.paper_page(record, number=form),
        location=lambda paper: _to_paper(paper, f"Đã cấp số {paper.number}."),
    )


@bp.post("/papers/<ref:ref>/steps/<name>")
@needs(Permission.PAPER_READ, Paper)
def step(record: Paper, name: str) -> Response:
    """Takes a step of the paper; each step has its own permission beside that of the page."""
    found = next((step for step in pages.kind_of(record).steps if step.name == name), None)
    if found is None:
        abort(404)
    if not may(current_user, found.permission, record):
        guard.refuse(found.permission, record)
    pages.refuse_strangers(record)
    form = pages.step_form(record, name, request.form)
    made = _made(record, draft=False) if _locks(found, record) and form.validate() else None

    def act() -> list[str]:
        ready = _found(made) if made else None
        return actions.take_step(
            db.session(), record, current_user, name, form.seen, today(), form.signing(), ready, pages.place()
        )

    return htmx.answer(
        form,
        act,
        page=PAPER,
        context=lambda: pages.paper_page(record, **{name: form}),
        location=lambda refused: _to_paper(record, f"{found.label}: đã ghi nhận.", refused),
    )


def _locks(step: workflow.Step, record: Paper) -> bool:
    """Whether the step freezes the paper, and nothing known now holds it back."""
    ready = record.state in step.sources and step.blocked(queries.facts(db.session(), record, today())) is None
    return step.target == "locked" and ready


@bp.post("/papers/<ref:ref>/files/<any(docx, pdf):kind>")
@needs(Permission.PAPER_READ, Paper)
def file(record: Paper, kind: str) -> Response:
    """A copy of the paper: the stored file once it is locked, else a draft made now. Every copy is registered."""
    pages.kind_of(record)
    stored = queries.files_of(db.session(), record).get(kind)
    draft = None if stored or not may(current_user, Permission.INSPECTION_READ) else _made(record, draft=True)

    def act() -> tuple[bytes, str]:
        data, name = _stored(stored) if stored else (_draft(draft, kind), f"du-thao-{record.ref}.{kind}")
        copies_actions.register_copy(db.session(), record, current_user, kind, rendering.sha256(data))
        return data, name

    return htmx.answer(
        DownloadForm(),
        act,
        page=PAPER,
        context=lambda: pages.paper_page(record),
        location=lambda made: attachment(made, TYPES[kind]),
    )


def _draft(made: Made | RuleBroken | None, kind: str) -> bytes:
    if made is None:
        raise RuleBroken("Văn bản này chưa có tệp để tải.")
    return _found(made).files[kind]


def _stored(row: PaperFile) -> tuple[bytes, str]:
    """The bytes of a kept file, which must still be what was kept."""
    kinds = (row.kind,) if row.kind in FILE_KINDS else tuple(scans.KINDS)
    paths = [photos.path_of(pages.place().folder, row.sha256, kind) for kind in kinds]
    data = next((path.read_bytes() for path in paths if path.exists()), b"")
    if rendering.sha256(data) != row.sha256:
        raise RuleBroken(f"Tệp {row.name} bị thiếu hoặc đã bị sửa ngoài hệ thống; mời báo người quản trị.")
    return data, row.name


def attachment(made: tuple[bytes, str], mimetype: str) -> Response:
    """Bytes under their name as the answer to who takes a copy."""
    data, name = made
    response = Response(data, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/papers/<ref:ref>/scans")
@needs(Permission.PAPER_SIGN, Paper)
def add_scan(record: Paper) -> Response:
    """Keeps a scanned copy of the signed paper."""
    pages.refuse_strangers(record)
    form = ScanForm(request.form)
    return htmx.answer(
        form,
        lambda: actions.add_scan(db.session(), record, current_user, form.file(), pages.place()),
        page=PAPER,
        context=lambda: pages.paper_page(record, scan=form),
        location=lambda _row: _to_paper(record, "Đã lưu bản quét."),
    )


@bp.post("/paper-files/<ref:ref>")
@needs(Permission.PAPER_READ, PaperFile)
def scan(record: PaperFile) -> Response:
    """A copy of a kept file; every copy is registered."""

    def act() -> tuple[bytes, str]:
        data, name = _stored(record)
        copies_actions.register_copy(db.session(), record.paper, current_user, record.kind, record.sha256)
        return data, name

    mimetype = scans.KINDS.get(record.name.rpartition(".")[2]) or TYPES.get(record.kind, TYPES["pdf"])
    return htmx.answer(
        DownloadForm(),
        act,
        page=PAPER,
        context=lambda: pages.paper_page(record.paper),
        location=lambda made: attachment(made, mimetype),
    )
