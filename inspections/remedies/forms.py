"""What may be typed about requirements, reports and more time; it knows no requirement."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import HiddenField, MultipleFileField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from inspections.evidence.rules import Scan
from inspections.evidence.uploads import uploaded_files
from inspections.forms import (
    DateField,
    Form,
    PlaceFilter,
    Required,
    Text,
    all_or,
    line,
    paragraph,
    seen_version,
    tell_apart,
)
from inspections.remedies import rules
from inspections.remedies.rules import Account, Letter, Requirement

LONGEST_TEXT, LONGEST_NOTE, LONGEST_GROUND, LONGEST_NUMBER = 2000, 1000, 500, 60
LONGEST_SCORE = 3
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf"
Pairs = Iterable[tuple[str, str]]


DUE = (
    *((code, words) for code, words in rules.TIMES.items()),
    *((code, f"Quá hạn {words.lower()}") for code, words in rules.AGE_WORDS.items()),
    (rules.PAST, "Thời hạn đã qua, xong hay chưa"),
    (rules.EFFECT_DUE, "Đến hạn đánh giá hiệu quả"),
)


class RemedyFilter(PlaceFilter):
    """Choices above the list of requirements; a body's own list is narrowed by neither body nor year."""

    asked_only = ("quarter", "commune")
    state = SelectField("Trạng thái", default="")
    overdue = SelectField("Thời hạn", choices=all_or(DUE), default="")
    agency = SelectField("Cơ quan theo dõi", default="")
    body = SelectField("Đơn vị", default="")
    year = SelectField("Năm kiểm tra", default="")

    def __init__(
        self,
        *args: Any,
        states: Pairs = (),
        agencies: Pairs = (),
        bodies: Pairs | None = None,
        years: Iterable[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = all_or(
            [
                (rules.UNFINISHED, "Chưa xong"),
                (rules.PENDING, "Chưa báo cáo kết quả"),
                (rules.MET, "Đã được xác nhận, mọi bước"),
                *states,
            ]
        )
        self.agency.choices = all_or(agencies)
        if bodies is None:
            del self.body, self.year
        else:
            self.body.choices = all_or(bodies)
            self.year.choices = all_or((str(year), str(year)) for year in years)


class RequirementForm(Form):
    """What a body must put right, why, and until when."""

    requirement = paragraph("Yêu cầu khắc phục", Required(), limit=LONGEST_TEXT)
    ground = paragraph(
        "Căn cứ (nghĩa vụ chưa thực hiện đúng)",
        Required(),
        limit=LONGEST_GROUND,
        description="Ví dụ: khoản 2 Điều 8 Luật Bưu chính. Không ghi điều, khoản xử phạt.",
        render_kw={"rows": 2},
    )
    due_on = DateField("Thời hạn", [Required()])
    follower = SelectField("Người theo dõi")
    version = HiddenField("Lần xem", [Text(10)])

    def __init__(self, *args: Any, people: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.follower.choices = all_or(people, "Chưa phân công")

    def typed(self) -> Requirement:
        """What was typed."""
        text = (self.requirement.data or "", self.ground.data or "")
        return Requirement(*text, due_on=self.due_on.day or date.max, follower=self.follower.data or "")

    @property
    def seen(self) -> int:
        """The version that the page showed."""
        return seen_version(self.version.data)


class OnPage(Form):
    """A form that stands beside others on one page, so that its fields need ids of their own."""

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, name)


NOTES = {
    "verify": "Kết quả kiểm tra, xác nhận",
    "return": "Lý do trả lại",
    "effective": "Nhận xét về hiệu quả",
    "ineffective": "Vì sao chưa có hiệu quả",
}
"""What the sentence of a step is called."""
SCORED = ("effective", "ineffective")
"""Steps that judge the effect in points."""


class StepForm(OnPage):
    """A step of a requirement, with a sentence where the step needs one, and points where it judges the effect."""

    score = line(
        "Điểm hiệu quả (0–100)",
        Required(),
        limit=LONGEST_SCORE,
        render_kw={"inputmode": "numeric", "autocomplete": "off", "class": "input input-short"},
    )
    note = paragraph("Ghi chú", Required(), limit=LONGEST_NOTE)

    def __init__(self, *args: Any, step: Any, **kwargs: Any) -> None:
        super().__init__(*args, name=step.name, **kwargs)
        if step.needs_reason:
            self.note.label.text = NOTES[step.name]
        else:
            del self.note
        if step.name not in SCORED:
            del self.score

    def validate_score(self, field: Any) -> None:
        """Raises ValidationError for anything but a whole number up to 100."""
        typed = field.data or ""
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_SCORE and int(typed) <= rules.HUNDRED):
            raise ValidationError("Ghi một số nguyên từ 0 đến 100.")

    @property
    def points(self) -> int | None:
        """The points, None where none are asked for."""
        return int(self.score.data or 0) if "score" in self else None

    @property
    def said(self) -> str:
        """The sentence, empty where none is asked for."""
        return (self.note.data or "") if "note" in self else ""


class LetterForm(OnPage):
    """The number and day of a letter: both, or neither where it is not ``needed``."""

    number = line("Số, ký hiệu văn bản", limit=LONGEST_NUMBER)
    day = DateField("Ngày văn bản")

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed = needed
        for f in (self.number, self.day):
            f.flags.required = needed

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the letter is whole, beside everything else."""
        good = super().validate(*args, **kwargs)
        pair = (self.number, self.day)
        for f in pair:
            if not f.data and (self.needed or any(one.data for one in pair)):
                f.errors = ["Cần ghi cả số, ký hiệu và ngày của văn bản."]
                good = False
        return good

    def letter(self) -> Letter | None:
        """The letter that was typed."""
        return Letter(self.number.data, self.day.day) if self.number.data and self.day.day else None


class SendForm(LetterForm):
    """By which paper the requirement goes to the body."""


class UrgeForm(LetterForm):
    """A letter that urges."""

    note = paragraph("Nội dung, nơi nhận", limit=LONGEST_NOTE)


class ReportForm(LetterForm):
    """What a body did, with its evidence, which was read before the write began."""

    text = paragraph("Kết quả đã thực hiện", Required(), limit=LONGEST_TEXT, render_kw={"rows": 6})
    done = SelectMultipleField("Việc đã làm xong", choices=[], description="Việc chưa đánh dấu vẫn còn phải làm.")
    files = MultipleFileField("Ảnh, tệp PDF chứng minh", render_kw={"accept": ACCEPTED})

    def __init__(self, *args: Any, open_measures: Pairs = (), so_far: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, name="report", **kwargs)
        if so_far:
            self.text.label.text = "Đã làm đến đâu, còn vướng mắc gì"
        self.done.choices = [SelectChoice(ref, words) for ref, words in open_measures]
        if not self.done.choices:
            del self.done
        self.shown: list[Scan] = []
        self.files.flags.required = not self.needed and not so_far

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether every file could be taken, beside everything else."""
        good = super().validate(*args, **kwargs)
        self.shown, refused = uploaded_files()
        if refused:
            self.files.errors = refused
        return good and not refused

    def said(self) -> Account:
        """What was typed, with the files that could be taken and the measures that were ticked."""
        finished = list(self.done.data or ()) if "done" in self else []
        return Account(self.text.data or "", self.shown, self.letter(), finished)


class ExtensionForm(Form):
    """More time, and why."""

    to_on = DateField("Xin gia hạn đến ngày", [Required()])
    reason = paragraph("Lý do xin gia hạn", Required(), limit=LONGEST_NOTE)


class DecisionForm(OnPage):
    """Whether more time is granted."""

    granted = RadioField(
        "Quyết định",
        [Required("Cần chọn một trong hai.")],
        choices=[SelectChoice("yes", "Gia hạn"), SelectChoice("no", "Không gia hạn")],
        invalid_choice_message="Cần chọn một trong hai.",
    )
    answer = paragraph("Ý kiến, lý do", limit=LONGEST_NOTE, description="Phải ghi lý do khi không gia hạn.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, name="decide", **kwargs)
