"""Knows the way of the papers on violations: chosen, as open as what was chosen, locked on verified grounds, signed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from models.directory import Body
from models.events import Event
from models.findings import Finding
from models.inspections import Visit
from models.law import Act
from models.papers import PaperSignature
from models.penalties import PenaltyTerm
from tests.inspections.inspecting.cases import everything
from tests.inspections.papers.conftest import SignIn
from tests.inspections.papers.violation_case import Case
from tests.support.client import Client

BIRTH, IDENTITY = "05/01/1990", "086190004321"


@pytest.fixture
def case(app: Flask) -> Iterator[Case]:
    """The visit to the post office of KT-4; its own violations have their record already."""
    with everything(app) as session:
        query = sa.select(Visit.ref, Visit.day).join(Body, Visit.body_id == Body.id)
        ref, day = session.execute(query.where(Body.key == "bd-co-chien", Visit.state == "minutes_signed")).one()
    yield Case(app, ref, day)


@pytest.fixture
def inspector(sign_in: SignIn) -> Client:
    return sign_in("dic.inspector")


TYPED = {
    "began_at": "14:00",
    "ended_at": "15:10",
    "address": "Số 14, phường Long Châu",
    "representative": "Mai Thanh Phong",
    "said_violator": "Thống nhất.",
}


def test_a_violation_goes_from_its_page_to_a_signed_record_from_which_its_deadlines_run(
    case: Case, inspector: Client, sign_in: SignIn, tmp_path: Path
) -> None:
    one, two = case.violation(), case.violation(act="BC-15.3e")
    assert inspector.get(f"/findings/{one}").form(f"/findings/{one}/papers/record")
    url = inspector.post(f"/findings/{one}/papers/record").location
    assert inspector.post(f"/findings/{one}/papers/record").location == url
    case.type_in(inspector, url, findings=[one, two], **TYPED, day=f"{case.day:%d/%m/%Y}")
    clerk = sign_in("clerk")
    assert clerk.get(url).form(f"{url}/number")["serial"] == ["2"]
    taken = clerk.post(f"{url}/number", status=422, version=str(case.paper(url).version), serial="1")
    assert "đã cấp" in taken.text
    clerk.post(f"{url}/number", version=str(case.paper(url).version), serial="2")
    page = case.step(inspector, url, "lock", status=422)
    assert "Mẫu biên bản cần xác minh" in page.text and "mbb01.yaml" in page.text
    assert "Mẫu biên bản cần xác minh; bản dự thảo" in inspector.get(f"{url}/content").text
    case.verify_form(tmp_path)
    said = inspector.get(f"{url}/content").text
    assert "Việc BC-09.2" in said and "Việc BC-15.3e" in said and "cần xác minh" not in said
    case.step(inspector, url, "lock")
    day = f"{case.day:%d/%m/%Y}"
    wrong = case.step(clerk, url, "sign", status=422, day="01/01/2026", signer="Mai Thanh Phong")
    assert "Ngày ký phải là ngày lập" in wrong.text
    case.step(clerk, url, "sign", day=day, signer="Mai Thanh Phong")
    for ref in (one, two):
        row = case.finding(ref)
        assert (row.state, row.record_number, row.record_on) == ("recorded", "02/BB-VPHC", case.day)
        assert row.writer_id is not None
    assert case.paper(url).for_body_id is None


def test_a_record_keeps_its_number_within_its_year_alone(case: Case, inspector: Client) -> None:
    url = inspector.post(f"/findings/{case.violation()}/papers/record").location
    case.type_in(inspector, url, day=f"{case.day:%d/%m/%Y}")
    for _again in range(2):
        inspector.post(f"{url}/number", version=str(case.paper(url).version), serial="2")
    case.type_in(inspector, url, day=f"{case.day:%d/%m/%Y}", place="Bưu cục")
    assert (case.paper(url).number, case.paper(url).serial) == ("02/BB-VPHC", 2)
    case.type_in(inspector, url, day=f"01/01/{case.day.year + 1}")
    paper = case.paper(url)
    assert (paper.series, paper.serial, paper.number) == (None, None, None) and "02/bb" not in paper.search_text
    assert inspector.get(url).form(f"{url}/number")["serial"] == ["1"]


def test_a_violator_who_does_not_sign_is_recorded_with_a_witness(case: Case, inspector: Client, tmp_path: Path) -> None:
    ref = case.violation()
    case.verify_form(tmp_path)
    url = inspector.post(f"/visits/{case.visit}/papers/record").location
    day = f"{case.day:%d/%m/%Y}"
    case.type_in(inspector, url, **TYPED, day=day, reason="Không nêu lý do.", witness="Ông Ba, Phó Chủ tịch")
    inspector.post(f"{url}/number", version=str(case.paper(url).version), serial="2")
    case.step(inspector, url, "lock")
    form = inspector.get(url).form(f"{url}/steps/not_sign")
    assert form["reason"] == ["Không nêu lý do."] and form["day"] == [day]
    case.step(inspector, url, "not_sign", day=day, reason="Không nêu lý do.", witness="Ông Ba")
    assert case.finding(ref).state == "recorded"


def test_the_lock_names_the_ground_that_nobody_verified_and_what_is_not_typed(
    case: Case, inspector: Client, tmp_path: Path
) -> None:
    case.verify_form(tmp_path)
    ref = case.violation()
    with everything(case.app) as session:
        session.execute(sa.update(Act).where(Act.code == "BC-09.2").values(status="reported"))
    url = inspector.post(f"/findings/{ref}/papers/transfer").location
    assert "Còn thiếu: cơ quan, người có thẩm quyền nhận hồ sơ, lý do chuyển, người ký." in inspector.get(url).text
    case.type_in(inspector, url, to="Chủ tịch Ủy ban nhân dân tỉnh", signer="Phạm Thị Thu Hà")
    assert "Căn cứ còn cần xác minh: khoản 2 Điều 9 Nghị định số 174/2026" in inspector.get(url).text
    assert "(cần xác minh)" in inspector.get(f"{url}/content").text


def test_a_file_is_handed_over_by_a_letter_and_its_violation_is_transferred_when_it_is_sent(
    case: Case, inspector: Client, sign_in: SignIn
) -> None:
    ref = case.violation()
    url = inspector.post(f"/findings/{ref}/papers/transfer").location
    edit = inspector.get(f"{url}/edit").text
    assert "Biên bản kiểm tra |" in edit and "Nội dung tự soạn" in edit
    papers = "Biên bản kiểm tra | 02/BB-ĐKT | 5 | Bản chính\nẢnh | | 2 | Bản in"
    assert "tối đa 4 phần" in case.type_in(inspector, url, 422, papers="a | b | c | d | e").text
    case.type_in(inspector, url, to="Chủ tịch UBND tỉnh", signer="Phạm Thị Thu Hà", papers=papers)
    said = inspector.get(f"{url}/content").text
    assert "Lý do chuyển: ……" in said
    assert "Còn thiếu: lý do chuyển." in case.step(inspector, url, "lock", status=422).text
    case.type_in(inspector, url, reason="Khung tiền phạt vượt thẩm quyền")
    case.step(inspector, url, "lock")
    clerk = sign_in("clerk")
    today = f"{date.today():%d/%m/%Y}"
    case.step(clerk, url, "issue", day=today, signer="Phạm Thị Thu Hà", number="330/SKHCN-BCVT")
    assert case.finding(ref).state == "confirmed"
    case.step(clerk, url, "send", day=today)
    row = case.finding(ref)
    assert (row.state, row.transferred_to) == ("transferred", "Chủ tịch UBND tỉnh")
    assert "tổng số 07 tờ" in inspector.get(url).text


def test_a_power_that_nobody_verified_is_no_reason_to_hand_a_file_over(case: Case, inspector: Client) -> None:
    url = inspector.post(f"/findings/{case.violation(act='BM-22.1')}/papers/transfer").location
    assert "Lý do chuyển: Hành vi này không thuộc thẩm quyền" in inspector.get(f"{url}/content").text
    url = inspector.post(f"/findings/{case.violation()}/papers/transfer").location
    with everything(case.app) as session:
        own = sa.update(PenaltyTerm).where(PenaltyTerm.kind == "power", PenaltyTerm.code.like("dic_%:N174"))
        session.execute(own.values(code=PenaltyTerm.code + "?", status="reported"))
    assert "Lý do chuyển: ……" in inspector.get(f"{url}/content").text


def test_a_paper_is_as_open_as_its_violations_and_belongs_to_their_agency(
    case: Case, inspector: Client, sign_in: SignIn
) -> None:
    police = sign_in("police.inspector")
    own, joint = case.violation("POLICE", "BC-12.2b", audience="own"), case.violation("POLICE", "BC-12.3a")
    url = police.post(f"/findings/{joint}/papers/record").location
    page = inspector.get(url)
    assert "Soạn nội dung văn bản" not in page.text and "Việc BC-12.3a" in inspector.get(f"{url}/content").text
    inspector.get(f"{url}/edit", status=403)
    inspector.post(f"{url}/number", status=403, version="1", serial="1")
    strange = case.violation()
    assert "lựa chọn" in case.type_in(police, url, 422, findings=[joint, strange]).text.lower()
    case.type_in(police, url, findings=[joint, own])
    inspector.get(url, status=404)
    assert "Việc BC-12.2b" in police.get(f"{url}/content").text
    assert url not in inspector.get(f"/visits/{case.visit}/papers").response.text
    case.type_in(police, url, findings=[joint])
    assert "Việc BC-12.2b" not in inspector.get(f"{url}/content").text


def test_nobody_of_the_other_agency_signs_or_hands_over(case: Case, inspector: Client, sign_in: SignIn) -> None:
    police = sign_in("police.inspector")
    ref = case.violation("POLICE", "BC-12.3a")
    url = police.post(f"/findings/{ref}/papers/record").location
    drawn = case.drawn(url)
    assert "Gỡ chữ ký" in police.get(drawn).text and "Gỡ chữ ký" not in inspector.get(drawn).text
    case.change(url, state="signed", signed_on=case.day)
    for client, offered in ((police, True), (inspector, False)):
        assert ("Lưu bản quét" in client.get(url).text) is offered
        assert ("Ghi vào sổ" in client.get(f"{url}/copies").text) is offered
    inspector.get(f"{url}/signatures?place=1", status=403)
    for address in (
        f"{url}/scans",
        f"{url}/copies",
        f"{url}/signed-files",
        f"{url}/signatures?place=1",
        f"{drawn}/remove",
    ):
        inspector.post(address, status=403)


def test_a_signature_is_as_closed_as_its_paper(case: Case, inspector: Client, sign_in: SignIn) -> None:
    police = sign_in("police.inspector")
    own, joint = case.violation("POLICE", "BC-12.2b", audience="own"), case.violation("POLICE", "BC-12.3a")
    url = police.post(f"/findings/{joint}/papers/record").location
    drawn = case.drawn(url)
    inspector.get(drawn)
    case.type_in(police, url, findings=[joint, own])
    with everything(case.app) as session:
        which = PaperSignature.ref == drawn.rsplit("/", 1)[-1]
        assert session.scalars(sa.select(PaperSignature.audience).where(which)).one() == "own"
        session.execute(sa.update(PaperSignature).where(which).values(audience="joint"))
    for address in (drawn, f"{drawn}/image"):
        inspector.get(address, status=404)
    inspector.post(f"{drawn}/remove", status=404, reason="ký nhầm")


def test_what_is_its_agencys_own_never_stands_in_a_joint_paper(case: Case, sign_in: SignIn) -> None:
    police = sign_in("police.inspector")
    refs = [case.violation("POLICE", "BC-12.2b"), case.violation("POLICE", "BC-12.3a")]
    url = police.post(f"/visits/{case.visit}/papers/record").location
    assert case.paper(url).audience == "joint"
    with everything(case.app) as session:
        session.execute(sa.update(Finding).where(Finding.ref == refs[0]).values(audience="own"))
    assert "Việc BC-12.2b" not in police.get(f"{url}/content").text
    page = case.step(police, url, "lock", status=422)
    assert "Việc BC-12.2b" not in page.text


def test_a_persons_birth_and_number_are_in_the_record_alone(case: Case, inspector: Client) -> None:
    ref = case.violation(subject_kind="individual", subject="Đỗ Thị Cẩm Tú")
    url = inspector.post(f"/findings/{ref}/papers/record").location
    case.type_in(inspector, url, born_on=BIRTH, identity=IDENTITY, nationality="Việt Nam", **{"ended_at": "16:00"})
    assert IDENTITY in inspector.get(f"{url}/content").text
    paper = case.paper(url)
    assert IDENTITY not in paper.search_text and "cam tu" not in paper.search_text
    assert IDENTITY not in inspector.get(f"/findings/{ref}").text
    with everything(case.app) as session:
        said = [str(one.content) for one in session.scalars(sa.select(Event))]
    assert not any(IDENTITY in one or BIRTH in one for one in said)


def test_a_visit_without_an_open_violation_offers_no_record(case: Case, inspector: Client) -> None:
    assert "/papers/record" not in inspector.get(f"/visits/{case.visit}/papers").response.text
    assert "không còn hành vi" in inspector.post(f"/visits/{case.visit}/papers/record", status=422).text
    ref = case.violation()
    inspector.post(f"/findings/{ref}/papers/record")
    assert "/papers/record" not in inspector.get(f"/visits/{case.visit}/papers").response.text
