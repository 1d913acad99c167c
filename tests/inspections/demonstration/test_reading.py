"""The demonstration province holds together on whatever day it is loaded."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import yaml

from inspections.checklists.catalogue import items_of, shipped
from inspections.demonstration.reading import SOURCE, read
from inspections.directory.shipped import CatalogueError, holidays
from inspections.fieldwork import rules
from inspections.law.catalogue import in_force, standards
from inspections.working_days import Calendar, is_working_day

CALENDAR = Calendar(
    frozenset(row["day"] for row in holidays() if not row["works"]),
    frozenset(row["day"] for row in holidays() if row["works"]),
)
WORKING_FRIDAY = date(2026, 11, 20)
TODAYS = [
    WORKING_FRIDAY,
    date(2026, 11, 21),  # a Saturday
    date(2026, 11, 22),  # a Sunday
    date(2026, 2, 16),  # the first day of Tết
    date(2026, 2, 19),  # within Tết
    date(2026, 2, 22),  # its last day, a Sunday
    date(2026, 2, 23),  # the first working day after it
    date(2026, 2, 26),
    date(2026, 8, 22),  # a Saturday that is worked
    date(2026, 9, 2),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 1, 5),
    date(2027, 5, 3),
]
TEXT = SOURCE.read_text(encoding="utf-8")
RAW = yaml.safe_load(TEXT)


@pytest.fixture(params=TODAYS, ids=str, scope="module")
def loaded(request) -> tuple[date, dict[str, Any]]:
    return request.param, read(request.param, CALENDAR)


@pytest.fixture(scope="module")
def friday() -> dict[str, Any]:
    return read(WORKING_FRIDAY, CALENDAR)


def pairs(raw: Any, resolved: Any) -> Iterator[tuple[int, date]]:
    """Every working-day offset of the file beside the day it became."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            if key not in ("team", "answers"):
                yield from pairs(value, resolved["day" if key == "planned_on" and "day" in resolved else key])
    elif isinstance(raw, list):
        for one, other in zip(raw, resolved, strict=True):
            yield from pairs(one, other)
    elif isinstance(raw, str) and re.fullmatch(r"D(0|[+-]\d+)", raw):
        yield int(raw[1:]), resolved


def inspection(province: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in province["inspections"] if one["key"] == key)


def visit(province: dict[str, Any], body: str) -> dict[str, Any]:
    return next(one for one in inspection(province, "KT-4")["visits"] if one["body"] == body)


def refused(good: str, bad: str) -> tuple[str, str]:
    assert good in TEXT
    with pytest.raises(CatalogueError) as error:
        read(WORKING_FRIDAY, CALENDAR, TEXT.replace(good, bad, 1))
    return error.value.row, error.value.field


def test_everybody_and_everything_is_there(friday):
    assert len(friday["people"]) == 14
    assert len(friday["bodies"]) == 43
    assert [one["key"] for one in friday["inspections"]] == [f"KT-{number}" for number in range(1, 7)]
    assert [len(plan["lines"]) for plan in friday["plans"]] == [1, 8]
    assert sum(len(one["findings"]) for one in friday["inspections"]) == 16


def test_within_an_inspection_the_order_is_kept_and_every_day_is_worked(loaded):
    _, province = loaded
    for raw, one in zip(RAW["inspections"], province["inspections"], strict=True):
        days = dict(sorted(pairs(raw, one)))
        assert all(earlier < later for earlier, later in pairwise(days.values())), one["key"]
        assert all(is_working_day(day, CALENDAR) for day in days.values()), one["key"]


def test_what_has_happened_is_not_later_than_today_and_what_is_to_come_is(loaded):
    today, province = loaded
    for raw, one in zip(RAW["inspections"], province["inspections"], strict=True):
        for offset, day in pairs(raw, one):
            assert (day > today) == (offset > 0)


def test_the_period_under_inspection_ends_before_the_decision(loaded):
    _, province = loaded
    for one in province["inspections"]:
        if one["period_to"]:
            assert one["period_from"] < one["period_to"]
            assert one["decided_on"] is None or one["period_to"] < one["decided_on"]


def test_a_plan_is_complete_before_anything_follows_from_it(loaded):
    today, province = loaded
    for plan in province["plans"]:
        papers = [paper["dated"] for paper in plan["papers"]]
        begins = [line["planned_on"] for line in plan["lines"]]
        begins += [
            inspection(province, line["inspection"])["decided_on"] for line in plan["lines"] if line["inspection"]
        ]
        assert papers == sorted(set(papers))
        assert papers[-1] < min(begins)
        assert papers[-1] <= today
        assert {line["planned_on"].year for line in plan["lines"]} == {plan["year"]}


def test_no_two_plans_have_a_number_in_common(loaded):
    _, province = loaded
    numbers = [paper["number"] for plan in province["plans"] for paper in plan["papers"]]
    assert len(numbers) == len(set(numbers))


def test_the_enterprise_has_one_inspection_under_the_plan_of_a_year(loaded):
    _, province = loaded
    units = {body["key"] for body in province["bodies"] if body["enterprise_of"]}
    for plan in province["plans"]:
        assert len([line for line in plan["lines"] if units & set(line["bodies"])]) <= 1


def test_on_a_working_day_the_days_are_those_of_the_offsets(friday):
    fourth = inspection(friday, "KT-4")
    assert fourth["decided_on"] == date(2026, 10, 26)
    assert (fourth["period_from"], fourth["period_to"]) == (date(2026, 1, 1), date(2026, 10, 25))
    assert visit(friday, "bd-co-chien")["announced_on"] == date(2026, 11, 13)
    assert visit(friday, "bd-song-mang")["day"] == WORKING_FRIDAY
    assert fourth["findings"][0]["ended_on"] == date(2026, 10, 18)
    papers = {paper["number"]: paper["dated"] for paper in friday["plans"][-1]["papers"]}
    assert papers["12/KH-SKHCN"] == date(2026, 1, 9)
    assert papers["118/UBND-KGVX"] == date(2026, 1, 6)


def test_the_plan_of_an_earlier_year_bears_the_symbol_of_its_day(friday):
    numbers = {paper["step"]: paper["number"] for paper in friday["plans"][0]["papers"]}
    assert numbers["issued"] == "08/KH-STTTT"
    assert friday["plans"][0]["title"].endswith("năm 2025")


def test_on_a_sunday_the_visit_of_today_is_that_of_friday():
    sunday = read(date(2026, 11, 22), CALENDAR)
    assert visit(sunday, "bd-song-mang")["announced_on"] == WORKING_FRIDAY


def test_local_clock_times_become_instants_in_the_order_of_the_morning(friday):
    answers = visit(friday, "bd-song-mang")["answers"]
    assert answers[0]["item"] == "CL-01"
    assert answers[0]["at"] == datetime(2026, 11, 20, 1, 42, tzinfo=UTC)
    assert [one["at"] for one in answers] == sorted(one["at"] for one in answers)


def test_items_that_are_not_asked_of_a_commune_have_no_answer(friday):
    answered = {one["item"] for one in visit(friday, "bd-song-mang")["answers"]}
    assert len(answered) == 36
    assert not answered & {"CL-04", "CL-06", "CL-35"}


def test_an_answer_belongs_to_the_agency_of_its_author(friday):
    both = [one for one in visit(friday, "bd-song-mang")["answers"] if one["item"] == "AN-36"]
    assert [(one["owner"], one["parts"]["result"]) for one in both] == [("DIC", "pass"), ("POLICE", "fail")]


def test_only_two_inspectors_who_did_not_see_each_other_conflict(friday):
    answers = visit(friday, "bd-song-mang")["answers"]
    assert [(one["item"], one["by"]) for one in answers if one["conflicts"]] == [("CL-10", "sec")]
    slots = [(one["item"], one["owner"]) for one in answers if not one["conflicts"]]
    assert len(slots) == len(set(slots))


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("CL-05", "recorded"),
        ("CL-13", "pass"),
        ("CL-15", "pass"),
        ("CL-16", "fail"),
        ("CL-17", "pass"),
        ("CL-37", "not_produced"),
        ("AN-04", "fail"),
        ("AN-32", "recorded"),
    ],
)
def test_the_parts_of_an_answer_come_to_its_state(friday, code, state):
    items = {item["code"]: item for checklist in shipped() for item in items_of(checklist)}
    parts = next(one["parts"] for one in visit(friday, "bd-song-mang")["answers"] if one["item"] == code)
    (standard,) = in_force(standards(), WORKING_FRIDAY)
    assert rules.verdict(items[code], parts, standard["limits"]) == state


def test_a_body_bears_its_earlier_name_until_the_day_of_its_renaming(friday):
    names = next(body["names"] for body in friday["bodies"] if body["key"] == "bd-song-mang")
    assert [name["name"] for name in names] == ["Bưu điện huyện Sông Măng", "Bưu điện xã Sông Măng"]
    assert names[0]["valid_to"] + timedelta(days=1) == names[1]["valid_from"] == date(2025, 9, 1)
    assert names[0]["valid_from"] is names[1]["valid_to"] is None


def test_whoever_has_a_role_can_sign_in_and_nobody_else(friday):
    logins = [person["login"] for person in friday["people"] if person["login"]]
    assert len(logins) == 9
    assert {person["login"] for person in friday["people"] if not person["role"]} == {None}


def test_no_sign_of_a_violation_hangs_on_a_body_that_exists(friday):
    invented = {body["key"] for body in friday["bodies"] if body["fictional"]}
    findings = [finding for one in friday["inspections"] for finding in one["findings"]]
    assert {finding["body"] for finding in findings if finding["kind"] == "violation"} <= invented
    assert {finding["severity"] for finding in findings if finding["body"] not in invented} <= {"minor", None}


@pytest.mark.parametrize(
    ("row", "field", "good", "bad"),
    [
        ("KT-4", "signer", "decided_on: D-25\n    signer: dir", "decided_on: D-25\n    signer: nobody"),
        ("F-4-1", "body", "- key: F-4-1\n        body: bd-co-chien", "- key: F-4-1\n        body: bd-nowhere"),
        ("F-4-1", "body", "- key: F-4-1\n        body: bd-co-chien", "- key: F-4-1\n        body: bd-ba-tri"),
        ("F-4-1", "act", "act: BC-09.2", "act: BC-99.9"),
        (
            "KT-4",
            "items of F-4-1",
            "items: [CL-09]\n        kind: violation",
            "items: [CL-99]\n        kind: violation",
        ),
        ("KT-6", "only_items", "[CL-09, CL-24, CL-31, CL-40]", "[CL-09, CL-39]"),
        ("KT-2", "line", "line: L1", "line: L9"),
        ("KT-2", "colour", "line: L1", "line: L1\n    colour: red"),
        ("KT-2", "decided_on", "decided_on: D-118", "decided_on: yesterday"),
        (
            "L3",
            "checklists",
            "[provider-quality, provider-security, transport]\n      planned_on: D-9",
            "[shop]\n      planned_on: D-9",
        ),
        ("L1", "bodies", "[ub-song-mang, so-gddt, ub-long-thoi-dong]", "[ub-nowhere]"),
        ("CL-35", "item", "{item: CL-01, by", "{item: CL-35, by"),
        ("CL-01", "by", "{item: CL-01, by: dic.inspector", "{item: CL-01, by: police.inspector"),
        ("CL-05", "result", 'at: "08:50", number: 4', 'at: "08:50", result: pass'),
        ("CL-01", "number", 'at: "08:42", result: pass', 'at: "08:42", number: 4'),
        ("CL-01", "at", 'at: "08:42"', 'at: "8:42"'),
        ("dic.manager", "role", "role: manager\n    agency: DIC", "role: king\n    agency: DIC"),
        ("ub-co-chien", "key", "- key: ub-song-mang", "- key: ub-co-chien"),
    ],
)
def test_what_names_nothing_is_refused_with_its_row_and_field(row, field, good, bad):
    assert refused(good, bad) == (row, field)
