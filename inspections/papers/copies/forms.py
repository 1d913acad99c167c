"""What may be typed about copies that were handed over on paper; it knows no paper."""

from typing import Any

from wtforms import HiddenField, SelectField
from wtforms.validators import ValidationError

from inspections.forms import DateField, Form, Required, line

MOST = 50
"""More copies than these at once are a slip."""


class HandOverForm(Form):
    """To whom copies were handed, how many, on which day; ``readers`` are code → name of who may have received them."""

    reader = SelectField("Giao cho", [Required()])
    count = line("Số bản", Required(), limit=2, description=f"Từ 1 đến {MOST}.")
    day = DateField("Ngày giao", [Required()])

    def __init__(self, *args: Any, readers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader.choices = list(readers.items())

    def validate_count(self, field: Any) -> None:
        """Raises ValidationError for what is no number of copies."""
        typed = field.data or ""
        if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= MOST):
            raise ValidationError(f"Số bản là số nguyên từ 1 đến {MOST}.")

    @property
    def copies(self) -> int:
        """How many copies were typed."""
        return int(self.count.data or 0)


class TakeBackForm(Form):
    """Which hand-over was entered by mistake; ``row`` is the reference of its row in the log."""

    row = HiddenField("Dòng của sổ", [Required()])
