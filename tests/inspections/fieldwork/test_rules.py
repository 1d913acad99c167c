"""The state of an item, what is missing in it and which items are shown follow from the checklist and the answers."""

import random
from pathlib import Path

import pytest
import yaml

import inspections.checklists
from inspections.fieldwork import rules
from inspections.fieldwork.item_types import RESULTS

SHIPPED = Path(inspections.checklists.__file__).parent / "shipped"
CHECKLISTS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in SHIPPED.glob("*.yaml")}
SECTIONS = [section for checklist in CHECKLISTS.values() for section in checklist["sections"]]
ITEMS = {item["code"]: item for section in SECTIONS for item in section["items"]}

STANDARD = {"on_time_target_percent": 100, "deliveries_per_day": {"centre": 2, "commune": 1}}
EXCEPTIONS = ["not_produced", "not_applicable", "not_checked"]


def make_item(*types, rule="judged", code="X-1", **more):
    """An item whose answers are type names or whole specs."""
    answers = [{"type": kind} if isinstance(kind, str) else kind for kind in types or ("pass_fail",)]
    return {"code": code, "answers": answers, "pass_if": rule, **more}


def sample(seen, passed, excluded=0, **more):
    return {"seen": seen, "passed": passed, "failed": seen - passed - excluded, "excluded": excluded, **more}


VERDICTS = [
    ("CL-01", {}, "unchecked"),
    ("CL-01", {"result": "pass"}, "pass"),
    ("CL-01", {"result": "fail"}, "fail"),
    ("CL-05", {}, "unchecked"),
    ("CL-05", {"answer1": "0"}, "recorded"),
    ("CL-05", {"result": "pass"}, "unchecked"),
    ("CL-09", {"answer1": sample(22, 21)}, "unchecked"),
    ("CL-09", {"answer1": sample(22, 21), "result": "pass"}, "pass"),
    ("CL-13", {"answer1": "0"}, "pass"),
    ("CL-13", {"answer1": "1", "answer2": "Không có căn cứ."}, "fail"),
    ("CL-13", {"answer2": "Không phát sinh."}, "unchecked"),
    ("CL-14", {"answer1": "3"}, "pass"),
    ("CL-14", {"answer1": "2"}, "pass"),
    ("CL-14", {"answer1": "1.9"}, "fail"),
    ("CL-16", {"answer1": sample(22, 20, excluded=1)}, "fail"),
    ("CL-16", {"answer1": sample(22, 21, excluded=1)}, "pass"),
    ("CL-16", {"answer1": sample(2, 0, excluded=2)}, "unchecked"),
    ("CL-16", {"answer1": {"seen": 22, "passed": 21, "failed": 0}}, "unchecked"),
    ("CL-16", {"answer1": sample(22, 20), "result": "pass"}, "fail"),
    ("CL-21", {"answer1": sample(6, 6)}, "pass"),
    ("CL-28", {"answer1": {"part": 3}}, "unchecked"),
    ("CL-28", {"answer1": {"part": 3, "whole": 4}}, "recorded"),
    ("CL-29", {"answer1": {"part": 0, "whole": 0}}, "pass"),
    ("CL-29", {"answer1": {"part": 3, "whole": 4}}, "fail"),
    ("CL-29", {"answer1": {"part": 3, "whole": 4}, "result": "pass"}, "fail"),
    ("CL-38", {"result": "pass", "answer1": "2025-12-01"}, "pass"),
    ("CL-38", {"answer1": "2025-12-01"}, "unchecked"),
    ("CL-39", {"answer1": "0.5"}, "pass"),
    ("CL-39", {"answer1": "2"}, "pass"),
    ("CL-39", {"answer1": "2.1"}, "fail"),
    ("CL-41", {"answer1": {"part": 4, "whole": 4}}, "pass"),
    ("CL-41", {"answer1": {"part": 3, "whole": 4}}, "unchecked"),
    ("CL-41", {"answer1": {"part": 3, "whole": 4}, "result": "pass"}, "pass"),
    ("CL-41", {"answer1": {"part": 3, "whole": 4}, "result": "fail"}, "fail"),
    ("AN-12", {"result": "fail"}, "fail"),
    ("AN-12", {"answer2": "30"}, "unchecked"),
    ("SD-21", {"answer1": "4"}, "recorded"),
]


@pytest.mark.parametrize(("code", "values", "state"), VERDICTS)
def test_the_state_follows_from_the_rule_of_the_item(code, values, state):
    assert rules.verdict(ITEMS[code], values, STANDARD) == state


@pytest.mark.parametrize("code", ITEMS)
def test_every_shipped_item_starts_unchecked_and_takes_each_exception(code):
    assert rules.verdict(ITEMS[code], {}, STANDARD) == "unchecked"
    for result in EXCEPTIONS:
        figures = {"answer1": "0", "result": result}
        assert rules.verdict(ITEMS[code], figures, STANDARD) == result


def test_a_limit_may_stand_in_the_rule_itself():
    item = make_item("number", rule={"at_most": 24})
    assert rules.verdict(item, {"answer1": "24"}, {}) == "pass"
    assert rules.verdict(item, {"answer1": "24.1"}, {}) == "fail"


def test_a_share_is_compared_exactly_with_the_target():
    assert rules.verdict(ITEMS["CL-16"], {"answer1": sample(9999, 9998)}, STANDARD) == "fail"
    assert rules.verdict(ITEMS["CL-16"], {"answer1": sample(100, 95)}, {"on_time_target_percent": 95}) == "pass"
    assert rules.verdict(ITEMS["CL-16"], {"answer1": sample(1000, 949)}, {"on_time_target_percent": 95}) == "fail"


@pytest.mark.parametrize("standard", [{}, {"deliveries_per_day": {"centre": 2}}])
def test_without_a_level_in_the_standard_the_answer_is_recorded_and_not_judged(standard):
    assert rules.verdict(ITEMS["CL-15"], {"answer1": "0"}, standard) == "recorded"


@pytest.mark.parametrize("code", ["CL-01", "CL-09", "CL-38", "AN-12", "CL-41"])
def test_where_the_team_judges_all_five_results_are_offered(code):
    assert rules.offered_results(ITEMS[code]) == list(RESULTS)


@pytest.mark.parametrize("code", ["CL-05", "CL-13", "CL-14", "CL-16", "CL-28", "CL-29", "CL-39"])
def test_where_figures_decide_only_the_exceptions_are_offered(code):
    assert rules.offered_results(ITEMS[code]) == EXCEPTIONS


def test_answers_are_counted_over_the_whole_list_and_pass_fail_is_the_result():
    assert rules.answer_parts(ITEMS["AN-12"]) == [("answer2", {"type": "number", "unit": "ngày"})]
    assert [part for part, _ in rules.answer_parts(ITEMS["CL-13"])] == ["answer1", "answer2"]
    assert rules.answer_parts(ITEMS["CL-01"]) == []


HELD = [
    ("CL-01", "result", ["pass", "not_checked"], ["khong_ton_tai", ["pass"], None]),
    ("CL-05", "result", ["not_checked"], ["pass"]),
    ("CL-01", "reason", ["Hết giờ."], [5, ""]),
    ("CL-01", "note", ["Thiếu chữ ký."], [{"note": "x"}]),
    ("CL-01", "conclusion", [{"result": "fail", "reason": "x"}], ["pass", {"result": [], "reason": "x"}]),
    ("CL-29", "conclusion", [{"result": "recorded", "reason": "x"}], [{"result": "pass"}]),
    ("CL-01", "answer1", [], ["pass"]),
    ("AN-12", "answer2", ["30"], ["x", 30]),
    ("AN-12", "answer1", [], ["30"]),
    ("CL-29", "answer1", [{"part": 3, "whole": 4}], [{"part": 5, "whole": 4}]),
    ("CL-29", "unheard_of", [], ["x"]),
]


@pytest.mark.parametrize(("code", "part", "fitting", "strange"), HELD)
def test_a_part_holds_only_values_of_its_own_kind(code, part, fitting, strange):
    assert all(rules.fits(ITEMS[code], part, value) for value in fitting)
    assert not any(rules.fits(ITEMS[code], part, value) for value in strange)


ALL_30, ONLY_22, ONE_FAILED, ONE_EXCLUDED = sample(30, 30), sample(22, 22), sample(30, 29), sample(30, 29, excluded=1)
FEW = "mẫu 22, ít hơn 30: cần ghi chú lý do (ít hơn thì xem toàn bộ)"
NO_SAMPLE = "chưa nhập đủ số liệu mẫu (số đã xem, đạt, chưa đạt, loại trừ)"
UNLIKE = "kết quả là đạt nhưng số liệu có phần chưa đạt: cần ghi chú"
NO_NOTE = "chưa đạt nhưng chưa có ghi chú"

GAPS = [
    ("CL-01", "unchecked", {}, "", ["chưa kiểm tra"]),
    ("CL-01", "pass", {"result": "pass"}, "", []),
    ("CL-01", "fail", {"result": "fail"}, "", [NO_NOTE]),
    ("CL-01", "fail", {"result": "fail"}, "02 người chưa được phân công.", []),
    ("CL-01", "not_produced", {"result": "not_produced"}, None, ["chưa xuất trình được nhưng chưa có ghi chú"]),
    ("CL-01", "not_applicable", {"result": "not_applicable"}, "", []),
    ("CL-01", "not_checked", {"result": "not_checked"}, "", ["không kiểm tra nhưng chưa ghi lý do"]),
    ("CL-01", "not_checked", {"result": "not_checked", "reason": "Hết giờ."}, "", []),
    ("CL-01", "conflict", {"result": "pass"}, "", ["hai kết quả khác nhau, chưa thống nhất"]),
    ("CL-09", "unchecked", {"answer1": ALL_30}, "", ["đã có số liệu nhưng chưa chọn kết quả"]),
    ("CL-09", "pass", {"result": "pass"}, "", [NO_SAMPLE]),
    ("CL-09", "not_produced", {"result": "not_produced"}, "Hẹn buổi chiều.", []),
    ("CL-09", "pass", {"result": "pass", "answer1": ALL_30}, "", []),
    ("CL-09", "pass", {"result": "pass", "answer1": ONLY_22}, "", [FEW]),
    ("CL-09", "pass", {"result": "pass", "answer1": ONLY_22}, "Xem toàn bộ.", []),
    ("CL-09", "pass", {"result": "pass", "answer1": ONE_FAILED}, "", [UNLIKE]),
    ("CL-16", "pass", {"answer1": ONE_EXCLUDED}, "", ["loại trừ 1 nhưng chưa ghi lý do loại trừ"]),
    ("CL-16", "pass", {"answer1": {**ONE_EXCLUDED, "excluded_reason": "sai địa chỉ"}}, "", []),
    ("CL-16", "fail", {"answer1": ONE_FAILED}, "", [NO_NOTE]),
    ("CL-16", "pass", {"answer1": ONE_FAILED}, "", []),
    ("CL-20", "pass", {"answer1": sample(1, 1)}, "", []),
    ("CL-13", "fail", {"answer1": "1"}, "", [NO_NOTE]),
    ("CL-13", "fail", {"answer1": "1", "answer2": "Từ chối vì hết giờ."}, "", []),
    ("CL-28", "unchecked", {"answer1": {"part": 3}}, "", ["chưa nhập đủ số lượng và tổng số"]),
    ("CL-38", "pass", {"result": "pass"}, "", ["chưa nhập ngày"]),
    ("CL-38", "fail", {"result": "fail"}, "Chưa gửi báo cáo.", []),
    ("AN-12", "pass", {"result": "pass"}, "", ["chưa nhập số ngày"]),
    ("AN-12", "fail", {"result": "fail"}, "Không có camera.", []),
    ("CL-41", "pass", {"result": "pass", "answer1": {"part": 3, "whole": 4}}, "", [UNLIKE]),
    ("CL-41", "pass", {"result": "pass", "answer1": {"part": 3, "whole": 4}}, "Còn 01 chưa đến hạn.", []),
]


@pytest.mark.parametrize(("code", "state", "values", "note", "missing"), GAPS)
def test_what_is_missing_before_sign_off_is_said_in_words(code, state, values, note, missing):
    assert rules.gaps(ITEMS[code], values, note, state) == missing


def chain(*links):
    """Items of a chain: (code, the code it depends on or None), each shown when that number is above 0."""
    return [make_item("number", code=code, only_if=on and {"code": on, "above": 0}) for code, on in links]


THREE = chain(("A", None), ("B", "A"), ("C", "B"))


GIVEN = [
    ({}, {"A"}),
    ({"A": None}, {"A"}),
    ({"A": "0"}, {"A"}),
    ({"A": "0.5"}, {"A", "B"}),
    ({"A": "2", "B": "1"}, {"A", "B", "C"}),
    ({"A": "0", "B": "1"}, {"A"}),
]


@pytest.mark.parametrize(("given", "codes"), GIVEN)
def test_an_item_is_shown_while_every_number_above_it_is_high_enough(given, codes):
    assert rules.shown(THREE, given) == codes


def test_a_hidden_answer_counts_again_when_its_item_returns():
    for number, codes in [("1", {"A", "B", "C"}), ("0", {"A"}), ("1", {"A", "B", "C"})]:
        assert rules.shown(THREE, {"A": number, "B": "1"}) == codes


def test_a_condition_on_an_item_that_was_not_chosen_hides_nothing():
    assert rules.shown(chain(("B", "A"), ("C", "B")), {"B": "1"}) == {"B", "C"}


def test_support_tools_are_asked_about_only_where_there_are_some():
    dependent = {"AN-33", "AN-34", "AN-35"}
    assert not rules.shown(ITEMS.values(), {"AN-32": "0"}) & dependent
    assert rules.shown(ITEMS.values(), {"AN-32": "2"}) == set(ITEMS)


def test_the_numbers_are_read_from_the_answers_of_known_items():
    answers = {
        "AN-32": {"answer1": "0"},
        "AN-12": {"answer2": "30"},
        "CL-09": {"answer1": {}},
        "ZZ-1": {"answer1": "1"},
    }
    assert rules.numbers(answers, ITEMS) == {"AN-32": "0", "AN-12": "30"}


def test_what_is_shown_of_any_conditions_is_what_the_words_say():
    chance = random.Random(14)
    for _ in range(1000):
        codes = [f"I-{number}" for number in range(8)]
        items = chain(*((code, chance.choice([None, *codes])) for code in codes))
        given = {code: chance.choice([None, "0", "1"]) for code in codes}
        assert rules.shown(items, given) == shown_by_hiding(items, given)


def shown_by_hiding(items, given):
    """The same in other words: hide whose number is not above, or whose controller is hidden, until nothing changes."""
    visible = {item["code"]: item["only_if"] for item in items}
    while hidden := [
        code for code, on in visible.items() if on and not (on["code"] in visible and given[on["code"]] == "1")
    ]:
        visible = {code: on for code, on in visible.items() if code not in hidden}
    return set(visible)


def test_the_first_cut_leaves_out_what_is_retired_or_made_for_another_level():
    province, both = (
        make_item(code="B", applies_to=["province"]),
        make_item(code="C", applies_to=["commune", "province"]),
    )
    items = [make_item(code="A"), province, both, make_item(code="D", retired="Trùng A.")]
    assert rules.first_cut(items, "commune") == ["A", "C"]
    assert rules.first_cut(items, "province") == ["A", "B", "C"]


def test_an_item_tells_when_it_waits_for_another_time():
    assert rules.deferred(ITEMS["CL-08"]) == "out_of_hours"
    assert rules.deferred(ITEMS["CL-01"]) is None


def test_two_agencies_differ_once_both_have_answered_otherwise():
    assert rules.differs("pass", "fail")
    assert rules.differs("fail", "not_produced")
    assert rules.differs("recorded", "not_applicable")
    assert not rules.differs("pass", "pass")
    assert not rules.differs("pass", "unchecked")
    assert not rules.differs("conflict", "pass")


def test_two_states_are_not_done_and_two_count_as_failed():
    assert set(rules.STATES) - rules.DONE_STATES == {"unchecked", "conflict"}
    assert sorted(rules.FAILING_STATES) == ["fail", "not_produced"]
    assert set(rules.KIND_OF_PART.values()) == {"answer", "note", "conclusion"}
