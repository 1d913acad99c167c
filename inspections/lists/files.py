"""Writes a list as a sheet (.xlsx) or as CSV, a row at a time; it knows values and columns, no table and no request.

XlsxWriter writes rows as they come and forgets them; openpyxl, which would also do, needs half as much memory
again; it reads the files back in the tests, as another program.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import IO, Any

import xlsxwriter

from inspections.lists.rules import Column, grouped, harmless, plain

LONGEST_CELL = 32_767
"""Letters that a cell of a sheet holds."""
MADE_OF_CELLS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
States = Mapping[str, Mapping[str, Any]]
Facts = Sequence[tuple[str, str]]


def sheet(
    out: IO[bytes], columns: Sequence[Column], rows: Iterable[Any], states: States, facts: Facts, day: date
) -> int:
    """Writes a workbook: the list with typed cells, and ``facts`` (what, how it is) on a second sheet; how many rows.

    Texts stay texts whatever they begin with. The same list on the same day is the same file.
    """
    book = xlsxwriter.Workbook(out, MADE_OF_CELLS)
    book.set_properties({"title": facts[0][1], "created": datetime.combine(day, time())})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6EEFA", "border": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        "number": book.add_format({"num_format": "#,##0", "valign": "top"}),
    }
    table = book.add_worksheet("Danh sách")
    _head(table, columns, formats)
    count = 0
    for count, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            _WRITE.get(column.kind, _write_text)(table, count, place, column, column.value(row), formats, states)
    table.autofilter(0, 0, count, len(columns) - 1)
    about = book.add_worksheet("Thông tin")
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 80)
    for place, (what, said) in enumerate([*facts, ("Số dòng", grouped(count))]):
        about.write_string(place, 0, what, formats["head"])
        about.write_string(place, 1, said[:LONGEST_CELL], formats["text"])
    book.close()
    return count


def _head(table: Any, columns: Sequence[Column], formats: Mapping[str, Any]) -> None:
    """The first row, which stays in sight and is printed on every page, and the widths."""
    table.freeze_panes(1, 0)
    table.repeat_rows(0)
    table.set_landscape()
    table.set_paper(9)  # A4
    table.fit_to_pages(1, 0)
    for place, column in enumerate(columns):
        table.set_column(place, place, column.width)
        table.write_string(0, place, column.label, formats["head"])


def _write_text(
    table: Any, row: int, place: int, column: Column, value: Any, formats: Mapping[str, Any], states: States
) -> None:
    text = plain(column, value, states)
    if text:
        table.write_string(row, place, text[:LONGEST_CELL], formats["text"])


def _write_date(
    table: Any, row: int, place: int, _column: Column, value: Any, formats: Mapping[str, Any], _states: States
) -> None:
    if value is not None:
        table.write_datetime(row, place, value, formats["date"])


def _write_number(
    table: Any, row: int, place: int, _column: Column, value: Any, formats: Mapping[str, Any], _states: States
) -> None:
    if value is not None:
        table.write_number(row, place, value, formats["number"])


_WRITE: dict[str, Callable[..., None]] = {"date": _write_date, "number": _write_number, "money": _write_number}
"""How a value goes into its cell; what is not here is a text."""


def comma_separated(
    out: IO[bytes], columns: Sequence[Column], rows: Iterable[Any], states: States, _facts: Facts, _day: date
) -> int:
    """Writes a list as CSV (RFC 4180) in UTF-8 with a byte-order mark, by which Excel knows the letters; how many rows.

    Numbers are digits alone; a text that a program would compute is led by an apostrophe.
    """
    count, text = 0, io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([harmless(one.label) for one in columns])
    for row in rows:
        writer.writerow([_bare(one, one.value(row), states) for one in columns])
        count += 1
    text.detach()
    return count


def _bare(column: Column, value: Any, states: States) -> str:
    if column.kind in {"number", "money"}:
        return "" if value is None else str(value)
    return harmless(plain(column, value, states))


KINDS: dict[str, tuple[Callable[..., int], str]] = {
    "xlsx": (sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (comma_separated, "text/csv; charset=utf-8"),
}
"""What a list can be written as: how, and its type."""
