"""Knows what the Word file of a paper must be, read back by another program; knows no database."""

import io
import zipfile

import pytest
from docx import Document
from docx.document import Document as Read
from docx.oxml.ns import qn
from docx.shared import Mm

from inspections.papers.composing.minutes import compose
from inspections.papers.composing.notice import compose_demand, compose_notice
from inspections.papers.content import PAGES, Content, Paragraph, Stamp, photos
from inspections.papers.layout import docx
from tests.inspections.evidence.pictures import picture
from tests.inspections.papers.made_up import LONG_NAME, VIOLATION, pictures, visit_facts

STAMP = Stamp(("DỰ THẢO", "DỮ LIỆU TRÌNH DIỄN"), ("Mã kiểm tra nội dung: abc", "Nhật ký: dòng 12"))


def read(content: Content, stamp: Stamp = STAMP) -> Read:
    """The paper, written and read back."""
    held = {photo.sha256: picture() for photo in photos(content)}
    return Document(io.BytesIO(docx.render(content, stamp, held, 4)))


def every_run(paper: Read) -> list:
    """Every run of the paper, also those in tables, heads and feet."""
    section = paper.sections[0]
    roots = [paper.element.body, section.header._element, section.first_page_header._element, section.footer._element]
    return [run for root in roots for run in root.iter(qn("w:r"))]


def test_the_page_is_a4_with_the_margins_of_the_decree_and_no_number_on_the_first() -> None:
    section = read(compose(visit_facts())).sections[0]
    assert [round(one.mm) for one in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins] == [20, 20, 30, 20]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml and "PAGE" not in section.first_page_header._element.xml


def test_every_run_names_one_face_for_every_script_and_vietnamese() -> None:
    for run in every_run(read(compose(visit_facts(5)))):
        fonts, lang = run.rPr.find(qn("w:rFonts")), run.rPr.find(qn("w:lang"))
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
        assert lang.get(qn("w:val")) == "vi-VN"


def test_the_body_is_14_justified_with_a_first_line_and_6_points_between() -> None:
    paper = read(compose(visit_facts()))
    [opening] = [one for one in paper.paragraphs if one.text.startswith("Hôm nay")]
    assert opening.runs[0].font.size.pt == 14 and opening.alignment == 3
    assert opening.paragraph_format.first_line_indent == pytest.approx(Mm(10), abs=1000)
    assert opening.paragraph_format.space_after.pt == 6
    grounds = [one for one in paper.paragraphs if one.text.startswith("Căn cứ")]
    assert all(run.italic for one in grounds for run in one.runs)
    assert [one.text[-1] for one in grounds] == [";", "."]


def test_the_head_has_the_nation_on_one_line_and_drawn_rules() -> None:
    paper = read(compose(visit_facts()))
    head = paper.tables[0]
    texts = [one.text for one in head.rows[0].cells[1].paragraphs]
    assert texts[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert head._element.xml.count("<w:pBdr>") == 2
    assert "___" not in paper.element.xml and "────" not in paper.element.xml
    assert head.rows[1].cells[0].text == "Số: 02/BB-ĐKT"


def test_signatures_never_split_and_follow_their_sentence() -> None:
    paper = read(compose(visit_facts()))
    signatures = next(one for one in paper.tables if "TRƯỞNG ĐOÀN" in one._element.xml and "TM." in one._element.xml)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in signatures.rows)
    last = next(one for one in paper.paragraphs if one.text.startswith("Biên bản kết thúc"))
    assert last.paragraph_format.keep_with_next


def test_a_table_repeats_its_head_on_every_page() -> None:
    table = next(one for one in read(compose(visit_facts())).tables if "Tên tài liệu" in one._element.xml)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1].cells[1].text == "Báo cáo theo đề cương"


@pytest.mark.parametrize("count", [1, 40, 128])
def test_the_file_says_every_paragraph_of_the_content_once(count: int) -> None:
    content = compose(visit_facts(count, findings=(VIOLATION,)))
    texts = [one.text for one in read(content).paragraphs]
    for block in content.blocks:
        if isinstance(block, Paragraph) and not any(run.mark == PAGES for run in block.runs):
            assert texts.count("".join(run.text for run in block.runs)) == 1


def test_marks_stand_in_the_head_and_the_log_in_the_foot_of_every_page() -> None:
    section = read(compose(visit_facts())).sections[0]
    for part in (section.header, section.first_page_header):
        assert "DỰ THẢO  ·  DỮ LIỆU TRÌNH DIỄN" in part.paragraphs[0].text
    for part in (section.footer, section.first_page_footer):
        assert [one.text for one in part.paragraphs] == list(STAMP.foot)
        assert part.paragraphs[0].runs[0].font.size.pt == 8


def test_twelve_photos_stand_in_the_annex_with_their_words() -> None:
    content = compose(visit_facts(pictures=pictures(12)))
    paper = read(content)
    assert len(paper.inline_shapes) == 12 and len(paper.sections) == 3
    captions = [one.text for one in paper.paragraphs if one.text.startswith("Ảnh số")]
    assert len(captions) == 12
    assert captions[6] == "Ảnh số 07. Ảnh chụp thứ 7. (CL-07; 10:20 13/11/2026; SHA-256: 07ababababab)"


def test_the_same_content_gives_the_same_bytes() -> None:
    content = compose(visit_facts(9))
    assert docx.render(content, STAMP, {}, 4) == docx.render(content, STAMP, {}, 4)


def test_a_name_with_signs_of_markup_is_text() -> None:
    paper = read(compose(visit_facts(body='A & B <b>"x"</b> {{ 7*7 }}')))
    assert 'Tên đơn vị: A & B <b>"x"</b> {{ 7*7 }}' in "\n".join(one.text for one in paper.paragraphs)


def test_a_sign_that_no_file_can_hold_is_left_out() -> None:
    paper = read(compose(visit_facts(body="Bưu điện\uffff phường\ufffe")))
    assert "Tên đơn vị: Bưu điện phường" in "\n".join(one.text for one in paper.paragraphs)


def test_a_notice_ends_with_recipients_at_12_and_11() -> None:
    paper = read(compose_notice(visit_facts(findings=(VIOLATION,), typed={"signer": "Phạm Thị Thu Hà"})))
    cell = paper.tables[-1].rows[0].cells[0]
    assert cell.paragraphs[0].text == "Nơi nhận:" and cell.paragraphs[0].runs[0].font.size.pt == 12
    assert {one.runs[0].font.size.pt for one in cell.paragraphs[1:]} == {11}
    assert cell.paragraphs[-1].text.startswith("- Lưu: VT")


def test_a_long_name_stays_in_its_own_cell() -> None:
    paper = read(compose(visit_facts(body=LONG_NAME)))
    assert LONG_NAME in "\n".join(one.text for one in paper.paragraphs)


def test_the_package_holds_what_it_names() -> None:
    made = docx.render(compose(visit_facts(pictures=pictures(1))), STAMP, {pictures(1)[0].sha256: picture()}, 4)
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert {"[Content_Types].xml", "word/document.xml", "word/media/photo1.jpg"} <= set(names)


def test_what_an_official_letter_is_about_stands_under_its_number_upright_and_centred() -> None:
    content = compose_demand(visit_facts())
    number, subject = read(content).tables[0].cell(1, 0).paragraphs
    assert number.text.startswith("Số: ") and subject.text == content.head.subject
    assert subject.alignment == 1 and subject.paragraph_format.space_before.pt == 6
    assert [(run.font.size.pt, run.bold, run.italic) for run in subject.runs] == [(12, None, None)]
