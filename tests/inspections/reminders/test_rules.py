"""Half a year of reminders day by day, with standstills; who acts, what a letter says; knows no table."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from inspections.directory import shipped
from inspections.reminders import rules
from inspections.reminders.rules import Deadline, Hours, Place
from inspections.working_days import Calendar

STAGES = rules.stages(shipped.settings()["values"]["reminder_stages"])
DUE = date(2026, 3, 31)
FIRST = date(2026, 1, 1)
ROLES = ("responsible", "body", "manager", "both_managers")

Said = list[tuple[str, date, int]]


def half_a_year(dues: Iterable[date | None], off: Iterable[tuple[date, date]] = ()) -> Said:
    """(part, day, stage) of everything that is said from January to June; ``dues`` has the last day as each day knows
    it, None once it is kept or stands still; ``off`` are the days on which the machine was off.
    """
    told: dict[tuple[str, date], int] = {}
    said: Said = []
    for number, due in enumerate(dues):
        day = FIRST + timedelta(days=number)
        if due is None or any(first <= day <= last for first, last in off):
            continue
        for part in ROLES:
            stage = rules.stage_of(due, day, STAGES, {part}, told.get((part, due)))
            if stage is not None:
                told[part, due] = stage
                said.append((part, day, stage))
    return said


def days_of(said: Said, part: str) -> list[tuple[int, int]]:
    """(days after the last day, stage) of what one part was told."""
    return [((day - DUE).days, stage) for who, day, stage in said if who == part]


EVERY_DAY = [DUE] * 181


def test_without_a_standstill_everybody_hears_on_the_very_day() -> None:
    said = half_a_year(EVERY_DAY)
    assert days_of(said, "responsible") == days_of(said, "body") == [(-7, -7), (-1, -1), (0, 0)]
    assert days_of(said, "manager") == [(3, 3)]
    assert days_of(said, "both_managers") == [(10, 10), (30, 30)]


def test_four_days_off_over_the_first_stage_make_one_late_message() -> None:
    said = half_a_year(EVERY_DAY, [(DUE - timedelta(days=7), DUE - timedelta(days=4))])
    assert days_of(said, "responsible") == [(-3, -7), (-1, -1), (0, 0)]


def test_two_outages_lose_no_stage_and_repeat_none() -> None:
    off = [(DUE - timedelta(days=8), DUE - timedelta(days=4)), (DUE + timedelta(days=2), DUE + timedelta(days=33))]
    said = half_a_year(EVERY_DAY, off)
    assert days_of(said, "responsible") == [(-3, -7), (-1, -1), (0, 0)]
    assert days_of(said, "manager") == [(34, 3)]
    assert days_of(said, "both_managers") == [(34, 30)]
    assert max(Counter((part, stage) for part, _day, stage in said).values()) == 1


def test_a_month_off_says_to_each_once_what_is_true_by_then() -> None:
    said = half_a_year(EVERY_DAY, [(DUE - timedelta(days=9), DUE + timedelta(days=21))])
    assert {part: days_of(said, part) for part in ROLES} == {
        "responsible": [(22, 0)],
        "body": [(22, 0)],
        "manager": [(22, 3)],
        "both_managers": [(22, 10), (30, 30)],
    }


@pytest.mark.parametrize("length", [1, 5, 30, 60])
def test_wherever_an_outage_lies_nothing_is_said_twice_or_early_and_the_last_stage_is_always_said(length: int) -> None:
    for start in range(0, 180 - length):
        first = FIRST + timedelta(days=start)
        said = half_a_year(EVERY_DAY, [(first, first + timedelta(days=length - 1))])
        assert max(Counter((part, stage) for part, _day, stage in said).values()) == 1
        assert all((day - DUE).days >= stage for _part, day, stage in said)
        latest = {part: max(stage for who, _day, stage in said if who == part) for part in ROLES}
        assert latest == {"responsible": 0, "body": 0, "manager": 3, "both_managers": 30}


def test_more_time_begins_anew_and_what_is_kept_or_stands_still_is_silent() -> None:
    extended = DUE + timedelta(days=30)
    granted = (DUE - FIRST).days - 3
    said = half_a_year([DUE] * granted + [extended] * (181 - granted))
    assert [day for part, day, _stage in said if part == "responsible"] == [
        DUE - timedelta(days=7),
        *(extended - timedelta(days=n) for n in (7, 1, 0)),
    ]
    assert not half_a_year([None] * 181)
    kept = half_a_year([DUE] * ((DUE - FIRST).days + 1) + [None] * 90)
    assert {part for part, _day, _stage in kept} == {"responsible", "body"}


def test_a_stage_that_is_set_later_for_what_is_past_says_nothing() -> None:
    more = rules.stages([{"days": -3, "to": ["responsible"]}, {"days": 0, "to": ["responsible"]}])
    assert rules.stage_of(DUE, DUE + timedelta(days=1), more, {"responsible"}, told=0) is None
    assert rules.horizon(DUE, STAGES) == DUE + timedelta(days=7)
    assert rules.horizon(DUE, ()) == DUE


def deadline(follower: int | None = None, news: str = "remedy_due") -> Deadline:
    return Deadline(news, SimpleNamespace(owner="DIC", id=1), DUE, 5, follower)


TEAM = [Place(1, "DIC", "lead"), Place(2, "DIC", "member"), Place(3, "POLICE", "deputy")]
MANAGERS = [Place(8, "DIC", "manager"), Place(9, "POLICE", "manager")]


@pytest.mark.parametrize(
    ("follower", "team", "able", "acting"),
    [
        (2, TEAM, {1, 2, 3, 8}, {2}),
        (7, TEAM, {1, 2, 3, 8}, {1}),
        (None, TEAM, {1, 2, 3, 8}, {1}),
        (None, TEAM, {2, 3, 8}, {2}),
        (None, TEAM[2:], {3, 8}, {8}),
        (None, [], {3}, {8}),
    ],
)
def test_somebody_always_acts(follower: int | None, team: list[Place], able: set[int], acting: set[int]) -> None:
    assert rules.responsible(deadline(follower), team, able, MANAGERS) == acting


def test_what_a_person_is_to_a_deadline() -> None:
    def parts(role: str, agency: str | None, key: int) -> set[str]:
        return rules.parts(SimpleNamespace(id=key, role=role, agency_code=agency), deadline(), {2})

    assert parts("inspector", "DIC", 2) == {"responsible"}
    assert parts("inspector", "DIC", 4) == set()
    assert parts("manager", "DIC", 8) == {"manager", "both_managers"}
    assert parts("manager", "POLICE", 9) == {"both_managers"}
    assert parts("body", None, 10) == {"body"}


@pytest.mark.parametrize("news", ["effect_due", "penalty_due", "inspection_due", "report_due"])
def test_a_body_is_told_of_no_deadline_of_the_agencies(news: str) -> None:
    speaker = SimpleNamespace(id=10, role="body", agency_code=None)
    assert rules.parts(speaker, deadline(news=news), {2}) == set()


def test_no_letter_goes_out_at_night_or_on_a_day_off() -> None:
    hours = rules.hours({"from_hour": 6, "to_hour": 18, "working_days": True})
    holidays = Calendar(holidays=frozenset({date(2026, 4, 30)}))

    def may(day: int, hour: int, allowed: Hours = hours) -> bool:
        return rules.may_write(datetime(2026, 4, day, hour, 30, tzinfo=UTC), allowed, holidays)

    assert may(29, 6) and may(29, 17)
    assert not may(29, 5) and not may(29, 18) and not may(30, 9) and not may(25, 9)
    assert may(25, 9, rules.hours({"from_hour": 6})) and may(30, 0, rules.hours(None))


def test_a_letter_names_nothing_but_counts_and_the_way() -> None:
    letter = rules.letter("Bà", "Trần Thị B", 5, 2, "https://kiemtra.lan/notifications")
    assert letter.subject == "Kiểm tra KT1: 05 thông báo chưa đọc"
    assert "05 thông báo chưa đọc, trong đó 02 thông báo có thời hạn đã qua." in letter.body
    assert "https://kiemtra.lan/notifications" in letter.body and "Bà Trần Thị B" in letter.body
    assert "thời hạn" not in rules.letter("Ông", "A", 1, 0, "x").body
