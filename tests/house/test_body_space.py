"""Knows that an inspected body meets nothing but what was meant for it: no draft, no other body's, nobody's own."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Owned
from models.checklists import Answer, Operation
from models.directory import User
from models.events import Event
from models.inquiries import Inquiry
from tests.house.crawl import walk
from tests.house.house import House, routes
from tests.house.secrets_asked import sheet
from tests.house.test_secrets_stay import heard

BODY = "body"
APPEND_ONLY = (Event, Operation)
"""Tables in which nothing can be changed; what they hold of typed text stands in others too."""
LONG = 100
"""A column of so many letters holds what was typed; shorter ones hold codes, hashes and numbers."""


@dataclass
class Stained:
    """A house in which every typed text carries the word, but for what is meant for the body of the account."""

    house: House
    word: str
    own: str


@pytest.fixture(scope="module")
def stained(house: House) -> Iterator[Stained]:
    word, own = f"qv{secrets.token_hex(6)}", f"qw{secrets.token_hex(6)}"
    refs = house.refs
    with house.system() as session:
        mine = session.scalars(sa.select(User.body_id).where(User.login == BODY)).one()
        for model in Owned.__subclasses__():
            stain(session, model, word, mine)
        session.execute(sa.update(Answer).where(Answer.kind == "note").values(values={"note": word}))
        for inquiry in session.scalars(sa.select(Inquiry)).all():
            assert inquiry.visit is not None
            reader = {"owner": "DIC", "audience": "joint"}
            refs[Inquiry].append(sheet(session, inquiry.visit, inquiry.sent_by_id, word, reader).ref)
            refs[Inquiry].append(
                sheet(session, inquiry.visit, inquiry.sent_by_id, own, reader | {"for_body_id": mine}).ref
            )
    yield Stained(house, word, own)
    house.put_back()


def stain(session: Session, model: type[Owned], word: str, mine: int) -> None:
    """Puts the word into every typed text of the rows that are not meant for this body."""
    models = [model, *model.__subclasses__()]
    for one in (each for each in models if hasattr(each, "__table__") and each not in APPEND_ONLY):
        typed = [
            column.key
            for column in sa.inspect(one).columns
            if isinstance(column.type, sa.Text)
            or (isinstance(column.type, sa.String) and (column.type.length or 0) >= LONG)
        ]
        if typed:
            other = sa.or_(one.for_body_id.is_(None), one.for_body_id != mine, one.audience != "joint")
            session.execute(sa.update(one).where(other).values(dict.fromkeys(typed, word)))


def test_a_body_meets_only_what_was_meant_for_it_wherever_it_goes(stained: Stained) -> None:
    house, met = stained.house, set()
    for url, answer, _page in walk(lambda url: house.get(BODY, url), house.pages(), house.kind, of_a_kind=8):
        assert stained.word not in heard(answer), url
        if stained.own in heard(answer):
            met.add(house.kind(url)[0])
    assert met == {"/inquiries/<ref:ref>", "/inquiries/<ref:ref>/answer"}


def test_the_word_stands_where_inspectors_read_it(stained: Stained) -> None:
    house = stained.house
    wanted = {"/visits/<ref:ref>", "/findings/<ref:ref>", "/papers/<ref:ref>", "/inquiries/<ref:ref>"}
    pages = [url for url in house.pages() if house.kind(url)[0] in wanted]
    assert {house.kind(url)[0] for url in pages if stained.word in heard(house.get("dic.manager", url))} == wanted


def test_a_body_changes_nothing_that_is_not_its_own(stained: Stained) -> None:
    house = stained.house
    with house.system() as session:
        mine = session.scalars(sa.select(User.body_id).where(User.login == BODY)).one()
        strange = {
            model: set(session.scalars(sa.select(model.ref).where(model.for_body_id.is_not(mine))))
            for model in house.refs
            if isinstance(model, type) and issubclass(model, Owned)
        }
    before = house.dump()
    for route in (one for one in routes(house.app) if one.method == "POST" and one.model in strange):
        for url in house.addresses(route, [ref for ref in house.refs[route.model] if ref in strange[route.model]]):
            assert house.post(BODY, url, {"act": "send", "version": "1"}).status_code == 404, url
    assert house.dump() == before
