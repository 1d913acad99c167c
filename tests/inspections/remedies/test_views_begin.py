"""What a body meets first of a requirement: that it came, and what to write before it can report; knows no database."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from inspections.vietnamese import format_date
from tests.inspections.findings.cases import noted
from tests.inspections.inspecting.cases import everything
from tests.inspections.remedies.cases import make_own, make_remedy
from tests.inspections.remedies.places import soon
from tests.support.client import Client

SignIn = Callable[[str], Client]
MISSING = "Chưa có việc phải làm: ghi ít nhất một việc trước khi bắt đầu thực hiện."


def unplanned(app: Flask) -> str:
    """A requirement that was sent and of which nobody has said yet what will be done."""
    with everything(app) as session:
        return make_remedy(session, Path(app.config["EVIDENCE_DIR"]), planned=False).ref


def test_nobody_types_a_report_that_cannot_be_taken(app: Flask, sign_in: SignIn) -> None:
    ref = unplanned(app)
    body = sign_in("body")
    for name in ("report", "progress"):
        page = body.get(f"/remedies/{ref}/{name}")
        assert MISSING in page.text and "<textarea" not in page.html
        assert f"/remedies/{ref}/measures/new" in page.links()
    refused = body.post(f"/remedies/{ref}/report", status=422, text="Đã niêm yết.")
    assert refused.form(f"/remedies/{ref}/report")["text"] == ["Đã niêm yết."]


def test_the_first_thing_to_do_is_said_once_and_leads_there(app: Flask, sign_in: SignIn) -> None:
    ref = unplanned(app)
    for login in ("body", "dic.inspector"):
        page = sign_in(login).get(f"/remedies/{ref}")
        assert page.text.count(MISSING) == 1 and "Ghi việc phải làm" in page.text
        assert f"/remedies/{ref}/report" not in page.links()


def test_what_is_reported_already_is_not_reported_again(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = make_remedy(session, Path(app.config["EVIDENCE_DIR"]), "reported").ref
    page = sign_in("body").get(f"/remedies/{ref}/report")
    assert "chờ cơ quan theo dõi kiểm tra, xác nhận" in page.text and "<textarea" not in page.html


def test_what_goes_by_letter_alone_is_not_said_to_be_sent_by_the_application(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        remedy = make_remedy(session, Path(app.config["EVIDENCE_DIR"]), finding=make_own(session), sent=False)
        ref, remedy.due_on = remedy.ref, soon(app, 30)
    police = sign_in("police.inspector")
    page = police.get(f"/remedies/{ref}")
    assert "Ghi đã gửi bằng văn bản" in page.text and "Gửi yêu cầu cho đơn vị" not in page.text
    sent = police.post(f"/remedies/{ref}/send", number="12/CAT-PA03", day=format_date(soon(app, 0)))
    assert "Đã ghi yêu cầu gửi đơn vị bằng văn bản." in police.get(sent.location).text


def test_the_checklist_s_own_days_are_named_beside_the_province_s(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        finding = noted(session, "CL-33")
        finding.state, ref = "confirmed", finding.ref
    text = sign_in("dic.inspector").get(f"/findings/{ref}/remedies/new").text
    assert f"Mẫu phiếu gợi ý cho nội dung này: 05 ngày (chậm nhất ngày {format_date(soon(app, 5))})" in text


def test_the_finding_leads_to_what_is_required_for_it(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        remedy = make_remedy(session, Path(app.config["EVIDENCE_DIR"]))
        ref, finding, said = remedy.ref, remedy.finding.ref, remedy.requirement
    page = sign_in("dic.manager").get(f"/findings/{finding}")
    assert f"/remedies/{ref}" in page.links() and page.text.count(said) == 1
    assert "Lập thêm yêu cầu khắc phục" in page.text


def test_what_waits_for_a_decision_stands_before_everything_that_does_not(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = make_remedy(session, Path(app.config["EVIDENCE_DIR"])).ref
    body, manager = sign_in("body"), sign_in("dic.manager")
    body.post(f"/remedies/{ref}/extension", to_on=format_date(soon(app, 90)), reason="Chờ vật tư.")
    page = manager.get(f"/remedies/{ref}").html
    assert page.index("Chờ quyết định") < page.index("Căn cứ, thời hạn")
    manager.post(f"/remedies/{ref}/extension/answer", status=422, granted="no")
    manager.post(f"/remedies/{ref}/extension/answer", granted="yes")
    page = manager.get(f"/remedies/{ref}").html
    assert page.index("Được gia hạn") > page.index("Căn cứ, thời hạn")
