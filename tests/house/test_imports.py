"""Knows which file may import which, by the name of the file; knows nothing of what the files do."""

import ast
import sys
from pathlib import Path

import pytest

from tests.house.source import imported, module, modules, ours, tree

PURE = {
    "action_words",
    "cells",
    "citations",
    "composed",
    "counts",
    "device_clock",
    "entries",
    "deadlines",
    "errors",
    "item_types",
    "ledger",
    "merge",
    "permissions",
    "predicates",
    "drawn",
    "plots",
    "rules",
    "secrecy",
    "steps",
    "texts",
    "typed",
    "vietnamese",
    "workflow",
    "working_days",
}
"""Files that compute and nothing else; they import each other and the standard library."""

WITHOUT_WEB = {"queries", "ranking", "progress", "earlier", "conditions", "actions"}
WEB = ("flask", "htmx_flask", "wtforms", "werkzeug", "jinja2", "markupsafe")

OFFERED = {"rules", "steps", "queries", "actions"}
"""What a feature shows to the other features."""

SHARED = {
    "inspections.accounts.passwords": "the one way a password is hashed",
    "inspections.checklists.catalogue": "the shipped checklists as checked data",
    "inspections.demonstration": "the demonstration's password, which may not be chosen elsewhere",
    "inspections.deciding.data": "what a new inspection begins with, whatever it is made from",
    "inspections.directory.loading": "filling an empty database begins with the reference data",
    "inspections.directory.shipped": "the shipped files of every feature are checked in the same way",
    "inspections.evidence.photos": "how a photo becomes a file",
    "inspections.evidence.scans": "how a scanned paper becomes a file",
    "inspections.evidence.uploads": "what a request brought is read before the write begins",
    "inspections.fieldwork.cards": "an item looks the same wherever it is shown",
    "inspections.fieldwork.entries": "a sample that was listed is the same lines in every paper",
    "inspections.fieldwork.item_types": "the types of items are one registry",
    "inspections.fieldwork.merge": "the answer is one function of its operations",
    "inspections.fieldwork.pages": "an item's page is shown again by its photos",
    "inspections.fieldwork.observers": "who saw what another types in is asked of every form and every tablet",
    "inspections.fieldwork.parts": "one part of an answer is read in one way, from a form and from a tablet",
    "inspections.fieldwork.readers": "an item has one place, and whoever reads it may do the same everywhere",
    "inspections.fieldwork.typing_in": "whose paper form somebody types in holds for his tablet too",
    "inspections.fieldwork.words": "an answer is the same words wherever it is shown",
    "inspections.lists.files": "a table is the same CSV wherever it is taken away",
    "inspections.lists.pages": "every list is shown in one way, and each feature shows its own",
    "inspections.law.citations": "grounds are spelt out with the checklist that holds them",
    "inspections.law.catalogue": "the shipped law as checked data",
    "inspections.overview.plots": "what is drawn is the same shapes in every picture",
    "inspections.remedies.conditions": "what is late, or was never sent, is one condition in every list and number",
    "inspections.remedies.keeping": "what happens to a requirement is kept in one way, whatever it happens by",
    "inspections.signatures.ink": "the demonstration's signature becomes a picture like any other",
    "inspections.signatures.pages": "the page of a paper shows what was signed of it",
    "inspections.penalties.listing": "the next duty of a violation is reckoned in one way, whoever asks",
    "inspections.papers.pages": "the page of a paper is shown again by what is signed of it",
    "inspections.papers.begin_actions": "a paper is begun in one place, whosever page it is begun on",
    "inspections.papers.registry": "the help tells of every kind of paper, the page of reports of those of a year",
    "inspections.papers.rendering": "the demonstration's minutes are rendered like any other",
}
"""Further modules of a feature that other features may import, each with its reason."""

PAPERS_OF_VALUES = tuple(f"inspections.papers.{room}." for room in ("composing", "facts", "layout"))
"""What papers say and how they look depends on plain values alone, so that a paper can be made again from them."""

THROUGH = ("models",)
"""Packages behind which nobody looks: the tables know the database object, which knows Flask."""


def feature(name: str) -> str | None:
    """The feature a module belongs to: the folder under inspections/; None for the files of the core."""
    parts = name.split(".")
    inside = len(parts) > 2 or (len(parts) == 2 and modules().get(name, Path()).name == "__init__.py")
    return parts[1] if parts[0] == "inspections" and inside else None


def last(name: str) -> str:
    """The file's own name."""
    return name.rsplit(".", 1)[-1]


def impure(name: str, names: set[str]) -> set[str]:
    """What a pure file may not import."""
    if last(name) not in PURE:
        return set()
    return {one for one in names if one.split(".")[0] not in sys.stdlib_module_names and last(one) not in PURE}


def web(name: str, names: set[str]) -> set[str]:
    """What of the web a query or an action would know, also through another module of ours."""
    if last(name) not in WITHOUT_WEB:
        return set()
    seen, found, waiting = set(), set(), [(one, one) for one in names]
    while waiting:
        one, way = waiting.pop()
        if one.split(".")[0].startswith(WEB):
            found.add(way)
        elif one in modules() and one not in seen and not one.startswith(THROUGH):
            seen.add(one)
            waiting += [(inner, f"{way} → {inner}") for inner in imported(tree(modules()[one]))]
    return found


def foreign(name: str, names: set[str]) -> set[str]:
    """What of another feature is not offered to a feature."""
    own = feature(name)
    others = {one for one in names if own and feature(one) not in {None, own}}
    return {one for one in others if last(one) not in OFFERED and one not in SHARED}


def upward(name: str, names: set[str]) -> set[str]:
    """What of ours a table would know."""
    return {one for one in names if name.startswith("models") and one.split(".")[0] in {"inspections", "app", "tests"}}


def second_htmx(name: str, names: set[str]) -> set[str]:
    """htmx-flask outside its one wrapper."""
    return {one for one in names if one.startswith("htmx_flask") and name != "inspections.htmx"}


def rows(name: str, names: set[str]) -> set[str]:
    """What of the rows a paper's words, facts or layout would know."""
    if not name.startswith(PAPERS_OF_VALUES):
        return set()
    return {one for one in names if one.split(".")[0] in {"models", "sqlalchemy"} or ".gathering" in one}


RULES = [impure, web, foreign, upward, second_htmx, rows]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_to_what_its_name_allows(rule) -> None:
    broken = {str(path): found for path in ours() if (found := rule(module(path), imported(tree(path))))}
    assert not broken


PLANTED = [
    (impure, "inspections.law.rules", "import sqlalchemy"),
    (impure, "inspections.workflow", "from inspections.law import queries"),
    (impure, "inspections.permissions", "from models.base import db"),
    (web, "inspections.law.queries", "from flask import g"),
    (web, "inspections.law.actions", "from flask_login import current_user"),
    (web, "inspections.law.actions", "from inspections import htmx"),
    (web, "inspections.law.queries", "from inspections.law import forms\nimport wtforms"),
    (foreign, "inspections.law.views", "from inspections.accounts.views import bp"),
    (foreign, "inspections.law.views", "from inspections.accounts import forms"),
    (foreign, "inspections.law.queries", "import inspections.accounts.sessions"),
    (upward, "models.law", "from inspections import vietnamese"),
    (rows, "inspections.papers.composing.minutes", "from inspections.papers.gathering import visit_facts"),
    (rows, "inspections.papers.facts.visit", "from models.papers import Paper"),
    (second_htmx, "inspections.law.views", "from htmx_flask import make_response"),
]


@pytest.mark.parametrize(("rule", "name", "source"), PLANTED)
def test_a_planted_import_is_found(rule, name: str, source: str) -> None:
    assert rule(name, imported(ast.parse(source)))


GOOD = [
    (impure, "inspections.fieldwork.rules", "from inspections.fieldwork.item_types import ITEM_TYPES\nimport re"),
    (web, "inspections.law.queries", "from models.law import Act"),
    (foreign, "inspections.law.views", "from inspections.directory import queries, rules"),
    (foreign, "inspections.law.views", "from inspections import htmx, menu"),
]


@pytest.mark.parametrize(("rule", "name", "source"), GOOD)
def test_a_good_import_is_left_alone(rule, name: str, source: str) -> None:
    assert not rule(name, imported(ast.parse(source)))


def test_what_is_listed_as_shared_exists_and_is_used_by_another_feature() -> None:
    used = {(module(path), one) for path in ours() for one in imported(tree(path))}
    needed = {one for name, one in used if feature(name) and feature(name) != feature(one)}
    assert set(SHARED) <= set(modules())
    assert set(SHARED) <= needed
