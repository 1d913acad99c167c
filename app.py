"""What is true of every request: settings, signed in, guarded, one commit, the log, headers, error pages."""

import hashlib
import os
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from flask import Flask, Response, g, redirect, render_template, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask.templating import Environment
from flask_compress import Compress
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from inspections import commands, event_log, guard, htmx, menu
from inspections.accounts import sessions
from inspections.clock import today
from inspections.evidence import uploads
from inspections.features import BLUEPRINTS
from inspections.keys import read_keys
from inspections.vietnamese import format_date, format_decimal, format_instant, lower_first
from inspections.visible import see_as, viewer_of
from models import db
from models.base import now

HERE = Path(__file__).parent
MEGABYTE = 1024 * 1024

CSP = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=(self)",
}

PIECES = {
    "shared/states.html": ("chip", "own", "sign", "word"),
    "fieldwork/_pieces.html": ("grounds", "segments"),
}
"""Macros that say the same for the same arguments and stand on every card: each piece is made once and kept."""


class Templates(Environment):
    """Jinja's environment, quicker with the dicts that pages are made of: a key is found without a failed attribute."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The key of a dict, or whatever else has that name."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class Cookie(SecureCookieSessionInterface):
    """The session's cookie: sent over https alone when that is how the page is served."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether the present request came by https."""
        return request.is_secure


class RefConverter(BaseConverter):
    """A public reference in a URL; anything else is a 404 before any query."""

    regex = "[a-z0-9]{10}"


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application. ``config`` may set DATABASE_URL, INSTANCE, SECRET_KEY, LOG_KEY, EVIDENCE_DIR, TRUSTED_ROOTS
    and TESTING; what it leaves out comes from the environment, then from the instance folder beside this file.
    """
    app = Flask(__name__, instance_path=str(_instance(config or {})))
    app.config.update(_settings(config or {}, Path(app.instance_path)))
    app.session_interface = Cookie()
    app.url_map.converters["ref"] = RefConverter
    app.jinja_environment = Templates
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    db.init_app(app)
    htmx.init_app(app)
    CSRFProtect(app)
    Compress(app)
    sessions.login_manager.init_app(app)
    _requests(app)
    _errors(app)
    _templates(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    commands.init_app(app)
    return app


def start() -> Flask:
    """What the server of ``make run`` serves: keys, tables and first data made ready once, then the application."""
    app = create_app()
    with app.app_context():
        commands.make_ready_and_say()
        db.engine.dispose()
    return app


def _instance(config: Mapping[str, Any]) -> Path:
    folder = Path(config.get("INSTANCE") or os.environ.get("INSTANCE") or HERE / "instance").resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _settings(config: Mapping[str, Any], instance: Path) -> dict[str, Any]:
    def given(name: str, default: str | None = None) -> Any:
        return config.get(name) or os.environ.get(name) or default

    address: str = given("DATABASE_URL", f"sqlite:///{instance / 'kt1.db'}")
    keys = read_keys(instance) | {k: given(k) for k in ("SECRET_KEY", "LOG_KEY") if given(k)}
    return {
        "SECRET_KEY": keys["SECRET_KEY"],
        "LOG_KEY": keys["LOG_KEY"],
        "SQLALCHEMY_DATABASE_URI": address,
        # A PostgreSQL that was restarted is noticed; a file needs no asking.
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": address.startswith("postgresql")},
        "EVIDENCE_DIR": Path(given("EVIDENCE_DIR", str(instance / "evidence"))),
        "TRUSTED_ROOTS": Path(given("TRUSTED_ROOTS", str(instance / "trusted_roots"))),
        "TIME_ZONE": ZoneInfo("Asia/Ho_Chi_Minh"),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "MAX_CONTENT_LENGTH": 25 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 4 * MEGABYTE,
        "SESSION_COOKIE_NAME": "kt1",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "COMPRESS_ALGORITHM": ["gzip"],
        "COMPRESS_ALGORITHM_STREAMING": ["gzip"],
        "TESTING": bool(config.get("TESTING")),
    }


def _requests(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        if request.endpoint == "static":
            return
        g.begun_at = now()
        if request.method == "POST":
            uploads.prepare()
            _read_json()
            htmx.begin()
        guard.require()
        if current_user.is_authenticated:
            see_as(db.session(), viewer_of(current_user))
            menu.lend_names()
            if not request.headers.get("X-Poll"):
                sessions.note_activity()

    @app.after_request
    def finish(response: Response) -> Response:
        if request.method == "POST":
            _settle(app, response)
        return _headers(response)


def _read_json() -> None:
    """Reads what a tablet sends before the write lock is taken: over a weak connection it comes slowly."""
    if request.is_json:
        request.get_data()


def _settle(app: Flask, response: Response) -> None:
    """Commits a POST that answers below 400 once, its log rows last; otherwise keeps nothing but the refusals."""
    key = app.config["LOG_KEY"].encode()
    if response.status_code < 400:
        event_log.append(db.session(), key, db.session.info.pop("events", []))
        db.session.commit()
        return
    db.session.rollback()
    refusals = db.session.info.pop("refusals", [])
    if refusals:
        htmx.begin()
        event_log.append(db.session(), key, refusals)
        for consequence in db.session.info.pop("consequences", []):
            consequence(db.session())
        db.session.commit()


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static":
        if request.args.get("v"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.vary.add("HX-Request")
    return response


def _errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Any:
        code = error.code or 500
        if code == 401 and request.method == "GET" and not getattr(request, "htmx", False):
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
        known = code if code in {400, 401, 403, 404, 405, 409, 413} else 400
        return render_template(f"errors/{known}.html", csrf_failed=isinstance(error, CSRFError)), code

    @app.errorhandler(500)  # what fails after the view, such as the commit
    @app.errorhandler(Exception)
    def broken(error: Exception) -> Any:
        app.logger.exception("%s %s", request.method, request.path)
        g.failed = True
        return render_template("errors/500.html"), 500


def _templates(app: Flask) -> None:
    zone: ZoneInfo = app.config["TIME_ZONE"]

    @cache
    def fingerprint(path: str) -> str:
        return hashlib.sha256((HERE / "static" / path).read_bytes()).hexdigest()[:10]

    def asset(path: str) -> str:
        return url_for("static", filename=path, v=fingerprint(path))

    def csrf_input() -> Markup:
        made: Markup | None = g.get("csrf_input")
        if made is None:
            made = Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
            g.csrf_input = made
        return made

    for template, names in PIECES.items():
        module = app.jinja_env.get_template(template).module
        app.jinja_env.globals.update({name: lru_cache(maxsize=4096)(getattr(module, name)) for name in names})
    app.jinja_env.globals.update(
        asset=asset,
        csrf_input=csrf_input,
        may_visit=guard.may_visit,
        menu=menu.menu,
        format_date=format_date,
        lower_first=lower_first,
        format_decimal=format_decimal,
        format_instant=lambda at: format_instant(at, zone),
        today=today,
        made_at=lambda: (g.get("begun_at") or now()).isoformat(timespec="seconds"),
        province_name=menu.province_name,
        unread_count=menu.unread_count,
        user_agency=menu.user_agency,
    )

    @app.context_processor
    def marks() -> dict[str, Any]:
        return {"demonstration": not g.get("failed") and menu.is_demonstration()}


__all__ = ["create_app", "session"]
