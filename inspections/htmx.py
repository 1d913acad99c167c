"""Requests and answers of htmx: the only module that knows htmx-flask, and the one way a POST is answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from flask import Flask, Response, make_response, redirect, render_template, request
from htmx_flask import Htmx
from wtforms import Form

from inspections.errors import RuleBroken
from models.base import begin_write, db

Context = Callable[[], dict[str, Any]]


class Answerable(Protocol):
    """A form: it can be checked, and it carries sentences that belong to no single field."""

    form_errors: list[str]

    def validate(self) -> bool:
        """Whether what was typed can be taken."""


def init_app(app: Flask) -> None:
    """Gives every request its ``htmx`` attribute."""
    Htmx(app)


def wants_fragment() -> bool:
    """True for htmx requests that swap a part of a page; boosted and history requests need the whole page."""
    htmx: Any = getattr(request, "htmx", False)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page_or_fragment(page: str, fragment: str, **context: Any) -> str:
    """One URL serves the page or, to htmx, its fragment."""
    return render_template(fragment if wants_fragment() else page, **context)


def answer(
    form: Answerable,
    act: Callable[[], Any],
    *,
    page: str,
    context: Context,
    location: Callable[[Any], str | Response],
    fragment: str | None = None,
) -> Response:
    """The one way a POST is answered.

    Validates the form and calls the action. On success htmx receives the fragment and everyone else a 303 to
    ``location(result)``, or the file that ``location`` gives in place of an address. On a refusal everything is rolled
    back, ``context()`` reads again, and the sentence is shown in the form with what was typed, status 422 (or the
    refusal's own): beside the field that it names, or above the form.
    """
    if not form.validate():
        return _again(form, page, fragment, context, 422)
    try:
        result = act()
        db.session.flush()
    except RuleBroken as broken:
        _tell(form, broken)
        return _again(form, page, fragment, context, broken.status)
    if fragment and wants_fragment():
        return make_response(render_template(fragment, form=form, **context()))
    found = location(result)
    return found if isinstance(found, Response) else _see(found)


def _tell(form: Answerable, broken: RuleBroken) -> None:
    """Puts the sentence beside the first field it names that the form has; else above all fields."""
    if isinstance(form, Form) and (named := next((name for name in broken.fields if name in form), None)):
        form[named].errors = [*form[named].errors, broken.message]
    else:
        form.form_errors.append(broken.message)


def _see(address: str) -> Response:
    if getattr(request, "htmx", False):
        return make_response("", 200, {"HX-Redirect": address})
    return make_response(redirect(address, 303))


def _again(form: Answerable, page: str, fragment: str | None, context: Context, status: int) -> Response:
    db.session.rollback()
    db.session.info.pop("events", None)
    template = fragment if fragment and wants_fragment() else page
    return make_response(render_template(template, form=form, **context()), status)


def begin() -> None:
    """Before the first query of a POST: takes the write lock."""
    begin_write(db.session())


@contextmanager
def unlocked() -> Iterator[None]:
    """Lets other writers go on during slow work in a POST; what was read before it is read again after it."""
    db.session.rollback()
    try:
        yield
    finally:
        db.session.rollback()
        begin()
