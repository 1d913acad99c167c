"""Notes of several people are merged as texts; the note, too, follows from the set of operations alone."""

from dataclasses import replace
from random import Random

from inspections.fieldwork.merge import merged, seen
from tests.inspections.fieldwork.ops import described, make_op

TRIALS = 500


def note(op_id, text, *bases, counter=0, **more):
    """An operation on a note."""
    return replace(make_op(op_id, text, *bases, counter=counter, **more), part="note")


def test_notes_of_two_people_stand_one_below_the_other():
    first = note("a", "Sổ ghi đủ.", counter=1)
    one = note("b", "Sổ ghi đủ.\nThiếu dấu.", "a", counter=2)
    other = note("c", "Sổ ghi đủ.\nTủ có khóa.", "a", counter=3)
    assert described([other, one, first]) == ("Sổ ghi đủ.\nThiếu dấu.\nTủ có khóa.", ["b", "c"], [])


def test_notes_that_share_no_base_both_stand():
    assert described([note("b", "Tủ có khóa.", counter=2), note("a", "Thiếu dấu.", counter=1)])[0] == (
        "Thiếu dấu.\nTủ có khóa."
    )


def test_the_same_line_changed_differently_is_a_conflict_of_both_notes():
    first = note("a", "Sổ ghi đủ.", counter=1)
    ends = [note("b", "Sổ ghi đủ ngày.", "a", counter=2), note("c", "Sổ ghi đủ tên.", "a", counter=3)]
    assert described([first, *ends]) == (None, ["b", "c"], ["b", "c"])


def test_notes_that_are_too_long_together_are_left_to_a_person():
    assert merged([note("a", "a" * 1_500), note("b", "b" * 1_500)]).conflict


def test_who_goes_on_from_what_he_saw_of_merged_notes_keeps_the_other_ones_line():
    ops = [note("a", "Sổ.", counter=1), note("b", "Sổ.\nMột.", "a", counter=2), note("c", "Sổ.\nHai.", "a", counter=3)]
    onward = note("d", "Sổ.\nMột, sửa.", "b", counter=4)
    assert described([*ops, onward])[0] == "Sổ.\nHai.\nMột, sửa."
    assert described([*ops, note("e", "Sổ.\nChung.", "b", "c", counter=5)]) == ("Sổ.\nChung.", ["e"], [])


def test_what_somebody_saw_is_what_he_named_and_whatever_that_names():
    ops = [note("a", "Sổ."), note("b", "Một.", "a"), note("c", "Hai.", "a"), note("d", "Ba.", "c")]
    assert {op.op_id for op in seen(ops, ["b", "gone"])} == {"a", "b"}


def test_five_orders_with_repeats_give_one_note_for_500_random_sets():
    lines, merges, conflicts = [f"dòng {n}" for n in range(8)], 0, 0
    for trial in range(TRIALS):
        chance = Random(trial)
        ops = []
        for n in range(chance.randrange(2, 14)):
            bases = chance.sample([op.op_id for op in ops], min(len(ops), chance.randrange(3)))
            text = "\n".join(chance.sample(lines, chance.randrange(5))) or None
            ops.append(note(f"op-{chance.randrange(10**6)}-{n}", text, *bases, counter=chance.randrange(5)))
        answers = []
        for _ in range(5):
            arrived = [*ops, *chance.choices(ops, k=4)]
            chance.shuffle(arrived)
            answers.append(described(arrived))
        assert answers == [answers[0]] * 5, trial
        found = merged(ops)
        valued = {op.value for op in found.heads if not op.blank}
        merges += len(valued) > 1 and not found.conflict
        conflicts += found.conflict
        assert found.conflict or not valued or found.value, trial
    assert merges > 50 and conflicts > 50
