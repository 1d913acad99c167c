"""What the number book may be narrowed by; it knows no number."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField

from inspections.forms import Form, all_or
from inspections.papers.rules import KINDS
from inspections.vietnamese import sort_key


class NumberFilter(Form):
    """A year, of those in ``years``, and a kind of paper."""

    year = SelectField("Năm", default="")
    kind = SelectField(
        "Loại văn bản", choices=all_or(sorted(KINDS.items(), key=lambda one: sort_key(one[1]))), default=""
    )

    def __init__(self, *args: Any, years: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year.choices = all_or((str(year), str(year)) for year in years)
