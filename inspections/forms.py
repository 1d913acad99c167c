"""What every form shares: Vietnamese messages, clean text, and fields that keep what was typed."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import BooleanField as PlainBooleanField
from wtforms import Form as BaseForm
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation, ValidationError

from inspections.vietnamese import QUARTERS, count_text, format_date, normalise, parse_date, parse_decimal

SHORT, LONG = 200, 4000
LARGEST_AMOUNT = 10**12


def clean(text: Any) -> Any:
    """Typed text in its one form (NFC, trimmed); None and other values pass."""
    return normalise(text) if isinstance(text, str) else text


CHOICE = "Lựa chọn này không có trong danh sách; mời chọn lại."
MESSAGES = {
    "Not a valid choice.": CHOICE,
    "Not a valid choice": CHOICE,
    "Invalid Choice: could not coerce.": CHOICE,
    "Invalid choice(s): one or more data inputs could not be coerced.": CHOICE,
    "'%(value)s' is not a valid choice for this field.": CHOICE,
    "'%(value)s' are not valid choices for this field.": CHOICE,
}
"""What WTForms itself says of a field, in Vietnamese; it ships no Vietnamese of its own."""


class Translations:
    """The sentences of WTForms as the reader reads them."""

    def gettext(self, message: str) -> str:
        """The Vietnamese sentence."""
        return MESSAGES.get(message, message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The Vietnamese sentence; Vietnamese has no plural."""
        return MESSAGES.get(singular, singular)


class Form(BaseForm):
    """A form whose hidden faults of input (NUL, lone surrogates) are refused like any other."""

    class Meta:
        """Applies the cleaning to every text field, and speaks Vietnamese."""

        def get_translations(self, form: BaseForm) -> Translations:
            """The one set of sentences, whatever the browser asks for."""
            return Translations()

        def bind_field(self, form: BaseForm, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Adds the shared filter and check to text fields."""
            if issubclass(unbound_field.field_class, StringField):
                unbound_field.kwargs.setdefault("filters", [clean])
            return unbound_field.bind(form=form, **options)


def all_or(pairs: Iterable[tuple[str, str]], everything: str = "Tất cả") -> list[SelectChoice]:
    """The choices of a filter's field from (code, words), after the one that narrows nothing."""
    return [SelectChoice("", everything), *(SelectChoice(code, words) for code, words in pairs)]


class PlaceFilter(Form):
    """A filter of a list with the quarter, commune and body that a number of the overview asks it for.

    The fields of ``asked_only`` are there only while they are asked for, so that they can be taken back;
    ``body_names`` says what the body with a reference is called.
    """

    quarter = SelectField("Quý", default="")
    commune = SelectField("Xã, phường", default="")
    body = SelectField("Đơn vị", default="")
    asked_only: tuple[str, ...] = ("quarter", "commune", "body")

    def __init__(self, *args: Any, body_names: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quarter.choices = all_or((str(n), q) for n, q in QUARTERS.items())
        for name in self.asked_only:
            asked = self[name].data
            if not (asked and asked.isprintable()):
                del self[name]
            elif name != "quarter":
                words = (body_names or {}).get(asked, asked)
                self[name].choices = all_or([(asked, words[:SHORT])])


class Required:
    """The field must not be empty."""

    field_flags = {"required": True}

    def __init__(self, message: str = "Cần điền ô này.") -> None:
        self.message = message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises StopValidation on emptiness."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(self.message)


class Later:
    """The field may be left empty now and must be filled before a later step: the page does not call it optional."""

    field_flags = {"later": True}

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Refuses nothing; the later step does."""


class Optional:
    """Nothing typed is no fault and ends the checks."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises StopValidation without a message when nothing was typed."""
        if not field.raw_data or not str(field.raw_data[0] or "").strip():
            field.errors = []
            raise StopValidation()


class Text:
    """Letters that can be stored and printed, at most ``limit`` of them."""

    def __init__(self, limit: int = SHORT) -> None:
        self.limit = limit

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises ValidationError on control characters and on too long a text."""
        text = field.data or ""
        typed = str((field.raw_data or [""])[0] or "")
        if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t\r" for letter in typed):
            raise StopValidation("Có ký tự không nhập được; mời gõ lại.")
        if len(text) > self.limit:
            length, limit = (f"{n:,}".replace(",", ".") for n in (len(text), self.limit))
            raise ValidationError(f"Tối đa {limit} ký tự; đã nhập {length}.")


class DateField(StringField):
    """A day typed as dd/MM/yyyy; ``day`` holds the date after validation."""

    day: date | None = None

    def pre_validate(self, form: BaseForm) -> None:
        """Reads the typed day; raises ValidationError when it is none."""
        if not self.data:
            return
        try:
            self.day = parse_date(self.data)
        except ValueError as error:
            raise ValidationError("Ngày phải ghi dạng ngày/tháng/năm, ví dụ 05/11/2026.") from error

    def process_data(self, value: Any) -> None:
        """Shows a stored date in the form it is typed."""
        self.data = format_date(value) if isinstance(value, date) else value


class AmountField(StringField):
    """An amount of money typed as 4.000.000; ``amount`` holds the whole đồng after validation."""

    amount: int | None = None

    def pre_validate(self, form: BaseForm) -> None:
        """Reads the typed amount; raises ValidationError when it is no whole number of đồng above nothing."""
        if not self.data:
            return
        try:
            amount = parse_decimal(self.data)
        except ValueError:
            amount = Decimal(0)
        if not 0 < amount <= LARGEST_AMOUNT or amount != amount.to_integral_value():
            raise ValidationError("Phải là số tiền đồng, ví dụ 4.000.000.")
        self.amount = int(amount)

    def process_data(self, value: Any) -> None:
        """Shows a stored amount in the form it is typed."""
        self.data = count_text(value) if isinstance(value, int) else value


class BooleanField(PlainBooleanField):
    """A tick; shown again it has its own value, never what a browser sent in its place."""

    def _value(self) -> str:
        return "y"


def line(label: str, *validators: Any, limit: int = SHORT, **kwargs: Any) -> StringField:
    """A line of text."""
    return StringField(label, [*validators, Text(limit)], **kwargs)


def paragraph(label: str, *validators: Any, limit: int = LONG, **kwargs: Any) -> TextAreaField:
    """A paragraph of text."""
    return TextAreaField(label, [*validators, Text(limit)], **kwargs)


class ReasonForm(Form):
    """A step that needs a reason, or may have one."""

    reason = paragraph("Lý do", limit=1000)


def seen_version(typed: str | None) -> int:
    """The version that a page showed; what is no number is 0, which no record has."""
    typed = typed or ""
    return int(typed) if typed.isascii() and typed.isdecimal() else 0


class SeenForm(Form):
    """A form about a record as its page showed it; ``version`` is that of the record."""

    version = HiddenField("Lần xem", [Required("Trang này thiếu dữ liệu; mời mở lại trang."), Text(10)])

    @property
    def seen(self) -> int:
        """The version that the page showed."""
        return seen_version(self.version.data)


def tell_apart(form: BaseForm, name: str) -> None:
    """Gives the fields of a form ids that begin with its name, where several forms stand on one page."""
    for field in form:
        field.id = field.label.field_id = f"{name}-{field.name}"


class YearFilter(Form):
    """The year of what a page shows."""

    year = SelectField("Năm")

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year.choices = [(str(year), str(year)) for year in years]
