"""What may be asked of the list of bodies; it knows no body."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField

from inspections.directory.rules import KINDS, LEVELS, LONGEST_SEARCH
from inspections.forms import Form, all_or, line


class BodyFilter(Form):
    """Search and choices above the list of bodies. ``groups`` are the groups there are."""

    q = line("Tìm theo tên, địa chỉ", limit=LONGEST_SEARCH)
    kind = SelectField("Loại", choices=all_or(KINDS.items()), default="")
    group = SelectField("Nhóm", default="")
    level = SelectField("Cấp", choices=all_or(LEVELS.items()), default="")

    def __init__(self, *args: Any, groups: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group.choices = all_or((name, name) for name in groups)
