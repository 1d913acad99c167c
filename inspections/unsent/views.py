"""Answers HTTP for the page of unsent work; the server knows none of it, the page's script fills it from the device."""

from flask import Blueprint, render_template

from inspections.guard import needs
from inspections.permissions import Permission

bp = Blueprint("unsent", __name__)


@bp.get("/outbox")
@needs(Permission.OPERATIONS_SEND)
def unsent() -> str:
    """What this person wrote on this device and the server does not have yet."""
    return render_template("unsent/unsent.html")
