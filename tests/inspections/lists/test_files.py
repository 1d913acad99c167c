"""Knows what the files of a list are when another program reads them."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from inspections.lists import files
from inspections.lists.rules import Column

HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "http://x", "{=1+1}", "<b>&amp;\x07", "ế" * 40_000, "đủ"]
COLUMNS = [
    Column("text", "Nội dung", "text", 40, lambda row: row[0]),
    Column("day", "Ngày", "date", 12, lambda row: row[1]),
    Column("fine", "Tiền phạt (đồng)", "money", 16, lambda row: row[2]),
]
ROWS = [(text, date(2026, 11, 22), 3_000_000) for text in HOSTILE] + [(None, None, None)]
FACTS = [("Danh sách", "=Thử"), ("Ngày xuất", "22/11/2026")]


def written(kind: str) -> bytes:
    out = io.BytesIO()
    assert files.KINDS[kind][0](out, COLUMNS, iter(ROWS), {}, FACTS, date(2026, 11, 22)) == len(ROWS)
    return out.getvalue()


def test_a_sheet_has_typed_cells_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    table = book["Danh sách"]
    assert [cell.value for cell in table[1]] == ["Nội dung", "Ngày", "Tiền phạt (đồng)"]
    assert [table.cell(n + 2, 1).value for n in range(6)] == HOSTILE[:6]
    assert len(table.cell(9, 1).value) == files.LONGEST_CELL and table.cell(10, 1).value == "đủ"
    assert {table.cell(n + 2, 1).data_type for n in range(len(HOSTILE))} <= {"s", "inlineStr"}
    assert table["B2"].value == datetime(2026, 11, 22) and table["B2"].number_format == "dd/mm/yyyy"
    assert table["C2"].value == 3_000_000 and table["C2"].data_type == "n"
    assert [cell.value for cell in table[len(ROWS) + 1]] == [None, None, None]
    assert [row[1].value for row in book["Thông tin"].iter_rows()] == ["=Thử", "22/11/2026", str(len(ROWS))]
    for part in zipfile.ZipFile(io.BytesIO(written("xlsx"))).namelist():
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(written("xlsx"))).read(part), part


def test_a_sheet_keeps_its_head_in_sight_and_can_be_filtered() -> None:
    table = openpyxl.load_workbook(io.BytesIO(written("xlsx")))["Danh sách"]
    assert table.freeze_panes == "A2" and table.print_title_rows == "$1:$1"
    assert table.auto_filter.ref == f"A1:C{len(ROWS) + 1}"
    assert round(table.column_dimensions["A"].width) == 41 and round(table.column_dimensions["B"].width) == 13


def test_the_same_list_is_the_same_file() -> None:
    assert written("xlsx") == written("xlsx") and written("csv") == written("csv")


def test_csv_is_known_as_utf8_and_computes_nothing() -> None:
    raw = written("csv")
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Nội dung", "Ngày", "Tiền phạt (đồng)"]
    assert [row[0] for row in rows[1:5]] == [f"'{text}" for text in HOSTILE[:4]]
    assert rows[-2] == ["đủ", "22/11/2026", "3000000"] and rows[-1] == ["", "", ""]


@pytest.mark.parametrize("kind", files.KINDS)
def test_an_empty_list_has_its_head(kind: str) -> None:
    out = io.BytesIO()
    assert files.KINDS[kind][0](out, COLUMNS, iter(()), {}, FACTS, date(2026, 11, 22)) == 0
    assert out.getvalue()
