"""Checks what is sent as a signature: a signed file, a drawing, the reason of a removal; it knows no paper."""

from collections.abc import Callable
from typing import Any

from wtforms import FileField, HiddenField
from wtforms.validators import ValidationError

from inspections.errors import RuleBroken
from inspections.forms import Form, Required, Text, paragraph, tell_apart
from inspections.signatures import rules
from inspections.signatures.actions import Checked
from inspections.signatures.ink import LONGEST_DRAWN, Ink, drawn, read

LONGEST_REASON = 1000


class SignedForm(Form):
    """A file that was signed outside; ``take`` checks it before the write begins."""

    signed = FileField(
        "Tệp PDF đã ký số",
        description="Tải tệp PDF của văn bản này về, ký bằng phần mềm ký số của cơ quan, rồi chọn tệp đã ký.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self, "outside")
        self.checked: Checked | None = None
        self.sentence = rules.NO_FILE

    def take(self, check: Callable[[], Checked]) -> None:
        """Keeps what the check finds, or its sentence."""
        try:
            self.checked = check()
        except RuleBroken as broken:
            self.sentence = broken.message

    def validate_signed(self, _field: Any) -> None:
        """Raises ValidationError with the reason for which the file was not taken."""
        if self.checked is None:
            raise ValidationError(self.sentence)


class DrawForm(Form):
    """A signature drawn on the page or sent as a picture; ``seen`` is the sha256 of what is signed."""

    seen = HiddenField("Nội dung được ký", [Required("Trang này thiếu dữ liệu; mời mở lại trang."), Text(64)])
    drawn = HiddenField("Chữ ký đã vẽ", [Text(LONGEST_DRAWN)])
    picture = FileField("Ảnh chữ ký thay cho vẽ", description="Ảnh JPEG, PNG hoặc WebP của chữ ký trên giấy trắng.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ink: Ink | None = None
        self.sentence = "Chưa có chữ ký: mời ký vào khung hoặc chọn ảnh chữ ký."

    def look(self, picture: bytes) -> None:
        """Makes the signature of the picture that was sent, else of the drawing; before the write begins."""
        typed = self.drawn.data or ""
        if not picture and not typed:
            return
        try:
            self.ink = read(picture) if picture else drawn(typed)
        except RuleBroken as broken:
            self.sentence = broken.message

    def validate_picture(self, _field: Any) -> None:
        """Raises ValidationError when there is no signature that can be read."""
        if self.ink is None:
            raise ValidationError(self.sentence)


class RemoveForm(Form):
    """Why a drawn signature is removed."""

    reason = paragraph("Lý do gỡ chữ ký", Required("Cần ghi lý do."), limit=LONGEST_REASON)
