"""What may be typed in a comment; it knows no comment and nobody's rights."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from inspections.comments.actions import CommentData
from inspections.comments.rules import JOINT, OWN
from inspections.forms import Form, Required, SeenForm, paragraph, tell_apart

LONGEST = 2000
READERS = [SelectChoice(JOINT, "Cả hai cơ quan"), SelectChoice(OWN, "Chỉ cơ quan tôi")]


class CommentForm(Form):
    """A new comment: its text, who reads it, and whom it mentions."""

    text = paragraph("Ý kiến", Required(), limit=LONGEST, render_kw={"rows": 3})
    audience = RadioField("Ai được xem", choices=READERS, default=JOINT, validators=[Required("Cần chọn ai được xem.")])
    mentioned = SelectMultipleField("Nhắc đến")

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mentioned.choices = [SelectChoice(*one) for one in people]
        if own:
            self.audience.choices = READERS[1:]
            self.audience.data = self.audience.data if self.audience.raw_data else OWN

    def typed(self) -> CommentData:
        """What was typed."""
        return CommentData(self.text.data or "", self.audience.data or OWN, self.mentioned.data or ())


class RewriteForm(SeenForm):
    """Another text for a comment."""

    text = paragraph("Ý kiến", Required(), limit=LONGEST, render_kw={"rows": 3})

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if name:
            tell_apart(self, name)


class SettleForm(SeenForm):
    """A press of a button at a comment as the page showed it."""
