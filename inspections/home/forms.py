"""What the number book may be narrowed by; it knows no paper."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField

from inspections.forms import Form, all_or


class NumberFilter(Form):
    """A year and a series. ``years`` and ``series`` are what may be chosen."""

    year = SelectField("Năm", default="")
    series = SelectField("Sổ", default="")

    def __init__(self, *args: Any, years: Iterable[int] = (), series: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year.choices = all_or((str(year), str(year)) for year in years)
        self.series.choices = all_or((one, one) for one in series)
