"""One tap passes what is left of a section and can be taken back, as long as nobody has written since."""

from collections.abc import Callable

import pytest
from flask import Flask

from inspections.sections import actions
from tests.inspections.fieldwork.answering import Place, fill, operations, sign_off_everything, stored
from tests.support.client import Client, Page

SignIn = Callable[[str], Client]

TICKS = ("CL-26", "CL-27", "CL-30")
"""What one tap may pass in section A4; the rest there needs figures."""
NOT_TICKS = ("CL-29", "CL-31")


def rest(place: Place, section: str = "A4") -> str:
    """Where the rest of a section is passed."""
    return f"/visits/{place.visit}/sections/{section}/rest"


def tapped(who: Client, place: Place) -> tuple[Page, str]:
    """The section's page after the tap, and where the tap is taken back."""
    page = who.get(who.post(rest(place)).location)
    return page, next(form.get("action", "") for form in page.forms() if "/undo/" in form.get("action", ""))


def test_the_page_names_what_will_be_passed(place: Place, dic: Client) -> None:
    assert rest(place) in dic.get(place.section("A4")).links()
    page = dic.get(rest(place))
    assert all(code in page.text for code in TICKS)
    assert not any(code in page.text for code in NOT_TICKS)
    assert "Ghi Đạt 3 nội dung" in page.text


def test_one_tap_passes_what_needs_no_figures_and_leaves_the_rest(app: Flask, place: Place, dic: Client) -> None:
    page, _ = tapped(dic, place)
    assert "Đã ghi Đạt 3 nội dung" in page.text
    assert [stored(app, place.item(code))[0] for code in TICKS] == ["pass"] * 3
    assert [stored(app, place.item(code))[0] for code in NOT_TICKS] == ["unchecked"] * 2
    assert stored(app, place.item("CL-30"), "POLICE")[0] == "unchecked"


def test_what_was_judged_before_is_not_touched(app: Flask, place: Place, dic: Client) -> None:
    fill(dic, place.item("CL-26"), result="fail")
    tapped(dic, place)
    assert stored(app, place.item("CL-26"))[0] == "fail"


def test_a_tap_is_taken_back_as_a_whole(app: Flask, place: Place, dic: Client) -> None:
    _, undo = tapped(dic, place)
    page = dic.get(dic.post(undo).location)
    assert "Đã hoàn tác 3 nội dung." in page.text
    assert [stored(app, place.item(code)) for code in TICKS] == [("unchecked", {})] * 3
    assert operations(app, place.item("CL-26")) == [("result", "pass"), ("result", None)]
    assert "Không còn gì để hoàn tác" in dic.post(undo, status=422).text


def test_what_somebody_wrote_since_stays(app: Flask, place: Place, dic: Client, sign_in: SignIn) -> None:
    _, undo = tapped(dic, place)
    fill(sign_in("dic.manager"), place.item("CL-27"), result="fail")
    assert "Đã hoàn tác 2 nội dung." in dic.get(dic.post(undo).location).text
    assert stored(app, place.item("CL-27"))[0] == "fail"


def test_nobody_takes_back_the_tap_of_another(app: Flask, place: Place, dic: Client, sign_in: SignIn) -> None:
    _, undo = tapped(dic, place)
    assert "Không còn gì để hoàn tác" in sign_in("dic.manager").post(undo, status=422).text
    assert stored(app, place.item("CL-26"))[0] == "pass"


@pytest.mark.parametrize("section", ["B4", "A4"])
def test_there_is_nothing_to_pass_where_nothing_is_left(app: Flask, place: Place, dic: Client, section: str) -> None:
    if section == "A4":
        tapped(dic, place)
    assert actions.NOTHING_LEFT in dic.get(rest(place, section)).text
    assert actions.NOTHING_LEFT in dic.post(rest(place, section), status=422).text
    assert stored(app, place.item("AN-26"), "POLICE")[0] == "unchecked"


def test_a_section_that_is_not_there_is_not_found(place: Place, dic: Client) -> None:
    dic.get(rest(place, "Z9"), status=404)
    dic.post(rest(place, "Z9"), status=404)
    dic.post(f"/visits/{place.visit}/sections/Z9/undo/abcdefghjk", status=404)


def test_a_part_that_is_signed_off_is_neither_passed_nor_taken_back(app: Flask, place: Place, dic: Client) -> None:
    _, undo = tapped(dic, place)
    sign_off_everything(app, place, "DIC")
    for address in (undo, rest(place)):
        assert actions.SIGNED_OFF in dic.post(address, status=422).text
    assert stored(app, place.item("CL-26"))[0] == "pass"


@pytest.mark.parametrize(("login", "status"), [("clerk", 403), ("auditor", 404)])
def test_who_is_not_in_the_team_taps_nothing(place: Place, sign_in: SignIn, login: str, status: int) -> None:
    who = sign_in(login)
    who.get(rest(place), status=status)
    who.post(rest(place), status=status)
