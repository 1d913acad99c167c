"""An item's form saves each type of answer, says what is wrong, and shows a person what both agencies found."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections import secrecy
from inspections.inspecting import actions as inspecting
from models.checklists import VisitItem
from tests.inspections.fieldwork.answering import Place, events, fields, fill, op_id, operations, send, stored
from tests.inspections.inspecting.cases import codes, everything, make_visit, person
from tests.support.client import HTMX, Client

SECRET = "Tuyệt mật số 12"

SAMPLE = {"answer1__seen": "30", "answer1__passed": "28", "answer1__failed": "2"}
TYPED = [
    ("CL-14", {"answer1": "24,5"}, {"answer1": "24.5"}),
    ("CL-29", {"answer1__part": "3", "answer1__whole": "4"}, {"answer1": {"part": 3, "whole": 4}}),
    (
        "CL-12",
        {**SAMPLE, "result": "fail"},
        {"answer1": {"seen": 30, "passed": 28, "failed": 2, "excluded": 0}, "result": "fail"},
    ),
    ("CL-43", {"result": "not_checked", "reason": "Trời mưa"}, {"result": "not_checked", "reason": "Trời mưa"}),
    (
        "CL-13",
        {"answer1": "1", "answer2": "Phát lại một bưu gửi."},
        {"answer1": "1", "answer2": "Phát lại một bưu gửi."},
    ),
    ("CL-26", {"result": "pass"}, {"result": "pass"}),
]


@pytest.mark.parametrize(("code", "typed", "values"), TYPED, ids=[code for code, _, _ in TYPED])
def test_each_type_of_answer_is_saved(
    app: Flask, place: Place, dic: Client, code: str, typed: dict[str, str], values: dict[str, Any]
) -> None:
    page = fill(dic, place.item(code), **typed)
    assert page.location.endswith(f"#item-{place.items[code]}")
    assert stored(app, place.item(code))[1] == values


def test_what_was_saved_stands_in_the_form_again(place: Place, dic: Client) -> None:
    url = place.item("CL-13")
    fill(dic, url, answer1="0,5", answer2="Đã xử lý.", note="Xem sổ.")
    shown = dic.get(url).form(f"{url}/answer")
    assert (shown["answer1"], shown["answer2"], shown["note"]) == (["0,5"], ["Đã xử lý."], ["Xem sổ."])


def test_a_day_is_saved_as_officials_write_it(app: Flask, dic: Client) -> None:
    with everything(app) as session:
        visit = make_visit(session, key="bd-tinh", state="announced")
        inspecting.choose_items(session, visit, person(session, "dic.manager"), codes(session, ("CL-38",)))
        url = f"/items/{session.scalars(sa.select(VisitItem.ref).where(VisitItem.visit_id == visit.id)).one()}"
    fill(dic, url, answer1="5/11/2026", result="pass")
    assert stored(app, url)[1] == {"answer1": "2026-11-05", "result": "pass"}
    assert dic.get(url).form(f"{url}/answer")["answer1"] == ["05/11/2026"]
    assert "không đúng" in fill(dic, url, status=422, answer1="31/02/2026").text


def test_fields_that_did_not_change_make_no_operation(app: Flask, place: Place, dic: Client) -> None:
    url = place.item("CL-03")
    before = operations(app, url)
    fill(dic, url)
    assert operations(app, url) == before
    fill(dic, url, note="Chỉ ghi chú đổi.")
    assert operations(app, url) == [*before, ("note", "Chỉ ghi chú đổi.")]


def test_a_choice_taken_back_is_an_operation_of_its_own(app: Flask, place: Place, dic: Client) -> None:
    url = place.item("CL-01")
    fill(dic, url, result="")
    assert operations(app, url)[-1] == ("result", None)
    assert stored(app, url) == ("unchecked", {})


def test_the_same_form_sent_twice_is_saved_once(app: Flask, place: Place, dic: Client) -> None:
    url = place.item("CL-26")
    sent = fields(dic.get(url), url, result="pass")
    for _ in range(3):
        send(dic, url, sent)
    assert operations(app, url) == [("result", "pass")]


def test_one_number_of_an_operation_never_holds_two_contents(app: Flask, place: Place, dic: Client) -> None:
    url = place.item("CL-26")
    sent = fields(dic.get(url), url, result="pass")
    send(dic, url, sent)
    page = send(dic, url, sent | {"result": "fail", "note": "Khác hẳn."}, status=409)
    assert "trùng mã" in page.text
    assert operations(app, url) == [("result", "pass")]
    assert stored(app, url) == ("pass", {"result": "pass"})


def test_the_number_of_another_items_operation_is_refused_too(app: Flask, place: Place, dic: Client) -> None:
    number = op_id()
    fill(dic, place.item("CL-26"), op_id=number, result="pass")
    fill(dic, place.item("CL-27"), op_id=number, status=409, result="pass")
    assert operations(app, place.item("CL-27")) == []


FAULTS = [
    ("CL-14", {"answer1": "hai mươi"}, "không phải là số"),
    ("CL-12", {**SAMPLE, "answer1__excluded": "5"}, "phải bằng số đã xem"),
    ("CL-29", {"answer1__part": "5", "answer1__whole": "4"}, "không được lớn hơn"),
    ("CL-26", {"result": "khong_ton_tai"}, "không có trong nội dung kiểm tra"),
    ("CL-26", {"op_id": "<>"}, "Mã lần ghi không hợp lệ"),
    ("CL-26", {"bases.result": "a b", "result": "pass"}, "Trang này đã cũ"),
    ("CL-26", {"bases.result": "12345678\0", "result": "pass"}, "Trang này đã cũ"),
    ("CL-26", {"bases.result": ",".join(f"base-{n:04}" for n in range(201)), "result": "pass"}, "Trang này đã cũ"),
    ("CL-26", {"note": "a\0b"}, "ký tự không hợp lệ"),
    ("CL-26", {"overrule": "a" * 501}, "Lý do vẫn ghi"),
]


@pytest.mark.parametrize(("code", "typed", "sentence"), FAULTS, ids=[f"{n} {one[2]}" for n, one in enumerate(FAULTS)])
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    app: Flask, place: Place, dic: Client, code: str, typed: dict[str, str], sentence: str
) -> None:
    url, typed = place.item(code), {"note": "Chưa lưu mà vẫn còn."} | typed
    page = fill(dic, url, status=422, **typed)
    assert sentence in page.text
    shown = page.form(f"{url}/answer")
    for name, text in typed.items():
        if not name.startswith(("bases.", "op_id", "overrule", "result")) and "\0" not in text:
            assert shown[name.replace("__", "-")] == [text]
    assert operations(app, url) == []


def test_a_corrected_form_is_saved_as_if_nothing_had_been_wrong(app: Flask, place: Place, dic: Client) -> None:
    url = place.item("CL-14")
    page = fill(dic, url, status=422, answer1="x", note="Đếm ba lần.")
    send(dic, url, fields(page, url, answer1="3"))
    assert stored(app, url) == ("pass", {"answer1": "3"})
    assert stored(app, url, kind="note")[1] == {"note": "Đếm ba lần."}


def test_a_form_without_any_part_is_an_outdated_page(place: Place, dic: Client) -> None:
    page = send(dic, place.item("CL-26"), {"result": "pass"}, status=422)
    assert "Không có kết quả nào được gửi lên" in page.text


def test_two_people_who_did_not_see_each_other_leave_both_results(
    app: Flask, place: Place, dic: Client, sign_in: Callable[[str], Client]
) -> None:
    url, manager = place.item("CL-26"), sign_in("dic.manager")
    first, second = fields(dic.get(url), url, result="pass"), fields(manager.get(url), url, result="fail")
    send(dic, url, first)
    send(manager, url, second)
    assert stored(app, url) == ("conflict", {})
    shown = dic.get(url)
    assert "Lê Minh Khôi" in shown.text and "Phạm Thị Thu Hà" in shown.text
    assert shown.form(f"{url}/settle") and "result" not in shown.form(f"{url}/answer")


def conflict(place: Place, dic: Client, manager: Client, code: str = "CL-26") -> str:
    """An item with two different results; its address."""
    url = place.item(code)
    first, second = fields(dic.get(url), url, result="pass"), fields(manager.get(url), url, result="fail")
    send(dic, url, first)
    send(manager, url, second)
    return url


def test_nobody_ends_a_conflict_by_saving_a_note(
    app: Flask, place: Place, dic: Client, sign_in: Callable[[str], Client]
) -> None:
    url, manager = place.item("CL-26"), sign_in("dic.manager")
    first, second = fields(dic.get(url), url, result="pass"), fields(manager.get(url), url, result="fail")
    send(dic, url, first)
    send(manager, url, second)
    fill(manager, url, note="Ghi thêm.")
    assert stored(app, url) == ("conflict", {})
    assert stored(app, url, kind="note")[1] == {"note": "Ghi thêm."}


def test_a_conflict_that_came_meanwhile_does_not_empty_a_refused_forms_answer(
    app: Flask, place: Place, dic: Client, sign_in: Callable[[str], Client]
) -> None:
    url, manager = place.item("CL-12"), sign_in("dic.manager")
    fill(dic, url, result="pass")
    old = fields(dic.get(url), url)
    one, other = fields(dic.get(url), url, result="fail"), fields(manager.get(url), url, result="not_produced")
    send(dic, url, one)
    send(manager, url, other)
    page = send(dic, url, old | {"answer1-seen": "x"}, status=422)
    send(dic, url, fields(page, url, answer1__seen=""))
    assert [part for part, _ in operations(app, url)] == ["result", "result", "result"]
    assert stored(app, url)[0] == "conflict"


def test_a_conflict_is_settled_with_a_choice_and_a_reason(
    app: Flask, place: Place, dic: Client, sign_in: Callable[[str], Client]
) -> None:
    url = conflict(place, dic, sign_in("dic.manager"))
    [chosen, _] = [one.get("value", "") for one in dic.get(url).all("input", name="op_id", type="radio")]
    page = dic.post(f"{url}/settle", op_id=chosen, reason="Đã xem lại sổ.")
    assert page.location.endswith(url)
    assert stored(app, url) == ("pass", {"result": "pass"})
    history = dic.get(url).text
    assert history.count("lý do: Đã xem lại sổ.") == 1
    assert len(operations(app, url)) == 3


WRONG = [
    ({"reason": "Đã xem lại."}, "Cần chọn một kết quả."),
    ({"op_id": "chosen"}, "Cần ghi lý do"),
    ({"op_id": "chosen", "reason": "   "}, "Cần ghi lý do"),
    ({"op_id": "no-such-operation", "reason": "Đã xem lại."}, "người khác ghi lại"),
    ({"op_id": "chosen", "reason": f"Theo công văn {SECRET}"}, secrecy.INSTEAD),
]


@pytest.mark.parametrize(("typed", "sentence"), WRONG)
def test_a_settlement_that_lacks_something_is_refused_with_what_was_typed(
    app: Flask, place: Place, dic: Client, sign_in: Callable[[str], Client], typed: dict[str, str], sentence: str
) -> None:
    url = conflict(place, dic, sign_in("dic.manager"))
    standing = dic.get(url).all("input", name="op_id", type="radio")[0].get("value", "")
    typed = typed | ({"op_id": standing} if typed.get("op_id") == "chosen" else {})
    page = dic.post(f"{url}/settle", status=422, **typed)
    assert sentence in page.text
    assert page.form(f"{url}/settle")["reason"] == [typed.get("reason", "").strip()]
    assert sentence in dic.post(f"{url}/settle", status=422, headers=HTMX, **typed).text
    assert stored(app, url)[0] == "conflict"


def test_a_hint_at_a_secret_stops_a_note_until_a_reason_lets_it_pass(app: Flask, place: Place, dic: Client) -> None:
    url = place.item("CL-26")
    page = fill(dic, url, status=422, result="fail", note=SECRET)
    assert secrecy.MESSAGES["number"] in page.text and page.all("input", name="overrule")
    assert operations(app, url) == []
    send(dic, url, fields(page, url, overrule="Là tên sổ mẫu."))
    assert stored(app, url, kind="note")[1] == {"note": SECRET}
    [logged] = events(app, "secrecy:overrule")
    assert logged.content["kinds"] == ["number"] and logged.content["item"] == place.items["CL-26"]
    assert SECRET not in str(logged.content)
    assert "lý do: Là tên sổ mẫu." in dic.get(url).text


def test_a_note_that_was_let_pass_once_does_not_stop_the_next_answer(app: Flask, place: Place, dic: Client) -> None:
    url = place.item("CL-26")
    fill(dic, url, note=SECRET, overrule="Là tên sổ mẫu.")
    fill(dic, url, result="pass")
    assert stored(app, url)[0] == "pass"
    assert len(events(app, "secrecy:overrule")) == 1


def test_the_log_names_operations_and_never_what_was_typed(app: Flask, place: Place, dic: Client) -> None:
    fill(dic, place.item("CL-26"), op_id="tablet-0001", result="fail", note="Sổ ghi thiếu ngày.")
    logged = events(app, "answer")[-1]
    assert logged.content["operations"] == ["tablet-0001-result", "tablet-0001-note"]
    assert not re.search("Sổ|fail", str(logged.content))
