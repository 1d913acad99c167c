"""Knows that a view receives its record through the guard or not at all, by routes planted here."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.guard import may_visit, needs
from inspections.permissions import Permission
from inspections.visible import system_session
from models import db
from models.checklists import VisitItem
from models.events import Event
from models.inspections import Visit
from tests.support.client import Client, quiet

UNKNOWN = "zzzzzzzzzz"


@pytest.fixture
def planted(own_app: Flask) -> Flask:
    """The application with a page of an item that says its code."""

    @needs(Permission.ITEM_ANSWER, VisitItem)
    def item(record: VisitItem) -> str:
        return f"<p>Nội dung {record.code}</p>"

    own_app.add_url_rule("/planted/<ref:ref>", "planted", item, methods=["GET", "POST"])
    return own_app


def ref_of(app: Flask, *conditions: object) -> str:
    """The reference of an item of the visit in progress."""
    with app.app_context(), system_session(db.engine) as session:
        query = sa.select(VisitItem.ref).join(Visit).where(Visit.state == "announced", *conditions)  # type: ignore[arg-type]
        return session.scalars(query.order_by(VisitItem.id)).first() or UNKNOWN


@pytest.fixture
def own_of_police(planted: Flask) -> str:
    """The reference of an item that the police keep to themselves."""
    with planted.app_context(), system_session(db.engine) as session:
        item = session.scalars(
            sa.select(VisitItem).join(Visit).where(Visit.state == "announced", VisitItem.lead == "police")
        ).first()
        assert item is not None
        item.audience = "own"
        return item.ref


def refused(session: Session) -> list[tuple[str, str | None, str, str]]:
    """The refusals in the log: action, owner, kind and reference of the record."""
    rows = session.execute(
        sa.select(Event.action, Event.owner, Event.subject, Event.subject_ref).where(Event.outcome == "refused")
    )
    return [tuple(row) for row in rows]


def test_who_may_is_handed_the_record(planted: Flask) -> None:
    ref = ref_of(planted, VisitItem.lead == "dic")
    assert "Nội dung" in Client(planted).sign_in("dic.inspector").get(f"/planted/{ref}").html


def test_who_may_not_is_told_so_and_a_post_leaves_a_row(planted: Flask) -> None:
    ref = ref_of(planted, VisitItem.lead == "police")
    client = Client(planted).sign_in("dic.inspector")
    client.get(f"/planted/{ref}", 403)
    with planted.app_context(), system_session(db.engine) as session:
        assert refused(session) == []
    client.post(f"/planted/{ref}", 403)
    with planted.app_context(), system_session(db.engine) as session:
        assert refused(session) == [("item:answer", "DIC", "VisitItem", ref)]


def test_what_may_not_be_seen_does_not_exist(planted: Flask, own_of_police: str) -> None:
    client = Client(planted).sign_in("dic.inspector")
    answers = [quiet(client.post(f"/planted/{ref}", 404).html) for ref in (own_of_police, UNKNOWN)]
    assert answers[0] == answers[1]
    with planted.app_context(), system_session(db.engine) as session:
        assert refused(session) == []
    Client(planted).sign_in("police.inspector").get(f"/planted/{own_of_police}")


@pytest.mark.parametrize("ref", ["1", "ABCDEFGHIJ", "abcdefghij1", "abc%00efghi", "../secret", "é" * 10])
def test_what_is_no_reference_does_not_exist(planted: Flask, ref: str) -> None:
    Client(planted).sign_in("dic.inspector").get(f"/planted/{ref}", 404)


def test_a_button_shows_exactly_when_its_route_opens(planted: Flask) -> None:
    refs = {lead: ref_of(planted, VisitItem.lead == lead) for lead in ("dic", "police")}
    for who in ("dic.inspector", "police.inspector", "clerk"):
        client = Client(planted).sign_in(who)
        for ref in refs.values():
            opens = client.http.get(f"/planted/{ref}").status_code == 200
            assert _offered(planted, client, ref) is opens


def _offered(app: Flask, client: Client, ref: str) -> bool:
    """What may_visit says inside a request of this person."""
    found = []

    def look() -> str:
        record = db.session.scalars(sa.select(VisitItem).where(VisitItem.ref == ref)).one()
        found.append(may_visit("planted", record))
        return ""

    app.view_functions["help.help_page"], kept = needs(Permission.HELP_READ)(look), app.view_functions["help.help_page"]
    client.http.get("/help")
    app.view_functions["help.help_page"] = kept
    return bool(found[0])


def test_a_stranger_may_visit_the_door_alone(planted: Flask) -> None:
    with planted.test_request_context("/"):
        assert may_visit("accounts.sign_in")
        assert not may_visit("home.home")
