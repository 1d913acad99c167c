"""What may be typed on the pages of plans; it knows no plan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from inspections.directory.rules import LONGEST_SEARCH
from inspections.forms import SHORT, DateField, Form, Required, Text, line, paragraph
from inspections.planning import rules
from inspections.planning.rules import LineData, Paper

LONGEST_NUMBER, LONGEST_CONTENT, LONGEST_REASON = 60, 2000, 1000
LINE_LIMIT = 500
MONTHS = [(str(month), f"Tháng {month}") for month in range(1, 13)]
Pairs = Iterable[tuple[str, str]]


def _select(label: str, pairs: Pairs, empty: str | None = None) -> SelectField:
    choices = [SelectChoice(code, words) for code, words in pairs]
    return SelectField(label, choices=[SelectChoice("", empty), *choices] if empty else choices)


class SeenForm(Form):
    """A form about a plan as its page showed it; ``version`` is that of the plan."""

    version = HiddenField("Lần xem", [Required("Trang này thiếu dữ liệu; mời mở lại trang."), Text(10)])

    @property
    def seen(self) -> int:
        """The version that the page showed; what is no number is 0, which no plan has."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() else 0


class PlanForm(Form):
    """A new plan: its year, its title, and whether it begins with the lines of an earlier one."""

    year = line("Năm", Required(), limit=4)
    title = paragraph("Tên kế hoạch", Required(), limit=LINE_LIMIT)
    copied = RadioField("Bắt đầu từ", choices=[], default="", validate_choice=True)

    def __init__(self, *args: Any, earlier: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.copied.choices = [("", "Danh mục trống"), *earlier]
        if self.copied.data is None:
            self.copied.data = ""

    def validate_year(self, field: Any) -> None:
        """Raises ValidationError for what is no year of a plan."""
        typed = field.data or ""
        if not (typed.isascii() and typed.isdecimal() and rules.FIRST_YEAR <= int(typed) <= rules.LAST_YEAR):
            raise ValidationError(f"Năm từ {rules.FIRST_YEAR} đến {rules.LAST_YEAR}.")


class TitleForm(SeenForm):
    """Another title."""

    title = paragraph("Tên kế hoạch", Required(), limit=LINE_LIMIT)


class LineForm(SeenForm):
    """A line of a plan; ``q`` and ``find`` narrow the bodies that are offered and save nothing."""

    content = paragraph("Nội dung", Required(), limit=LONGEST_CONTENT, id="line-content")
    quarter = RadioField(
        "Dự kiến thực hiện", [Required("Cần chọn quý.")], choices=[], invalid_choice_message="Cần chọn quý."
    )
    month = _select("Tháng", MONTHS, "Chưa xác định tháng")
    lead = _select("Cơ quan chủ trì", ())
    form = _select("Hình thức", rules.FORMS.items())
    checklists = SelectMultipleField("Mẫu phiếu kiểm tra", [Required("Cần chọn ít nhất một mẫu phiếu.")], choices=[])
    note = paragraph("Ghi chú", limit=LONGEST_CONTENT)
    q = line("Tìm đơn vị theo tên, địa chỉ", limit=LONGEST_SEARCH)
    find = StringField("Tìm", [Text(10)])
    bodies = SelectMultipleField(
        "Cơ quan, đơn vị", [Required("Cần chọn ít nhất một đơn vị.")], choices=[], validate_choice=False
    )

    def __init__(self, *args: Any, leads: Pairs = (), titles: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quarter.choices = [(str(number), words) for number, words in rules.QUARTERS.items()]
        self.lead.choices = [SelectChoice(*pair) for pair in leads]
        self.checklists.choices = list(titles)

    def line(self) -> LineData:
        """What was typed about the line."""
        return LineData(
            bodies=self.bodies.data or (),
            checklists=self.checklists.data or (),
            content=self.content.data or "",
            quarter=int(self.quarter.data),
            month=int(self.month.data) if self.month.data else None,
            lead=self.lead.data,
            form=self.form.data,
            note=self.note.data or "",
        )


class DropForm(SeenForm):
    """Why a line is dropped."""

    reason = paragraph("Lý do đưa ra khỏi kế hoạch", Required("Cần ghi lý do."), limit=LONGEST_REASON)


REASONS = {
    "agree_with_comments": "Ý kiến góp ý",
    "revise": "Lý do điều chỉnh",
}
"""What the reason of a step is called where it is not simply a reason."""


class StepForm(SeenForm):
    """A step taken in the application; the reason is asked for by the steps that need one."""

    reason = paragraph("Lý do", Required("Cần ghi ô này."), limit=LONGEST_REASON)

    way = "app"

    def __init__(self, *args: Any, step: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not step.needs_reason:
            del self.reason
        else:
            self.reason.label.text = REASONS.get(step.name, "Lý do")
        for f in self:  # several of these forms stand on one page
            f.id = f.label.field_id = f"{self.way}-{step.name}-{f.name}"

    @property
    def why(self) -> str:
        """The reason, empty where none is asked for."""
        return (self.reason.data or "") if "reason" in self else ""


class PaperForm(StepForm):
    """A step recorded from a paper that was signed elsewhere."""

    way = "paper"

    kind = line("Loại văn bản", Required(), limit=SHORT)
    number = line("Số, ký hiệu", Required(), limit=LONGEST_NUMBER)
    day = DateField("Ngày ký", [Required()])
    signer = line("Người ký (họ tên, chức vụ)", Required(), limit=SHORT)

    def paper(self) -> Paper:
        """The paper that was typed."""
        day = self.day.day or date.max
        return Paper(self.kind.data or "", self.number.data or "", day, self.signer.data or "")
