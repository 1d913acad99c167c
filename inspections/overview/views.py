"""Pages of the overview: all numbers of a year, and its plan line by line; they decide nothing."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.directory.rules import given
from inspections.guard import may_visit, needs
from inspections.inspecting.rules import AGENCIES
from inspections.overview import drawn, queries, rules, sentences
from inspections.overview.forms import OverviewFilter, PlanFilter
from inspections.permissions import Permission
from inspections.remedies import rules as remedy_rules
from inspections.vietnamese import QUARTERS
from models.base import db

bp = Blueprint("overview", __name__)

Link = Callable[..., str | None]


def _asked(kind: type[OverviewFilter], names: Mapping[str, str]) -> tuple[OverviewFilter, dict[str, Any]]:
    """The filter, and what it asks for; this year, when no year is asked for."""
    agencies = [(code, names.get(code, code)) for code in AGENCIES["both"]]
    session, day = db.session(), today()
    visited = [tuple(row) for row in directory.visited(session, day)]
    form = kind(request.args, years=queries.years(session, day), agencies=agencies, visited=visited)
    asked = {"year": str(today().year)} | given(form)
    form.year.data = asked["year"]
    return form, asked


def _words(form: OverviewFilter, asked: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """What of these the numbers are narrowed to, in words."""
    fields = (form[name] for name in names if name in asked)
    return [next(one.label for one in field.choices if one.value == field.data) for field in fields]


def _narrowed(asked: Mapping[str, Any]) -> rules.Asked:
    return rules.Asked(int(asked["year"]), **{name: asked.get(name, "") for name in rules.NARROWS})


def _link(asked: rules.Asked) -> Link:
    """What gives a number the address of its list; nothing where the list does not open."""

    def link(name: str, **more: str) -> str | None:
        endpoint, values = rules.asked_of(name, asked, **more)
        opens = endpoint in current_app.view_functions and may_visit(endpoint)
        return url_for(endpoint, **values) if opens else None  # type: ignore[arg-type]

    return link


def _ranked_link(link: Link, of: str, name: str, key: str) -> str | None:
    """The list of the faults, or of the visits, of one body, clause, section or item."""
    return link(of, **{name: key})


@bp.get("/overview")
@needs(Permission.OVERVIEW_READ)
def overview() -> str:
    """The numbers of a year as the viewer may see them, each with the list it opens, and as sentences."""
    names = directory.agency_names(db.session(), today(), short=True)
    form, narrowed = _asked(OverviewFilter, names)
    asked = _narrowed(narrowed)
    figures, link = queries.figures(db.session(), asked, today()), _link(asked)
    agencies = {code: names[code] for code in AGENCIES["both"] if asked.agency in ("", code)}
    return render_template(
        "overview/overview.html",
        form=form,
        asked=asked,
        figures=figures,
        link=link,
        links={name: partial(_ranked_link, link, "faults", name) for name in ("body", "duty", "section", "item")},
        agencies=agencies,
        looked_at={name: partial(_ranked_link, link, "looked_at", name) for name in ("body", "item")},
        plots=drawn.pictures(figures, agencies, today()),
        narrowed=_words(form, narrowed, rules.NARROWS),
        begun=drawn.unfinished(asked.year, today()),
        names=names,
        rules=rules,
        remedy_rules=remedy_rules,
        quarters=QUARTERS,
        money=sentences.money,
        sentences=sentences.sentences(
            figures, today(), names.get(asked.agency, ""), _words(form, narrowed, ("quarter", "commune", "body"))
        ),
    )


@bp.get("/overview/plan")
@needs(Permission.OVERVIEW_READ)
def plan() -> str:
    """The plan of a year line by line, with what became of each."""
    names = directory.agency_names(db.session(), today(), short=True)
    form, narrowed = _asked(PlanFilter, names)
    asked = _narrowed(narrowed)
    found = queries.plans(db.session(), asked).get(asked.year)
    lines = found.of(narrowed.get("stage", "")) if found else []
    return render_template(
        "overview/plan.html",
        form=form,
        asked=narrowed,
        plan=found,
        lines=lines,
        names=names,
        rules=rules,
        quarters=QUARTERS,
    )
