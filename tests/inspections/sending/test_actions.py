"""A batch is stored operation by operation on both databases, also while another one is stored."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections import device_clock
from models.checklists import Answer, Operation, VisitItem
from tests.inspections.fieldwork.answering import (
    Place,
    events,
    op_id,
    operations,
    place_of,
    sign_off_everything,
    stored,
)
from tests.inspections.inspecting.cases import everything
from tests.inspections.sending.tablet import Tablet
from tests.support.client import Client


@pytest.fixture
def place(each_app: Flask) -> Place:
    """The visit in progress."""
    return place_of(each_app)


@pytest.fixture
def tablet(each_app: Flask) -> Tablet:
    """The tablet of an inspector of the department."""
    return Tablet(Client(each_app).sign_in("dic.inspector"))


def test_each_operation_of_a_batch_has_its_own_fate(each_app: Flask, place: Place, tablet: Tablet) -> None:
    item, taken = place.items["CL-27"], tablet.op(place.items["CL-26"], "result", text="pass")
    tablet.send(taken)
    batch = [
        tablet.op(item, "finding"),
        tablet.op(item, "result", text="fail"),
        taken | {"item": item},
        tablet.op(item, "note", text="Sổ cũ."),
        tablet.op(item, "result", text="khong_ton_tai"),
        tablet.op(item, "answer2", text="1"),
        tablet.op("zzzzzzzzzz", "result", text="pass"),
        taken,
    ]
    states = ["stored", "stored", "taken", "stored", "aside", "refused", "gone", "repeated"]
    assert tablet.states(*batch) == states
    again = ["repeated", "repeated", "taken", "repeated", "aside", "refused", "gone", "repeated"]
    assert tablet.states(*batch) == again
    values = [("result", "fail"), ("note", "Sổ cũ."), ("result", "khong_ton_tai")]
    assert operations(each_app, place.item("CL-27")) == values
    assert stored(each_app, place.item("CL-27"))[0] == "fail"
    named = [one for row in events(each_app, "answer") for one in row.content["operations"]]
    assert len(named) == len(set(named)) and len(events(each_app, "finding:note")) == 1
    sign_off_everything(each_app, place, "DIC")
    assert tablet.states(tablet.op(item, "result", text="pass")) == ["late"]


def test_items_appear_with_the_number_that_a_batch_wrote(each_app: Flask, place: Place) -> None:
    police = Tablet(Client(each_app).sign_in("police.inspector"))
    with everything(each_app) as session:
        item = session.scalars(sa.select(VisitItem).where(VisitItem.ref == place.items["AN-32"])).one()
        answer = session.scalars(sa.select(Answer).where(Answer.visit_item_id == item.id, Answer.kind == "answer"))
        bases = [one for held in answer for one in held.heads.get("answer1", ())]
    for number, active in (("1", True), ("", False)):
        sent = police.op(place.items["AN-32"], "answer1", *bases, text=number)
        assert police.states(sent) == ["stored"]
        bases = [sent["op_id"]]
        with everything(each_app) as session:
            shown = session.scalars(sa.select(VisitItem.active).where(VisitItem.ref == place.items["AN-34"])).one()
        assert shown is active


def test_two_tablets_that_send_the_same_items_at_once_wait_for_each_other(each_app: Flask, place: Place) -> None:
    refs = [place.items[code] for code in place.items if code.startswith("CL-")]
    tablets = [Tablet(Client(each_app).sign_in(login)) for login in ("dic.inspector", "dic.manager")]
    told: list[list[str]] = []

    def send(tablet: Tablet, order: list[str], text: str) -> None:
        for turn in range(3):
            told.append(tablet.states(*(tablet.op(ref, "note", text=f"{text} {turn}") for ref in order)))

    orders: list[tuple[Any, ...]] = [(tablets[0], refs, "Một"), (tablets[1], refs[::-1], "Hai")]
    threads = [threading.Thread(target=send, args=one) for one in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [["stored"] * len(refs)] * 6
    with everything(each_app) as session:
        devices = [tablet.device for tablet in tablets]
        count = session.scalar(sa.select(sa.func.count(Operation.id)).where(Operation.device.in_(devices)))
    assert count == 6 * len(refs)


def test_a_clock_that_is_a_lifetime_wrong_stops_nothing(each_app: Flask, place: Place, tablet: Tablet) -> None:
    tablet.slow = -timedelta(days=26_000)
    sent = tablet.op(place.items["CL-26"], "result", text="pass")
    assert tablet.states(sent) == ["stored"]
    with everything(each_app) as session:
        row = session.scalars(sa.select(Operation).where(Operation.op_id == sent["op_id"])).one()
        assert row.clock_offset == -device_clock.LARGEST and device_clock.corrected(row) == row.received_at
    assert device_clock.BEYOND in tablet.client.get(place.item("CL-26")).text


def test_work_that_was_carried_to_another_device_keeps_its_own(each_app: Flask, place: Place, tablet: Tablet) -> None:
    sent = tablet.op(place.items["CL-26"], "result", text="pass", device="a" * 32, op_id=op_id())
    assert tablet.states(sent) == ["stored"]
    office = Tablet(tablet.client)
    assert office.states(sent) == ["repeated"], "the device is named by the operation, not by who carries it"
    with everything(each_app) as session:
        row = session.scalars(sa.select(Operation).where(Operation.op_id == sent["op_id"])).one()
        assert (row.device, row.clock_offset) == ("a" * 32, None)
