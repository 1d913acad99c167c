"""Knows that every rule of the checker of papers catches a planted fault; knows no database."""

import io
import zipfile
from dataclasses import replace
from functools import cache

import pytest

from inspections.papers.composing.minutes import compose
from inspections.papers.composing.notice import compose_notice
from inspections.papers.content import Column, Content, Table
from inspections.papers.facts.visit import Document
from inspections.papers.layout import ooxml, pdf
from tests.inspections.papers.made_up import DAY, VIOLATION, pictures, visit_facts
from tests.support.papers import checker, words
from tests.support.papers.pdf_rules import PdfFile
from tests.support.papers.visits import Case, render
from tests.support.papers.word_files import WordFile

LONG = "dulieu" * 5 + "m.pdf"
BORDER = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
MINUTES, NOTICE = "minutes", "result_notice"
BODY, FIRST = "word/document.xml", "word/header1.xml"
WORD = [
    ("page", MINUTES, BODY, 'w:top="1134"', 'w:top="850"'),
    ("page", MINUTES, BODY, ' w:orient="landscape"', ""),
    ("page", MINUTES, BODY, 'w:w="16838" w:h="11906"', 'w:w="11906" w:h="16838"'),
    ("faces", MINUTES, BODY, 'w:eastAsia="Times New Roman"', 'w:eastAsia="Calibri"'),
    ("faces", MINUTES, BODY, 'w:cs="Times New Roman"', ""),
    ("faces", MINUTES, FIRST, 'w:lang w:val="vi-VN"', 'w:lang w:val="en-US"'),
    ("page numbers", MINUTES, BODY, "<w:titlePg/>", ""),
    ("page numbers", MINUTES, "word/header2.xml", " PAGE ", " NUMPAGES "),
    ("page numbers", MINUTES, "word/header2.xml", 'w:tab w:val="center"', 'w:tab w:val="left"'),
    ("head", MINUTES, BODY, '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'),
    ("head", MINUTES, BODY, ooxml.run("BIÊN BẢN KIỂM TRA", 14, True), ooxml.run("BIÊN BẢN KIỂM TRA", 16, True)),
    ("urgency", NOTICE, BODY, 'w:hRule="exact"', 'w:hRule="atLeast"'),
    ("urgency", NOTICE, BODY, f'w:w="{ooxml.twips(40)}"', f'w:w="{ooxml.twips(44)}"'),
    ("rules", MINUTES, BODY, BORDER, ""),
    ("rules", MINUTES, BODY, 'w:ind w:left="', 'w:ind w:left="1'),
    ("body", MINUTES, BODY, 'w:firstLine="567"', 'w:firstLine="284"'),
    ("body", MINUTES, BODY, 'w:after="120"', 'w:after="60"'),
    ("body", MINUTES, BODY, '<w:jc w:val="both"/>', '<w:jc w:val="left"/>'),
    ("body", MINUTES, BODY, 'w:line="240"', 'w:line="276"'),
    ("body", MINUTES, BODY, "<w:i/><w:iCs/>", ""),
    ("tables", MINUTES, BODY, "<w:cantSplit/>", ""),
    ("tables", MINUTES, BODY, "<w:tblHeader/>", ""),
    ("said", MINUTES, BODY, "Không có.", "Không có gì."),
    ("worded", MINUTES, BODY, "ngày 13 tháng 11", "ngày 13 tháng 09"),
    ("worded", MINUTES, FIRST, "DỰ THẢO", "TUYỆT MẬT"),
    ("ended", MINUTES, BODY, "./.", "."),
    ("numbered", MINUTES, BODY, ">b) ", ">c) "),
    ("signatures", MINUTES, BODY, "<w:keepNext/>", ""),
    ("signatures", MINUTES, BODY, 'w:before="1540"', 'w:before="400"'),
    ("recipients", NOTICE, BODY, '<w:sz w:val="22"/>', '<w:sz w:val="24"/>'),
    ("annexes", MINUTES, BODY, ooxml.run("Phụ lục", 14, True), ooxml.run("Phụ lục", 14)),
    ("pictures", MINUTES, BODY, f'cx="{120 * ooxml.EMU}"', f'cx="{170 * ooxml.EMU}"'),
    ("stamped", MINUTES, FIRST, "DỰ THẢO", ""),
    ("stamped", MINUTES, "docProps/core.xml", "vi-VN", "en-US"),
]
PDF = [
    ("said", MINUTES, "list.map(run)", "list.slice(0, 1).map(run)"),
    ("worded", MINUTES, "#let plain", '#show "ngày 13": "ngày 3"\n#let plain'),
    ("file", MINUTES, 'lang: "vi"', 'lang: "en"'),
    ("file", MINUTES, "#set document(title: ", '#set document(title: "x" + '),
    ("page", MINUTES, "right: 20mm", "right: 14mm"),
    ("page", MINUTES, "flipped: true", "flipped: false"),
    ("apart", MINUTES, 'show regex("[^\\\\s/-]{13,}"): broken', ""),
    ("page numbers", MINUTES, "here-page > 1", "here-page > 0"),
    ("page numbers", MINUTES, '[#metadata("begins") <annex>]', ""),
    ("head", MINUTES, 'size: 13pt, weight: "bold", "CỘNG', 'size: 16pt, weight: "bold", "CỘNG'),
    ("rules", MINUTES, "rule(measure(motto).width)", "rule(measure(motto).width * 0.8)"),
    ("rules", MINUTES, "68mm) * 0.42", "68mm) * 0.82"),
    ("body", MINUTES, "amount: 1cm", "amount: 2cm"),
    ("body", MINUTES, "spacing: 0.043em + 6pt, justify", "spacing: 0.043em + 2pt, justify"),
    ("justified", MINUTES, "justify: true, first", "justify: false, first"),
    ("signatures", MINUTES, "v(27mm)", "v(7mm)"),
    ("recipients", NOTICE, "set text(size: 11pt)", "set text(size: 12pt)"),
    ("pictures", MINUTES, "block(width: 100%, above: 8pt, below: 10pt", "block(above: 8pt, below: 10pt"),
    ("stamped", MINUTES, 'data.stamp.marks.join("  ·  ")', "data.stamp.marks.first()"),
    ("urgency", NOTICE, '"THƯỢNG KHẨN": 40mm', '"THƯỢNG KHẨN": 44mm'),
]


def content_of(kind: str) -> Content:
    """A paper that has something of everything that a rule looks at."""
    if kind == NOTICE:
        content = compose_notice(visit_facts(findings=(VIOLATION,), typed={"signer": "Phạm Thị Thu Hà"}))
        return replace(content, head=replace(content.head, urgency="THƯỢNG KHẨN"))
    handed = Document(LONG, "15/BC-BĐCC", DAY, True, "")
    content = compose(visit_facts(30, documents=(handed,), pictures=pictures(1)))
    columns = tuple(Column(f"Cột {number:02d}", 30) for number in range(8))
    further = replace(content.annexes[0], title="Phụ lục", about="BẢNG", blocks=(Table(columns, (("01",) * 8,)),))
    return replace(content, annexes=(*content.annexes, replace(further, attached="(Kèm theo Biên bản này)")))


@cache
def rendered(kind: str) -> Case:
    """The same, rendered once."""
    return render(kind, content_of(kind))


@pytest.mark.parametrize("kind", [MINUTES, NOTICE])
def test_what_the_faults_are_planted_in_has_none(kind: str) -> None:
    assert list(checker.faults(rendered(kind))) == []


def changed(data: bytes, member: str, old: str, new: str) -> bytes:
    """A Word file in which a part says something else."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(held, "w") as after:
        for name in before.namelist():
            said = before.read(name)
            if name == member:
                assert old in said.decode()
                said = said.decode().replace(old, new).encode()
            after.writestr(name, said)
    return held.getvalue()


@pytest.mark.parametrize(("rule", "kind", "member", "old", "new"), WORD)
def test_a_fault_in_the_word_file_is_caught(rule: str, kind: str, member: str, old: str, new: str) -> None:
    sound = rendered(kind)
    spoilt = changed(sound.docx, member, old, new)
    assert list(checker.WORD[rule](WordFile(spoilt, sound.content, sound.stamp.marks, sound.pages)))


@pytest.mark.parametrize(("rule", "kind", "old", "new"), PDF)
def test_a_fault_in_the_pdf_is_caught(
    rule: str, kind: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = pdf.TEMPLATE.decode()
    assert old in template
    monkeypatch.setattr(pdf, "TEMPLATE", template.replace(old, new).encode())
    spoilt = render(kind, content_of(kind))
    assert list(checker.PDF[rule](PdfFile(spoilt.pdf, spoilt.content, spoilt.stamp.marks, spoilt.pages)))


def test_signatures_that_stand_alone_on_a_page_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    loose = pdf.TEMPLATE.decode().replace("sticky: true, par(", "sticky: false, par(")
    monkeypatch.setattr(pdf, "TEMPLATE", loose.encode())

    def found(count: int) -> set[str]:
        spoilt = render(MINUTES, replace(compose(visit_facts(count)), annexes=()))
        paper = PdfFile(spoilt.pdf, spoilt.content, spoilt.stamp.marks, spoilt.pages)
        return {fault.rpartition(" page ")[0] or fault for fault in checker.PDF["signatures"](paper)}

    assert any(found(count) for count in range(8, 30))


def test_every_rule_has_its_planted_fault() -> None:
    assert {row[0] for row in WORD} == set(checker.WORD)
    assert {row[0] for row in PDF} == set(checker.PDF)


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("composed", "Bie\u0302n bản", "Biên bản"),
        ("secrecy", "TỐI MẬT", "BẢO VỆ BÍ MẬT NHÀ NƯỚC"),
        ("dates", "ngày 5 tháng 11", "ngày 05 tháng 11"),
        ("dates", "ngày 15 tháng 2", "ngày 15 tháng 02"),
        ("dates", "06/03/2026", "06/3/2026 và 174/2026/NĐ-CP"),
        ("counts", "lập thành 3 bản", "lập thành 03 bản và 13 trang"),
        ("drawn", "Lý do: ________", "Lý do: …… (J+1)"),
    ],
)
def test_a_wrong_word_is_caught_and_a_right_one_is_not(rule: str, wrong: str, right: str) -> None:
    assert list(words.RULES[rule]([wrong])) and not list(words.RULES[rule]([right]))


@pytest.mark.parametrize(
    ("lines", "sound"),
    [
        (["I. PHẦN", "1. Một", "a) x;", "b) y.", "2. Hai", "II. SAU", "1. Một"], True),
        ([f"{letter}) x" for letter in "abcdđe"], True),
        (["a) x", "b) y", "c) z", "d) t", "e) u"], False),
        (["I. PHẦN", "III. SAU"], False),
        (["1. Một", "3. Ba"], False),
    ],
)
def test_numbers_and_letters_follow_each_other(lines: list[str], sound: bool) -> None:
    assert (not list(words.numbering(lines))) == sound


def test_only_the_last_sentence_ends_a_paper() -> None:
    assert not list(words.ending(["Một.", "Hai./."]))
    assert list(words.ending(["Một./.", "Hai./."])) and list(words.ending(["Một./.", "Hai."]))
