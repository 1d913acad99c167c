"""The help page; it reads nothing."""

from flask import Blueprint, render_template

from inspections import secrecy
from inspections.guard import needs
from inspections.permissions import Permission

bp = Blueprint("help", __name__)


@bp.get("/help")
@needs(Permission.HELP_READ)
def help_page() -> str:
    """What the application is for and how its work is done, step by step."""
    return render_template("help/help.html", secrecy=secrecy)
