"""Reads what holds back the lock of a paper about a plan or a whole inspection; it knows no paper of a visit."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from inspections.deciding import rules as deciding
from inspections.papers.gathering import grounds, prose
from inspections.papers.rules import APPROVED
from models.papers import Paper

FILES = {"annual_plan": "plan", "decision": "decision"}
"""Whose grounds are documents of the law's tables → the file that names them."""


def typed(paper: Paper) -> dict[str, Any]:
    """What must not be empty beside what people type, by the name that ``registry.Kind.missing`` gives it."""
    return {"approved": paper.plan is not None and paper.plan.state in APPROVED}


def unverified(session: Session, paper: Paper, today: date) -> int:
    """How many documents that a draft is grounded on nobody has verified."""
    file = FILES.get(paper.kind)
    if file is None or paper.state != "draft":
        return 0
    held = grounds.gather(session, prose.of(file, today)["grounds"], today)
    return grounds.unverified(held, str(paper.fields.get("grounds") or ""))


def unready(paper: Paper) -> str | None:
    """Why the records are not whole that a draft is made from, or None."""
    if paper.state != "draft" or paper.inspection is None:
        return None
    return _UNREADY[paper.kind](paper) if paper.kind in _UNREADY else None


def _working_plan(paper: Paper) -> str | None:
    """What the nine items lack; and its number is one, on the paper and where the items are typed."""
    case: Any = paper.inspection
    if found := deciding.plan_unready(case, deciding.staying(case.members)):
        return found
    if paper.number and case.working_plan_number != paper.number:
        return f"Kế hoạch đã ghi số {case.working_plan_number}, văn bản mang số {paper.number}; cần thống nhất một số."
    return None


_UNREADY: Mapping[str, Callable[[Any], str | None]] = {
    "decision": lambda paper: deciding.unready(
        paper.inspection, paper.inspection.visits, deciding.staying(paper.inspection.members)
    ),
    "working_plan": _working_plan,
}
