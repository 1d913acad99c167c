"""The lifecycle of a measure, and what holds back each step."""

from dataclasses import dataclass

from inspections.permissions import Permission
from inspections.workflow import Step


@dataclass(frozen=True)
class MeasureFacts:
    """What decides whether a measure is done: whether the body has a requirement of it, and whether one is met."""

    sent: bool
    met: bool


def _not_sent(facts: MeasureFacts) -> str | None:
    return None if facts.sent else "Yêu cầu chưa gửi đơn vị."


def _met(facts: MeasureFacts) -> str | None:
    return "Kết quả khắc phục đã được xác nhận." if facts.met else None


MEASURE = (
    Step("finish", "Ghi là đã làm xong", frozenset({"open"}), "done", Permission.MEASURE_CHANGE, _not_sent),
    Step(
        "reopen",
        "Mở lại việc này",
        frozenset({"done"}),
        "open",
        Permission.MEASURE_CHANGE,
        _met,
        needs_reason=True,
    ),
)
"""A measure: done once, wherever it is shown."""
