"""Answers HTTP for what a tablet takes along: a pack's list, the worker, the page without network, the manifest."""

import hashlib
import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask_login import current_user

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.fieldwork import queries as fieldwork
from inspections.findings import rules as finding_rules
from inspections.guard import may_visit, needs, public
from inspections.inspecting import queries as inspecting
from inspections.packs import queries, rules
from inspections.permissions import Permission
from inspections.remedies import rules as remedy_rules
from models.base import db, now
from models.inspections import Visit

bp = Blueprint("packs", __name__)

WORKER = "sw.js"
ASSETS = frozenset({".css", ".js", ".svg", ".png"})
"""The endings of what pages are drawn with."""
UNVERSIONED = '"unversioned"'
"""What stands in the worker's file where its version belongs."""
COLOUR = "#0b57a4"


def _assets() -> list[str]:
    """Every style sheet, script and icon by its address, also those that a page asks for later."""
    folder = Path(current_app.static_folder or "")
    asset: Any = current_app.jinja_env.globals["asset"]
    paths = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.suffix in ASSETS]
    return [asset(path) for path in paths if path != WORKER]


@bp.get("/visits/<ref:ref>/pack")
@needs(Permission.FIELDWORK_READ, Visit)
def pack(record: Visit) -> dict[str, Any]:
    """What a tablet stores to show a visit without network, to this person: addresses, and what they are in words."""
    session = db.session()
    sections = fieldwork.sections(session, record)
    pictures = queries.pictures(session, record)
    return {
        "visit": record.ref,
        "user": current_user.ref,
        "login": current_user.login,
        "title": inspecting.body_name(session, record),
        "made_at": now().isoformat(),
        "pages": _pages(record, sections),
        "assets": _assets(),
        "pictures": [url_for("evidence.thumb", ref=ref) for ref in pictures],
        "holds": rules.holds(len(sections), len(pictures)),
        "lacks": rules.lacks(record.state),
    }


def _pages(visit: Visit, sections: list[fieldwork.Section]) -> list[str]:
    """The pages that the person may open, each spelt as the links to it are."""
    of_visit = ("inspecting.visit", "fieldwork.fieldwork", "packs.earlier")
    found = [url_for(endpoint, ref=visit.ref) for endpoint in of_visit if may_visit(endpoint, visit)]
    found += [url_for("fieldwork.fieldwork", ref=visit.ref, section=section.code) for section in sections]
    return found + [url_for(endpoint) for endpoint in ("unsent.unsent", "help.tablet") if may_visit(endpoint)]


@bp.get("/visits/<ref:ref>/earlier")
@needs(Permission.FINDING_READ, Visit)
def earlier(record: Visit) -> str:
    """What was found at the body of a visit before: what is still open, and all of the last visit."""
    session = db.session()
    return render_template(
        "packs/earlier.html",
        visit=record,
        body=inspecting.body_name(session, record),
        found=queries.earlier_findings(session, record),
        short=directory.agency_names(session, today(), short=True),
        rules=finding_rules,
        due_mark=remedy_rules.due_mark,
    )


@bp.get("/sw.js")
@public
def worker() -> Response:
    """The service worker with its version, which changes with it and with what the page without network is drawn by."""
    body = (Path(current_app.static_folder or "") / WORKER).read_text(encoding="utf-8")
    version = hashlib.sha256("\n".join([body, *_assets()]).encode()).hexdigest()[:10]
    response = Response(body.replace(UNVERSIONED, f'"{version}"'), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


@bp.get("/offline")
@public
def offline() -> str:
    """What is shown without network where no pack has the page: the visits that were taken along."""
    return render_template("packs/offline.html")


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """How the application looks on a tablet's home screen."""
    asset: Any = current_app.jinja_env.globals["asset"]
    icons = [{"src": asset(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)]
    described = {
        "name": "Kiểm tra dịch vụ bưu chính KT1",
        "short_name": "Kiểm tra KT1",
        "lang": "vi",
        "start_url": url_for("home.home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": COLOUR,
        "background_color": "#ffffff",
        "icons": icons,
    }
    response = Response(json.dumps(described), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response
