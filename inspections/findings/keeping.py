"""Holds a finding while it is changed, and keeps with it what belongs to it; it decides nothing else."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.claiming import claim
from inspections.errors import RuleBroken
from inspections.findings import queries
from inspections.handing_over import queries as handing_over
from models.checklists import Evidence, VisitItem
from models.comments import Comment
from models.findings import Finding, FindingItem, FindingPhoto, FindingStep
from models.penalties import Penalty, PenaltyCircumstance, PenaltyFile, Receipt

CHANGED = "Nội dung này vừa được người khác thay đổi; mời mở lại trang để xem bản mới nhất."
CONFIRMED = "Nội dung này không còn ở trạng thái Mới ghi nhận; chọn Xem xét lại để sửa trước khi thay đổi."
WAITING = "Đã chuyển cơ quan kia và đang chờ trả lời; chưa thay đổi được cho đến khi cơ quan đó tiếp nhận hoặc trả lại."


def _all(_finding: Finding) -> Any:
    return sa.true()


def _said_to_both(finding: Finding) -> Any:
    """What an agency said for itself alone stays its own."""
    return Comment.audience == "joint" if finding.audience == "own" else sa.false()


CHILDREN: dict[Any, Callable[[Finding], Any]] = {
    **dict.fromkeys((FindingItem, FindingPhoto, FindingStep), _all),
    **dict.fromkeys((Penalty, PenaltyCircumstance, Receipt, PenaltyFile), _all),
    Comment: _said_to_both,
}
"""What belongs to a finding → which of it goes where it goes and is read by whoever reads it."""


def hold(session: Session, finding: Finding, seen: int) -> None:
    """Claims a finding that does not wait for the other agency; raises RuleBroken otherwise."""
    claim(session, finding, seen, CHANGED)
    if handing_over.waiting(session, finding):
        raise RuleBroken(WAITING)


def change(session: Session, finding: Finding, seen: int) -> None:
    """Claims a finding that may be changed now; raises RuleBroken otherwise."""
    hold(session, finding, seen)
    if finding.state != "noted":
        raise RuleBroken(CONFIRMED)


def link_to(session: Session, finding: Finding, items: Collection[VisitItem], photos: Collection[Evidence]) -> None:
    """Lets a finding rest on these items and show these photos, as open as it is itself."""
    reader: dict[str, Any] = {"finding": finding, "owner": finding.owner, "audience": finding.audience}
    session.add_all(FindingItem(visit_item=item, **reader) for item in items)
    session.add_all(FindingPhoto(evidence=photo, **reader) for photo in photos)
    session.flush()


def follow_items(session: Session, finding: Finding, before: Mapping[str, str]) -> None:
    """Lets the duty and the requirement follow other items, where they still say what was proposed ``before``.

    The duty comes first, because the requirement names it; a finding without items keeps its words. A good practice
    breaches no duty and is followed by no requirement.
    """
    if finding.kind == "good_practice":
        return
    for name, said in before.items():
        if finding.items and getattr(finding, name) == said:
            setattr(finding, name, queries.proposed(session, finding)[name])


def carry(session: Session, finding: Finding) -> None:
    """Gives everything that belongs to a finding its owner and its readers."""
    for model, goes in CHILDREN.items():
        session.execute(
            sa.update(model)
            .where(model.finding_id == finding.id, goes(finding))
            .values(owner=finding.owner, audience=finding.audience)
            .execution_options(synchronize_session=False)
        )
    session.expire(finding, ["items", "photos", "steps"])


def log_step(session: Session, finding: Finding, by: Any, name: str, reason: str = "") -> None:
    """Keeps that a step was taken, for the page of the finding."""
    reader: dict[str, Any] = {"owner": finding.owner, "audience": finding.audience}
    session.add(
        FindingStep(finding=finding, step=name, state=finding.state, reason=reason.strip(), by_id=by.id, **reader)
    )
