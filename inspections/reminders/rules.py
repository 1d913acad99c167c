"""Decides which stage of a deadline a person is told of by now, and what a morning's e-mail says; it knows no clock."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from inspections.vietnamese import count_text
from inspections.working_days import Calendar, is_working_day

LEADERS = ("lead", "deputy")
OF_BODY = frozenset({"remedy_due"})
"""The deadlines that a body itself keeps; the others are the agencies' work, and a fine is no news before its paper."""


@dataclass(frozen=True)
class Stage:
    """When a deadline is spoken of, in days after its last day (negative: before it), and to whom."""

    days: int
    to: frozenset[str]


@dataclass(frozen=True)
class Deadline:
    """A last day that is still to be kept: which news, of which record, whose it is, and who follows it.

    ``record`` is the row that the news is about; ``follower_id`` is None where nobody was named.
    """

    news: str
    record: Any
    due_on: date
    inspection_id: int | None
    follower_id: int | None = None


@dataclass(frozen=True)
class Place:
    """A person's place in a team."""

    user_id: int
    agency: str | None
    role: str


@dataclass(frozen=True)
class Hours:
    """Between which hours of the day an e-mail may go out (``to_hour`` not included), on working days alone or not."""

    from_hour: int = 0
    to_hour: int = 24
    working_days: bool = False


def stages(setting: Iterable[Mapping[str, Any]] | None) -> tuple[Stage, ...]:
    """The stages of the setting, the earliest first; without a setting nobody is reminded."""
    found = (Stage(int(row["days"]), frozenset(row["to"])) for row in setting or ())
    return tuple(sorted(found, key=lambda one: one.days))


def hours(setting: Mapping[str, Any] | None) -> Hours:
    """The hours of the setting; what it leaves out is not limited."""
    return Hours(**dict(setting or {}))


def horizon(today: date, known: Collection[Stage]) -> date:
    """The latest last day that any stage speaks of by now."""
    return today - timedelta(days=min((one.days for one in known), default=0))


def stage_of(due_on: date, today: date, known: Iterable[Stage], parts: Collection[str], told: int | None) -> int | None:
    """The stage that somebody with these parts is to be told of now; None when he knows.

    It asks what the state is, not which day it is: the last stage that has come, unless that one or a later one was
    ``told`` already. So what a time of standstill swallowed is said once, late, and as it is by then; what is overdue
    is not announced as coming.
    """
    come = [one.days for one in known if one.to.intersection(parts) and due_on + timedelta(days=one.days) <= today]
    latest = max(come, default=None)
    return None if latest is None or (told is not None and told >= latest) else latest


def responsible(
    deadline: Deadline, team: Iterable[Place], able: Collection[int], managers: Iterable[Place]
) -> set[int]:
    """Who has to act: whoever follows it, else the leaders of the team of its agency, else that agency's members there,
    else its managers. ``able`` are the people who can sign in.
    """
    if deadline.follower_id in able:
        return {deadline.follower_id} if deadline.follower_id is not None else set()
    agency = deadline.record.owner
    own = [one for one in team if one.agency == agency and one.user_id in able]
    leading = {one.user_id for one in own if one.role in LEADERS}
    above = {one.user_id for one in managers if one.agency == agency}
    return leading or {one.user_id for one in own} or above


def parts(user: Any, deadline: Deadline, acting: Collection[int]) -> set[str]:
    """What a person is to a deadline, in the words of the setting. He may see its record."""
    manages = user.role == "manager"
    held = {
        "responsible": user.id in acting,
        "manager": manages and user.agency_code == deadline.record.owner,
        "both_managers": manages,
        "body": user.role == "body" and deadline.news in OF_BODY,
    }
    return {word for word, holds in held.items() if holds}


def may_write(at: datetime, allowed: Hours, calendar: Calendar) -> bool:
    """Whether an e-mail may go out at this moment, given in the province's own time."""
    working = not allowed.working_days or is_working_day(at.date(), calendar)
    return working and allowed.from_hour <= at.hour < allowed.to_hour


@dataclass(frozen=True)
class Letter:
    """What the e-mail of a morning says: counts and the way to the page, nothing of any case."""

    subject: str
    body: str


def letter(title: str, name: str, unread: int, overdue: int, address: str) -> Letter:
    """The e-mail of a person's morning. ``title`` is Ông or Bà, ``address`` the page that needs a sign-in."""
    late = f", trong đó {count_text(overdue)} thông báo có thời hạn đã qua" if overdue else ""
    return Letter(
        f"Kiểm tra KT1: {count_text(unread)} thông báo chưa đọc",
        f"Kính gửi {title} {name},\n\n"
        f"Anh, chị có {count_text(unread)} thông báo chưa đọc{late}.\n\n"
        f"Xem tại: {address}\n\n"
        "Thư tự động, mỗi ngày nhiều nhất một thư, không nêu nội dung hồ sơ. Vui lòng không trả lời thư này.\n",
    )
