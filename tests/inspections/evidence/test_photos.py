"""Whatever comes in as a photo leaves as an upright JPEG of a bearable size without a trace, or is refused in words."""

import hashlib
import io
import random
import warnings
from pathlib import Path

import pytest
from PIL import Image

from inspections.evidence import photos
from inspections.evidence.photos import Photo, Refused, reencode
from tests.inspections.evidence.pictures import HEIC, HTML, TRACES, bomb, camera_photo, picture


def opened(data: bytes) -> Image.Image:
    """A picture to look at."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.fixture(scope="module")
def photo() -> Photo:
    """What becomes of a large photo from a camera."""
    made = reencode(camera_photo((8000, 6000), quality=97), "IMG_0001.JPG")
    assert isinstance(made, Photo)
    return made


def test_a_large_photo_is_turned_upright_and_reduced(photo: Photo) -> None:
    assert (photo.width, photo.height) == (1536, 2048) == opened(photo.data).size
    left, right = (opened(photo.data).getpixel((x, 1500)) for x in (300, 1200))
    assert left[0] > 180 > 60 > left[2] and right[2] > 180 > 60 > right[0]
    assert max(opened(photo.thumb).size) == photos.THUMB


def test_the_photo_of_the_test_is_as_large_as_those_of_a_camera() -> None:
    raw = camera_photo((8000, 6000), quality=97)
    assert len(raw) > 12_000_000 and raw.count(b"SECRET-PLACE") == 22
    assert opened(raw).getexif().get_ifd(0x8825)


def test_no_trace_of_the_camera_its_owner_or_the_place_is_left(photo: Photo) -> None:
    for data in (photo.data, photo.thumb):
        assert not [trace for trace in TRACES if trace in data]
        assert not opened(data).getexif() and set(opened(data).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
        }


def test_the_hash_is_that_of_what_is_kept(photo: Photo, tmp_path: Path) -> None:
    photos.keep(tmp_path, photo)
    photos.keep(tmp_path, photo)
    path = photos.path_of(tmp_path, photo.sha256)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == photo.sha256 == path.stem
    assert sorted(file.name for file in tmp_path.rglob("*.*")) == [f"{photo.sha256}.jpg", f"{photo.sha256}.thumb"]


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("JPEG", "L"), ("WEBP", "RGB")]
)
def test_every_kind_of_picture_becomes_a_jpeg(kind: str, mode: str) -> None:
    made = reencode(picture(kind, mode), "a")
    assert isinstance(made, Photo)
    assert (opened(made.data).format, opened(made.data).mode, opened(made.data).size) == ("JPEG", "RGB", (90, 60))


REFUSED = {
    "a page": HTML,
    "a photo of a telephone's own format": HEIC,
    "nothing": b"",
    "a picture of another kind": picture("GIF", "P"),
    "half a JPEG": camera_photo((800, 600))[:9000],
    "half a PNG": picture("PNG", size=(400, 400))[:200],
    "a promise": bomb(5000, 5000),
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_readable_photo_is_refused_in_words(raw: bytes) -> None:
    assert reencode(raw, "photo.jpg") == Refused(photos.REFUSED)


@pytest.mark.parametrize("size", [(60_000, 60_000), (7000, 7000), (2**31 - 1, 1)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    assert reencode(bomb(*size), "photo.png") == Refused(photos.TOO_LARGE)


def test_a_file_that_was_tampered_with_never_breaks_anything() -> None:
    chance, samples = (
        random.Random(4),
        [camera_photo((160, 120)), picture("PNG", "P"), picture("WEBP"), picture("PNG", "RGBA")],
    )
    with warnings.catch_warnings(action="ignore"):
        for _ in range(400):
            raw = bytearray(chance.choice(samples))
            for _ in range(chance.choice((1, 3, 20))):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            assert isinstance(reencode(bytes(raw), "photo.jpg"), Photo | Refused)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\an\\ảnh 1.jpg", "ảnh 1.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\0b\n\u202egpj.exe", "abgpj.exe"),
        ("x" * 300 + ".jpg", "x" * 200),
    ],
)
def test_the_name_it_had_is_kept_without_folders_and_tricks(sent: str, kept: str) -> None:
    assert photos.file_name(sent) == kept
