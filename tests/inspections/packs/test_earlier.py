"""Knows what the page of a body's earlier findings shows, and to whom."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from models.findings import Finding, Remedy
from models.inspections import Visit
from tests.inspections.fieldwork.answering import Place, place_of
from tests.inspections.inspecting.cases import everything, person
from tests.support.client import Client

SignIn = Callable[[str], Client]
LAST = "Bảng niêm yết Danh mục"
"""What the demonstration's last visit at the body found, which is closed."""


@pytest.fixture
def place(app: Flask) -> Place:
    """The visit in progress."""
    return place_of(app)


def visit_before(session: Session, place: Place, days: int) -> Visit:
    """One more visit at the body, so many days before the one that is going on."""
    now = session.scalars(sa.select(Visit).where(Visit.ref == place.visit)).one()
    before = Visit(inspection=now.inspection, body_id=now.body_id, state="closed", day=now.day - timedelta(days=days))
    before.owner, before.audience = now.owner, now.audience
    session.add(before)
    session.flush()
    return before


def found(session: Session, visit: Visit, text: str, **more: Any) -> Finding:
    """One more finding of a visit."""
    given = {"kind": "shortcoming", "state": "confirmed", "owner": "DIC", "audience": "joint", "search_text": text}
    by = person(session, "dic.inspector")
    finding = Finding(visit=visit, text=text, detected_on=visit.day, noted_by=by, **given | more)
    session.add(finding)
    return finding


def test_what_is_still_open_and_all_of_the_last_visit_is_shown(app: Flask, sign_in: SignIn, place: Place) -> None:
    with everything(app) as session:
        long_ago = visit_before(session, place, 3000)
        finding = found(session, long_ago, "Việc cũ chưa xong")
        due = {"requirement": "Sửa", "state": "open", "due_on": date(2099, 5, 4), "owner": "DIC", "audience": "joint"}
        session.add(Remedy(finding=finding, visit=long_ago, **due))
        found(session, long_ago, "Việc cũ đã xong", state="closed")
        found(session, long_ago, "Ưu điểm cũ", kind="good_practice")
    page = sign_in("dic.inspector").get(f"/visits/{place.visit}/earlier")
    assert "Việc cũ chưa xong" in page.text and "Thời hạn 04/05/2099" in page.text
    assert "Việc cũ đã xong" not in page.text and "Ưu điểm cũ" not in page.text
    assert LAST in page.text and "CL-34 Niêm yết công khai" in page.text


def test_neither_what_was_dismissed_nor_what_this_visit_or_a_later_one_found(
    app: Flask, sign_in: SignIn, place: Place
) -> None:
    with everything(app) as session:
        found(session, visit_before(session, place, 1), "Không ghi nhận", state="dismissed")
        found(session, visit_before(session, place, 0), "Cùng ngày, lập sau")
        found(session, visit_before(session, place, -5), "Lần sau")
        found(session, session.scalars(sa.select(Visit).where(Visit.ref == place.visit)).one(), "Lần này")
    text = sign_in("dic.inspector").get(f"/visits/{place.visit}/earlier").text
    assert not [words for words in ("Không ghi nhận", "Cùng ngày", "Lần sau", "Lần này") if words in text]


def test_what_an_agency_keeps_to_itself_it_alone_sees(app: Flask, sign_in: SignIn, place: Place) -> None:
    with everything(app) as session:
        found(session, visit_before(session, place, 1), "Chỉ Công an xem", owner="POLICE", audience="own")
    url = f"/visits/{place.visit}/earlier"
    assert "Chỉ Công an xem" in sign_in("police.inspector").get(url).text
    assert "Chỉ Công an xem" not in sign_in("dic.manager").get(url).text


def test_a_body_without_earlier_visits_is_said_to_have_none(app: Flask, sign_in: SignIn, place: Place) -> None:
    with everything(app) as session:
        first = visit_before(session, place, 5000).ref
    assert "Không có phát hiện trước đây" in sign_in("clerk").get(f"/visits/{first}/earlier").text


def test_the_tablet_and_the_page_of_the_visit_lead_there(sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    for page in (f"/visits/{place.visit}", f"/visits/{place.visit}/fieldwork"):
        assert f"/visits/{place.visit}/earlier" in client.get(page).links()
