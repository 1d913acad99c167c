"""Knows which list each number opens and how the numbers are counted; knows no table."""

from datetime import date

import pytest

from inspections.overview import rules
from inspections.overview.rules import Asked, Findings, Late, Plan, PlanLine

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
        ("fined", {}, "findings.findings", {"year": "2026", "agency": "DIC", "kind": "violation", "fined": "1"}),
    ],
)
def test_a_number_opens_its_list(name: str, more: dict[str, str], endpoint: str, values: dict[str, str]) -> None:
    assert rules.asked_of(name, Asked(2026, "DIC"), **more) == (endpoint, values)


def test_both_agencies_are_asked_by_leaving_the_agency_out() -> None:
    assert rules.asked_of("remedies", Asked(2026)) == ("remedies.remedies", {"year": "2026"})


def test_a_line_is_as_far_as_its_furthest_inspection() -> None:
    assert [line.stage for line in LINES] == ["finished", "begun", "waiting", "waiting"]


def test_lines_are_counted_by_stage_and_quarter() -> None:
    plan = Plan("ref", LINES)
    assert [plan.count(), plan.count("finished"), plan.count("begun"), plan.count("waiting")] == [4, 1, 1, 2]
    assert [plan.count(quarter=quarter) for quarter in rules.QUARTERS] == [2, 0, 0, 2]
    assert [line.number for line in plan.of("waiting", 4)] == [3, 4]


def test_a_dismissed_finding_does_not_stand() -> None:
    found = Findings({("violation", "recorded"): 2, ("violation", "dismissed"): 5, ("shortcoming", "noted"): 1})
    assert (found.of_kind("violation"), found.of_kind("shortcoming"), found.of_kind("good_practice")) == (2, 1, 0)


def test_what_is_late_is_summed_by_agency() -> None:
    late = [Late("DIC", "a", "A", 2, date(2026, 1, 5)), Late("POLICE", "a", "A", 1, date(2026, 1, 7))]
    late.append(Late("DIC", "b", "B", 3, date(2026, 1, 2)))
    assert rules.by_agency(late) == {"DIC": (5, date(2026, 1, 2)), "POLICE": (1, date(2026, 1, 7))}
    assert rules.days_late(date(2026, 1, 2), date(2026, 1, 12)) == 10


def test_the_chart_draws_what_is_planned_beside_what_is_finished() -> None:
    chart = rules.chart(Plan("ref", LINES))
    assert [(bar.height, bar.done) for bar in chart.bars] == [(90, False), (45, True), (90, False)]
    assert all(bar.y + bar.height == chart.ground for bar in chart.bars)
    assert not rules.chart(Plan("ref", [])).bars
