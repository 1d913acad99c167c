"""What may be typed for a change of many requirements; it knows no requirement."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from inspections.bulk.rules import ACTS, BulkData
from inspections.forms import DateField, Form, Required, Text, line, paragraph

LONGEST_NOTE, LONGEST_NUMBER = 1000, 60
Pairs = Iterable[tuple[str, str]]


class BulkForm(Form):
    """The chosen requirements, and what the act asks for, once for all of them."""

    rows = SelectMultipleField(
        "Yêu cầu đã chọn", [Required("Chưa chọn yêu cầu nào.")], choices=[], validate_choice=False
    )
    act = HiddenField("Việc cần làm", [Text(20)])
    number = line("Số, ký hiệu văn bản", Required(), limit=LONGEST_NUMBER)
    day = DateField("Ngày văn bản", [Required()])
    note = paragraph("Nội dung, nơi nhận", limit=LONGEST_NOTE)
    follower = SelectField("Người theo dõi", [Required("Cần chọn người theo dõi.")])
    to_on = DateField("Xin gia hạn đến ngày", [Required()])
    reason = paragraph("Lý do xin gia hạn", Required(), limit=LONGEST_NOTE)
    answer = paragraph("Ý kiến", limit=LONGEST_NOTE)

    def __init__(self, *args: Any, act: str, people: Pairs = (), rows: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act.data = act
        self.rows.choices = [SelectChoice(*pair) for pair in rows]
        self.follower.choices = [SelectChoice("", "Chọn người"), *(SelectChoice(*pair) for pair in people)]
        for name in {field for one in ACTS.values() for field in one.fields} - set(ACTS[act].fields):
            del self[name]

    def typed(self) -> BulkData:
        """What was typed."""
        words = ("number", "note", "reason", "follower", "answer")
        found: dict[str, Any] = {name: getattr(self, name).data or "" for name in words if name in self}
        days = {name: getattr(self, name).day for name in ("day", "to_on") if name in self}
        return BulkData(**found, **days)
