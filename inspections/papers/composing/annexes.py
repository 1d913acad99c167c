"""Composes the annexes of minutes: the papers supplied, the photos."""

from collections.abc import Iterable

from inspections.papers.composing import people
from inspections.papers.content import Annex, Block, Column, Photo, Run, Table, text
from inspections.papers.facts.visit import Picture, VisitFacts
from inspections.papers.wording import BLANK, ROMAN, count, long_date, sentence, short_date, unpadded

DOCUMENTS = "DANH MỤC HỒ SƠ, TÀI LIỆU ĐƠN VỊ ĐÃ CUNG CẤP"
PHOTOS = "ẢNH CHỤP TẠI BUỔI KIỂM TRA"
SHOWN_OF_HASH = 12
COLUMNS = (
    Column("TT", 10, True),
    Column("Tên tài liệu", 58),
    Column("Số, ký hiệu", 30),
    Column("Ngày", 22, True),
    Column("Bản", 16, True),
    Column("Ghi chú", 24),
)


def of_minutes(facts: VisitFacts) -> tuple[Annex, ...]:
    """The annexes that there is something for, numbered when there are two or more."""
    held: list[tuple[str, tuple[Block, ...]]] = []
    named = "làm việc" if facts.kind == "survey" else "kiểm tra"
    number = f"số {facts.number or BLANK} {long_date(facts.day)}"
    attached = f"(Kèm theo Biên bản {named} {number} của Đoàn kiểm tra)"
    if facts.documents:
        held.append((DOCUMENTS, _documents(facts)))
    if facts.pictures:
        held.append((PHOTOS, shown(facts.pictures)))
    return tuple(
        Annex(f"Phụ lục {ROMAN[place]}" if len(held) > 1 else "Phụ lục", title, blocks, attached)
        for place, (title, blocks) in enumerate(held)
    )


def _documents(facts: VisitFacts) -> tuple[Block, ...]:
    rows = tuple(
        (
            count(number),
            one.name,
            one.number,
            short_date(one.dated_on) if one.dated_on else "",
            "chính" if one.original else "sao",
            one.note,
        )
        for number, one in enumerate(facts.documents, start=1)
    )
    total = text("last", f"Danh mục gồm {count(len(rows))} hồ sơ, tài liệu.")
    return Table(COLUMNS, rows), total, people.supplied_signatures(facts)


def shown(pictures: Iterable[Picture]) -> tuple[Block, ...]:
    """Photos, each with its number, what it shows, its item, its time and the beginning of its hash."""
    return tuple(
        Photo(
            one.sha256,
            one.width,
            one.height,
            (
                Run(f"Ảnh số {count(one.number)}. ", "bold"),
                Run(f"{sentence(one.caption) or 'Không có chú thích.'} "),
                Run(f"({one.item}; {unpadded(one.at)}; SHA-256: {one.sha256[:SHOWN_OF_HASH]})", "small"),
            ),
        )
        for one in pictures
    )
