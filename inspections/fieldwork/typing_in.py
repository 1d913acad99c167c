"""Whose paper form the present person types in, kept in his session for one visit; it decides nothing itself."""

from typing import Any

from flask import session, url_for
from flask_login import current_user

from inspections.fieldwork import observers
from inspections.permissions import Permission, may
from models.directory import User
from models.inspections import Visit

KEY = "observer"
OPEN_VISITS = frozenset({"announced", "fieldwork_done"})


def begin(visit: Visit, user: User | None) -> None:
    """From now on the present person types in what this colleague wrote at this visit; None ends it."""
    session[KEY] = [visit.ref, user.ref] if user else None


def observer(visit: Visit) -> User | None:
    """Who observed what the present person writes now; raises RuleBroken when that one has left the team since."""
    where, ref = session.get(KEY) or ("", "")
    return observers.named(visit, current_user, ref) if where == visit.ref else None


def observing(visit: Visit) -> dict[str, Any] | None:
    """What templates/fieldwork/_observer.html needs; None where the present person does not write."""
    if visit.state not in OPEN_VISITS or not may(current_user, Permission.FIELDWORK_TYPE_IN, visit):
        return None
    where, ref = session.get(KEY) or ("", "")
    colleagues = observers.colleagues(visit, current_user)
    return {
        "url": url_for("fieldwork.observe", ref=visit.ref),
        "paper_url": url_for("visiting.paper_form", ref=visit.ref),
        "colleagues": colleagues,
        "active": where == visit.ref,
        "observer": next((user for user in colleagues if where == visit.ref and user.ref == ref), None),
    }
