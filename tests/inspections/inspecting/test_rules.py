"""Knows the rules of choosing items, announcing and time limits."""

from datetime import date
from types import SimpleNamespace

import pytest

from inspections.errors import RuleBroken
from inspections.inspecting import rules


@pytest.mark.parametrize(
    ("duration", "extension", "unit", "words"),
    [
        (10, 5, "calendar", "10 ngày, gia hạn 05 ngày"),
        (10, 0, "calendar", "10 ngày"),
        (7, 3, "working", "07 ngày làm việc, gia hạn 03 ngày làm việc"),
        (None, 0, "calendar", "Quyết định không ấn định số ngày"),
    ],
)
def test_a_time_limit_is_said_with_its_unit(duration: int | None, extension: int, unit: str, words: str) -> None:
    assert rules.days_allowed(duration, extension, unit) == words


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2026, 3, 20), "còn 04 ngày"),
        (date(2026, 3, 16), "hết hạn hôm nay"),
        (date(2026, 3, 15), "đã quá hạn 01 ngày"),
        (None, ""),
    ],
)
def test_the_days_left_are_counted_from_today(last: date | None, words: str) -> None:
    assert rules.days_left(last, date(2026, 3, 16)) == words


@pytest.mark.parametrize("decided", [None, date(2026, 3, 17)])
def test_nothing_is_announced_before_its_decision(decided: date | None) -> None:
    with pytest.raises(RuleBroken, match="trước ngày ban hành"):
        rules.refuse_before_decision(date(2026, 3, 16), decided)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 17), "sau hôm nay"),
        (date(2026, 3, 4), "phê duyệt kế hoạch tiến hành"),
        (date(2026, 3, 9), "tạm dừng"),
        (date(2026, 3, 10), "tạm dừng"),
        (date(2026, 3, 15), "tạm dừng"),
    ],
)
def test_nothing_was_announced_on_such_a_day(day: date, words: str) -> None:
    standstills = [(date(2026, 3, 9), date(2026, 3, 10)), (date(2026, 3, 13), None)]
    with pytest.raises(RuleBroken, match=words):
        rules.refuse_announcement_day(day, date(2026, 3, 16), date(2026, 3, 5), standstills)


def test_of_a_survey_the_day_is_called_as_its_field_is() -> None:
    day = date(2026, 3, 16)
    for refuse in (
        lambda: rules.refuse_before_decision(day, None, "survey"),
        lambda: rules.refuse_announcement_day(day, date(2026, 3, 15), date(2026, 3, 5), kind="survey"),
        lambda: rules.refuse_announcement_day(day, day, None, kind="survey"),
    ):
        with pytest.raises(RuleBroken, match=r"^Ngày bắt đầu khảo sát không được"):
            refuse()


@pytest.mark.parametrize("day", [date(2026, 3, 5), date(2026, 3, 11), date(2026, 3, 16)])
def test_a_visit_may_have_been_announced_before_today(day: date) -> None:
    rules.refuse_announcement_day(day, date(2026, 3, 16), date(2026, 3, 5), [(date(2026, 3, 9), date(2026, 3, 10))])


def test_a_visit_may_be_announced_on_the_day_of_its_decision() -> None:
    rules.refuse_before_decision(date(2026, 3, 16), date(2026, 3, 16))


@pytest.mark.parametrize(
    ("lead", "agency", "leading", "may"),
    [
        ("dic", "DIC", {"DIC"}, True),
        ("both", "DIC", {"DIC", "POLICE"}, True),
        ("police", "DIC", {"DIC"}, True),
        ("police", "DIC", {"DIC", "POLICE"}, False),
        ("dic", "POLICE", {"DIC", "POLICE"}, False),
        ("dic", "POLICE", {"POLICE"}, True),
    ],
)
def test_an_agency_with_a_leader_in_the_team_chooses_its_own_items(
    lead: str, agency: str, leading: set[str], may: bool
) -> None:
    assert rules.may_choose(lead, agency, leading) is may


def test_leading_agencies_are_those_of_the_leader_and_his_deputies() -> None:
    team = [
        SimpleNamespace(role=role, user=SimpleNamespace(agency_code=agency))
        for role, agency in (("lead", "DIC"), ("member", "POLICE"))
    ]
    assert rules.leading_agencies(team) == {"DIC"}


@pytest.mark.parametrize(
    ("lead", "agency", "may"), [("dic", "DIC", True), ("police", "DIC", False), ("both", "DIC", False)]
)
def test_only_the_agency_that_leads_an_item_alone_may_keep_it(lead: str, agency: str, may: bool) -> None:
    assert rules.may_keep_own(lead, agency) is may


@pytest.mark.parametrize("state", ["fieldwork_done", "minutes_signed", "closed"])
def test_items_are_not_chosen_when_the_fieldwork_is_over(state: str) -> None:
    with pytest.raises(RuleBroken, match="Đã kiểm tra xong"):
        rules.refuse_closed(state)


def test_items_of_a_confirmed_part_do_not_change() -> None:
    rules.refuse_confirmed({"DIC"}, {"DIC": "open", "POLICE": "signed_off"})
    with pytest.raises(RuleBroken, match="mở lại phần đó"):
        rules.refuse_confirmed({"DIC", "POLICE"}, {"DIC": "open", "POLICE": "signed_off"})


def test_a_section_is_taken_or_left_as_a_whole() -> None:
    ticks = rules.Ticks(codes={"CL-01", "CL-08"}, pick="q:A1", drop="q:A2")
    assert ticks.has("q:A1", "CL-02")
    assert not ticks.has("q:A2", "CL-08")
    assert ticks.has("q:A3", "CL-01")
    assert not ticks.has("q:A3", "CL-20")


@pytest.mark.parametrize(
    ("state", "items", "step"),
    [
        ("planned", 0, "choose"),
        ("planned", 3, "announce"),
        ("announced", 3, "inspect"),
        ("fieldwork_done", 3, "papers"),
        ("closed", 3, ""),
    ],
)
def test_one_thing_comes_next(state: str, items: int, step: str) -> None:
    assert rules.next_step(state, items) == step
