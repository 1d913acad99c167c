"""Checks what is typed when a part of a visit is confirmed or reopened."""

from wtforms import BooleanField, HiddenField

from inspections import secrecy
from inspections.forms import Form, Required, Text, paragraph


class SignOffForm(Form):
    """The confirmation, once, at the right place, that nothing secret was typed."""

    no_secrets = BooleanField(secrecy.SIGN_OFF_CONFIRMATION, [Required("Cần xác nhận câu này trước khi hoàn thành.")])


class ReopenForm(Form):
    """Why a part is opened again, and the newest operation that does not count which the page showed."""

    reason = paragraph("Lý do mở lại", Required("Cần ghi lý do mở lại."), limit=1000)
    listed = HiddenField("Lần ghi mới nhất", [Text(64)])


class LookForm(Form):
    """The newest operation that the page showed to who has looked at them."""

    newest = HiddenField("Lần ghi mới nhất", [Required("Trang này thiếu dữ liệu; mời mở lại trang."), Text(64)])


FORMS: dict[str, type[Form]] = {"sign_off": SignOffForm, "reopen": ReopenForm}
"""Which form each step of a part needs; the others need none."""
