"""What may be asked of the lists of documents and acts; it knows neither."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField

from inspections.directory.rules import LONGEST_SEARCH
from inspections.forms import DateField, Form, Text, all_or, line


class DocumentFilter(Form):
    """Search and day above the list of documents."""

    q = line("Tìm theo số, tên văn bản", limit=LONGEST_SEARCH)
    on = DateField("Đang có hiệu lực ngày", [Text(10)])


class ActFilter(Form):
    """Search and choices above the list of acts; who may be competent is named by the agencies of the day."""

    q = line("Tìm theo hành vi", limit=LONGEST_SEARCH)
    document = SelectField("Văn bản", default="")
    competence = SelectField("Thẩm quyền", default="")

    def __init__(
        self,
        *args: Any,
        documents: Iterable[tuple[str, str]] = (),
        competences: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.document.choices = all_or(documents)
        self.competence.choices = all_or(competences)
