"""Vietnamese text, order, numbers and dates as officials write them; it knows no record, no locale and no clock."""

import re
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

# Eth looks like Đ and comes from converted files, so it folds as Đ does.
_FOLD: dict[int, str | None] = dict.fromkeys(range(0x0300, 0x0370)) | dict.fromkeys(map(ord, "đĐðÐ"), "d")

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACES = re.compile(r"[^\S\n]+")
_SPACES_AT_LINE_ENDS = re.compile(r" ?\n ?")

# Grave, hook above, tilde, acute, dot below: the order of huyền, hỏi, ngã, sắc, nặng.
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_ALPHABET = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES = {letter: bytes([place]) for place, letter in enumerate(_ALPHABET, start=1)}

_WITH_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_SWAP_MARKS = str.maketrans(",.", ".,")
_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years of a day that may be typed; another one is a slip."""
QUARTERS = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV"}


def fold(text: str) -> str:
    """Lower case without any mark, đ as d: what a search compares; composed and decomposed text fold alike."""
    return normalize("NFD", text).translate(_FOLD).lower()


def normalise(text: str) -> str:
    """Composed (NFC) text without unseen characters and needless spaces; line breaks stay, as plain newlines."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", normalize("NFC", text)))
    return _SPACES_AT_LINE_ENDS.sub("\n", _SPACES.sub(" ", text)).strip()


def sort_key(text: str) -> bytes:
    """Bytes that sort as a Vietnamese dictionary does: letters (ă after a, đ after d), then tones, then case.

    The order is that of ICU's vi_VN for Vietnamese text. Bytes, so that both databases can store and index them.
    """
    weights = [_weights(letter) for letter in normalize("NFC", text)]
    letters = b"".join(place for place, _, _ in weights)
    return b"\0".join((letters, bytes(tone for _, tone, _ in weights), bytes(case for _, _, case in weights)))


def lower_first(text: str) -> str:
    """The text inside a sentence, unless it begins with a name in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def name_sort_key(full_name: str) -> bytes:
    """Sort key of a person: the given name (the last word) first, then family and middle names."""
    *rest, given = full_name.split() or [""]
    return sort_key(given) + b"\0" + sort_key(" ".join(rest))


@lru_cache(maxsize=2048)
def _weights(letter: str) -> tuple[bytes, int, int]:
    """Place in the alphabet, tone (1 is ngang) and case (1 is lower) of one composed letter."""
    marks = normalize("NFD", letter)
    tone = next((_TONES.index(mark) + 2 for mark in marks if mark in _TONES), 1)
    toneless = normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)).lower()
    place = _PLACES.get(toneless) or _PLACES.get(fold(toneless)) or _place_of_stranger(toneless)
    return place, tone, 2 if letter.isupper() else 1


def _place_of_stranger(letter: str) -> bytes:
    """A letter of another alphabet comes after z; what was a lone mark has no place."""
    return b"\xff" + letter.encode() if letter else b""


def parse_decimal(text: str) -> Decimal:
    """The number typed as 24,1 or 1.234,5 or 24.1.

    A comma is the decimal mark. Dots are for thousands when every one is followed by exactly three digits (1.234 is
    one thousand two hundred and thirty-four), unless the number begins with 0 (0.125); else one dot is a decimal mark.
    Raises ValueError for anything else.
    """
    text = text.strip()
    if _WITH_THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _PLAIN_NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise ValueError(f"not a number: {text!r}")


def format_decimal(value: Decimal) -> str:
    """1234.5 as 1.234,5; the decimals are those of the value."""
    return f"{value:,f}".translate(_SWAP_MARKS)


def format_date(day: date) -> str:
    """22/11/2026, both parts with two digits."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def parse_date(text: str) -> date:
    """The day typed as 06/03/2026 or 6/3/2026.

    Raises ValueError for another form, a day that does not exist, and a year before 1900 or after 2200.
    """
    parts = _DATE.fullmatch(text.strip())
    if parts is None:
        raise ValueError(f"not a date: {text!r}")
    day, month, year = map(int, parts.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no year of ours: {text!r}")
    return date(year, month, day)


def format_instant(instant: datetime, tz: tzinfo) -> str:
    """A UTC instant as local time, 09:42 22/11/2026; one without a zone is UTC, as SQLite gives it back."""
    local = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(tz)
    return f"{local:%H:%M} {format_date(local)}"


def count_text(n: int) -> str:
    """A count as papers print it: two digits below ten (04), dots for thousands (1.250)."""
    return f"{n:02,d}".translate(_SWAP_MARKS)


def number_words(n: int) -> str:
    """15 as mười lăm: a whole number from 0 as it is read (linh, mốt, tư after mươi, lăm after ten).

    Every group of three digits after the first is read with its hundreds: 1.005.000 is một triệu không trăm linh năm
    nghìn. A group of noughts is not read. Raises ValueError below 0.
    """
    if n < 0:
        raise ValueError(f"not read in words: {n}")
    return " ".join(_read(n, False)) or _DIGITS[0]


def money_text(amount: int) -> str:
    """An amount as papers write it: 15.000.000 đồng (Mười lăm triệu đồng). Raises ValueError below 0."""
    words = number_words(amount)
    return f"{count_text(amount)} đồng ({words[:1].upper()}{words[1:]} đồng)"


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TEN = {5: "lăm"}
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_GROUPS = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))


def _read(n: int, led: bool) -> list[str]:
    """The words of a number; ``led`` is whether something was read before it."""
    for size, name in _GROUPS:
        if n >= size:
            head, rest = divmod(n, size)
            return [*_read(head, led), name, *_read(rest, True)]
    hundreds, rest = divmod(n, 100)
    if not n:
        return []
    first = [_DIGITS[hundreds], "trăm"] if hundreds or led else []
    return [*first, *_below_hundred(rest, bool(first))]


def _below_hundred(n: int, led: bool) -> list[str]:
    tens, unit = divmod(n, 10)
    if not tens:
        return ["linh"] * led + [_DIGITS[unit]] if unit else []
    ten, odd = (["mười"], _AFTER_TEN) if tens == 1 else ([_DIGITS[tens], "mươi"], _AFTER_TENS)
    return [*ten, odd.get(unit, _DIGITS[unit])] if unit else ten
