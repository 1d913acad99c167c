"""Knows how to make operations without a database, and how to say what they come to; knows no rule."""

from datetime import UTC, datetime, timedelta

from inspections.fieldwork.merge import Op, merged

MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def make_op(op_id, value, *bases, device="t1", counter=0, **more):
    """An operation on `bases`; None as value clears."""
    at = MORNING + timedelta(minutes=counter)
    return Op(op_id, "result", value, value is None, bases, device, at, counter, at, 1, **more)


def described(ops):
    answer = merged(ops)
    return answer.value, [op.op_id for op in answer.heads], [op.op_id for op in answer.candidates]
