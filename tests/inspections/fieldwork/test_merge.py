"""The answer follows from the set of operations: no order or repetition changes it, no gap or circle loses a value."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspections.fieldwork.merge import heads, merged, same
from tests.inspections.fieldwork.ops import MORNING, described, make_op

TRIALS = 500
VALUES = ["pass", "fail", {"part": 3, "whole": 4}, {"whole": 4, "part": 3}]


class Tablet:
    """A device that writes on what it has seen: what it wrote itself, and what it took from the others."""

    def __init__(self, name, chance):
        self.name, self.chance, self.seen = name, chance, {}

    def write(self, value, **more):
        counter = len([op for op in self.seen.values() if op.device == self.name]) + 1
        bases = [op.op_id for op in heads(self.seen.values())]
        drift = self.chance.randrange(-90, 90)
        op = make_op(f"{self.name}-{counter}", value, *bases, device=self.name, counter=counter, **more)
        op = replace(op, device_at=op.device_at + timedelta(minutes=drift))
        self.seen[op.op_id] = op
        return op

    def take(self, ops):
        self.seen.update({op.op_id: op for op in ops})


def make_set(chance, devices=3, length=24):
    """Operations of several tablets, each of which is mostly offline and sees a random part of what is there."""
    tablets = [Tablet(f"t{number}", chance) for number in range(devices)]
    written = []
    for _ in range(length):
        tablet = chance.choice(tablets)
        if chance.random() < 0.3:
            tablet.take(chance.sample(written, chance.randrange(len(written) + 1)))
        fate = chance.random()
        value = None if chance.random() < 0.2 else chance.choice(VALUES)
        written.append(tablet.write(value, late=fate < 0.05, aside=fate > 0.95))
    return written


def seen_by(op, known):
    """All that an operation names, and what that names, and so on."""
    found, waiting = set(), list(op.bases)
    while waiting:
        op_id = waiting.pop()
        if op_id in known and op_id not in found:
            found.add(op_id)
            waiting.extend(known[op_id].bases)
    return found


def test_five_orders_with_repeats_give_one_answer_for_500_random_sets():
    for trial in range(TRIALS):
        chance = Random(trial)
        ops = make_set(chance)
        answers = []
        for _ in range(5):
            arrived = [*ops, *chance.choices(ops, k=8)]
            chance.shuffle(arrived)
            answers.append(described(arrived))
        assert answers == [described(ops)] * 5, trial


def test_every_operation_is_a_head_or_was_seen_by_one_for_500_random_sets():
    for trial in range(TRIALS):
        ops = {op.op_id: op for op in make_set(Random(trial))}
        ends = {op.op_id for op in heads(ops.values())}
        reached, waiting = set(), list(ends)
        while waiting:
            op_id = waiting.pop()
            reached.add(op_id)
            waiting.extend(set(ops[op_id].bases) & set(ops) - reached)
        assert {op_id for op_id, op in ops.items() if op.counts} <= reached, trial
        assert not any(op_id in ops[other].bases for op_id in ends for other in ends), trial


def test_a_lone_tablet_never_conflicts_with_itself_in_500_random_sets():
    for trial in range(TRIALS):
        ops = make_set(Random(trial), devices=1)
        answer = merged(ops)
        assert not answer.conflict, trial
        assert list(answer.heads) == [op for op in ops if op.counts][-1:], trial


def test_values_survive_every_blank_that_did_not_see_them_in_500_random_sets():
    for trial in range(TRIALS):
        chance = Random(trial)
        ops = make_set(chance)
        seen = chance.sample(ops, chance.randrange(len(ops)))
        blind = make_op("blank", None, *(op.op_id for op in seen), device="t9", counter=99)
        seen = seen_by(blind, {op.op_id: op for op in ops})
        before, after = merged(ops), merged([*ops, blind])
        unseen = [op for op in before.heads if op.op_id not in seen]
        assert all(op in after.heads for op in unseen), trial
        assert all(op.blank or op in after.candidates or op.value == after.value for op in unseen), trial
        if len(unseen) == len(before.heads):
            assert (after.value, after.candidates) == (before.value, before.candidates), trial


def test_a_settlement_that_names_every_head_ends_each_conflict_of_500_random_sets():
    settled = 0
    for trial in range(TRIALS):
        ops = make_set(Random(trial))
        answer = merged(ops)
        end = make_op("settled", "pass", *(op.op_id for op in answer.heads), device="t9", counter=99)
        assert described([end, *ops]) == ("pass", ["settled"], []), trial
        settled += answer.conflict
    assert settled > TRIALS // 10


def test_no_operation_gives_no_answer():
    assert described([]) == (None, [], [])


def test_different_heads_are_a_conflict_with_both_values_as_candidates():
    answer = merged([make_op("b", "fail", counter=2), make_op("a", "pass", counter=1)])
    assert answer.conflict
    assert answer.value is None
    assert [op.value for op in answer.candidates] == ["pass", "fail"]


def test_equal_heads_are_one_answer_however_their_keys_are_ordered():
    assert described([make_op("a", VALUES[2]), make_op("b", VALUES[3])]) == ({"part": 3, "whole": 4}, ["a", "b"], [])


@pytest.mark.parametrize(("one", "other"), [(1, True), (0, False), ("1", 1)])
def test_values_that_python_or_a_reader_might_take_for_equal_differ(one, other):
    assert merged([make_op("a", one), make_op("b", other)]).conflict


def test_a_blank_removes_what_it_names():
    assert described([make_op("a", "pass"), make_op("b", None, "a")]) == (None, ["b"], [])


@pytest.mark.parametrize("blank", [None, ""])
def test_beside_a_value_that_a_blank_did_not_see_the_value_holds(blank):
    ops = [make_op("a", "pass"), make_op("b", "fail", "a", device="t2"), make_op("c", blank, "a", counter=9)]
    assert described(ops) == ("fail", ["b", "c"], [])


def test_a_cleared_operation_counts_as_blank_whatever_value_it_carries():
    assert merged([replace(make_op("a", None), value="pass")]).value is None


def test_a_base_that_never_arrived_is_ignored_until_it_arrives():
    first, second, third = make_op("a", "pass"), make_op("b", "fail", "a"), make_op("c", "pass", "b")
    assert described([first, third])[1] == ["a", "c"]
    assert described([third, first, second]) == ("pass", ["c"], [])


@pytest.mark.parametrize("kind", ["late", "aside"])
def test_late_and_unknown_values_replace_nothing(kind):
    ops = [make_op("a", "pass"), make_op("b", "khong_ton_tai", "a", **{kind: True})]
    assert described(ops) == ("pass", ["a"], [])


@pytest.mark.parametrize("kind", ["late", "aside"])
def test_who_names_a_late_or_unknown_value_has_seen_what_that_named(kind):
    ops = [make_op("a", "pass"), make_op("b", "x", "a", **{kind: True}), make_op("c", "fail", "b")]
    assert described(ops) == ("fail", ["c"], [])


def test_an_operation_that_names_itself_is_like_any_other():
    assert described([make_op("a", "pass", "a")]) == ("pass", ["a"], [])
    assert described([make_op("a", "pass", "a"), make_op("b", "fail", "a")]) == ("fail", ["b"], [])


CIRCLE = [
    make_op("a", "pass", "b", counter=1),
    make_op("b", "fail", "c", counter=2),
    make_op("c", "pass", "a", counter=3),
]


def test_a_circle_that_nothing_outside_names_is_all_heads():
    below = make_op("z", "fail", counter=0)
    ops = [*CIRCLE, below, replace(CIRCLE[0], bases=("b", "z"))]
    assert described(ops) == (None, ["a", "b", "c"], ["a", "b", "c"])
    assert described(reversed(ops[1:])) == described(ops[1:])


def test_an_operation_outside_a_circle_replaces_all_of_it_by_naming_one():
    assert described([*CIRCLE, make_op("d", "fail", "b", counter=4)]) == ("fail", ["d"], [])


def test_a_circle_does_not_hide_a_value_beside_it():
    assert described([*CIRCLE, make_op("d", "fail", counter=4)])[1] == ["a", "b", "c", "d"]


@st.composite
def hostile_sets(draw):
    """Up to seven operations with any bases: circles, themselves, ids that nobody has."""
    ids = [f"op{number}" for number in range(draw(st.integers(1, 7)))]
    bases = st.lists(st.sampled_from([*ids, "nobody"]), max_size=3)
    history = st.sampled_from([{}, {}, {}, {"late": True}, {"aside": True}])
    return [
        make_op(
            op_id,
            draw(st.sampled_from([None, *VALUES])),
            *draw(bases),
            counter=draw(st.integers(0, 2)),
            **draw(history),
        )
        for op_id in ids
    ]


@settings(max_examples=TRIALS, deadline=None, database=None)
@given(hostile_sets(), st.randoms(use_true_random=False))
def test_of_any_bases_the_heads_are_those_that_only_their_own_circle_names(ops, chance):
    known = {op.op_id: op for op in ops}
    seen = {op.op_id: seen_by(op, known) for op in ops if op.counts}
    expected = {one for one in seen if all(other in seen[one] for other in seen if one in seen[other])}
    arrived = chance.sample(ops * 2, len(ops) * 2)
    assert {op.op_id for op in heads(arrived)} == expected
    assert described(arrived) == described(ops)


def test_ten_thousand_operations_in_one_line_or_one_circle_are_merged():
    line = [make_op(f"{number}", "pass", f"{number - 1}") for number in range(10_000)]
    assert [op.op_id for op in heads(line)] == ["9999"]
    assert len(heads([*line[1:], replace(line[0], bases=("9999",))])) == 10_000


def test_heads_come_by_counter_then_name_and_no_clock_is_asked():
    late = replace(make_op("z", "pass", counter=1), device_at=MORNING + timedelta(days=400))
    twin, server = make_op("x", "pass", counter=5), replace(make_op("w", "pass", counter=0), device_at=None)
    assert [op.op_id for op in heads([make_op("y", "pass", counter=5), twin, late, server])] == ["w", "z", "x", "y"]


ONE = make_op("a", {"part": 3, "whole": 4}, "x", "y")


@pytest.mark.parametrize(
    "repeat",
    [
        ONE,
        replace(ONE, bases=("y", "x", "y")),
        replace(ONE, value={"whole": 4, "part": 3}),
        replace(ONE, received_at=MORNING + timedelta(days=1), late=True, aside=True, device_at=None),
    ],
)
def test_a_repetition_is_the_same_whatever_the_server_added(repeat):
    assert same(ONE, repeat)


@pytest.mark.parametrize(
    "change",
    [
        {"op_id": "b"},
        {"part": "reason"},
        {"value": {"part": 3, "whole": 5}},
        {"cleared": True},
        {"bases": ("x",)},
        {"device": "t2"},
        {"counter": 7},
        {"by": 2},
    ],
)
def test_another_content_under_the_same_name_is_not_the_same(change):
    assert not same(ONE, replace(ONE, **change))
