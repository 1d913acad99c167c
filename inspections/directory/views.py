"""Pages of the inspected bodies: the list and one body; it writes nothing."""

from flask import Blueprint, Response, render_template

from inspections.clock import today
from inspections.directory import queries, rules
from inspections.directory.listed import BODIES
from inspections.guard import needs
from inspections.lists import pages as lists
from inspections.permissions import Permission
from models.base import db
from models.directory import Body

bp = Blueprint("directory", __name__)


@bp.get("/bodies")
@needs(Permission.BODY_READ)
def bodies() -> Response:
    """The list of bodies, searched and narrowed by the query's words."""
    return lists.show(BODIES)


@bp.get("/bodies/<ref:ref>")
@needs(Permission.BODY_READ, Body)
def body(record: Body) -> str:
    """One body with its names over time and its visits."""
    name = queries.body_names(db.session(), [record.id], today()).get(record.id) or record.names[-1].name
    visits = queries.visits_of(db.session(), record)
    return render_template("directory/body.html", body=record, name=name, visits=visits, rules=rules)
