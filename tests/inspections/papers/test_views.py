"""Knows the way of a paper through its pages: begun, numbered, locked, signed or not, withdrawn, copied."""

import io
from datetime import date

import pypdf
import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.errors import RuleBroken
from inspections.evidence.photos import path_of
from inspections.papers import actions
from models.checklists import Evidence
from models.events import Event
from models.findings import Finding
from models.inspections import Visit
from models.papers import Paper, PaperFile
from tests.inspections.evidence.pictures import picture
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.papers.conftest import TYPED, Desk, SignIn
from tests.support.client import Client, words_of


def copy(client: Client, paper: Paper, kind: str) -> bytes:
    """A copy of a paper as a person takes it."""
    return client.post(f"/papers/{paper.ref}/files/{kind}", status=200).response.data


def events(app: Flask, action: str) -> list[Event]:
    """The rows of the log of an action."""
    with everything(app) as session:
        rows = list(session.scalars(sa.select(Event).where(Event.action == action)))
        session.expunge_all()
        return rows


def test_minutes_go_from_a_draft_to_signed_and_move_their_visit(desk: Desk, lead: Client) -> None:
    lead.post(f"/visits/{desk.visit}/papers/minutes")
    desk.type_in(began_at="", ended_at="")
    paper = desk.paper()
    page = lead.get(f"/papers/{paper.ref}")
    assert "Cần cấp số trước khi khóa nội dung." in page.text
    assert page.form(f"/papers/{paper.ref}/number")["serial"] == ["3"]
    desk.number(lead, "3")
    assert "Còn thiếu: giờ bắt đầu, giờ kết thúc." in lead.get(f"/papers/{paper.ref}").text
    assert "Còn thiếu" in desk.step(lead, "lock", status=422).text
    desk.type_in(**TYPED)
    desk.step(lead, "lock")
    paper = desk.paper()
    assert (paper.state, paper.number, len(paper.sha256 or "")) == ("locked", "03/BB-ĐKT", 64)
    desk.step(lead, "sign", day="18/11/2026", signer="Phạm Thị Thu Hà; Mai Thanh Phong")
    paper = desk.paper()
    assert (paper.state, paper.signed_on) == ("signed", date(2026, 11, 18))
    assert desk.state() == "minutes_signed"
    with everything(desk.app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.ref == desk.visit)).one()
        assert (visit.minutes_number, visit.minutes_on) == ("03/BB-ĐKT", date(2026, 11, 18))


def test_a_lock_that_was_held_back_when_the_paper_would_have_been_rendered_freezes_nothing(
    desk: Desk, lead: Client
) -> None:
    lead.post(f"/visits/{desk.visit}/papers/minutes")
    desk.type_in(**TYPED)
    desk.number(lead, "3")
    ref = desk.paper().ref
    with everything(desk.app) as session:
        paper = session.scalars(sa.select(Paper).where(Paper.ref == ref)).one()
        with pytest.raises(RuleBroken, match="vừa thay đổi trong lúc khóa"):
            actions.take_step(session, paper, person(session, "dic.manager"), "lock", paper.version, date.today())
        session.rollback()
    assert desk.paper().state == "draft"


def test_two_copies_of_a_locked_paper_are_the_same_bytes_and_each_is_registered(desk: Desk, lead: Client) -> None:
    paper = desk.locked(lead)
    for kind in ("docx", "pdf"):
        assert copy(lead, paper, kind) == copy(lead, paper, kind)
    assert len(events(desk.app, "paper:copy")) == 4
    after = desk.paper()
    assert (after.version, after.state, len(after.files)) == (paper.version, "locked", len(paper.files))
    text = pypdf.PdfReader(io.BytesIO(copy(lead, paper, "pdf"))).pages[0].extract_text()
    assert "DỰ THẢO" not in text and "DỮ LIỆU TRÌNH DIỄN" in text
    assert paper.sha256 in text.replace("\n", "") and f"dòng {paper.log_number}" in text


def test_what_changes_after_the_lock_changes_no_copy(desk: Desk, lead: Client) -> None:
    paper = desk.locked(lead)
    before = copy(lead, paper, "docx")
    with everything(desk.app) as session:
        session.execute(sa.update(Visit).where(Visit.ref == desk.visit).values(agreement="Công văn khác"))
    assert copy(lead, paper, "docx") == before
    assert "Công văn khác" not in lead.get(f"/papers/{paper.ref}").text


def test_a_draft_is_marked_and_made_anew_each_time(desk: Desk, lead: Client) -> None:
    lead.post(f"/visits/{desk.visit}/papers/minutes")
    text = pypdf.PdfReader(io.BytesIO(copy(lead, desk.paper(), "pdf"))).pages[0].extract_text()
    assert "DỰ THẢO" in text and "……/BB-ĐKT" in text
    assert not desk.paper().files


def test_the_body_that_does_not_sign_needs_a_reason_and_a_witness(desk: Desk, lead: Client) -> None:
    desk.locked(lead)
    assert "Cần ghi lý do đơn vị không ký" in desk.step(lead, "not_sign", status=422, day="18/11/2026").text
    held = {"day": "18/11/2026", "reason": "Không nêu lý do."}
    assert "đại diện chính quyền cấp xã" in desk.step(lead, "not_sign", status=422, **held).text
    desk.step(lead, "not_sign", witness_reason="Bận việc khác.", **held)
    paper = desk.paper()
    assert (paper.state, paper.not_signed_reason) == ("not_signed", "Không nêu lý do.")
    assert paper.witness == "không ký xác nhận, lý do: Bận việc khác."
    assert desk.state() == "minutes_signed"
    assert "Đại diện đơn vị không ký. Lý do: Không nêu lý do." in lead.get(f"/papers/{paper.ref}").text


def test_a_locked_paper_is_withdrawn_with_a_reason_and_a_signed_one_never(desk: Desk, lead: Client) -> None:
    first = desk.locked(lead)
    assert "Cần ghi lý do" in desk.step(lead, "withdraw", status=422).text
    desk.step(lead, "withdraw", reason="Sai giờ kết thúc.")
    paper = desk.paper()
    assert (paper.state, paper.edition, paper.content, paper.number) == ("draft", 2, None, first.number)
    desk.step(lead, "lock")
    assert {(file.edition, file.kind) for file in desk.paper().files} == {
        (edition, kind) for edition in (1, 2) for kind in ("docx", "pdf")
    }
    desk.step(lead, "sign", day="18/11/2026", signer="A")
    assert "không còn phù hợp" in desk.step(lead, "withdraw", status=422, reason="Sửa.").text
    assert desk.paper().state == "signed"


def test_a_number_is_given_once_in_an_inspection(desk: Desk, lead: Client) -> None:
    desk.signed(lead)
    lead.post(f"/visits/{desk.visit}/papers/annex")
    taken = desk.number(lead, "3", "annex", status=422)
    assert "đã cấp cho văn bản khác" in words_of(taken.all("p", id="serial-error")[0])
    desk.number(lead, "4", "annex")
    assert desk.paper("annex").number == "04/BB-ĐKT"


def test_signed_minutes_are_corrected_by_an_annex(desk: Desk, lead: Client) -> None:
    minutes = desk.signed(lead)
    lead.post(f"/visits/{desk.visit}/papers/annex")
    annex = desk.paper("annex")
    assert annex.corrects_id == minutes.id
    url = f"/papers/{annex.ref}/edit"
    form = lead.get(url).form(url) | {
        "reason": ["Ghi sai số phiếu."],
        "changes": ["Điểm 3.2: 04 phiếu."],
        "began_at": ["9:05"],
    }
    lead.post(url, **{name: values[0] for name, values in form.items() if name != "csrf_token"})
    page = lead.get(f"/papers/{annex.ref}/content")
    assert "Điểm 3.2: 04 phiếu." in page.text and "09 giờ 05 phút" in page.text
    assert "Kèm theo Biên bản số 03/BB-ĐKT ngày 18 tháng 11 năm 2026" in page.text


def test_a_notice_is_locked_signed_by_the_clerk_with_its_number_and_sent(
    desk: Desk, lead: Client, sign_in: SignIn
) -> None:
    desk.signed(lead)
    lead.post(f"/visits/{desk.visit}/papers/notice")
    notice = desk.paper("result_notice")
    url = f"/papers/{notice.ref}/edit"
    lead.post(url, version=str(notice.version), signer="Phạm Thị Thu Hà", report_by="ngày 21 tháng 12 năm 2026")
    desk.step(lead, "lock", "result_notice")
    clerk = sign_in("clerk")
    desk.step(clerk, "issue", "result_notice", day="20/11/2026", signer="Phạm Thị Thu Hà", number="312/TB-SKHCN")
    assert "312/TB-SKHCN" in clerk.get(f"/papers/{notice.ref}").text
    assert desk.state() == "minutes_signed"
    desk.step(clerk, "send", "result_notice", day="20/11/2026")
    notice = desk.paper("result_notice")
    assert (notice.state, desk.state()) == ("sent", "results_notified")
    assert notice.for_body_id is not None and all(file.for_body_id == notice.for_body_id for file in notice.files)


def test_a_block_written_by_hand_is_kept_and_marked_until_it_is_composed_again(
    desk: Desk, lead: Client, app: Flask
) -> None:
    desk.signed(lead)
    lead.post(f"/visits/{desk.visit}/papers/notice")
    url = f"/papers/{desk.paper('result_notice').ref}"
    assert "Đã sửa tay" not in lead.get(f"{url}/edit").text
    lead.post(f"{url}/edit", version=str(desk.paper("result_notice").version), shortcomings="Viết lại bằng tay.")
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.ref == desk.visit)).one()
        by = person(session, "dic.inspector")
        said = {"requirement": "Làm theo sau.", "detected_on": visit.day, "noted_by": by}
        for kind, text in (("shortcoming", "Phát hiện sau."), ("good_practice", "Ưu điểm ghi sau.")):
            session.add(Finding(visit=visit, owner="DIC", kind=kind, state="confirmed", **said | {"text": text}))
    content, page = lead.get(f"{url}/content").text, lead.get(f"{url}/edit").text
    assert "Viết lại bằng tay" in content and "Phát hiện sau" not in content
    assert "Ưu điểm ghi sau" in content and "Làm theo sau" in content
    assert page.count("Đã sửa tay") == 1 and "Phát hiện sau" in page
    form = {
        name: values for name, values in lead.get(f"{url}/edit").form(f"{url}/edit").items() if name != "csrf_token"
    }
    lead.post(f"{url}/edit", **form | {"reset": "shortcomings"})
    content = lead.get(f"{url}/content").text
    assert "Viết lại bằng tay" not in content and "Phát hiện sau" in content
    assert "Đã sửa tay" not in lead.get(f"{url}/edit").text


def test_a_day_that_has_not_come_is_refused(desk: Desk, lead: Client) -> None:
    desk.locked(lead)
    assert "Ngày này chưa đến" in desk.step(lead, "sign", status=422, day="18/11/2099", signer="A").text


def test_what_another_has_changed_meanwhile_is_told(desk: Desk, lead: Client) -> None:
    lead.post(f"/visits/{desk.visit}/papers/minutes")
    paper = desk.paper()
    page = lead.post(f"/papers/{paper.ref}/number", status=422, version="99", serial="3")
    assert "vừa được người khác thay đổi" in page.text


@pytest.mark.parametrize("fault", ["missing", "altered"])
def test_the_file_of_a_photo_that_is_missing_or_was_changed_stops_the_paper_by_its_name(
    app: Flask, desk: Desk, lead: Client, fault: str
) -> None:
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.state == "announced")).first()
        assert visit is not None
        desk.visit = visit.ref
        photo = sa.select(Evidence.sha256).where(Evidence.visit_id == visit.id, Evidence.audience == "joint")
        sha256 = session.scalars(photo.order_by(Evidence.id)).first()
    lead.post(f"/visits/{desk.visit}/papers/minutes")
    file = path_of(app.config["EVIDENCE_DIR"], str(sha256))
    said = {"missing": f"không tìm thấy tệp của ảnh số 01 ({str(sha256)[:12]})", "altered": "tệp của ảnh số 01"}
    if fault == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b"\0")
    page = lead.post(f"/papers/{desk.paper().ref}/files/pdf", status=422)
    assert said[fault] in page.text and ("đã bị sửa ngoài hệ thống" in page.text) == (fault == "altered")


def test_a_kept_file_that_was_changed_is_never_handed_out(app: Flask, desk: Desk, lead: Client) -> None:
    paper = desk.locked(lead)
    file = next(one for one in paper.files if one.kind == "pdf")
    path_of(app.config["EVIDENCE_DIR"], file.sha256, "pdf").write_bytes(b"%PDF-1.7 khac")
    assert "bị sửa ngoài hệ thống" in lead.post(f"/papers/{paper.ref}/files/pdf", status=422).text


def test_a_scanned_copy_stands_beside_the_signed_paper(desk: Desk, lead: Client) -> None:
    paper = desk.locked(lead)
    url = f"/papers/{paper.ref}/scans"
    assert "sau khi ghi nhận việc ký" in lead.post(url, status=422, scan=(io.BytesIO(picture()), "ky.jpg")).text
    desk.step(lead, "sign", day="18/11/2026", signer="A")
    assert "Chưa chọn tệp nào." in lead.post(url, status=422).text
    lead.post(url, scan=(io.BytesIO(picture()), "ky.jpg"))
    with everything(desk.app) as session:
        scan = session.scalars(sa.select(PaperFile).where(PaperFile.kind == "scan")).one()
        ref, sha256 = scan.ref, scan.sha256
    page = lead.post(f"/paper-files/{ref}", status=200)
    assert page.response.mimetype == "image/jpeg" and sha256
    assert "ky.jpg" in lead.get(f"/papers/{paper.ref}").text


def test_a_body_reads_its_signed_paper_and_nothing_else(app: Flask, desk: Desk, lead: Client, sign_in: SignIn) -> None:
    body = sign_in("body")
    with everything(app) as session:
        of_body = person(session, "body").body_id
        session.execute(sa.update(Visit).where(Visit.ref == desk.visit).values(body_id=of_body))
    paper = desk.locked(lead)
    body.get(f"/papers/{paper.ref}", status=404)
    desk.step(lead, "sign", day="18/11/2026", signer="A")
    page = body.get(f"/papers/{paper.ref}")
    assert "Số 03/BB-ĐKT" in page.text and not [url for url in page.links() if "/visits/" in url]
    assert copy(body, paper, "docx") == copy(lead, paper, "docx")
    body.get(f"/visits/{desk.visit}/papers", status=404)


@pytest.mark.parametrize("login", ["approver", "admin", "auditor"])
def test_others_have_no_business_with_papers(desk: Desk, lead: Client, sign_in: SignIn, login: str) -> None:
    paper = desk.locked(lead)
    sign_in(login).get(f"/papers/{paper.ref}", status=404)
