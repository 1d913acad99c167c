"""Knows the words of the log and the days it is asked by."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inspections.audit import rules
from inspections.audit.action_words import ACTIONS
from inspections.permissions import Permission
from inspections.workflow import Step
from tests.house.source import lifecycles

SOURCES = Path(__file__).parents[3] / "inspections"
RECORDED = re.compile(r'event_log\.record\(\s*session,\s*\w+,\s*"([a-z_:]+)"|action="([a-z_:]+)"')


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_that_may_be_refused_has_words(permission: Permission) -> None:
    assert str(permission) in ACTIONS


def test_every_action_that_is_logged_has_words() -> None:
    logged = {
        one or other
        for path in SOURCES.rglob("*.py")
        for one, other in RECORDED.findall(path.read_text(encoding="utf-8"))
    }
    assert "sign_in" in logged
    assert logged <= set(ACTIONS)


@pytest.mark.parametrize(("table", "steps"), lifecycles().items())
def test_every_step_that_is_logged_has_words(table: str, steps: tuple[Step, ...]) -> None:
    record = LOGGED_AS[table.rsplit(".", 1)[-1]]
    assert {f"{record}:{step.name}" for step in steps} <= set(ACTIONS)


LOGGED_AS = {
    "PLAN": "plan",
    "INSPECTION": "inspection",
    "VISIT": "visit",
    "FOLLOW_UP": "visit",
    "PART": "part",
    "FINDING": "finding",
    "REMEDY": "remedy",
    "ON_SITE": "remedy",
    "MEASURE": "measure",
    "INQUIRY": "inquiry",
    "TEAM_PAPER": "paper",
    "AGENCY_PAPER": "paper",
    "CASE_INDEX": "paper",
}
"""Each lifecycle, and under which name its steps are logged."""


def test_an_action_of_another_version_is_shown_by_its_code() -> None:
    assert rules.action_text("paper:burn") == "Việc khác (paper:burn)"


def test_a_local_day_lies_between_two_instants() -> None:
    start, end = rules.day_between(date(2026, 11, 22), ZoneInfo("Asia/Ho_Chi_Minh"))
    assert start == datetime(2026, 11, 21, 17, tzinfo=UTC)
    assert end == datetime(2026, 11, 22, 17, tzinfo=UTC)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_time_have_a_day_too(day: date) -> None:
    start, end = rules.day_between(day, ZoneInfo("Asia/Ho_Chi_Minh"))
    assert start < end
