"""What may be typed of a report that was received, and asked of their register; it knows no report."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import FileField, SelectField
from wtforms.validators import ValidationError

from inspections.forms import DateField, Form, Optional, Required, SeenForm, all_or, line, paragraph
from inspections.registers.rules import KINDS, STANDINGS, Entry
from inspections.scan_forms import SCAN_HINT, WithScan

FIRST_YEAR, LAST_YEAR = 2000, 2199
Pairs = Iterable[tuple[str, str]]


class ReportFilter(Form):
    """Choices above the register."""

    year = SelectField("Năm", default="")
    kind = SelectField("Loại báo cáo", choices=all_or(KINDS.items()), default="")
    standing = SelectField("Thời hạn", choices=all_or(STANDINGS.items()), default="")
    agency = SelectField("Cơ quan nhận", default="")

    def __init__(self, *args: Any, years: Iterable[int], agencies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year.choices = all_or((str(year), str(year)) for year in years)
        self.agency.choices = all_or(agencies)


class EntryForm(WithScan, Form):
    """A report that was received; ``kinds`` are those that may be entered here."""

    kind = SelectField("Loại báo cáo")
    number = line("Số, ký hiệu, ngày của báo cáo", limit=60, description="Ví dụ: 125/BC-BĐVL ngày 08/12/2026.")
    received_on = DateField("Ngày nhận", [Required()])
    due_on = DateField(
        "Hạn gửi",
        [Optional()],
        description="Chỉ ghi khi báo cáo không có hạn theo quy định hoặc theo thông báo lịch kiểm tra đã ban hành.",
    )
    scan = FileField("Bản quét (PDF, JPG)", description=SCAN_HINT)
    note = line("Ghi chú", limit=300)

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(one, KINDS[one]) for one in kinds]

    def entry(self) -> Entry:
        """What was typed."""
        return Entry(
            kind=self.kind.data,
            number=self.number.data or "",
            received_on=self.received_on.day or date.max,
            due_on=self.due_on.day,
            note=self.note.data or "",
        )


class YearEntryForm(EntryForm):
    """The same for a year, of any body."""

    body = SelectField("Đơn vị gửi báo cáo")
    year = line("Báo cáo của năm", Required(), limit=4)

    def __init__(self, *args: Any, bodies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body.choices = list(bodies)

    def validate_year(self, field: Any) -> None:
        """Raises ValidationError for what is no year."""
        typed = field.data or ""
        if not (typed.isascii() and typed.isdecimal() and FIRST_YEAR <= int(typed) <= LAST_YEAR):
            raise ValidationError("Năm ghi bốn chữ số, ví dụ 2026.")


class WithdrawForm(SeenForm):
    """Why an entry is withdrawn."""

    reason = paragraph("Lý do rút", Required("Cần ghi lý do rút dòng này."), limit=1000, render_kw={"rows": 2})
