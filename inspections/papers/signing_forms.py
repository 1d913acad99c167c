"""What is typed when a paper takes a step, gets its number or its scanned copy; it knows no paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import FileField
from wtforms.validators import ValidationError

from inspections.forms import SHORT, DateField, Form, Optional, Required, SeenForm, line, paragraph, tell_apart
from inspections.papers.rules import Signing
from inspections.scan_forms import SCAN_HINT, WithScan
from inspections.step_forms import LONGEST_NUMBER, LONGEST_REASON

LARGEST_SERIAL = 9999


class StepForm(SeenForm):
    """A step of a paper that asks for nothing; several of these forms stand on one page."""

    def __init__(self, *args: Any, step: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, step)

    def signing(self) -> Signing:
        """What was typed about the signature."""
        return Signing()


class NumberForm(SeenForm):
    """The number of a team's paper."""

    serial = line("Số", Required(), limit=4)

    def validate_serial(self, field: Any) -> None:
        """Raises ValidationError for what is no number from 1."""
        typed = field.data or ""
        if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= LARGEST_SERIAL):
            raise ValidationError("Số là số nguyên từ 1.")

    @property
    def number(self) -> int:
        """The number that was typed."""
        return int(self.serial.data or 0)


class WithdrawForm(StepForm):
    """Why a locked paper becomes a draft again."""

    reason = paragraph("Lý do thu hồi", Required("Cần ghi lý do."), limit=LONGEST_REASON)

    def signing(self) -> Signing:
        """The reason."""
        return Signing(reason=self.reason.data or "")


class SignForm(StepForm):
    """That a paper was signed, on which day and by whom."""

    day = DateField("Ngày ký", [Required()])
    signer = line("Người ký", Required(), limit=SHORT)

    def signing(self) -> Signing:
        """Day and signer."""
        return Signing(day=self.day.day or date.max, signer=self.signer.data or "")


class NotSignForm(StepForm):
    """That the body did not sign: why, and who confirmed it."""

    day = DateField("Ngày lập biên bản", [Required()])
    reason = paragraph("Lý do đơn vị không ký", limit=LONGEST_REASON)
    witness = paragraph(
        "Đại diện chính quyền cấp xã hoặc người chứng kiến xác nhận", limit=500, description="Họ tên, chức vụ, địa chỉ."
    )
    witness_reason = line("Nếu người xác nhận cũng không ký: lý do", Optional(), limit=SHORT)

    def signing(self) -> Signing:
        """What was typed about it."""
        return Signing(
            day=self.day.day or date.max,
            reason=self.reason.data or "",
            witness=self.witness.data or "",
            witness_reason=self.witness_reason.data or "",
        )


class IssueForm(SignForm):
    """That an agency's paper was signed, with the number of its register."""

    number = line("Số, ký hiệu", Required(), limit=LONGEST_NUMBER)

    def signing(self) -> Signing:
        """Day, signer and number."""
        return Signing(day=self.day.day or date.max, signer=self.signer.data or "", number=self.number.data or "")


class SendForm(StepForm):
    """The day on which a paper was sent."""

    day = DateField("Ngày gửi", [Required()])

    def signing(self) -> Signing:
        """The day."""
        return Signing(day=self.day.day or date.max)


STEP_FORMS: Mapping[str, type[StepForm]] = {
    "sign": SignForm,
    "not_sign": NotSignForm,
    "issue": IssueForm,
    "withdraw": WithdrawForm,
    "send": SendForm,
}
"""Which form each step needs; the others need none."""


class ScanForm(WithScan, Form):
    """The scanned copy of a signed paper, read before the write began."""

    scan = FileField("Bản quét văn bản đã ký (PDF, JPG)", description=SCAN_HINT)
    scan_wanted = True
