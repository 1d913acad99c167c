"""What may be asked of the event log, and the anchor that a check is held against; it knows no row."""

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp

from inspections.audit.action_words import ACTIONS
from inspections.forms import DateField, Form, Optional, Text, line
from inspections.vietnamese import sort_key

CHOICES = [
    SelectChoice("", "Tất cả"),
    *(SelectChoice(code, words) for code, words in sorted(ACTIONS.items(), key=lambda one: sort_key(one[1]))),
]


class EventFilter(Form):
    """Day and action above the list of log rows."""

    on = DateField("Ngày", [Text(10)])
    action = SelectField("Việc", choices=CHOICES, default="")


class AnchorForm(Form):
    """Number and hash of a row as they were copied onto paper; both or neither."""

    number = line("Số dòng", Optional(), Regexp(r"[0-9]{1,12}\Z", message="Số dòng chỉ gồm chữ số."))
    hash = line("Mã của dòng đó", Optional(), Regexp(r"[0-9a-fA-F]{64}\Z", message="Mã gồm 64 chữ số và chữ cái a–f."))

    def validate(self) -> bool:
        """Whether what was typed can be an anchor, or nothing was typed."""
        fine = bool(super().validate())
        if fine and bool(self.number.data) != bool(self.hash.data):
            (self.hash if self.number.data else self.number).errors = ["Cần điền cả hai ô."]
            return False
        return fine

    def anchor(self) -> tuple[int, str] | None:
        """The anchor of a valid form."""
        return (int(self.number.data), self.hash.data.lower()) if self.number.data and self.hash.data else None
