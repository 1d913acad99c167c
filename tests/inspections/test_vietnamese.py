"""Vietnamese text, order, numbers and dates: what officials type is read, and what they read is written their way."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from unicodedata import normalize

import pytest

from inspections.vietnamese import (
    count_text,
    fold,
    format_date,
    format_decimal,
    format_instant,
    money_text,
    name_sort_key,
    normalise,
    number_words,
    parse_date,
    parse_decimal,
    sort_key,
)

VIETNAM = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("dien", "điện"), ("dong thap", "Đồng Tháp"), ("kiem", "kiểm"), ("ĐIỆN", "điện"), ("Ðồng", "đồng")],
)
def test_a_search_finds_whatever_the_accents_and_case(typed, stored):
    assert fold(typed) == fold(stored)


def test_composed_and_decomposed_text_fold_alike():
    assert fold(normalize("NFD", "Ủy ban nhân dân")) == fold("Ủy ban nhân dân") == "uy ban nhan dan"


def test_text_is_stored_composed():
    assert normalise(normalize("NFD", "Bưu điện")) == normalize("NFC", "Bưu điện")


def test_needless_and_odd_spaces_go():
    assert normalise("\t Bưu\u00a0 điện \u200bxã  ") == "Bưu điện xã"


def test_line_breaks_stay_and_become_plain():
    assert normalise("dòng một \r\n\r\n  dòng hai\r") == "dòng một\n\ndòng hai"


def test_what_a_database_refuses_to_store_goes():
    assert normalise("xã\x00 Tam Bình") == "xã Tam Bình"


def test_words_sort_by_letter_then_tone():
    words = ["Đạt", "Dũng", "Châu", "Ánh", "An", "Bình"]
    assert sorted(words, key=sort_key) == ["An", "Ánh", "Bình", "Châu", "Dũng", "Đạt"]


@pytest.mark.parametrize(
    "ordered",
    [
        ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ", "me"],
        ["an", "ăn", "ân", "bo", "cô", "dô", "đô"],
        ["o", "ô", "ơ", "p", "u", "ư", "v"],
        ["bình", "Bình"],
        ["bính an", "bình minh"],
        ["bưu", "bưu cục", "bưu điện", "bưu điện xã"],
        ["01/BB-ĐKT", "02/BB-ĐKT", "Biên bản"],
        ["z", "Ω"],
    ],
)
def test_the_order_is_that_of_a_vietnamese_dictionary(ordered):
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_decomposed_words_sort_as_composed_ones():
    assert sort_key(normalize("NFD", "Đặng Thị Ngọc Ánh")) == sort_key("Đặng Thị Ngọc Ánh")


def test_people_sort_by_given_name_first():
    assert name_sort_key("Nguyễn Văn An") < name_sort_key("Lê Văn Bình")


def test_people_of_one_given_name_sort_by_family_name():
    people = ["Trần Thị An", "Nguyễn Văn Án", "Lê Minh An", "An"]
    assert sorted(people, key=name_sort_key) == ["An", "Lê Minh An", "Trần Thị An", "Nguyễn Văn Án"]


def test_an_empty_name_sorts_first():
    assert name_sort_key("") < name_sort_key("An")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("24,1", "24.1"),
        ("24.1", "24.1"),
        ("24.15", "24.15"),
        ("1.234", "1234"),
        ("1.234,5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("1234,5", "1234.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1234.567", "1234.567"),
        (" 04 ", "4"),
        ("-3,5", "-3.5"),
    ],
)
def test_numbers_are_read_as_officials_type_them(typed, value):
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["", "abc", "1,234.5", "1.23.456", "1,2,3", "5,", ".5", "1 234", "1e3", "NaN", "٣", "5%"]
)
def test_what_is_not_clearly_a_number_is_refused(typed):
    with pytest.raises(ValueError, match="not a number"):
        parse_decimal(typed)


@pytest.mark.parametrize(
    ("value", "written"),
    [("24.1", "24,1"), ("1234.5", "1.234,5"), ("1234567", "1.234.567"), ("2.50", "2,50"), ("-0.125", "-0,125")],
)
def test_numbers_are_written_with_a_decimal_comma_and_read_back(value, written):
    assert format_decimal(Decimal(value)) == written
    assert parse_decimal(written) == Decimal(value)


def test_a_date_is_written_with_two_digits_each():
    assert format_date(date(2026, 3, 6)) == "06/03/2026"


@pytest.mark.parametrize("typed", ["06/03/2026", "6/3/2026", " 6/03/2026 "])
def test_a_date_is_read_with_or_without_leading_zeros(typed):
    assert parse_date(typed) == date(2026, 3, 6)


def test_the_first_and_the_last_day_that_may_be_typed():
    assert [parse_date(typed).year for typed in ("01/01/1900", "31/12/2200")] == [1900, 2200]


@pytest.mark.parametrize(
    "typed", ["", "2026-03-06", "31/02/2026", "6/3/26", "6-3-2026", "03/2026", "12/13/2026", "31/12/1899", "01/01/2201"]
)
def test_another_form_or_a_day_that_does_not_exist_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        parse_date(typed)


def test_an_instant_is_written_in_local_time():
    assert format_instant(datetime(2026, 11, 22, 2, 42, tzinfo=UTC), VIETNAM) == "09:42 22/11/2026"


def test_an_instant_late_in_the_utc_day_belongs_to_the_next_local_day():
    assert format_instant(datetime(2026, 11, 21, 17, 5, tzinfo=UTC), VIETNAM) == "00:05 22/11/2026"


def test_an_instant_without_a_zone_is_utc():
    assert format_instant(datetime(2026, 11, 22, 2, 42), VIETNAM) == "09:42 22/11/2026"


@pytest.mark.parametrize(("n", "written"), [(0, "00"), (4, "04"), (10, "10"), (1250, "1.250")])
def test_a_count_has_two_digits_below_ten(n, written):
    assert count_text(n) == written


@pytest.mark.parametrize(
    ("n", "read"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (91, "chín mươi mốt"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_001, "một nghìn không trăm linh một"),
        (1_010, "một nghìn không trăm mười"),
        (1_015, "một nghìn không trăm mười lăm"),
        (1_100, "một nghìn một trăm"),
        (5_021, "năm nghìn không trăm hai mươi mốt"),
        (10_500, "mười nghìn năm trăm"),
        (21_000, "hai mươi mốt nghìn"),
        (105_000, "một trăm linh năm nghìn"),
        (1_000_000, "một triệu"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (1_024_000, "một triệu không trăm hai mươi tư nghìn"),
        (8_500_000, "tám triệu năm trăm nghìn"),
        (11_500_000, "mười một triệu năm trăm nghìn"),
        (15_000_000, "mười lăm triệu"),
        (24_000_000, "hai mươi tư triệu"),
        (125_250_000, "một trăm hai mươi lăm triệu hai trăm năm mươi nghìn"),
        (1_000_000_000, "một tỷ"),
        (1_000_005_000, "một tỷ không trăm linh năm nghìn"),
        (1_050_000_000, "một tỷ không trăm năm mươi triệu"),
        (2_004_000_015, "hai tỷ không trăm linh bốn triệu không trăm mười lăm"),
        (1_000_000_000_000, "một nghìn tỷ"),
    ],
)
def test_a_number_is_read_as_officials_read_it(n, read):
    assert number_words(n) == read


def test_no_two_numbers_are_read_alike():
    read = [number_words(n) for n in (*range(2_000), *range(100_000, 1_000_000, 997))]
    assert len(set(read)) == len(read)


def test_an_amount_stands_in_figures_and_in_words():
    assert money_text(15_000_000) == "15.000.000 đồng (Mười lăm triệu đồng)"
    with pytest.raises(ValueError, match="not read in words"):
        number_words(-1)
