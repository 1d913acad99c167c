"""What may be typed about causes and measures; it knows no requirement."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from inspections.forms import DateField, Form, Required, SeenForm, line, paragraph, tell_apart
from inspections.measures.rules import KINDS, MeasureData

LONGEST_TEXT, LONGEST_REASON, LONGEST_NAME, LONGEST_POSITION = 2000, 1000, 120, 200
Pairs = Iterable[tuple[str, str]]


class CauseForm(SeenForm):
    """Why it came to a finding."""

    cause = SelectField("Nguyên nhân", [Required("Cần chọn nguyên nhân.")])
    text = paragraph("Nói rõ thêm", limit=LONGEST_TEXT)

    def __init__(self, *args: Any, causes: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cause.choices = [SelectChoice("", "Chọn nguyên nhân"), *(SelectChoice(*pair) for pair in causes)]


class MeasureForm(Form):
    """One thing that the body does: what, who of the body, until when, and what shows that it was done."""

    kind = RadioField(
        "Loại việc",
        [Required("Cần chọn loại việc.")],
        choices=[SelectChoice(code, words) for code, words in KINDS.items()],
        invalid_choice_message="Cần chọn loại việc.",
    )
    text = paragraph("Việc phải làm", Required(), limit=LONGEST_TEXT)
    responsible = line("Người thực hiện của đơn vị (họ tên)", Required(), limit=LONGEST_NAME)
    position = line("Chức vụ", Required(), limit=LONGEST_POSITION)
    due_on = DateField("Thời hạn", [Required()])
    evidence = paragraph("Tài liệu, hình ảnh cần có để chứng minh", limit=LONGEST_TEXT, render_kw={"rows": 2})

    def typed(self) -> MeasureData:
        """What was typed."""
        names = ("kind", "text", "responsible", "position", "evidence")
        words: dict[str, Any] = {name: getattr(self, name).data or "" for name in names}
        return MeasureData(due_on=self.due_on.day or date.max, **words)


class EditForm(MeasureForm, SeenForm):
    """The same of a measure that is there, as its page showed it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, "edit")


class ShareForm(Form):
    """A measure of another requirement that serves this one too."""

    measure = SelectField("Việc đã có", [Required("Cần chọn một việc.")])

    def __init__(self, *args: Any, measures: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure.choices = [SelectChoice(ref, words) for ref, words in measures]


class StepForm(SeenForm):
    """A step of a measure, with a reason where the step needs one."""

    reason = paragraph("Lý do mở lại", Required(), limit=LONGEST_REASON)

    def __init__(self, *args: Any, step: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not step.needs_reason:
            del self.reason
        tell_apart(self, step.name)

    @property
    def said(self) -> str:
        """The reason, empty where none is asked for."""
        return (self.reason.data or "") if "reason" in self else ""
