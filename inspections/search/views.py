"""The page of the search; it decides nothing."""

from typing import Any

from flask import Blueprint, render_template, request

from inspections.clock import today
from inspections.directory.rules import given, turn, words
from inspections.guard import needs
from inspections.permissions import Permission
from inspections.search import queries, rules
from inspections.search.forms import SearchForm
from models.base import db

bp = Blueprint("search", __name__)

FIRST_PAGE = ("after", "")


@bp.get("/search")
@needs(Permission.SEARCH)
def search() -> str:
    """What the words find, by kind; one kind alone goes on page by page."""
    form = SearchForm(request.args)
    asked = given(form)
    groups = _groups(asked) if words(asked.get("q", "")) else []
    return render_template("search/search.html", form=form, asked=asked, groups=groups, rules=rules)


def _groups(asked: dict[str, Any]) -> list[rules.Group]:
    here = turn(request.args.get("before"), request.args.get("after")) if "group" in asked else FIRST_PAGE
    return [queries.search(db.session(), code, asked["q"], today(), here) for code in rules.asked_groups(asked)]
