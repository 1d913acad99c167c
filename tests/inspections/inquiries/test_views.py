"""Knows what a body fills in and what inspectors see of it, page by page; knows no rule."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import Flask

from inspections.clock import today
from inspections.inquiries import rules
from inspections.inspecting.queries import chosen
from inspections.vietnamese import format_date
from models.inquiries import Inquiry
from tests.inspections.inquiries.cases import answered, sent, visit_with_items
from tests.inspections.inspecting.cases import everything
from tests.inspections.remedies.cases import make_finding
from tests.support.client import Client

SignIn = Callable[[str], Client]


def soon(app: Flask, days: int = 5) -> date:
    """A day to come."""
    with app.app_context():
        return today() + timedelta(days=days)


def test_a_self_check_goes_to_the_body_and_comes_back_beside_the_questions(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = visit_with_items(session, day=soon(app))
        ref, item = visit.ref, chosen(session, visit)["CL-01"].ref
    leader, body, inspector = sign_in("dic.manager"), sign_in("body"), sign_in("police.inspector")
    new = f"/visits/{ref}/inquiries/check"
    assert new in leader.get(f"/visits/{ref}").links() and new not in inspector.get(f"/visits/{ref}").links()
    inspector.get(new, status=403)
    form = leader.get(new).form(new)
    assert len(form["picked"]) == 2 and form["due_on"] == [format_date(soon(app, 4))]
    assert "Cần chọn ít nhất một mục" in leader.post(new, status=422, **(form | {"picked": None})).text
    sheet = leader.post(new, **form).location
    answer = f"{sheet}/answer"
    assert answer in body.get("/").links()
    body.get(f"/own-visits/{ref}", status=404)
    form = body.get(answer).form(answer)
    body.post(answer, **(form | {"choice_1": "pass", "note_1": "Đã có quyết định phân công."}))
    assert (
        "phân công." not in inspector.get(sheet).text
        and "Đơn vị tự kiểm tra" not in inspector.get(f"/items/{item}").text
    )
    inspector.get(answer)
    form = body.get(answer).form(answer)
    page = body.post(answer, status=422, **(form | {"choice_2": "fail", "act": "send"}))
    assert "Cần chọn một ô." in page.text and "Cần ghi rõ vì sao." in page.text
    assert page.form(answer)["choice_2"] == ["fail"]
    whole = {f"choice_{n}": "pass" for n in (1, 2, 3, 4)} | {"act": "send"}
    assert body.post(answer, **(form | whole)).location == sheet
    card = inspector.get(f"/items/{item}").text
    assert "Đơn vị tự kiểm tra: ✓ Đạt. Đã có quyết định phân công." in card and "Chưa kiểm tra" in card
    assert "Chưa có nội dung nào đơn vị tự đánh giá khác" in inspector.get(sheet).text


def test_a_sheet_is_there_for_its_own_body_alone(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        other = sent(session, visit_with_items(session, key="bd-co-chien")).ref
        drafted = visit_with_items(session, key="bd-song-mang").ref
    body = sign_in("body")
    body.get(f"/inquiries/{other}", status=404)
    body.get(f"/inquiries/{other}/answer", status=404)
    body.post(f"/inquiries/{other}/answer", status=404, act="send")
    body.get(f"/visits/{drafted}/inquiries/check", status=404)
    assert f"/inquiries/{other}" not in body.get("/").links()
    sign_in("clerk").get(f"/inquiries/{other}/answer", status=403)


def test_the_body_s_opinion_comes_back_and_more_can_be_asked(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = visit_with_items(session)
        visit.state, visit.for_body_id = "fieldwork_done", visit.body_id
        make_finding(session, visit=visit)
        ref = visit.ref
    leader, body = sign_in("dic.manager"), sign_in("body")
    new = f"/visits/{ref}/inquiries/opinion"
    form = leader.get(new).form(new)
    sheet = leader.post(new, **(form | {"due_on": format_date(soon(app)), "note": "Nhờ giải trình."})).location
    answer = f"{sheet}/answer"
    assert sheet in body.get(f"/own-visits/{ref}").links()
    page = body.get(answer)
    assert "03/30 phiếu gửi không đóng dấu ngày." in page.text and "Nhờ giải trình." in page.text
    said = {"choice_1": "disagree", "note_1": "Chỉ thiếu 01 phiếu.", "text": "Đề nghị xem lại.", "act": "send"}
    body.post(answer, **(page.form(answer) | said))
    shown = leader.get(sheet)
    assert "Không thống nhất" in shown.text and "Chỉ thiếu 01 phiếu." in shown.text
    step = f"{sheet}/steps/return"
    assert "Cần ghi lý do." in leader.post(step, status=422, **shown.form(step)).text
    leader.post(step, **(shown.form(step) | {"reason": "Kèm số phiếu gửi."}))
    assert "Kèm số phiếu gửi." in body.get(answer).text
    body.post(f"{sheet}/steps/withdraw", status=403)
    step = f"{sheet}/steps/withdraw"
    leader.post(step, **leader.get(sheet).form(step))
    assert "Đã thu hồi" in body.get(answer).text and answer not in body.get("/").links()


def test_only_what_differs_is_shown_when_asked(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        sheet: Inquiry = answered(session, sent(session, visit_with_items(session)), "pass")
        ref, total = sheet.ref, len(sheet.lines)
    who = sign_in("dic.inspector")
    assert len(who.get(f"/inquiries/{ref}").all("ol")) == 1 and total == 4
    assert "Đơn vị:" not in who.get(f"/inquiries/{ref}?only=different").text
    assert rules.KINDS[rules.SELF_CHECK].label in who.get(f"/inquiries/{ref}?only=different").text
