"""Pages of the checklists: the list and one frozen version, which prints; it writes nothing."""

from flask import Blueprint, render_template

from inspections.checklists import queries, rules
from inspections.clock import today
from inspections.directory import queries as directory
from inspections.directory.rules import KINDS
from inspections.guard import needs
from inspections.permissions import Permission
from models.base import db
from models.checklists import ChecklistVersion

bp = Blueprint("checklists", __name__)


@bp.get("/checklists")
@needs(Permission.CHECKLIST_READ)
def checklists() -> str:
    """The newest version of every checklist."""
    versions = queries.current_versions(db.session())
    return render_template("checklists/checklists.html", versions=versions, rules=rules, kinds=KINDS)


@bp.get("/checklists/<ref:ref>")
@needs(Permission.CHECKLIST_READ, ChecklistVersion)
def checklist(record: ChecklistVersion) -> str:
    """One version with all its sections and items."""
    session = db.session()
    return render_template(
        "checklists/checklist.html",
        version=record,
        short=directory.agency_names(session, today(), short=True),
        items=queries.versions(session, [record.id])[record.id].items,
        rules=rules,
        kinds=KINDS,
    )
