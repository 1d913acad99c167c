"""What the board and the picture of days are narrowed by: as the list of requirements, but for how they stand."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField

from inspections.forms import PlaceFilter, all_or

Pairs = Iterable[tuple[str, str]]


class TrackingFilter(PlaceFilter):
    """Agency, body and year as on the list; quarter and commune only while they are asked for."""

    asked_only = ("quarter", "commune")
    agency = SelectField("Cơ quan theo dõi", default="")
    body = SelectField("Đơn vị", default="")
    year = SelectField("Năm kiểm tra", default="")

    def __init__(
        self, *args: Any, agencies: Pairs = (), bodies: Pairs = (), years: Iterable[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agency.choices = all_or(agencies)
        self.body.choices = all_or(bodies)
        self.year.choices = all_or((str(year), str(year)) for year in years)
