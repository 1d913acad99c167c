"""What may be typed to send a sheet, to answer it and to take its other steps; it knows no sheet."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from inspections.forms import CHOICE, DateField, Required, SeenForm, paragraph
from inspections.forms import Form as PlainForm
from inspections.inquiries import rules

LONGEST_NOTE, LONGEST_TEXT = 1000, 4000
SEND = "send"
"""The button that sends an answer; every other one keeps it."""


class SendForm(PlainForm):
    """What is asked, until when, and what the team says with it."""

    picked = SelectMultipleField("", [Required("Cần chọn ít nhất một mục.")])
    due_on = DateField("Đề nghị trả lời chậm nhất ngày", [Required()])
    note = paragraph("Lời nhắn gửi đơn vị", limit=LONGEST_NOTE, render_kw={"rows": 3})

    def __init__(self, *args: Any, pick: str, picks: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picked.label.text = pick
        self.picked.choices = [SelectChoice(key, words) for key, words in picks]

    @property
    def last_day(self) -> date:
        """The day that was typed."""
        return self.due_on.day or date.max


class AnswerForm(SeenForm):
    """The body's answer: a choice and a note for every line, added by ``answer_form``, and what it says beside."""

    text = paragraph("Ý kiến chung của đơn vị", limit=LONGEST_TEXT)
    kind = rules.SELF_CHECK
    places: Sequence[int] = ()
    sends = False

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether everything could be read, and whether it is whole where it is to be sent."""
        good = super().validate(*args, **kwargs)
        if not self.sends:
            return good
        for place in self.places:
            choice, note = self.pair(place)
            if not choice:
                good = self._wrong(f"choice_{place}", "Cần chọn một ô.")
            elif choice in rules.KINDS[self.kind].explained and not note:
                good = self._wrong(f"note_{place}", "Cần ghi rõ vì sao.")
        return good

    def _wrong(self, name: str, sentence: str) -> bool:
        self[name].errors = [*self[name].errors, sentence]
        return False

    def pair(self, place: int) -> tuple[str, str]:
        """The choice and the note of a line."""
        return self[f"choice_{place}"].data or "", (self[f"note_{place}"].data or "").strip()

    def typed(self) -> dict[int, tuple[str, str]]:
        """The choice and the note of every line, by its place."""
        return {place: self.pair(place) for place in self.places}


def answer_form(kind: str, lines: Sequence[Any], *args: Any, sends: bool = False, **data: Any) -> AnswerForm:
    """The form of these lines of a sheet with what they say already; ``args`` is what was typed."""
    choices = [SelectChoice(code, words) for code, words in rules.KINDS[kind].choices.items()]
    given: dict[str, Any] = {"kind": kind, "places": [line.position for line in lines], "sends": sends}
    for line in lines:
        place = line.position
        given[f"choice_{place}"] = RadioField(
            f"{place}. {line.question}",
            choices=[*choices, SelectChoice("", "Chưa trả lời")],
            description=line.detail,
            invalid_choice_message=CHOICE,
        )
        given[f"note_{place}"] = paragraph(f"Ghi chú nội dung {place}", limit=LONGEST_NOTE, render_kw={"rows": 2})
        data |= {f"choice_{place}": line.choice, f"note_{place}": line.note}
    form: AnswerForm = type("AnswerForm", (AnswerForm,), given)(*args, data=data)
    for line in lines:
        form[f"choice_{line.position}"].flags.required = True
    return form


class StepForm(SeenForm):
    """A step of the team's, with the reason that the body reads."""

    reason = paragraph("Nội dung đề nghị đơn vị bổ sung", limit=LONGEST_NOTE, render_kw={"rows": 3})
