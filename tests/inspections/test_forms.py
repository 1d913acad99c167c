"""Knows how typed text becomes clean values and which sentences refuse it; knows no page."""

from datetime import date
from unicodedata import normalize

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField

from inspections.forms import LONG, SHORT, DateField, Form, Optional, ReasonForm, Required, Text, line, paragraph

NFC = "Phường Long Châu"
NFD = normalize("NFD", NFC)


class Sample(Form):
    """Every kind of field once."""

    name = line("Tên", Required("Cần ghi tên."))
    note = paragraph("Ghi chú", limit=20)
    day = DateField("Ngày", [Optional(), Text(10)])
    code = line("Mã", Optional(), limit=5)
    secret = PasswordField("Mật khẩu")


def sent(**typed: str) -> Sample:
    return Sample(MultiDict({"name": "Tên"} | typed))


def test_text_is_kept_composed_and_trimmed() -> None:
    form = sent(name=f"  {NFD} \n")
    assert NFD != NFC
    assert form.validate() and form.name.data == NFC


def test_a_password_is_the_same_whichever_keyboard_typed_it() -> None:
    assert sent(secret=NFD).secret.data == sent(secret=NFC).secret.data == NFC


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u00a0"])
def test_a_required_field_wants_more_than_spaces(typed: str) -> None:
    form = sent(name=typed)
    assert not form.validate() and form.errors == {"name": ["Cần ghi tên."]}


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_letters_that_cannot_be_printed_are_refused(letter: str) -> None:
    for field in ("name", "note"):
        form = sent(**{field: f"a{letter}b"})
        assert not form.validate() and form.errors[field] == ["Có ký tự không nhập được; mời gõ lại."]


def test_lines_and_tabs_are_letters() -> None:
    assert sent(note="một\r\nhai\tba").validate()


@pytest.mark.parametrize(("length", "fine"), [(20, True), (21, False)])
def test_a_text_may_be_as_long_as_its_limit(length: int, fine: bool) -> None:
    form = sent(note="ế" * length)
    assert form.validate() is fine
    assert fine or form.errors == {"note": ["Tối đa 20 ký tự; đã nhập 21."]}


def test_a_long_text_is_told_its_length_as_officials_write_numbers() -> None:
    form = sent(note="a" * 12345)
    assert not form.validate() and form.errors["note"] == ["Tối đa 20 ký tự; đã nhập 12.345."]


def test_the_limit_counts_what_is_kept() -> None:
    assert sent(note=" " * 30 + NFD[:18]).validate()
    assert (SHORT, LONG) == (200, 4000)


@pytest.mark.parametrize("typed", ["5/11/2026", "05/11/2026", " 05/11/2026 "])
def test_a_day_is_read_as_officials_write_it(typed: str) -> None:
    form = sent(day=typed)
    assert form.validate() and form.day.day == date(2026, 11, 5)


@pytest.mark.parametrize(
    "typed", ["2026-11-05", "31/02/2026", "5/11", "hôm nay", "05/11/99999", "00/00/0000", "٠٥/١١/٢٠٢٦"]
)
def test_what_is_no_day_is_refused_and_stays(typed: str) -> None:
    form = sent(day=typed)
    assert not form.validate()
    assert form.day.day is None and form.day.data == typed
    assert form.errors["day"][0].startswith(("Ngày phải ghi dạng ngày/tháng/năm", "Tối đa 10 ký tự"))


def test_an_empty_day_is_no_day() -> None:
    form = sent(day="  ")
    assert form.validate() and form.day.day is None


def test_a_stored_day_is_shown_as_it_is_typed() -> None:
    assert Sample(data={"day": date(2026, 11, 5)}).day.data == "05/11/2026"


def test_nothing_typed_ends_the_checks() -> None:
    assert sent(code="").validate()
    assert not sent(code="dài quá").validate()


def test_a_reason_is_a_paragraph_of_at_most_a_thousand_letters() -> None:
    assert ReasonForm(MultiDict({"reason": "a" * 1000})).validate()
    assert not ReasonForm(MultiDict({"reason": "a" * 1001})).validate()


def test_a_form_without_anything_sent_has_no_fault_of_its_own() -> None:
    form = Sample(MultiDict())
    assert not form.validate()
    assert set(form.errors) == {"name"}
