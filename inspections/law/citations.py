"""Spells the short grounds of a checklist out as officials write them; it knows no table and no checklist.

The shorthand is that of the shipped checklists: "TT16 Đ9.2.c" is point c of clause 2 of article 9 of the document with
the key TT16; "CT09 1.b" is point b of part 1 of a directive, which has no articles.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from inspections.vietnamese import format_date

NOTHING_CITED = "Chưa xác định căn cứ"
UNKNOWN = "văn bản có mã {code} (chưa có trong danh mục văn bản)"

_CITE = re.compile(r"(?P<code>[A-ZĐ]+[0-9]*)(?!\w)(?P<places>[^(:]*)(?P<remark>.*)", re.DOTALL)
_PLACE = re.compile(
    r"Đ?(?P<top>[0-9]+)(?:\.(?P<clause>[0-9]+))?(?:\.(?P<point>[a-zđ]))?(?:–(?:[0-9]+\.)?(?P<end>[0-9]+|[a-zđ]))?"
)
_YEAR = re.compile(r"/[0-9]{4}/")
_CODE = re.compile(r"\b[A-ZĐ]+[0-9]*\b")
_CLAUSE = re.compile(r"(Đ[0-9]+) \(k([0-9]+)\)")
_WORDS = {
    "BMNN": "bí mật nhà nước",
    "PCCC": "phòng cháy, chữa cháy",
    "xác minh số": "xác minh mức quy định",
}
"""Short words in the remarks beside a ground."""


class Document(Protocol):
    """What a citation says of a legal document."""

    kind: str
    number: str | None
    title: str
    title_status: str
    issued_on: date | None


def document_name(document: Document) -> str:
    """A document as it is cited: "Thông tư số 16/2017/TT-BTTTT", "Luật Bưu chính số 49/2010/QH12".

    A law is called by its title once that is verified. A number without a year is one of many: its day is added.
    """
    named = document.title_status == "verified" and document.title.startswith(document.kind)
    name = document.title if named else document.kind
    if document.number is None:
        return f"{name} (chưa rõ số)"
    undated = _YEAR.search(document.number) is None and document.issued_on is not None
    day = f" ngày {format_date(document.issued_on)}" if undated and document.issued_on else ""
    return f"{name} số {document.number}{day}"


def ground_text(ground: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A ground of an item in full words; a code that no document has, and a ground that cites nothing, say so.

    ``names`` is what ``document_name`` calls the documents, by their keys.
    """
    cite, note = ground.get("cite"), ground.get("note")
    if cite is None:
        return NOTHING_CITED if note in {None, "cần xác minh"} else f"{NOTHING_CITED}: {_in_words(note, names)}"
    text = _cite_text(cite, names)
    return f"{text} ({_in_words(note, names)})" if note else text


def _cite_text(cite: str, names: Mapping[str, str]) -> str:
    found = _CITE.fullmatch(_CLAUSE.sub(r"\1.\2", cite))
    if found is None:
        return _in_words(cite, names)
    name = names.get(_key(found["code"])) or UNKNOWN.format(code=found["code"])
    return f"{places_text(found['places'].strip())} {name}{_in_words(found['remark'], names, ' ')}".strip()


def _key(code: str) -> str:
    return code.replace("Đ", "D")


@lru_cache(maxsize=1024)
def places_text(places: str) -> str:
    """The places of a ground: "Đ4.1.a, 4.2.a" as "điểm a khoản 1, điểm a khoản 2 Điều 4"; an annex stays as it is."""
    top_word = "Điều" if "Đ" in places else "mục"
    tops: dict[str, list[str]] = {}
    for piece in filter(None, (one.strip() for one in places.split(","))):
        found = _PLACE.fullmatch(piece)
        below = tops.setdefault(f"{top_word} {found['top']}" if found else piece, [])
        if found and (words := _below(**found.groupdict())):
            below.append(words)
    *most, last = [f"{', '.join(below)} {top}".strip() for top, below in tops.items()] or [""]
    return f"{', '.join(most)} và {last}" if most else last


def _below(top: str, clause: str | None, point: str | None, end: str | None) -> str:
    """The point and the clause, from the smallest on; a span ends the smaller of the two."""
    points = _span("điểm", point, end) if point else ""
    clauses = _span("khoản", clause, None if point else end) if clause else ""
    return f"{points} {clauses}".strip()


def _span(word: str, first: str, end: str | None) -> str:
    return f"từ {word} {first} đến {word} {end}" if end else f"{word} {first}"


def _in_words(text: str, names: Mapping[str, str], before: str = "") -> str:
    """A remark without short words; ``before`` stands between a place and a remark in brackets."""
    for short, words in _WORDS.items():
        text = text.replace(short, words)
    text = _CODE.sub(lambda code: names.get(_key(code[0]), code[0]), text)
    return f"{before}{text}" if text.startswith("(") else text
