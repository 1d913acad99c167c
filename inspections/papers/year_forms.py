"""What may be typed of a report on a year beyond its figures; it knows no figure."""

from collections.abc import Mapping
from typing import Any

from wtforms.validators import ValidationError

from inspections.forms import DateField, Text, paragraph
from inspections.papers.forms import BlocksForm, ContentForm, post_field, recipients_field, signer_field


class SummaryForm(BlocksForm):
    """The report of a period; an empty block is composed from the figures."""

    first: Any = DateField("Từ ngày", [Text(10)], description="Để trống thì lấy ngày 01/01 của năm có ngày cuối kỳ.")
    last = DateField(
        "Số liệu đến hết ngày",
        [Text(10)],
        description="Để trống thì lấy 31/12. Chỉ khóa được nội dung từ ngày này trở đi.",
    )
    situation = paragraph("Tình hình chung", description="Để trống thì soạn từ số liệu.")
    difficulties = paragraph("Khó khăn, vướng mắc", description="Mỗi dòng một ý. Để trống thì soạn từ số liệu.")
    proposals = paragraph("Đề xuất, kiến nghị", description="Mỗi dòng một ý. Để trống thì soạn từ số liệu.")
    recipients = recipients_field()
    signer_post = post_field()
    signer = signer_field()

    def validate_last(self, field: Any) -> None:
        """Raises ValidationError when the period has a beginning alone, or ends before it begins."""
        first = self.first.day if self.first else None
        if first and not field.day:
            raise ValidationError("Đã ghi ngày đầu kỳ thì cần ghi cả ngày cuối kỳ.")
        if first and field.day < first:
            raise ValidationError("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi.")


class YearlyForm(SummaryForm):
    """The same for a whole year, or for what is over of it."""

    first = None


OF_YEAR: Mapping[str, type[ContentForm]] = {"summary_report": SummaryForm, "yearly_report": YearlyForm}
"""The kinds of reports on a year."""
