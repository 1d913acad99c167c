"""Where a photo is needed one is missed before the sign-off, and nothing is lost for want of it; knows no file."""

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.evidence import rules
from models.checklists import Evidence
from tests.inspections.evidence.pictures import tablet_photo
from tests.inspections.evidence.sending import Photo, send
from tests.inspections.fieldwork.answering import Place, fill, stored
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client


@pytest.mark.parametrize(
    ("rule", "missing_in"),
    [
        ("none", set()),
        (None, set()),
        ("forbidden", set()),
        ("on_fail", {"fail"}),
        ("always", {"pass", "fail", "recorded"}),
    ],
)
def test_a_photo_is_missing_only_where_the_rule_and_the_result_ask_for_one(
    rule: str | None, missing_in: set[str]
) -> None:
    item = {"photo": rule} if rule else {}
    states = ("unchecked", "pass", "fail", "recorded", "not_produced", "not_applicable", "not_checked", "conflict")
    assert {state for state in states if rules.missing_photo(item, state, 0)} == missing_in
    assert not [state for state in states if rules.missing_photo(item, state, 1)]


def test_a_failed_item_without_its_photo_is_saved_and_listed_at_the_sign_off(
    app: Flask, place: Place, dic: Client
) -> None:
    fill(dic, place.item("CL-34"), result="fail", note="Thiếu danh mục.")
    assert stored(app, place.item("CL-34"))[0] == "fail"
    page = f"/parts/{place.parts['DIC']}"
    assert "chưa có ảnh" not in dic.get(page).text
    with everything(app) as session:
        session.execute(sa.delete(Evidence))
    assert dic.get(page).text.count("chưa có ảnh") == 2
    send(dic, place.item("CL-34"), Photo(tablet_photo()))
    assert dic.get(page).text.count("chưa có ảnh") == 1
