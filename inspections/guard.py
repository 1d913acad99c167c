"""Permissions tied to Flask: a view declares who may enter and receives its record, or it is refused."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, NoReturn, TypeVar

import sqlalchemy as sa
from flask import abort, current_app, request
from flask_login import current_user
from sqlalchemy.orm import joinedload

from inspections import event_log
from inspections.permissions import Permission, may
from models.base import Base, db
from models.inspections import Inspection

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Declares that a view is open to everyone, signed in or not."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def needs(permission: Permission, model: type[Base] | None = None) -> Callable[[View], View]:
    """Declares a view's permission. With a model the record of the URL's ``ref`` is loaded through the filter.

    A record that the viewer may not see answers 404, one he sees but may not touch 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> Any:
            if model is None:
                _allow(permission, None)
            else:
                record = load(model, values.pop("ref"))
                _allow(permission, record)
                values = {"record": record} | values
            return view(**values)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.model = model  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def load(model: Any, ref: str) -> Any:
    """The record with this public reference if the viewer may see it; answers 404 otherwise."""
    record = db.session.scalars(_by_ref(model), {"ref": ref}).unique().one_or_none()
    if record is None:
        abort(404)
    return record


TO_THE_TEAM = ("visit_item", "visit", "inspection")
"""The relationships by which a record of a case leads to the team that its permissions ask for, the nearest first."""


@cache
def _by_ref(model: Any) -> Any:
    """The query of a record by its public reference, with the way to its team; built once, it costs half."""
    return sa.select(model).options(*_with_team(model)).where(model.ref == sa.bindparam("ref"))


def _with_team(model: Any) -> list[Any]:
    if model is Inspection:
        return [joinedload(Inspection.members)]
    above = [getattr(model, name) for name in TO_THE_TEAM if name in getattr(model, "parents", ())]
    return [joinedload(one).options(*_with_team(one.property.mapper.class_)) for one in above[:1]]


def _allow(permission: Permission, record: Any) -> None:
    if not may(_person(), permission, record):
        refuse(permission, record)


def _person() -> Any:
    """The account behind the request, None for a stranger; the proxy for it would look it up for every question."""
    signed_in: Any = current_user
    return signed_in.user if signed_in.is_authenticated else None


def refuse(permission: Permission, record: Any = None) -> NoReturn:
    """Answers 403 and leaves a row in the log."""
    event_log.refuse(
        db.session(),
        event_log.Entry(
            action=str(permission),
            actor_id=current_user.id,
            actor=current_user.name,
            owner=current_user.agency_code,
            subject=type(record).__name__ if record is not None else "",
            subject_ref=getattr(record, "ref", ""),
        ),
    )
    abort(403)


def require() -> None:
    """Before every request: refuses a view that declares nothing, and a stranger at a view that is not public."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static":
        return
    permission = getattr(view, "permission", None)
    if permission is None:
        abort(403)
    if permission != "public" and not current_user.is_authenticated:
        abort(401)


def may_visit(endpoint: str, record: Any = None) -> bool:
    """Whether the route would open for the present user, so that a button shows exactly when it works."""
    view: Any = current_app.view_functions[endpoint]
    permission: Permission | str = view.permission
    if permission == "public":
        return True
    person = _person()
    return person is not None and may(person, Permission(permission), record)
