"""Reads which other inspections one would meet: the same enterprise, body or people; it forbids nothing itself."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.deciding import deadlines
from inspections.deciding.data import Overlap, Span
from inspections.deciding.rules import AHEAD, OVER
from inspections.vietnamese import count_text, format_date
from models.directory import Body
from models.inspections import Inspection, TeamMember, Visit


def _other(inspection: Inspection) -> Any:
    return sa.and_(Inspection.id != inspection.id, Inspection.state.not_in(OVER))


def repeats(session: Session, inspection: Inspection, visits: Iterable[Visit]) -> list[str]:
    """The titles of the decided inspections of the same enterprises in the years of these visits."""
    years = {visit.day.year for visit in visits if visit.kind == "inspection"}
    own = sa.select(Body.enterprise_of).join(Visit, Visit.body_id == Body.id)
    own = own.where(Visit.inspection_id == inspection.id, Visit.kind == "inspection", Body.enterprise_of.is_not(None))
    if not years:
        return []
    rows = session.execute(
        sa.select(Inspection.title, Inspection.decision_number)
        .join(Visit, Visit.inspection_id == Inspection.id)
        .join(Body, Visit.body_id == Body.id)
        .where(_other(inspection), Inspection.state != "draft", Visit.kind == "inspection")
        .where(Body.enterprise_of.in_(own))
        .where(Visit.day.between(date(min(years), 1, 1), date(max(years), 12, 31)))
        .distinct()
        .order_by(Inspection.title)
    )
    return [f"{row.title} (quyết định số {row.decision_number})" if row.decision_number else row.title for row in rows]


def same_bodies(session: Session, inspection: Inspection, visits: Sequence[Any], months: int) -> list[Overlap]:
    """Other visits to the bodies of these within so many months, closed ones too."""
    ours = {visit.body_id: (visit, name) for visit, name in visits}
    first = deadlines.month_before(min(visit.day for visit, _name in visits), months)
    last = deadlines.month_after(max(visit.day for visit, _name in visits), months)
    rows = session.scalars(
        sa.select(Visit)
        .options(joinedload(Visit.inspection))
        .join(Inspection, Visit.inspection_id == Inspection.id)
        .where(_other(inspection), Visit.body_id.in_(ours), Visit.day.between(first, last))
        .order_by(Visit.day, Visit.id)
    )
    found = []
    for other in rows:
        mine, name = ours[other.body_id]
        if deadlines.month_before(mine.day, months) <= other.day <= deadlines.month_after(mine.day, months):
            words = f"{name} đã có hoặc sẽ có kiểm tra, khảo sát ngày {format_date(other.day)}"
            sentence = f"{words} ({other.inspection.title}), trong vòng {count_text(months)} tháng."
            found.append(Overlap(f"body:{other.ref}", sentence))
    return found


def same_people(session: Session, inspection: Inspection, members: Sequence[Any], days: Span) -> list[Overlap]:
    """Members who are in another team on overlapping days: to the last visit or allowed day."""
    ours = {one.user_id: one.user for one in members}
    rows = session.execute(
        sa.select(
            Inspection.ref,
            Inspection.title,
            TeamMember.user_id,
            sa.func.min(Visit.day).label("first"),
            sa.func.max(Visit.day).label("last"),
            sa.func.min(Visit.announced_on).label("announced"),
            Inspection.state,
            Inspection.duration_days,
            Inspection.extension_days,
        )
        .join(TeamMember, TeamMember.inspection_id == Inspection.id)
        .join(Visit, Visit.inspection_id == Inspection.id)
        .where(_other(inspection), TeamMember.user_id.in_(ours), TeamMember.left_on.is_(None))
        .where(Inspection.state.in_((*AHEAD, "in_progress", "suspended")))
        .group_by(Inspection.id, TeamMember.user_id)
        .order_by(Inspection.id, TeamMember.user_id)
    )
    met = [row for row in rows if days.meets(_span(row))]
    people: dict[str, list[Any]] = {}
    for row in met:
        people.setdefault(row.ref, []).append(ours[row.user_id])
    return [_of_people(row, _span(row), people.pop(row.ref)) for row in met if row.ref in people]


def _of_people(row: Any, span: Span, people: Sequence[Any]) -> Overlap:
    names = ", ".join(f"{one.title} {one.name}" for one in sorted(people, key=lambda one: one.sort_key))
    days = f"từ ngày {format_date(span.first)} đến ngày {format_date(span.last)}"
    key = ":".join(["people", row.ref, *sorted(one.ref for one in people)])
    return Overlap(key, f"{names} cùng tham gia: {row.title}, {days}.")


def _span(row: Any) -> Span:
    """The days of another inspection; one that has begun may run to the end of its limit, in calendar days."""
    last = row.last
    if row.announced and row.duration_days:
        last = max(last, row.announced + timedelta(days=row.duration_days + row.extension_days - 1))
    return Span(row.first, last)
