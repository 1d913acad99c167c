"""What every table keeps to: who may read it, time in UTC, random references, and an SQLite that loses nothing."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.visible import SYSTEM, see_as, system_session
from models import OPEN_TABLES, Base, Owned, db
from models.base import REF_LENGTH, Instant, begin_write, new_ref
from models.checklists import Answer, VisitItem
from models.directory import User

MODELS = sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda model: model.__name__)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_is_owned_or_open_to_everybody_with_a_reason(model) -> None:
    assert issubclass(model, Owned) != (model.__tablename__ in OPEN_TABLES)


def test_every_open_table_exists_and_has_a_reason() -> None:
    assert set(OPEN_TABLES) <= set(Base.metadata.tables)
    assert all(OPEN_TABLES.values())


@pytest.mark.parametrize("model", [model for model in MODELS if issubclass(model, Owned)], ids=lambda m: m.__name__)
def test_an_owned_row_is_never_more_open_than_any_owned_row_it_belongs_to(model) -> None:
    single = {name for name, one in model.__mapper__.relationships.items() if not one.uselist}
    above = {name for name in single if issubclass(model.__mapper__.relationships[name].mapper.class_, Owned)}
    assert above == set(model.parents)


def own_item(session: Session) -> VisitItem:
    """An item that the police keep to themselves."""
    return session.scalars(sa.select(VisitItem).where(VisitItem.audience == "own")).first()


def test_a_new_child_more_open_than_its_parent_is_refused(system: Session) -> None:
    item = own_item(system)
    system.add(Answer(visit_item=item, visit_id=item.visit_id, owner=item.owner, audience="joint", kind="conclusion"))
    with pytest.raises(ValueError, match="more open"):
        system.flush()
    system.rollback()


def test_a_child_cannot_be_opened_later(system: Session) -> None:
    answer = system.scalars(sa.select(Answer).where(Answer.visit_item_id == own_item(system).id)).first()
    answer.audience = "joint"
    with pytest.raises(ValueError, match="more open"):
        system.flush()
    system.rollback()


def test_a_child_that_another_agency_would_keep_to_itself_is_refused_too(system: Session) -> None:
    item = own_item(system)
    system.add(Answer(visit_item=item, visit_id=item.visit_id, owner="DIC", audience="own", kind="conclusion"))
    with pytest.raises(ValueError, match="more open"):
        system.flush()
    system.rollback()


def test_a_child_may_be_less_open_than_its_parent(system: Session) -> None:
    item = system.scalars(sa.select(VisitItem).where(VisitItem.audience == "joint")).first()
    system.add(Answer(visit_item=item, visit_id=item.visit_id, owner=item.owner, audience="own", kind="conclusion"))
    system.flush()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Instant().process_bind_param(datetime(2026, 11, 23, 8, 0), sa.create_engine("sqlite://").dialect)


def test_an_instant_comes_back_in_utc_from_each_database(each_app: Flask) -> None:
    written = datetime(2026, 11, 23, 8, 42, tzinfo=timezone(timedelta(hours=7)))
    with each_app.app_context(), system_session(db.engine) as session:
        session.add(User(name="Người mới", created_at=written))
    with each_app.app_context(), Session(db.engine) as session:
        read = session.scalar(sa.select(User.created_at).where(User.name == "Người mới"))
    assert read == written
    assert read.tzinfo is UTC


def test_references_are_random_and_without_letters_that_are_mistaken_for_others() -> None:
    refs = {new_ref() for _ in range(1000)}
    assert len(refs) == 1000
    assert {len(ref) for ref in refs} == {REF_LENGTH}
    assert not set("".join(refs)) & set("ilo01")


def test_sqlite_is_set_up_so_that_a_power_cut_loses_nothing(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    full = 2
    assert found == {"journal_mode": "wal", "synchronous": full, "foreign_keys": 1, "busy_timeout": 15000}


def may_write(app: Flask) -> bool:
    """Whether somebody else could take SQLite's write lock at this moment."""
    with closing(sqlite3.connect(f"{app.instance_path}/kt1.db", timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            assert "locked" in str(error)
            return False
        other.execute("ROLLBACK")
        return True


def test_a_writing_session_holds_the_write_lock_from_its_beginning(app: Flask) -> None:
    with app.app_context(), Session(db.engine) as session:
        begin_write(session)
        assert not may_write(app)
        session.rollback()
        assert may_write(app)


def test_a_reading_session_keeps_nobody_from_writing(app: Flask) -> None:
    with app.app_context(), Session(db.engine) as session:
        see_as(session, SYSTEM)
        assert session.scalars(sa.select(VisitItem).limit(1)).first()
        assert may_write(app)
