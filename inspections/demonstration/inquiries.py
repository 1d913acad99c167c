"""Stores what the demonstration's bodies were asked in writing: a self-check that was sent back, one that waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.demonstration.cases import Province
from inspections.demonstration.reading import VIETNAM
from inspections.inquiries import actions, queries, rules
from models.directory import User
from models.inquiries import Inquiry
from models.inspections import Visit

AT = time(9, 30)
SENT, DUE, ANSWERED = timedelta(days=7), timedelta(days=1), timedelta(days=2)
"""So long before its visit a sheet is sent, is due and is answered."""
NOTE = "Đề nghị đơn vị tự rà soát trước và chuẩn bị người làm việc với đoàn kiểm tra."
TEXT = "Đơn vị đã tự rà soát và đang khắc phục những nội dung chưa đạt."
FAILED = "Còn thiếu một phần hồ sơ; đơn vị đang bổ sung."
EVERY_FAILED, EVERY_OTHER = 11, 17


def add_inquiries(session: Session, province: Province) -> None:
    """A self-check of the visit in progress, answered by the body, and a part of the next planned visit that waits."""
    speakers = {one.body_id: one for one in province.people.values() if one.body_id}
    begun = sa.select(Visit).where(Visit.state == "announced", Visit.body_id.in_(speakers)).order_by(Visit.id)
    for visit in session.scalars(begun):
        _answer(session, _send(session, province, visit, _all(session, visit)), speakers[visit.body_id], visit)
    planned = sa.select(Visit).where(Visit.state == "planned", Visit.audience == "joint").order_by(Visit.day, Visit.id)
    for visit in session.scalars(planned):
        if visit.inspection.state in rules.DECIDED:
            _send(session, province, visit, _all(session, visit)[:1])
            break
    session.info.pop("events", None)


@contextmanager
def _before(visit: Visit) -> Iterator[None]:
    """As if the visit had not begun."""
    state, visit.state = visit.state, "planned"
    yield
    visit.state = state


def _all(session: Session, visit: Visit) -> list[str]:
    return [pick.key for pick in queries.offered(session, visit, rules.SELF_CHECK)]


def _send(session: Session, province: Province, visit: Visit, picked: list[str]) -> Inquiry:
    """Sends the sections that were picked."""
    today = province.at.astimezone(VIETNAM).date()
    sent_on, by = min(visit.day - SENT, today), visit.inspection.members[0].user
    with _before(visit):
        inquiry = actions.send(session, visit, by, rules.SELF_CHECK, picked, visit.day - DUE, NOTE, sent_on)
    inquiry.sent_at = _instant(sent_on)
    return inquiry


def _answer(session: Session, inquiry: Inquiry, by: User, visit: Visit) -> None:
    typed = {line.position: _said(line.position) for line in queries.lines(session, inquiry)}
    answered_on = visit.day - ANSWERED
    with _before(visit):
        actions.answer(session, inquiry, by, typed, TEXT, inquiry.version, answered_on)
    inquiry.answered_at = _instant(answered_on)
    session.flush()


def _said(position: int) -> tuple[str, str]:
    if position % EVERY_FAILED == 0:
        return "fail", FAILED
    return ("not_applicable", "") if position % EVERY_OTHER == 0 else ("pass", "")


def _instant(day: date) -> datetime:
    return datetime.combine(day, AT, tzinfo=VIETNAM)
