"""Pages of the inspected bodies: the list and one body; it writes nothing."""

from flask import Blueprint, render_template, request

from inspections.clock import today
from inspections.directory import queries, rules
from inspections.directory.forms import BodyFilter
from inspections.guard import needs
from inspections.permissions import Permission
from models.base import db
from models.directory import Body

bp = Blueprint("directory", __name__)


@bp.get("/bodies")
@needs(Permission.BODY_READ)
def bodies() -> str:
    """The list of bodies, searched and narrowed by the query's words."""
    session = db.session()
    form = BodyFilter(request.args, groups=queries.groups(session))
    asked = rules.given(form)
    turn = rules.turn(request.args.get("before"), request.args.get("after"))
    page = queries.bodies(session, today(), asked, turn)
    return render_template("directory/bodies.html", form=form, asked=asked, page=page, rules=rules)


@bp.get("/bodies/<ref:ref>")
@needs(Permission.BODY_READ, Body)
def body(record: Body) -> str:
    """One body with its names over time and its visits."""
    name = queries.body_names(db.session(), [record.id], today()).get(record.id) or record.names[-1].name
    visits = queries.visits_of(db.session(), record)
    return render_template("directory/body.html", body=record, name=name, visits=visits, rules=rules)
