"""What comes after the sign-off changes nothing, is told to who leads and manages, until somebody has looked at it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.fieldwork import actions as fieldwork
from inspections.home import queries as home
from inspections.sign_off import actions, queries
from models.checklists import Answer
from models.inspections import VisitPart
from tests.inspections.fieldwork.answering import Place, events, op_id, place_of, sign_off_everything, the_item
from tests.inspections.inspecting.cases import person, seen_by
from tests.inspections.sending.tablet import Tablet
from tests.support.client import Client, Page, counted

SignIn = Callable[[str], Client]
CARD = "Lần ghi không được tính vào kết quả"
CODES = ("CL-01", "CL-02", "CL-03", "CL-12")


@pytest.fixture
def third(app: Flask, place: Place, sign_in: SignIn) -> Tablet:
    """A tablet, three hours slow, whose four operations come after the part was signed off."""
    tablet = Tablet(sign_in("dic.inspector"), slow=timedelta(hours=3))
    batch = [tablet.op(place.items[code], "result", text="fail") for code in CODES]
    sign_off_everything(app, place, "DIC")
    for _ in range(2):  # the first answer was lost on its way
        told = tablet.states(*batch)
    assert told == ["late"] * 4
    return tablet


def values(app: Flask, place: Place) -> list[tuple[object, ...]]:
    """What the department's answers say."""
    with seen_by(app, "DIC") as session:
        rows = session.execute(sa.select(Answer.id, Answer.state, Answer.values, Answer.version).order_by(Answer.id))
        return [tuple(row) for row in rows]


def waiting(page: Page) -> list[str]:
    """The entries of the card on the first page."""
    cards = [card for card in page.all("section", **{"class": "card"}) if CARD in "".join(card.itertext())]
    return [" ".join("".join(one.itertext()).split()) for card in cards for one in card.iter("li")]


def test_four_late_operations_are_kept_and_told_and_change_nothing(app: Flask, place: Place, sign_in: SignIn) -> None:
    tablet, before = Tablet(sign_in("dic.inspector")), values(app, place)
    sign_off_everything(app, place, "DIC")
    manager = sign_in("dic.manager")
    assert not waiting(manager.get("/"))
    batch = [tablet.op(place.items[code], "result", text="fail") for code in CODES]
    assert tablet.states(*batch) == ["late"] * 4
    assert values(app, place) == before
    [entry] = waiting(manager.get("/"))
    assert entry.startswith("Xem 4 lần ghi đến sau khi xác nhận")
    assert not waiting(sign_in("dic.inspector").get("/")), "only who leads or manages is told"
    assert not waiting(sign_in("police.manager").get("/"))


def test_the_page_of_the_part_lists_what_who_and_when_by_the_right_clock(
    place: Place, third: Tablet, sign_in: SignIn
) -> None:
    text = sign_in("dic.manager").get(f"/parts/{place.parts['DIC']}").text
    assert f"{CARD} (4)" in text and text.count("Chưa xem") == 4
    assert text.count("(đồng hồ máy bảng chậm 3 giờ, đã chỉnh); máy chủ nhận lúc") == 4
    assert all(code in text for code in CODES) and "Kết quả: Chưa đạt" in text
    assert CARD not in sign_in("police.manager").get(f"/parts/{place.parts['DIC']}").text


def test_nobody_is_reminded_any_more_once_somebody_has_looked(
    app: Flask, place: Place, third: Tablet, sign_in: SignIn
) -> None:
    manager, url = sign_in("dic.manager"), f"/parts/{place.parts['DIC']}"
    sent = manager.get(url).form(f"{url}/look")
    third.send(third.op(place.items["CL-26"], "result", text="pass"))
    manager.post(f"{url}/look", newest=sent["newest"][0])
    assert len(waiting(manager.get("/"))) == 1, "what came after the page was read is told still"
    manager.post(f"{url}/look", newest=manager.get(url).form(f"{url}/look")["newest"][0])
    assert not waiting(manager.get("/")) and "Đã xem" in manager.get(url).text
    assert f"{url}/look" not in manager.get(url).html
    assert len(events(app, "part:look")) == 2
    again = manager.post(f"{url}/look", status=422, newest=sent["newest"][0])
    assert "đã có người xem" in again.text


@pytest.mark.parametrize(("login", "status"), [("dic.inspector", 403), ("police.manager", 403), ("clerk", 403)])
def test_only_who_leads_or_manages_says_that_he_has_looked(
    place: Place, third: Tablet, sign_in: SignIn, login: str, status: int
) -> None:
    url = f"/parts/{place.parts['DIC']}"
    assert f"{url}/look" not in sign_in(login).get(url).html
    sign_in(login).post(f"{url}/look", status=status, newest="some-operation")


def test_opening_the_part_again_ends_the_reminder(place: Place, third: Tablet, sign_in: SignIn) -> None:
    manager = sign_in("dic.manager")
    url = f"/parts/{place.parts['DIC']}"
    sent = manager.get(url).form(f"{url}/steps/reopen")
    assert sent["listed"] == manager.get(url).form(f"{url}/look")["newest"]
    manager.post(f"{url}/steps/reopen", reason="Bổ sung kết quả đến muộn.", listed=sent["listed"][0])
    assert not waiting(manager.get("/"))


def test_what_came_after_the_page_was_read_is_told_still_when_the_part_is_opened_again(
    place: Place, third: Tablet, sign_in: SignIn
) -> None:
    manager, url = sign_in("dic.manager"), f"/parts/{place.parts['DIC']}"
    listed = manager.get(url).form(f"{url}/steps/reopen")["listed"][0]
    third.send(third.op(place.items["CL-26"], "result", text="pass"))
    manager.post(f"{url}/steps/reopen", reason="Bổ sung kết quả đến muộn.", listed=listed)
    assert len(waiting(manager.get("/"))) == 1
    assert manager.get(url).text.count("Chưa xem") == 1


def test_a_strange_value_is_told_too(app: Flask, place: Place, sign_in: SignIn) -> None:
    tablet = Tablet(sign_in("dic.inspector"))
    assert tablet.states(tablet.op(place.items["CL-26"], "result", text="khong_ton_tai")) == ["aside"]
    [entry] = waiting(sign_in("dic.manager").get("/"))
    assert "1 lần ghi có giá trị lạ" in entry
    page = sign_in("dic.manager").get(f"/parts/{place.parts['DIC']}").text
    assert "khong_ton_tai" in page and "Giá trị lạ" in page


def test_a_hundred_late_operations_cost_no_more_queries_than_one(
    app: Flask, place: Place, third: Tablet, sign_in: SignIn
) -> None:
    manager, asked = sign_in("dic.manager"), []
    manager.get(f"/parts/{place.parts['DIC']}")
    for _ in range(2):
        third.send(*(third.op(place.items[code], "result", text="pass") for code in CODES for _ in range(25)))
        with counted(app) as statements:
            manager.get("/")
            manager.get(f"/parts/{place.parts['DIC']}")
        asked.append(len(statements))
    assert asked[0] == asked[1]


@pytest.fixture
def late(each_app: Flask) -> Iterator[tuple[Session, VisitPart]]:
    """A session of the department and its signed part, into which one operation came late, on each database."""
    place = place_of(each_app)
    sign_off_everything(each_app, place, "DIC")
    with seen_by(each_app, "DIC") as session:
        item = the_item(session, place, "CL-01")
        fieldwork.write(session, item, person(session, "dic.inspector"), [fieldwork.Write(op_id(), "result", "fail")])
        yield session, session.scalars(sa.select(VisitPart).where(VisitPart.ref == place.parts["DIC"])).one()


def test_looking_is_the_same_on_both_databases(late: tuple[Session, VisitPart]) -> None:
    session, part = late
    manager = person(session, "dic.manager")
    [entry] = home.uncounted(session, manager)
    assert (entry.ref, entry.what) == (part.ref, "Xem 1 lần ghi đến sau khi xác nhận")
    [one] = queries.uncounted(session, part)
    actions.look_at(session, part, manager, one.op_id)
    assert part.late_seen_at == one.received_at and home.uncounted(session, manager) == []
    with pytest.raises(RuleBroken, match="đã có người xem"):
        actions.look_at(session, part, manager, one.op_id)
