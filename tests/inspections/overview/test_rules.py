"""Knows which list each number opens and how the numbers are counted; knows no table."""

from datetime import date

import pytest

from inspections.overview import rules
from inspections.overview.cells import Cell, Totals
from inspections.overview.rules import Asked, Findings, Late, LateTotal, Plan, PlanLine
from inspections.vietnamese import QUARTERS

LINES = [
    PlanLine(1, ("A",), 1, "DIC", (("r", "t", "reported"), ("s", "t", "in_progress"))),
    PlanLine(2, ("B",), 1, "DIC", (("r", "t", "suspended"),)),
    PlanLine(3, ("C",), 4, "POLICE", (("r", "t", "decided"),)),
    PlanLine(4, ("D",), 4, "DIC"),
]


@pytest.mark.parametrize(
    ("name", "more", "endpoint", "values"),
    [
        ("plan", {"stage": "begun"}, "overview.plan", {"year": "2026", "agency": "DIC", "stage": "begun"}),
        ("visits", {"state": "closed"}, "inspecting.visits", {"year": "2026", "agency": "DIC", "state": "closed"}),
        ("late", {}, "remedies.remedies", {"agency": "DIC", "overdue": "yes"}),
        ("late", {"agency": "POLICE"}, "remedies.remedies", {"agency": "POLICE", "overdue": "yes"}),
        ("looked_at", {"item": "CL-1"}, "inspecting.visits", {"year": "2026", "state": "done", "item": "CL-1"}),
        ("fined", {}, "findings.findings", {"year": "2026", "agency": "DIC", "kind": "violation", "fined": "1"}),
    ],
)
def test_a_number_opens_its_list(name: str, more: dict[str, str], endpoint: str, values: dict[str, str]) -> None:
    assert rules.asked_of(name, Asked(2026, "DIC"), **more) == (endpoint, values)


def test_a_list_is_narrowed_to_the_same_quarter_and_place() -> None:
    asked = Asked(2026, quarter="4", commune="xã A", body="r")
    place = {"commune": "xã A", "body": "r"}
    assert rules.asked_of("remedies", asked)[1] == {"year": "2026", "quarter": "4"} | place
    assert rules.asked_of("late", asked)[1] == {"overdue": "yes"} | place


def test_both_agencies_are_asked_by_leaving_the_agency_out() -> None:
    assert rules.asked_of("remedies", Asked(2026)) == ("remedies.remedies", {"year": "2026"})


def test_a_line_is_as_far_as_its_furthest_inspection() -> None:
    assert [line.stage for line in LINES] == ["finished", "begun", "waiting", "waiting"]


def test_lines_are_counted_by_stage_and_quarter() -> None:
    plan = Plan("ref", LINES)
    assert [plan.count(), plan.count("finished"), plan.count("begun"), plan.count("waiting")] == [4, 1, 1, 2]
    assert [plan.count(quarter=quarter) for quarter in QUARTERS] == [2, 0, 0, 2]
    assert [line.number for line in plan.of("waiting", 4)] == [3, 4]


def test_a_dismissed_finding_does_not_stand() -> None:
    found = Findings({("violation", "recorded"): 2, ("violation", "dismissed"): 5, ("shortcoming", "noted"): 1})
    assert (found.of_kind("violation"), found.of_kind("shortcoming"), found.of_kind("good_practice")) == (2, 1, 0)


LATE = [
    Late("DIC", "a", "A", ((date(2026, 1, 5), 2),)),
    Late("POLICE", "a", "A", ((date(2026, 1, 7), 1),)),
    Late("DIC", "b", "B", ((date(2025, 1, 2), 1), (date(2026, 1, 10), 3))),
]
TODAY = date(2026, 1, 12)


def test_what_is_late_is_summed_by_agency_with_the_median_of_its_days() -> None:
    assert rules.by_agency(LATE, TODAY) == {"DIC": LateTotal(6, 375, 7), "POLICE": LateTotal(1, 5, 5)}
    assert [(one.count, one.due_on) for one in LATE[::2]] == [(2, date(2026, 1, 5)), (4, date(2025, 1, 2))]


def test_what_is_late_is_counted_by_its_age() -> None:
    assert rules.by_age(LATE, TODAY) == {("1-10", "DIC"): 5, ("1-10", "POLICE"): 1, ("91", "DIC"): 1}
    assert [rules.age_of(days) for days in (1, 10, 11, 30, 31, 90, 91)] == [
        *("1-10", "1-10", "11-30", "11-30", "31-90", "31-90", "91")
    ]


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(0, 0, ""), (3, 4, ""), (19, 19, ""), (1, 20, "5 %"), (2, 32, "6 %"), (59, 60, "98 %")]
)
def test_a_share_of_few_is_no_percentage(part: int, whole: int, said: str) -> None:
    assert rules.share(part, whole) == said


def test_cells_are_summed_along_every_cut_and_communes_ranked_by_faults_then_overdue() -> None:
    totals = Totals(
        [
            Cell("faults", 2026, 1, "DIC", "xã A", 2),
            Cell("faults", 2026, 4, "POLICE", "xã B", 2),
            Cell("faults", 2025, 4, "POLICE", "xã C", 9),
            Cell("yes", 2026, 4, "DIC", "xã B", 1),
            Cell("in_time", 2026, 4, "DIC", "xã D", 3),
            Cell("faults", 2026, 2, "DIC", "", 1),
        ]
    )
    assert [totals.count("faults", 2026, *cut) for cut in ((), ("agency", "DIC"), ("quarter", 4))] == [5, 3, 2]
    assert [totals.count(what, 2026) for what in ("requirements", "past", "running")] == [4, 4, 0]
    assert totals.communes(2026, 9) == ["xã B", "xã A"]
    assert totals.communes(2026, 1) == ["xã B"]
