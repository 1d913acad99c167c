"""A section's page holds the items that a number hides, with what it needs to show them, and nothing that is hidden."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from models.checklists import VisitItem
from tests.inspections.fieldwork.answering import Place, fill
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client, Page

DEPENDENT = ("AN-33", "AN-34", "AN-35")
SECTION = "B5"


def articles(page: Page) -> dict[str, dict[str, str]]:
    """The attributes of every conditional item of a page, by its code."""
    return {one.get("data-code", ""): dict(one.attrib) for one in page.tree.iter("article") if one.get("data-only-if")}


def conditions(page: Page) -> tuple[list[Any], dict[str, Any]]:
    """What the page tells its script: links and numbers."""
    [place] = page.all("div", id="conditions")
    return json.loads(place.get("data-links", "")), json.loads(place.get("data-numbers", ""))


def shown(page: Page) -> set[str]:
    """The codes of the conditional items that a page shows."""
    return {code for code, one in articles(page).items() if "hidden" not in one}


def test_what_a_number_hides_is_on_the_page_with_its_condition(place: Place, police: Client) -> None:
    page = police.get(place.section(SECTION))
    found = articles(page)
    assert set(found) == set(DEPENDENT) and not shown(page)
    assert (found["AN-34"]["data-only-if"], found["AN-34"]["data-above"]) == ("AN-32", "0")
    links, numbers = conditions(page)
    assert ["AN-34", "AN-32", "0"] in links
    assert numbers["AN-32"] == {"item": place.items["AN-32"], "part": "answer1", "number": numbers["AN-32"]["number"]}


def test_a_hidden_answer_is_kept_and_not_counted_and_returns(app: Flask, place: Place, police: Client) -> None:
    control, hangs = place.item("AN-32"), place.item("AN-35")
    totals = []
    for number in ("2", "0", "1,5"):
        fill(police, control, answer1=number)
        page = police.get(place.section(SECTION))
        assert shown(page) == (set() if number == "0" else set(DEPENDENT))
        totals.append(page.all("progress")[0].get("max"))
        if number == "2":
            fill(police, hangs, result="pass", note="Có sổ.")
        assert police.get(hangs).form(f"{hangs}/answer")["result"] == ["pass"]
    assert totals[0] == totals[2] == str(int(totals[1] or 0) + 3)
    assert conditions(page)[1]["AN-32"]["number"] == "1,5"


def test_the_end_of_a_section_says_nothing_of_what_is_hidden(place: Place, police: Client) -> None:
    fill(police, place.item("AN-32"), answer1="0")
    page = police.get(place.section(SECTION))
    assert not {f"#item-{place.items[code]}" for code in DEPENDENT} & page.links()


@pytest.mark.parametrize("active", [False, True])
def test_an_item_that_is_the_polices_own_never_reaches_the_department(
    app: Flask, place: Place, dic: Client, active: bool
) -> None:
    own = {"audience": "own", "active": active}
    with everything(app) as session:
        session.execute(sa.update(VisitItem).where(VisitItem.ref == place.items["AN-34"]).values(**own))
    assert place.items["AN-34"] not in dic.get(place.section(SECTION)).html


def test_an_item_whose_number_is_the_polices_own_stays_as_the_server_decided(
    app: Flask, place: Place, dic: Client
) -> None:
    with everything(app) as session:
        refs = sa.update(VisitItem).where(VisitItem.ref == place.items["AN-32"])
        session.execute(refs.values(audience="own"))
    page = dic.get(place.section(SECTION))
    assert not articles(page) and "AN-32" not in page.html
    with everything(app) as session:
        session.execute(sa.update(VisitItem).where(VisitItem.ref == place.items["AN-35"]).values(active=True))
    page = dic.get(place.section(SECTION))
    assert f"item-{place.items['AN-35']}" in page.html and not articles(page)
    assert "AN-32" not in page.html


def test_a_page_on_which_nothing_depends_asks_nothing_more(place: Place, dic: Client) -> None:
    assert not dic.get(place.section("A2")).all("div", id="conditions")


def test_the_paper_form_prints_what_a_number_may_hide_with_the_words_of_its_condition(
    place: Place, police: Client
) -> None:
    text = police.get(f"/visits/{place.visit}/paper-form").text
    assert "AN-34" in text and "Chỉ ghi khi số tại AN-32 lớn hơn 0." in text
    assert "Hoặc ghi từng mục:" in text
