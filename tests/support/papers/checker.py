"""Holds a rendered paper against every rule and tells each fault with the rule that found it."""

from collections.abc import Iterator

from tests.support.papers import pdf_ends, pdf_rules, word_ends, word_rules
from tests.support.papers.pdf_rules import PdfFile
from tests.support.papers.visits import Case
from tests.support.papers.word_files import WordFile

WORD = word_rules.RULES | word_ends.RULES
PDF = pdf_rules.RULES | pdf_ends.RULES


def faults(case: Case) -> Iterator[str]:
    """Every fault of both files of a paper."""
    yield from word_faults(WordFile(case.docx, case.content, case.stamp.marks, case.pages))
    yield from pdf_faults(PdfFile(case.pdf, case.content, case.stamp.marks, case.pages))


def word_faults(paper: WordFile) -> Iterator[str]:
    """Every fault of a Word file."""
    for name, rule in WORD.items():
        yield from (f"docx {name}: {fault}" for fault in rule(paper))


def pdf_faults(paper: PdfFile) -> Iterator[str]:
    """Every fault of a PDF."""
    for name, rule in PDF.items():
        yield from (f"pdf {name}: {fault}" for fault in rule(paper))
