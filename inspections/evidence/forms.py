"""Checks what is typed about a photo."""

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from inspections.evidence.photos import Photo
from inspections.evidence.uploads import uploaded
from inspections.forms import Form, Required, line


class PhotoForm:
    """An uploaded photo, which was decoded before the write began; its faults are sentences like any form's."""

    def __init__(self) -> None:
        self.form_errors: list[str] = []
        self.photo: Photo | None = None

    def validate(self) -> bool:
        """Whether a readable photo came."""
        found = uploaded()
        if isinstance(found, Photo):
            self.photo = found
            return True
        self.form_errors.append(found.message if found else "Chưa chọn ảnh nào.")
        return False


class CaptionForm(Form):
    """What the photo shows, and who may see it."""

    caption = line("Chú thích ảnh", limit=300)
    audience = RadioField(
        "Ai được xem",
        [Required("Cần chọn ai được xem.")],
        choices=[SelectChoice("joint", "Cả hai cơ quan"), SelectChoice("own", "Chỉ cơ quan tôi")],
    )
