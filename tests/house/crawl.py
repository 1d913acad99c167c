"""Knows how to follow every link of the pages and to read their forms, fast and as a browser does; knows no page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import combinations

from werkzeug.test import TestResponse

TYPED = {"text", "search", "tel", "email", "url", "number", "date", "password"}
NEVER_SENT = {"submit", "button", "image", "reset"}
Attributes = dict[str, str]


@dataclass
class Form:
    """A form as it stands in a page: what would be sent, and which of it a person types."""

    page: str
    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads the links, the addresses that htmx and images ask for, and the forms of a page."""

    def __init__(self, url: str, html: str) -> None:
        super().__init__()
        self.url, self.links, self.forms = url, list[str](), list[Form]()
        self._form: Form | None = None
        self._select: tuple[str, bool] | None = None
        self._area: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Reads one element."""
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src", "hx-get") if name in given and tag != "use"]
        if tag == "form":
            self._form = Form(self.url, given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._read_field(self._form, tag, given)

    def _read_field(self, form: Form, tag: str, given: Attributes) -> None:
        name = given.get("name", "")
        if tag == "option" and self._select and ("selected" in given or self._select[1]):
            form.fields[self._select[0]] = [given.get("value", "")]
            self._select = (self._select[0], False)
        elif tag == "select" and name:
            form.fields[name], self._select = [], (name, True)
        elif tag == "textarea" and name:
            form.fields[name], self._area = [""], name
            form.typed.append(name)
        elif tag == "input" and name:
            self._read_input(form, name, given)

    def _read_input(self, form: Form, name: str, given: Attributes) -> None:
        kind = given.get("type", "text")
        if kind == "file":
            form.files.append(name)
        elif kind in {"radio", "checkbox"}:
            form.fields.setdefault(name, []).extend([given.get("value", "on")] if "checked" in given else [])
        elif kind not in NEVER_SENT:
            form.fields.setdefault(name, []).append(given.get("value", ""))
            form.typed += [name] if kind in TYPED else []

    def handle_data(self, data: str) -> None:
        """Reads the text of a textarea; its first line break is not part of it."""
        if self._form is not None and self._area is not None:
            self._form.fields[self._area][0] += data.removeprefix("\r").removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        """Ends a form, a list or a textarea."""
        self._form = None if tag == "form" else self._form
        self._select = None if tag == "select" else self._select
        self._area = None if tag == "textarea" else self._area


Kind = tuple[str, ...]
"""The route of an address, and the names in its query."""


def pairs(kind: Kind) -> list[Kind]:
    """What an address of a kind shows: how two things that a list is asked for work together, for every two of them.

    A list with seven filters has 128 kinds of addresses and 21 pairs. What forgets somebody forgets him because of one
    filter, or of two that meet.
    """
    route, *names = kind
    return [(route, *both) for both in combinations(names, 2)] or [kind]


def walk(
    get: Callable[[str], TestResponse], starts: Iterable[str], kind: Callable[[str], Kind], of_a_kind: int = 3
) -> Iterator[tuple[str, TestResponse, Reader]]:
    """Follows every link from these pages; of the addresses that show the same ``pairs``, the first few."""
    waiting = list(dict.fromkeys(starts))
    seen, kinds = set(waiting), Counter[Kind]()
    while waiting:
        url = waiting.pop(0)
        answer = get(url)
        page = Reader(url, answer.get_data(as_text=True) if answer.mimetype == "text/html" else "")
        yield url, answer, page
        for link in [*page.links, answer.location or "", *(form.action for form in page.forms if form.method == "get")]:
            address = link.partition("#")[0]
            if address.startswith("/") and not address.startswith("/static/") and address not in seen:
                seen.add(address)
                shown = pairs(kind(address))
                if any(kinds[one] < of_a_kind for one in shown):
                    kinds.update(shown)
                    waiting.append(address)
