"""Knows what minutes must say and in which order; knows no format and no database."""

from dataclasses import replace
from unicodedata import is_normalized

import pytest

from inspections.papers.composing import people
from inspections.papers.composing.announcement import compose as compose_announcement
from inspections.papers.composing.minutes import compose
from inspections.papers.content import Content, Paragraph, Signatures, from_json, plain, to_json
from inspections.papers.facts.visit import Item, Person, Result
from tests.inspections.papers.made_up import LONG_NAME, TYPED, VIOLATION, item, items, pictures, visit_facts


def words(content: Content) -> str:
    """Every word of a paper, each paragraph on its own line."""
    runs = {
        id(block): "".join(run.text for run in block.runs) for block in content.blocks if isinstance(block, Paragraph)
    }
    return "\n".join(runs.values())


def test_the_elements_stand_in_the_order_of_the_decree() -> None:
    said = words(compose(visit_facts(findings=(VIOLATION,))))
    wanted = [
        "Căn cứ Quyết định số 248/QĐ-SKHCN ngày 26 tháng 10 năm 2026",
        "Căn cứ Kế hoạch tiến hành kiểm tra số 01/KH-ĐKT",
        "Hôm nay, vào hồi 08 giờ 05 phút, ngày 13 tháng 11 năm 2026, tại Bưu điện phường Cổ Chiên, khóm 2",
        "I. THÀNH PHẦN",
        "1. Đoàn kiểm tra",
        "- Bà Phạm Thị Thu Hà, Phó Giám đốc Sở Khoa học và Công nghệ - Trưởng đoàn;",
        "- Thượng tá Võ Thanh Tùng, Trưởng phòng An ninh, Công an tỉnh - Phó Trưởng đoàn;",
        "2. Đơn vị được kiểm tra",
        "- Ông Mai Thanh Phong, Giám đốc Bưu điện phường (theo Giấy ủy quyền số 77/UQ-BĐVL) (đại diện đơn vị);",
        "3. Tổ chức, cá nhân khác có liên quan: Không có.",
        "4. Người chứng kiến: Không có.",
        "II. NỘI DUNG VÀ KẾT QUẢ KIỂM TRA",
        "1. Thông tin về đơn vị được kiểm tra",
        "2. Phạm vi và phương pháp",
        "3. Chất lượng dịch vụ (Sở Khoa học và Công nghệ chủ trì)",
        "3.1. Chấp nhận bưu gửi",
        "4. Việc thực hiện kiến nghị của lần kiểm tra trước",
        "5. Hành vi có dấu hiệu vi phạm hành chính",
        "03 phiếu gửi không đóng dấu ngày; có dấu hiệu của hành vi quy định tại khoản 2 Điều 9 Nghị định số 174",
        "III. NHẬN XÉT VÀ YÊU CẦU CỦA ĐOÀN KIỂM TRA",
        "1. Ưu điểm",
        "2. Tồn tại, hạn chế",
        "3. Yêu cầu đối với Bưu điện phường Cổ Chiên",
        "b) Ghi đầy đủ sổ ra vào.",
        "IV. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA",
        "Ông Mai Thanh Phong: “Đơn vị thống nhất với kết quả kiểm tra.”",
        "Biên bản kết thúc vào hồi 16 giờ 45 phút cùng ngày",
    ]
    places = [said.find(one) for one in wanted]
    assert -1 not in places, wanted[places.index(-1)]
    assert places == sorted(places)
    assert said.endswith("Công an tỉnh giữ 01 bản./.")


@pytest.mark.parametrize("count", [1, 40, 128])
def test_every_item_note_and_figure_stands_once_in_composed_letters(count: int) -> None:
    facts = visit_facts(count)
    said = words(compose(facts))
    for one in facts.chapters[0].sections[0].items:
        assert said.count(f"({one.code})") == 1
        for text in (one.results[0].note, one.results[0].seen):
            assert not text or said.count(f"{text.rstrip('.')}.") == 1
    assert is_normalized("NFC", plain(compose(facts)))


def test_what_was_found_is_said_where_nothing_was_typed() -> None:
    said = words(compose(visit_facts(findings=(VIOLATION,), typed={})))
    assert "vào hồi …… giờ …… phút" in said
    assert said.count("Đóng dấu ngày trên mọi phiếu gửi") == 1
    assert "Ưu điểm: Không có." in said and "Không có ý kiến khác." in said


def test_without_a_violation_that_is_said() -> None:
    assert "chưa phát hiện hành vi có dấu hiệu vi phạm hành chính" in words(compose(visit_facts()))


def test_a_survey_asks_and_finds_no_violation() -> None:
    content = compose(visit_facts(kind="survey", agreement="Công văn số 5-CV/TU ngày 01 tháng 11 năm 2026"))
    said = words(content)
    assert content.title == "BIÊN BẢN LÀM VIỆC"
    assert "Đề nghị đối với" in said and "Căn cứ Công văn số 5-CV/TU" in said
    assert "vi phạm" not in said and "Yêu cầu" not in said


def test_the_block_of_not_signing_stands_only_where_it_is_used() -> None:
    assert "không ký Biên bản" not in plain(compose(visit_facts()))
    held = {"reason": "không nêu lý do", "witness": "Bà Lê Thị Hoa, Phó Chủ tịch UBND phường Cổ Chiên"}
    content = compose(visit_facts(typed=TYPED | {"not_signing": held}))
    said = plain(content)
    assert "Lý do: không nêu lý do." in said and "Bà Lê Thị Hoa" in said
    signatures = content.blocks[-1]
    assert isinstance(signatures, Signatures) and not signatures.rows[0][0].name
    assert signatures.rows[2][0].name == "Lê Thị Hoa"


def test_a_survey_that_is_not_signed_speaks_of_no_inspected_body() -> None:
    held = {"reason": "không nêu lý do", "witness": "Bà Lê Thị Hoa"}
    facts = visit_facts(kind="survey", typed=TYPED | {"not_signing": held})
    said = plain(compose(facts))
    assert people.supplied_signatures(facts).rows[0][0].lines == ("Đại diện đơn vị được khảo sát không ký.",)
    assert "Xác nhận việc đơn vị được khảo sát không ký" in said and "đơn vị được kiểm tra" not in said


def test_who_sign_are_the_body_the_leader_the_other_agency_and_the_writer() -> None:
    content = compose(visit_facts(witnesses=(Person("Ông", "Lâm Văn Bé", "khóm trưởng"),)))
    signatures = content.blocks[-1]
    assert isinstance(signatures, Signatures)
    names = [[cell.name for cell in row] for row in signatures.rows]
    assert names == [["Mai Thanh Phong", "Phạm Thị Thu Hà"], ["Võ Thanh Tùng", "Ngô Thị Bích Trâm"], ["Lâm Văn Bé", ""]]
    assert signatures.rows[1][0].above == ("ĐẠI DIỆN CÔNG AN TỈNH", "PHÓ TRƯỞNG ĐOÀN")


def test_two_agencies_that_agree_are_said_once_and_two_that_differ_each_with_the_conclusion() -> None:
    same = (Result("DIC", "pass", "Đạt", seen="0/0"), Result("POLICE", "pass", "Đạt", seen="0/0"))
    other = (Result("DIC", "pass", "Đạt"), Result("POLICE", "fail", "Chưa đạt", note="Chưa có số trực ban."))
    chapter = visit_facts().chapters[0]
    both = (Item("AN-37", "Sự cố", same), Item("AN-36", "Danh bạ", other, conclusion="Trưởng đoàn kết luận: Chưa đạt"))
    section = replace(chapter.sections[0], items=both)
    said = words(compose(visit_facts(chapters=(replace(chapter, sections=(section,)),))))
    assert "Hai cơ quan thống nhất: 0/0. Kết quả: Đạt." in said
    assert "Sở Khoa học và Công nghệ: Kết quả: Đạt. Công an tỉnh: Chưa có số trực ban. Kết quả: Chưa đạt." in said
    assert "Trưởng đoàn kết luận: Chưa đạt." in said


def test_the_clause_of_the_duty_stands_with_the_fact_and_never_that_of_the_fine() -> None:
    chapter = visit_facts().chapters[0]
    failed = replace(item(9, "fail", note="03 phiếu thiếu dấu."), duty="khoản 2 Điều 8 Luật Bưu chính")
    section = replace(chapter.sections[0], items=(failed,))
    content = compose(visit_facts(chapters=(replace(chapter, sections=(section,)),), findings=(VIOLATION,)))
    said = words(content)
    assert "Đơn vị chưa thực hiện đúng khoản 2 Điều 8 Luật Bưu chính." in said
    assert said.count("174/2026/NĐ-CP") == 1


def test_annexes_are_numbered_when_there_are_two() -> None:
    content = compose(visit_facts(pictures=pictures(2)))
    assert [annex.title for annex in content.annexes] == ["Phụ lục I", "Phụ lục II"]
    assert "và 02 phụ lục" in words(content)
    assert [annex.title for annex in compose(visit_facts()).annexes] == ["Phụ lục"]


def test_a_content_is_frozen_and_read_again_without_a_difference() -> None:
    content = compose(visit_facts(5, pictures=pictures(2), findings=(VIOLATION,)))
    assert from_json(to_json(content)) == content


def test_long_names_and_many_copies_are_said_in_full() -> None:
    said = words(compose(visit_facts(body=LONG_NAME, typed=TYPED | {"copies": 5})))
    assert f"{LONG_NAME} giữ 01 bản" in said and "lưu hồ sơ 02 bản" in said and "05 bản" in said


def test_items_that_passed_without_a_word_stand_together() -> None:
    said = words(compose(visit_facts(chapters=(visit_facts(4).chapters[0],))))
    assert said.count("- Đạt: ") == 1
    assert len(items(4)) == 4


def test_a_decree_is_named_in_full_where_it_is_first_mentioned_and_by_its_number_after_that() -> None:
    full = " ngày 15 tháng 5 năm 2026 của Chính phủ quy định xử phạt vi phạm hành chính"
    one = replace(VIOLATION, decree=full)
    said = plain(compose(visit_facts(findings=(one, replace(one, text="Chưa niêm yết giá cước.")))))
    assert said.count(f"174/2026/NĐ-CP{full}") == 1 and said.count("174/2026/NĐ-CP") == 2
    assert said.index(full) < said.index("b) Chưa niêm yết giá cước")


def test_minutes_that_the_body_does_not_sign_say_so_wherever_they_speak_of_signing() -> None:
    held = {"reason": "Không nêu lý do", "witness": "Ông Nguyễn Văn Phước, Phó Chủ tịch UBND phường"}
    said = plain(compose(visit_facts(typed=TYPED | {"not_signing": held})))
    assert "trừ đại diện đơn vị được kiểm tra không ký, những người còn lại công nhận là đúng" in said
    assert "cùng nghe, công nhận là đúng và cùng ký tên dưới đây" in plain(compose(visit_facts()))
    assert "Đại diện đơn vị được kiểm tra không ký.\n" in said.partition("DANH MỤC HỒ SƠ")[2]


def test_a_new_version_says_what_it_replaces_and_why_right_after_its_opening() -> None:
    told = {"number": "02/BB-ĐKT", "on": "2026-11-13", "reason": "Ghi sai giờ kết thúc", "by": "Ngô Thị Bích Trâm"}
    for composed in (compose, compose_announcement):
        said = plain(composed(visit_facts(typed=TYPED | {"replaces": told})))
        named = "Biên bản này thay thế Biên bản số 02/BB-ĐKT ngày 13 tháng 11 năm 2026. Lý do: Ghi sai giờ kết thúc."
        assert named in said and said.index(named) < said.index("I. THÀNH PHẦN")
        assert "thay thế Biên bản" not in plain(composed(visit_facts()))
