"""What is typed when a new version is begun or dropped; it knows no paper."""

from typing import Any

from inspections.forms import BooleanField, Required, SeenForm, paragraph, tell_apart
from inspections.step_forms import LONGEST_REASON


class BeginForm(SeenForm):
    """Why a signed paper is replaced, and that those who signed it agree."""

    reason = paragraph("Lý do lập bản mới", Required("Cần ghi lý do."), limit=LONGEST_REASON)
    agreed = BooleanField(
        "Các bên đã ký thống nhất lập bản mới thay thế",
        [Required("Cần xác nhận câu này trước khi lập bản mới.")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, "replace")


class DropForm(SeenForm):
    """Why a new version is given up."""

    reason = paragraph("Lý do bỏ bản mới", Required("Cần ghi lý do."), limit=LONGEST_REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, "drop")
