"""Knows what the tablet's page says around its cards: grounds in words, and where the bar leads."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.fieldwork import queries
from models.checklists import Answer, VisitItem
from models.inspections import Visit
from tests.inspections.fieldwork.answering import Place, sign_off_everything
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client

SignIn = Callable[[str], Client]

UNCHECKED, CONFLICT, FINISHED = "Chưa kiểm tra tiếp theo", "Thống nhất kết quả tiếp theo", "Đã kiểm tra hết"
LACKING = "Nội dung còn thiếu tiếp theo"


def test_grounds_are_spelt_out_on_the_cards_of_a_section_and_of_one_item(place: Place, police: Client) -> None:
    for address in (place.section("B1"), place.item("AN-01")):
        text = police.get(address).text
        assert "khoản 5 Điều 10 Quyết định số 55/2016/QĐ-TTg ! Quy định trước đây, cần xác minh" in text
        assert "QĐ55" not in text


def bar_of(who: Client, place: Place) -> str:
    """What the bar says to this person."""
    return who.get(f"/visits/{place.visit}/bar").text


def leave_open(app: Flask, place: Place, state: str | None) -> str:
    """Answers everything of the department, but leaves CL-26 in this state; returns where that item is."""
    with everything(app) as session:
        items = dict(session.execute(sa.select(VisitItem.ref, VisitItem.id)).all())
        one, rest = items[place.items["CL-26"]], [items[ref] for ref in place.items.values()]
        ours = sa.update(Answer).where(Answer.owner == "DIC", Answer.kind == "answer")
        session.execute(ours.where(Answer.visit_item_id.in_(rest)).values(state="pass"))
        if state:
            session.execute(ours.where(Answer.visit_item_id == one).values(state=state))
    return f"{place.section('A4')}#item-{place.items['CL-26']}"


@pytest.mark.parametrize(("state", "words"), [("unchecked", UNCHECKED), ("conflict", CONFLICT)])
def test_the_bar_leads_to_what_is_open_and_says_what_is_to_be_done_there(
    app: Flask, place: Place, dic: Client, state: str, words: str
) -> None:
    where = leave_open(app, place, state)
    page = dic.get(f"/visits/{place.visit}/bar")
    assert words in page.text and where in page.links()
    assert place.items["CL-26"] in dic.get(where).html


def gaps_of(app: Flask, place: Place) -> list[str]:
    """The references of the department's items that have their result and lack something else."""
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.ref == place.visit)).one()
        return [gap.item.ref for gap in queries.gaps(session, visit, "DIC")]


def test_the_bar_leads_to_what_still_lacks_its_note_before_it_says_that_all_is_done(
    app: Flask, place: Place, dic: Client, sign_in: SignIn
) -> None:
    leave_open(app, place, None)
    lacking = gaps_of(app, place)
    page = dic.get(f"/visits/{place.visit}/bar")
    assert LACKING in page.text and FINISHED not in page.text
    assert any(link.endswith(f"#item-{lacking[0]}") for link in page.links())
    reader = bar_of(sign_in("clerk"), place)
    assert LACKING not in reader and FINISHED not in reader


def test_the_bar_says_when_nothing_is_open(app: Flask, place: Place, dic: Client) -> None:
    leave_open(app, place, None)
    lacking = gaps_of(app, place)
    with everything(app) as session:
        session.execute(sa.update(VisitItem).where(VisitItem.ref.in_(lacking)).values(deferred="shift"))
    text = bar_of(dic, place)
    assert FINISHED in text and UNCHECKED not in text and CONFLICT not in text and LACKING not in text


def test_the_bar_leads_nobody_to_what_he_may_not_answer(app: Flask, place: Place, dic: Client, sign_in: SignIn) -> None:
    leave_open(app, place, "conflict")
    sign_off_everything(app, place, "DIC")
    for who in (dic, sign_in("clerk")):
        text = bar_of(who, place)
        assert UNCHECKED not in text and CONFLICT not in text and FINISHED not in text


def test_the_bar_leads_nowhere_before_the_announcement(app: Flask, place: Place, dic: Client) -> None:
    assert UNCHECKED in bar_of(dic, place)
    with everything(app) as session:
        session.execute(sa.update(Visit).where(Visit.ref == place.visit).values(state="planned"))
    text = bar_of(dic, place)
    assert UNCHECKED not in text and FINISHED not in text
