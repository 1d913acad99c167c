"""An answer put together from its parts: entries in their order, counts that follow, whatever order they arrive in."""

import random
from datetime import UTC, datetime, timedelta

from inspections.fieldwork.composed import compose
from inspections.fieldwork.merge import Op
from tests.inspections.fieldwork.test_rules import make_item

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SAMPLE = make_item({"type": "sample", "minimum": 3, "unit": "xe"})
TYPED = {"seen": 30, "passed": 30, "failed": 0, "excluded": 0}


def op(op_id, value, *bases, key="", part="entry", counter=0, device="one"):
    at = AT + timedelta(seconds=counter)
    return Op(op_id, part, value, value is None, bases, device, at, counter, at, 1, repeat=key)


def named(name, result="pass"):
    return {"name": name, "result": result}


def names(composed):
    return [one["name"] for one in composed.values.get("entries", ())]


def test_thirty_entries_of_which_the_seventh_goes_keep_order_and_keys_in_any_order_of_arrival():
    keys = [f"{number:016x}" for number in random.Random(7).sample(range(10**9), 30)]
    ops = [op(f"add-{n:05}", named(f"xe {n}"), key=key, counter=n) for n, key in enumerate(keys)]
    ops.append(op("delete-7", None, "add-00006", key=keys[6], counter=40))
    ops.append(op("change-3", named("xe 2", "fail"), "add-00002", key=keys[2], counter=41))
    expected = compose(SAMPLE, ops)
    assert [one["key"] for one in expected.values["entries"]] == [key for key in keys if key != keys[6]]
    assert expected.values["answer1"] == {"seen": 29, "passed": 28, "failed": 1, "excluded": 0}
    chance = random.Random(8)
    for _ in range(50):
        chance.shuffle(ops)
        assert compose(SAMPLE, ops) == expected


def test_what_was_typed_as_counts_counts_again_when_the_last_entry_is_gone():
    counts = op("counts-1", TYPED, part="answer1")
    added = op("add-0001", named("65C"), key="a" * 16)
    assert compose(SAMPLE, [counts, added]).values["answer1"]["seen"] == 1
    gone = compose(SAMPLE, [counts, added, op("gone-001", None, "add-0001", key="a" * 16)])
    assert gone.values == {"answer1": TYPED}


def test_two_people_who_change_one_entry_are_in_conflict_about_it_alone():
    first, second = op("add-0001", named("65C"), key="a" * 16), op("add-0002", named("66C"), key="b" * 16, counter=1)
    mine = op("mine-001", named("65C", "fail"), "add-0001", key="a" * 16, counter=2)
    yours = op("yours-01", named("65C", "excluded"), "add-0001", key="a" * 16, device="two", counter=3)
    found = compose(SAMPLE, [first, second, mine, yours])
    assert found.conflict and names(found) == ["66C"]
    assert found.heads[f"entry:{'a' * 16}"] == ["mine-001", "yours-01"]
    assert found.values["answer1"] == {"seen": 2, "failed": 0, "excluded": 0}
    settled = op("settled1", named("65C", "fail"), "mine-001", "yours-01", key="a" * 16, counter=4)
    after = compose(SAMPLE, [first, second, mine, yours, settled])
    assert not after.conflict and names(after) == ["65C", "66C"]


def test_two_tablets_that_add_entries_at_once_are_not_in_conflict():
    found = compose(SAMPLE, [op("one-0001", named("65C"), key="a" * 16), op("two-0001", named("66C"), key="b" * 16)])
    assert not found.conflict and names(found) == ["65C", "66C"]
