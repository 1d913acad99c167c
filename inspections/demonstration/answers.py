"""Makes up what was found at a visit where all was well but for its findings; it knows no table, person or clock."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from inspections.fieldwork import rules
from inspections.law import catalogue as law

Spec = Mapping[str, Any]

NUMBERS = {"CL-05": "4", "CL-08": "3", "AN-12": "30", "AN-32": "0", "SD-06": "126", "SD-21": "4"}
"""Code → the number in an item that has no limit to keep."""
FAILED = {"CL-09": 3}
"""Code → how many of its sample failed where the finding says so; two in any other item that failed."""
SEEN = 5
"""How large a sample is that has no least size: all there were."""
REPORTED_ON = (12, 8)
"""Month and day of the year before on which a yearly report was sent."""


def made_up(item: Spec, day: date, limits: Mapping[str, Any], fails: bool) -> dict[str, Any]:
    """Part → value of a complete answer to the item on that day: one that passes, or one that fails.

    ``limits`` is the service standard in force, by which some items are judged.
    """
    parts: dict[str, Any] = {}
    if "pass" in rules.offered_results(item):
        parts["result"] = "fail" if fails else "pass"
    for part, spec in rules.answer_parts(item):
        if spec["type"] != "text":
            parts[part] = _FIGURES[spec["type"]](item, spec, day, limits, fails)
    return parts


def _number(item: Spec, _spec: Spec, _day: date, limits: Mapping[str, Any], fails: bool) -> str:
    if not isinstance(item["pass_if"], dict):
        return NUMBERS.get(item["code"], "0")
    rule, wanted = next(iter(item["pass_if"].items()))
    limit = law.limit(limits, wanted) if isinstance(wanted, str) else wanted
    return str(limit + (0 if not fails else -1 if rule == "at_least" else 1))


def _ratio(item: Spec, _spec: Spec, _day: date, _limits: Mapping[str, Any], fails: bool) -> dict[str, int]:
    """Nothing happened that had to be dealt with; where no rule says otherwise, all of some."""
    if fails:
        return {"part": 1, "whole": 2}
    return {"part": 0, "whole": 0} if isinstance(item["pass_if"], dict) else {"part": 12, "whole": 12}


def _sample(item: Spec, spec: Spec, _day: date, _limits: Mapping[str, Any], fails: bool) -> dict[str, int]:
    seen = spec["minimum"] if isinstance(spec["minimum"], int) else SEEN
    failed = FAILED.get(item["code"], 2) if fails else 0
    return {"seen": seen, "passed": seen - failed, "failed": failed, "excluded": 0}


def _date(_item: Spec, _spec: Spec, day: date, _limits: Mapping[str, Any], _fails: bool) -> str:
    return date(day.year - 1, *REPORTED_ON).isoformat()


_FIGURES = {"number": _number, "ratio": _ratio, "sample": _sample, "date": _date}
