"""Forms of the steps of an inspection, of a change of its team and of declarations; they know no inspection."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectMultipleField

from inspections.deciding import rules
from inspections.deciding.data import StepData
from inspections.deciding.forms import DIGITS, DaysField, Pairs, offered, select
from inspections.deciding.members import Change
from inspections.forms import DateField, Required, Text, line, paragraph
from inspections.inspecting.rules import TEAM_ROLES
from inspections.step_forms import LONGEST_NUMBER, LONGEST_REASON, PaperForm, StepForm

ASKED: Mapping[str, Mapping[str, str]] = {
    "suspend": {"on": "Tạm dừng từ ngày"},
    "resume": {"on": "Tiếp tục từ ngày"},
    "finish": {"on": "Ngày kết thúc kiểm tra"},
    "extend": {"days": "Số ngày gia hạn"},
    "stop": {"ground": "Căn cứ đình chỉ"},
    "number": {"given": "Số, ký hiệu quyết định"},
}
"""What a step asks for beside its reason and its paper: field → label."""


class Asked:
    """The further fields of a step; those that it does not ask for are taken away."""

    on = DateField("Ngày", [Required()])
    days = DaysField("Số ngày", [Required(), Text(DIGITS)])
    ground = select("Căn cứ", rules.STOP_GROUNDS.items(), "Chọn căn cứ", Required("Cần chọn căn cứ."))
    given = line("Số, ký hiệu", Required(), limit=LONGEST_NUMBER)

    def keep_asked(self: Any, name: str) -> None:
        """Leaves the fields that this step asks for, under their labels."""
        asked = ASKED.get(name, {})
        for field in ("on", "days", "ground", "given"):
            if field in asked:
                self[field].label.text = asked[field]
            else:
                del self[field]

    def data_of_step(self: Any) -> StepData:
        """What was typed with the step."""
        return StepData(
            reason=self.why,
            paper=self.paper(),
            day=self["on"].day if "on" in self else None,
            days=self["days"].number if "days" in self else None,
            number=(self["given"].data or "") if "given" in self else "",
            ground=(self["ground"].data or "") if "ground" in self else "",
        )


class MoveForm(Asked, StepForm):
    """A step of an inspection taken in the application."""

    def __init__(self, *args: Any, step: Any, **kwargs: Any) -> None:
        super().__init__(*args, step=step, **kwargs)
        self.keep_asked(step.name)


class SignedForm(Asked, PaperForm):
    """A step of an inspection recorded from its signed paper."""

    def __init__(self, *args: Any, step: Any, **kwargs: Any) -> None:
        super().__init__(*args, step=step, **kwargs)
        self.keep_asked(step.name)


class Named:
    """Stands for a step where a form of a paper serves something that is none."""

    def __init__(self, name: str, needs_reason: bool) -> None:
        self.name, self.needs_reason = name, needs_reason


class MemberForm(PaperForm):
    """A change of the team after the decision, as a signed paper says."""

    leaves = select("Người thôi tham gia", (), "Không có ai")
    comes = select("Người bổ sung, thay thế", (), "Không có ai")
    place = select("Vai trò của người bổ sung", TEAM_ROLES.items())
    duty = paragraph("Nhiệm vụ của người bổ sung", limit=LONGEST_REASON)

    def __init__(self, *args: Any, members: Pairs = (), people: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, step=Named("change_member", True), **kwargs)
        self.leaves.choices = offered(members, "Không có ai")
        self.comes.choices = offered(people, "Không có ai")

    def change(self) -> Change:
        """What was typed."""
        return Change(
            leaves=self.leaves.data or "",
            comes=self.comes.data or "",
            place=self.place.data,
            duty=self.duty.data or "",
            reason=self.why,
            paper=self.paper(),
        )


class DeclarationForm(PaperForm):
    """Declarations that members signed on paper; such a paper has no number."""

    members = SelectMultipleField("Người đã ký cam kết", [Required("Cần chọn ít nhất một người.")], choices=[])

    def __init__(self, *args: Any, members: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, step=Named("declare", False), **kwargs)
        del self.number
        self.members.choices = list(members)
