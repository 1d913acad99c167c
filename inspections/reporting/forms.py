"""Which year's reports are looked at and begun; it knows no report."""

from typing import Any

from wtforms import HiddenField
from wtforms.validators import ValidationError

from inspections.forms import Form, Required
from inspections.vietnamese import FIRST_YEAR, LAST_YEAR


class BeginForm(Form):
    """The year of a new report, as its page showed it."""

    year = HiddenField("Năm", [Required("Trang này thiếu dữ liệu; mời mở lại trang.")])

    def validate_year(self, field: Any) -> None:
        """Raises ValidationError for what is no year."""
        typed = field.data or ""
        if not (typed.isascii() and typed.isdecimal() and len(typed) == 4 and FIRST_YEAR <= int(typed) <= LAST_YEAR):
            raise ValidationError("Trang này thiếu dữ liệu; mời mở lại trang.")

    @property
    def number(self) -> int:
        """The year."""
        return int(self.year.data or 0)
