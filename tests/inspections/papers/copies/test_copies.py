"""Knows what each reader's copy of minutes holds and never holds, and what the register says of it."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from pypdf import PdfReader

from inspections.evidence.photos import path_of
from inspections.papers import rendering
from inspections.papers.composing.minutes import compose
from inspections.papers.content import from_json, photos, plain
from inspections.papers.copies import by_reader
from inspections.papers.copies.by_reader import Note, Own
from models.checklists import Answer, Evidence, VisitItem
from models.events import Event
from models.findings import Finding, FindingItem
from models.inspections import Visit
from models.papers import Paper
from tests.inspections.evidence.pictures import picture
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.papers.conftest import Desk, SignIn
from tests.inspections.papers.made_up import VIOLATION, pictures, visit_facts
from tests.support.client import Client

WORDS = {"DIC": "ngoctrai", "POLICE": "hophach"}
"""What each agency keeps to itself, in every row that it may."""
WRITERS = {"DIC": "dic.inspector", "POLICE": "police.inspector"}
SHA256 = "ab" * 32
AT = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)


def plant(app: Flask, ref: str) -> None:
    """Puts into a visit, for each agency, an own item, an own note on a joint item, an own photo, an own finding."""
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.ref == ref)).one()
        used = sa.union(sa.select(Evidence.visit_item_id), sa.select(FindingItem.visit_item_id))
        free = sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.audience == "joint")
        free = free.where(VisitItem.id.not_in(used), VisitItem.active).order_by(VisitItem.id)
        for agency, word in WORDS.items():
            own = {"owner": agency, "audience": "own"}
            by = person(session, WRITERS[agency])
            item, on = session.scalars(free.where(VisitItem.lead == agency.lower()).limit(2))
            session.execute(sa.delete(Answer).where(Answer.visit_item_id == item.id))
            item.owner, item.audience = agency, "own"
            session.flush()
            noted = {"kind": "note", "values": {"note": f"{word} ghi chú"}, "updated_by": by, **own}
            failed = {"kind": "answer", "state": "fail", "values": {"result": "fail"}, "updated_by": by, **own}
            session.execute(sa.delete(Answer).where(Answer.visit_item_id == on.id, Answer.kind == "note"))
            session.add_all(Answer(visit_item=one, visit_id=visit.id, **noted) for one in (item, on))
            session.add(Answer(visit_item=item, visit_id=visit.id, **failed))
            data = picture(size=(320 if agency == "DIC" else 330, 200))
            sha256 = rendering.sha256(data)
            file = path_of(app.config["EVIDENCE_DIR"], sha256)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            shot = {"name": f"{word}.jpg", "caption": f"{word} ảnh", "sha256": sha256, "size": len(data)}
            session.add(Evidence(visit_item=on, visit_id=visit.id, width=320, height=200, by_id=by.id, **shot, **own))
            said = {"text": f"{word} phát hiện", "requirement": f"{word} yêu cầu", "search_text": word}
            session.add(
                Finding(
                    visit=visit, kind="shortcoming", state="noted", detected_on=visit.day, noted_by=by, **said, **own
                )
            )


@dataclass
class Taken:
    """A copy as a person takes it: its name, its words, those of its pages."""

    name: str
    text: str
    pages: list[str]


def take(client: Client, paper: Paper, wanted: str, status: int = 200) -> Taken:
    """Takes a copy and reads it back."""
    answer = client.post(f"/papers/{paper.ref}/copies/{wanted}", status=status).response
    if status != 200:
        return Taken("", answer.get_data(as_text=True), [])
    name = answer.headers["Content-Disposition"]
    if wanted.startswith("pdf"):
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]
        return Taken(name, " ".join(pages), pages)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        parts = [package.read(one).decode() for one in package.namelist() if one.endswith(".xml")]
        return Taken(name, " ".join([*package.namelist(), *parts]), [])


@pytest.fixture
def planted(desk: Desk) -> Desk:
    """The visit with what each agency keeps to itself."""
    plant(desk.app, desk.visit)
    return desk


def test_each_copy_holds_what_its_reader_may_see_and_nothing_of_the_other_agency(
    planted: Desk, lead: Client, sign_in: SignIn
) -> None:
    police, body = sign_in("police.inspector"), sign_in("body")
    with everything(planted.app) as session:
        of_body = person(session, "body").body_id
        session.execute(sa.update(Visit).where(Visit.ref == planted.visit).values(body_id=of_body))
    paper = planted.locked(lead)
    body.post(f"/papers/{paper.ref}/copies/pdf/body", status=404)
    planted.step(lead, "sign", day="18/11/2026", signer="A")
    for kind in ("docx", "pdf"):
        for reader, client in (("DIC", lead), ("POLICE", police)):
            own, other = take(client, paper, f"{kind}/own"), WORDS["POLICE" if reader == "DIC" else "DIC"]
            said = own.text.casefold()
            assert all(f"{WORDS[reader]} {what}" in said for what in ("ghi chú", "phát hiện", "yêu cầu", "ảnh"))
            assert said.count(f"{WORDS[reader]} ghi chú") == 2 and other not in said
            assert own.name == f"attachment; filename=minutes-{paper.ref}-1-{reader.lower()}.{kind}"
        for client in (lead, police, body):
            given = take(client, paper, f"{kind}/body")
            assert not [word for word in WORDS.values() if word in (given.text + given.name).casefold()]
            assert "BẢN GIAO" in given.text.upper() and "Chỉ lưu tại" not in given.text
    body.post(f"/papers/{paper.ref}/copies/pdf/own", status=404)
    for reader in ("DIC", "POLICE", "dic", "police"):
        police.post(f"/papers/{paper.ref}/copies/pdf/{reader}", status=404)
    page = body.get(f"/papers/{paper.ref}")
    assert "Bản giao đơn vị được kiểm tra" in page.text and "Bản lưu" not in page.text
    body.get(f"/papers/{paper.ref}/copies", status=404)


def test_the_mark_stands_on_every_page_and_the_annex_behind_says_where_it_belongs(planted: Desk, lead: Client) -> None:
    paper = planted.locked(lead)
    copy = take(lead, paper, "pdf/own")
    assert len(copy.pages) > 2 and all("Bản lưu Sở Khoa học và Công nghệ" in page for page in copy.pages)
    full = PdfReader(io.BytesIO(lead.post(f"/papers/{paper.ref}/files/pdf", status=200).response.data))
    kept = len(full.pages)
    annex = "".join(copy.pages[kept:])
    assert "Phụ lục riêng của Sở Khoa học và Công nghệ" in annex
    assert "Chỉ lưu tại Sở Khoa học và Công nghệ, không giao cơ quan khác" in annex and str(paper.sha256) in annex
    assert all(WORDS["DIC"] not in page.casefold() for page in copy.pages[:kept])
    assert planted.paper().sha256 == paper.sha256
    given = take(lead, paper, "pdf/body")
    assert len(given.pages) == kept and all("Bản giao đơn vị được kiểm tra" in page for page in given.pages)
    number = copy.text.count("Ảnh số")
    assert f"Ảnh số {number:02d}" in annex and "SHA-256:" in annex


def test_the_register_shows_each_agency_its_own_copies_and_the_joint_ones(
    planted: Desk, lead: Client, sign_in: SignIn
) -> None:
    police, paper = sign_in("police.inspector"), planted.signed(lead)
    url = f"/papers/{paper.ref}/copies"
    take(lead, paper, "pdf/body")
    lead.get(url)
    before = lead.get(url)
    take(police, paper, "docx/own")
    assert lead.get(url).text == before.text
    seen = police.get(url).text
    assert "Tải bản lưu Công an tỉnh Vĩnh Long, kèm phụ lục riêng, tệp Word" in seen and "2 dòng" in seen
    assert "Tải bản giao đơn vị, tệp PDF" in before.text and "Đang xem 1 dòng" in before.text
    with everything(planted.app) as session:
        rows = session.scalars(sa.select(Event).where(Event.action == "paper:copy").order_by(Event.number)).all()
        assert [(row.owner, row.audience, row.content["reader"]) for row in rows] == [
            ("DIC", "joint", "body"),
            ("POLICE", "own", "POLICE"),
        ]
        assert all(len(row.content["sha256"]) == 64 for row in rows)


def test_copies_handed_over_on_paper_are_counted(desk: Desk, lead: Client) -> None:
    paper = desk.locked(lead)
    url, typed = f"/papers/{paper.ref}/copies", {"reader": "body", "count": "2", "day": "18/11/2026"}
    assert "sau khi ghi nhận việc ký" in lead.post(url, status=422, **typed).text
    desk.step(lead, "sign", day="18/11/2026", signer="A")
    for wrong, sentence in (
        ({"count": "0"}, "số nguyên từ 1"),
        ({"day": "17/11/2026"}, "Ngày giao: Ngày giao không được trước ngày ký"),
        ({"day": "18/11/2099"}, "Ngày giao: Ngày này chưa đến"),
        ({"reader": "nobody"}, "Giao cho"),
    ):
        assert sentence in lead.post(url, status=422, **typed | wrong).text
    lead.post(url, **typed)
    lead.post(url, **typed | {"count": "1"})
    page = lead.get(url)
    assert "Đơn vị 03 bản" in page.text and "Giao 02 bản giấy: Đơn vị, ngày 18/11/2026" in page.text


def test_a_hand_over_that_was_a_slip_is_taken_back_once_and_both_rows_stay(desk: Desk, lead: Client) -> None:
    paper = desk.locked(lead)
    desk.step(lead, "sign", day="18/11/2026", signer="A")
    url = f"/papers/{paper.ref}/copies"
    for count in ("2", "5"):
        lead.post(url, reader="body", count=count, day="18/11/2026")
    with everything(desk.app) as session:
        rows = session.scalars(
            sa.select(Event.ref).where(Event.action == "paper:hand_over").order_by(Event.number)
        ).all()
    for wrong in ("", "nothing"):
        assert "sổ" in lead.post(f"{url}/taken-back", status=422, row=wrong).text
    lead.post(f"{url}/taken-back", row=rows[1])
    assert "đã được hủy" in lead.post(f"{url}/taken-back", status=422, row=rows[1]).text
    page = lead.get(url).text
    assert "Đơn vị 02 bản" in page and "Giao 05 bản giấy: Đơn vị, ngày 18/11/2026 đã hủy, do ghi nhầm" in page
    assert "Hủy một dòng giao bản giấy ghi nhầm" in page


@pytest.mark.parametrize("fault", ["missing", "altered"])
def test_a_photo_that_is_missing_or_was_changed_stops_its_copy_by_its_name(
    planted: Desk, lead: Client, fault: str
) -> None:
    paper = planted.locked(lead)
    with everything(planted.app) as session:
        of_own = sa.select(Evidence.sha256).where(Evidence.owner == "DIC", Evidence.caption.startswith(WORDS["DIC"]))
        sha256 = session.scalars(of_own).one()
    file = path_of(planted.app.config["EVIDENCE_DIR"], sha256)
    if fault == "missing":
        file.unlink()
    else:
        file.write_bytes(picture(size=(100, 100)))
    refused = take(lead, paper, "pdf/own", status=422).text
    number = len(photos(from_json(planted.paper().content))) + 1
    said = "không tìm thấy tệp của" if fault == "missing" else "đã bị sửa ngoài hệ thống"
    assert said in refused and f"ảnh số {number:02d} ({sha256[:12]})" in refused
    assert take(lead, paper, "pdf/body").pages
    with everything(planted.app) as session:
        taken = session.scalars(sa.select(Event).where(Event.action == "paper:copy")).all()
        assert [row.content["reader"] for row in taken] == ["body"]


def test_a_draft_a_notice_and_what_is_an_agencys_own_have_no_copies_by_reader(desk: Desk, lead: Client) -> None:
    lead.post(f"/visits/{desk.visit}/papers/minutes")
    lead.post(f"/papers/{desk.paper().ref}/copies/pdf/body", status=404)
    desk.locked(lead)
    desk.step(lead, "sign", day="18/11/2026", signer="A")
    lead.post(f"/visits/{desk.visit}/papers/annex")
    lead.post(f"/papers/{desk.paper('annex').ref}/copies/pdf/own", status=404)


def test_what_an_agency_has_nothing_of_is_said_and_the_signed_text_stays_as_it_was() -> None:
    facts = visit_facts(pictures=pictures(2))
    content = compose(facts)
    bare = by_reader.with_annex(content, facts, Own("POLICE"), SHA256, AT)
    assert (bare.head, bare.blocks, bare.annexes[:-1]) == (content.head, content.blocks, content.annexes)
    assert plain(bare).count("Không có.") == plain(content).count("Không có.") + 4 and SHA256 in plain(bare)
    assert "lập lúc 09 giờ 42 phút, ngày 22 tháng 11 năm 2026." in plain(bare)
    assert bare.annexes[-1].title == "Phụ lục riêng của Công an tỉnh"
    assert bare.annexes[-1].attached == "(Kèm theo Biên bản kiểm tra số 02/BB-ĐKT ngày 13 tháng 11 năm 2026)"


def test_an_own_violation_stands_in_the_annex_with_its_clause_and_a_note_with_its_item() -> None:
    facts = visit_facts()
    own = Own("POLICE", notes=(Note("AN-01", "Có cửa, khóa?", "đã hẹn kiểm tra lại"),), findings=(VIOLATION,))
    said = plain(by_reader.with_annex(compose(facts), facts, own, SHA256, AT))
    assert "- Có cửa, khóa?" in said and "Đã hẹn kiểm tra lại." in said
    assert "Hành vi có dấu hiệu vi phạm hành chính: 03 phiếu gửi không đóng dấu ngày" in said and "174/2026" in said
    assert "yêu cầu: đóng dấu ngày trên mọi phiếu gửi" in said


def test_a_surveyed_body_gets_a_copy_for_the_surveyed() -> None:
    assert by_reader.mark(visit_facts(kind="survey"), "body") == "Bản giao đơn vị được khảo sát"
    assert by_reader.mark(visit_facts(), "POLICE") == "Bản lưu Công an tỉnh"
