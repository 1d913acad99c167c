"""Knows what hostile or clumsy people send in place of what a form asks for; knows no form of ours."""

import io
from collections.abc import Callable, Iterator
from unicodedata import normalize

from PIL import Image

from tests.house.crawl import Form

Sent = dict[str, object]

LARGE = "a" * 1_000_000
"""A megabyte of text."""
WORDS = "Kiểm tra việc đóng dấu ngày tại Bưu điện phường Long Châu"
HTML = '<script>alert(1)</script><b title="x">&amp;{{ 7*7 }}'
FORMULA = "=cmd|' /C calc'!A0"
NOT_NUMBERS = ("9" * 400, str(2**63), "-1", "1e999", "NaN", "٣")
REFERENCE = "zzzzzzzzzz"


def _typed(form: Form, value: str) -> Sent:
    return dict(form.fields) | dict.fromkeys(form.typed, value)


def _every(form: Form, value: object) -> Sent:
    return {name: value for name in form.fields if name != "csrf_token"}


def _one_by_one(form: Form, value: object, names: list[str] | None = None) -> Iterator[Sent]:
    for name in names or list(form.fields):
        if name != "csrf_token":
            yield dict(form.fields) | {name: value}


ATTACKS: dict[str, Callable[[Form], Iterator[Sent]]] = {
    "nothing": lambda form: iter([{}]),
    "empty fields": lambda form: iter([_every(form, "")]),
    "words everywhere": lambda form: iter([_every(form, WORDS)]),
    "every field twice": lambda form: iter([_every(form, [WORDS, "1"])]),
    "a word for each field": lambda form: _one_by_one(form, WORDS),
    "a megabyte": lambda form: _one_by_one(form, LARGE),
    "a zero letter": lambda form: _one_by_one(form, "a\x00b"),
    "control letters": lambda form: iter([_typed(form, "a\x1b[2Jb\x07")]),
    "half a letter": lambda form: iter([_typed(form, b"\xed\xa0\x80")]),  # type: ignore[arg-type]
    "decomposed letters": lambda form: iter([_typed(form, normalize("NFD", WORDS))]),
    "HTML": lambda form: iter([_typed(form, HTML), _every(form, HTML)]),
    "a formula": lambda form: iter([_typed(form, FORMULA)]),
    "no numbers": lambda form: (sent for value in NOT_NUMBERS for sent in [_typed(form, value), _every(form, value)]),
    "references of nothing": lambda form: _one_by_one(form, REFERENCE),
    "fields that nobody asked for": lambda form: iter(
        [dict(form.fields) | {"owner": "POLICE", "id": "1", "state": "closed"}]
    ),
}
"""What is sent in place of what a form holds, by name."""


def _photo(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "JPEG")
    return out.getvalue()


def files() -> dict[str, tuple[bytes, str]]:
    """What is sent in place of a photo: content and name."""
    good = _photo(60, 40)
    return {
        "nothing in it": (b"", "trong.jpg"),
        "a page": (HTML.encode(), "ảnh.jpg"),
        "a drawing that runs scripts": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "anh.svg"),
        "half a photo": (good[: len(good) // 2], "nua.jpg"),
        "a photo with a tail": (good + HTML.encode(), "duoi.jpg"),
        "noise": (b"\xff\xd8\xff" + bytes(range(256)) * 40, "nhieu.jpg"),
        "a name that climbs": (good, "../../../app.py"),
        "a name that is long": (good, "ả" * 3000 + ".jpg"),
        "a name that is HTML": (good, f"{HTML}.jpg"),
        "a name with a zero letter": (good, "a\x00b.jpg"),
        "no name": (good, ""),
        "ten megabytes": (good + b"\x00" * 10_000_000, "lon.jpg"),
    }
