"""The log is one unbroken chain whoever writes at the same moment, and tells of every row that was tampered with."""

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.event_log import Entry, Verdict
from inspections.visible import system_session
from models import db
from models.events import Event
from models.inspections import Inspection

FORGED = {
    "ref": "forged1234",
    "at": "2020-01-01 00:00:00",
    "actor_id": 2,
    "actor": "Người khác",
    "action": "forged",
    "outcome": "refused",
    "subject": "Forged",
    "subject_ref": "forged1234",
    "content": '{"visits": 99}',
    "content_hash": hashlib.sha256(b"forged").hexdigest(),
    "number": 99,
    "prev_hash": hashlib.sha256(b"forged").hexdigest(),
    "hash": hashlib.sha256(b"forged").hexdigest(),
    "owner": "UBND",
    "audience": "own",
    "for_body_id": 1,
}
"""Column → what a forger writes into it."""
WRITERS, EACH = 20, 5


def key(app: Flask) -> bytes:
    """The key of this application's log."""
    return app.config["LOG_KEY"].encode()


def verified(app: Flask, anchor: tuple[int, str] | None = None) -> Verdict:
    """What a check of the log finds."""
    with app.app_context(), system_session(db.engine) as session:
        return event_log.verify(session, key(app), anchor)


def write(app: Flask, *entries: Entry) -> None:
    """Appends entries in a transaction of their own."""
    with app.app_context(), system_session(db.engine) as session:
        event_log.append(session, key(app), entries)


def entry(number: int = 0) -> Entry:
    """Something that happened."""
    return Entry("test", None, "Người thử", "DIC", content={"lần": number})


GUARDS = {
    "sqlite": ["DROP TRIGGER event_unchanged", "DROP TRIGGER event_undeleted"],
    "postgresql": ["ALTER TABLE event DISABLE TRIGGER USER"],
}
"""How the triggers are taken away, without which SQL changes nothing in the log."""


def tamper(app: Flask, statement: str = "SELECT 1", *rows: dict[str, object]) -> None:
    """Takes the triggers away and changes the log with SQL, behind the application's back."""
    with app.app_context(), db.engine.begin() as connection:
        for words in GUARDS[connection.dialect.name]:
            connection.exec_driver_sql(words)
        connection.execute(sa.text(statement), rows or None)


def test_the_log_of_the_demonstration_is_whole(each_app: Flask) -> None:
    verdict = verified(each_app)
    assert verdict.faults == ()
    assert verdict.rows > 0


def test_every_column_that_says_what_happened_is_chained() -> None:
    assert {column.name for column in Event.__table__.columns} - {"id"} == FORGED.keys()


def test_a_row_changed_in_any_column_is_named(each_app: Flask) -> None:
    tamper(each_app)
    named = set()
    with each_app.app_context(), system_session(db.engine) as session:
        for column, value in FORGED.items():
            change = session.begin_nested()
            session.execute(sa.text(f"UPDATE event SET {column} = :value WHERE number = 3"), {"value": value})  # noqa: S608
            session.expire_all()
            if any(re.search(r"[Dd]òng 3\b", fault) for fault in event_log.verify(session, key(each_app)).faults):
                named.add(column)
            change.rollback()
    assert named == FORGED.keys()


def test_a_row_removed_from_the_middle_is_named(each_app: Flask) -> None:
    tamper(each_app, "DELETE FROM event WHERE number = 3")
    assert any("Thiếu dòng 3 đến 3" in fault for fault in verified(each_app).faults)


def test_a_log_cut_off_at_its_end_is_found_with_what_was_printed_on_paper(each_app: Flask) -> None:
    whole = verified(each_app)
    printed = (whole.rows, whole.head)
    tamper(each_app, "DELETE FROM event WHERE number >= 5")
    assert verified(each_app).faults == ()
    assert any(f"Không có dòng {whole.rows}" in fault for fault in verified(each_app, printed).faults)


def test_what_was_printed_on_paper_holds_while_the_log_grows(each_app: Flask) -> None:
    whole = verified(each_app)
    write(each_app, entry())
    assert verified(each_app, (whole.rows, whole.head)).faults == ()


def test_an_end_worked_out_anew_without_the_key_is_found(each_app: Flask) -> None:
    with each_app.app_context(), system_session(db.engine) as session:
        rows = session.scalars(sa.select(Event).where(Event.number >= 3).order_by(Event.number)).all()
        previous, forged = rows[0].prev_hash, []
        for row in rows:
            body = {name: getattr(row, name) for name in event_log.CHAINED} | {"actor": "Người khác"}
            new = {"number": row.number, "prev": previous, "new": event_log.link(b"no", row.number, previous, body)}
            forged.append(new)
            previous = new["new"]
    statement = "UPDATE event SET actor = 'Người khác', prev_hash = :prev, hash = :new WHERE number = :number"
    tamper(each_app, statement, *forged)
    faults = verified(each_app).faults
    assert [fault.split(":")[0] for fault in faults] == [f"Dòng {new['number']}" for new in forged]


def test_writers_at_the_same_moment_make_one_unbroken_chain(each_app: Flask) -> None:
    before = verified(each_app).rows

    def work(writer: int) -> None:
        for number in range(EACH):
            write(each_app, entry(writer * EACH + number))

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    verdict = verified(each_app)
    assert verdict.faults == ()
    assert verdict.rows == before + WRITERS * EACH


def test_several_entries_of_one_transaction_are_chained_in_their_order(each_app: Flask) -> None:
    before = verified(each_app).rows
    write(each_app, entry(1), entry(2), entry(3))
    with each_app.app_context(), system_session(db.engine) as session:
        rows = session.scalars(sa.select(Event).where(Event.number > before).order_by(Event.number)).all()
        assert [row.content["lần"] for row in rows] == [1, 2, 3]
    assert verified(each_app).faults == ()


def test_a_transaction_that_is_rolled_back_leaves_no_gap(each_app: Flask) -> None:
    before = verified(each_app).rows
    with each_app.app_context(), pytest.raises(ZeroDivisionError), system_session(db.engine) as session:
        event_log.append(session, key(each_app), [entry()])
        raise ZeroDivisionError
    write(each_app, entry())
    verdict = verified(each_app)
    assert verdict.faults == ()
    assert verdict.rows == before + 1


def test_nothing_is_written_for_no_entries(app: Flask) -> None:
    before = verified(app)
    write(app)
    assert verified(app) == before


PERSON = SimpleNamespace(id=1, name="Lê Minh Khôi", agency_code="DIC")


def test_a_row_about_a_record_is_read_by_those_who_may_read_the_record(system: Session) -> None:
    inspection = system.scalars(sa.select(Inspection)).first()
    event_log.record(system, PERSON, "test", inspection, state="decided")
    [queued] = system.info.pop("events")
    assert (queued.owner, queued.audience) == (inspection.owner, inspection.audience)
    assert (queued.subject, queued.subject_ref) == ("Inspection", inspection.ref)
    assert queued.content == {"state": "decided"}


def test_what_is_an_agencys_own_about_a_joint_record_is_read_by_that_agency(system: Session) -> None:
    about = Inspection(owner="POLICE", audience="joint", ref="abcdefghjk")
    event_log.record_own(system, PERSON, "look", about)
    [queued] = system.info.pop("events")
    assert (queued.owner, queued.audience) == ("DIC", "own")
    assert (queued.subject, queued.subject_ref) == ("Inspection", about.ref)


def test_what_is_refused_for_itself_leaves_no_row_and_the_rest_stays(system: Session) -> None:
    event_log.record(system, PERSON, "first")
    with pytest.raises(ValueError, match="no"), event_log.savepoint(system):
        event_log.record(system, PERSON, "second")
        raise ValueError("no")
    with event_log.savepoint(system):
        event_log.record(system, PERSON, "third")
    assert [one.action for one in system.info.pop("events")] == ["first", "third"]


def test_a_row_about_nothing_owned_is_read_by_the_agency_of_whoever_did_it(system: Session) -> None:
    event_log.record(system, PERSON, "sign_out")
    [queued] = system.info.pop("events")
    assert (queued.owner, queued.audience, queued.subject) == ("DIC", "own", "")


def test_a_refusal_waits_apart_from_what_was_done(system: Session) -> None:
    event_log.refuse(system, entry())
    assert "events" not in system.info
    [queued] = system.info.pop("refusals")
    assert queued.outcome == "refused"


def test_the_head_of_an_empty_log_is_the_genesis(each_app: Flask) -> None:
    tamper(each_app, "DELETE FROM event")
    with each_app.app_context(), system_session(db.engine) as session:
        assert event_log.head(session) == (0, event_log.GENESIS)


def test_equal_contents_have_one_digest_whatever_the_order_of_their_keys() -> None:
    assert event_log.digest({"a": 1, "ă": [2]}) == event_log.digest({"ă": [2], "a": 1})
    assert event_log.digest({"a": 1}) != event_log.digest({"a": "1"})
