"""What may be typed for the minutes of a visit, section by section; it knows neither the visit nor who types."""

from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from inspections import secrecy
from inspections.forms import DateField, Form, Required, Text, line, paragraph, tell_apart
from inspections.visiting import rules

LONGEST_TEXT, LONGEST_NAME, LONGEST_LINE = 6000, 120, 200
NUMBER_LENGTH = 4
Facts = Mapping[str, Any]


class Guarded(Form):
    """A form that says what its page showed, and why a hint at a secret is set aside where there is one."""

    seen = HiddenField("Lần xem", [Text(40)])
    overrule = line("Không phải bí mật nhà nước, vẫn ghi vì", limit=500)

    FRAME = ("seen", "overrule")
    EXPECTED: frozenset[str] = frozenset()
    """Fields that the minutes need in the end; they may be left empty for now, and are not called optional."""

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, place)
        for f in self:
            f.flags.required = f.flags.required or f.name in self.EXPECTED

    @property
    def inputs(self) -> list[Any]:
        """The fields that a person fills in."""
        return [f for f in self if f.name not in self.FRAME]

    @property
    def asks_overrule(self) -> bool:
        """Whether the form was refused and holds what looks like a secret, so that the reason may be given."""
        return bool(self.form_errors) and bool(secrecy.hints(" \n ".join(self.texts)))

    @property
    def texts(self) -> Iterator[str]:
        """Every text that was typed."""
        return (f.data for f in self.inputs if isinstance(f.data, str))


class SectionForm(Guarded):
    """A section of the facts: reads what is stored into its fields and says what was typed."""

    EXPECTED = frozenset(
        {"place", "began_at", "ended_at", "representative", "staff", "method", "strengths", "shortcomings"}
        | {"requirements", "opinion", "none", "refused", "reason", "witness"}
    )

    @staticmethod
    def data(facts: Facts) -> dict[str, Any]:
        """What stands in the fields at first, by field."""
        return dict(facts)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The section to be read: what each field is called, and what stands in it."""
        return [(f.label.text, f.data or "–") for f in self.inputs]

    def typed(self) -> dict[str, Any]:
        """What was typed, as the facts hold it; raises RuleBroken for what cannot stand together."""
        return {f.name: f.data or "" for f in self.inputs}


class TimeForm(SectionForm):
    """When and where."""

    place = line("Địa điểm lập biên bản", limit=300)
    began_at = line("Giờ bắt đầu", limit=20, description="Giờ và phút, ví dụ 08:00 hoặc 8h30.")
    ended_at = line("Giờ kết thúc", limit=20, description="Cùng ngày; có thể ghi sau, trước khi khóa biên bản.")

    def validate_began_at(self, field: Any) -> None:
        """Brings the time to its one form; raises ValidationError for what is none."""
        if field.data:
            try:
                field.data = rules.clock(field.data)
            except ValueError as error:
                raise ValidationError("Ghi giờ và phút, ví dụ 08:00 hoặc 16:45.") from error

    validate_ended_at = validate_began_at


def _count(typed: str, least: int, most: int) -> int:
    """A whole number between two; raises ValidationError otherwise."""
    if not (typed.isascii() and typed.isdecimal() and least <= int(typed) <= most):
        raise ValidationError(f"Ghi một số từ {least} đến {most}.")
    return int(typed)


class UnitForm(SectionForm):
    """The body as the minutes describe it."""

    phone = line("Điện thoại", limit=60)
    code = line("Mã số chi nhánh, mã số thuế hoặc số quyết định thành lập", limit=100)
    representative = line("Người đại diện theo pháp luật", limit=LONGEST_LINE, description="Họ tên và chức vụ.")
    staff = line("Số người trực tiếp làm dịch vụ KT1 tại thời điểm lập biên bản", limit=NUMBER_LENGTH)

    def validate_staff(self, field: Any) -> None:
        """Raises ValidationError for what is no number of people."""
        if field.data:
            _count(field.data, 0, 9999)

    @staticmethod
    def data(facts: Facts) -> dict[str, Any]:
        """Each detail; the number as it is typed."""
        unit = facts.get("unit_info") or {}
        return unit | {"staff": "" if unit.get("staff") is None else str(unit["staff"])}

    def typed(self) -> dict[str, Any]:
        """The details in one; an empty number is none."""
        details = {f.name: f.data or "" for f in self.inputs if f is not self.staff}
        return {"unit_info": details | {"staff": int(self.staff.data) if self.staff.data else None}}


class MethodForm(SectionForm):
    """How it was looked at."""

    method = paragraph("Phương pháp", limit=LONGEST_TEXT)


class RemarksForm(SectionForm):
    """What the team says of it."""

    strengths = paragraph(
        "Ưu điểm", limit=LONGEST_TEXT, description="Để trống thì biên bản ghi các ưu điểm đã ghi nhận."
    )
    shortcomings = paragraph(
        "Tồn tại, hạn chế",
        limit=LONGEST_TEXT,
        description="Để trống thì biên bản ghi các tồn tại đã ghi nhận; nếu không có, ghi “Không có.”.",
    )
    requirements = paragraph(
        "Yêu cầu đối với đơn vị",
        limit=LONGEST_TEXT,
        description="Mỗi việc một dòng; căn cứ là quy định phải thực hiện, không phải điều khoản xử phạt. "
        "Để trống thì biên bản ghi yêu cầu của các tồn tại đã ghi nhận.",
    )


class OpinionsForm(SectionForm):
    """What the body and the others say, word for word."""

    none = BooleanField("Đơn vị không có ý kiến khác")
    opinion = paragraph(
        "Ý kiến của đơn vị", limit=LONGEST_TEXT, description="Ghi nguyên văn lời của người đại diện đơn vị."
    )
    other_opinion = paragraph("Ý kiến của cơ quan, tổ chức, cá nhân khác có liên quan", limit=LONGEST_TEXT)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The opinions alone."""
        return super().shown[1:]

    def typed(self) -> dict[str, Any]:
        """Both opinions; a tick stands for the sentence, where nothing was typed."""
        opinion = self.opinion.data or (rules.NO_OPINION if self.none.data else "")
        return {"opinion": opinion, "other_opinion": self.other_opinion.data or ""}


class CopiesForm(SectionForm):
    """How many copies, and who keeps them."""

    copies = line("Số bản", Required("Cần ghi số bản."), limit=NUMBER_LENGTH)
    holders = paragraph("Nơi giữ các bản", limit=1000, description="Mỗi nơi giữ mấy bản.")

    def validate_copies(self, field: Any) -> None:
        """Raises ValidationError for what is no number of copies."""
        _count(field.data, 1, rules.MOST_COPIES)

    @staticmethod
    def data(facts: Facts) -> dict[str, Any]:
        """The number as it is typed."""
        return {"copies": str(facts.get("copies", "")), "holders": facts.get("holders", "")}

    def typed(self) -> dict[str, Any]:
        """The number as a number."""
        return {"copies": int(self.copies.data or 0), "holders": self.holders.data or ""}


class SigningForm(SectionForm):
    """Whether the body signs, and what stands in the minutes when it does not."""

    refused = RadioField(
        "Đại diện đơn vị",
        choices=[SelectChoice("no", "Ký biên bản"), SelectChoice("yes", "Không ký biên bản")],
        default="no",
    )
    reason = paragraph(
        "Lý do không ký", limit=1000, description="Ghi cả khi “vắng mặt” hoặc “không nêu lý do”. Bắt buộc khi không ký."
    )
    witness = line(
        "Người xác nhận việc không ký",
        limit=400,
        render_kw={"list": "confirmers"},
        description="Đại diện UBND cấp xã hoặc ít nhất một người chứng kiến: họ tên, chức vụ, địa chỉ.",
    )
    witness_reason = paragraph(
        "Lý do nếu người xác nhận cũng không ký", limit=1000, description="Để trống khi người xác nhận có ký."
    )

    @staticmethod
    def data(facts: Facts) -> dict[str, Any]:
        """The branch as fields."""
        branch = facts.get("not_signing") or {}
        return branch | {"refused": "yes" if branch else "no"}

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Whether it signs, and the branch when it does not."""
        signs = next(words for code, words, *_ in self.refused.iter_choices() if code == self.refused.data)
        branch = super().shown[1:] if self.refused.data == "yes" else []
        return [(self.refused.label.text, signs), *branch]

    def typed(self) -> dict[str, Any]:
        """The branch, or none; raises RuleBroken when a part of it is missing."""
        texts = [f.data or "" for f in (self.reason, self.witness, self.witness_reason)]
        return {"not_signing": rules.not_signing(self.refused.data == "yes", *texts)}


SECTION_FORMS: dict[str, type[SectionForm]] = {
    "time": TimeForm,
    "unit": UnitForm,
    "method": MethodForm,
    "remarks": RemarksForm,
    "opinions": OpinionsForm,
    "copies": CopiesForm,
    "signing": SigningForm,
}
"""The form of each section."""


class PersonForm(Guarded):
    """A person who is named in the minutes."""

    side = RadioField(
        "Thuộc",
        [Required("Cần chọn.")],
        choices=[SelectChoice(code, words) for code, words in rules.SIDES.items()],
        default="body",
    )
    title = RadioField(
        "Xưng hô", [Required("Cần chọn.")], choices=[SelectChoice(word, word) for word in rules.TITLES], default="Ông"
    )
    name = line("Họ và tên", Required("Cần ghi họ và tên."), limit=LONGEST_NAME)
    position = line("Chức vụ, cơ quan", limit=LONGEST_LINE)
    authority = line(
        "Giấy ủy quyền",
        limit=LONGEST_LINE,
        description="Loại giấy, số, ngày; khi không phải người đại diện theo pháp luật.",
    )
    address = line("Địa chỉ", limit=LONGEST_LINE, description="Của người chứng kiến.")

    def values(self) -> dict[str, Any]:
        """The person as he is stored."""
        return {f.name: f.data or "" for f in self.inputs}


class DocumentForm(Guarded):
    """A paper that the body handed over."""

    name = line("Tên hồ sơ, tài liệu", Required("Cần ghi tên tài liệu."), limit=300)
    number = line("Số, ký hiệu", limit=60)
    dated_on = DateField("Ngày của tài liệu", [Text(20)])
    original = RadioField(
        "Bản",
        [Required("Cần chọn.")],
        choices=[SelectChoice("no", "Bản sao"), SelectChoice("yes", "Bản chính")],
        default="no",
    )
    note = line("Ghi chú", limit=300)

    def values(self) -> dict[str, Any]:
        """The paper as it is stored."""
        texts = {f.name: f.data or "" for f in (self.name, self.number, self.note)}
        return texts | {"dated_on": self.dated_on.day, "original": self.original.data == "yes"}
