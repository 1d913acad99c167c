"""Knows which rows each viewer sees, in whatever way he asks, on both databases; knows no page."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload, subqueryload

from inspections.visible import NOBODY, SYSTEM, Viewer, see_as, system_session, viewer_of
from models import OPEN_TABLES, Base, Owned, db
from models.directory import Body, User
from models.events import Event
from models.inspections import Attendee, Inspection, Visit, VisitPart
from tests.support.application import opened, postgres_copy

TITLE = "Cuộc kiểm tra của bài thử"
ROWS = {
    "joint of the department": ("DIC", "joint", None),
    "department's own": ("DIC", "own", None),
    "joint of the police": ("POLICE", "joint", None),
    "police's own": ("POLICE", "own", None),
    "marked for the body": ("DIC", "joint", 1),
    "marked for another body": ("DIC", "joint", 2),
    "own and marked by mistake": ("POLICE", "own", 1),
}
"""Attendees of one visit, by name: owner, audience, for which body."""

JOINT = {name for name, (_owner, audience, _body) in ROWS.items() if audience == "joint"}

SEEN: dict[str, tuple[Viewer | None, set[str]]] = {
    "department": (Viewer("agency", agency="DIC"), JOINT | {"department's own"}),
    "police": (Viewer("agency", agency="POLICE"), JOINT | {"police's own", "own and marked by mistake"}),
    "chairman's office": (Viewer("agency", agency="UBND"), JOINT),
    "body": (Viewer("body", body_id=1), {"marked for the body"}),
    "approver": (Viewer("approver"), set()),
    "auditor": (Viewer("auditor"), set()),
    "nobody": (NOBODY, set()),
    "without a viewer": (None, set()),
    "system": (SYSTEM, set(ROWS)),
}
"""Viewer → the attendees he sees."""


def _plant(session: Session) -> None:
    inspection = Inspection(title=TITLE, issuer="DIC", ground="c", owner="DIC", for_body_id=1)
    visit = Visit(inspection=inspection, body_id=1, day=sa.func.current_date(), owner="DIC", for_body_id=1)
    session.add_all([inspection, visit])
    for name, (owner, audience, body_id) in ROWS.items():
        session.add(Attendee(visit=visit, name=name, owner=owner, audience=audience, for_body_id=body_id))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def planted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on each database with the rows of the table above."""
    folder = tmp_path_factory.mktemp("visible") / "instance"
    if request.param == "sqlite":
        opening = opened(shutil.copytree(request.getfixturevalue("demonstration"), folder))
    else:
        server, template = request.getfixturevalue("postgres"), request.getfixturevalue("postgres_template")
        opening = postgres_copy(server, template, folder)
    with opening as app, app.app_context():
        with system_session(db.engine) as session:
            _plant(session)
        yield app


@pytest.fixture(params=SEEN)
def viewed(planted: Flask, request: pytest.FixtureRequest) -> Iterator[tuple[Session, set[str]]]:
    """A session of each viewer in turn, with the names he may see; what a test changes is rolled back."""
    viewer, expected = SEEN[request.param]
    with Session(db.engine) as session:
        if viewer is not None:
            see_as(session, viewer)
        yield session, expected
        session.rollback()


OURS = Attendee.name.in_(ROWS)
OTHER = aliased(Attendee)


def _through(*options: Any) -> Callable[[Session], set[str]]:
    """The attendees that hang on the visits a viewer sees."""

    def names(session: Session) -> set[str]:
        visits = session.scalars(sa.select(Visit).join(Inspection).where(Inspection.title == TITLE).options(*options))
        return {one.name for visit in visits.unique() for one in visit.attendees}

    return names


def _each(question: Callable[[Session, str], Any]) -> Callable[[Session], set[str]]:
    """The names to which a question about one name is answered yes."""
    return lambda session: {name for name in ROWS if question(session, name)}


def _by_key(session: Session) -> set[str]:
    with Session(db.engine) as everything:
        see_as(everything, SYSTEM)
        keys = everything.scalars(sa.select(Attendee.id).where(OURS)).all()
    return {found.name for key in keys if (found := session.get(Attendee, key))}


def _changed(session: Session) -> set[str]:
    session.execute(sa.update(Attendee).where(OURS).values(position="đã đổi"))
    see_as(session, SYSTEM)
    return set(session.scalars(sa.select(Attendee.name).where(Attendee.position == "đã đổi", OURS)))


def _deleted(session: Session) -> set[str]:
    session.execute(sa.delete(Attendee).where(OURS))
    see_as(session, SYSTEM)
    return set(ROWS) - set(session.scalars(sa.select(Attendee.name).where(OURS)))


def _counted(session: Session) -> set[str]:
    """Names by count alone: a count of one for a name says that it is seen."""
    rows = session.execute(
        sa.select(Attendee.name, sa.func.count(Attendee.id)).where(OURS).group_by(Attendee.name)
    ).all()
    total = session.scalar(sa.select(sa.func.count()).select_from(Attendee).where(OURS))
    assert total == sum(count for _, count in rows)
    return {name for name, _ in rows}


def _names(query: sa.Select[Any]) -> Callable[[Session], set[str]]:
    return lambda session: set(session.scalars(query))


_CTE = sa.select(Attendee.name.label("name")).where(OURS).cte()
_SUBQUERY = sa.select(Attendee.name.label("name")).where(OURS).subquery()
_UNION = sa.union(sa.select(Attendee.name).where(OURS), sa.select(OTHER.name).where(OTHER.name.in_(ROWS))).subquery()
_NUMBERED = sa.func.row_number().over(order_by=OTHER.id)

WAYS: dict[str, Callable[[Session], set[str]]] = {
    "rows": lambda session: {one.name for one in session.scalars(sa.select(Attendee).where(OURS))},
    "columns": _names(sa.select(Attendee.name).where(OURS)),
    "an alias": _names(sa.select(OTHER.name).where(OTHER.name.in_(ROWS))),
    "a join": _names(sa.select(Attendee.name).join(Attendee.visit).where(OURS)),
    "a join to an alias": _names(
        sa.select(OTHER.name).select_from(Visit).join(OTHER, OTHER.visit_id == Visit.id).where(OTHER.name.in_(ROWS))
    ),
    "an outer join": lambda session: (
        set(
            session.scalars(
                sa.select(Attendee.name)
                .select_from(Body)
                .outerjoin(Visit, Visit.body_id == Body.id)
                .outerjoin(Attendee, sa.and_(Attendee.visit_id == Visit.id, OURS))
            )
        )
        - {None}
    ),
    "counts": _counted,
    "a union": _names(sa.select(_UNION.c.name)),
    "a common table expression": _names(sa.select(_CTE.c.name)),
    "a subquery": _names(sa.select(_SUBQUERY.c.name)),
    "a window": lambda session: {
        name for name, _ in session.execute(sa.select(OTHER.name, _NUMBERED).where(OTHER.name.in_(ROWS)))
    },
    "exists": _each(lambda session, name: session.scalar(sa.select(sa.exists().where(Attendee.name == name)))),
    "in": _each(
        lambda session, name: session.scalar(
            sa.select(Visit.id).where(Visit.id.in_(sa.select(Attendee.visit_id).where(Attendee.name == name)))
        )
    ),
    "any": _each(
        lambda session, name: session.scalar(sa.select(Visit.id).where(Visit.attendees.any(Attendee.name == name)))
    ),
    "a scalar subquery": _each(
        lambda session, name: session.scalar(
            sa.select(sa.select(Attendee.id).where(Attendee.name == name).scalar_subquery())
        )
    ),
    "lazy loading": _through(),
    "joined loading": _through(joinedload(Visit.attendees)),
    "select-in loading": _through(selectinload(Visit.attendees)),
    "subquery loading": _through(subqueryload(Visit.attendees)),
    "eager loading over a join": lambda session: {
        one.name
        for visit in session.scalars(
            sa.select(Visit).join(Visit.attendees).where(OURS).options(contains_eager(Visit.attendees))
        ).unique()
        for one in visit.attendees
    },
    "the key": _by_key,
    "an update": _changed,
    "a delete": _deleted,
}
"""Every way in which rows can be asked for or changed."""


@pytest.mark.parametrize("way", WAYS)
def test_a_viewer_meets_exactly_his_rows(viewed: tuple[Session, set[str]], way: str) -> None:
    session, expected = viewed
    assert WAYS[way](session) == expected


def test_a_hidden_visit_is_reached_from_nowhere(planted: Flask) -> None:
    with system_session(db.engine) as session:
        visit = session.scalars(sa.select(Visit).join(Inspection).where(Inspection.title == TITLE)).one()
        part = VisitPart(visit=visit, owner="POLICE", audience="own")
        session.add(part)
        session.flush()
        key, visit_key = part.id, visit.id
    with Session(db.engine) as session:
        see_as(session, Viewer("agency", agency="DIC"))
        assert session.get(VisitPart, key) is None
        assert session.get_one(Visit, visit_key).parts == []


def test_the_auditor_sees_the_whole_log_and_an_agency_its_share(planted: Flask) -> None:
    def seen(viewer: Viewer) -> set[tuple[str, str]]:
        with Session(db.engine) as session:
            see_as(session, viewer)
            return set(map(tuple, session.execute(sa.select(Event.owner, Event.audience))))

    with system_session(db.engine) as session:
        for number, (owner, audience) in enumerate(
            [("DIC", "own"), ("POLICE", "own"), ("POLICE", "joint"), (None, "own")]
        ):
            values = {name: f"{name}{number}" for name in ("actor", "action", "content_hash", "prev_hash", "hash")}
            at = sa.func.current_timestamp()
            session.add(Event(number=10_000 + number, at=at, owner=owner, audience=audience, content={}, **values))
    everything = seen(SYSTEM)
    assert {("DIC", "own"), ("POLICE", "own"), ("POLICE", "joint"), (None, "own")} <= everything
    assert seen(Viewer("auditor")) == everything
    assert seen(Viewer("agency", agency="DIC")) == {one for one in everything if "joint" in one or one[0] == "DIC"}
    assert not seen(NOBODY) | seen(Viewer("body", body_id=1))


def test_every_table_is_owned_or_open_for_a_reason() -> None:
    owned = {mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, Owned)}
    assert owned | set(OPEN_TABLES) == {table.name for table in Base.metadata.sorted_tables}
    assert not owned & set(OPEN_TABLES) and all(OPEN_TABLES.values())


@pytest.mark.parametrize(("audience", "owner"), [("joint", "POLICE"), ("own", "DIC")])
def test_a_row_is_never_more_open_than_what_it_belongs_to(planted: Flask, audience: str, owner: str) -> None:
    with Session(db.engine) as session:
        see_as(session, SYSTEM)
        inspection = Inspection(title="Kín", issuer="UBND", ground="a", owner="POLICE", audience="own")
        visit = Visit(inspection=inspection, body_id=1, day=sa.func.current_date(), owner=owner, audience=audience)
        session.add(visit)
        with pytest.raises(ValueError, match="more open than its inspection"):
            session.flush()


@pytest.mark.parametrize(
    ("role", "agency", "body_id", "viewer"),
    [
        ("inspector", "DIC", None, Viewer("agency", agency="DIC")),
        ("manager", "POLICE", None, Viewer("agency", agency="POLICE")),
        ("clerk", "DIC", None, Viewer("agency", agency="DIC")),
        ("inspector", None, None, NOBODY),
        ("approver", "UBND", None, Viewer("approver")),
        ("administrator", "DIC", None, NOBODY),
        ("auditor", "DIC", None, Viewer("auditor")),
        ("body", None, 7, Viewer("body", body_id=7)),
        ("body", None, None, NOBODY),
        (None, "DIC", None, NOBODY),
    ],
)
def test_a_person_is_a_viewer(role: str | None, agency: str | None, body_id: int | None, viewer: Viewer) -> None:
    assert viewer_of(User(role=role, agency_code=agency, body_id=body_id)) == viewer
