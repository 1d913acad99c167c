"""What may be typed to look again at what is open, and about what that came to; it knows no finding."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from inspections.forms import SHORT, DateField, Form, Required, SeenForm, line, paragraph
from inspections.rechecking.rules import LINE, RecheckData

LONGEST_TITLE, LONGEST_TEXT, LONGEST_NOTE = 500, 2000, 1000
WITHOUT_PLAN = "Cần ghi ô này khi căn cứ không phải là kế hoạch năm."
Pairs = Iterable[tuple[str, str]]


class RecheckForm(Form):
    """The findings that are looked at again, and what a draft of a decision begins with."""

    findings = SelectMultipleField("Phát hiện cần kiểm tra lại", [Required("Cần chọn ít nhất một phát hiện.")])
    ground = SelectField("Căn cứ", [Required("Cần chọn căn cứ.")])
    title = paragraph("Tên cuộc kiểm tra", limit=LONGEST_TITLE, render_kw={"rows": 2})
    ground_text = paragraph("Dấu hiệu vi phạm, sự cố hoặc nội dung yêu cầu", limit=LONGEST_TEXT, render_kw={"rows": 2})
    ground_paper = line("Văn bản làm căn cứ (số, ngày, cơ quan)", limit=SHORT)
    first_day = DateField("Ngày dự kiến kiểm tra lại", [Required()])

    def __init__(self, *args: Any, open_findings: Pairs = (), grounds: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings.choices = [SelectChoice(*pair) for pair in open_findings]
        self.ground.choices = [SelectChoice("", "Chọn căn cứ"), *(SelectChoice(*pair) for pair in grounds)]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether title and ground are there where no line of a plan says them, beside everything else."""
        good = super().validate(*args, **kwargs)
        if (self.ground.data or "").startswith(LINE):
            return good
        for field in (self.title, self.ground_text, self.ground_paper):
            if not field.data and not field.errors:
                field.errors, good = [WITHOUT_PLAN], False
        return good

    def typed(self) -> RecheckData:
        """What was typed."""
        words = [field.data or "" for field in (self.ground, self.ground_text, self.ground_paper, self.title)]
        return RecheckData(self.findings.data or (), self.first_day.day or date.max, *words)


class SettleForm(SeenForm):
    """A sentence on what looking again came to."""

    said = paragraph("Nhận xét về kết quả kiểm tra lại", Required(), limit=LONGEST_NOTE)
