"""Knows how a person without a browser uses the application, and what every page must be; knows no feature."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

import html5lib
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from inspections.demonstration import PASSWORD
from models import db

HTMX = {"HX-Request": "true"}
"""The headers of a request that swaps a part of a page."""

HANDLER = re.compile(r"^(on|hx-on|hx-vars|hx-confirm|style$)")
FORBIDDEN_VALUE = re.compile(r"^\s*(js|javascript):", re.IGNORECASE)
FIELDS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit"}
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
NAME = " - Kiểm tra KT1"
QUIET_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")

NOISE = [
    re.compile(r'("made_at":)"[^"]*"'),
    re.compile(r'(name="csrf_token" (?:type="hidden" )?value=|name="csrf-token" content=)"[^"]*"'),
    re.compile(r'(name="op_id" value=)"[^"]*"'),
    re.compile(r'("csrf_token":)"[^"]*"'),
    re.compile(r'(name="made-at" content=|"made_at":)"[^"]*"'),
]
"""What differs between two answers to the same question: tokens, operations not made yet, when the page was made."""

GOOD: set[int] = set()
"""The pages that were checked and found good: their hashes, without what differs from one answer to the next."""

Fields = dict[str, list[str]]
Element = ElementTree.Element


class Client:
    """A person's requests. Every answer is checked as a page; ``status`` is what the test expects."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http = app.test_client()

    def sign_in(self, login: str, password: str = PASSWORD) -> "Client":
        """Signs in; fails the test if the application refuses."""
        self.post("/sign-in", status=303, login=login, password=password)
        return self

    def get(self, url: str, status: int = 200, **options: Any) -> "Page":
        """Asks for a page."""
        return self._checked(self.http.get(url, buffered=True, **options), status)

    def post(self, url: str, status: int = 303, headers: dict[str, str] | None = None, **fields: Any) -> "Page":
        """Sends a form with the session's CSRF token; files are (stream, name) pairs, None is left out."""
        data = {name: value for name, value in fields.items() if value is not None}
        sent = {"X-CSRFToken": self.token()} | (headers or {})
        return self._checked(self.http.post(url, data=data, headers=sent, buffered=True), status)

    def token(self) -> str:
        """The session's CSRF token."""
        return str(self.http.get("/session").get_json()["csrf_token"])

    def _checked(self, response: TestResponse, status: int) -> "Page":
        page = Page(response)
        found = f"{response.request.method} {response.request.path}: {response.status_code}, not {status}"
        assert response.status_code == status, f"{found}\n{page.text[:600]}"
        if response.mimetype == "text/html" and response.data and not page.location:
            page.check()
        return page


class Page:
    """An answer, read as a browser reads it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        readable = (response.mimetype or "").startswith(("text/", "application/json"))
        self.html = response.get_data(as_text=True) if readable else ""
        self._tree: Element | None = None
        self.faults: list[str] = []

    @property
    def tree(self) -> Element:
        """The parsed page."""
        if self._tree is None:
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            self._tree = (parser.parse if self.whole else parser.parseFragment)(self.html)
            self.faults = [f"{place}: {code}" for place, code, _values in parser.errors]
        return self._tree

    @property
    def text(self) -> str:
        """The words of the page, with single spaces."""
        return words_of(self.tree) if self.html else ""

    @property
    def location(self) -> str:
        """Where the answer leads."""
        return str(self.response.headers.get("Location") or self.response.headers.get("HX-Redirect") or "")

    @property
    def whole(self) -> bool:
        """Whether this is a whole page and not a fragment."""
        return self.html.lstrip().lower().startswith("<!doctype")

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements with this tag and these attributes."""
        return [one for one in self.tree.iter(tag) if all(one.get(name) == value for name, value in attributes.items())]

    def links(self) -> set[str]:
        """Every address that the page leads to by a link."""
        return {one.get("href", "") for one in self.tree.iter("a")}

    def forms(self) -> list[Element]:
        """The forms of the page."""
        return self.all("form")

    def form(self, action: str) -> Fields:
        """What a browser would send if the form with this address were sent as it is: field → values."""
        return filled(next(form for form in self.forms() if form.get("action") == action))

    def check(self) -> None:
        """Fails on anything that no page of ours may be. What was found good once is not read again: that is slow."""
        known = hash(quiet(self.html))
        if known not in GOOD:
            self._check()
            GOOD.add(known)

    def _check(self) -> None:
        elements = [one for one in self.tree.iter() if isinstance(one.tag, str)]
        assert not self.faults, f"not valid HTML: {self.faults[:3]}"
        self._check_ids(elements)
        for one in elements:
            _check_attributes(one)
        self._check_forms()
        if self.whole:
            self._check_head()
        else:
            roots = [one.tag for one in self.tree]
            assert len(roots) == 1, f"a fragment has one root element, not {roots}"

    def _check_head(self) -> None:
        headings = [words_of(one) for one in self.tree.iter("h1")]
        assert len(headings) == 1, f"a page has one h1, not {headings}"
        assert self.all("html", lang="vi"), "the page does not say that it is Vietnamese"
        title = " ".join((self.tree.findtext(".//title") or "").split())
        assert title.endswith(NAME), f"the title {title!r} does not name the application"
        words = title.removesuffix(NAME)
        begins = words.startswith(headings[0]) or headings[0].startswith(words)
        assert headings[0] and begins, f"the title {title!r} does not say what the heading {headings[0]!r} says"

    def _check_ids(self, elements: list[Element]) -> None:
        ids = Counter(one.get("id") for one in elements if one.get("id"))
        repeated = {name for name, times in ids.items() if times > 1}
        assert not repeated, f"ids used twice: {repeated}"
        if self.whole:
            named = {name for one in elements for pointer in POINTERS for name in one.get(pointer, "").split()}
            assert named <= set(ids), f"no element has the id: {named - set(ids)}"

    def _check_forms(self) -> None:
        labelled = {label.get("for") for label in self.tree.iter("label")}
        inside = {one for label in self.tree.iter("label") for one in label.iter()}
        for form in self.forms():
            action, fields = form.get("action"), [one for one in form.iter() if one.tag in FIELDS]
            assert action and form.get("method"), "a form without action or method"
            tokens = [one for one in fields if one.get("name") == "csrf_token"]
            assert len(tokens) == (form.get("method", "").lower() == "post"), f"CSRF tokens of {action}: {len(tokens)}"
            for one in fields:
                quiet = one.get("type") in UNLABELLED or one.get("aria-label") or one.get("aria-labelledby")
                assert quiet or one in inside or one.get("id") in labelled, f"{one.get('name')} of {action}: no label"


def quiet(html: str) -> str:
    """A page without what differs from one answer to the next."""
    for one in NOISE:
        html = one.sub(r"\1", html)
    return html


def words_of(element: Element) -> str:
    """The words inside an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _check_attributes(one: Element) -> None:
    assert one.tag != "style", "inline style element"
    assert one.tag != "script" or one.get("src"), "inline script"
    assert one.tag != "img" or one.get("alt") is not None, f"an image without words: {one.get('src')}"
    assert "[" not in one.get("hx-trigger", ""), f"htmx filter: {one.get('hx-trigger')}"
    for name, value in one.attrib.items():
        assert not HANDLER.match(name), f"{name} on {one.tag}"
        assert not FORBIDDEN_VALUE.match(value), f"{name}={value} on {one.tag}"


def filled(form: Element) -> Fields:
    """What a browser would send if the form were sent as it is: field → values."""
    found: Fields = {}
    for one in form.iter():
        name = one.get("name")
        if name and one.tag in FIELDS and (values := VALUES.get(one.tag, _of_input)(one)) is not None:
            found.setdefault(name, []).extend(values)
    return found


def _of_input(one: Element) -> list[str] | None:
    kind = one.get("type", "text")
    if kind in {"file", "submit", "button"} or (kind in {"radio", "checkbox"} and one.get("checked") is None):
        return None
    return [one.get("value", "on" if kind == "checkbox" else "")]


def _of_select(one: Element) -> list[str]:
    options = list(one.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and one.get("multiple") is None:
        chosen = options[:1]
    return [option.get("value", words_of(option)) for option in chosen]


VALUES: dict[str, Callable[[Element], list[str] | None]] = {
    "select": _of_select,
    "textarea": lambda one: ["".join(one.itertext())],
}
"""How the value of an element is read; every other one is an input."""


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Collects the SQL statements that the application sends meanwhile, transaction words left out."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(QUIET_WORDS):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
