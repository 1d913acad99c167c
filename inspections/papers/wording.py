"""Words and figures as official papers write them (Decree 30/2020, annex I); it knows no paper and no record."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, time

BLANK = "……"
_NUMBERED = re.compile(r"^[0-9]{1,2}\.\s+")
_PADDED = re.compile(r"\b(\d{2}/)0([3-9]/\d{4})\b")
LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters that number points, in the order of the Vietnamese alphabet as decrees use it."""
UNITS = {"calendar": "ngày", "working": "ngày làm việc"}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def long_date(day: date | None) -> str:
    """ngày 05 tháng 01 năm 2026; months from March on have no leading zero; an unknown day leaves room for it."""
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    """05/01/2026, 06/3/2026: the same with strokes, as inside a sentence or a table."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def unpadded(text: str) -> str:
    """A text in which days are written as on a screen (05/03/2026), with its months as papers have them (05/3/2026)."""
    return _PADDED.sub(r"\1\2", text)


def long_time(text: str) -> str:
    """08 giờ 05 phút from 08:05; room for it when nothing was typed."""
    if not text:
        return f"{BLANK} giờ {BLANK} phút"
    at = time.fromisoformat(text)
    return f"{at.hour:02d} giờ {at.minute:02d} phút"


def points(texts: Iterable[str], end: str = ".") -> Iterator[str]:
    """a) …; b) …; the last with ``end``; after the last letter the letters are doubled. One alone is a sentence."""
    held = [text.strip().rstrip(".;") for text in texts if text.strip()]
    if len(held) == 1:
        yield f"{upper_first(held[0])}{end}"
        return
    for number, text in enumerate(held):
        turn, place = divmod(number, len(LETTERS))
        yield f"{LETTERS[place] * (turn + 1)}) {text}{end if number == len(held) - 1 else ';'}"


def dashes(texts: Iterable[str], end: str = ".") -> Iterator[str]:
    """- …; - …; the last with ``end``."""
    held = [text.strip().rstrip(".;") for text in texts]
    for number, text in enumerate(held):
        yield f"- {text}{end if number == len(held) - 1 else ';'}"


def sentence(text: str) -> str:
    """The text as a sentence: a capital first, an end; what has an end keeps it."""
    text = " ".join(text.split())
    return upper_first(text if text[-1:] in ".!?”…" else f"{text}.") if text else ""


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lines(text: str) -> list[str]:
    """The lines of a typed text, without the empty ones and without the numbering that people type before them."""
    return [line for one in text.splitlines() if (line := _unnumbered(one.strip()))]


def _unnumbered(line: str) -> str:
    head, sign, rest = line.partition(")")
    if sign and len(head) <= 2 and head.isalnum():
        return rest.strip()
    return line.removeprefix("-").strip()


def count(number: int) -> str:
    """02, 12: a count in a paper has two figures at least."""
    return f"{number:02d}"


def numbered(texts: Iterable[str]) -> Iterator[str]:
    """1. …; 2. …, each a sentence; a number that was typed before it is not said twice."""
    for number, text in enumerate(texts, start=1):
        yield f"{number}. {sentence(_NUMBERED.sub('', text))}"


def days_words(number: int, unit: str) -> str:
    """10 ngày, 05 ngày làm việc."""
    return f"{count(number)} {UNITS[unit]}"
