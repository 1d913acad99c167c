"""Pages of signing in and out, of one's own account and of the accounts that an administrator keeps."""

from collections.abc import Callable
from typing import Any

import flask
from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from inspections import htmx
from inspections.accounts import actions, devices, passwords, queries, rules, sessions
from inspections.accounts.forms import NewUserForm, PasswordForm, SignInForm, UserFilter, UserForm
from inspections.clock import today
from inspections.directory import rules as lists
from inspections.forms import Form
from inspections.guard import needs, public
from inspections.htmx import answer
from inspections.menu import is_demonstration
from inspections.permissions import Permission
from models.base import db, now
from models.directory import User

bp = Blueprint("accounts", __name__)


def _then(message: str, endpoint: str, **values: Any) -> Callable[[Any], str]:
    """Where a POST leads, and the news that is told there."""

    def location(_result: Any) -> str:
        flash(message, "success")
        return url_for(endpoint, **values)

    return location


@bp.before_app_request
def change_first_password_first() -> Any:
    """Sends somebody who still has the password that was given to him to the page where he changes it."""
    if not sessions.awaits_new_password():
        return None
    if request.method == "POST" or htmx.wants_fragment():
        abort(403)
    return redirect(url_for("accounts.password"), 303)


@bp.get("/sign-in")
@public
def sign_in() -> Any:
    """The door; somebody who is in already goes on."""
    if current_user.is_authenticated:
        return redirect(rules.local_path(request.args.get("next")), 303)
    form = SignInForm(data={"next": request.args.get("next", "")})
    return render_template("accounts/sign_in.html", form=form, left=flask.session.pop("left", False))


@bp.post("/sign-in")
@public
def enter() -> Response:
    """Begins a session, and ends the one that this browser had."""
    form = SignInForm(request.form)
    login = rules.login_of(form.login.data or "")
    proof = _proof(login, form.password.data or "")

    def act() -> None:
        _leave()
        numbers = queries.sign_in_numbers(db.session(), today())
        attempt = actions.Attempt(login, proof, sessions.address(), is_demonstration())
        sessions.start(actions.admit(db.session(), attempt, numbers), numbers.idle_minutes)

    page, context = "accounts/sign_in.html", {"left": False}
    return answer(form, act, page=page, context=lambda: context, location=lambda _: rules.local_path(form.next.data))


def _proof(login: str, password: str) -> str | None:
    """The stored hash if the password matches it. Comparing is slow and open to strangers: it holds no write lock."""
    stored = queries.password_hash(db.session(), login)
    db.session.rollback()
    matched = passwords.matches(stored, password)
    htmx.begin()
    return stored if matched else None


def _leave() -> None:
    if current_user.is_authenticated:
        actions.sign_out(db.session(), current_user)


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    """Ends the session; harmless for somebody whose session has ended already."""

    def act() -> None:
        _leave()
        sessions.forget()
        flask.session["left"] = True  # the next page empties the device

    page, location = "accounts/sign_in.html", url_for("accounts.sign_in")
    return answer(Form(request.form), act, page=page, context=lambda: {"left": True}, location=lambda _: location)


@bp.get("/session")
@public
@sessions.poll
def session_state() -> dict[str, Any]:
    """Who is signed in, the token for the next POST, whether somebody ended it: asked before unsent work is sent."""
    signed_in = current_user.is_authenticated
    user = {"ref": current_user.ref, "login": current_user.login} if signed_in else None
    return {"user": user, "csrf_token": generate_csrf(), "ended": sessions.was_ended()}


def _own_account() -> dict[str, Any]:
    return {
        "place": queries.place_of(db.session(), current_user.id, today()),
        "role": rules.ROLES[current_user.role].label,
        "devices": devices.of(current_user.id),
    }


@bp.get("/account")
@needs(Permission.ACCOUNT_OWN)
def own_account() -> str:
    """Who the person is here, and where he is signed in."""
    return render_template("accounts/own_account.html", form=Form(), **_own_account())


@bp.post("/account/sessions/<ref:ref>/end")
@needs(Permission.ACCOUNT_OWN)
def end_session(ref: str) -> Response:
    """Signs one of the person's own browsers out from afar."""
    row = queries.own_session(db.session(), current_user.id, ref) or abort(404)
    return _end(lambda: actions.end_session(db.session(), current_user, row), "Đã đăng xuất máy đó.")


@bp.post("/account/sessions/end-others")
@needs(Permission.ACCOUNT_OWN)
def end_other_sessions() -> Response:
    """Signs all of the person's browsers out but this one."""
    return _end(lambda: actions.end_other_sessions(db.session(), current_user), "Đã đăng xuất mọi máy khác.")


def _end(act: Callable[[], None], message: str) -> Response:
    location = _then(message, "accounts.own_account")
    return answer(Form(request.form), act, page="accounts/own_account.html", context=_own_account, location=location)


@bp.get("/account/password")
@needs(Permission.ACCOUNT_OWN)
def password() -> str:
    """The page where a person changes his own password."""
    return render_template("accounts/password.html", form=PasswordForm())


@bp.post("/account/password")
@needs(Permission.ACCOUNT_OWN)
def change_password() -> Response:
    """Changes the person's own password."""
    form = PasswordForm(request.form)

    def act() -> None:
        numbers = queries.sign_in_numbers(db.session(), today())
        actions.change_password(db.session(), current_user, form.old.data, form.new.data, numbers)

    location = _then("Đã đổi mật khẩu; các máy khác đã được đăng xuất.", "accounts.own_account")
    return answer(form, act, page="accounts/password.html", context=dict, location=location)


@bp.get("/users")
@needs(Permission.ACCOUNT_READ)
def users() -> str:
    """The list of people, searched and narrowed by the query's words."""
    session = db.session()
    form = UserFilter(request.args, agencies=queries.agency_choices(session, today()))
    asked = lists.given(form)
    turn = lists.turn(request.args.get("before"), request.args.get("after"))
    page = queries.users(session, today(), asked, turn)
    states = {user.ref: rules.account_state(user, now()) for user, _ in page.rows}
    return render_template("accounts/users.html", form=form, asked=asked, page=page, states=states, roles=rules.ROLES)


def _user(record: User) -> dict[str, Any]:
    return {
        "record": record,
        "place": queries.place_of(db.session(), record.id, today()),
        "role": rules.ROLES[record.role].label if record.role else "",
        "state": rules.account_state(record, now()),
        "disable_blocked": rules.disable_blocked(record, current_user),
        "reset_blocked": rules.reset_blocked(record, current_user),
        "first_password": "",
        "devices": devices.of(record.id),
    }


@bp.get("/users/<ref:ref>")
@needs(Permission.ACCOUNT_READ, User)
def user(record: User) -> str:
    """One account; right after a first password was made it is shown here, once."""
    ref, first_password = flask.session.pop("first_password", ("", ""))
    context = _user(record) | {"first_password": first_password if ref == record.ref else ""}
    return render_template("accounts/user.html", form=Form(), **context)


def _show_once(made: tuple[User, str]) -> str:
    """Has the next page show the first password: the administrator's own cookie carries it there and is emptied."""
    record, first_password = made
    flask.session["first_password"] = (record.ref, first_password)
    return url_for("accounts.user", ref=record.ref)


def _choices() -> dict[str, Any]:
    session, on = db.session(), today()
    return {"agencies": queries.agency_choices(session, on), "bodies": queries.body_choices(session, on)}


def _profile(form: UserForm) -> actions.Profile:
    return actions.Profile(**form.profile(), body_id=queries.body_key(db.session(), form.body.data))


@bp.get("/users/new")
@needs(Permission.ACCOUNT_MANAGE)
def new_user() -> str:
    """The form for a new account."""
    return render_template("accounts/new_user.html", form=NewUserForm(**_choices()))


@bp.post("/users/new")
@needs(Permission.ACCOUNT_MANAGE)
def create_user() -> Response:
    """Makes the account and shows its first password once."""
    form = NewUserForm(request.form, **_choices())

    def act() -> tuple[User, str]:
        return actions.create(db.session(), current_user, _profile(form))

    return answer(form, act, page="accounts/new_user.html", context=dict, location=_show_once)


@bp.get("/users/<ref:ref>/edit")
@needs(Permission.ACCOUNT_MANAGE, User)
def edit_user(record: User) -> str:
    """The form with what is kept about a person."""
    body = queries.body_ref(db.session(), record.body_id)
    form = UserForm(obj=record, agency=record.agency_code or "", body=body, **_choices())
    return render_template("accounts/edit_user.html", form=form, record=record)


@bp.post("/users/<ref:ref>/edit")
@needs(Permission.ACCOUNT_MANAGE, User)
def save_user(record: User) -> Response:
    """Writes what was changed, unless somebody else was first."""
    form = UserForm(request.form, **_choices())

    def act() -> User:
        return actions.edit(db.session(), current_user, record, _profile(form), int(form.version.data))

    location = _then("Đã lưu thay đổi.", "accounts.user", ref=record.ref)
    return answer(form, act, page="accounts/edit_user.html", context=lambda: {"record": record}, location=location)


@bp.get("/users/<ref:ref>/<any(disable, password):what>")
@needs(Permission.ACCOUNT_MANAGE, User)
def ask(record: User, what: str) -> str:
    """Asks before an account is disabled or given a new first password."""
    return render_template(f"accounts/{what}_user.html", record=record, form=Form())


CHANGES = {
    "disable": (actions.disable, "accounts/disable_user.html", "Đã ngừng tài khoản."),
    "enable": (actions.enable, "accounts/user.html", "Đã mở lại tài khoản."),
    "unlock": (actions.unlock, "accounts/user.html", "Đã mở khóa tài khoản."),
}
"""What can be done to an account by one button: the action, the page that shows a refusal, and the news."""


@bp.post("/users/<ref:ref>/<any(disable, enable, unlock):what>")
@needs(Permission.ACCOUNT_MANAGE, User)
def change_user(record: User, what: str) -> Response:
    """Disables, enables or unlocks an account."""
    action, page, message = CHANGES[what]
    location = _then(message, "accounts.user", ref=record.ref)

    def act() -> User:
        return action(db.session(), current_user, record)

    return answer(Form(request.form), act, page=page, context=lambda: _user(record), location=location)


@bp.post("/users/<ref:ref>/password")
@needs(Permission.ACCOUNT_MANAGE, User)
def reset_password(record: User) -> Response:
    """Gives the account a new first password and shows it once."""

    def act() -> tuple[User, str]:
        return actions.reset_password(db.session(), current_user, record)

    page, context = "accounts/password_user.html", {"record": record}
    return answer(Form(request.form), act, page=page, context=lambda: context, location=_show_once)
