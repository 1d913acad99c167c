"""Knows in which version an item is asked again, and what a later visit says of a finding; knows no database."""

from collections.abc import Collection

import pytest

from inspections.errors import RuleBroken
from inspections.rechecking import rules
from inspections.rechecking.rules import Asked


def asked(code: str, version: int = 1, checklist: int = 1, lead: str = "dic", own: bool = False) -> Asked:
    return Asked(code, checklist, version, lead, own)


OLD_AND_NEW = {1: {1: {"A-1", "A-2"}, 2: {"A-1", "A-2", "A-3"}}, 2: {7: {"B-1"}}}


@pytest.mark.parametrize(
    ("items", "published", "expected"),
    [
        ([asked("A-1"), asked("A-2")], OLD_AND_NEW, {1: ["A-1", "A-2"]}),
        ([asked("A-1", 2)], OLD_AND_NEW, {2: ["A-1"]}),
        ([asked("A-1", 1), asked("A-2", 2)], OLD_AND_NEW, {2: ["A-1", "A-2"]}),
        ([asked("A-1"), asked("B-1", 7, 2)], OLD_AND_NEW, {1: ["A-1"], 7: ["B-1"]}),
        ([asked("A-1", 1)], {1: {2: {"A-1"}}}, {2: ["A-1"]}),
        ([asked("A-1", 1)], {1: {1: set(), 2: {"A-1"}}}, {2: ["A-1"]}),
        ([asked("A-1"), asked("A-1")], OLD_AND_NEW, {1: ["A-1"]}),
    ],
)
def test_an_item_is_asked_again_as_it_was_or_as_the_newest_has_it(
    items: list[Asked], published: dict[int, dict[int, Collection[str]]], expected: dict[int, list[str]]
) -> None:
    assert rules.versions(items, published) == expected


@pytest.mark.parametrize("published", [{}, {1: {}}, {1: {2: {"A-2"}}}])
def test_an_item_that_is_asked_no_more_is_named(published: dict[int, dict[int, Collection[str]]]) -> None:
    with pytest.raises(RuleBroken, match="A-1 không còn"):
        rules.versions([asked("A-1")], published)


def test_what_only_its_agency_may_know_of_stays_its_own() -> None:
    assert rules.own_codes([asked("A-1", own=True), asked("A-2"), asked("A-3", own=True), asked("A-3")]) == {"A-1"}
    with pytest.raises(RuleBroken, match="hai cơ quan cùng kiểm tra"):
        rules.own_codes([asked("A-1", lead="both", own=True)])


@pytest.mark.parametrize(
    ("states", "conclusion", "expected"),
    [
        (["pass"], None, "passed"),
        (["pass", "pass"], None, "passed"),
        (["pass", "fail"], None, "failed"),
        (["pass", "not_produced"], None, "failed"),
        (["pass", "fail"], "pass", "passed"),
        (["pass", "pass"], "fail", "failed"),
        (["pass", "unchecked"], None, ""),
        (["not_applicable"], None, ""),
        (["recorded"], None, ""),
        ([], None, ""),
    ],
)
def test_what_an_item_says(states: list[str], conclusion: str | None, expected: str) -> None:
    assert rules.state_of(states, conclusion) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ({"A-1": "passed", "A-2": "passed"}, "passed"),
        ({"A-1": "passed", "A-2": "failed"}, "failed"),
        ({"A-1": "failed"}, "failed"),
        ({"A-1": "passed", "A-2": ""}, None),
        ({"A-1": "passed"}, None),
        ({}, None),
    ],
)
def test_a_finding_passes_with_all_of_its_items_and_fails_with_one(items: dict[str, str], expected: str | None) -> None:
    assert rules.verdict(["A-1", "A-2"], items) == expected
    assert rules.verdict([], items) is None


@pytest.mark.parametrize(
    ("outcome", "state", "found", "sentence"),
    [
        (None, "fieldwork_done", "passed", None),
        (None, "closed", "failed", None),
        (None, "announced", "passed", "Chưa kiểm tra xong"),
        (None, "planned", None, "Chưa kiểm tra xong"),
        (None, "fieldwork_done", None, "chưa kết luận được"),
        ("passed", "fieldwork_done", "passed", "đã được ghi nhận"),
    ],
)
def test_a_visit_says_something_only_when_it_is_over(
    outcome: str | None, state: str, found: str | None, sentence: str | None
) -> None:
    said = rules.why_open(outcome, state, found)
    assert (said is None) == (sentence is None) and (sentence or "") in (said or "")
