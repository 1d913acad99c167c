"""Forms of a step of a lifecycle, taken in the application or recorded from a paper signed elsewhere; knows no step."""

from datetime import date
from typing import Any

from wtforms import FileField

from inspections.forms import SHORT, DateField, Required, SeenForm, line, paragraph, tell_apart
from inspections.planning.rules import Paper
from inspections.scan_forms import SCAN_HINT, WithScan

LONGEST_NUMBER, LONGEST_REASON = 60, 1000


REASONS = {
    "agree_with_comments": "Ý kiến góp ý",
    "revise": "Lý do điều chỉnh",
    "suspend": "Lý do tạm dừng (sự kiện bất khả kháng)",
    "extend": "Lý do gia hạn",
    "explain": "Lý do vẫn tiến hành",
}
"""What the reason of a step is called where it is not simply a reason."""


class StepForm(SeenForm):
    """A step taken in the application; the reason is asked for by the steps that need one."""

    reason = paragraph("Lý do", Required("Cần ghi ô này."), limit=LONGEST_REASON)

    way = "app"

    def __init__(self, *args: Any, step: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not step.needs_reason:
            del self.reason
        else:
            self.reason.label.text = REASONS.get(step.name, "Lý do")
        tell_apart(self, f"{self.way}-{step.name}")

    @property
    def why(self) -> str:
        """The reason, empty where none is asked for."""
        return (self.reason.data or "") if "reason" in self else ""

    def paper(self) -> Paper | None:
        """The paper that the step was signed on; none for a step taken in the application."""
        return None


class PaperForm(WithScan, StepForm):
    """A step recorded from a paper that was signed elsewhere, with its scanned file where there is one."""

    way = "paper"

    kind = line("Loại văn bản", Required(), limit=SHORT)
    number = line("Số, ký hiệu", Required(), limit=LONGEST_NUMBER)
    day = DateField("Ngày ký", [Required()])
    signer = line("Người ký (họ tên, chức vụ)", Required(), limit=SHORT)
    scan = FileField("Bản quét (PDF, JPG)", description=SCAN_HINT)

    def paper(self) -> Paper:
        """The paper that was typed."""
        return Paper(
            self.kind.data or "",
            (self.number.data or "") if "number" in self else "",
            self.day.day or date.max,
            self.signer.data or "",
            self.file(),
        )
