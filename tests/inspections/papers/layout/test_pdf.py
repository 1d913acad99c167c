"""Knows what the PDF of a paper must be, read back by another program; knows no database."""

import io
import re
from unicodedata import is_normalized

import pytest
from pypdf import PdfReader

from inspections.papers.composing.minutes import compose
from inspections.papers.composing.notice import compose_demand, compose_notice
from inspections.papers.content import PAGES, Content, Paragraph, Stamp, photos
from inspections.papers.layout import pdf
from tests.inspections.evidence.pictures import picture
from tests.inspections.papers.made_up import LONG_NAME, VIOLATION, pictures, visit_facts

STAMP = Stamp(("DỰ THẢO", "DỮ LIỆU TRÌNH DIỄN"), ("Mã kiểm tra nội dung: abc", "Nhật ký: dòng 12"))
POINTS = 72 / 25.4


def read(content: Content) -> PdfReader:
    """The paper, rendered and read back."""
    held = {photo.sha256: picture() for photo in photos(content)}
    return PdfReader(io.BytesIO(pdf.render(content, STAMP, held)[0]))


def squeezed(text: str) -> str:
    """Text without the spaces and breaks that a page puts between its lines."""
    return re.sub(r"\s+", "", text)


def body(reader: PdfReader) -> str:
    """All words of the pages without what stands at their edges."""
    text = "".join(page.extract_text() for page in reader.pages)
    text = re.sub(r"DỰ THẢO\s+·\s+DỮ LIỆU TRÌNH DIỄN\s*\d*", "", text)
    return squeezed(re.sub(r"Mã kiểm tra nội dung: abc\s*Nhật ký: dòng 12", "", text))


@pytest.mark.parametrize("count", [1, 40, 128])
def test_the_file_says_every_paragraph_of_the_content_once(count: int) -> None:
    content = compose(visit_facts(count, findings=(VIOLATION,)))
    said = body(read(content))
    assert is_normalized("NFC", said)
    for block in content.blocks:
        if isinstance(block, Paragraph) and not any(run.mark == PAGES for run in block.runs):
            text = squeezed("".join(run.text for run in block.runs))
            assert said.count(text) == 1, text


def test_the_nation_stands_on_one_line_and_the_page_is_a4() -> None:
    reader = read(compose(visit_facts(body=LONG_NAME)))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in reader.pages[0].extract_text()
    box = reader.pages[0].mediabox
    assert [round(float(side) / POINTS) for side in (box.width, box.height)] == [210, 297]


def test_faces_are_embedded_and_the_file_is_tagged_titled_and_vietnamese() -> None:
    reader = read(compose(visit_facts()))
    fonts = {str(font) for page in reader.pages for font in page["/Resources"]["/Font"].get_object()}
    names = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].get_object().values()
    }
    assert fonts and all("Tinos" in name for name in names)
    assert reader.trailer["/Root"]["/Lang"] in {"vi", "vi-VN"}
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert reader.metadata is not None and str(reader.metadata.title).startswith("BIÊN BẢN KIỂM TRA")
    assert not reader.is_encrypted


def test_pages_are_numbered_from_the_second_and_annexes_anew() -> None:
    made, pages = pdf.render(compose(visit_facts(40)), STAMP, {})
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    assert pages == len(texts) - 1
    numbers = [re.search(r"TRÌNH DIỄN\s*(\d+)?\n", f"{text}\n") for text in texts]
    assert [found[1] if found else None for found in numbers] == [None, *map(str, range(2, pages + 1)), None]
    assert f"gồm{pages:02d}trang" in squeezed("".join(texts))


def test_marks_and_the_log_stand_on_every_page() -> None:
    for page in read(compose(visit_facts(20, pictures=pictures(3)))).pages:
        text = page.extract_text()
        assert "DỰ THẢO" in text and "DỮ LIỆU TRÌNH DIỄN" in text and "Nhật ký: dòng 12" in text


def test_twelve_photos_stand_in_the_annex_with_their_words() -> None:
    reader = read(compose(visit_facts(pictures=pictures(12))))
    said = squeezed("".join(page.extract_text() for page in reader.pages))
    assert all(said.count(squeezed(f"Ảnh số {n:02d}. Ảnh chụp thứ {n}.")) == 1 for n in range(1, 13))


def test_what_is_typed_is_never_evaluated() -> None:
    typed = {"opinion": '#eval("1+1") $x$ *đậm* @preview \\ "ngoặc"'}
    said = squeezed("".join(page.extract_text() for page in read(compose(visit_facts(typed=typed))).pages))
    assert squeezed(typed["opinion"]) in said


@pytest.mark.parametrize("make", [compose_notice, compose_demand])
def test_papers_of_the_agency_are_rendered_too(make) -> None:
    said = body(read(make(visit_facts(findings=(VIOLATION,), typed={"signer": "Phạm Thị Thu Hà"}))))
    assert "Nơinhận:" in said and "PhạmThịThuHà" in said and "hoànthànhchậmnhấtngày15tháng12năm2026" in said
    assert "174/2026" not in said
