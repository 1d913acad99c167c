"""Knows what the agency's papers after the minutes say, and what they never say; knows no format and no database."""

from dataclasses import replace
from datetime import date

from inspections.papers.composing.notice import compose_demand, compose_notice
from inspections.papers.composing.supplement import compose as compose_annex
from inspections.papers.content import Recipients, plain
from tests.inspections.papers.made_up import ORDER, VIOLATION, visit_facts

DECIDED = replace(
    VIOLATION, record="số 01/BB-VPHC", decision="số 06/QĐ-XPHC ngày 24 tháng 11 năm 2026", fine=11_500_000
)
FINE = "tổng mức tiền phạt 11.500.000 đồng (Mười một triệu năm trăm nghìn đồng)"


def test_number_and_day_are_left_to_the_clerk() -> None:
    head = compose_notice(visit_facts()).head
    assert (head.above, head.issuer) == ("UBND TỈNH VĨNH LONG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    assert head.number == "Số: ……/TB-SKHCN"
    assert head.place_day == "Vĩnh Long, ngày …… tháng …… năm 2026"


def test_the_duty_stands_with_the_fact_and_the_clause_of_the_fine_nowhere() -> None:
    for make in (compose_notice, compose_demand):
        said = plain(make(visit_facts(findings=(VIOLATION,), typed={})))
        assert "174/2026" not in said
        assert "a) Đóng dấu ngày trên mọi phiếu gửi; hoàn thành chậm nhất ngày 15 tháng 12 năm 2026;" in said
    said = plain(compose_notice(visit_facts(findings=(VIOLATION,), typed={})))
    assert "\n03 phiếu gửi không đóng dấu ngày, chưa thực hiện đúng khoản 2 Điều 8 Luật Bưu chính." in said


def test_a_fine_is_printed_only_when_it_was_decided() -> None:
    assert "Xử lý vi phạm" not in plain(compose_notice(visit_facts(findings=(replace(VIOLATION, fine=5),), typed={})))
    said = plain(compose_notice(visit_facts(findings=(DECIDED,), typed={})))
    assert "Quyết định xử phạt vi phạm hành chính số 06/QĐ-XPHC" in said and FINE in said


def test_what_is_typed_stands_in_place_of_what_was_found() -> None:
    typed = {"shortcomings": "- Việc thứ nhất\n- Việc thứ hai", "requirements": "Làm lại", "report_by": "ngày 21/12"}
    said = plain(compose_notice(visit_facts(findings=(VIOLATION,), typed=typed)))
    assert "a) Việc thứ nhất;" in said and "b) Việc thứ hai." in said and "chậm nhất ngày 21/12." in said
    assert "Đóng dấu ngày" not in said


def test_recipients_end_with_the_archive() -> None:
    last = compose_notice(visit_facts(typed={"signer": "A", "signer_post": "KT. Giám đốc\nPhó Giám đốc"})).blocks[-1]
    assert isinstance(last, Recipients)
    assert last.lines[0] == "- Bưu điện phường Cổ Chiên (để thực hiện);" and last.lines[-1] == "- Lưu: VT, hồ sơ."
    assert (last.cell.above, last.cell.name) == (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "A")


def test_a_demand_is_an_official_letter_without_a_title() -> None:
    content = compose_demand(visit_facts())
    assert content.title == "" and content.head.subject.startswith("V/v yêu cầu chấn chỉnh")
    assert "Kính gửi: Bưu điện phường Cổ Chiên" in plain(content)


def test_an_annex_says_what_it_belongs_to_and_what_it_changes() -> None:
    typed = {"reason": "ghi sai số phiếu", "changes": "Điểm 3.2: 04 phiếu\nĐiểm 3.4: bỏ"}
    content = compose_annex(visit_facts(typed=typed, minutes_on=date(2026, 11, 13)))
    said = plain(content)
    assert content.about == "(Kèm theo Biên bản số 02/BB-ĐKT ngày 13 tháng 11 năm 2026)"
    assert "Ghi sai số phiếu." in said and "a) Điểm 3.2: 04 phiếu;" in said and "b) Điểm 3.4: bỏ." in said


def test_inside_the_province_its_name_is_left_out_of_who_ordered_the_inspection() -> None:
    said = plain(compose_notice(visit_facts()))
    assert "của Giám đốc Sở Khoa học và Công nghệ về việc" in said
    order = replace(ORDER, issuer="Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long")
    assert "của Chủ tịch Ủy ban nhân dân tỉnh về việc" in plain(compose_notice(visit_facts(order=order)))
