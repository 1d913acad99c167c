"""Reads agencies, bodies and settings with the names they had on a day, and any list a page at a time by its key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from inspections.directory.rules import is_ref, words
from inspections.vietnamese import QUARTERS
from inspections.working_days import Calendar
from models.directory import AgencyName, Body, BodyName, CalendarDay, Setting
from models.inspections import Visit

PAGE_SIZE = 20
Rows = sa.Select[*tuple[Any, ...]]
Turn = tuple[str, str]
"""("after" or "before", the public reference of a row): which page of a list; an empty reference is the first page."""


def agency_names(session: Session, on: date, short: bool = False) -> dict[str, str]:
    """Every agency's name on a day, by code."""
    held = [row for row in _agency_names(session) if row.valid_from <= on <= row.valid_to]
    return {row.agency_code: row.short_name if short else row.name for row in held}


def _agency_names(session: Session) -> Sequence[Any]:
    """Every name that an agency ever had; a page asks for those of several days, so they are read once in a session."""
    if "agency_names" not in session.info:
        columns = (AgencyName.agency_code, AgencyName.name, AgencyName.short_name)
        rows = session.execute(sa.select(*columns, AgencyName.valid_from, AgencyName.valid_to))
        session.info["agency_names"] = rows.all()
    found: Sequence[Any] = session.info["agency_names"]
    return found


def agency_name(session: Session, code: str, on: date) -> str:
    """One agency's name on a day; its code if it had none."""
    return agency_names(session, on).get(code, code)


_BODY_NAMES = sa.select(BodyName.body_id, BodyName.name).where(
    BodyName.body_id.in_(sa.bindparam("bodies", expanding=True)),
    BodyName.valid_from <= sa.bindparam("on"),
    BodyName.valid_to >= sa.bindparam("on"),
)


def body_names(session: Session, body_ids: Iterable[int], on: date) -> dict[int, str]:
    """The names of these bodies on a day, by key."""
    rows = session.execute(_BODY_NAMES, {"bodies": list(body_ids), "on": on})
    return {row[0]: row[1] for row in rows}


def setting(session: Session, key: str, on: date) -> Any:
    """The value of a setting on a day, or None."""
    return session.scalar(
        sa.select(Setting.value)
        .where(Setting.key == key, Setting.valid_from <= on)
        .order_by(Setting.valid_from.desc())
        .limit(1)
    )


def settings(session: Session, keys: Iterable[str], on: date) -> dict[str, Any]:
    """The values of several settings on a day, by key; what is not set is left out."""
    rows = session.execute(
        sa.select(Setting.key, Setting.value)
        .where(Setting.key.in_(set(keys)), Setting.valid_from <= on)
        .order_by(Setting.valid_from)
    )
    return {row.key: row.value for row in rows}


def calendar(session: Session) -> Calendar:
    """Holidays and swapped working days."""
    rows = session.execute(sa.select(CalendarDay.day, CalendarDay.works)).all()
    return Calendar(
        holidays=frozenset(row.day for row in rows if not row.works),
        swapped_working_days=frozenset(row.day for row in rows if row.works),
    )


@dataclass(frozen=True)
class Page:
    """A page of a list that is read by key; ``before`` and ``after`` are the references its neighbours are asked by."""

    rows: Sequence[Any]
    before: str | None = None
    after: str | None = None


def page_of(
    session: Session,
    query: Rows,
    model: Any,
    order: Sequence[Any],
    turn: Turn,
    *,
    falling: bool = False,
    frame: Rows | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """A page of ``query`` by the columns of ``order``, all rising or all ``falling``, next to the row ``turn`` names.

    A row is a tuple that has ``ref``, or whose first element has. A reference that is unknown or not visible gives the
    first page. ``frame`` is the query that nothing narrows, where the order needs more tables than that of the row.
    """
    direction, ref = turn
    keys = sa.select(*order) if frame is None else frame.with_only_columns(*order, maintain_column_froms=True)
    key = session.execute(keys.where(model.ref == ref)).first() if ref else None
    backwards = key is not None and direction == "before"
    down = falling != backwards
    if key is not None:
        row, edge = sa.tuple_(*order), sa.tuple_(*(sa.literal(v, c.type) for v, c in zip(key, order, strict=True)))
        query = query.where(row < edge if down else row > edge)
    found = session.execute(query.order_by(*(c.desc() if down else c.asc() for c in order)).limit(size + 1)).all()
    more, rows = len(found) > size, found[:size]
    if backwards:
        return _page(rows[::-1], before=more, after=True)
    return _page(rows, before=key is not None, after=more)


def _page(rows: Sequence[Any], before: bool, after: bool) -> Page:
    refs = [row.ref if hasattr(row, "ref") else row[0].ref for row in rows]
    return Page(rows, refs[0] if refs and before else None, refs[-1] if refs and after else None)


def name_on(body_id: Any, day: Any) -> Any:
    """The name that the body with this key bore on a day, as a column; before its first name, that one.

    Key and day may be columns of the query that this stands in, so that a list needs one query for all its names.
    """
    name = aliased(BodyName)
    held = sa.select(name.name).where(name.body_id == body_id)
    latest = held.where(name.valid_from <= day).order_by(name.valid_from.desc()).limit(1).scalar_subquery()
    return sa.func.coalesce(latest, held.order_by(name.valid_from).limit(1).scalar_subquery())


def agency_name_on(code: Any, day: Any) -> Any:
    """The name that the agency with this code bore on a day, as a column; its code if it had none."""
    name = aliased(AgencyName)
    held = sa.select(name.name).where(name.agency_code == code, name.valid_from <= day, name.valid_to >= day)
    return sa.func.coalesce(held.limit(1).scalar_subquery(), code)


def matching(query: Rows, column: Any, text: str) -> Rows:
    """The query narrowed to the rows whose folded ``column`` has every word of the text, whatever its marks."""
    return query.where(*(column.contains(word, autoescape=True) for word in words(text)))


def quarter_of(day: Any) -> Any:
    """The quarter, 1 to 4, of a column of days, as a column."""
    month = sa.extract("month", day)
    return sa.case(*((month <= 3 * quarter, quarter) for quarter in QUARTERS))


def when_and_where(asked: Mapping[str, Any], day: Any, body_id: Any) -> list[Any]:
    """The conditions of a ``quarter`` of this day, of a ``commune`` and of a ``body`` (its reference), as far as asked.

    By them the overview counts and every list is narrowed; what is no quarter narrows nothing.
    """
    found = []
    if (quarter := asked.get("quarter", "")) and quarter in [str(number) for number in QUARTERS]:
        found.append(quarter_of(day) == int(quarter))
    if commune := asked.get("commune"):
        found.append(body_id.in_(sa.select(Body.id).where(Body.commune == commune)))
    if body := asked.get("body"):
        found.append(body_id == sa.select(Body.id).where(Body.ref == body).scalar_subquery())
    return found


def visited(session: Session, today: date) -> Sequence[Any]:
    """(ref, name, commune) of every body with a visit that the viewer may see, in the order of the alphabet."""
    query = sa.select(Body.ref, name_on(Body.id, today).label("name"), Body.commune)
    return session.execute(query.where(Body.id.in_(sa.select(Visit.body_id))).order_by(Body.sort_key, Body.id)).all()


def asked_body(session: Session, ref: str, today: date) -> dict[str, str]:
    """Reference → name of the body that a list is asked for; nothing where it is asked for none."""
    rows = session.execute(sa.select(Body.ref, name_on(Body.id, today)).where(Body.ref == ref)) if is_ref(ref) else ()
    return {row[0]: row[1] for row in rows}


FILTERS = {"kind": Body.kind, "group": Body.group_name, "level": Body.level}
"""By what the list of bodies may be narrowed, beside its search."""


def groups(session: Session) -> Sequence[str]:
    """The groups that bodies belong to, each once."""
    return session.scalars(sa.select(Body.group_name).distinct().order_by(Body.group_name)).all()


def visits_of(session: Session, body: Body) -> Sequence[Visit]:
    """The visits of a body that the viewer may see, newest first, each with its inspection."""
    return session.scalars(
        sa.select(Visit)
        .options(joinedload(Visit.inspection))
        .where(Visit.body_id == body.id)
        .order_by(Visit.day.desc(), Visit.id.desc())
    ).all()
