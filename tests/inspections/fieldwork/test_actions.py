"""Every change is an operation and the answer follows from all of them, on both databases, whoever writes."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.fieldwork import actions, queries
from inspections.fieldwork.actions import OperationTaken, Write
from models.checklists import Answer, Operation, VisitItem
from tests.inspections.fieldwork.answering import Place, op_id, place_of, sign_off_everything, the_item
from tests.inspections.inspecting.cases import everything, person, seen_by


@pytest.fixture
def place(each_app: Flask) -> Place:
    """The visit in progress."""
    return place_of(each_app)


@pytest.fixture
def dic(each_app: Flask, place: Place) -> Iterator[Session]:
    """A session of the department."""
    with seen_by(each_app, "DIC") as session:
        yield session


def answer(session: Session, item: VisitItem, owner: str = "DIC", kind: str = "answer") -> Any:
    """What the operations of a slot came to."""
    return session.scalars(
        sa.select(Answer).where(Answer.visit_item_id == item.id, Answer.owner == owner, Answer.kind == kind)
    ).one_or_none()


def put(session: Session, item: VisitItem, part: str, value: Any, *bases: str, by: str = "dic.inspector") -> str:
    """One operation; its op_id."""
    written = Write(op_id(), part, value, bases)
    actions.write(session, item, person(session, by), [written])
    return written.op_id


def test_the_answer_is_what_the_operations_say(dic: Session, place: Place) -> None:
    item = the_item(dic, place, "CL-12")
    sample = {"seen": 30, "passed": 30, "failed": 0, "excluded": 0}
    first = put(dic, item, "answer1", sample)
    second = put(dic, item, "result", "pass")
    found = answer(dic, item)
    assert (found.state, found.values) == ("pass", {"answer1": sample, "result": "pass"})
    assert found.heads == {"answer1": [first], "result": [second]}
    assert (found.version, found.updated_by_id) == (2, person(dic, "dic.inspector").id)


def test_the_verdict_follows_the_standard_of_the_visits_day(dic: Session, place: Place) -> None:
    item = the_item(dic, place, "CL-14")
    few = put(dic, item, "answer1", "1")
    assert answer(dic, item).state == "fail"
    put(dic, item, "answer1", "2", few)
    assert answer(dic, item).state == "pass"


def test_a_repetition_is_harmless_and_counts_nothing(dic: Session, place: Place) -> None:
    item, by = the_item(dic, place, "CL-26"), person(dic, "dic.inspector")
    written = Write(op_id(), "result", "pass")
    assert len(actions.write(dic, item, by, [written, written])) == 1
    assert actions.write(dic, item, by, [written]) == []
    assert answer(dic, item).version == 1


CHANGES = [{"value": "fail"}, {"bases": ("some-base-1",)}, {"device": "another"}, {"counter": 7}, {"part": "reason"}]


@pytest.mark.parametrize("change", CHANGES, ids=[next(iter(change)) for change in CHANGES])
def test_the_same_number_with_another_content_is_refused(dic: Session, place: Place, change: dict[str, Any]) -> None:
    item, by = the_item(dic, place, "CL-26"), person(dic, "dic.inspector")
    same = {"op_id": op_id(), "part": "result", "value": "pass"}
    actions.write(dic, item, by, [Write(**same)])
    with pytest.raises(OperationTaken) as refused:
        actions.write(dic, item, by, [Write(**same | change)])
    assert refused.value.status == 409


def test_the_same_number_of_another_person_is_refused(dic: Session, place: Place) -> None:
    item, written = the_item(dic, place, "CL-26"), Write(op_id(), "result", "pass")
    actions.write(dic, item, person(dic, "dic.inspector"), [written])
    with pytest.raises(OperationTaken):
        actions.write(dic, item, person(dic, "dic.manager"), [written])


def test_a_number_taken_by_another_item_undoes_its_savepoint_alone(dic: Session, place: Place) -> None:
    by, written = person(dic, "dic.inspector"), Write(op_id(), "result", "pass")
    first, second = the_item(dic, place, "CL-26"), the_item(dic, place, "CL-27")
    actions.write(dic, first, by, [written])
    with pytest.raises(OperationTaken), dic.begin_nested():
        actions.write(dic, second, by, [written, Write(op_id(), "note", "Ghi thêm.")])
    assert answer(dic, first).state == "pass"
    assert queries.operations(dic, second) == [] and answer(dic, second, kind="note") is None


def test_different_heads_are_a_conflict_until_one_operation_names_them_all(dic: Session, place: Place) -> None:
    item = the_item(dic, place, "CL-26")
    one, other = put(dic, item, "result", "pass"), put(dic, item, "result", "fail", by="dic.manager")
    found = answer(dic, item)
    assert (found.state, found.values) == ("conflict", {}) and set(found.heads["result"]) == {one, other}
    [settled] = actions.settle(dic, item, person(dic, "dic.manager"), other, " Đã xem lại. ")
    assert set(settled.bases) == {one, other} and settled.reason == "Đã xem lại."
    assert (found.state, found.values) == ("fail", {"result": "fail"})


def test_an_unknown_option_is_kept_aside_and_the_answer_stays(dic: Session, place: Place) -> None:
    item = the_item(dic, place, "CL-26")
    first = put(dic, item, "result", "pass")
    put(dic, item, "result", "no_such_option", first)
    assert answer(dic, item).values == {"result": "pass"}
    assert [row.aside for row in queries.operations(dic, item)] == [False, True]


def test_what_changes_nothing_is_no_change_of_the_answer(each_app: Flask, place: Place) -> None:
    sign_off_everything(each_app, place, "DIC")
    with seen_by(each_app, "DIC") as session:
        item = the_item(session, place, "CL-01")
        found = answer(session, item)
        assert found
        before = (found.version, found.updated_at, found.values, found.state)
        put(session, item, "result", "fail", *found.heads["result"])
        assert (found.version, found.updated_at, found.values, found.state) == before
        assert [row.late for row in queries.operations(session, item)] == [False, True]


def test_an_own_item_keeps_everything_of_it_to_its_agency(each_app: Flask, place: Place) -> None:
    with everything(each_app) as session:
        session.execute(sa.update(VisitItem).where(VisitItem.ref == place.items["AN-03"]).values(audience="own"))
        session.execute(
            sa.update(Answer).where(Answer.visit_item_id == the_item(session, place, "AN-03").id).values(audience="own")
        )
    with seen_by(each_app, "POLICE") as session:
        item, by = the_item(session, place, "AN-03"), person(session, "police.inspector")
        written = [put(session, item, "result", "fail", by=by.login), put(session, item, "note", "Sơ hở.", by=by.login)]
        with pytest.raises(RuleBroken, match="không mở riêng được"):
            actions.set_note_audience(session, item, by, "joint")
        assert {row.audience for row in queries.operations(session, item)} == {"own"}
        assert {entry.audience for entry in session.info["events"]} == {"own"}
    with seen_by(each_app, "DIC") as session:
        assert session.scalars(sa.select(VisitItem).where(VisitItem.ref == place.items["AN-03"])).all() == []
        assert not session.scalars(sa.select(Operation).where(Operation.op_id.in_(written))).all()


def test_a_note_is_logged_apart_from_the_result_it_explains(each_app: Flask, place: Place) -> None:
    with seen_by(each_app, "POLICE") as session:
        item, by = the_item(session, place, "AN-03"), person(session, "police.inspector")
        actions.write(session, item, by, [Write("tablet-1", "result", "fail"), Write("tablet-2", "note", "Sơ hở.")])
        logged = {entry.audience: entry.content for entry in session.info["events"]}
    assert logged["joint"]["operations"] == ["tablet-1"] and logged["own"]["operations"] == ["tablet-2"]


def test_opening_a_note_takes_its_operations_along_on_both_databases(each_app: Flask, place: Place) -> None:
    with seen_by(each_app, "POLICE") as session:
        item, by = the_item(session, place, "AN-03"), person(session, "police.inspector")
        put(session, item, "note", "Sơ hở.", by="police.inspector")
        actions.set_note_audience(session, item, by, "joint")
    with seen_by(each_app, "DIC") as session:
        assert [row.value for row in queries.operations(session, the_item(session, place, "AN-03"))] == ["Sơ hở."]
    with seen_by(each_app, "POLICE") as session:
        item, by = the_item(session, place, "AN-03"), person(session, "police.inspector")
        actions.set_note_audience(session, item, by, "own")
    with seen_by(each_app, "DIC") as session:
        assert queries.operations(session, the_item(session, place, "AN-03")) == []


def test_nothing_is_written_before_the_visit_is_announced(each_app: Flask) -> None:
    planned = place_of(each_app, "ub-tra-vinh", "planned")
    with seen_by(each_app, "DIC") as session, pytest.raises(RuleBroken, match="Chưa công bố"):
        put(session, the_item(session, planned, "SD-01"), "result", "pass")


def test_items_appear_and_vanish_with_the_number_they_depend_on(each_app: Flask, place: Place) -> None:
    with seen_by(each_app, "POLICE") as session:
        asks, hangs = the_item(session, place, "AN-32"), the_item(session, place, "AN-34")
        seen = put(
            session, asks, "answer1", "1", *answer(session, asks, "POLICE").heads["answer1"], by="police.manager"
        )
        assert hangs.active
        put(session, asks, "answer1", None, seen, by="police.manager")
        assert not hangs.active


def test_every_operation_is_in_the_history_with_its_author(dic: Session, place: Place) -> None:
    item = the_item(dic, place, "CL-26")
    one = put(dic, item, "result", "pass")
    put(dic, item, "result", None, one, by="dic.manager")
    rows = [(row.value, row.cleared, row.by.login) for row in queries.history(dic, item)]
    assert rows == [(None, True, "dic.manager"), ("pass", False, "dic.inspector")]
