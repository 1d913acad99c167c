"""A sample listed one by one is read, written, ordered and counted as its entries say."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from inspections.errors import RuleBroken
from inspections.fieldwork import entries, rules
from inspections.fieldwork.item_types import ITEM_TYPES
from tests.inspections.fieldwork.test_rules import STANDARD, make_item

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
VEHICLES = make_item(
    {"type": "sample", "minimum": 3, "unit": "xe"}, rule={"percent_at_least": "on_time_target_percent"}
)
SPEC = {"type": "entry", "unit": "xe"}


def typed(name="", result="", note=""):
    return {"entry-name": name, "entry-result": result, "entry-note": note}


def entry(result, name="65C-123.45", note=""):
    return {"name": name, "result": result, "note": note}


READ = [
    (typed(" 65C-123.45 ", "pass"), {"name": "65C-123.45", "result": "pass"}),
    (typed(note="Kính vỡ"), {"note": "Kính vỡ"}),
    (typed("x" * 120, "excluded", "y" * 300), {"name": "x" * 120, "result": "excluded", "note": "y" * 300}),
    (typed(" ", "", " "), None),
]


@pytest.mark.parametrize(("inputs", "value"), READ)
def test_what_is_typed_in_an_entry_is_read_and_shown_again(inputs, value):
    assert entries.read(inputs, SPEC, "entry") == value
    if value:
        assert entries.read(entries.fill(value, "entry"), SPEC, "entry") == value
        assert rules.fits(VEHICLES, "entry", value)


@pytest.mark.parametrize("inputs", [typed("x" * 121), typed(note="x" * 301), typed(result="maybe"), typed("a\0")])
def test_what_does_not_fit_is_refused_with_a_sentence(inputs):
    with pytest.raises(RuleBroken):
        entries.read(inputs, SPEC, "entry")


@pytest.mark.parametrize("value", ["x", 3, {"seen": 1}, {"name": 3}, {"result": "maybe"}, {"name": "x" * 121}])
def test_a_value_that_nobody_could_have_typed_is_kept_aside(value):
    assert not rules.fits(VEHICLES, "entry", value)


def test_an_item_without_a_sample_has_no_entries():
    assert not rules.fits(make_item("number"), "entry", {"name": "x"})


WORDS = [
    (entry("pass"), "65C-123.45: đạt"),
    (entry("fail", note="Kính\nvỡ"), "65C-123.45: chưa đạt (Kính vỡ)"),
    (entry("excluded", name=""), "Chưa ghi tên: loại trừ"),
    ({"name": "65C"}, "65C: chưa có kết quả"),
]


@pytest.mark.parametrize(("value", "words"), WORDS)
def test_an_entry_is_one_line(value, words):
    assert ITEM_TYPES["entry"].show(value, SPEC) == words


@dataclass
class Op:
    """An operation as far as order goes."""

    device_at: datetime | None
    received_at: datetime
    counter: int
    clock_offset: int | None = None


def added(number, device=True):
    at = AT + timedelta(seconds=number)
    return Op(at if device else None, at, number if device else 0)


def test_thirty_are_added_and_the_seventh_deleted_and_the_rest_stay_as_they_were():
    chance = random.Random(15)
    keys = [f"{chance.getrandbits(64):016x}" for _ in range(30)]
    written = {key: [added(number)] for number, key in enumerate(keys)}
    written[keys[6]].append(added(100))
    written[keys[2]].append(added(101))
    arrived = list(written.items())
    chance.shuffle(arrived)
    order = entries.in_order({key: reversed(ops) for key, ops in arrived})
    assert order == keys
    del written[keys[6]]
    assert entries.in_order(written) == [key for key in keys if key != keys[6]]


def test_what_was_written_without_a_clock_is_ordered_by_its_arrival_and_then_by_its_key():
    written = {"b": [added(1, device=False)], "a": [added(1, device=False)], "c": [added(0, device=False)]}
    assert entries.in_order(written) == ["c", "a", "b"]


def test_the_counts_follow_from_the_entries():
    found = [entry("pass"), entry("fail"), entry("excluded", note="hỏng"), entry("pass")]
    assert entries.counted(found) == {
        "seen": 4,
        "passed": 2,
        "failed": 1,
        "excluded": 1,
        "excluded_reason": "65C-123.45: hỏng",
    }


@pytest.mark.parametrize(
    ("found", "disputed"), [([entry("pass"), entry("")], 0), ([entry("pass"), entry("pass")], 1), ([], 2)]
)
def test_while_an_entry_is_open_the_sample_is_not_complete(found, disputed):
    counts = entries.counted(found, disputed)
    assert counts["seen"] == len(found) + disputed
    assert not ITEM_TYPES["sample"].complete(counts)


VERDICTS = [(["pass"] * 3, "pass"), (["pass", "pass", "fail"], "fail"), (["pass", "", "pass"], "unchecked")]


@pytest.mark.parametrize(("results", "state"), VERDICTS)
def test_the_state_of_the_item_follows_from_its_entries(results, state):
    found = [entry(result) for result in results]
    values = {"answer1": entries.counted(found), "entries": found}
    assert rules.verdict(VEHICLES, values, STANDARD) == state


def test_what_is_missing_is_said_of_the_entries_and_not_of_boxes_that_nobody_can_type_in():
    found = [entry("pass"), entry(""), entry("")]
    values = {"answer1": entries.counted(found), "entries": found}
    assert rules.gaps(VEHICLES, values, None, "unchecked") == ["còn 2 xe chưa có kết quả"]


def test_what_is_left_out_needs_its_reason_in_the_note_of_the_entry():
    found = [entry("excluded"), entry("pass"), entry("pass")]
    values = {"answer1": entries.counted(found), "entries": found}
    assert rules.gaps(VEHICLES, values, None, "pass") == ["loại trừ 1 nhưng chưa ghi lý do loại trừ"]
    assert entries.split(entries.slot("entry", "ab")) == ("entry", "ab")
