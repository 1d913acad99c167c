"""Beside an item stands what the body's last visit said and what is still open, as far as the reader may see it."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from models.base import new_ref
from models.checklists import Answer, VisitItem
from models.findings import Finding, FindingItem, Remedy
from models.inspections import Visit
from tests.inspections.fieldwork.answering import BODY, Place
from tests.inspections.inspecting.cases import everything, person
from tests.support.client import Client, Page, counted, words_of

CODE = "CL-26"
NOTE = "Bốn phiếu chưa cập nhật trạng thái phát, đơn vị giải trình do mất kết nối, đã yêu cầu bổ sung trong tuần."


@pytest.fixture
def before(app: Flask) -> str:
    """The reference of the item at the visit before: failed, with a note, a finding and a requirement of the police's
    as well as of the department's."""
    with everything(app) as session:
        here = session.scalars(sa.select(Visit).join(Visit.body).where(Visit.state == "announced", body_is(BODY))).one()
        past = session.scalars(
            sa.select(Visit).where(Visit.body_id == here.body_id, Visit.day < here.day).order_by(Visit.day.desc())
        ).first()
        assert past is not None
        item = session.scalars(sa.select(VisitItem).where(VisitItem.visit_id == past.id, VisitItem.code == CODE)).one()
        answers = session.scalars(sa.select(Answer).where(Answer.visit_item_id == item.id)).all()
        for answer in answers:
            answer.state = "fail" if answer.kind == "answer" else answer.state
        for note in [one for one in answers if one.kind == "note"]:
            session.delete(note)
        session.flush()
        kept = {"visit_item": item, "visit_id": past.id, "heads": {}, "version": 1, "state": "recorded"}
        session.add(Answer(**kept, kind="note", values={"note": NOTE}, owner="DIC", audience="joint"))
        for owner, audience in (("DIC", "joint"), ("POLICE", "own")):
            add_finding(session, past, item, owner, audience)
        return item.ref


def body_is(key: str) -> Any:
    """That a visit is to this body."""
    return Visit.body.has(key=key)


def add_finding(session: Any, visit: Visit, item: VisitItem, owner: str, audience: str) -> None:
    """A shortcoming that is being put right, with what is required."""
    whose = {"owner": owner, "audience": audience}
    by = person(session, "dic.inspector" if owner == "DIC" else "police.inspector")
    finding = Finding(visit=visit, kind="shortcoming", text=owner, detected_on=visit.day, noted_by=by, **whose)
    finding.ref, finding.state = new_ref(), "remedying"
    remedy = Remedy(visit=visit, finding=finding, requirement=owner, due_on=visit.day, state="in_progress", **whose)
    session.add_all([finding, FindingItem(finding=finding, visit_item=item, **whose), remedy])


def beside(page: Page, ref: str) -> str:
    """What a card says of earlier visits."""
    [card] = page.all("article", id=f"item-{ref}")
    return " ".join(words_of(one) for one in card.iter("div") if one.get("class") == "item-before")


def test_the_last_answer_and_what_is_open_stand_beside_the_item(place: Place, dic: Client, before: str) -> None:
    for url in (place.section("A4"), place.item(CODE)):
        page = dic.get(url)
        words = beside(page, place.items[CODE])
        assert "Lần trước, " in words and "Chưa đạt" in words
        assert "Bốn phiếu chưa cập nhật" in words and "trong tuần" not in words
        assert "Tồn tại, hạn chế" in words and "Đang khắc phục" in words and "hạn " in words
        assert f"/items/{before}" in page.links()


def test_what_the_police_keep_to_themselves_shows_to_them_alone(
    place: Place, dic: Client, sign_in: Any, before: str
) -> None:
    assert beside(dic.get(place.section("A4")), place.items[CODE]).count("Còn mở") == 1
    police = sign_in("police.inspector").get(place.section("A4"))
    assert beside(police, place.items[CODE]).count("Còn mở") == 2


def test_an_answer_that_is_the_polices_own_does_not_stand_beside_the_departments_item(
    app: Flask, place: Place, dic: Client, sign_in: Any, before: str
) -> None:
    with everything(app) as session:
        item = sa.select(VisitItem.id).where(VisitItem.ref == before).scalar_subquery()
        own = sa.update(Answer).where(Answer.visit_item_id == item).values(owner="POLICE", audience="own")
        session.execute(own)
    section = place.section("A4")
    assert "Bốn phiếu" in beside(sign_in("police.inspector").get(section), place.items[CODE])
    assert "Lần trước" not in beside(dic.get(section), place.items[CODE])


def test_it_costs_the_same_however_many_visits_and_findings_there_are(
    app: Flask, place: Place, dic: Client, before: str
) -> None:
    def cost() -> int:
        with counted(app) as statements:
            dic.get(place.section("A4"))
        return len(statements)

    cost()
    first = cost()
    with everything(app) as session:
        here = session.scalars(sa.select(Visit).where(Visit.ref == place.visit)).one()
        item = session.scalars(sa.select(VisitItem).where(VisitItem.ref == before)).one()
        for _ in range(9):
            whose = {"owner": "DIC", "audience": "joint", "state": "closed", "day": here.day}
            session.add(Visit(inspection_id=here.inspection_id, body_id=here.body_id, ref=new_ref(), **whose))
            add_finding(session, item.visit, item, "DIC", "joint")
    assert cost() == first
    assert beside(dic.get(place.section("A4")), place.items[CODE]).count("Còn mở") == 10
