"""Knows how the papers on violations read, and which wording of the record an office may put in its place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inspections.directory.shipped import CatalogueError
from inspections.law.catalogue import FOLDER
from inspections.law.record_forms import NAME, PARTS, read_forms, record_forms
from inspections.papers.composing import transfer, violation_record
from inspections.papers.content import PAGES, Content, Paragraph, Run, Signatures, Table, plain
from inspections.papers.facts.violations import Act, Chosen, Form, Right, ViolationFacts, missing, refusal
from inspections.penalties import deadlines
from inspections.penalties.rules import Term, Terms
from tests.inspections.papers.layout.test_docx import read as read_docx
from tests.inspections.papers.layout.test_pdf import read as read_pdf
from tests.inspections.papers.layout.test_pdf import squeezed
from tests.inspections.papers.made_up import DAY, visit_facts

SHIPPED = (FOLDER / NAME).read_text(encoding="utf-8")
FORM = Form(record_forms()[0]["content"]["parts"], True, "Mẫu MBB01")
DECREE = "Nghị định số 174/2026/NĐ-CP"
TITLE = " ngày 15 tháng 5 năm 2026 của Chính phủ"
STAMP = Act(
    "03 phiếu gửi không đóng dấu ngày.", f"khoản 2 Điều 9 {DECREE}", TITLE, True, False, date(2026, 10, 18), DAY
)
TARIFF = Act("Không niêm yết giá cước.", f"điểm e khoản 3 Điều 15 {DECREE}", TITLE, True, True, None, DAY)
TYPED = {
    "subject_kind": "organisation",
    "subject": "Bưu điện tỉnh Vĩnh Long",
    "field": "bưu chính",
    "day": "16/11/2026",
    "began_at": "14:00",
    "ended_at": "15:10",
    "scene": "quầy giao dịch",
    "address": "Số 14, phường Long Châu",
    "representative": "Mai Thanh Phong",
    "said_violator": "Đơn vị thống nhất.",
    "witness_present": "Bà Lê Thị Hoa, hộ kinh doanh, khóm 2",
    "copies": "2",
    "explain_to": "Giám đốc Sở Khoa học và Công nghệ",
}


def case(
    acts: tuple[Act, ...] = (STAMP, TARIFF), form: Form | None = FORM, right: Any = None, **typed: Any
) -> ViolationFacts:
    """The facts of a case with these acts and what was typed besides TYPED."""
    visit = visit_facts(typed=TYPED | typed, number="02/BB-VPHC")
    chosen = Chosen(acts, form=form, right=right, needs_form=True)
    return ViolationFacts(visit, chosen, "Ông Lê Minh Khôi, Chuyên viên, Sở Khoa học và Công nghệ", "Lê Minh Khôi")


def boxes(content: Content) -> list[tuple[str, str]]:
    """Who signs a paper, box by box."""
    [found] = [block for block in content.blocks if isinstance(block, Signatures)]
    return [(cell.above[0], cell.name) for row in found.rows for cell in row if cell.above]


def test_the_record_has_every_part_of_the_form_in_its_order() -> None:
    content = violation_record.compose(case())
    said = plain(content)
    parts = ["Căn cứ Biên bản kiểm tra số 02/BB-ĐKT", "1. Người lập", "2. Đại diện chính quyền", "3. Người phiên dịch"]
    parts += ["1. Tên tổ chức", "2. Đã có", "3. Hành vi", "4. Cá nhân", "5. Ý kiến", "6. Ý kiến", "7. Ý kiến"]
    parts += ["8. Người lập biên bản đã yêu cầu", "9. Biện pháp", "10. Quyền giải trình", "11. Yêu cầu", "Biên bản lập"]
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    assert content.head.place_day == "" and content.head.number == "02/BB-VPHC".join(("Số: ", ""))
    assert [above for above, _name in boxes(content)] == [
        *("ĐẠI DIỆN TỔ CHỨC VI PHẠM", "NGƯỜI LẬP BIÊN BẢN", "CÁ NHÂN, TỔ CHỨC BỊ THIỆT HẠI"),
        *("ĐẠI DIỆN CHÍNH QUYỀN", "NGƯỜI PHIÊN DỊCH", "NGƯỜI CHỨNG KIẾN"),
    ]
    assert boxes(content)[5][1] == "Lê Thị Hoa" and "NGƯỜI NHẬN BIÊN BẢN" in plain(content)


def test_each_act_has_its_time_place_and_clause_and_a_decree_is_named_in_full_once() -> None:
    said = plain(violation_record.compose(case()))
    assert "a) 03 phiếu gửi không đóng dấu ngày; thời gian: kết thúc ngày 18 tháng 10 năm 2026" in said
    assert "b) Không niêm yết giá cước; thời gian: đang tiếp diễn" in said and said.count("quầy giao dịch") == 2
    assert said.count(TITLE) == 1 and f"b) điểm e khoản 3 Điều 15 {DECREE}." in said


def test_of_a_person_birth_and_number_stand_in_the_record_and_of_an_organisation_who_represents_it() -> None:
    person = {"subject_kind": "individual", "subject": "Đỗ Thị Cẩm Tú", "born_on": "05/01/1990", "identity": "0861900"}
    content = violation_record.compose(case(**person))
    said = plain(content)
    assert "Ngày, tháng, năm sinh: 05/01/1990" in said and "hộ chiếu: 0861900" in said and "doanh nghiệp" not in said
    assert boxes(content)[0] == ("CÁ NHÂN VI PHẠM", "Đỗ Thị Cẩm Tú") and "ông (bà) Đỗ Thị Cẩm Tú" in said
    assert "pháp luật: Mai Thanh Phong" in plain(violation_record.compose(case(born_on="05/01/1990")))


def test_the_right_to_explain_is_printed_with_its_days_and_addressee_where_there_is_one() -> None:
    assert "không thuộc trường hợp có quyền giải trình" in plain(violation_record.compose(case()))
    said = plain(violation_record.compose(case(right=Right(2, 5))))
    assert "thời hạn 02 ngày làm việc" in said and "05 ngày làm việc đến Giám đốc Sở" in said


@pytest.mark.parametrize(
    ("kind", "top", "has"), [("organisation", 30, True), ("individual", 15, True), ("organisation", 29, False)]
)
def test_the_right_begins_where_the_terms_of_the_law_say(kind: str, top: int, has: bool) -> None:
    amounts = {
        f"explain_{one}": Term("", "reported", "", {"value": value})
        for one, value in (("organisation", 30), ("individual", 15))
    }
    assert deadlines.explains(deadlines.Band(1, top), kind, Terms(amount=amounts)) is has


def test_who_does_not_sign_is_written_down_and_has_no_name_in_the_box() -> None:
    content = violation_record.compose(case(not_signing={"reason": "vắng mặt", "witness": "Ông Ba, Phó Chủ tịch"}))
    said = plain(content)
    assert "Tổ chức vi phạm không ký biên bản. Lý do: vắng mặt." in said and "Ông Ba, Phó Chủ tịch." in said
    assert boxes(content)[0][1] == "" and "Trường hợp" not in said
    assert "Trường hợp tổ chức vi phạm không ký" in plain(violation_record.compose(case()))


def test_who_confirms_that_the_violator_does_not_sign_has_a_box_unless_there_is_one_or_he_refuses_too() -> None:
    held = {"reason": "vắng mặt", "witness": "Ông Nguyễn Văn Ba, Phó Chủ tịch\nBà Lê Thị Hoa, hộ kinh doanh"}
    found = boxes(violation_record.compose(case(not_signing=held)))
    assert found[6:] == [("NGƯỜI XÁC NHẬN", "Nguyễn Văn Ba")]
    assert len(boxes(violation_record.compose(case(not_signing=held | {"witness_reason": "không nêu"})))) == 6


def test_sheets_are_counted_by_the_layout_unless_they_were_typed() -> None:
    closing = [
        one for one in violation_record.compose(case()).blocks if isinstance(one, Paragraph) and one.look == "last"
    ]
    assert Run("", PAGES) in closing[0].runs
    assert "gồm 03 tờ, được lập thành 02 bản" in plain(violation_record.compose(case(sheets="3")))


def test_what_nobody_verified_is_marked_in_the_draft_and_named_where_it_holds_the_lock_back() -> None:
    acts = (STAMP, replace(TARIFF, verified=False))
    facts = case(acts, replace(FORM, verified=False))
    said = plain(violation_record.compose(facts))
    assert "Điều 15 Nghị định số 174/2026/NĐ-CP (cần xác minh)" in said and "Mẫu biên bản cần xác minh" in said
    assert str(refusal(facts.chosen)).startswith(f"Căn cứ còn cần xác minh: {TARIFF.clause}.")
    assert "mbb01.yaml" in str(refusal(replace(facts.chosen, acts=(STAMP,))))
    assert "nhiều tổ chức, cá nhân" in str(refusal(Chosen((STAMP, replace(TARIFF, subject="Người khác")))))
    assert "không còn" in str(refusal(Chosen((STAMP,), lost=1)))
    assert "Điều 61" in str(refusal(Chosen((STAMP,), right=Right(2, 5, ("Điều 61",)))))
    assert refusal(case().chosen) is None


def test_a_province_without_a_form_for_the_day_has_a_draft_that_says_so() -> None:
    facts = case(form=None)
    assert "Chưa có mẫu" in plain(violation_record.compose(facts)) and "Chưa có mẫu" in str(refusal(facts.chosen))


def test_what_is_still_to_be_typed_follows_from_the_subject_and_its_right() -> None:
    typed = TYPED | {"findings": ["x"], "writer": "y", "explain_to": ""}
    assert missing("violation_record", typed, None) == ()
    assert missing("violation_record", typed, Right(2, 5)) == ("người nhận giải trình",)
    assert missing("violation_record", typed | {"subject_kind": "individual"}, None)[0] == "ngày sinh"
    sent = {"findings": ["x"], "to": "Chủ tịch", "signer": "y"}
    assert missing("file_transfer", sent, None) == ("lý do chuyển",)
    assert missing("file_transfer", sent | {"reason": ("Vượt thẩm quyền.",)}, None) == ()


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_form_without_one_of_its_parts_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(CatalogueError) as error:
        read_forms(SHIPPED.replace(f"    {name}:", "    another:", 1))
    assert error.value.field in {name, "another"}


def test_a_part_without_what_is_filled_into_it_is_refused() -> None:
    for old, new in (("tại {place}", "tại nơi vi phạm"), ("{field}", "{field} {law}")):
        with pytest.raises(CatalogueError, match=r"\{(place|law)\}"):
            read_forms(SHIPPED.replace(old, new, 1))


def test_both_files_of_a_record_say_the_same_and_keep_three_rows_of_boxes() -> None:
    content = violation_record.compose(case())
    text = "".join(squeezed(page.extract_text()) for page in read_pdf(content).pages)
    assert "NGƯỜILẬPBIÊNBẢN" in text and "NGƯỜINHẬNBIÊNBẢN" in text
    assert [len(table.rows) for table in read_docx(content).tables][1:] == [3, 1]


def letter(**typed: Any) -> ViolationFacts:
    """The facts of a file that goes to the Chairman."""
    facts = case(**{"to": "Chủ tịch Ủy ban nhân dân tỉnh", "signer": "Phạm Thị Thu Hà"} | typed)
    acts = (replace(STAMP, limit=date(2027, 10, 18)), replace(TARIFF, record="số 01/BB-VPHC"))
    held = ("Biên bản kiểm tra | 02/BB-ĐKT | | Bản chính", "Hình ảnh | | 2 | Bản in")
    return replace(facts, chosen=Chosen(acts), power=("Khung tiền phạt vượt thẩm quyền.",), file=held)


def test_the_letter_says_the_acts_their_limitation_and_why_the_file_goes_on() -> None:
    content = transfer.compose(letter())
    said = plain(content)
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh" in said and content.title == ""
    assert "thời hiệu xử phạt đến hết ngày 18 tháng 10 năm 2027" in said and "Biên bản vi phạm hành chính số 01" in said
    assert "Lý do chuyển: Khung tiền phạt vượt thẩm quyền." in said and "- Như trên;" in said
    assert "Lý do chuyển: Viết tay." in plain(transfer.compose(letter(reason="Viết tay")))


@pytest.mark.parametrize(
    ("kind", "typed", "found", "said"),
    [
        ("organisation", "Bưu điện tỉnh Vĩnh Long", "", "của Bưu điện tỉnh Vĩnh Long, cụ thể"),
        ("organisation", "", "", "của Bưu điện phường Cổ Chiên, cụ thể"),
        ("individual", "", "Đỗ Thị Cẩm Tú", "của Đỗ Thị Cẩm Tú, cụ thể"),
        ("individual", "", "", "của ……, cụ thể"),
    ],
)
def test_the_letter_names_the_subject_as_the_record_does(kind: str, typed: str, found: str, said: str) -> None:
    facts = letter(subject_kind=kind, subject=typed)
    acts = tuple(replace(one, subject_kind=kind, subject=found) for one in facts.chosen.acts)
    assert said in plain(transfer.compose(replace(facts, chosen=Chosen(acts))))


def test_the_list_of_the_file_is_an_annex_whose_sheets_are_summed_when_all_are_known() -> None:
    [annex] = transfer.compose(letter()).annexes
    [table] = [block for block in annex.blocks if isinstance(block, Table)]
    assert table.rows == (
        ("01", "Biên bản kiểm tra", "02/BB-ĐKT", "", "Bản chính"),
        ("02", "Hình ảnh", "", "02", "Bản in"),
    )
    letter_of = "Công văn số ……/SKHCN ngày …… tháng …… năm 2026 của Sở Khoa học và Công nghệ"
    assert annex.attached == f"(Kèm theo {letter_of})"
    assert "02 tài liệu, tổng số …… tờ" in plain(transfer.compose(letter()))
    typed = "Biên bản kiểm tra | 02/BB-ĐKT | 5 | Bản chính\nHình ảnh | | 2"
    assert "02 tài liệu, tổng số 07 tờ" in plain(transfer.compose(letter(papers=typed)))
