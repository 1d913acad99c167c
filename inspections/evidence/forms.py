"""Checks what is typed about a photo, and what a tablet says of one that it sends in pieces."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from inspections import device_clock
from inspections.evidence.photos import Photo
from inspections.evidence.rules import MOST_OF_PIECE, MOST_SENT, Sent
from inspections.evidence.uploads import uploaded
from inspections.forms import Form, Required, clean, line


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


MALFORMED = "Ảnh gửi lên thiếu dữ liệu hoặc sai dạng; mời tải lại trang rồi gửi lại."
TOO_MUCH = "Ảnh lớn hơn 8 MB nên không nhận; mời chụp ở độ phân giải thấp hơn."
YEARS = range(2000, 2100)


class PieceForm(Form):
    """A piece of a photo with what the tablet says of the whole; everything that is read is read by ``validate``."""

    op_id = StringField()
    offset = StringField()
    total = StringField()
    sha256 = StringField()
    name = StringField()
    taken_at = StringField()
    sent_at = StringField()
    caption = line("Chú thích ảnh", limit=300)

    def __init__(self, typed: Any, files: Mapping[str, Any]) -> None:
        super().__init__(typed)
        self.file = files.get("chunk")
        self.before = tuple(clean(words) for words in typed.getlist("said"))
        self.piece, self.start, self.size = b"", 0, 0
        self.sentence = ""
        self.taken = self.sent = datetime.min

    def validate(self, *_args: Any, **_more: Any) -> bool:
        """Whether the piece can be looked at; ``sentence`` says why not."""
        try:
            self._read()
        except ValueError:
            self.sentence = MALFORMED
        if not self.sentence and not super().validate():
            self.sentence = f"Chú thích ảnh: {self.caption.errors[0]}"
        if not self.sentence and self.size > MOST_SENT:
            self.sentence = TOO_MUCH
        return not self.sentence

    def _read(self) -> None:
        """Raises ValueError at what no tablet of ours sends."""
        if self.file is None:
            raise ValueError
        for field, shape in ((self.op_id, "[0-9a-z]{16,64}"), (self.sha256, "[0-9a-f]{64}")):
            if not re.fullmatch(shape, field.data or ""):
                raise ValueError
        self.start, self.size = _count(self.offset.data), _count(self.total.data)
        self.taken, self.sent = _instant(self.taken_at.data), _instant(self.sent_at.data)
        self.piece = self.file.stream.read(MOST_OF_PIECE + 1)
        if len(self.piece) > MOST_OF_PIECE or self.start + len(self.piece) > self.size:
            raise ValueError

    def said(self, now: datetime) -> Sent:
        """What the tablet says of the photo."""
        clock = device_clock.offset(now, self.sent)
        return Sent(self.op_id.data or "", self.caption.data or "", self.taken, clock, self.before)


def _count(typed: str | None) -> int:
    if not re.fullmatch("[0-9]{1,10}", typed or ""):
        raise ValueError
    return int(typed or "")


def _instant(typed: str | None) -> datetime:
    """An instant with its zone, of a year in which there may be tablets."""
    found = datetime.fromisoformat(typed or "")
    if found.tzinfo is None or found.year not in YEARS:
        raise ValueError
    return found.astimezone(UTC)
