"""What a paper's page shows of the versions before and after it; it writes nothing."""

from typing import Any

from flask import current_app
from flask_login import current_user

from inspections.papers import rendering
from inspections.papers.content import Content, plain
from inspections.papers.registry import KINDS
from inspections.papers.versions import queries, rules
from inspections.papers.versions.forms import BeginForm, DropForm
from inspections.permissions import Permission, may
from models.base import db
from models.papers import Paper


def beside(paper: Paper, works: bool, forms: dict[str, Any]) -> dict[str, Any]:
    """The old and the new version, why, and the forms of who may begin or drop one."""
    old, versioned = queries.replaces(paper), KINDS[paper.kind].names_people
    new = queries.successor(db.session(), paper) if versioned else None
    drafts = works and may(current_user, Permission.PAPER_DRAFT, paper)
    seen = {"version": str(paper.version)}
    begins = drafts and rules.refusal(versioned, paper.state, new is not None) is None
    drops = drafts and old is not None and paper.state == "draft"
    return {
        "old": old,
        "new": new if new is not None and (works or paper.state == rules.REPLACED) else None,
        "told": paper.fields.get(rules.FIELD, {}),
        "told_of_new": new.fields.get(rules.FIELD, {}) if new else {},
        "replace_form": (forms.get("replace") or BeginForm(data=seen)) if begins else None,
        "drop_form": (forms.get("drop") or DropForm(data=seen)) if drops else None,
    }


def changed(paper: Paper, content: Content | None) -> list[rules.Change] | None:
    """Where a new version says something else than the paper that it replaces; None for any other paper."""
    old = queries.replaces(paper)
    if old is None or content is None:
        return None
    before = rendering.compose(db.session(), old, current_app.config["TIME_ZONE"])
    return list(rules.changes(plain(before).splitlines(), plain(content).splitlines()))
