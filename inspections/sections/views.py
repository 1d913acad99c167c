"""Answers HTTP for "the rest of this section: passed": asks first, does it, offers to take it back."""

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask_login import current_user

from inspections import htmx
from inspections.fieldwork import queries as fieldwork
from inspections.forms import Form
from inspections.guard import needs
from inspections.permissions import Permission
from inspections.sections import actions
from models.base import db
from models.checklists import VisitItem
from models.inspections import Visit

bp = Blueprint("sections", __name__)

REFUSED = "sections/refused.html"


def _title(visit: Visit, code: str) -> str:
    for section in fieldwork.sections(db.session(), visit):
        if section.code == code:
            return section.title
    abort(404)


def _section_url(visit: Visit, code: str, tap: str | None = None) -> str:
    return url_for("fieldwork.fieldwork", ref=visit.ref, section=code, tap=tap)


def _question(visit: Visit, code: str, title: str, items: list[VisitItem]) -> dict[str, object]:
    """What templates/shared/confirm.html needs."""
    return {
        "title": "Các nội dung còn lại của phần này: Đạt",
        "sentence": f"Ghi Đạt cho {len(items)} nội dung chưa kiểm tra của phần “{title}”.",
        "consequences": [
            *[item.code for item in items],
            "Nội dung cần số liệu, cần xem mẫu hoặc kiểm tra ngoài giờ giữ nguyên là chưa kiểm tra.",
            "Có thể hoàn tác ngay sau khi ghi.",
        ],
        "action": url_for("sections.rest", ref=visit.ref, section=code),
        "label": f"Ghi Đạt {len(items)} nội dung",
        "cancel_url": _section_url(visit, code),
        "dangerous": False,
    }


def _refused(visit: Visit, code: str) -> dict[str, object]:
    return {"title": _title(visit, code), "back": _section_url(visit, code), "nothing_left": actions.NOTHING_LEFT}


@bp.get("/visits/<ref:ref>/sections/<section>/rest")
@needs(Permission.SECTION_REST, Visit)
def ask(record: Visit, section: str) -> str:
    """What one tap would pass."""
    title = _title(record, section)
    items = actions.left(db.session(), record, section, current_user.agency_code)
    if not items:
        return render_template(REFUSED, form=None, **_refused(record, section))
    return render_template("shared/confirm.html", form=None, **_question(record, section, title, items))


@bp.post("/visits/<ref:ref>/sections/<section>/rest")
@needs(Permission.SECTION_REST, Visit)
def rest(record: Visit, section: str) -> Response:
    """Passes what is left of the section."""
    _title(record, section)

    def after(result: tuple[str, int]) -> str:
        flash(f"Đã ghi Đạt {result[1]} nội dung còn lại của phần này.", "success")
        return _section_url(record, section, tap=result[0])

    return htmx.answer(
        Form(request.form),
        lambda: actions.pass_rest(db.session(), record, section, current_user),
        page=REFUSED,
        context=lambda: _refused(record, section),
        location=after,
    )


@bp.post("/visits/<ref:ref>/sections/<section>/undo/<ref:tap>")
@needs(Permission.SECTION_REST, Visit)
def undo(record: Visit, section: str, tap: str) -> Response:
    """Takes one tap back."""
    _title(record, section)

    def after(count: int) -> str:
        flash(f"Đã hoàn tác {count} nội dung.", "success")
        return _section_url(record, section)

    return htmx.answer(
        Form(request.form),
        lambda: actions.undo(db.session(), record, current_user, tap),
        page=REFUSED,
        context=lambda: _refused(record, section),
        location=after,
    )
