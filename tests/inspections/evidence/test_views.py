"""A photo is taken with one confirmation, served to those who may see it, described, taken off and put back."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections import secrecy
from inspections.evidence import photos
from models.checklists import Evidence, VisitItem
from tests.inspections.evidence.pictures import HEIC, HTML, TRACES, bomb, camera_photo, picture
from tests.inspections.fieldwork.answering import Place, events, place_of, sign_off_everything
from tests.inspections.inspecting.cases import everything
from tests.support.client import HTMX, Client, Page

SignIn = Callable[[str], Client]


def add(who: Client, url: str, raw: bytes, name: str = "a.jpg", status: int = 303, **headers: str) -> Page:
    """Sends a photo of an item."""
    return who.post(f"{url}/photos", status=status, headers=headers, photo=(io.BytesIO(raw), name))


def added(app: Flask) -> Evidence:
    """The newest photo."""
    with everything(app) as session:
        session.expire_on_commit = False
        return session.scalars(sa.select(Evidence).order_by(Evidence.id.desc()).limit(1)).one()


def files(app: Flask) -> set[Path]:
    """Every file of a photo."""
    return {path for path in Path(app.config["EVIDENCE_DIR"]).rglob("*") if path.is_file()}


def test_what_a_photo_confirms_is_said_once_before_it_is_taken(place: Place, dic: Client) -> None:
    page = dic.get(place.item("CL-26"))
    [opening] = page.all("details", **{"class": "photo-open"})
    words = " ".join("".join(opening.itertext()).split())
    assert words.index(secrecy.PHOTO_CONFIRMATION) < words.index("Xác nhận, chụp hoặc chọn ảnh")
    assert page.text.count(secrecy.PHOTO_CONFIRMATION) == 1


def test_a_photo_is_kept_without_its_traces_under_its_hash(app: Flask, place: Place, dic: Client) -> None:
    page = add(dic, place.item("CL-26"), camera_photo((1200, 900), quality=60), "IMG_0001.JPG")
    photo = added(app)
    assert page.location.endswith(f"/photos/{photo.ref}")
    data = photos.path_of(app.config["EVIDENCE_DIR"], photo.sha256).read_bytes()
    assert hashlib.sha256(data).hexdigest() == photo.sha256 and len(data) == photo.size
    assert not [trace for trace in TRACES if trace in data]
    assert (photo.width, photo.height, photo.name) == (900, 1200, "IMG_0001.JPG")
    assert (photo.owner, photo.audience) == ("DIC", "joint")
    assert "SECRET-PLACE" not in dic.get(page.location).html
    assert events(app, "evidence:add")[-1].content == {"item": place.items["CL-26"], "sha256": photo.sha256}


def test_the_tablet_receives_the_item_s_photos_again(app: Flask, place: Place, dic: Client) -> None:
    page = add(dic, place.item("CL-26"), picture(), status=200, **HTMX)
    assert [one.get("id") for one in page.tree] == [f"photos-{place.items['CL-26']}"]
    assert f"/photos/{added(app).ref}" in page.links()


REFUSED = {
    "a page named like a photo": (HTML, "photo.jpg", photos.REFUSED),
    "a telephone's own format": (HEIC, "IMG.HEIC", photos.REFUSED),
    "a bomb": (bomb(30_000, 30_000), "photo.png", photos.TOO_LARGE),
    "half a photo": (camera_photo((800, 600))[:9000], "photo.jpg", photos.REFUSED),
    "an empty file": (b"", "photo.jpg", photos.REFUSED),
    "no file": (b"", "", "Chưa chọn ảnh nào."),
}


@pytest.mark.parametrize(("raw", "name", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_photo_is_refused_with_a_sentence(
    app: Flask, place: Place, dic: Client, raw: bytes, name: str, sentence: str
) -> None:
    url, before = place.item("CL-26"), files(app)
    assert sentence in add(dic, url, raw, name, status=422).text
    page = add(dic, url, raw, name, status=422, **HTMX)
    assert sentence in page.text and page.form(f"{url}/photos")
    assert files(app) == before


def test_a_form_without_a_file_is_refused_with_a_sentence(place: Place, dic: Client) -> None:
    assert "Chưa chọn ảnh nào." in dic.post(f"{place.item('CL-26')}/photos", status=422, photo="text").text


def test_a_joint_photo_is_served_to_both_and_never_cached(
    app: Flask, place: Place, dic: Client, police: Client
) -> None:
    add(dic, place.item("CL-26"), picture())
    ref = added(app).ref
    for who in (dic, police):
        for kind in ("file", "thumb"):
            response = who.get(f"/photos/{ref}/{kind}").response
            assert response.mimetype == "image/jpeg" and response.data[:2] == b"\xff\xd8"
            assert response.headers["Cache-Control"] == "private, no-store"
            assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("login", ["dic.inspector", "dic.manager", "clerk", "auditor", "admin", "body"])
def test_an_own_photo_of_the_police_is_not_there_for_anybody_else(
    app: Flask, place: Place, police: Client, sign_in: SignIn, login: str
) -> None:
    add(police, place.item("AN-09"), picture())
    photo, who = added(app), sign_in(login)
    assert (photo.owner, photo.audience) == ("POLICE", "own")
    for address in ("", "/file", "/thumb"):
        who.get(f"/photos/{photo.ref}{address}", status=404)
    for address in ("", "/remove", "/restore"):
        who.post(f"/photos/{photo.ref}{address}", status=404, caption="x", audience="joint")
    if login.startswith("dic"):
        assert photo.ref not in who.get(place.item("AN-09")).html


def test_a_photo_whose_file_is_gone_is_not_found(app: Flask, place: Place, dic: Client) -> None:
    add(dic, place.item("CL-26"), picture())
    photos.path_of(app.config["EVIDENCE_DIR"], added(app).sha256).unlink()
    dic.get(f"/photos/{added(app).ref}/file", status=404)


def test_a_photo_is_described_and_opened_to_the_other_agency(
    app: Flask, place: Place, dic: Client, police: Client
) -> None:
    add(police, place.item("AN-09"), picture())
    address = f"/photos/{added(app).ref}"
    assert secrecy.PHOTO_CONFIRMATION in police.get(address).text
    assert "Ai được xem: " in police.post(address, status=422, caption="Cửa kho").text
    page = police.post(address, status=422, caption="Phiếu (Mật)", audience="joint")
    assert secrecy.INSTEAD in page.text and page.form(address)["caption"] == ["Phiếu (Mật)"]
    police.post(address, caption="Cửa kho", audience="joint")
    assert "Cửa kho" in dic.get(place.item("AN-09")).html
    dic.post(address, status=403, caption="Khác", audience="joint")
    police.post(address, caption="Cửa kho", audience="own")
    assert "Cửa kho" not in dic.get(place.item("AN-09")).html


def test_a_photo_of_an_own_item_is_not_opened(app: Flask, place: Place, police: Client) -> None:
    with everything(app) as session:
        session.execute(sa.update(VisitItem).where(VisitItem.ref == place.items["AN-09"]).values(audience="own"))
    add(police, place.item("AN-09"), picture())
    address = f"/photos/{added(app).ref}"
    page = police.post(address, status=422, caption="Cửa kho", audience="joint")
    assert "ảnh không mở riêng được" in page.text
    assert added(app).audience == "own"


def test_a_photo_is_taken_off_and_put_back(app: Flask, place: Place, dic: Client) -> None:
    add(dic, place.item("CL-26"), picture())
    address, before = f"/photos/{added(app).ref}", files(app)
    page = dic.get(dic.post(f"{address}/remove").location)
    assert "có thể khôi phục" in page.text
    assert address not in dic.get(place.item("CL-26")).links() and files(app) == before
    dic.post(f"{address}/restore")
    assert address in dic.get(place.item("CL-26")).links()
    assert [event.action for event in events(app, "evidence:remove") + events(app, "evidence:restore")] == [
        "evidence:remove",
        "evidence:restore",
    ]


def test_after_the_minutes_photos_stay_as_they_are(app: Flask, sign_in: SignIn) -> None:
    signed, dic = place_of(app, "bd-co-chien", "minutes_signed"), sign_in("dic.inspector")
    with everything(app) as session:
        item = session.scalars(sa.select(VisitItem).where(VisitItem.ref == signed.items["CL-26"])).one()
        kept = {"sha256": "0" * 64, "name": "a.jpg", "size": 1, "width": 1, "height": 1, "by_id": 1, "owner": "DIC"}
        photo = Evidence(visit_item=item, visit_id=item.visit_id, **kept)
        session.add(photo)
        session.flush()
        address = f"/photos/{photo.ref}"
    assert "phụ lục biên bản" in add(dic, signed.item("CL-26"), picture(), status=422).text
    assert "phụ lục biên bản" in dic.post(f"{address}/remove", status=422).text
    assert "phụ lục biên bản" in dic.post(address, status=422, caption="x", audience="joint").text
    assert not [form for form in dic.get(address).forms() if form.get("action", "").startswith("/photos/")]


@pytest.mark.parametrize(("code", "open_still"), [("CL-26", False), ("CL-23", True)])
def test_after_the_sign_off_only_photos_of_what_waits_for_another_time_change(
    app: Flask, place: Place, dic: Client, code: str, open_still: bool
) -> None:
    add(dic, place.item(code), picture())
    address, before = f"/photos/{added(app).ref}", files(app)
    sign_off_everything(app, place, "DIC")
    status = 303 if open_still else 422
    pages = [
        dic.post(address, status=status, caption="Sửa sau.", audience="joint"),
        dic.post(f"{address}/remove", status=status),
        dic.post(f"{address}/restore", status=status),
        add(dic, place.item(code), camera_photo((320, 240)), status=status),
    ]
    assert all("mở lại phần này" in page.text for page in pages if not open_still)
    assert (address in {form.get("action") for form in dic.get(address).forms()}) == open_still
    assert (files(app) == before) == (not open_still)


def test_a_photo_of_the_other_agency_may_still_change_when_one_has_signed_off(
    app: Flask, place: Place, police: Client
) -> None:
    sign_off_everything(app, place, "DIC")
    add(police, place.item("AN-09"), picture())
    police.post(f"/photos/{added(app).ref}", caption="Cửa kho", audience="own")
    assert added(app).caption == "Cửa kho"


def test_nobody_signed_in_has_no_photo_decoded(app: Flask, place: Place, client: Client) -> None:
    add(client, place.item("CL-26"), bomb(5000, 5000), status=401)


def test_a_photo_of_the_other_agency_s_item_is_refused(app: Flask, place: Place, dic: Client) -> None:
    before = files(app)
    add(dic, place.item("AN-09"), picture(), status=403)
    assert files(app) == before
