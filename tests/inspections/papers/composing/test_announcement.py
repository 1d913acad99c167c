"""Knows the minutes of announcing a decision: what they say, and their way from a draft to signed."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.papers.composing.announcement import compose
from inspections.papers.content import Signatures, plain
from inspections.papers.gathering import conduct
from inspections.papers.rules import Moment, at_announcement
from models.law import LegalDocument
from tests.inspections.inspecting.cases import everything
from tests.inspections.papers.conftest import TYPED, Desk
from tests.inspections.papers.layout.test_docx import read as read_docx
from tests.inspections.papers.layout.test_pdf import body, squeezed
from tests.inspections.papers.layout.test_pdf import read as read_pdf
from tests.inspections.papers.made_up import CONDUCT, ORDER, visit_facts
from tests.support.client import Client


def test_it_says_what_was_read_out_and_what_the_decision_orders() -> None:
    content = compose(visit_facts(number=""))
    said = plain(content)
    assert content.title == "BIÊN BẢN CÔNG BỐ QUYẾT ĐỊNH KIỂM TRA" and content.head.number == "Số: ……/BB-ĐKT"
    assert "Bà Phạm Thị Thu Hà, Trưởng đoàn, đọc toàn văn Quyết định số 248/QĐ-SKHCN ngày 26 tháng 10 năm 2026." in said
    assert "- Thời hạn kiểm tra: 10 ngày, kể từ ngày công bố quyết định kiểm tra." in said
    assert "- Thời kỳ kiểm tra: từ ngày 01 tháng 01 năm 2026 đến ngày 25 tháng 10 năm 2026." in said
    assert "02 bản có nội dung" in said and said.index("01 bản./.") < said.index("TM. ĐOÀN KIỂM TRA")
    assert isinstance(content.blocks[-1], Signatures)


def test_working_days_are_named_as_such() -> None:
    order = replace(ORDER, days=7, days_unit="working")
    assert "07 ngày làm việc, kể từ ngày công bố" in plain(compose(visit_facts(order=order)))


def test_an_article_that_nobody_has_verified_is_not_named_and_what_it_says_still_is() -> None:
    assert "Theo Điều 9 Nghị định" in plain(compose(visit_facts()))
    said = plain(compose(visit_facts(conduct=replace(CONDUCT, ground=""))))
    assert "Điều 9" not in said and "b) Khiếu nại." in said


def test_the_programme_and_the_opinion_are_what_was_typed() -> None:
    typed = {"programme": "Làm việc với lãnh đạo đơn vị\nKiểm tra hồ sơ", "opinion": "Đơn vị sẽ phối hợp."}
    said = plain(compose(visit_facts(typed=typed)))
    assert "a) Làm việc với lãnh đạo đơn vị;" in said and "Ông Mai Thanh Phong: “Đơn vị sẽ phối hợp.”" in said
    assert "Không có ý kiến khác." in plain(compose(visit_facts(typed={})))


def test_both_files_say_every_paragraph() -> None:
    content = compose(visit_facts(typed=TYPED))
    said = body(read_pdf(content))
    words = squeezed("".join(one.text for one in read_docx(content).paragraphs))
    for text in ("II. NỘI DUNG CÔNG BỐ", "Chấp hành quyết định kiểm tra.", "Không có ý kiến khác."):
        assert squeezed(text) in said and squeezed(text) in words


@pytest.mark.parametrize(
    ("state", "survey", "refused"),
    [
        ("planned", False, "Chưa công bố"),
        ("announced", False, None),
        ("fieldwork_done", False, None),
        ("minutes_signed", False, "đã ký"),
        ("announced", True, "Khảo sát"),
    ],
)
def test_it_is_drawn_up_once_the_decision_is_announced(state: str, survey: bool, refused: str | None) -> None:
    said = at_announcement(Moment(state, survey))
    assert refused in said if refused and said else said is refused


def test_the_article_is_that_of_the_day_and_only_while_the_document_is_verified(app: Flask) -> None:
    with everything(app) as session:
        held = conduct.gather(session, date(2026, 11, 13))
        assert held and held.ground.startswith("Điều 9 Nghị định số 217/2025/NĐ-CP ngày 05 tháng 8 năm 2025 của Chính")
        assert conduct.gather(session, date(2025, 8, 4)) is None
        session.execute(sa.update(LegalDocument).where(LegalDocument.key == "N217").values(status="reported"))
        held = conduct.gather(session, date(2026, 11, 13))
        assert held and not held.ground and held.rights


def test_it_goes_from_a_draft_to_signed_before_the_work_is_done(desk: Desk, lead: Client) -> None:
    assert "Lập biên bản công bố quyết định kiểm tra" in lead.get(f"/visits/{desk.visit}/papers").text
    lead.post(f"/visits/{desk.visit}/papers/announcement")
    kind = "announcement_minutes"
    url = f"/papers/{desk.paper(kind).ref}/edit"
    times = {"began_at": "8:05", "ended_at": "9:00", "place": "Bưu cục khai thác KT1"}
    assert "Giờ phải ghi dạng" in lead.post(url, status=422, version="1", **times | {"ended_at": "25 giờ"}).text
    lead.post(url, version="1", **times)
    desk.number(lead, "3", kind)
    desk.step(lead, "lock", kind)
    desk.step(lead, "sign", kind, day="18/11/2026", signer="Phạm Thị Thu Hà")
    paper = desk.paper(kind)
    assert (paper.state, paper.number, desk.state()) == ("signed", "03/BB-ĐKT", "fieldwork_done")
    assert "Lập biên bản công bố" not in lead.get(f"/visits/{desk.visit}/papers").text
    lead.post(f"/visits/{desk.visit}/papers/announcement")
    assert desk.paper(kind).ref == paper.ref
