"""A photo that a tablet made ready is a picture and nothing else; whatever more it says or hides is found."""

import hashlib
import io
import random

import pytest
from PIL import Image

from inspections.evidence import jpeg, photos
from inspections.evidence.photos import Photo, Refused, checked
from tests.inspections.evidence.pictures import HEIC, HTML, bomb, camera_photo, picture, tablet_photo, with_segment

GOOD = tablet_photo()


def check(raw: bytes) -> Photo | Refused:
    """What becomes of these bytes when their hash is right."""
    return checked(raw, hashlib.sha256(raw).hexdigest(), "a.jpg")


def test_a_photo_made_ready_is_kept_byte_for_byte_with_a_small_one() -> None:
    made = check(GOOD)
    assert isinstance(made, Photo)
    assert (made.data, made.sha256, made.width, made.height) == (GOOD, hashlib.sha256(GOOD).hexdigest(), 640, 480)
    assert max(Image.open(io.BytesIO(made.thumb)).size) == photos.THUMB


@pytest.mark.parametrize("raw", [tablet_photo((2048, 100)), tablet_photo(progressive=True), picture(mode="L")])
def test_every_plain_jpeg_is_taken(raw: bytes) -> None:
    assert isinstance(check(raw), Photo)


TELLING = {
    "what a camera says": camera_photo((400, 300)),
    "EXIF": with_segment(GOOD, 0xE1, b"Exif\0\0MM\0*"),
    "XMP": with_segment(GOOD, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
    "a profile": with_segment(GOOD, 0xE2, b"ICC_PROFILE\0"),
    "IPTC": with_segment(GOOD, 0xED, b"Photoshop 3.0\0"),
    "a comment": with_segment(GOOD, 0xFE, b"hello"),
}


@pytest.mark.parametrize("raw", TELLING.values(), ids=TELLING.keys())
def test_a_photo_that_says_more_than_its_picture_is_refused(raw: bytes) -> None:
    assert check(raw) == Refused(photos.TELLING)


def lying_about_its_size(wide: int, high: int) -> bytes:
    """The good photo, whose frame says another size."""
    place = GOOD.index(b"\xff\xc0") + 5
    return GOOD[:place] + high.to_bytes(2) + wide.to_bytes(2) + GOOD[place + 4 :]


HIDING = {
    "a page": HTML,
    "another format": HEIC,
    "a PNG": picture("PNG"),
    "a bomb": bomb(30_000, 30_000),
    "nothing": b"",
    "two letters": b"\xff\xd8",
    "a page behind it": GOOD + HTML,
    "an archive before it": b"PK\x03\x04" + GOOD,
    "half of it": GOOD[: len(GOOD) // 2],
    "the end alone missing": GOOD[:-2],
    "a second photo behind it": GOOD + GOOD,
    "a little picture in its head": GOOD[:2] + b"\xff\xe0\x00\x13JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc" + GOOD[20:],
    "an unknown segment": with_segment(GOOD, 0xF0, b"hello"),
    "two frames": GOOD.replace(
        b"\xff\xc0", b"\xff\xc0\x00\x11\x08\x00\x08\x00\x08\x03" + b"\1\x22\0\2\x11\1\3\x11\1\xff\xc0"
    ),
    "an empty picture": lying_about_its_size(0, 0),
    "segments without end": GOOD[:2] + b"\xff\xdb\x00\x02" * 400 + GOOD[2:],
    "scans without end": GOOD[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00" * 30 + b"\xff\xd9",
}


@pytest.mark.parametrize("raw", HIDING.values(), ids=HIDING.keys())
def test_what_is_no_picture_or_hides_something_is_refused(raw: bytes) -> None:
    assert check(raw) == Refused(photos.REFUSED)


@pytest.mark.parametrize("raw", [tablet_photo((2049, 10)), lying_about_its_size(65_535, 65_535)])
def test_a_photo_that_is_too_large_is_refused_before_it_is_decoded(raw: bytes) -> None:
    assert check(raw) == Refused(photos.TOO_LARGE)


def test_a_photo_that_changed_on_its_way_is_refused() -> None:
    assert checked(GOOD, "0" * 64, "a.jpg") == Refused(photos.CHANGED)


def test_a_file_that_was_tampered_with_never_breaks_anything() -> None:
    chance, raw = random.Random(5), tablet_photo((160, 120))
    for _ in range(400):
        bent = bytearray(raw)
        for _ in range(chance.choice((1, 3, 20))):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        assert isinstance(check(bytes(bent)), Photo | Refused)


def test_the_walk_ends_where_the_picture_ends() -> None:
    assert jpeg.size_of(GOOD) == (640, 480)
    with pytest.raises(jpeg.NotJpeg):
        jpeg.size_of(GOOD + b"\0")


def test_a_picture_of_very_many_scans_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(jpeg.NotJpeg):
        jpeg.size_of(HIDING["scans without end"])
