"""What is typed for the papers on violations; it knows no paper and no violation."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from inspections.forms import SHORT, DateField, Form, Optional, line, paragraph
from inspections.papers.composing.transfer import COLUMNS, SEPARATOR
from inspections.papers.forms import (
    TIME,
    BlocksForm,
    ContentForm,
    post_field,
    recipients_field,
    signer_field,
    time_of_day,
)
from inspections.papers.wording import lines
from inspections.step_forms import LONGEST_REASON

Pairs = Iterable[tuple[str, str]]
NOBODY = "Để trống nếu không có."
PEOPLE = "Mỗi dòng một người: họ tên, nghề nghiệp hoặc chức vụ, nơi ở hoặc cơ quan. Để trống nếu không có."
REFUSAL = ("reason", "witness", "witness_reason")
"""What is typed where the violator does not sign; kept together, as where a visit is recorded."""
PERSONAL = ("born_on", "nationality", "job", "identity", "identity_on", "identity_by")
OF_SUBJECT = {
    "organisation": ("code", "licence", "licence_on", "licence_by", "representative", "post"),
    "individual": PERSONAL,
}
"""What is asked of an organisation alone, and of a person alone."""
MOST = 99


def _small(_form: Form, field: Any) -> None:
    """Raises ValidationError for what is no count from 1 to MOST; nothing typed is none yet."""
    typed = field.data or ""
    if typed and not (typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= MOST):
        raise ValidationError(f"Phải là số nguyên từ 1 đến {MOST}.")


class ChosenForm(ContentForm):
    """The violations that a paper is about, those of one subject; ``found`` are the references and words of these."""

    findings = SelectMultipleField("Hành vi vi phạm (của cùng một đối tượng)", choices=[])

    def __init__(self, *args: Any, found: Pairs = (), writers: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings.choices = [SelectChoice(ref, words) for ref, words in found]
        if "writer" in self:
            self["writer"].choices = [SelectChoice("", "Chọn người lập"), *(SelectChoice(*one) for one in writers)]

    def typed(self) -> dict[str, Any]:
        """The typed texts by name, the chosen references as a list."""
        return super().typed() | {"findings": list(self.findings.data or ())}


class RecordForm(ChosenForm):
    """What the record of a violation says beyond the violations; the notes of the form stand beside its fields.

    A person's day of birth and his number are typed here and nowhere else, and kept in no search and no log.
    """

    headings: Mapping[str, str] = {
        "findings": "Hành vi vi phạm",
        "day": "Thời gian, địa điểm, người lập",
        "subject": "Bên vi phạm",
        "injured": "Ý kiến trình bày",
        "explain_to": "Giải trình, giải quyết vụ việc",
        "ended_at": "Kết thúc biên bản",
        "reason": "Chỉ ghi khi bên vi phạm không ký biên bản",
    }

    field = line("Lĩnh vực", limit=SHORT, description="Lĩnh vực quản lý nhà nước của hành vi, ví dụ: bưu chính.")
    day = DateField("Ngày lập biên bản", [Optional()])
    began_at = line("Giờ lập", time_of_day, limit=20, description=TIME)
    place = line("Địa điểm lập", limit=300)
    elsewhere = line(
        "Lý do lập ở nơi khác",
        limit=300,
        description="Chỉ ghi khi không lập tại nơi xảy ra vi phạm.",
    )
    scene = line("Địa điểm xảy ra vi phạm", limit=300)
    writer = SelectField("Người lập biên bản", choices=[], description="Một người có thẩm quyền lập biên bản.")
    authority = paragraph("Đại diện chính quyền cấp xã", limit=500, description=PEOPLE)
    witness_present = paragraph("Người chứng kiến", limit=500, description=PEOPLE)
    interpreter = line("Người phiên dịch", limit=300, description=NOBODY)
    subject = line("Tên tổ chức, họ tên cá nhân", limit=300)
    sex = RadioField(
        "Giới tính (của cá nhân hoặc người đại diện)",
        [Optional()],
        choices=[SelectChoice("Nam", "Nam"), SelectChoice("Nữ", "Nữ")],
    )
    born_on = DateField("Ngày sinh", [Optional()])
    nationality = line("Quốc tịch", limit=60)
    job = line("Nghề nghiệp", limit=120)
    address = line("Địa chỉ trụ sở chính hoặc nơi ở", limit=300)
    identity = line("Số định danh cá nhân hoặc hộ chiếu", limit=20)
    identity_on = DateField("Ngày cấp số định danh, hộ chiếu", [Optional()])
    identity_by = line("Nơi cấp số định danh, hộ chiếu", limit=120)
    code = line("Mã số doanh nghiệp", limit=20)
    licence = line("Số giấy chứng nhận đăng ký hoặc giấy phép", limit=60)
    licence_on = DateField("Ngày cấp giấy", [Optional()])
    licence_by = line("Nơi cấp giấy", limit=120)
    representative = line("Người đại diện theo pháp luật", limit=120)
    post = line("Chức danh của người đại diện", limit=120)
    injured = paragraph("Bên bị thiệt hại", limit=500, description=NOBODY)
    said_violator = paragraph("Ý kiến của bên vi phạm", limit=2000, description="Ghi đúng lời; không có thì ghi rõ.")
    said_witness = paragraph("Ý kiến của chính quyền, người chứng kiến", limit=2000, description=NOBODY)
    said_injured = paragraph("Ý kiến của bên bị thiệt hại", limit=2000, description=NOBODY)
    explain_to = line(
        "Nơi nhận giải trình", limit=300, description="Chỉ in khi khung tiền phạt đến mức có quyền giải trình."
    )
    summon_at = line("Giờ đến giải quyết", time_of_day, limit=20, description=TIME)
    summon_on = DateField("Ngày đến giải quyết", [Optional()])
    summon_place = line("Nơi đến giải quyết", limit=300, description="Để trống cả ba ô nếu không yêu cầu có mặt.")
    ended_at = line("Giờ lập xong", time_of_day, limit=20, description=TIME)
    sheets = line("Số tờ", _small, limit=2, description="Để trống thì in số trang của biên bản.")
    copies = line("Số bản", _small, limit=2)
    receiver = line("Người nhận biên bản", limit=120, description="Để trống thì lấy người đại diện hoặc cá nhân.")
    reason = paragraph("Lý do không ký", limit=LONGEST_REASON)
    witness = paragraph(
        "Người xác nhận việc không ký",
        limit=500,
        description="Đại diện chính quyền cấp xã hoặc ít nhất một người chứng kiến: họ tên, chức vụ, địa chỉ.",
    )
    witness_reason = line("Nếu người xác nhận cũng không ký: lý do", limit=SHORT)

    def __init__(self, *args: Any, data: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, data={**data, **(data.get("not_signing") or {})}, **kwargs)
        kind = str(data.get("subject_kind") or "organisation")
        for other, names in OF_SUBJECT.items():
            for name in names if other != kind else ():
                del self[name]

    def validate_ended_at(self, field: Any) -> None:
        """Raises ValidationError when the record would end before it began; both are of one day."""
        if field.data and self.began_at.data and field.data <= self.began_at.data:
            raise ValidationError("Giờ lập xong phải sau giờ lập trong cùng ngày.")

    def validate_summon_place(self, _field: Any) -> None:
        """Raises ValidationError when of the hour, the day and the place only some are typed."""
        asked = {bool(one.data) for one in (self.summon_at, self.summon_on, self.summon_place)}
        if len(asked) > 1:
            raise ValidationError("Cần ghi đủ giờ, ngày, nơi đến giải quyết, hoặc để trống cả ba ô.")

    def typed(self) -> dict[str, Any]:
        """The typed texts by name; those on not signing are kept together."""
        said = super().typed()
        refused = {name: said.pop(name) for name in REFUSAL}
        return said | {"not_signing": refused if any(refused.values()) else {}}


class TransferForm(ChosenForm, BlocksForm):
    """What the letter says that a violation's file goes with; an empty block is composed from the records."""

    to = line("Kính gửi", limit=300, description="Cơ quan, người có thẩm quyền xử phạt.")
    reason = paragraph(
        "Lý do chuyển", limit=LONGEST_REASON, description="Để trống thì lấy theo thẩm quyền xử phạt và khung tiền phạt."
    )
    papers = paragraph(
        "Danh mục tài liệu",
        description="Mỗi dòng một tài liệu: tên | số, ngày | số tờ | bản chính, bản sao. Để trống thì lấy từ hồ sơ.",
    )
    recipients = recipients_field()
    signer_post = post_field()
    signer = signer_field()

    def validate_papers(self, field: Any) -> None:
        """Raises ValidationError for a line with more columns than the list has."""
        for one in lines(field.data or ""):
            if one.count(SEPARATOR) > len(COLUMNS) - 2:
                raise ValidationError(f"Mỗi dòng có tối đa {len(COLUMNS) - 1} phần; xem lại dòng “{one[:60]}”.")


FORMS: Mapping[str, type[ChosenForm]] = {"violation_record": RecordForm, "file_transfer": TransferForm}
"""The form of each paper on violations."""
