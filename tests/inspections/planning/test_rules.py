"""Knows what a plan may hold, when it may change, and how two versions differ; knows no database."""

from datetime import date
from typing import Any

import pytest

from inspections import workflow
from inspections.errors import RuleBroken
from inspections.planning import rules, steps
from inspections.planning.steps import PLAN
from inspections.vietnamese import lower_first


def body(ref: str, name: str = "", subject: str = "inspection", enterprise: str | None = None) -> dict[str, Any]:
    return {"ref": ref, "name": name or ref, "subject": subject, "enterprise": enterprise}


def line(key: str = "a", number: int = 1, bodies: Any = None, **fields: Any) -> dict[str, Any]:
    return {
        "key": key,
        "number": number,
        "bodies": bodies or [body("x", "Sở Nội vụ")],
        "checklists": [{"code": "user-agency", "title": "Cơ quan sử dụng"}],
        "quarter": 3,
        "month": 8,
        "lead": "DIC",
        "lead_name": "Sở KH&CN",
        "content": "Sử dụng dịch vụ",
        "form": "on_site",
        "note": "",
        "dropped": "",
    } | fields


POST = [body("bd-1", "Bưu điện xã A", enterprise="POST")]
OTHER_POST = [body("bd-2", "Bưu điện xã B", enterprise="POST")]


def test_equal_versions_do_not_differ() -> None:
    assert rules.difference([line()], [line()]) == []


def test_a_changed_line_shows_each_field_before_and_after() -> None:
    [change] = rules.difference([line()], [line(quarter=4, month=None, lead="POLICE", lead_name="Công an tỉnh")])
    assert change.kind == "changed"
    assert change.fields == (
        ("Dự kiến thực hiện", "Quý III (tháng 8)", "Quý IV"),
        ("Cơ quan chủ trì", "Sở KH&CN", "Công an tỉnh"),
    )


def test_added_removed_and_dropped_lines_are_told_apart() -> None:
    before = [line("a"), line("b", 2)]
    after = [line("a", dropped="Trùng"), line("c", 3)]
    assert [(one.kind, one.line["key"]) for one in rules.difference(before, after)] == [
        ("dropped", "a"),
        ("added", "c"),
        ("removed", "b"),
    ]


def test_of_a_long_list_only_who_came_and_who_left_is_said() -> None:
    bodies = [body(ref, f"Sở {ref}") for ref in "abcd"]
    [change] = rules.difference([line(bodies=bodies[:3])], [line(bodies=bodies[1:])])
    assert change.fields == (("Cơ quan, đơn vị", "Bỏ: Sở a", "Thêm: Sở d"),)
    [change] = rules.difference([line(bodies=bodies[:3])], [line(bodies=bodies)])
    assert change.fields == (("Cơ quan, đơn vị", "Không bỏ", "Thêm: Sở d"),)


def test_a_line_that_was_put_back_is_told_so() -> None:
    [change] = rules.difference([line(dropped="Trùng")], [line(note="Theo ý kiến")])
    assert (change.kind, change.fields) == ("restored", (("Ghi chú", "", "Theo ý kiến"),))


def test_a_body_that_was_only_renamed_is_no_change() -> None:
    assert rules.difference([line(bodies=[body("x", "Tên cũ")])], [line(bodies=[body("x", "Tên mới")])]) == []


def test_the_order_of_bodies_and_the_number_of_a_line_are_no_change() -> None:
    two = [body("x"), body("y")]
    assert rules.difference([line(bodies=two)], [line(number=7, bodies=two[::-1])]) == []


@pytest.mark.parametrize(
    ("state", "last", "may"),
    [
        ("draft", None, True),
        ("returned", "return_by_chairman", True),
        ("consulting", "consult", False),
        ("consulted", "agree", False),
        ("consulted", "agree_with_comments", True),
        ("submitted", "submit", False),
        ("approved", "approve", False),
        ("issued", "issue", False),
        ("sent", "send", False),
    ],
)
def test_the_list_changes_only_while_nobody_else_decides_on_it(state: str, last: str | None, may: bool) -> None:
    assert rules.editable(state, last) is may


def test_two_inspections_of_one_enterprise_are_warned_of_with_the_way_out() -> None:
    [sentence] = rules.enterprise_warnings([line("a", 1, POST), line("b", 4, OTHER_POST)])
    assert "Các cuộc 01, 04" in sentence
    assert "Bưu điện xã A; Bưu điện xã B" in sentence
    assert "gộp thành một cuộc" in sentence and rules.CLEAR_SIGNS in sentence


@pytest.mark.parametrize(
    "lines",
    [
        [line("a", 1, POST + OTHER_POST)],
        [line("a", 1, POST), line("b", 2, OTHER_POST, dropped="Trùng")],
        [line("a", 1, POST), line("b", 2, [body("bd-2", subject="survey", enterprise="POST")])],
        [line("a", 1), line("b", 2)],
    ],
    ids=["one inspection of several units", "one was dropped", "one is a survey", "no enterprise"],
)
def test_one_inspection_of_an_enterprise_is_as_it_should_be(lines: list[dict[str, Any]]) -> None:
    assert rules.enterprise_warnings(lines) == []


@pytest.mark.parametrize(("before", "needed"), [(0, False), (1, True), (2, True)])
def test_a_further_inspection_in_the_year_needs_clear_signs(before: int, needed: bool) -> None:
    assert rules.needs_clear_signs(before) is needed


def test_a_line_does_not_mix_inspection_and_survey() -> None:
    rules.refuse_mixed(["survey", "survey"])
    with pytest.raises(RuleBroken, match="hai cuộc"):
        rules.refuse_mixed(["survey", "inspection"])


@pytest.mark.parametrize(("quarter", "month"), [(1, 1), (1, 3), (2, 4), (4, 12), (3, None)])
def test_a_month_lies_in_its_quarter(quarter: int, month: int | None) -> None:
    rules.refuse_month(quarter, month)


def test_a_month_of_another_quarter_is_refused() -> None:
    with pytest.raises(RuleBroken, match="Tháng 4 không thuộc Quý I"):
        rules.refuse_month(1, 4)


@pytest.mark.parametrize(("ground", "planned"), [("a", False), ("b", False), ("c", True)])
def test_what_needs_no_plan_or_stands_in_one_may_begin(ground: str, planned: bool) -> None:
    assert rules.unplanned(ground, planned) is None


def test_a_planned_inspection_without_a_plan_may_not_begin() -> None:
    assert "đã ban hành" in (rules.unplanned("c", planned=False) or "")


def test_a_dropped_line_names_nobody() -> None:
    assert rules.names_standing([line()], "x")
    assert not rules.names_standing([line(dropped="Trùng")], "x")


def test_a_paper_is_not_of_tomorrow() -> None:
    rules.refuse_paper_day(date(2031, 1, 9), date(2031, 1, 9))
    with pytest.raises(RuleBroken, match="sau hôm nay"):
        rules.refuse_paper_day(date(2031, 1, 10), date(2031, 1, 9))


def test_only_a_first_draft_is_deleted() -> None:
    rules.refuse_undeletable("returned", 1)
    for state, number in (("submitted", 1), ("draft", 2)):
        with pytest.raises(RuleBroken):
            rules.refuse_undeletable(state, number)


def test_every_state_but_the_last_waits_for_a_step_that_leaves_it() -> None:
    for state, name in steps.NEXT.items():
        assert state in workflow.find(PLAN, name).sources
    assert {step.target for step in PLAN} - set(steps.NEXT) == {"sent"}


def test_every_paper_has_its_name_and_no_step_that_stays_is_one_press() -> None:
    assert set(steps.RECORDED) == set(steps.PAPERS)
    assert {"approve", "issue"} <= set(steps.CONSEQUENCES) <= {step.name for step in PLAN}


def test_what_others_decide_may_be_recorded_from_a_paper() -> None:
    assert {step.name for step in PLAN} - set(steps.PAPERS) == {"revise", "undo_revise", "return_by_department"}


def test_a_label_inside_a_sentence_has_no_capital() -> None:
    assert lower_first("Trình Chủ tịch") == "trình Chủ tịch"
