"""Where people are signed in, and HTTP for an administrator who signs a lost device out; one's own: views.py."""

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from inspections.accounts import actions, queries, rules, sessions
from inspections.forms import Form
from inspections.guard import needs
from inspections.htmx import answer
from inspections.permissions import Permission
from models.base import db, now
from models.directory import UserSession

bp = Blueprint("devices", __name__)

PAGE = "accounts/end_session.html"


def of(user_id: int) -> list[tuple[UserSession, str, bool]]:
    """Where a person is signed in: the session, the device in words, whether it is the one before the reader."""
    rows = queries.live_sessions(db.session(), user_id, now() - sessions.LONGEST)
    return [(row, rules.device_name(row.device), row.ref == current_user.session_ref) for row in rows]


def _device(record: UserSession) -> dict[str, object]:
    return {"record": record, "device": rules.device_name(record.device)}


@bp.get("/sessions/<ref:ref>/end")
@needs(Permission.ACCOUNT_MANAGE, UserSession)
def ask(record: UserSession) -> str:
    """Asks before somebody's device is signed out."""
    return render_template(PAGE, form=Form(), **_device(record))


@bp.post("/sessions/<ref:ref>/end")
@needs(Permission.ACCOUNT_MANAGE, UserSession)
def end(record: UserSession) -> Response:
    """Signs somebody's device out."""

    def after(_result: None) -> str:
        flash("Đã đăng xuất máy đó.", "success")
        return url_for("accounts.user", ref=record.user.ref)

    return answer(
        Form(request.form),
        lambda: actions.end_session(db.session(), current_user, record),
        page=PAGE,
        context=lambda: _device(record),
        location=after,
    )
