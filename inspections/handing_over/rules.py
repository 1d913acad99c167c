"""Says how a finding that was handed over stands, and when it can still be answered; it knows no table."""

from inspections.errors import RuleBroken

ANSWERS = {"take": "taken", "return": "returned"}
"""What the other agency may answer → the state after it."""
CHANGED = "Việc chuyển này vừa được người khác trả lời; mời mở lại trang."


def refuse_answer(state: str, answer: str, reason: str) -> str:
    """The state after an answer; raises RuleBroken for one that was given, or that is returned without a reason."""
    if state != "waiting":
        raise RuleBroken(CHANGED)
    if answer == "return" and not reason.strip():
        raise RuleBroken("Cần ghi lý do trả lại.")
    return ANSWERS[answer]
