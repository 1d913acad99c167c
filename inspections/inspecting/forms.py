"""What may be typed and ticked on the pages of inspections and visits; it knows no visit."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, SelectField, SelectMultipleField, StringField

from inspections.directory.rules import LONGEST_SEARCH
from inspections.forms import DateField, Form, Optional, PlaceFilter, Required, Text, all_or, line, seen_version
from inspections.inspecting.rules import FIRST_DAY, VISITED, Ticks

LONGEST_CODE = 60
Pairs = Iterable[tuple[str, str]]


class AnnounceForm(Form):
    """The day on which the decision was announced; what is left out is today."""

    day = DateField("Ngày công bố", [Optional()])

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day.label.text = FIRST_DAY[kind]


class InspectionFilter(PlaceFilter):
    """Choices above the list of inspections. ``states``, ``years`` and ``agencies`` are what may be chosen."""

    state = SelectField("Trạng thái", default="")
    year = SelectField("Năm ban hành quyết định", default="")
    agency = SelectField("Cơ quan chủ trì", default="")

    def __init__(
        self, *args: Any, states: Pairs = (), years: Iterable[int] = (), agencies: Pairs = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = all_or(states)
        self.year.choices = all_or((str(year), str(year)) for year in years)
        self.agency.choices = all_or(agencies)


class VisitFilter(PlaceFilter):
    """Search and choices above the list of visits. ``states``, ``years`` and ``agencies`` are what may be chosen.

    The item is there only while the overview asks for the visits that had it.
    """

    q = line("Tìm theo tên đơn vị", limit=LONGEST_SEARCH)
    state = SelectField("Trạng thái", default="")
    year = SelectField("Năm kiểm tra", default="")
    agency = SelectField("Cơ quan chủ trì", default="")
    item = SelectField("Nội dung kiểm tra", [Text(LONGEST_CODE)], default="")

    def __init__(
        self, *args: Any, states: Pairs = (), years: Iterable[int] = (), agencies: Pairs = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = all_or([(VISITED, "Đã kiểm tra xong"), *states])
        self.year.choices = all_or((str(year), str(year)) for year in years)
        self.agency.choices = all_or(agencies)
        asked = self.item.data or ""
        if asked.strip() and asked.isprintable():
            self.item.choices = all_or([(asked, asked[:LONGEST_CODE])])
        else:
            del self.item


class ChoiceForm(Form):
    """The items ticked for a visit. ``pick`` and ``drop`` hold the section whose button was pressed instead of Lưu.

    Codes that do not exist are left out by the action, which compares them with what may be chosen.
    """

    codes = SelectMultipleField("Nội dung kiểm tra", choices=[], validate_choice=False)
    own = SelectMultipleField("Chỉ cơ quan tôi xem", choices=[], validate_choice=False)
    pick = StringField("Chọn cả phần", [Text(LONGEST_CODE)])
    drop = StringField("Bỏ cả phần", [Text(LONGEST_CODE)])
    version = HiddenField("Lần xem", [Required("Trang này thiếu dữ liệu; mời mở lại trang."), Text(10)])

    def ticks(self) -> Ticks:
        """What the page says; a version that is no number is 0, which no visit has."""
        seen = seen_version(self.version.data)
        codes, own = frozenset(self.codes.data or ()), frozenset(self.own.data or ())
        return Ticks(codes, own, self.pick.data or "", self.drop.data or "", seen)
