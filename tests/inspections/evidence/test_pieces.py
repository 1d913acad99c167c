"""A tablet sends a photo in pieces: it is stored once, byte for byte, wherever it was cut off, or refused in words."""

import hashlib
import os
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections import device_clock, secrecy
from inspections.evidence import actions, forms, photos, rules
from inspections.papers.gathering import visit_facts
from inspections.vietnamese import format_instant
from models.checklists import Evidence, VisitItem
from models.inspections import Visit
from tests.inspections.evidence.pictures import HTML, camera_photo, tablet_photo, with_segment
from tests.inspections.evidence.sending import PIECE, Photo, post, send, send_all
from tests.inspections.fieldwork.answering import Place, events, place_of, sign_off_everything
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client

SignIn = Callable[[str], Client]
LARGE = tablet_photo((2048, 1536), quality=95)


def rows(app: Flask) -> list[Evidence]:
    """The photos that tablets sent."""
    with everything(app) as session:
        session.expire_on_commit = False
        return list(session.scalars(sa.select(Evidence).where(Evidence.op_id.is_not(None)).order_by(Evidence.id)))


def parts(app: Flask) -> list[Path]:
    """What has come of photos that are not whole yet."""
    return sorted(Path(app.config["EVIDENCE_DIR"]).glob("incoming/*"))


def test_a_photo_in_pieces_is_kept_as_the_tablet_made_it(app: Flask, place: Place, dic: Client) -> None:
    photo = Photo(LARGE, "Bảng giá ở quầy số 2")
    assert len(LARGE) > 2 * PIECE
    assert send_all(dic, place.item("CL-26"), photo) == {"state": "stored"}
    [row] = rows(app)
    path = photos.path_of(app.config["EVIDENCE_DIR"], row.sha256)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == photo.sha256 == row.sha256
    assert photos.path_of(app.config["EVIDENCE_DIR"], row.sha256, "thumb").exists() and not parts(app)
    assert (row.op_id, row.caption, row.name, row.size) == (photo.op_id, photo.caption, "IMG_0001.JPG", len(LARGE))
    assert (row.width, row.height, row.owner, row.audience) == (2048, 1536, "DIC", "joint")
    assert events(app, "evidence:add")[-1].content == {"item": place.items["CL-26"], "sha256": photo.sha256}
    fragment = dic.get(f"{place.item('CL-26')}/photos")
    assert f"/photos/{row.ref}" in fragment.links() and not fragment.whole


def test_a_photo_that_was_cut_off_goes_on_where_the_server_has_it(app: Flask, place: Place, dic: Client) -> None:
    url, photo = place.item("CL-26"), Photo(LARGE)
    assert send(dic, url, photo) == (200, {"received": PIECE})
    assert send(dic, url, photo) == (409, {"received": PIECE})
    assert send(dic, url, photo, offset=2 * PIECE) == (409, {"received": PIECE})
    assert send(dic, url, photo, PIECE, photo.raw[PIECE : PIECE + 1000]) == (200, {"received": PIECE + 1000})
    assert send(dic, url, photo, PIECE + 1000) == (200, {"received": 2 * PIECE + 1000})
    offset = 2 * PIECE + 1000
    while "received" in (said := send(dic, url, photo, offset)[1]):
        offset = said["received"]
    assert said == {"state": "stored"} and len(rows(app)) == 1


def test_a_photo_whose_answer_was_lost_is_stored_once(app: Flask, place: Place, dic: Client) -> None:
    url, photo = place.item("CL-26"), Photo(tablet_photo())
    assert [send(dic, url, photo) for _ in range(3)] == [
        (200, {"state": state}) for state in ("stored", *["repeated"] * 2)
    ]
    assert len(rows(app)) == 1 == len(events(app, "evidence:add")[-1:]) and not parts(app)


def test_words_that_were_changed_before_the_answer_came_are_not_lost(app: Flask, place: Place, dic: Client) -> None:
    url, photo = place.item("CL-26"), Photo(tablet_photo())
    for caption, said in (("", ()), ("Bảng giá", ()), ("Bảng giá, quầy 2", ("Bảng giá",))):
        photo.caption, photo.said = caption, said
        assert send(dic, url, photo)[0] == 200
        assert rows(app)[0].caption == caption
    dic.post(f"/photos/{rows(app)[0].ref}", caption="Viết ở bàn", audience="joint")
    assert send(dic, url, photo) == (200, {"state": "repeated"})
    assert rows(app)[0].caption == "Viết ở bàn"


@pytest.mark.parametrize("code", ["CL-26", "CL-27"])
def test_an_op_id_of_another_photo_is_refused(app: Flask, place: Place, dic: Client, code: str) -> None:
    photo = Photo(tablet_photo())
    send(dic, place.item("CL-26"), photo)
    other = Photo(tablet_photo(seed=2) if code == "CL-26" else photo.raw, op_id=photo.op_id)
    assert send(dic, place.item(code), other) == (422, {"state": "refused", "sentence": actions.TAKEN})
    assert len(rows(app)) == 1


def test_an_op_id_of_the_other_agency_is_refused_and_tells_nothing(
    each_app: Flask, place_of_each: Place, sign_in_each: SignIn
) -> None:
    photo = Photo(tablet_photo())
    police, dic = sign_in_each("police.inspector"), sign_in_each("dic.inspector")
    assert send(police, place_of_each.item("AN-09"), photo) == (200, {"state": "stored"})
    mine = Photo(tablet_photo(seed=2), op_id=photo.op_id)
    assert send(dic, place_of_each.item("CL-26"), mine) == (422, {"state": "refused", "sentence": actions.TAKEN})
    assert [row.owner for row in rows(each_app)] == ["POLICE"]


@pytest.fixture
def place_of_each(each_app: Flask) -> Place:
    """The visit in progress, on each database."""
    return place_of(each_app)


@pytest.fixture
def sign_in_each(each_app: Flask) -> SignIn:
    """Signs in, on each database."""
    return lambda login: Client(each_app).sign_in(login)


def test_a_wrong_clock_is_kept_with_the_photo_and_said(app: Flask, place: Place, dic: Client) -> None:
    send(dic, place.item("CL-26"), Photo(tablet_photo(), wrong=-timedelta(hours=3)))
    send(dic, place.item("CL-27"), Photo(tablet_photo(seed=2), wrong=timedelta(seconds=30)))
    slow, right = rows(app)
    assert abs((slow.clock_offset or 0) - 3 * 3600) < 30 and right.clock_offset == 0
    assert abs(slow.added_at - rules.taken(slow) - timedelta(minutes=5)) < timedelta(seconds=30)
    assert "(đồng hồ máy bảng chậm 3 giờ, đã chỉnh)" in dic.get(f"/photos/{slow.ref}").text
    assert "đã chỉnh" not in dic.get(f"/photos/{right.ref}").text


def test_a_clock_that_is_a_lifetime_wrong_is_kept_as_wrong(
    each_app: Flask, place_of_each: Place, sign_in_each: SignIn
) -> None:
    dic, photo = sign_in_each("dic.inspector"), Photo(tablet_photo(), wrong=timedelta(days=26_000))
    assert send(dic, place_of_each.item("CL-26"), photo) == (200, {"state": "stored"})
    [row] = rows(each_app)
    assert row.clock_offset == -device_clock.LARGEST and rules.taken(row) == row.added_at
    assert device_clock.BEYOND in dic.get(f"/photos/{row.ref}").text


REFUSED: dict[str, tuple[bytes, str]] = {
    "a page": (HTML, photos.REFUSED),
    "a camera's own photo": (camera_photo((400, 300)), photos.TELLING),
    "a place": (with_segment(tablet_photo(), 0xE1, b"Exif\0\0GPS"), photos.TELLING),
    "a page behind it": (tablet_photo() + HTML, photos.REFUSED),
    "too many pixels": (tablet_photo((2100, 100)), photos.TOO_LARGE),
}


@pytest.mark.parametrize(("raw", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_plain_picture_leaves_nothing(
    app: Flask, place: Place, dic: Client, raw: bytes, sentence: str
) -> None:
    assert send(dic, place.item("CL-26"), Photo(raw)) == (422, {"state": "refused", "sentence": sentence})
    assert not rows(app) and not parts(app)


MALFORMED: dict[str, dict[str, Any]] = {
    "a path": {"op_id": "../../../../../app.py"},
    "a path in the middle": {"op_id": "a" * 20 + "/../" + "b" * 20},
    "no op_id": {"op_id": ""},
    "capitals": {"op_id": "A" * 20},
    "another sign": {"op_id": "a" * 20 + "%"},
    "a long op_id": {"op_id": "a" * 65},
    "before the beginning": {"offset": "-1"},
    "behind the end": {"offset": "10000000"},
    "no number": {"offset": "x"},
    "foreign digits": {"total": "٣"},
    "a number without end": {"total": "9" * 400},
    "a total below the piece": {"total": "1"},
    "no hash": {"sha256": "x" * 64},
    "no time": {"taken_at": ""},
    "a time without a zone": {"taken_at": "2026-11-22T10:00:00"},
    "the beginning of time": {"sent_at": "0001-01-01T00:00:00+14:00"},
    "the end of time": {"taken_at": "9999-12-31T23:59:59-14:00"},
    "words for a time": {"sent_at": "hôm nay"},
    "half of it": {"op_id": None, "sha256": None, "total": None},
}


@pytest.mark.parametrize("bad", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_no_tablet_sends_is_refused_with_a_sentence(
    app: Flask, place: Place, dic: Client, bad: dict[str, Any]
) -> None:
    photo = Photo(tablet_photo())
    fields = {name: value for name, value in (photo.fields() | bad).items() if value is not None}
    answer = post(dic, place.item("CL-26"), fields, photo.raw)
    assert answer == (422, {"state": "refused", "sentence": forms.MALFORMED})
    assert not rows(app) and not parts(app)


def test_a_piece_that_is_none_or_too_large_is_refused(app: Flask, place: Place, dic: Client) -> None:
    url, photo = place.item("CL-26"), Photo(LARGE)
    refused = (422, {"state": "refused", "sentence": forms.MALFORMED})
    assert post(dic, url, photo.fields(), None) == refused
    assert post(dic, url, photo.fields() | {"chunk": "text"}, None) == refused
    assert send(dic, url, photo, piece=photo.raw[: PIECE + 1]) == refused
    huge = post(dic, url, photo.fields() | {"total": str(rules.MOST_SENT + 1)}, b"x")
    assert huge == (422, {"state": "refused", "sentence": forms.TOO_MUCH})
    assert not parts(app)


def test_a_name_keeps_no_folder(app: Flask, place: Place, dic: Client) -> None:
    photo = Photo(tablet_photo())
    assert post(dic, place.item("CL-26"), photo.fields() | {"name": "../../a\0b.jpg"}, photo.raw)[0] == 200
    assert rows(app)[0].name == "ab.jpg"


@pytest.mark.parametrize("caption", ["Phiếu (Mật)", "x" * 301, "a\x1bb"])
def test_a_caption_that_may_not_be_kept_is_refused_and_the_photo_goes_on_with_another(
    app: Flask, place: Place, dic: Client, caption: str
) -> None:
    photo = Photo(tablet_photo(), caption)
    status, said = send(dic, place.item("CL-26"), photo)
    assert status == 422 and said["state"] == "refused" and said["sentence"]
    assert secrecy.INSTEAD in said["sentence"] or "Chú thích ảnh: " in said["sentence"]
    photo.caption = "Phiếu trống"
    assert send_all(dic, place.item("CL-26"), photo) == {"state": "stored"}


def test_what_the_checklist_forbids_to_photograph_is_refused_and_not_offered(
    app: Flask, place: Place, dic: Client
) -> None:
    url = place.item("CL-09")
    assert send(dic, url, Photo(tablet_photo())) == (422, {"state": "refused", "sentence": rules.FORBIDDEN})
    page = dic.get(url)
    assert "Không chụp" in page.text and f"{url}/photos" not in {form.get("action") for form in page.forms()}
    assert not parts(app) and not rows(app)


def test_a_photo_that_comes_after_the_sign_off_is_refused_and_stays_on_the_tablet(
    app: Flask, place: Place, dic: Client
) -> None:
    photo = Photo(LARGE)
    send(dic, place.item("CL-26"), photo)
    sign_off_everything(app, place, "DIC")
    status, said = send(dic, place.item("CL-26"), photo, PIECE)
    assert status == 422 and said["state"] == "refused" and "mở lại phần này" in said["sentence"]
    assert send_all(dic, place.item("CL-23"), Photo(tablet_photo())) == {"state": "stored"}
    with everything(app) as session:
        item = session.scalars(sa.select(VisitItem).where(VisitItem.ref == place.items["CL-26"])).one()
        item.visit.parts[0].state = item.visit.parts[1].state = "open"
    assert send(dic, place.item("CL-26"), photo, PIECE) == (200, {"received": 2 * PIECE})


def test_nobody_sends_a_photo_of_what_is_not_his_to_answer(
    app: Flask, place: Place, dic: Client, client: Client
) -> None:
    photo = Photo(tablet_photo())
    assert send(dic, place.item("AN-09"), photo)[0] == 403
    assert send(dic, "/items/zzzzzzzzzz", photo)[0] == 404
    assert send(client, place.item("CL-26"), photo)[0] == 401
    assert not parts(app)


def test_pieces_of_two_people_never_mix(app: Flask, place: Place, dic: Client, sign_in: SignIn) -> None:
    mine, his = Photo(LARGE), Photo(tablet_photo((2048, 1536), seed=2, quality=95))
    his.op_id = mine.op_id
    send(dic, place.item("CL-26"), mine)
    colleague = sign_in("dic.manager")
    assert send(colleague, place.item("CL-26"), his) == (200, {"received": PIECE})
    assert len(parts(app)) == 2


def test_what_nobody_sends_on_is_thrown_away_after_a_week(app: Flask, place: Place, dic: Client) -> None:
    old, young = Photo(LARGE), Photo(LARGE)
    for photo in (old, young):
        send(dic, place.item("CL-26"), photo)
    [path] = [part for part in parts(app) if old.op_id in part.name]
    os.utime(path, (time.time() - 8 * 24 * 3600,) * 2)
    send(dic, place.item("CL-27"), Photo(LARGE))
    assert [re.sub(r".*-|\.part", "", part.name) for part in parts(app)].count(old.op_id) == 0 and len(parts(app)) == 2


def test_the_minutes_print_when_a_photo_was_taken_by_the_right_clock(app: Flask, place: Place, dic: Client) -> None:
    send(dic, place.item("CL-26"), Photo(tablet_photo(), wrong=timedelta(hours=2)))
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.ref == place.visit)).one()
        facts = visit_facts.gather(session, visit.id, app.config["TIME_ZONE"], {})
        [row] = session.scalars(sa.select(Evidence).where(Evidence.op_id.is_not(None)))
        right = format_instant(rules.taken(row), app.config["TIME_ZONE"])
    assert f"{right} (đồng hồ máy bảng nhanh 2 giờ, đã chỉnh)" in {one.at for one in facts.pictures}
