"""Lifecycles as tables of steps; buttons, the step route, the log row and the tests all follow from them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inspections.errors import RuleBroken
from inspections.permissions import Permission


def never(_facts: Any) -> str | None:
    """A step that nothing but its state and permission holds back."""
    return None


@dataclass(frozen=True)
class Step:
    """One move of a lifecycle. ``blocked`` takes facts and returns the Vietnamese reason why not, or None."""

    name: str
    label: str
    sources: frozenset[str]
    target: str
    permission: Permission
    blocked: Callable[[Any], str | None] = never
    needs_reason: bool = False


def find(machine: tuple[Step, ...], name: str) -> Step:
    """The step of that name; raises RuleBroken when the lifecycle has none."""
    for step in machine:
        if step.name == name:
            return step
    raise RuleBroken("Không có bước này trong quy trình.")


def take(machine: tuple[Step, ...], name: str, state: str, facts: Any, reason: str | None = None) -> Step:
    """The step, if it may be taken now; raises RuleBroken with the reason if not."""
    step = find(machine, name)
    if state not in step.sources:
        raise RuleBroken("Bước này không còn phù hợp: trạng thái vừa được người khác thay đổi. Mời xem lại trang.")
    if refusal := step.blocked(facts):
        raise RuleBroken(refusal)
    if step.needs_reason and not (reason or "").strip():
        raise RuleBroken("Cần ghi lý do.", "reason")
    return step


def offered(machine: tuple[Step, ...], state: str, facts: Any) -> list[tuple[Step, str | None]]:
    """The steps that leave this state, each with the reason why it is blocked, or None."""
    return [(step, step.blocked(facts)) for step in machine if state in step.sources]
