"""What a list is, and what may be asked of it in an address: columns, order, kept filters; it reads no row of any."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from inspections.errors import RuleBroken
from inspections.vietnamese import format_date

Pairs = list[tuple[str, str]]
"""What stands in an address behind the question mark: name and value, a name as often as it has values."""

COLUMN, SORT = "column", "sort"
"""How an address names the columns that are shown and the column that the list is sorted by."""
EVERYTHING = {"view": "all"}
"""What an address says that asks for the whole list, though its reader has a filter that it opens with."""

LONG_TEXT = 30
"""From how many letters on a column is a text to read and no word."""
LONGEST_NAME, LONGEST_STATE, MOST_PAIRS, MOST_KEPT = 80, 4000, 60, 20
ORDERS = {
    "date": ("cũ trước", "mới trước"),
    "text": ("A đến Z", "Z đến A"),
    "number": ("nhỏ trước", "lớn trước"),
    "money": ("nhỏ trước", "lớn trước"),
    "state": ("bước đầu trước", "bước cuối trước"),
}
"""What rising and falling are called, by the kind of the column."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""With what a text begins that a program for tables would compute."""


@dataclass(frozen=True)
class Column:
    """A column of a list.

    ``kind`` is text, lines (several texts), date, number, money (whole đồng), state (a code of ``of`` in the table of
    states), mark (sign, words, look) or own (the agency that alone sees the row). ``width`` is in letters, for a
    sheet. ``value`` takes a row of the list and gives None for nothing. ``sort`` is an expression that is never null,
    rising as the reader expects (of a state its code, which ``order_of`` is told how to place); without it the list
    cannot be sorted by the column. ``under`` names the column in
    whose cell a page shows this one, as ``said`` says; on a sheet it stands alone. A page cuts a text after ``cut``
    letters. ``agencies`` says that a body's own account does not have the column.
    """

    key: str
    label: str
    kind: str
    width: int
    value: Callable[[Any], Any]
    sort: Any = None
    of: str = ""
    shown: bool = True
    under: str = ""
    said: str = "{}"
    cut: int = 0
    agencies: bool = False

    @property
    def roomy(self) -> bool:
        """Whether a page keeps room for it, however many columns there are: a box that is too wide scrolls."""
        return self.kind in {"text", "lines"} and self.width >= LONG_TEXT


@dataclass(frozen=True)
class Order:
    """By what a list is read: columns of tables that are never null, all rising or all falling, the key last."""

    by: tuple[Any, ...]
    falling: bool
    words: str


@dataclass(frozen=True)
class Words:
    """What a list is called: its title, a sentence on it, what one row is, and what is said when there is none.

    ``none_such`` is said when a filter finds nothing, ``none`` when there is nothing at all: sentence and what to do.
    """

    title: str
    intro: str
    row: str
    file: str
    none_such: tuple[str, str]
    none: tuple[str, str]


@dataclass(frozen=True)
class List:
    """A list as it is declared; the first column names the row and leads to it.

    ``frame`` gives the query of its rows for a day, with every table that ``order`` and the columns' ``sort`` need;
    ``narrow`` adds what is asked for; ``options`` say what is read with the rows; ``rows`` turns what was read into the
    rows that the columns take; ``form`` makes the filter; ``link`` gives the endpoint and the reference of a row.
    ``permission`` is that of its page.
    """

    name: str
    endpoint: str
    permission: Any
    words: Words
    model: Any
    columns: tuple[Column, ...]
    order: Order
    frame: Callable[[date], Any]
    narrow: Callable[[Any, Mapping[str, Any], date], Any]
    rows: Callable[[Any, Sequence[Any], date], list[Any]]
    form: Callable[[Any, Any, date, Any], Any]
    link: Callable[[Any], tuple[str, str]]
    options: tuple[Any, ...] = ()


def columns_for(declared: List, body_id: int | None) -> list[Column]:
    """The columns that a person may have: an agency's all, a body's account those that are not about bodies."""
    return [one for one in declared.columns if body_id is None or not one.agencies]


def chosen(columns: Sequence[Column], keys: Iterable[str]) -> list[Column]:
    """The columns asked for, as they are declared; the first is always there, and without a choice the usual ones."""
    wanted = {*keys} & {one.key for one in columns}
    if not wanted:
        return [one for one in columns if one.shown]
    return [one for one in columns if one.key in wanted or one is columns[0]]


def sorted_by(columns: Iterable[Column], asked: str) -> tuple[Column, bool] | None:
    """The column to sort by and whether it falls; ``asked`` is its key, after "-" for falling. None for the usual."""
    key = asked.removeprefix("-")
    found = next((one for one in columns if one.key == key and one.sort is not None), None)
    return (found, asked.startswith("-")) if found else None


def order_of(declared: List, sort: tuple[Column, bool] | None, placed: Callable[[Column], Any]) -> Order:
    """By what the list is read; ``placed`` gives for a column of states an expression of their order."""
    if sort is None:
        return declared.order
    column, falling = sort
    words = f"{column.label[0].lower()}{column.label[1:]}: {ORDERS[column.kind][falling]}"
    expression = placed(column) if column.kind == "state" else column.sort
    return Order((expression, declared.model.id), falling, words)


def orders(columns: Iterable[Column]) -> list[tuple[str, str]]:
    """(what an address says, words) of every order that may be chosen."""
    sortable = [one for one in columns if one.sort is not None]
    return [
        (f"{sign}{one.key}", f"{one.label}: {ORDERS[one.kind][falling]}")
        for one in sortable
        for falling, sign in ((True, "-"), (False, ""))
    ]


def read(text: str | None) -> Pairs | None:
    """What a form brought back of an address; None when it is too long or cannot be read."""
    if len(text or "") > LONGEST_STATE:
        return None
    try:
        return parse_qsl(text or "", max_num_fields=MOST_PAIRS)
    except ValueError:
        return None


def refuse_unread(pairs: Pairs | None) -> None:
    """Raises RuleBroken when what is to be kept could not be read, instead of keeping a filter that asks for all."""
    if pairs is None:
        raise RuleBroken("Điều kiện lọc quá dài nên không lưu được; mời bớt điều kiện rồi lưu lại từ danh sách.")


def plain(column: Column, value: Any, words: Mapping[str, Mapping[str, Any]]) -> str:
    """A value as a text in one line; ``words`` is the table of states."""
    return "" if value is None else _PLAIN.get(column.kind, _text)(column, value, words)


def _text(_column: Column, value: Any, _words: Any) -> str:
    return str(value)


_PLAIN: dict[str, Callable[[Column, Any, Any], str]] = {
    "date": lambda _column, value, _words: format_date(value),
    "number": lambda _column, value, _words: grouped(value),
    "money": lambda _column, value, _words: grouped(value),
    "lines": lambda _column, value, _words: "; ".join(value),
    "state": lambda column, value, words: str(words[column.of][value][1]),
    "mark": lambda _column, value, _words: str(value[1]),
    "own": lambda _column, value, _words: f"Chỉ {value} xem",
}


def grouped(number: int) -> str:
    """A number as officials read it: 3.000.000."""
    return f"{number:,}".replace(",", ".")


def harmless(text: str) -> str:
    """A text that no program for tables computes: what would begin a formula is led by an apostrophe."""
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA) else text


TAKEN = "Đã có bộ lọc tên này; mời đặt tên khác."


def refuse_name(name: str, others: Iterable[str]) -> None:
    """Raises RuleBroken when another filter of the same list has the name, or there are too many."""
    taken = [*others]
    if name in taken:
        raise RuleBroken(TAKEN)
    if len(taken) >= MOST_KEPT:
        raise RuleBroken(f"Mỗi danh sách lưu tối đa {MOST_KEPT} bộ lọc; mời xóa bớt.")
