"""What may be typed about a finding that was handed over; it knows none."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField

from inspections.forms import Form, SeenForm, all_or, paragraph, tell_apart

Pairs = Iterable[tuple[str, str]]


class HandOverFilter(Form):
    """Choices above the list."""

    state = SelectField("Tình trạng", default="")
    agency = SelectField("Chuyển đến", default="")

    def __init__(self, *args: Any, states: Pairs, agencies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, pairs in ((self.state, states), (self.agency, agencies)):
            field.choices = all_or(pairs)


class AnswerForm(SeenForm):
    """An answer: taking over needs no word, returning needs a reason."""

    reason = paragraph("Lý do trả lại", limit=1000, render_kw={"rows": 2})

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if name == "take":
            del self.reason
        tell_apart(self, name)

    @property
    def why(self) -> str:
        """The reason, empty where none is asked for."""
        return (self.reason.data or "") if "reason" in self else ""
