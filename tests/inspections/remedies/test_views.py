"""Knows the pages of requirements as an inspector, a manager and the body's own account use them."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.vietnamese import format_date
from models.findings import Finding, Remedy, RemedyFile
from tests.inspections.evidence.pictures import HTML, picture
from tests.inspections.inspecting.cases import everything, found, make_inspection, make_visit
from tests.inspections.remedies.cases import PDF, make_finding, make_remedy, newest
from tests.inspections.remedies.places import made, soon
from tests.support.client import Client, Page, counted

SignIn = Callable[[str], Client]


def stored(app: Flask, ref: str) -> Remedy:
    """A requirement as it is stored, with its finding, its steps and its requests for more time."""
    with everything(app) as session:
        session.expire_on_commit = False
        remedy = session.scalars(sa.select(Remedy).where(Remedy.ref == ref)).one()
        assert remedy.finding and remedy.visit and remedy.steps
        assert len(remedy.extensions) + sum(len(step.files) for step in remedy.steps) >= 0
        return remedy


def send_report(who: Client, ref: str, *files: tuple[bytes, str], status: int = 303, **fields: Any) -> Page:
    """Sends the form of a report with these files."""
    sent = [(io.BytesIO(raw), name) for raw, name in files]
    return who.post(f"/remedies/{ref}/report", status=status, **({"text": "Đã thực hiện.", "files": sent} | fields))


def test_a_requirement_begins_with_what_its_finding_says(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        finding = make_finding(session, severity="serious")
        ref, visit, said = finding.ref, finding.visit.ref, finding.requirement
    who = sign_in("dic.inspector")
    assert f"/findings/{ref}/remedies/new" in who.get(f"/visits/{visit}").links()
    form = who.get(f"/findings/{ref}/remedies/new").form(f"/findings/{ref}/remedies/new")
    assert form["requirement"] == [said] and form["ground"] == ["khoản 2 Điều 8 Luật Bưu chính"]
    assert form["due_on"] == [format_date(soon(app, 15))]
    address = who.post(f"/findings/{ref}/remedies/new", **form).location
    page = who.get(address)
    assert "chưa nhận được cho đến khi gửi" in page.text and "khoản 2 Điều 8 Luật Bưu chính" in page.text
    assert address in who.get(f"/visits/{visit}").links()


def test_a_finding_that_asks_for_nothing_yet_gives_a_requirement_its_first_words(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = make_finding(session, requirement="").ref
    form = sign_in("dic.inspector").get(f"/findings/{ref}/remedies/new").form(f"/findings/{ref}/remedies/new")
    assert form["requirement"] == [
        "Khắc phục tồn tại: 03/30 phiếu gửi không đóng dấu ngày; thực hiện đúng khoản 2 Điều 8 Luật Bưu chính."
    ]


def test_the_clause_that_fines_is_refused_in_the_form(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = make_finding(session).ref
    who, url = sign_in("dic.inspector"), f"/findings/{ref}/remedies/new"
    form = who.get(url).form(url) | {"ground": "điểm a khoản 2 Điều 9 Nghị định số 174/2026/NĐ-CP"}
    page = who.post(url, status=422, **form)
    assert "không phải điều, khoản xử phạt" in page.text
    assert page.form(url)["ground"] == [form["ground"]]


def test_a_requirement_is_changed_until_it_is_sent(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = make_remedy(session, Path(app.config["EVIDENCE_DIR"]), sent=False).ref
    who, url = sign_in("dic.inspector"), f"/remedies/{ref}/edit"
    assert url in who.get(f"/remedies/{ref}").links()
    who.post(url, **(who.get(url).form(url) | {"requirement": "Tập huấn lại", "due_on": format_date(soon(app, 40))}))
    assert stored(app, ref).requirement == "Tập huấn lại"
    who.post(f"/remedies/{ref}/send")
    assert url not in who.get(f"/remedies/{ref}").links()
    assert "đã gửi đơn vị" in who.post(url, status=422, **(who.get(url).form(url))).text


def test_the_body_finds_it_at_home_once_it_is_sent(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        remedy = make_remedy(session, Path(app.config["EVIDENCE_DIR"]), sent=False)
        remedy.due_on = soon(app, 12)
        ref = remedy.ref
    speaker, who = sign_in("body"), sign_in("dic.inspector")
    assert f"/remedies/{ref}" not in speaker.get("/").links()
    speaker.get(f"/remedies/{ref}", status=404)
    who.post(f"/remedies/{ref}/send")
    page = speaker.get("/")
    assert {f"/remedies/{ref}", f"/remedies/{ref}/report", f"/remedies/{ref}/extension"} <= page.links()
    assert "Còn 12 ngày" in page.text and f"chậm nhất ngày {format_date(soon(app, 12))}" in page.text
    text = speaker.get(f"/remedies/{ref}").text
    assert "03/30 phiếu gửi không đóng dấu ngày." in text and "khoản 2 Điều 8 Luật Bưu chính" in text


def test_a_body_never_meets_another_body_s_requirement(app: Flask, sign_in: SignIn) -> None:
    ref = made(app, "open", key="bd-co-chien")
    speaker = sign_in("body")
    assert f"/remedies/{ref}" not in speaker.get("/remedies").links()
    for url in ("", "/report", "/extension"):
        speaker.get(f"/remedies/{ref}{url}", status=404)
    for url in ("/report", "/extension", "/steps/start"):
        speaker.post(f"/remedies/{ref}{url}", status=404)


def test_the_body_reports_with_photos_and_papers(app: Flask, sign_in: SignIn) -> None:
    ref = made(app)
    speaker = sign_in("body")
    page = send_report(speaker, ref, (picture(), "bảng mới.jpg"), (PDF, "báo cáo.pdf"))
    assert "Đã ghi báo cáo" in speaker.get(page.location).text
    remedy = stored(app, ref)
    files = {file.kind: file.ref for step in remedy.steps for file in step.files}
    assert remedy.state == "reported" and set(files) == {"jpg", "pdf"}
    for who in (speaker, sign_in("police.manager")):
        links = who.get(f"/remedies/{ref}").links()
        assert {f"/remedy-files/{one}" for one in files.values()} <= links
        photo, paper = (who.get(f"/remedy-files/{files[kind]}").response for kind in ("jpg", "pdf"))
        assert (photo.mimetype, paper.mimetype) == ("image/jpeg", "application/pdf")
        assert photo.headers["X-Content-Type-Options"] == paper.headers["X-Content-Type-Options"] == "nosniff"
        assert paper.headers["Content-Disposition"] == f"attachment; filename=KP-{ref}_01_02_bao-cao.pdf"
        assert paper.get_data() == PDF
        assert who.get(f"/remedy-files/{files['jpg']}/thumb").response.mimetype == "image/jpeg"
        who.get(f"/remedy-files/{files['pdf']}/thumb", status=404)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "ít nhất một ảnh hoặc một tệp PDF"),
        ([(HTML, "anh.jpg")], "không phải PDF, JPG hoặc PNG đọc được"),
        ([(b"%PDF-1.4 cut", "a.pdf"), (picture(), "b.jpg")], "không phải PDF, JPG hoặc PNG đọc được"),
        ([(picture(size=(20 + n, 20)), f"{n}.jpg") for n in range(11)], "tối đa 10 tệp"),
    ],
)
def test_what_proves_nothing_is_refused_and_the_words_stay(
    app: Flask, sign_in: SignIn, files: list[tuple[bytes, str]], sentence: str
) -> None:
    ref = made(app)
    kept = {path for path in Path(app.config["EVIDENCE_DIR"]).rglob("*") if path.is_file()}
    page = send_report(sign_in("body"), ref, *files, status=422)
    assert sentence in page.text
    assert page.form(f"/remedies/{ref}/report")["text"] == ["Đã thực hiện."]
    assert {path for path in Path(app.config["EVIDENCE_DIR"]).rglob("*") if path.is_file()} == kept
    assert stored(app, ref).state == "open"


def test_an_inspector_enters_the_body_s_letter_and_another_verifies(app: Flask, sign_in: SignIn) -> None:
    ref = made(app)
    who, boss = sign_in("dic.inspector"), sign_in("dic.manager")
    assert "Cần ghi cả số, ký hiệu và ngày" in send_report(who, ref, status=422, number="45/UBND-VP").text
    send_report(who, ref, number="45/UBND-VP", day="16/11/2026")
    page = who.get(f"/remedies/{ref}")
    assert "Văn bản số 45/UBND-VP ngày 16/11/2026" in page.text and "ghi thay đơn vị" in page.text
    assert "Người xác nhận phải là người khác" in page.text
    refused = who.post(f"/remedies/{ref}/steps/verify", status=422, note="Đúng")
    assert "Người xác nhận phải là người khác" in refused.text
    boss.post(f"/remedies/{ref}/steps/verify", note="Đã xem hồ sơ, ảnh")
    assert stored(app, ref).state == "verified"
    early = boss.post(f"/remedies/{ref}/steps/effective", status=422, note="Duy trì tốt", score="80")
    assert "mới đánh giá được hiệu quả" in early.text
    with everything(app) as session:
        newest(session, Remedy).effect_due_on = soon(app, 0)
    for score in ("", "101", "8,5", "-1"):
        boss.post(f"/remedies/{ref}/steps/effective", status=422, note="Duy trì tốt", score=score)
    boss.post(f"/remedies/{ref}/steps/effective", status=422, note=" ", score="80")
    boss.post(f"/remedies/{ref}/steps/effective", note="Duy trì tốt", score="80")
    assert "Hiệu quả: 80/100 điểm" in boss.get(f"/remedies/{ref}").text
    finding = stored(app, ref).finding
    boss.post(f"/findings/{finding.ref}/steps/close", version=str(finding.version))
    assert stored(app, ref).finding.state == "closed"


def test_a_returned_report_tells_the_body_why(app: Flask, sign_in: SignIn) -> None:
    ref = made(app, "reported")
    sign_in("dic.inspector").post(f"/remedies/{ref}/steps/return", note="Ảnh không rõ ngày chụp")
    page = sign_in("body").get(f"/remedies/{ref}")
    assert "Ảnh không rõ ngày chụp" in page.text and f"/remedies/{ref}/report" in page.links()


def test_more_time_is_asked_for_by_the_body_and_decided_by_the_manager(app: Flask, sign_in: SignIn) -> None:
    ref = made(app, days=5)
    speaker, boss = sign_in("body"), sign_in("dic.manager")
    until = format_date(soon(app, 25))
    speaker.post(f"/remedies/{ref}/extension", to_on=until, reason="Chờ Bưu điện tỉnh cấp dấu")
    assert "Chờ quyết định" in speaker.get(f"/remedies/{ref}").text
    sign_in("clerk").post(f"/remedies/{ref}/extension/answer", status=403, granted="yes")
    sign_in("police.manager").post(f"/remedies/{ref}/extension/answer", status=403, granted="yes")
    boss.post(f"/remedies/{ref}/extension/answer", status=422)
    boss.post(f"/remedies/{ref}/extension/answer", granted="yes")
    page = speaker.get(f"/remedies/{ref}")
    assert f"Từ {format_date(soon(app, 5))} đến {until}" in page.text and "Được gia hạn" in page.text
    assert stored(app, ref).due_on == soon(app, 25)


def test_more_time_is_asked_for_while_nothing_can_be_reported_yet(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = make_remedy(session, Path(app.config["EVIDENCE_DIR"]), planned=False).ref
    links = sign_in("body").get(f"/remedies/{ref}").links()
    assert f"/remedies/{ref}/extension" in links and f"/remedies/{ref}/report" not in links


def test_more_time_is_not_asked_for_backwards(app: Flask, sign_in: SignIn) -> None:
    ref = made(app, days=5)
    sent = {"to_on": format_date(soon(app, 5)), "reason": "Chờ"}
    page = sign_in("body").post(f"/remedies/{ref}/extension", status=422, **sent)
    assert "phải sau thời hạn hiện nay" in page.text


def test_who_may_do_what(app: Flask, sign_in: SignIn) -> None:
    ref = made(app, "reported")
    for login in ("police.inspector", "clerk", "body"):
        sign_in(login).post(f"/remedies/{ref}/steps/verify", status=403, note="Đúng")
    sign_in("police.inspector").get(f"/remedies/{ref}/report", status=403)
    for login in ("approver", "auditor", "admin"):
        who = sign_in(login)
        who.get("/remedies", status=403)
        who.get(f"/remedies/{ref}", status=404)
    sign_in("dic.inspector").post(f"/remedies/{ref}/steps/report", status=404)
    sign_in("dic.inspector").post(f"/remedies/{ref}/steps/fly", status=404)


def test_what_the_police_keep_is_met_by_nobody_else(app: Flask, sign_in: SignIn) -> None:
    ref = made(app, own=True)
    assert "Chỉ Công an tỉnh xem" in sign_in("police.inspector").get(f"/remedies/{ref}").text
    for login in ("dic.manager", "clerk", "body"):
        who = sign_in(login)
        who.get(f"/remedies/{ref}", status=404)
        assert f"/remedies/{ref}" not in who.get("/remedies").links()


@pytest.mark.parametrize("login", ["dic.inspector", "body"])
def test_pages_cost_the_same_however_much_there_is(app: Flask, sign_in: SignIn, login: str) -> None:
    ref = made(app, "reported")
    who = sign_in(login)
    pages = ("/remedies", "/", f"/remedies/{ref}")

    def cost() -> list[int]:
        counts = []
        for url in pages:
            who.get(url)
            with counted(app) as statements:
                who.get(url)
            counts.append(len(statements))
        return counts

    few = cost()
    for state in ("open", "reported", "effective", "in_progress"):
        made(app, state)
    assert cost() == few and max(few) <= 20


def test_a_visit_shows_its_requirements_and_is_ended(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = make_visit(session, make_inspection(session), "bd-co-chien", state="results_notified")
        remedy = make_remedy(session, Path(app.config["EVIDENCE_DIR"]), finding=make_finding(session, visit=visit))
        ref, url = visit.ref, f"/remedies/{remedy.ref}"
    boss = sign_in("dic.manager")
    page = boss.get(f"/visits/{ref}")
    assert {url, f"/visits/{ref}/close"} <= page.links() and "Đang theo dõi khắc phục" in page.text
    assert "Còn 01 phát hiện chưa kết thúc" in boss.get(f"/visits/{ref}/close").text
    assert "Còn 01 phát hiện chưa kết thúc" in boss.post(f"/visits/{ref}/close", status=422).text
    with everything(app) as session:
        newest(session, Finding).state = "closed"
    boss.post(f"/visits/{ref}/close")
    with everything(app) as session:
        assert found(session, ref).state == "closed"
    sign_in("clerk").post(f"/visits/{ref}/close", status=403)


def test_a_letter_that_urges_is_recorded_by_the_clerk(app: Flask, sign_in: SignIn) -> None:
    ref = made(app, days=-6)
    clerk = sign_in("clerk")
    assert "Cần ghi cả số" in clerk.post(f"/remedies/{ref}/urge", status=422, number="1874/SKHCN-BCVT").text
    clerk.post(f"/remedies/{ref}/urge", number="1874/SKHCN-BCVT", day="16/11/2026", note="Gửi Bưu điện tỉnh")
    assert "Văn bản số 1874/SKHCN-BCVT ngày 16/11/2026" in sign_in("body").get(f"/remedies/{ref}").text


def test_a_file_that_was_lost_answers_404(app: Flask, sign_in: SignIn) -> None:
    made(app, "reported")
    with everything(app) as session:
        row = newest(session, RemedyFile)
        row.sha256 = "0" * 64
        ref = row.ref
    sign_in("dic.inspector").get(f"/remedy-files/{ref}", status=404)
