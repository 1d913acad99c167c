"""What may be typed and ticked about the handling of a violation; it knows no violation."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import FileField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from inspections.directory.rules import LONGEST_SEARCH
from inspections.forms import (
    AmountField,
    BooleanField,
    DateField,
    Form,
    Required,
    SeenForm,
    Text,
    line,
    paragraph,
    tell_apart,
)
from inspections.penalties.actions import CourseData
from inspections.penalties.deadlines import PACES, WAYS
from inspections.scan_forms import SCAN_HINT, WithScan

LONGEST_NUMBER, LONGEST_NOTE = 60, 1000
Pairs = Iterable[tuple[str, str]]


def _choices(pairs: Pairs, none: str | None = None) -> list[SelectChoice]:
    first = [] if none is None else [SelectChoice("", none)]
    return [*first, *(SelectChoice(code, words) for code, words in pairs)]


class PenaltyFilter(Form):
    """Search and choices above the list of violations."""

    q = line("Tìm theo nội dung, đơn vị", limit=LONGEST_SEARCH)
    stage = SelectField("Tình trạng xử lý", default="")
    agency = SelectField("Cơ quan", default="")
    year = SelectField("Năm kiểm tra", default="")

    def __init__(self, *args: Any, stages: Pairs, agencies: Pairs, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage.choices = _choices(stages, "Tất cả")
        self.agency.choices = _choices(agencies, "Tất cả")
        self.year.choices = _choices(((str(year), str(year)) for year in years), "Tất cả")


class NamedForm(SeenForm):
    """A form about a violation as its page showed it; several stand on one page, each with ids of its own."""

    name = ""

    def __init__(self, *args: Any, key: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, f"{self.name}-{key}" if key else self.name)


class CircumstanceForm(NamedForm):
    """A circumstance and what it rests on."""

    name = "weigh"

    code = SelectField("Tình tiết", [Required("Cần chọn tình tiết.")], choices=[], validate_choice=False)
    note = paragraph("Căn cứ, diễn giải", Required("Cần ghi rõ căn cứ."), limit=LONGEST_NOTE, render_kw={"rows": 2})

    def __init__(self, *args: Any, known: Mapping[str, Pairs], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.choices = [
            SelectChoice("", "Chọn tình tiết"),
            *(SelectChoice(code, words, optgroup=group) for group, pairs in known.items() for code, words in pairs),
        ]


class TakeBackForm(NamedForm):
    """A circumstance that is taken back."""

    name = "unweigh"

    code = HiddenField("Tình tiết", [Required(), Text(60)])


class ProposalForm(NamedForm):
    """Who is to decide, and what fine is proposed."""

    name = "propose"

    office = SelectField("Người có thẩm quyền", [Required("Cần chọn.")], choices=[], validate_choice=False)
    fine = AmountField("Mức đề xuất (đồng)", [Text(20)])

    def __init__(self, *args: Any, offices: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office.choices = _choices(offices, "Chọn người có thẩm quyền")


class CourseForm(NamedForm):
    """What the deadlines of a violation depend on."""

    name = "course"

    complicated = BooleanField("Vụ việc có nhiều tình tiết phức tạp hoặc phạm vi rộng")
    expertise_on = DateField("Ngày có kết quả giám định, xác minh", [Text(10)])
    pace = SelectField("Thời hạn ra quyết định", choices=_choices(PACES.items()), default="plain")
    explain_way = RadioField("Giải trình", choices=_choices(WAYS.items(), "Chưa đề nghị"), default="")
    explain_asked_on = DateField("Ngày nhận đề nghị, văn bản giải trình", [Text(10)])

    def __init__(self, *args: Any, explains: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not explains:
            del self.explain_way, self.explain_asked_on

    def course(self) -> CourseData:
        """What was typed."""
        way = (self.explain_way.data or None) if "explain_way" in self else None
        asked = self.explain_asked_on.day if "explain_asked_on" in self else None
        return CourseData(self.complicated.data, self.expertise_on.day, way, asked, self.pace.data)


class SendingForm(NamedForm):
    """When the decision was sent and received."""

    name = "sending"

    sent_on = DateField("Ngày gửi quyết định", [Required(), Text(10)])
    received_on = DateField("Ngày đối tượng nhận quyết định", [Text(10)])


class ReceiptForm(NamedForm):
    """Money that was paid."""

    name = "pay"

    number = line("Số biên lai, chứng từ", Required(), limit=LONGEST_NUMBER)
    day = DateField("Ngày nộp", [Required(), Text(10)])
    amount = AmountField("Số tiền (đồng)", [Required(), Text(20)], description="Ví dụ 4.000.000.")


class ScanForm(WithScan, NamedForm):
    """A scanned decision or receipt, which was read before the write began."""

    name = "scan"
    scan_wanted = True

    about = SelectField("Văn bản, chứng từ", choices=[])
    scan = FileField("Bản quét (PDF, JPG)", description=SCAN_HINT)

    def __init__(self, *args: Any, papers: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about.choices = _choices(papers)


class VoidForm(NamedForm):
    """A receipt that does not count, and why."""

    name = "void"

    receipt = HiddenField("Biên lai", [Required(), Text(20)])
    reason = line("Lý do không tính", Required("Cần ghi lý do."))


class ReminderForm(NamedForm):
    """A reminder in place of a penalty."""

    name = "remind"

    day = DateField("Ngày nhắc nhở", [Required(), Text(10)])
    text = paragraph("Nội dung, hình thức nhắc nhở", Required(), limit=LONGEST_NOTE, render_kw={"rows": 2})
