"""Stores what colleagues say at the visit in progress: about an item, and the other agency's answer."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.comments import actions
from inspections.comments.actions import CommentData
from inspections.comments.rules import JOINT
from inspections.demonstration.cases import Province
from models.checklists import VisitItem
from models.directory import User
from models.inspections import Visit
from models.notifications import Notification

ITEM = "CL-37"
SAID = (
    ("dic.inspector", "police.inspector", "Đơn vị hẹn bổ sung hồ sơ giấy trong buổi chiều; hai bên cùng xem nhé."),
    ("police.inspector", "dic.inspector", "Nhất trí. Công an xem cùng lúc với sổ ghi người ra vào."),
)
"""Who says what to whom, one after the other."""
APART = timedelta(minutes=20)


def add_comments(session: Session, province: Province) -> None:
    """What two colleagues of both agencies say about an item that was not produced; each is told of the other's."""
    by_login = {one.login: one for one in province.people.values()}
    asked = sa.select(VisitItem).join(Visit, VisitItem.visit_id == Visit.id)
    begun = asked.where(Visit.state == "announced", VisitItem.code == ITEM, VisitItem.audience == JOINT)
    for item in session.scalars(begun.order_by(VisitItem.id).limit(1)):
        for number, (by, to, text) in enumerate(SAID, start=1):
            at = province.at - APART * (len(SAID) + 1 - number)
            _say(session, item, by_login[by], by_login[to], text, at)
    session.info.pop("events", None)


def _say(session: Session, item: VisitItem, by: User, to: User, text: str, at: datetime) -> None:
    comment = actions.write(session, item, by, CommentData(text, JOINT, [to.ref]))
    comment.at = at
    session.execute(sa.update(Notification).where(Notification.subject_ref == comment.ref).values(at=at))
