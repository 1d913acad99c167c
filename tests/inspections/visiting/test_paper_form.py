"""Knows what stands on the sheet of paper for a place without a network, and what each agency finds on its own."""

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from inspections.visiting import paper_form
from models.checklists import Answer, VisitItem
from tests.inspections.fieldwork.answering import Place
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client


def test_a_judged_item_has_its_five_boxes_and_a_computed_one_the_exceptions() -> None:
    judged = {"answers": [{"type": "pass_fail"}], "pass_if": "judged"}
    assert paper_form.boxes(judged)[:4] == ["Đạt", "Chưa đạt", "Chưa xuất trình được", "Không áp dụng"]
    computed = {"answers": [{"type": "number", "unit": "phút"}], "pass_if": {"at_most": 20}}
    assert "Đạt" not in paper_form.boxes(computed) and paper_form.blanks(computed) == ["Số phút"]


def test_each_type_of_answer_has_a_blank_for_each_thing_to_be_written() -> None:
    kinds = ("number", "date", "ratio", "sample", "text")
    counts = [len(paper_form.blanks({"answers": [{"type": kind}], "pass_if": "judged"})) for kind in kinds]
    assert counts == [1, 1, 2, 5, 1]


def test_what_a_number_may_hide_is_printed_with_its_condition_in_words() -> None:
    hidden = {"only_if": {"code": "AN-32", "above": 0}}
    assert paper_form.condition(hidden) == "Chỉ ghi khi số tại AN-32 lớn hơn 0."
    assert not paper_form.condition({})


def test_an_agency_prints_what_it_answers_itself(app: Flask, place: Place, dic: Client, police: Client) -> None:
    url = f"/visits/{place.visit}/paper-form"
    mine, theirs = dic.get(url).text, police.get(url).text
    assert "CL-26" in mine and "CL-26" not in theirs
    assert "AN-06" in theirs and "AN-06" not in mine
    assert "☐ Chưa xuất trình được" in mine and "Người quan sát" in mine


def test_what_the_police_keep_to_themselves_is_on_no_other_sheet(
    app: Flask, place: Place, dic: Client, police: Client
) -> None:
    with everything(app) as session:
        item = session.scalars(sa.select(VisitItem).where(VisitItem.ref == place.items["AN-06"])).one()
        item.audience = "own"
        session.execute(sa.update(Answer).where(Answer.visit_item_id == item.id).values(audience="own"))
    assert "AN-06" not in dic.get(f"/visits/{place.visit}/paper-form").text
    assert "AN-06" in police.get(f"/visits/{place.visit}/paper-form").text


def test_a_clerk_may_print_it_and_nobody_outside(place: Place, sign_in: Callable[[str], Client]) -> None:
    assert "CL-26" in sign_in("clerk").get(f"/visits/{place.visit}/paper-form").text
    sign_in("body").get(f"/visits/{place.visit}/paper-form", status=403)
