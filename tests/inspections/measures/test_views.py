"""Knows the pages of causes and measures as an inspector and the body's own account use them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.vietnamese import format_date
from models.findings import Remedy
from models.measures import Measure
from tests.inspections.inspecting.cases import everything, make_visit
from tests.inspections.remedies.cases import make_finding, make_remedy, newest
from tests.inspections.remedies.places import made, soon
from tests.support.client import Client

SignIn = Callable[[str], Client]


def bare(app: Flask, days: int = 30, **fields: Any) -> str:
    """The reference of a requirement that was sent, has no measure and is due in so many days."""
    with everything(app) as session:
        finding = make_finding(session, **fields)
        remedy = make_remedy(session, Path(app.config["EVIDENCE_DIR"]), finding=finding, planned=False)
        remedy.due_on = soon(app, days)
        return remedy.ref


def typed(app: Flask, **fields: str) -> dict[str, str]:
    """What is typed about a measure."""
    return {
        "kind": "immediate",
        "text": "Đóng dấu bổ sung",
        "responsible": "Lê Thị Hoa",
        "position": "Trưởng bưu cục",
        "due_on": format_date(soon(app, 10)),
        "evidence": "Ảnh phiếu gửi",
    } | fields


def last_measure(app: Flask) -> tuple[str, str]:
    """Reference and state of the newest measure."""
    with everything(app) as session:
        found = newest(session, Measure)
        return found.ref, found.state


def test_the_body_writes_its_cause_and_measure_and_begins(app: Flask, sign_in: SignIn) -> None:
    ref = bare(app)
    speaker, url = sign_in("body"), f"/remedies/{bare(app)}"
    page = speaker.get(f"/remedies/{ref}")
    assert "Chưa có việc phải làm" in page.text
    assert {f"/remedies/{ref}/cause", f"/remedies/{ref}/measures/new"} <= page.links()
    assert "Chưa có việc phải làm" in speaker.post(f"/remedies/{ref}/steps/start", status=422).text
    form = speaker.get(f"/remedies/{ref}/cause").form(f"/remedies/{ref}/cause")
    speaker.post(f"/remedies/{ref}/cause", **(form | {"cause": "training", "text": "Người mới"}))
    speaker.post(f"/remedies/{ref}/measures/new", **typed(app))
    text = speaker.get(f"/remedies/{ref}").text
    for words in ("Chưa tập huấn, hướng dẫn người làm", "Người mới", "Xử lý ngay", "Lê Thị Hoa, Trưởng bưu cục"):
        assert words in text
    assert "Tài liệu chứng minh: Ảnh phiếu gửi" in text and "Chưa xong" in text
    speaker.post(f"/remedies/{ref}/steps/start")
    assert "Chưa có việc phải làm" in speaker.get(url).text


@pytest.mark.parametrize("field", ["kind", "text", "responsible", "position", "due_on"])
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(app: Flask, sign_in: SignIn, field: str) -> None:
    url = f"/remedies/{bare(app)}/measures/new"
    page = sign_in("dic.inspector").post(url, status=422, **typed(app, **{field: ""}))
    assert page.form(url)["evidence"] == ["Ảnh phiếu gửi"] and "Chưa lưu được" in page.text


def test_a_cause_that_is_not_in_the_list_is_refused(app: Flask, sign_in: SignIn) -> None:
    url = f"/remedies/{bare(app)}/cause"
    who = sign_in("dic.inspector")
    who.post(url, status=422, **(who.get(url).form(url) | {"cause": "weather"}))
    old = who.get(url).form(url)
    who.post(url, **(old | {"cause": "staff"}))
    assert "người khác thay đổi" in who.post(url, status=422, **(old | {"cause": "other"})).text


def test_a_measure_is_changed_done_and_opened_again(app: Flask, sign_in: SignIn) -> None:
    ref = bare(app)
    who = sign_in("dic.inspector")
    who.post(f"/remedies/{ref}/measures/new", **typed(app))
    measure, _state = last_measure(app)
    url = f"/measures/{measure}"
    assert url in who.get(f"/remedies/{ref}").links()
    old = who.get(url).form(f"{url}/edit")
    who.post(f"{url}/edit", **(old | {"text": "Đóng dấu lại"}))
    assert "người khác thay đổi" in who.post(f"{url}/edit", status=422, **old).text
    who.post(f"{url}/steps/finish", **who.get(url).form(f"{url}/steps/finish"))
    assert last_measure(app)[1] == "done"
    form = who.get(url).form(f"{url}/steps/reopen")
    who.post(f"{url}/steps/reopen", status=422, **form)
    who.post(f"{url}/steps/reopen", **(form | {"reason": "Ảnh mờ"}))
    assert last_measure(app)[1] == "open"
    assert "Ảnh mờ" in who.get(f"/remedies/{ref}").text
    who.post(f"{url}/steps/fly", status=404)


def test_one_measure_is_shared_and_ticked_in_a_report(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = make_visit(session, key="bd-song-mang", state="results_notified")
        folder = Path(app.config["EVIDENCE_DIR"])
        pair = [
            make_remedy(session, folder, finding=make_finding(session, visit=visit), planned=False) for _ in range(2)
        ]
        for one in pair:
            one.due_on = soon(app, 30)
        first, second = (one.ref for one in pair)
    who = sign_in("dic.inspector")
    who.post(f"/remedies/{first}/measures/new", **typed(app))
    measure, _state = last_measure(app)
    page = who.get(f"/remedies/{second}/measures/new")
    assert "Dùng chung một việc đã có" in page.text
    who.post(f"/remedies/{second}/measures/share", status=422, measure="zzzzzzzzzz")
    who.post(f"/remedies/{second}/measures/share", measure=measure)
    for one, other in ((first, second), (second, first)):
        assert "Dùng chung với" in who.get(f"/remedies/{one}").text
        assert f"/remedies/{other}" in who.get(f"/remedies/{one}").links()
    letter = {"number": "45/UBND-VP", "day": "16/11/2026"}
    form = who.get(f"/remedies/{first}/report").form(f"/remedies/{first}/report")
    who.post(f"/remedies/{first}/report", **(form | letter | {"text": "Đã đóng dấu", "done": measure}))
    assert last_measure(app)[1] == "done"
    assert "Đã xong" in who.get(f"/remedies/{second}").text


def test_who_may_not(app: Flask, sign_in: SignIn) -> None:
    ref, foreign = bare(app), bare(app, key="bd-co-chien")
    sign_in("dic.inspector").post(f"/remedies/{ref}/measures/new", **typed(app))
    measure, _state = last_measure(app)
    for login in ("police.inspector", "clerk"):
        who = sign_in(login)
        who.get(f"/remedies/{ref}/measures/new", status=403)
        who.post(f"/remedies/{ref}/cause", status=403)
        who.post(f"/measures/{measure}/steps/finish", status=403)
        assert f"/measures/{measure}" not in who.get(f"/remedies/{ref}").links()
    speaker = sign_in("body")
    speaker.get(f"/remedies/{foreign}/measures/new", status=404)
    speaker.get(f"/remedies/{foreign}/cause", status=404)
    for login in ("approver", "auditor", "admin"):
        sign_in(login).get(f"/measures/{measure}", status=404)


def test_what_the_police_keep_is_met_by_nobody_else(app: Flask, sign_in: SignIn) -> None:
    ref = made(app, own=True)
    measure, _state = last_measure(app)
    assert "Tự kiểm tra hằng ngày" in sign_in("police.inspector").get(f"/remedies/{ref}").text
    for login in ("dic.inspector", "dic.manager", "body"):
        sign_in(login).get(f"/measures/{measure}", status=404)
        sign_in(login).post(f"/measures/{measure}/steps/reopen", status=404)


def test_a_page_says_how_often_it_was_opened_again(app: Flask, sign_in: SignIn) -> None:
    ref = made(app, "in_progress")
    with everything(app) as session:
        remedy = session.scalars(sa.select(Remedy).where(Remedy.ref == ref)).one()
        remedy.times_ineffective = 2
    who = sign_in("dic.inspector")
    assert "Mở lại lần 2" in who.get(f"/remedies/{ref}").text
    assert "ghi việc phải làm mới" in who.get(f"/remedies/{ref}").text
