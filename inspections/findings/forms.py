"""What may be typed and ticked on the pages of findings; it knows no finding."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from inspections.directory.rules import LONGEST_SEARCH
from inspections.findings import rules
from inspections.findings.rules import ActData, Content, StepData
from inspections.forms import (
    AmountField,
    DateField,
    Optional,
    PlaceFilter,
    Required,
    SeenForm,
    Text,
    all_or,
    line,
    paragraph,
    tell_apart,
)
from inspections.search.rules import shortened
from inspections.workflow import Step

LONGEST_NUMBER, LONGEST_REASON, LONGEST_TEXT, LONGEST_CHOICE = 60, 1000, 2000, 60
Pairs = Iterable[tuple[str, str]]
Names = Mapping[str, str]


def _choices(pairs: Pairs) -> list[SelectChoice]:
    return [SelectChoice(code, words) for code, words in pairs]


NAMED = ("duty", "section", "item")
"""What is chosen among many: the form offers the one that was asked for."""
NARROWED = ("faults", "standing", "fined", *NAMED)
"""What the list is asked through the overview alone."""


class FindingFilter(PlaceFilter):
    """Search and choices above the list of findings: ``states``, ``years`` and ``agencies`` are what may be chosen.

    The fields of NARROWED are there only while a number of the overview asks for them, so that they can be taken back;
    ``names`` says what a section ("checklist:section") or an item (code) is called.
    """

    q = line("Tìm theo nội dung, đơn vị", limit=LONGEST_SEARCH)
    kind = SelectField("Loại", choices=all_or(rules.KINDS.items()), default="")
    state = SelectField("Trạng thái", default="")
    agency = SelectField("Cơ quan", default="")
    year = SelectField("Năm kiểm tra", default="")
    faults = SelectField("Ưu điểm", choices=all_or([("1", "Không tính")]), default="")
    standing = SelectField("Mục không ghi nhận", choices=all_or([("1", "Không tính")]), default="")
    fined = SelectField("Quyết định xử phạt", choices=all_or([("1", "Đã có")]), default="")
    duty = SelectField("Quy định chưa thực hiện đúng", [Text(LONGEST_TEXT)], default="")
    section = SelectField("Phần của mẫu phiếu", [Text()], default="")
    item = SelectField("Nội dung kiểm tra", [Text()], default="")

    def __init__(
        self,
        *args: Any,
        states: Pairs = (),
        years: Iterable[int] = (),
        agencies: Pairs = (),
        names: Names,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = all_or(states)
        self.year.choices = all_or((str(year), str(year)) for year in years)
        self.agency.choices = all_or(agencies)
        for name in NARROWED:
            if not self[name].data:
                del self[name]
        for name in {*NAMED} & {*self.data}:
            asked = self[name].data
            self[name].choices = all_or([(asked, shortened(names.get(asked, asked), LONGEST_CHOICE))])

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether everything can be asked; what no clause, section or item can be called is not offered again."""
        good = super().validate(*args, **kwargs)
        for name in {*NAMED} & {*self.data}:
            if self[name].errors:
                del self[name]
        return good


class NamedForm(SeenForm):
    """A form about a finding as its page showed it; several stand on one page, each with ids of its own."""

    name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, self.name)


class ContentForm(NamedForm):
    """The words of a finding; a good practice has no duty, requirement or severity."""

    name = "content"

    text = paragraph("Nội dung", Required("Cần ghi nội dung."), limit=LONGEST_TEXT)
    severity = RadioField("Mức độ", [Optional()], choices=[], validate_choice=True)
    duty = paragraph("Quy định chưa thực hiện đúng", limit=LONGEST_TEXT, render_kw={"rows": 2})
    requirement = paragraph("Yêu cầu, đề nghị khắc phục", limit=LONGEST_TEXT)
    overrule = line("Không phải bí mật nhà nước, vẫn ghi vì", limit=500)

    def __init__(self, *args: Any, kind: str = "", severities: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.severity.choices = _choices(severities)
        if kind == "good_practice":
            del self.severity, self.duty, self.requirement

    def content(self) -> Content:
        """What was typed."""
        data = {f.name: f.data or "" for f in self if f.name in {"text", "duty", "requirement", "overrule"}}
        return Content(severity=(self.severity.data or None) if "severity" in self else None, **data)


class NewForm(ContentForm):
    """A finding that rests on no item."""

    name = "new"

    kind = RadioField("Loại", [Required("Cần chọn loại.")], choices=[], invalid_choice_message="Cần chọn loại.")

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = _choices((kind, rules.KINDS[kind]) for kind in kinds)
        if len(kinds) == 1:
            self.kind.data = self.kind.data or kinds[0]
            del self.severity, self.duty, self.requirement
        del self.version


class ActForm(NamedForm):
    """An act with signs of violation, when it ended, and on whom it falls."""

    name = "act"

    act = SelectField("Hành vi", [Required("Cần chọn hành vi.")], choices=[], validate_choice=False)
    ending = RadioField("Thời điểm kết thúc hành vi", choices=_choices(rules.ENDINGS.items()), default="unknown")
    ended_on = DateField("Ngày hành vi kết thúc", [Text(10)])
    detected_on = DateField("Ngày phát hiện", [Required("Cần ghi ngày phát hiện."), Text(10)])
    put_right_on = DateField("Ngày đã khắc phục tại chỗ", [Text(10)])
    subject_kind = RadioField("Đối tượng", choices=_choices(rules.SUBJECTS.items()), default="organisation")
    subject = paragraph("Tên tổ chức, cá nhân", limit=500, render_kw={"rows": 2})

    def __init__(self, *args: Any, acts: Mapping[str, Pairs], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act.choices = [
            SelectChoice("", "Chọn hành vi"),
            *(SelectChoice(code, words, optgroup=group) for group, pairs in acts.items() for code, words in pairs),
        ]

    def data_of_act(self) -> ActData:
        """What was typed."""
        return ActData(
            code=self.act.data or "",
            ending=self.ending.data,
            ended_on=self.ended_on.day,
            detected_on=self.detected_on.day or date.max,
            put_right_on=self.put_right_on.day,
            subject_kind=self.subject_kind.data,
            subject=self.subject.data or "",
        )


class LinkForm(NamedForm):
    """Which items a finding rests on, and which photos it shows."""

    name = "link"

    items = SelectMultipleField("Nội dung kiểm tra", choices=[], validate_choice=False)
    photos = SelectMultipleField("Hình ảnh", choices=[], validate_choice=False)


class AudienceForm(NamedForm):
    """Who may see a finding."""

    name = "audience"

    audience = RadioField(
        "Ai được xem",
        [Required("Cần chọn ai được xem.")],
        choices=[SelectChoice("joint", "Cả hai cơ quan"), SelectChoice("own", "Chỉ cơ quan tôi")],
    )


class PlainForm(NamedForm):
    """A change that needs no word."""

    name = "plain"


class HandOverForm(NamedForm):
    """What was found and why it goes to the other agency."""

    name = "hand-over"

    reason = paragraph("Sự việc, lý do chuyển", Required("Cần ghi lý do."), limit=LONGEST_REASON, render_kw={"rows": 3})


class StepForm(NamedForm):
    """A step that needs nothing but to be taken, or a reason."""

    reason = paragraph("Lý do", Required("Cần ghi lý do."), limit=LONGEST_REASON, render_kw={"rows": 2})

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not step.needs_reason:
            del self.reason
        tell_apart(self, step.name)

    def given(self) -> StepData:
        """What was typed."""
        return StepData(reason=(self.reason.data or "") if "reason" in self else "")


class RecordForm(StepForm):
    """The record of a violation, which was drawn up on paper."""

    number = line("Số biên bản", Required(), limit=LONGEST_NUMBER)
    day = DateField("Ngày lập biên bản", [Required(), Text(10)])
    writer = SelectField("Người lập biên bản", [Required("Cần chọn người lập.")], choices=[], validate_choice=False)

    def __init__(self, *args: Any, writers: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writer.choices = [SelectChoice("", "Chọn người lập"), *_choices(writers)]

    def given(self) -> StepData:
        """What was typed."""
        return StepData(number=self.number.data or "", day=self.day.day, writer=self.writer.data or "")


class TransferForm(StepForm):
    """To whom the file of a violation went."""

    to = line("Chuyển cho", Required())
    day = DateField("Ngày chuyển", [Required(), Text(10)])

    def given(self) -> StepData:
        """What was typed."""
        return StepData(to=self.to.data or "", day=self.day.day)


class DecideForm(StepForm):
    """The decision on a violation, as it was signed."""

    number = line("Số quyết định", Required(), limit=LONGEST_NUMBER)
    day = DateField("Ngày quyết định", [Required(), Text(10)])
    office = SelectField("Người ra quyết định", [Required("Cần chọn.")], choices=[], validate_choice=False)
    fine = AmountField("Mức phạt (đồng)", [Text(20)], description="Ví dụ 4.000.000. Để trống nếu phạt cảnh cáo.")

    def __init__(self, *args: Any, offices: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office.choices = [SelectChoice("", "Chọn người ra quyết định"), *_choices(offices)]

    def given(self) -> StepData:
        """What was typed."""
        office = self.office.data or ""
        return StepData(number=self.number.data or "", day=self.day.day, fine=self.fine.amount, office=office)


STEP_FORMS = {"record": RecordForm, "transfer": TransferForm, "decide": DecideForm}
"""The form of each step that a paper stands behind."""
