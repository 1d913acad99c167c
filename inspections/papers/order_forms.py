"""What may be typed for papers about a plan or a whole inspection; it knows no paper."""

from collections.abc import Mapping

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from inspections.forms import DateField, Optional, Required, line, paragraph
from inspections.papers import forms
from inspections.papers.forms import BlocksForm, ContentForm, post_field, recipients_field, signer_field

ISSUERS = (("DIC", "Sở ban hành"), ("UBND", "Ủy ban nhân dân tỉnh ban hành"))
EACH_LINE = "Mỗi dòng một điểm; để trống thì lấy nội dung tự soạn."
GROUNDS = (
    "Mỗi dòng một căn cứ. Căn cứ chưa xác minh phải xác minh trong danh mục văn bản hoặc bỏ trước khi khóa nội dung."
)


class PlanForm(BlocksForm):
    """What the plan of a year says beyond its list and the fixed sentences."""

    issuer = RadioField(
        "Cơ quan ban hành",
        [Required("Cần chọn cơ quan ban hành.")],
        choices=[SelectChoice(code, words) for code, words in ISSUERS],
        default="DIC",
        invalid_choice_message="Cần chọn cơ quan ban hành.",
    )
    grounds = paragraph("Căn cứ", description=GROUNDS)
    purposes = paragraph("Mục đích", description=EACH_LINE)
    requirements = paragraph("Yêu cầu", description=EACH_LINE)
    contents = paragraph("Nội dung kiểm tra", description=EACH_LINE)
    subjects = paragraph("Đối tượng, thời kỳ, thời gian và hình thức", description=EACH_LINE)
    team = paragraph("Thành phần đoàn kiểm tra", description=EACH_LINE)
    funds = paragraph("Kinh phí và phương tiện", description=EACH_LINE)
    tasks = paragraph("Tổ chức thực hiện", description=EACH_LINE)
    recipients = recipients_field()
    signer_post = post_field()
    signer = signer_field()


class DecisionForm(BlocksForm):
    """What a decision says beyond its draft; who signs stands in the records."""

    grounds = paragraph("Căn cứ", description=GROUNDS)
    proposer = line("Theo đề nghị của", limit=300, description="Ví dụ: Trưởng phòng Bưu chính - Viễn thông.")
    powers = paragraph("Điều 3: nhiệm vụ, quyền hạn", description=EACH_LINE)
    duties = paragraph("Điều 4: hiệu lực, tổ chức thực hiện", description=EACH_LINE)
    recipients = recipients_field()


class WorkingPlanForm(ContentForm):
    """What a working plan says beyond its nine items, which are typed with the decision."""

    days_each = line("Số ngày tại mỗi đơn vị", limit=10, description="Để trống thì ghi 01.")
    recipients = recipients_field()


class ReportForm(BlocksForm):
    """What the report of a team says beyond what was found."""

    drawn_on = DateField("Ngày báo cáo", [Optional()])
    assessment = paragraph("Nhận xét, đánh giá", description=EACH_LINE)
    measures = paragraph("Biện pháp xử lý đã áp dụng", description=EACH_LINE)
    opinions = paragraph("Ý kiến, kiến nghị của các đơn vị", description=EACH_LINE)
    to_issuer = paragraph("Kiến nghị đối với người ra quyết định", description=EACH_LINE)
    to_police = paragraph("Kiến nghị đối với cơ quan công an", description=EACH_LINE)
    to_bodies = paragraph("Kiến nghị đối với các đơn vị", description=EACH_LINE)
    recipients = recipients_field()


CONTENT: Mapping[str, type[ContentForm]] = {
    **forms.CONTENT,
    "annual_plan": PlanForm,
    "decision": DecisionForm,
    "working_plan": WorkingPlanForm,
    "team_report": ReportForm,
}
"""The kinds whose texts are typed on the page of the paper, of visits and of what is wider."""
