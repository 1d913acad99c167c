"""What is typed about a filter that a person keeps; it knows no list."""

from typing import Any

from wtforms import HiddenField

from inspections.forms import BooleanField, Form, Required, SeenForm, Text, line, tell_apart
from inspections.lists.rules import LONGEST_NAME, LONGEST_STATE


def _name() -> Any:
    return line("Tên bộ lọc", Required("Cần đặt tên cho bộ lọc."), limit=LONGEST_NAME)


def _opens() -> BooleanField:
    return BooleanField("Mở danh sách với bộ lọc này")


class KeepForm(Form):
    """A new filter: its name, and as ``shown`` what the page asked for, as its address has it."""

    shown = HiddenField("Điều kiện đang lọc", [Text(LONGEST_STATE)])
    name = _name()
    opens = _opens()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, "keep")


class ChangeForm(SeenForm):
    """A filter under another name."""

    name = _name()
    opens = _opens()
