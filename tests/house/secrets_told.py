"""Knows how to plant what people say and are told of what one agency keeps to itself; it knows no page."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.checklists import VisitItem
from models.comments import Comment
from models.directory import User
from models.findings import Finding, Remedy
from models.inspections import Inspection, Visit
from models.notifications import Notification
from tests.house.planted import OWN, Planted

HIDDEN = {Finding: "mentioned", Remedy: "remedy_due", Inspection: "inspection_due"}
"""Kind of a record that was closed since → what people were told of it before."""


def told(session: Session, planted: Planted, by: User) -> None:
    """Both agencies, the body and the Chairman were told of something that the police closed since; and one of them of
    what the police say about a joint finding among themselves.
    """
    logins = ("dic.inspector", "dic.manager", "police.inspector", "clerk", "body", "approver")
    people = session.scalars(sa.select(User).where(User.login.in_(logins))).all()
    for model, news in HIDDEN.items():
        about = {"subject": model.__name__, "subject_ref": planted.refs[model][0]}
        rows = [Notification(user_id=one.id, news=news, owner="DIC", by_id=by.id, **about) for one in people]
        session.add_all(rows)
        session.flush()
        planted.hide(*rows)
    joint = session.scalars(sa.select(Finding.ref).where(Finding.audience == "joint")).first()
    within = [
        Notification(user_id=one.id, news="mentioned", subject="Finding", subject_ref=joint, **OWN) for one in people
    ]
    session.add_all(within)
    session.flush()
    planted.hide(*within)


def said(session: Session, planted: Planted, visit: Visit, by: User) -> None:
    """The police talk among themselves about a joint item and a joint finding, with an earlier text."""
    item = session.scalars(
        sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.audience == "joint").order_by(VisitItem.id)
    ).first()
    finding = session.scalars(sa.select(Finding).where(Finding.audience == "joint").order_by(Finding.id)).first()
    assert item is not None and finding is not None
    text = {"text": planted.word, "earlier": [{"text": planted.word, "until": "2026-01-01T00:00:00+00:00"}]}
    rows = [
        Comment(visit=visit, visit_item=item, by_id=by.id, mentioned=[by.id], **text, **OWN),
        Comment(visit=finding.visit, finding=finding, by_id=by.id, **text, **OWN),
    ]
    session.add_all(rows)
    session.flush()
    planted.hide(*rows)
