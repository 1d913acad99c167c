"""What may be typed on the pages of a decision; it knows no inspection."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from inspections.deciding import rules
from inspections.deciding.data import DraftData, NewData, PlanData, Planned
from inspections.directory.rules import LONGEST_SEARCH
from inspections.forms import (
    SHORT,
    BooleanField,
    DateField,
    Form,
    Later,
    Optional,
    Required,
    SeenForm,
    Text,
    line,
    paragraph,
)
from inspections.inspecting.rules import GROUNDS, TEAM_ROLES
from inspections.step_forms import LONGEST_NUMBER, LONGEST_REASON

Pairs = Iterable[tuple[str, str]]
LONGEST_TITLE, LONGEST_CONTENT = 500, 2000
DIGITS = 3


def select(label: str, pairs: Pairs = (), empty: str | None = None, *validators: Any) -> SelectField:
    """A list to choose one of; ``empty`` are the words of choosing none."""
    return SelectField(label, list(validators), choices=offered(pairs, empty))


def offered(pairs: Pairs, empty: str | None = None) -> list[SelectChoice]:
    first = [SelectChoice("", empty)] if empty else []
    return first + [SelectChoice(code, words) for code, words in pairs]


class DaysField(StringField):
    """A number of days; ``number`` holds it after validation."""

    number: int | None = None

    def pre_validate(self, form: Form) -> None:
        """Reads the typed number; raises ValidationError when it is none."""
        typed = self.data or ""
        if typed and not (typed.isascii() and typed.isdecimal() and len(typed) <= DIGITS):
            raise ValidationError("Số ngày là một số nguyên, ví dụ 10.")
        self.number = int(typed) if typed else None


class NewForm(Form):
    """A new inspection from lines of a plan in force."""

    lines = SelectMultipleField("Cuộc kiểm tra trong kế hoạch", [Required("Cần chọn ít nhất một cuộc.")], choices=[])
    first_day = DateField("Ngày dự kiến bắt đầu", [Required()])
    copied = select("Đoàn kiểm tra", (), "Lập đoàn sau")

    def __init__(self, *args: Any, in_force: Pairs = (), teams: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines.choices = list(in_force)
        self.copied.choices = offered(((ref, f"Sao chép đoàn: {words}") for ref, words in teams), "Lập đoàn sau")

    def new(self) -> NewData:
        """What was typed."""
        first = self.first_day.day or date.max
        return NewData(first, lines=self.lines.data or (), copied=self.copied.data or "")


class NewUnplannedForm(Form):
    """A new inspection that no plan has; ``q`` and ``find`` narrow the bodies that are offered and save nothing."""

    title = paragraph("Tên cuộc kiểm tra", Required(), limit=LONGEST_TITLE)
    ground = RadioField("Căn cứ", [Required("Cần chọn căn cứ.")], choices=[], invalid_choice_message="Cần chọn căn cứ.")
    ground_text = paragraph("Dấu hiệu vi phạm, sự cố hoặc nội dung yêu cầu", Required(), limit=LONGEST_CONTENT)
    ground_paper = line("Văn bản làm căn cứ (số, ngày, cơ quan)", Required(), limit=SHORT)
    q = line("Tìm đơn vị theo tên, địa chỉ", limit=LONGEST_SEARCH)
    find = StringField("Tìm", [Text(10)])
    bodies = SelectMultipleField(
        "Cơ quan, đơn vị", [Required("Cần chọn ít nhất một đơn vị.")], choices=[], validate_choice=False
    )
    first_day = DateField("Ngày dự kiến bắt đầu", [Required()])
    copied = select("Đoàn kiểm tra", (), "Lập đoàn sau")

    def __init__(self, *args: Any, teams: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground.choices = [(code, GROUNDS[code]) for code in rules.UNPLANNED_GROUNDS]
        self.copied.choices = offered(((ref, f"Sao chép đoàn: {words}") for ref, words in teams), "Lập đoàn sau")

    def new(self) -> NewData:
        """What was typed."""
        return NewData(
            self.first_day.day or date.max,
            bodies=self.bodies.data or (),
            ground=self.ground.data,
            ground_text=self.ground_text.data or "",
            ground_paper=self.ground_paper.data or "",
            title=self.title.data or "",
            copied=self.copied.data or "",
        )


class DraftForm(SeenForm):
    """What a decision orders; the ground is asked for where no plan is the ground."""

    title = paragraph("Trích yếu (tên cuộc kiểm tra)", Required(), limit=LONGEST_TITLE)
    ground_text = paragraph("Dấu hiệu vi phạm, sự cố hoặc nội dung yêu cầu", Required(), limit=LONGEST_CONTENT)
    ground_paper = line("Văn bản làm căn cứ (số, ngày, cơ quan)", Required(), limit=SHORT)
    content = paragraph("Nội dung kiểm tra", Required(), limit=LONGEST_CONTENT, id="draft-content")
    scope = paragraph("Phạm vi kiểm tra", Required(), limit=LONGEST_CONTENT)
    period_from = DateField("Thời kỳ kiểm tra từ ngày", [Required()])
    period_to = DateField("đến ngày", [Required()])
    duration_days = DaysField("Thời hạn kiểm tra", [Required(), Text(DIGITS)])
    form = select("Hình thức", rules.FORMS.items())
    signer = select("Người ký quyết định", (), "Chọn người ký", Required("Cần chọn người ký."))
    clear_signs = BooleanField("Doanh nghiệp đã được kiểm tra trong năm nhưng có dấu hiệu vi phạm rõ ràng")
    repeat_facts = paragraph("Dấu hiệu vi phạm rõ ràng là gì, theo tài liệu nào", limit=LONGEST_CONTENT)

    def __init__(self, *args: Any, signers: Pairs = (), planned: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer.choices = offered(signers, "Chọn người ký")
        if planned:
            del self.ground_text, self.ground_paper

    def draft(self) -> DraftData:
        """What was typed."""
        return DraftData(
            title=self.title.data or "",
            content=self.content.data or "",
            scope=self.scope.data or "",
            period_from=self.period_from.day,
            period_to=self.period_to.day,
            duration_days=self.duration_days.number,
            form=self.form.data,
            signer=self.signer.data,
            ground_text=(self.ground_text.data or "") if "ground_text" in self else "",
            ground_paper=(self.ground_paper.data or "") if "ground_paper" in self else "",
            clear_signs=bool(self.clear_signs.data),
            repeat_facts=self.repeat_facts.data or "",
        )


class TeamForm(SeenForm):
    """The team of a draft: one list of places for each person; made by ``team_form``."""

    people: Sequence[Any] = ()

    def places(self) -> dict[str, str]:
        """Reference of a person → the place that was chosen for him."""
        chosen = {one.ref: self[f"place-{one.ref}"].data for one in self.people}
        return {ref: place for ref, place in chosen.items() if place}


def team_form(people: Sequence[Any], *args: Any, **kwargs: Any) -> TeamForm:
    """A form with a list of places for each of these people."""
    fields: dict[str, Any] = {
        f"place-{one.ref}": select(f"{one.title} {one.name}", TEAM_ROLES.items(), "Không tham gia") for one in people
    }
    made: TeamForm = type("TeamForm", (TeamForm,), fields | {"people": people})(*args, **kwargs)
    return made


class ScheduleForm(SeenForm):
    """The days of the visits that are not announced yet, and bodies to add; made by ``schedule_form``."""

    visits: Sequence[Any] = ()

    q = line("Tìm đơn vị theo tên, địa chỉ", limit=LONGEST_SEARCH)
    find = StringField("Tìm", [Text(10)])
    bodies = SelectMultipleField("Thêm cơ quan, đơn vị", choices=[], validate_choice=False)
    new_day = DateField("Ngày dự kiến tại đơn vị thêm", [Optional()])

    def validate_new_day(self, field: Any) -> None:
        """Raises ValidationError when bodies are added without a day."""
        if self.bodies.data and not field.day:
            raise ValidationError("Cần ghi ngày dự kiến.")

    def planned(self) -> dict[str, Planned]:
        """Reference of a visit → what was typed about it."""
        return {visit.ref: self._of(visit) for visit in self.visits}

    def _of(self, visit: Any) -> Planned:
        agreement = self[f"agreement-{visit.ref}"].data if f"agreement-{visit.ref}" in self else ""
        return Planned(
            day=self[f"day-{visit.ref}"].day or visit.day,
            agreement=agreement or "",
            removed=bool(self[f"removed-{visit.ref}"].data),
        )

    def added(self) -> dict[str, date]:
        """Reference of a body → the day on which it is to be visited."""
        return dict.fromkeys(self.bodies.data or (), self.new_day.day or date.max)


def schedule_form(visits: Sequence[Any], *args: Any, **kwargs: Any) -> ScheduleForm:
    """A form with a day for each of these visits, and a letter of agreement for each survey."""
    fields: dict[str, Any] = {"visits": visits}
    for visit in visits:
        fields[f"day-{visit.ref}"] = DateField("Ngày dự kiến", [Required()])
        fields[f"removed-{visit.ref}"] = BooleanField("Bỏ đơn vị này")
        if visit.kind == "survey":
            fields[f"agreement-{visit.ref}"] = line("Văn bản thống nhất của đơn vị (số, ngày)", Later(), limit=SHORT)
    made: ScheduleForm = type("ScheduleForm", (ScheduleForm,), fields)(*args, **kwargs)
    return made


class WorkingPlanForm(SeenForm):
    """The nine items of a working plan and a duty for each member; made by ``working_plan_form``."""

    members: Sequence[Any] = ()

    number = line("Số, ký hiệu kế hoạch", Later(), limit=LONGEST_NUMBER)
    on = DateField("Ngày của kế hoạch", [Later(), Optional()])

    def plan(self) -> PlanData:
        """What was typed."""
        items = {key: self[f"item-{key}"].data or "" for key in rules.WORKING_PLAN}
        duties = {one.ref: self[f"duty-{one.ref}"].data or "" for one in self.members}
        return PlanData(items, self.number.data or "", self.on.day, duties)


def working_plan_form(members: Sequence[Any], *args: Any, **kwargs: Any) -> WorkingPlanForm:
    """A form with the nine items and these members' duties."""
    fields: dict[str, Any] = {
        f"item-{key}": paragraph(label, Later(), limit=LONGEST_CONTENT) for key, label in rules.WORKING_PLAN.items()
    }
    for one in members:
        label = f"Nhiệm vụ của {one.user.title} {one.user.name}, {TEAM_ROLES[one.role].lower()}"
        fields[f"duty-{one.ref}"] = paragraph(label, Later(), limit=LONGEST_REASON)
    made: WorkingPlanForm = type("WorkingPlanForm", (WorkingPlanForm,), fields | {"members": members})(*args, **kwargs)
    return made
