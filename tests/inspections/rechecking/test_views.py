"""Knows how an inspection is made of what is open at a body, and how what it came to is recorded, on the pages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from inspections.vietnamese import format_date
from models.findings import Finding
from models.inspections import Visit
from models.measures import Recheck
from tests.inspections.inspecting.cases import body, everything, found
from tests.inspections.rechecking.cases import BODY, GROUND, again, answer, finding_on, looked_at, recheck_of
from tests.inspections.remedies.cases import make_remedy, newest
from tests.inspections.remedies.places import soon
from tests.support.client import Client

SignIn = Callable[[str], Client]


def placed(app: Flask, state: str = "verified", **results: str) -> tuple[str, str, str]:
    """References of a finding with a requirement, of where it is looked at again, and of that visit."""
    with everything(app) as session:
        finding = finding_on(session, looked_at(session), "CL-01", "CL-02")
        make_remedy(session, Path(app.config["EVIDENCE_DIR"]), state, finding)
        visit = again(session, [finding])
        answer(session, visit, **results)
        return finding.ref, recheck_of(session, finding).ref, visit.ref


def test_an_inspection_is_made_from_the_page_of_a_body(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        old = looked_at(session)
        wanted, other = finding_on(session, old, "CL-01"), finding_on(session, old, "CL-02")
        ref, kept, left = body(session, BODY).ref, wanted.ref, other.ref
    who, url = sign_in("dic.inspector"), f"/bodies/{ref}/recheck"
    assert url in who.get(f"/bodies/{ref}").links()
    form = who.get(url).form(url)
    assert {kept, left} <= set(form["findings"])
    refused = who.post(url, status=422, **(form | {"findings": kept, "ground": "b"}))
    assert "Cần ghi ô này" in refused.text and refused.form(url)["findings"] == [kept]
    typed = GROUND | {"findings": kept, "first_day": format_date(soon(app, 14))}
    address = who.post(url, **(form | typed)).location
    page = who.get(address)
    assert "Phát hiện trước được kiểm tra lại" in page.text
    with everything(app) as session:
        recheck = newest(session, Recheck)
        assert (recheck.finding.ref, f"/visits/{recheck.visit.ref}") == (kept, address)
        link = f"/rechecks/{recheck.ref}"
    assert link in page.links() and link in who.get(f"/findings/{kept}").links()
    assert "Chưa kiểm tra xong" in who.get(link).text
    assert kept not in who.get(url).html and left in who.get(url).html


def test_what_passed_ends_the_finding_with_a_link_to_the_visit(app: Flask, sign_in: SignIn) -> None:
    finding, ref, visit = placed(app)
    who, url = sign_in("dic.manager"), f"/rechecks/{ref}"
    form = who.get(url).form(f"{url}/settle")
    who.post(f"{url}/settle", status=422, **form)
    who.post(f"{url}/settle", **(form | {"said": "Đã đóng dấu đủ"}))
    page = who.get(url)
    assert "Kiểm tra lại: đạt" in page.text and f"/visits/{visit}" in page.links()
    with everything(app) as session:
        assert newest(session, Finding).state == "closed"
    assert url in who.get(f"/findings/{finding}").links()
    assert "người khác thay đổi" in who.post(f"{url}/settle", status=422, said="x", version=form["version"]).text


def test_what_failed_again_is_opened_and_counted_on_the_page(app: Flask, sign_in: SignIn) -> None:
    _finding, ref, _visit = placed(app, CL_02="fail")
    who, url = sign_in("dic.manager"), f"/rechecks/{ref}"
    assert "mở lại yêu cầu khắc phục" in who.get(url).text
    who.post(f"{url}/settle", **(who.get(url).form(f"{url}/settle") | {"said": "Vẫn thiếu"}))
    link = next(one for one in who.get(url).links() if one.startswith("/remedies/"))
    text = who.get(link).text
    assert "Mở lại lần 1" in text and "Vẫn thiếu" in text


@pytest.mark.parametrize("login", ["police.manager", "police.inspector", "clerk", "dic.inspector"])
def test_who_may_not_record_it(app: Flask, sign_in: SignIn, login: str) -> None:
    _finding, ref, _visit = placed(app)
    who, url = sign_in(login), f"/rechecks/{ref}"
    assert f"{url}/settle" not in [form.get("action") for form in who.get(url).forms()]
    who.post(f"{url}/settle", status=403, said="Đạt", version="1")


def test_who_may_not_make_one(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = body(session, BODY).ref
    for login in ("police.manager", "clerk", "body", "approver", "admin"):
        sign_in(login).get(f"/bodies/{ref}/recheck", status=403)
        sign_in(login).post(f"/bodies/{ref}/recheck", status=403)


def test_what_the_department_keeps_is_not_met_by_the_police(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        own = finding_on(session, looked_at(session), "CL-01", audience="own", text="Giữ riêng zqo")
        visit = again(session, [own]).ref
        ref = recheck_of(session, own).ref
        assert found(session, visit).state == newest(session, Visit).state
    police = sign_in("police.manager")
    police.get(f"/rechecks/{ref}", status=404)
    police.post(f"/rechecks/{ref}/settle", status=404)
    assert "zqo" not in police.get(f"/visits/{visit}").html
    assert "zqo" in sign_in("dic.manager").get(f"/visits/{visit}").html
