"""Hints against typing state secrets into a text box; it knows words and patterns, not what is truly secret.

The terms of the law themselves (bí mật nhà nước, độ mật, tài liệu mật, ký hiệu A, B, C) are daily words of these
inspections and give no hint: a warning that comes at every note is clicked away.
"""

import re
from dataclasses import dataclass
from unicodedata import normalize

from inspections.vietnamese import fold, normalise

INSTEAD = "Hãy ghi vào hồ sơ giấy lưu riêng; hệ thống chỉ ghi Đạt hoặc Chưa đạt."

BANNER = "Không nhập bí mật nhà nước. Nội dung mật ghi vào hồ sơ giấy lưu riêng; hệ thống chỉ ghi Đạt hoặc Chưa đạt."

SIGN_OFF_CONFIRMATION = (
    "Tôi xác nhận phần kiểm tra này không có nội dung, số lượng, số, ký hiệu của tài liệu mật, kết quả thẩm tra "
    "chính trị, số niêm phong, phương án bảo vệ; những nội dung đó đã ghi vào hồ sơ giấy lưu riêng."
)

PHOTO_CONFIRMATION = (
    "Tôi xác nhận hình ảnh này không chụp tài liệu mật, bì hoặc phiếu gửi của bưu gửi ký hiệu A, B, C, số niêm phong, "
    "vị trí camera, két, sơ đồ bố trí."
)

MESSAGES = {
    "number": f"Có thể là số, ký hiệu của văn bản mật. {INSTEAD}",
    "count": f"Có thể là số lượng văn bản, bưu gửi mật. {INSTEAD}",
    "level": f"Có thể là dấu chỉ độ mật của một văn bản. {INSTEAD}",
}


@dataclass(frozen=True)
class Hint:
    """One piece of text that may give a secret away; kind is a key of MESSAGES, and message never repeats the piece."""

    kind: str
    piece: str
    message: str


def hints(text: str) -> list[Hint]:
    """What in the text looks like a secret, in the order of the text; no piece is reported twice.

    Composed and decomposed text, any case, and words typed without accents are all understood.
    """
    text = normalise(text)
    found: list[tuple[int, int, str]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end, _ in found):
                found.append((*match.span(), kind))
    return [Hint(kind, text[start:end], MESSAGES[kind]) for start, end, kind in sorted(found)]


def _forms_of(letter: str) -> str:
    """A class of the letter as written, without its tone, and bare: ậ may be typed ậ, â or a."""
    toneless = normalize("NFC", re.sub("[\u0300\u0301\u0303\u0309\u0323]", "", normalize("NFD", letter)))
    return f"[{letter}{toneless}{fold(letter)}]"


def _pattern(parts: str) -> re.Pattern[str]:
    """A pattern written in plain Vietnamese; its small letters also match what was typed with fewer accents."""
    tolerant = "".join(_forms_of(letter) if letter.islower() and not letter.isascii() else letter for letter in parts)
    return re.compile(tolerant, re.IGNORECASE | re.VERBOSE)


# The word as a level: not the end of bí mật or bảo mật, not the beginning of mật độ or mật khẩu, not "không mật".
_NOT_AFTER = r"(?<! bí \s ) (?<! bảo \s ) (?<! không \s )"
_MARKED = r"mật \b (?! [\s-] (?: độ | khẩu | mã | thiết | ong | thư ) \b )"
_HIGH = rf"\b (?: tuyệt | tối ) [\s_-]? {_MARKED}"
_LEVEL = rf"(?: {_HIGH} | {_NOT_AFTER} \b {_MARKED} )"
_IN_SHORT = r"(?-i: TuM | TM | M )"
_OPENING, _CLOSING = "[(\\[\"'“«]", "[)\\]\"'”»]"

# Lengths are bounded so that no text, however long, takes more than a moment.
_SYMBOL = r"(?: \s? [/-] \s? [\w/.…-]{1,40} )"
_PART = r"(?: [/-] \w{1,12} )"
_AFTER_WORD = rf"số [\s:]{{0,3}} \d{{1,6}} {_SYMBOL}?"
_NUMBER = rf"\b (?: {_AFTER_WORD} | \d{{1,6}} {_SYMBOL} )"
_SIGNED_FOR = r"(?: \. | \s (?-i: [A-ZĐỦ] ) )"  # "TM. ỦY BAN" opens a signature: thay mặt.

_LETTER = r"(?: công \s văn | báo \s cáo | kế \s hoạch | quyết \s định | tờ \s trình | chỉ \s thị | công \s điện )"
_ITEM = rf"(?: {_LETTER} | văn \s bản | tài \s liệu | hồ \s sơ | bưu \s gửi | phong \s bì | bì | gói | túi )"
_BY_LEVEL = r"(?: \s KT1 )? (?: \s (?: theo | mang ) (?: \s ký \s hiệu )? \s độ | (?: \s có | \s đóng ){0,2} \s dấu )?"

# From the most telling to the least: what one pattern has taken is not reported again by a later one.
_PATTERNS = [
    (kind, _pattern(parts))
    for kind, parts in (
        ("number", rf"{_LEVEL} [\s:,(-]{{0,3}} {_NUMBER}"),  # Mật số 12; tối mật: 05/BC-TU
        ("number", rf"{_NUMBER} [\s,;–-]{{0,3}} \(? \s? {_LEVEL} \)?"),  # số 05-BC/TU mật
        ("number", rf"{_NUMBER} \s? \( \s? {_IN_SHORT} \s? \)"),  # số 12/BC-CAT (M)
        ("number", rf"{_NUMBER} \s (?-i: TuM | TM ) \b (?! {_SIGNED_FOR} )"),  # số 12/BC-CAT TM
        ("number", rf"\b (?-i: TuM | TM ) \s {_AFTER_WORD}"),  # TM số 12
        ("number", rf"\b \d{{1,6}} {_PART}{{0,4}}? [/-] (?<! hđ [/-] ) {_IN_SHORT} \b {_PART}{{0,4}}"),  # 12/M-CAT
        ("count", rf"\b \d{{1,6}} \s {_ITEM} {_BY_LEVEL} \s {_LEVEL}"),  # 15 tài liệu mật
        ("count", rf"\b {_ITEM} {_BY_LEVEL} \s {_LEVEL} (?: \s? [:=] | \s là ) \s? \d{{1,6}}"),  # tài liệu mật: 15
        ("level", _HIGH),
        ("level", rf"\b (?: dấu | loại | mức ) :? \s {_OPENING}? {_MARKED}"),  # đóng dấu mật
        ("level", rf"\b độ \s mật (?: \s? [:=–-] | \s là ) \s? {_OPENING}? {_MARKED}"),  # độ mật: Mật
        ("level", rf"{_OPENING} \s? {_MARKED} \s? {_CLOSING}"),  # (Mật)
        ("level", rf"(?<! sổ \s ) \b {_LETTER} \s {_MARKED}"),  # công văn mật
        ("level", rf"{_NOT_AFTER} (?<! độ \s ) (?<! liệu \s ) \b (?= (?-i: MẬT ) ) {_MARKED}"),  # MẬT, as on a stamp
    )
]
