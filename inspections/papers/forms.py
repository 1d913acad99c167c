"""What may be typed on the pages of papers; it knows no paper."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from inspections.forms import SHORT, DateField, Form, Optional, SeenForm, line, paragraph
from inspections.papers.content import URGENCIES
from inspections.step_forms import LONGEST_REASON
from inspections.visiting.rules import clock

TIME = "Giờ:phút, ví dụ 08:05."


class DownloadForm(Form):
    """A copy is asked for; there is nothing to fill in."""


def time_of_day(_form: Form, field: Any) -> None:
    """Raises ValidationError for what is no time of a day; nothing typed is none yet."""
    if not field.data:
        return
    try:
        field.data = clock(field.data)
    except ValueError as error:
        raise ValidationError("Giờ phải ghi dạng giờ:phút, ví dụ 08:05.") from error


USUAL = "Mỗi dòng một nơi nhận; để trống thì lấy nơi nhận thường dùng."


def recipients_field() -> TextAreaField:
    """Who receives a paper, a line each."""
    return paragraph("Nơi nhận", limit=1000, description=USUAL)


def post_field() -> TextAreaField:
    """What stands above the name of who signs an agency's paper."""
    hint = "Ví dụ: KT. GIÁM ĐỐC, xuống dòng PHÓ GIÁM ĐỐC."
    return paragraph("Chức vụ người ký", limit=SHORT, description=hint)


def signer_field() -> StringField:
    """Who signs an agency's paper."""
    return line("Họ tên người ký", limit=120)


def _urgency() -> SelectField:
    """How urgent an agency's paper is, a frame under its number."""
    return SelectField(
        "Mức độ khẩn",
        choices=[SelectChoice("", "Không"), *(SelectChoice(degree, degree) for degree in URGENCIES)],
        default="",
        invalid_choice_message="Mời chọn trong danh sách.",
    )


class ContentForm(SeenForm):
    """What is typed for a paper beyond what its records say; every field is text under the name it is kept by.

    ``headings`` says above which fields a long form has a heading.
    """

    headings: Mapping[str, str] = {}

    def typed(self) -> dict[str, Any]:
        """The typed texts by name."""
        return {field.name: field.data or "" for field in self if field.name != "version"}


class AnnexForm(ContentForm):
    """What an annex of signed minutes adds or corrects."""

    began_at = line("Giờ lập phụ lục", time_of_day, limit=20, description=TIME)
    drawn_on = line("Ngày lập phụ lục", limit=SHORT, description="Ví dụ: ngày 20 tháng 11 năm 2026.")
    place = line("Địa điểm", limit=300)
    reason = paragraph("Lý do bổ sung, đính chính", limit=LONGEST_REASON)
    changes = paragraph("Nội dung bổ sung, đính chính", description="Mỗi dòng một điểm; hệ thống tự đánh a), b), c).")


class AnnouncementForm(ContentForm):
    """What the minutes of the announcement say beyond the decision and the people who are recorded at the visit."""

    began_at = line("Giờ bắt đầu", time_of_day, limit=20, description=TIME)
    ended_at = line("Giờ kết thúc", time_of_day, limit=20, description=TIME)
    place = line("Địa điểm", limit=300)
    programme = paragraph(
        "Chương trình làm việc", description="Mỗi dòng một việc; để trống thì dẫn kế hoạch tiến hành kiểm tra."
    )
    opinion = paragraph(
        "Ý kiến của đơn vị", limit=2000, description="Ghi đúng lời; để trống thì ghi không có ý kiến khác."
    )

    def validate_ended_at(self, field: Any) -> None:
        """Raises ValidationError when the minutes would end before they began; both are of one day."""
        if field.data and self.began_at.data and field.data <= self.began_at.data:
            raise ValidationError("Giờ kết thúc phải sau giờ bắt đầu trong cùng ngày.")


class BlocksForm(ContentForm):
    """What is typed in place of blocks that are composed from the records; an empty field is composed.

    ``reset`` names the fields that are emptied, so that they are composed again.
    """

    reset = SelectMultipleField("Lấy lại nội dung tự soạn", choices=[], validate_choice=False)

    def typed(self) -> dict[str, Any]:
        """The typed texts by name, those that are composed again empty."""
        said = {name: text for name, text in super().typed().items() if name != "reset"}
        return said | {name: "" for name in self.reset.data or () if isinstance(said.get(name), str)}


class NoticeForm(BlocksForm):
    """What a result notice says beyond the findings."""

    strengths = paragraph("Ưu điểm", description="Để trống thì lấy từ các phát hiện là ưu điểm.")
    shortcomings = paragraph(
        "Tồn tại, hạn chế", description="Mỗi dòng một điểm. Để trống thì lấy từ các phát hiện của cuộc kiểm tra."
    )
    handled = paragraph(
        "Xử lý vi phạm", description="Chỉ ghi biên bản, quyết định đã có. Để trống thì lấy từ phát hiện."
    )
    requirements = paragraph(
        "Yêu cầu đối với đơn vị", description="Mỗi dòng một điểm. Để trống thì lấy từ yêu cầu khắc phục."
    )
    report_by = line("Báo cáo chậm nhất", limit=SHORT, description="Ví dụ: ngày 21 tháng 12 năm 2026.")
    enterprise = paragraph("Yêu cầu đối với đơn vị cấp trên (nếu có)", limit=1000)
    follows = paragraph("Đơn vị theo dõi, đôn đốc", limit=1000)
    urgency = _urgency()
    recipients = recipients_field()
    signer_post = post_field()
    signer = signer_field()


class DemandForm(NoticeForm):
    """What a demand to correct says beyond the findings."""

    strengths = None
    shortcomings = None
    handled = None


class ScheduleForm(ContentForm):
    """What the notice of a coming visit says beyond its decision, its day and its team."""

    began_at = line("Giờ bắt đầu", time_of_day, limit=20, description=TIME)
    place = line("Địa điểm", limit=300, description="Để trống thì lấy địa chỉ của đơn vị.")
    report_by = line("Gửi báo cáo chậm nhất", limit=SHORT, description="Ví dụ: ngày 10 tháng 11 năm 2026.")
    prepare = paragraph(
        "Nội dung đơn vị chuẩn bị", description="Mỗi dòng một điểm; để trống thì dùng nội dung thường dùng."
    )
    contact = line("Đầu mối liên hệ", limit=300, description="Tên, chức vụ, điện thoại; để trống thì lấy thư ký đoàn.")
    urgency = _urgency()
    recipients = recipients_field()
    signer_post = post_field()
    signer = signer_field()


class UrgingForm(ContentForm):
    """What a letter says that urges a body, beyond what it is late with."""

    new_day = DateField("Thời hạn mới, chậm nhất ngày", [Optional()])
    urgency = _urgency()
    recipients = recipients_field()
    signer_post = post_field()
    signer = signer_field()


class CaseIndexForm(ContentForm):
    """What the index of a case file says beyond the papers that the records have."""

    mark = line("Số hồ sơ", limit=20, description="Số trong sổ hồ sơ của cơ quan; ký hiệu HSKT tự thêm.")
    sheets = paragraph(
        "Số tờ của từng văn bản",
        limit=2000,
        description="Mỗi dòng số tờ của một văn bản, theo thứ tự trong mục lục; để trống thì điền tay trên bản in.",
    )
    signer = line("Người lập", limit=120)
    leader = line("Trưởng đoàn", limit=120)


CONTENT: Mapping[str, type[ContentForm]] = {
    "visit_notice": ScheduleForm,
    "announcement_minutes": AnnouncementForm,
    "annex": AnnexForm,
    "result_notice": NoticeForm,
    "correction_demand": DemandForm,
    "urging_letter": UrgingForm,
    "case_index": CaseIndexForm,
}
"""The kinds whose texts are typed here; those of minutes are typed where the visit is recorded."""
