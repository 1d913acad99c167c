"""Every type of answer reads what officials type, refuses nonsense with a sentence, and shows what it stored."""

import pytest

from inspections.errors import RuleBroken
from inspections.fieldwork.item_types import ITEM_TYPES, LARGEST_NUMBER, LONGEST_TEXT, number_label, percent_passed

FULL = {"seen": 22, "passed": 20, "failed": 1, "excluded": 1, "excluded_reason": "sai địa chỉ nhận"}
MINUTES = {"type": "number", "unit": "phút"}
SCALE = {"type": "number", "unit": "1–5"}


def read(kind, spec=None, under="answer2", **typed):
    """Reads inputs given by their endings; `one` is the input without an ending."""
    inputs = {under if key == "one" else f"{under}-{key}": text for key, text in typed.items()}
    return ITEM_TYPES[kind].read(inputs, spec or {"type": kind}, under)


READ = [
    ("pass_fail", {"one": "not_produced"}, "not_produced"),
    ("pass_fail", {"one": "khong_ton_tai"}, "khong_ton_tai"),
    ("number", {"one": "24,1"}, "24.1"),
    ("number", {"one": "24.1"}, "24.1"),
    ("number", {"one": " 24,10 "}, "24.1"),
    ("number", {"one": "1.250"}, "1250"),
    ("number", {"one": "007"}, "7"),
    ("number", {"one": "0"}, "0"),
    ("number", {"one": "100"}, "100"),
    ("ratio", {"part": "3", "whole": "4"}, {"part": 3, "whole": 4}),
    ("ratio", {"part": "0", "whole": "0"}, {"part": 0, "whole": 0}),
    ("ratio", {"part": "3", "whole": ""}, {"part": 3}),
    ("sample", {**dict.fromkeys(FULL, ""), "seen": "22"}, {"seen": 22}),
    (
        "sample",
        {"seen": "22", "passed": "20", "failed": "1", "excluded": "1", "excluded_reason": FULL["excluded_reason"]},
        FULL,
    ),
    ("sample", {"seen": "30", "passed": "27"}, {"seen": 30, "passed": 27, "failed": 3, "excluded": 0}),
    ("sample", {"seen": "22", "passed": "20", "excluded": "1"}, {"seen": 22, "passed": 20, "failed": 1, "excluded": 1}),
    ("sample", {"seen": "22", "passed": "22", "failed": "0"}, {"seen": 22, "passed": 22, "failed": 0, "excluded": 0}),
    ("sample", {"seen": "22", "passed": "20", "failed": "1"}, {"seen": 22, "passed": 20, "failed": 1}),
    ("sample", {"passed": "20", "failed": "1"}, {"passed": 20, "failed": 1}),
    ("date", {"one": "22/11/2026"}, "2026-11-22"),
    ("date", {"one": "6/3/2026"}, "2026-03-06"),
    ("text", {"one": "  Không phát sinh.\r\nHết. "}, "Không phát sinh.\nHết."),
    ("text", {"one": "Kho\u0302ng"}, "Không"),
]


@pytest.mark.parametrize(("kind", "typed", "value"), READ)
def test_what_is_typed_is_read_as_it_is_stored(kind, typed, value):
    assert read(kind, **typed) == value


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_nothing_typed_is_no_answer(kind):
    endings = ("one", "part", "whole", *FULL)
    assert read(kind) is None
    assert read(kind, **dict.fromkeys(endings, "  ")) is None


REFUSED = [
    ("number", {"one": "hai mươi"}, "Số phút", "không phải là số"),
    ("number", {"one": "1e5"}, "Số phút", "không phải là số"),
    ("number", {"one": "NaN"}, "Số phút", "không phải là số"),
    ("number", {"one": "-1"}, "Số phút", "số âm"),
    ("number", {"one": str(LARGEST_NUMBER + 1)}, "Số phút", "quá lớn"),
    ("number", {"one": "2\0"}, "Số phút", "ký tự không hợp lệ"),
    ("ratio", {"part": "5", "whole": "4"}, "Số lượng (5)", "tổng số (4)"),
    ("ratio", {"part": "1", "whole": "2,5"}, "Tổng số", "số nguyên"),
    ("ratio", {"part": "-1", "whole": "2"}, "Số lượng", "số âm"),
    ("sample", {"seen": "20", "passed": "21"}, "Số đạt (21)", "số đã xem (20)"),
    ("sample", {"seen": "20", "failed": "21"}, "Số chưa đạt (21)", "số đã xem (20)"),
    ("sample", {"seen": "20", "excluded": "21"}, "Số loại trừ (21)", "số đã xem (20)"),
    ("sample", {"seen": "20", "failed": "15", "excluded": "10"}, "Tổng", "bằng số đã xem (20)"),
    ("sample", {"seen": "22", "passed": "20", "failed": "1", "excluded": "0"}, "Tổng", "bằng số đã xem (22)"),
    ("sample", {"seen": "22", "passed": "20", "failed": "3"}, "Tổng", "bằng số đã xem (22)"),
    ("sample", {"seen": "x"}, "Số đã xem", "không phải là số"),
    ("sample", {"seen": "1", "excluded_reason": "a" * (LONGEST_TEXT + 1)}, "Lý do loại trừ", "2001 ký tự"),
    ("date", {"one": "2026-11-22"}, "Ngày", "22/11/2026"),
    ("date", {"one": "31/02/2026"}, "Ngày", "không đúng"),
    ("date", {"one": "22/11/26"}, "Ngày", "không đúng"),
    ("text", {"one": "a" * (LONGEST_TEXT + 1)}, "Nội dung trả lời", "2001 ký tự"),
    ("text", {"one": "a\0b"}, "Nội dung trả lời", "ký tự không hợp lệ"),
]


@pytest.mark.parametrize(("kind", "typed", "field", "reason"), REFUSED)
def test_nonsense_is_refused_with_a_sentence_that_names_the_field(kind, typed, field, reason):
    with pytest.raises(RuleBroken) as refusal:
        read(kind, spec=MINUTES if kind == "number" else None, **typed)
    assert refusal.value.message.startswith(field)
    assert reason in refusal.value.message


@pytest.mark.parametrize("typed", ["0", "5,5", "6"])
def test_a_number_outside_its_scale_is_refused(typed):
    with pytest.raises(RuleBroken, match="Điểm"):
        read("number", spec=SCALE, one=typed)


def test_a_text_may_be_as_long_as_the_limit():
    assert read("text", one="ă" * LONGEST_TEXT) == "ă" * LONGEST_TEXT


def test_a_note_is_named_as_a_note():
    with pytest.raises(RuleBroken, match=r"^Ghi chú"):
        read("text", under="note", one="a" * (LONGEST_TEXT + 1))


SHOWN = [
    ("pass_fail", {}, "not_produced", "Chưa xuất trình được"),
    ("number", MINUTES, "24.1", "24,1 phút"),
    ("number", {"unit": "bưu gửi"}, "1250", "1.250 bưu gửi"),
    ("number", {"unit": "%"}, "2.5", "2,5%"),
    ("number", SCALE, "4", "4 (thang 1–5)"),
    ("number", {}, "3", "3"),
    ("ratio", {}, {"part": 3, "whole": 4}, "3/4"),
    ("ratio", {}, {"part": 3}, "3/…"),
    ("sample", {}, FULL, "Đã xem 22; đạt 20; chưa đạt 1; loại trừ 1 (sai địa chỉ nhận)"),
    ("sample", {}, {**FULL, "excluded": 0}, "Đã xem 22; đạt 20; chưa đạt 1; lý do loại trừ: sai địa chỉ nhận"),
    (
        "sample",
        {"unit": "chuyến"},
        {"seen": 9, "passed": 9, "failed": 0, "excluded": 0},
        "Đã xem 9 chuyến; đạt 9; chưa đạt 0",
    ),
    ("sample", {"as_percent": True}, {"seen": 30, "passed": 29}, "Đã xem 30; đạt 29; tỷ lệ đạt 96,7%"),
    ("sample", {"as_percent": True}, {"seen": 9999, "passed": 9998}, "Đã xem 9.999; đạt 9.998; tỷ lệ đạt 99,9%"),
    ("sample", {"as_percent": True}, {"seen": 3, "passed": 3}, "Đã xem 3; đạt 3; tỷ lệ đạt 100%"),
    (
        "sample",
        {"as_percent": True},
        {"seen": 1, "passed": 0, "failed": 0, "excluded": 1},
        "Đã xem 1; đạt 0; chưa đạt 0; loại trừ 1",
    ),
    ("date", {}, "2026-11-22", "22/11/2026"),
    ("text", {}, "một\nhai", "một hai"),
]


@pytest.mark.parametrize(("kind", "spec", "value", "line"), SHOWN)
def test_a_value_is_shown_in_one_line(kind, spec, value, line):
    assert ITEM_TYPES[kind].show(value, spec) == line


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_no_answer_is_shown_as_nothing(kind):
    assert ITEM_TYPES[kind].show(None, {}) == ""
    assert ITEM_TYPES[kind].typed(None, "answer1") == {}


@pytest.mark.parametrize(("kind", "typed", "value"), [row for row in READ if row[2] != "khong_ton_tai"])
def test_what_was_stored_fills_the_inputs_so_that_it_is_read_alike(kind, typed, value):
    one = ITEM_TYPES[kind]
    assert one.fits(value, {})
    assert one.read(one.typed(value, "answer1"), {}, "answer1") == value


STRANGE = {
    "pass_fail": ["khong_ton_tai", "", [], {"pass": 1}, 1],
    "number": [24.1, 24, "24,1", "-1", "1e5", "NaN", "", str(10**12), {"part": 1}],
    "ratio": [
        {},
        {"part": 5, "whole": 4},
        {"part": -1},
        {"part": "3", "whole": 4},
        {"part": True},
        {"x": 1},
        "3/4",
        [3, 4],
    ],
    "sample": [
        {},
        {"seen": 3, "passed": 4},
        {"seen": 2.0},
        {"seen": None},
        {"excluded_reason": None},
        {"x": 1},
        "x",
        [],
    ],
    "date": ["22/11/2026", "20261122", "2026-02-31", 20261122, ""],
    "text": ["", "  ", "a\0b", "a" * (LONGEST_TEXT + 1), 5, ["a"]],
}


@pytest.mark.parametrize("kind", STRANGE)
def test_a_value_that_nobody_could_type_does_not_fit_and_is_still_shown(kind):
    for value in STRANGE[kind]:
        assert not ITEM_TYPES[kind].fits(value, {}), value
        assert isinstance(ITEM_TYPES[kind].show(value, {}), str), value


def test_an_unknown_value_is_shown_as_it_came():
    assert ITEM_TYPES["pass_fail"].show("khong_ton_tai", {}) == 'Giá trị lạ: "khong_ton_tai"'
    for strange in ({"part": True}, {"part": -1}, {"part": 3, "whole": 4, "x": 1}):
        assert ITEM_TYPES["ratio"].show(strange, {}).startswith("Giá trị lạ")


def test_only_a_whole_sample_is_complete():
    sample = ITEM_TYPES["sample"]
    assert sample.complete(FULL)
    assert not sample.complete({"seen": 22, "passed": 20, "failed": 1})
    assert not ITEM_TYPES["ratio"].complete({"part": 3})
    assert not ITEM_TYPES["number"].complete(None)


def test_the_share_is_of_what_was_seen_less_what_was_excluded():
    assert percent_passed({"seen": 22, "passed": 20, "excluded": 2}) == 100
    assert percent_passed({"seen": 2, "passed": 0, "excluded": 2}) is None
    assert percent_passed({"seen": 2}) is None
    assert percent_passed(None) is None


@pytest.mark.parametrize(
    ("unit", "label"), [("phút", "Số phút"), ("%", "Tỷ lệ %"), ("1–5", "Điểm (thang 1–5)"), ("", "Số")]
)
def test_a_number_is_asked_for_by_its_unit(unit, label):
    assert number_label({"unit": unit}) == label
