"""Each agency writes what it leads, sees what is joint, and signs for itself; what comes later is history."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections import secrecy
from models.checklists import VisitItem
from tests.inspections.fieldwork.answering import (
    Place,
    fields,
    fill,
    operations,
    place_of,
    send,
    sign_off_everything,
    stored,
)
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client

SignIn = Callable[[str], Client]


def forms(page_of: Client, url: str) -> list[str]:
    """Where the forms of an item's page lead, without those of the menu and the head."""
    return [form.get("action", "") for form in page_of.get(url).forms() if form.get("action", "").startswith(url)]


@pytest.mark.parametrize(("login", "code"), [("dic.inspector", "AN-03"), ("police.inspector", "CL-26")])
def test_nobody_writes_what_the_other_agency_leads(
    app: Flask, place: Place, sign_in: SignIn, login: str, code: str
) -> None:
    who, url = sign_in(login), place.item(code)
    assert forms(who, url) == []
    for action in ("answer", "settle", "photos", "note-audience"):
        who.post(f"{url}/{action}", status=403, **{"bases.result": "", "result": "pass"})
    assert operations(app, url) == []


@pytest.mark.parametrize("login", ["clerk", "auditor", "admin", "approver", "body"])
def test_who_does_not_inspect_writes_nothing(app: Flask, place: Place, sign_in: SignIn, login: str) -> None:
    url = place.item("CL-26")
    status = 403 if login == "clerk" else 404
    sign_in(login).post(f"{url}/answer", status=status, **{"bases.result": "", "result": "pass"})
    assert operations(app, url) == []


def test_a_note_starts_as_its_agency_wants_it(place: Place, dic: Client, police: Client) -> None:
    fill(dic, place.item("CL-26"), note="Sổ của Sở.")
    fill(police, place.item("AN-03"), note="Sổ của Công an.")
    assert "Sổ của Sở." in police.get(place.item("CL-26")).text
    assert "Sổ của Công an." in police.get(place.item("AN-03")).text
    assert "Sổ của Công an." not in dic.get(place.item("AN-03")).html


def test_an_opened_note_takes_its_history_along_and_a_closed_one_takes_it_back(
    app: Flask, place: Place, dic: Client, police: Client
) -> None:
    url = place.item("AN-03")
    fill(police, url, note="Lần một.")
    fill(police, url, note="Lần hai.")
    police.post(f"{url}/note-audience", audience="joint")
    seen = dic.get(url).text
    assert "Lần một." in seen and "Lần hai." in seen
    fill(police, url, note="Lần ba.")
    assert "Lần ba." in dic.get(url).text
    police.post(f"{url}/note-audience", audience="own")
    assert not any(word in dic.get(url).html for word in ("Lần một.", "Lần hai.", "Lần ba."))
    assert "Lần ba." in police.get(url).text


def test_a_note_that_is_not_there_is_not_opened(place: Place, dic: Client) -> None:
    page = dic.post(f"{place.item('CL-26')}/note-audience", status=422, audience="own")
    assert "chưa có ghi chú" in page.text
    dic.post(f"{place.item('CL-26')}/note-audience", status=422, audience="everybody")


def test_an_item_of_both_holds_one_answer_of_each(app: Flask, place: Place, dic: Client, police: Client) -> None:
    url = place.item("CL-42")
    fill(dic, url, result="pass")
    fill(police, url, result="fail", note="Cửa hỏng khóa.")
    assert stored(app, url, "DIC") == ("pass", {"result": "pass"})
    assert stored(app, url, "POLICE") == ("fail", {"result": "fail"})
    for who in (dic, police):
        assert "Hai cơ quan đánh giá khác nhau." in who.get(url).text
    assert "Cửa hỏng khóa." not in dic.get(url).html


def test_the_leader_concludes_on_a_difference_with_a_reason(
    app: Flask, place: Place, dic: Client, police: Client, sign_in: SignIn
) -> None:
    url, leader = place.item("AN-36"), sign_in("dic.manager")
    page = leader.post(f"{url}/conclude", status=422, result="fail")
    assert "Cần ghi lý do kết luận." in page.text
    page = leader.post(f"{url}/conclude", status=422, result="fail", reason="Theo văn bản (Mật) đã xem.")
    assert secrecy.INSTEAD in page.text
    assert page.form(f"{url}/conclude")["reason"] == ["Theo văn bản (Mật) đã xem."]
    leader.post(f"{url}/conclude", result="fail", reason="Danh bạ thiếu số.")
    assert stored(app, url, kind="conclusion")[1] == {"conclusion": {"result": "fail", "reason": "Danh bạ thiếu số."}}
    for who in (dic, police):
        shown = who.get(url).text
        assert "Kết luận của trưởng đoàn: Chưa đạt: Danh bạ thiếu số." in shown
        assert "Hai cơ quan đánh giá khác nhau." not in shown
    leader.post(f"{url}/conclude", result="pass", reason="Đã bổ sung ngay.")
    assert stored(app, url, kind="conclusion")[1]["conclusion"]["result"] == "pass"


@pytest.mark.parametrize("login", ["dic.inspector", "police.inspector", "police.manager"])
def test_only_the_leader_concludes(place: Place, sign_in: SignIn, login: str) -> None:
    who, url = sign_in(login), place.item("AN-36")
    assert f"{url}/conclude" not in forms(who, url)
    who.post(f"{url}/conclude", status=403, result="pass", reason="Không phải trưởng đoàn.")


def test_what_one_agency_answers_alone_needs_no_conclusion(place: Place, sign_in: SignIn) -> None:
    leader, url = sign_in("dic.manager"), place.item("CL-26")
    assert f"{url}/conclude" not in forms(leader, url)
    page = leader.post(f"{url}/conclude", status=422, result="pass", reason="Không cần.")
    assert "do hai cơ quan cùng kiểm tra" in page.text


def active(app: Flask, place: Place, code: str) -> bool:
    """Whether an item is asked, as its condition stands."""
    with everything(app) as session:
        return session.scalars(sa.select(VisitItem.active).where(VisitItem.ref == place.items[code])).one()


def test_items_appear_with_the_number_they_depend_on_and_keep_their_answers(
    app: Flask, place: Place, police: Client
) -> None:
    asks, hidden = place.item("AN-32"), place.item("AN-33")
    assert not active(app, place, "AN-33")
    fill(police, asks, answer1="2")
    assert active(app, place, "AN-33")
    fill(police, hidden, result="pass")
    kept = stored(app, hidden, "POLICE")
    fill(police, asks, answer1="0")
    assert not active(app, place, "AN-33")
    assert stored(app, hidden, "POLICE") == kept
    fill(police, asks, answer1="1")
    assert police.get(hidden).form(f"{hidden}/answer")["result"] == ["pass"]


def test_nothing_is_answered_before_the_visit_is_announced(app: Flask, sign_in: SignIn) -> None:
    planned = place_of(app, "ub-tra-vinh", "planned")
    url, dic = planned.item("SD-01"), sign_in("dic.inspector")
    assert forms(dic, url) == []
    page = dic.post(f"{url}/answer", status=422, **{"bases.result": "", "result": "pass"})
    assert "Chưa công bố quyết định kiểm tra" in page.text
    assert operations(app, url) == []


def test_what_comes_after_the_sign_off_is_kept_as_history_and_changes_nothing(
    app: Flask, place: Place, dic: Client
) -> None:
    url = place.item("CL-01")
    sent, again = fields(dic.get(url), url, result="fail"), fields(dic.get(url), url, note="Đến muộn.")
    sign_off_everything(app, place, "DIC")
    send(dic, url, sent)
    send(dic, url, again)
    assert "được giữ trong lịch sử" in dic.get(place.section("A1")).text
    assert stored(app, url) == ("pass", {"result": "pass"})
    assert operations(app, url)[-2:] == [("result", "fail"), ("note", "Đến muộn.")]
    shown = dic.get(url)
    assert shown.text.count("Sau khi xác nhận hoàn thành") == 2
    assert f"{url}/answer" not in forms(dic, url)


def test_what_waits_for_another_time_stays_open_after_the_sign_off(app: Flask, place: Place, dic: Client) -> None:
    sign_off_everything(app, place, "DIC")
    url = place.item("CL-23")
    fill(dic, url, result="not_applicable")
    assert stored(app, url) == ("not_applicable", {"result": "not_applicable"})
    assert "Sau khi xác nhận" not in dic.get(url).text


def test_the_sign_off_of_one_agency_does_not_close_the_other_s_part(
    app: Flask, place: Place, dic: Client, police: Client
) -> None:
    sign_off_everything(app, place, "DIC")
    url = place.item("AN-42")
    fill(police, url, result="pass")
    assert stored(app, url, "POLICE")[0] == "pass"
    assert forms(dic, url) == [f"{url}/findings"]


def test_after_the_minutes_everything_is_history(app: Flask, sign_in: SignIn) -> None:
    signed = place_of(app, "bd-co-chien", "minutes_signed")
    dic, url = sign_in("dic.inspector"), signed.item("CL-08")
    before = stored(app, url)
    dic.post(f"{url}/answer", **{"bases.answer1": "", "answer1": "9"})
    assert "được giữ trong lịch sử" in dic.get(url).text
    assert stored(app, url) == before
