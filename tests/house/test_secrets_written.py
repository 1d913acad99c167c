"""Knows that what the police write through the pages themselves is met by nobody else; knows the forms of an item."""

import io
import secrets

import sqlalchemy as sa
from PIL import Image

from inspections.evidence.rules import forbidden
from inspections.fieldwork.queries import version_of
from models.checklists import Evidence, VisitItem
from models.inspections import Visit
from tests.house.crawl import walk
from tests.house.house import House
from tests.house.test_secrets_stay import OTHERS, heard
from tests.support.client import Client, Page


def police(house: House) -> Client:
    """The police's inspector."""
    client = Client(house.app)
    client.http = house.as_("police.inspector")
    return client


def item_of_police(house: House) -> str:
    """The reference of a joint item that the police lead, in the visit in progress, of which photos may be taken."""
    with house.system() as session:
        joint = (Visit.state == "announced", VisitItem.lead == "police", VisitItem.audience == "joint")
        items = session.scalars(sa.select(VisitItem).join(Visit).where(*joint).order_by(VisitItem.id))
        return next(one.ref for one in items if not forbidden(version_of(session, one).items[one.code]))


def write_note(client: Client, item: str, word: str) -> None:
    """Answers the item as failed with a note, through its form."""
    form = client.get(f"/items/{item}").form(f"/items/{item}/answer")
    client.post(f"/items/{item}/answer", **(form | {"result": "fail", "note": word}))


def add_photo(client: Client, item: str, word: str) -> str:
    """Adds a photo whose name, metadata and caption carry the word; returns its address."""
    picture, metadata = io.BytesIO(), Image.Exif()
    metadata[0x010E] = word
    Image.new("RGB", (60, 40), "navy").save(picture, "JPEG", exif=metadata, comment=word.encode())
    picture.seek(0)
    address = client.post(f"/items/{item}/photos", photo=(picture, f"{word}.jpg")).location
    form = client.get(address).form(address)
    assert form["audience"] == ["own"]
    client.post(address, **(form | {"caption": word}))
    return address


def test_what_the_police_write_stays_theirs(house: House) -> None:
    word, client, item = f"qx{secrets.token_hex(6)}", police(house), item_of_police(house)
    write_note(client, item, word)
    photo = add_photo(client, item, word)
    assert word in client.get(f"/items/{item}").html and word in client.get(photo).html
    for who in OTHERS:
        starts = [*house.pages(), f"/items/{item}", photo, f"{photo}/file", f"{photo}/thumb"]
        for url, answer, _page in walk(lambda url, who=who: house.get(who, url), starts, house.kind):
            assert word not in heard(answer), (who, url)
            assert not url.startswith(photo) or answer.status_code in {303, 404}, (who, url)
    house.put_back()


def test_a_photo_carries_no_metadata_even_to_its_own_agency(house: House) -> None:
    word, client = f"qx{secrets.token_hex(6)}", police(house)
    photo = add_photo(client, item_of_police(house), word)
    for kind in ("file", "thumb"):
        answer = house.get("police.inspector", f"{photo}/{kind}")
        assert answer.status_code == 200 and word not in heard(answer)
        assert not Image.open(io.BytesIO(answer.data)).getexif()
    house.put_back()


def test_no_row_of_the_log_holds_what_was_typed(house: House) -> None:
    word, client, item = f"qx{secrets.token_hex(6)}", police(house), item_of_police(house)
    write_note(client, item, word)
    add_photo(client, item, word)
    assert not [row for row in house.rows()["event"] if word in row]
    house.put_back()


def test_opening_a_photo_shows_it_and_closing_it_hides_it_again(house: House) -> None:
    word, client = f"qx{secrets.token_hex(6)}", police(house)
    photo = add_photo(client, item_of_police(house), word)
    for audience, status in (("joint", 200), ("own", 404)):
        client.post(photo, **(client.get(photo).form(photo) | {"audience": audience}))
        answers = [house.get("dic.manager", url) for url in (photo, f"{photo}/file", f"{photo}/thumb")]
        assert [answer.status_code for answer in answers] == [status] * 3
    house.put_back()
    with house.system() as session:
        assert not session.scalars(sa.select(Evidence).where(Evidence.caption == word)).all()


def test_an_answer_is_checked_as_a_page(house: House) -> None:
    Page(house.get("police.inspector", f"/items/{item_of_police(house)}")).check()
