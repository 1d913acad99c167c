"""Knows the way of a signature through its pages: a signed file comes back, people draw, a signature is removed."""

import io
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.evidence.photos import path_of
from inspections.signatures import rules
from models.inspections import Visit
from models.papers import Paper, PaperFile, PaperSignature
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.papers.conftest import Desk, SignIn
from tests.inspections.papers.test_views import events
from tests.inspections.signatures.signing import identity, paper, sign
from tests.inspections.signatures.test_ink import picture, url
from tests.support.client import Client, Page

LEADER = "Phạm Thị Thu Hà"


@pytest.fixture
def locked(desk: Desk, lead: Client) -> Paper:
    """Minutes that wait for their signatures."""
    return desk.locked(lead)


def pdf_of(app: Flask, paper: Paper) -> bytes:
    """The PDF that was locked last."""
    sha256 = [one.sha256 for one in paper.files if one.kind == "pdf"][-1]
    return path_of(app.config["EVIDENCE_DIR"], sha256, "pdf").read_bytes()


def send(client: Client, paper: Paper, raw: bytes, status: int = 303, name: str = "ky.pdf") -> Page:
    """Brings a file back."""
    return client.post(f"/papers/{paper.ref}/signed-files", status=status, signed=(io.BytesIO(raw), name))


def stored(app: Flask, model: type[PaperFile] | type[PaperSignature]) -> list[PaperFile | PaperSignature]:
    """What is kept, read apart from any request."""
    with everything(app) as session:
        found = list(session.scalars(sa.select(model).order_by(model.id)))
        session.expunge_all()
        return found


def drawn_for(app: Flask, paper: Paper) -> list[PaperSignature]:
    """The signatures that were drawn for this paper; the demonstration has some of its own."""
    return [one for one in stored(app, PaperSignature) if one.paper_id == paper.id]


def signed_files(app: Flask) -> list[PaperFile | PaperSignature]:
    """The digitally signed files that are kept."""
    return [one for one in stored(app, PaperFile) if one.kind == "signed"]


def test_a_signed_file_comes_back_is_shown_and_is_handed_out(
    app: Flask, desk: Desk, lead: Client, locked: Paper
) -> None:
    signed = sign(pdf_of(app, locked), identity())
    send(lead, locked, signed)
    page = lead.get(f"/papers/{locked.ref}")
    for words in (
        f"{LEADER}, Sở Khoa học và Công nghệ",
        "theo đồng hồ của máy ký",
        "Chứng thư số còn hiệu lực tại thời điểm ký",
        "Chưa kiểm tra được chuỗi chứng thư số vì chưa cài chứng thư gốc",
        "Nơi cấp chứng thư số: CA phục vụ các cơ quan",
    ):
        assert words in page.text
    (kept,) = signed_files(app)
    assert lead.post(f"/paper-files/{kept.ref}", status=200).response.data == signed
    assert [one.action for one in events(app, "paper:copy") + events(app, "paper:signed_file")] == [
        "paper:copy",
        "paper:signed_file",
    ]
    assert lead.post(f"/papers/{locked.ref}/files/pdf", status=200).response.data == pdf_of(app, locked)


def test_the_same_file_again_is_kept_once_and_checked_anew(app: Flask, desk: Desk, lead: Client, locked: Paper) -> None:
    signer = identity()
    signed = sign(pdf_of(app, locked), signer)
    send(lead, locked, signed)
    root = Path(app.config["TRUSTED_ROOTS"], "root.pem")
    root.parent.mkdir()
    root.write_bytes(signer.pem)
    send(lead, locked, signed)
    (kept,) = signed_files(app)
    assert kept.signers[0]["chain"] == "trusted"
    root.write_bytes(b"khong phai chung thu")
    assert "Chứng thư gốc root.pem đã cài không đọc được" in send(lead, locked, signed, status=422).text


HOSTILE = {
    "nothing": (b"", "Chưa chọn tệp nào."),
    "picture": (picture(), rules.NOT_PDF),
    "another paper": (paper(), rules.OTHER_FILE),
    "page": (b"<html>%PDF-</html>", rules.OTHER_FILE),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_is_not_ours_is_refused_beside_its_field(
    app: Flask, lead: Client, locked: Paper, case: str
) -> None:
    raw, sentence = HOSTILE[case]
    page = send(lead, locked, raw, status=422)
    error = page.all("p", id="outside-signed-error")
    assert error and sentence in "".join(error[0].itertext())
    assert not signed_files(app) and not events(app, "paper:signed_file")


def test_our_file_unsigned_or_changed_is_refused(app: Flask, lead: Client, locked: Paper) -> None:
    own = pdf_of(app, locked)
    signed = sign(own, identity())
    assert rules.UNSIGNED in send(lead, locked, own, status=422).text
    assert rules.OTHER_FILE in send(lead, locked, signed[:900] + b"?" + signed[901:], status=422).text
    assert rules.UNCOVERED in send(lead, locked, signed + b"x", status=422).text
    assert not signed_files(app)


def test_a_draft_has_no_file_to_sign_and_an_older_edition_is_another_file(app: Flask, desk: Desk, lead: Client) -> None:
    locked = desk.locked(lead)
    signed = sign(pdf_of(app, locked), identity())
    desk.step(lead, "withdraw", reason="sửa giờ")
    assert rules.NOT_LOCKED in send(lead, locked, signed, status=422).text
    assert "Tải lên bản đã ký số" not in lead.get(f"/papers/{locked.ref}").text
    desk.type_in(ended_at="17:00")
    desk.step(lead, "lock")
    assert rules.OTHER_FILE in send(lead, locked, signed, status=422).text


def draw(client: Client, paper: Paper, number: int = 2, status: int = 303, **typed: object) -> Page:
    """Signs at a place of the paper; the leader's is the second."""
    fields = {"seen": paper.sha256, "drawn": url(picture())} | typed
    return client.post(f"/papers/{paper.ref}/signatures?place={number}", status=status, **fields)


def test_who_is_named_signs_on_the_tablet_and_stands_beside_his_name(app: Flask, lead: Client, locked: Paper) -> None:
    assert "Ký trên máy" in lead.get(f"/papers/{locked.ref}").text
    page = lead.get(f"/papers/{locked.ref}/signatures?place=2")
    assert LEADER in page.text and "không thay chữ ký trên bản giấy" in page.text
    assert page.form(f"/papers/{locked.ref}/signatures?place=2")["seen"] == [locked.sha256]
    draw(lead, locked)
    (row,) = drawn_for(app, locked)
    assert (row.name, row.capacity) == (LEADER, "TM. ĐOÀN KIỂM TRA TRƯỞNG ĐOÀN")
    assert (row.content_sha256, row.owner, row.audience) == (locked.sha256, locked.owner, locked.audience)
    page = lead.get(f"/papers/{locked.ref}")
    assert f"/paper-signatures/{row.ref}" in page.links() and "không còn khớp" not in page.text
    assert f"/papers/{locked.ref}/signatures?place=2" not in page.links()
    image = lead.get(f"/paper-signatures/{row.ref}/image")
    assert image.response.mimetype == "image/png" and image.response.data.startswith(b"\x89PNG")
    assert rules.ALREADY in draw(lead, locked, status=422).text
    assert len(events(app, "paper:draw_signature")) == 1


def test_one_changed_letter_after_signing_is_said_beside_the_signature(app: Flask, desk: Desk, lead: Client) -> None:
    locked = desk.locked(lead)
    draw(lead, locked)
    desk.step(lead, "withdraw", reason="sửa giờ")
    assert "chữ ký không còn khớp" in lead.get(f"/papers/{locked.ref}").text
    desk.step(lead, "lock")
    assert "chữ ký không còn khớp" not in lead.get(f"/papers/{locked.ref}").text
    desk.step(lead, "withdraw", reason="sửa giờ")
    desk.type_in(ended_at="16:46")
    desk.step(lead, "lock")
    page = lead.get(f"/papers/{locked.ref}")
    assert "chữ ký không còn khớp" in page.text and f"/papers/{locked.ref}/signatures?place=2" in page.links()
    assert rules.SEEN_OTHER in draw(lead, locked, status=422).text
    draw(lead, desk.paper())
    assert "chữ ký không còn khớp" in lead.get(f"/papers/{locked.ref}").text


def test_without_script_a_picture_is_taken_and_nothing_or_anything_else_is_refused(
    app: Flask, lead: Client, locked: Paper
) -> None:
    nothing = draw(lead, locked, status=422, drawn="")
    assert "mời ký vào khung hoặc chọn ảnh chữ ký" in "".join(nothing.all("p", id="picture-error")[0].itertext())
    kept = draw(lead, locked, status=422, drawn=url(picture(blank=True)))
    assert kept.form(f"/papers/{locked.ref}/signatures?place=2")["drawn"] == [url(picture(blank=True))]
    for raw in (b"<svg/>", b"", picture()[:300], b"%PDF-1.7"):
        draw(lead, locked, status=422, drawn="", picture=(io.BytesIO(raw), "ky.png"))
    draw(lead, locked, drawn="", picture=(io.BytesIO(picture("JPEG")), "ky.jpg"))
    assert len(drawn_for(app, locked)) == 1


def test_a_signature_is_removed_with_a_reason_until_the_paper_is_recorded_as_signed(
    app: Flask, desk: Desk, lead: Client
) -> None:
    locked = desk.locked(lead)
    draw(lead, locked)
    draw(lead, locked, number=1)
    first, second = (row.ref for row in drawn_for(app, locked))
    remove = f"/paper-signatures/{first}/remove"
    assert "Cần ghi lý do." in lead.post(remove, status=422, reason="").text
    lead.post(remove, reason="ký nhầm chỗ")
    assert f"/paper-signatures/{first}" not in lead.get(f"/papers/{locked.ref}").links()
    assert "ký nhầm chỗ" in lead.get(f"/paper-signatures/{first}").text
    assert "đã được gỡ" in lead.post(remove, status=422, reason="lần nữa").text
    assert not any("nhầm" in str(one.content) for one in events(app, "paper:remove_signature"))
    desk.step(lead, "sign", day="18/11/2026", signer=LEADER)
    assert rules.KEPT in lead.post(f"/paper-signatures/{second}/remove", status=422, reason="muộn").text
    assert rules.NOT_NOW in draw(lead, locked, status=422).text


def test_neither_a_body_nor_a_stranger_to_the_team_signs(app: Flask, desk: Desk, lead: Client, sign_in: SignIn) -> None:
    body, clerk = sign_in("body"), sign_in("clerk")
    with everything(app) as session:
        of_body = person(session, "body").body_id
        session.execute(sa.update(Visit).where(Visit.ref == desk.visit).values(body_id=of_body))
    locked = desk.locked(lead)
    signed = sign(pdf_of(app, locked), identity())
    draw(lead, locked)
    send(lead, locked, signed)
    (drawn,) = drawn_for(app, locked)
    desk.step(lead, "sign", day="18/11/2026", signer=LEADER)
    page = body.get(f"/papers/{locked.ref}")
    assert LEADER in page.text and "Chữ ký vẽ trên máy" not in page.text and "Tải lên bản đã ký số" not in page.text
    for url_of in (f"/paper-signatures/{drawn.ref}", f"/paper-signatures/{drawn.ref}/image"):
        body.get(url_of, status=404)
    draw(body, locked, status=403)
    body.get(f"/papers/{locked.ref}/signatures?place=2", status=403)
    send(body, locked, signed, status=403)
    (file,) = signed_files(app)
    assert body.post(f"/paper-files/{file.ref}", status=200).response.data == signed
    clerk.get(f"/paper-signatures/{drawn.ref}")


def test_a_place_that_the_paper_does_not_have_is_not_there(lead: Client, locked: Paper) -> None:
    for number in (0, 99):
        lead.get(f"/papers/{locked.ref}/signatures?place={number}", status=404)
        draw(lead, locked, number=number, status=404)
