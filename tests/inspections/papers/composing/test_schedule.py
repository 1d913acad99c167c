"""Knows the notice of a coming visit: what it tells, its outline with pages of its own, when it is begun."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.directory.shipped import CatalogueError
from inspections.papers.composing.outline import BODY_KINDS, outlines
from inspections.papers.composing.schedule import compose
from inspections.papers.content import Recipients, plain
from inspections.papers.rules import Moment, ahead
from models.inspections import Inspection, Visit
from models.papers import Paper
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.papers.conftest import SignIn
from tests.inspections.papers.layout.test_docx import read as read_docx
from tests.inspections.papers.layout.test_pdf import read as read_pdf
from tests.inspections.papers.layout.test_pdf import squeezed
from tests.inspections.papers.made_up import CONDUCT, visit_facts

TYPED = {"began_at": "08:00", "report_by": "ngày 10 tháng 11 năm 2026", "signer": "Phạm Thị Thu Hà"}


def test_it_tells_when_where_who_and_what_to_prepare() -> None:
    content = compose(visit_facts(typed=TYPED))
    said = plain(content)
    assert content.title == "THÔNG BÁO" and content.head.number == "Số: ……/TB-SKHCN"
    assert "bắt đầu vào hồi 08 giờ 00 phút, ngày 13 tháng 11 năm 2026." in said
    assert "về Sở Khoa học và Công nghệ và Công an tỉnh chậm nhất ngày 10 tháng 11 năm 2026;" in said
    assert "- Bà Phạm Thị Thu Hà, Phó Giám đốc Sở Khoa học và Công nghệ - Trưởng đoàn;" in said
    assert "Đầu mối liên hệ: bà Ngô Thị Bích Trâm" in said and "biết, thực hiện./." in said
    assert isinstance(content.blocks[-1], Recipients)


def test_rights_and_duties_are_told_with_their_article_only_where_it_is_verified() -> None:
    assert "Theo Điều 9 Nghị định số 217/2025/NĐ-CP, đơn vị được kiểm tra" in plain(compose(visit_facts()))
    said = plain(compose(visit_facts(conduct=replace(CONDUCT, ground=""))))
    assert "217/2025" not in said and "a) Giải trình;" in said


def test_what_was_typed_stands_in_place_of_what_is_usual() -> None:
    said = plain(compose(visit_facts(typed={"prepare": "Bố trí phòng họp", "contact": "ông Khôi, 0270 3 123"})))
    assert "\nBố trí phòng họp." in said and "giấy ủy quyền" not in said and "liên hệ: ông Khôi, 0270 3 123." in said


@pytest.mark.parametrize("kind", sorted(BODY_KINDS))
def test_the_outline_asks_for_totals_and_warns_of_secrets(kind: str) -> None:
    [annex] = compose(visit_facts(body_kind=kind)).annexes
    said = plain(replace(compose(visit_facts(body_kind=kind)), blocks=()))
    assert annex.about == "ĐỀ CƯƠNG BÁO CÁO" and "IV. KHÓ KHĂN, VƯỚNG MẮC" in said
    assert "(Kèm theo Thông báo số ……/TB-SKHCN ngày …… tháng …… năm 2026 của Sở Khoa học và Công nghệ)" in said
    assert "không có nội dung bí mật nhà nước" in said and "1. T" in said


def test_an_outline_that_lacks_a_kind_of_body_is_refused() -> None:
    with pytest.raises(CatalogueError, match="must have the kinds"):
        outlines("provider: []")


def test_the_outline_has_its_own_pages_in_both_files() -> None:
    content = compose(visit_facts(typed=TYPED))
    pages = [page.extract_text() for page in read_pdf(content).pages]
    assert "ĐỀ CƯƠNG BÁO CÁO" in pages[-1] and "Nơinhận:" in squeezed(pages[-2])
    assert "DỮ LIỆU TRÌNH DIỄN\n" in pages[-1].replace(" \n", "\n")
    paper = read_docx(content)
    assert len(paper.sections) == 2 and any("ĐỀ CƯƠNG" in one.text for one in paper.paragraphs)


def test_it_is_begun_before_the_announcement_of_an_inspection_that_is_ordered() -> None:
    assert ahead(Moment("planned", False)) is None
    assert "Đã công bố" in str(ahead(Moment("announced", False)))
    assert "chưa có số" in str(ahead(Moment("planned", False, ordered=False)))
    assert "Khảo sát" in str(ahead(Moment("planned", True)))


def test_it_is_sent_while_the_visit_is_still_to_come_and_its_body_reads_it_alone(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        query = sa.select(Visit.ref).join(Inspection).where(Visit.state == "planned", Visit.kind == "inspection")
        ordered = (Inspection.decision_number.is_not(None), Inspection.owner == "DIC", Visit.audience == "joint")
        ref = session.scalars(query.where(*ordered)).first()
        of_body = person(session, "body").body_id
        session.execute(sa.update(Visit).where(Visit.ref == ref).values(body_id=of_body))
    lead, clerk = sign_in("dic.manager"), sign_in("clerk")
    assert "Lập thông báo lịch kiểm tra" in lead.get(f"/visits/{ref}/papers").text
    url = lead.post(f"/visits/{ref}/papers/schedule").location
    assert "Còn thiếu: giờ bắt đầu, hạn gửi báo cáo, người ký." in lead.get(url).text
    lead.post(f"{url}/edit", version="1", **TYPED)
    lead.post(f"{url}/steps/lock", version="2")
    clerk.post(f"{url}/steps/issue", version="3", day="18/11/2026", signer="Phạm Thị Thu Hà", number="290/TB-SKHCN")
    clerk.post(f"{url}/steps/send", version="4", day="18/11/2026")
    with everything(app) as session:
        paper = session.scalars(sa.select(Paper).where(Paper.kind == "visit_notice")).one()
        assert (paper.state, paper.number, paper.for_body_id) == ("sent", "290/TB-SKHCN", of_body)
    body = sign_in("body")
    assert "Thông báo lịch kiểm tra" in body.get("/").text and "ĐỀ CƯƠNG BÁO CÁO" in body.get(url).text
    body.get(f"/visits/{ref}/papers", status=404)
