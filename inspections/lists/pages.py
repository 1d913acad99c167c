"""What the page of any list shows, from its declaration and its address; it decides nothing and writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import Response, get_template_attribute, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.directory.rules import given, turn
from inspections.lists import queries, rules
from inspections.lists.forms import KeepForm
from inspections.lists.rules import Column, List, Pairs
from inspections.vietnamese import format_date
from models.base import db
from models.lists import SavedFilter

PAGE = "lists/list.html"


@dataclass(frozen=True)
class Value:
    """A value as a page shows it: its column, itself for what has a look of its own, and its words."""

    column: Column
    value: Any
    text: str


@dataclass(frozen=True)
class Cell:
    """A cell: its value, and below it those of the columns that are shown in it."""

    main: Value
    below: list[Value]


@dataclass(frozen=True)
class Line:
    """A row: the record of the list, its address, its cells."""

    row: Any
    url: str
    cells: list[Cell]


@dataclass(frozen=True)
class Head:
    """The head of a column: the address that sorts by it, if any, and how it is sorted now (ascending, descending)."""

    column: Column
    url: str
    sorted: str


def states() -> dict[str, dict[str, Any]]:
    """The words of every state, which live in one template alone."""
    found: dict[str, dict[str, Any]] = get_template_attribute("shared/states.html", "STATES")
    return found


def state_words(kind: str) -> list[tuple[str, str]]:
    """(code, words) of the states of a kind, as a filter offers them."""
    return [(code, word) for code, (_sign, word, _look) in states()[kind].items()]


def _placed(column: Column) -> Any:
    """The place of a row's state among the states of its kind, in the order in which a record takes them."""
    places = {code: place for place, code in enumerate(states()[column.of])}
    return queries.place_of(column.sort, places)


class Shown:
    """A list as it is asked for: filter, columns, order. What it reads is read once, when it is first asked for."""

    def __init__(self, declared: List, args: Any, day: date) -> None:
        self.list, self.day = declared, day
        self.form = declared.form(db.session(), args, day, current_user)
        self.asked = given(self.form)
        self.columns = rules.columns_for(declared, current_user.body_id)
        self.chosen = rules.chosen(self.columns, args.getlist(rules.COLUMN))
        self.sort = rules.sorted_by(self.columns, args.get(rules.SORT, ""))
        self.order = rules.order_of(declared, self.sort, _placed)
        self.orders = rules.orders(self.columns)
        self.turn = turn(args.get("before"), args.get("after"))

    @cached_property
    def page(self) -> directory.Page:
        """The rows of the page, with the references its neighbours are asked by."""
        return queries.page(db.session(), self.list, self.asked, self.day, self.order, self.turn)

    @cached_property
    def kept(self) -> Sequence[SavedFilter]:
        """The reader's filters of this list."""
        return queries.kept(db.session(), current_user, self.list.name) if current_user.agency_code else []

    @property
    def filters(self) -> Pairs:
        """What the filter narrows, as the address has it."""
        return [(field.name, str(field.data)) for field in self.form if field.name in self.asked]

    @property
    def sort_key(self) -> str:
        """The order as the address has it; empty for the usual one."""
        return f"{'-' if self.sort[1] else ''}{self.sort[0].key}" if self.sort else ""

    @property
    def look(self) -> Pairs:
        """The columns and the order as the address has them; nothing where they are the usual ones."""
        usual = [one for one in self.columns if one.shown] == self.chosen
        columns = [] if usual else [(rules.COLUMN, one.key) for one in self.chosen]
        return columns + ([(rules.SORT, self.sort_key)] if self.sort else [])

    @property
    def asked_for(self) -> Pairs:
        """All of it, but for the page."""
        return self.filters + self.look

    @property
    def text(self) -> str:
        """The same as one text, for a form to bring back."""
        return urlencode(self.asked_for)

    @property
    def address(self) -> str:
        """The list's address that asks for nothing."""
        return url_for(self.list.endpoint)

    def url(self, pairs: Pairs) -> str:
        """The list's address that asks for this; where the list opens with a filter, asking for nothing is said."""
        if not pairs and any(one.opens for one in self.kept):
            pairs = list(rules.EVERYTHING.items())
        return f"{self.address}?{urlencode(pairs)}" if pairs else self.address

    def url_of(self, kept: SavedFilter) -> str:
        """The list's address that asks for what a kept filter asks for."""
        return self.url(pairs_of(kept))

    @property
    def before(self) -> str | None:
        """The address of the page before."""
        return self.url([*self.asked_for, ("before", self.page.before)]) if self.page.before else None

    @property
    def after(self) -> str | None:
        """The address of the page after."""
        return self.url([*self.asked_for, ("after", self.page.after)]) if self.page.after else None

    @property
    def everything(self) -> str:
        """The address of the list that nothing narrows, with its columns and its order."""
        return self.url(self.look)

    @property
    def sentence(self) -> str:
        """How many rows the page has, in which order, and how many there are."""
        total = rules.grouped(queries.count(db.session(), self.list, self.asked, self.day))
        return f"Đang xem {len(self.page.rows)} {self.list.words.row}, {self.order.words}. Tổng {total} dòng"

    def is_now(self, kept: SavedFilter) -> bool:
        """Whether the page asks for what a kept filter asks for."""
        return pairs_of(kept) == self.asked_for

    def _hosts(self) -> list[tuple[Column, list[Column]]]:
        """The columns that have a cell of their own, each with those that are shown in it."""
        keys = {one.key for one in self.chosen}
        guests = {one.key for one in self.chosen if one.under in keys}
        return [
            (one, [guest for guest in self.chosen if guest.under == one.key])
            for one in self.chosen
            if one.key not in guests
        ]

    @cached_property
    def heads(self) -> list[Head]:
        """The head of the table."""
        return [self._head(column) for column, _below in self._hosts()]

    def _head(self, column: Column) -> Head:
        now = self.sort if self.sort and self.sort[0] is column else None
        key = column.key if (now and now[1]) or (not now and column.kind in {"text", "state"}) else f"-{column.key}"
        columns = [pair for pair in self.look if pair[0] == rules.COLUMN]
        url = self.url([*self.filters, *columns, (rules.SORT, key)]) if column.sort is not None else ""
        return Head(column, url, ("descending" if now[1] else "ascending") if now else "")

    @cached_property
    def lines(self) -> list[Line]:
        """The rows of the page as the table shows them."""
        hosts, words = self._hosts(), states()

        def value(column: Column, row: Any) -> Value:
            found = column.value(row)
            return Value(column, found, rules.plain(column, found, words))

        def line(row: Any) -> Line:
            endpoint, ref = self.list.link(row)
            cells = [Cell(value(one, row), [value(guest, row) for guest in below]) for one, below in hosts]
            return Line(row, url_for(endpoint, ref=ref), cells)

        return [line(row) for row in self.page.rows]

    def facts(self) -> list[tuple[str, str]]:
        """What an exported list says of itself: which, when, by whom, what was asked for."""
        named = [(field.label.text, _asked_words(field)) for field in self.form if field.name in self.asked]
        return [
            ("Danh sách", self.list.words.title),
            ("Ngày xuất", format_date(self.day)),
            ("Người xuất", current_user.name),
            *named,
            ("Sắp xếp", self.order.words),
        ]


def _asked_words(field: Any) -> str:
    """What a field of a filter asks for, as its reader chose it."""
    labels = {str(one[0]): str(one[1]) for one in field.iter_choices()} if hasattr(field, "iter_choices") else {}
    return labels.get(str(field.data), str(field.data))


def asked_of(declared: List, pairs: Pairs) -> Shown:
    """A list as such pairs ask for it; what they ask and the list does not know is forgotten."""
    return Shown(declared, MultiDict(pairs), today())


def show(declared: List, template: str = PAGE, more: Callable[[Shown], dict[str, Any]] | None = None) -> Response:
    """The page of a list. Without a question it opens with the filter that its reader chose for that."""
    shown = Shown(declared, request.args, today())
    opening = next((one for one in shown.kept if one.opens and one.asked), None)
    if opening is not None and not request.args:
        return make_response(redirect(shown.url_of(opening), 302))
    context = {"shown": shown, "keep": KeepForm(data={"shown": shown.text})} | (more(shown) if more else {})
    return make_response(render_template(template, **context))


def pairs_of(record: SavedFilter) -> Pairs:
    """What a filter asks for."""
    return [(str(name), str(value)) for name, value in record.asked]
