"""What the overview may be narrowed by; it knows no number."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from inspections.forms import Form
from inspections.overview.rules import QUARTERS, STAGES


def _all_or(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice("", "Tất cả"), *(SelectChoice(code, words) for code, words in pairs)]


class OverviewFilter(Form):
    """A year and an agency. ``years`` and ``agencies`` (code, name) are what may be chosen."""

    year = SelectField("Năm")
    agency = SelectField("Cơ quan", default="")

    def __init__(
        self, *args: Any, years: Iterable[int] = (), agencies: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.year.choices = [SelectChoice(str(year), str(year)) for year in years]
        self.agency.choices = [SelectChoice("", "Hai cơ quan"), *(SelectChoice(code, name) for code, name in agencies)]


class PlanFilter(OverviewFilter):
    """The same for the lines of the plan, and how far they are."""

    quarter = SelectField(
        "Quý", choices=_all_or((str(number), words) for number, words in QUARTERS.items()), default=""
    )
    stage = SelectField(
        "Tiến độ", choices=_all_or((code, word) for code, (_sign, word, _look) in STAGES.items()), default=""
    )
