"""Which year's reports are looked at and begun; it knows no report."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, SelectField
from wtforms.validators import ValidationError

from inspections.forms import Form, Required
from inspections.vietnamese import FIRST_YEAR, LAST_YEAR


class YearFilter(Form):
    """The year of the reports."""

    year = SelectField("Năm")

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year.choices = [(str(year), str(year)) for year in years]


class BeginForm(Form):
    """The year of a new report, as its page showed it."""

    year = HiddenField("Năm", [Required("Trang này thiếu dữ liệu; mời mở lại trang.")])

    def validate_year(self, field: Any) -> None:
        """Raises ValidationError for what is no year."""
        typed = field.data or ""
        if not (typed.isascii() and typed.isdecimal() and FIRST_YEAR <= int(typed[:5]) <= LAST_YEAR):
            raise ValidationError("Trang này thiếu dữ liệu; mời mở lại trang.")

    @property
    def number(self) -> int:
        """The year."""
        return int(self.year.data or 0)
