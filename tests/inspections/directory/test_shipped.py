"""The province's settings and calendar are whole, and an agency bears the name of the day."""

from datetime import date

import pytest

from inspections.directory.shipped import FOLDER, CatalogueError, holidays, name_on, settings
from inspections.working_days import Calendar, is_working_day


def agency(code: str) -> dict:
    return next(one for one in settings()["agencies"] if one["code"] == code)


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2025, 1, 15), "Sở Thông tin và Truyền thông"),
        (date(2025, 2, 28), "Sở Thông tin và Truyền thông"),
        (date(2025, 3, 1), "Sở Khoa học và Công nghệ"),
        (date(2026, 11, 22), "Sở Khoa học và Công nghệ"),
    ],
)
def test_the_department_bears_the_name_of_the_day(on, name):
    assert name_on(agency("DIC"), on)["name"] == name


def test_the_other_agencies_have_always_had_their_names():
    assert name_on(agency("POLICE"), date(1999, 1, 1))["name"] == "Công an tỉnh Vĩnh Long"
    assert name_on(agency("UBND"), date(2030, 1, 1))["name"] == "Ủy ban nhân dân tỉnh Vĩnh Long"


def test_a_name_that_had_not_begun_is_refused():
    department = agency("DIC")
    with pytest.raises(LookupError, match="DIC has no name"):
        name_on(department | {"names": department["names"][1:]}, date(2025, 1, 15))


def test_the_settings_begin_as_agreed():
    values = settings()["values"]
    assert values["audience"] == {"DIC": "joint", "POLICE": "own"}
    assert values["colleague_check"] == {"DIC": False, "POLICE": False}
    assert values["duration_days"]["department"] == 10
    assert values["duration_days"]["chairman_of_province"] is None
    assert values["sign_in"] == {"failures": 5, "lock_minutes": 15, "idle_minutes": 60}
    assert values["yearly_report_before"] == "12-10"


@pytest.mark.parametrize(
    ("row", "field", "good", "bad"),
    [
        ("values", "colour", "days_unit: calendar", "days_unit: calendar\n  colour: red"),
        ("values", "days_unit", "days_unit: calendar", "days_unit: lunar"),
        ("UBND", "kind", "kind: chairman", "kind: king"),
        ("DIC", "code", "code: POLICE", "code: DIC"),
        ("POLICE", "short_name", "        short_name: Công an tỉnh\n", ""),
    ],
)
def test_a_mistake_in_the_settings_is_named(row, field, good, bad):
    text = (FOLDER / "settings.yaml").read_text(encoding="utf-8")
    assert good in text
    with pytest.raises(CatalogueError) as refused:
        settings(text.replace(good, bad))
    assert (refused.value.row, refused.value.field) == (row, field)


def test_days_off_fall_on_weekdays_or_are_made_up_and_days_worked_fall_on_weekends():
    rows = holidays()
    off = {row["day"] for row in rows if not row["works"]}
    calendar = Calendar(frozenset(off), frozenset(row["day"] for row in rows if row["works"]))
    assert all(row["day"].weekday() >= 5 for row in rows if row["works"])
    assert {day for day in off if day.weekday() >= 5} == {date(2026, 4, 26), date(2027, 5, 1)}
    assert not any(is_working_day(day, calendar) for day in off)


def test_each_year_has_its_fixed_holidays_and_2025_and_2026_five_days_of_tet():
    days = {row["day"]: row for row in holidays()}
    for year in (2025, 2026, 2027):
        for month, number in ((1, 1), (4, 30), (5, 1), (9, 2)):
            assert days[date(year, month, number)]["status"] == "verified"
    tet = [day.year for day, row in days.items() if row["name"].startswith("Tết Âm lịch")]
    assert tet == [2025] * 5 + [2026] * 5


def test_every_day_off_by_a_swap_has_its_day_worked():
    swapped = [row for row in holidays() if "hoán đổi" in row["ground"]]
    assert [row["works"] for row in swapped].count(True) == [row["works"] for row in swapped].count(False) == 3


def test_a_day_that_stands_twice_is_refused():
    row = "{day: 2026-01-01, works: false, name: Tết, ground: Điều 112, status: verified}"
    with pytest.raises(CatalogueError, match="2026-01-01, day: stands twice"):
        holidays(f"days: [{row}, {row}]")
