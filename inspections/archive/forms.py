"""What may be typed and chosen about case files and above their list; it knows no case."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from inspections.archive.actions import HandOver
from inspections.forms import DateField, Form, Required, SeenForm, Text, all_or, line, paragraph, tell_apart

LONGEST_REASON, LONGEST_RECEIPT = 1000, 60
Pairs = Iterable[tuple[str, str]]


class CaseFileFilter(Form):
    """Choices above the list of case files."""

    stand = SelectField("Nộp lưu", default="")
    kept = SelectField("Nhóm hồ sơ", default="")
    agency = SelectField("Cơ quan chủ trì", default="")

    def __init__(self, *args: Any, stands: Pairs, classes: Pairs, agencies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stand.choices = all_or(stands)
        self.kept.choices = all_or(classes)
        self.agency.choices = all_or(agencies)


class ClassForm(SeenForm):
    """The class of a case file and why it is that one."""

    code = SelectField("Nhóm hồ sơ, thời hạn bảo quản", [Required("Cần chọn.")], choices=[])
    reason = paragraph(
        "Lý do",
        Required("Cần ghi lý do."),
        limit=LONGEST_REASON,
        render_kw={"rows": 2},
        description="Hai cơ quan đều đọc được lý do này.",
    )

    def __init__(self, *args: Any, classes: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.choices = [SelectChoice(code, words) for code, words in classes]
        tell_apart(self, "classify")


class HandOverForm(SeenForm):
    """When, with which receipt and to whom a case file was handed over."""

    day = DateField("Ngày nộp lưu", [Required(), Text(10)])
    receipt = line("Số biên bản giao nhận", Required(), limit=LONGEST_RECEIPT)
    receiver = line("Đơn vị, người nhận", Required(), description="Ví dụ: Lưu trữ hiện hành của Sở; bà Lê Thị Mai.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, "hand-over")

    def data_typed(self) -> HandOver:
        """What was typed into a valid form."""
        if self.day.day is None:
            raise ValueError("A valid form has a day.")
        return HandOver(self.day.day, self.receipt.data or "", self.receiver.data or "")
