"""The help pages; they read nothing."""

from urllib.parse import urlsplit

from flask import Blueprint, render_template, request

from inspections import secrecy
from inspections.guard import needs, public
from inspections.papers.registry import KINDS
from inspections.papers.rules import OCCASIONS
from inspections.permissions import Permission

bp = Blueprint("help", __name__)


@bp.get("/help")
@needs(Permission.HELP_READ)
def help_page() -> str:
    """What the application is for and how its work is done, step by step."""
    return render_template("help/help.html", secrecy=secrecy, papers=KINDS.values(), occasions=OCCASIONS)


@bp.get("/help/tablet")
@public
def tablet() -> str:
    """How a tablet is made ready, and whether the present one is; also for whoever cannot sign in on it yet."""
    root = f"http://{urlsplit(request.host_url).hostname}/root.crt"
    return render_template("help/tablet.html", root=root)
