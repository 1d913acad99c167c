"""What the overview may be narrowed by; it knows no number."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from inspections.forms import Form, all_or
from inspections.overview.rules import STAGES
from inspections.vietnamese import QUARTERS, sort_key

Pairs = Iterable[tuple[str, str]]


class OverviewFilter(Form):
    """A year, an agency, a quarter, and a place.

    ``years``, ``agencies`` (code, name) and ``visited`` (ref, name, commune of a body) are what may be chosen.
    """

    year = SelectField("Năm")
    quarter = SelectField("Quý", default="")
    agency = SelectField("Cơ quan", default="")
    commune = SelectField("Xã, phường", default="")
    body = SelectField("Đơn vị", default="")

    def __init__(
        self,
        *args: Any,
        years: Iterable[int] = (),
        agencies: Pairs = (),
        visited: Iterable[tuple[str, str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        visited = list(visited)
        communes = sorted({commune for _ref, _name, commune in visited if commune}, key=sort_key)
        self.year.choices = [SelectChoice(str(year), str(year)) for year in years]
        self.quarter.choices = all_or(((str(number), words) for number, words in QUARTERS.items()), "Cả năm")
        self.agency.choices = all_or(agencies, "Hai cơ quan")
        self.commune.choices = all_or((name, name) for name in communes)
        self.body.choices = all_or((ref, name) for ref, name, _commune in visited)


class PlanFilter(OverviewFilter):
    """The same for the lines of the plan, and how far they are."""

    stage = SelectField(
        "Tiến độ", choices=all_or((code, word) for code, (_sign, word, _look) in STAGES.items()), default=""
    )
