"""A picture of the demonstration is a photo that the application takes, and each is another file."""

from inspections.demonstration.pictures import SIZE, picture
from inspections.evidence.photos import Photo, reencode


def test_a_picture_is_taken_as_a_photo() -> None:
    photo = reencode(picture(1), "trinh-dien.jpg")
    assert isinstance(photo, Photo)
    assert (photo.width, photo.height) == SIZE


def test_two_pictures_are_two_files() -> None:
    assert picture(1) != picture(2)
    assert picture(1) == picture(1)
