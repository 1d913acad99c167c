"""What may be typed on the pages of plans; it knows no plan."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from inspections.directory.rules import LONGEST_SEARCH
from inspections.forms import Form, Required, SeenForm, Text, line, paragraph
from inspections.planning import rules
from inspections.planning.rules import LineData
from inspections.step_forms import LONGEST_REASON

LONGEST_CONTENT = 2000
LINE_LIMIT = 500
MONTHS = [(str(month), f"Tháng {month}") for month in range(1, 13)]
Pairs = Iterable[tuple[str, str]]


def _select(label: str, pairs: Pairs, empty: str | None = None) -> SelectField:
    choices = [SelectChoice(code, words) for code, words in pairs]
    return SelectField(label, choices=[SelectChoice("", empty), *choices] if empty else choices)


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
