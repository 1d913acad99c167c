"""Knows the letter that urges a body: what it lists and never lists, its layout, and its way to the clerk."""

from datetime import date
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from inspections.papers.composing.urging import compose
from inspections.papers.content import Recipients, Table, plain
from inspections.papers.facts.visit import Late
from inspections.papers.gathering import overdue
from inspections.papers.rules import Moment, when_overdue
from models.findings import DueExtension, Remedy
from models.inspections import Visit
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.papers.conftest import SignIn
from tests.inspections.papers.layout.test_docx import read as read_docx
from tests.inspections.papers.layout.test_pdf import read as read_pdf
from tests.inspections.papers.layout.test_pdf import squeezed
from tests.inspections.papers.made_up import VIOLATION, visit_facts
from tests.inspections.remedies.cases import LETTER, make_finding, make_remedy

LATE = (
    Late("Đóng dấu ngày trên mọi phiếu gửi", "số 312/TB-SKHCN ngày 07/12/2026", date(2026, 12, 15), date(2026, 11, 30)),
    Late("Ghi đầy đủ sổ ra vào", "", date(2026, 12, 18), date(2026, 12, 18)),
)
TODAY = date(2026, 12, 20)


def test_each_overdue_requirement_stands_with_its_old_and_its_new_day() -> None:
    content = compose(visit_facts(late=LATE, typed={"new_day": "05/03/2027"}))
    [table] = [block for block in content.blocks if isinstance(block, Table)]
    due = "15/12/2026 (quá 05 ngày); thời hạn ban đầu: 30/11/2026"
    assert table.rows[0] == ("01", LATE[0].requirement, LATE[0].letter, due, "05/3/2027")
    assert table.rows[1][3] == "18/12/2026 (quá 02 ngày)"
    said = plain(content)
    assert "Qua kiểm tra theo Quyết định số 248/QĐ-SKHCN ngày 26 tháng 10 năm 2026 của Giám đốc Sở" in said
    assert ", Sở Khoa học và Công nghệ đã yêu cầu Bưu điện phường Cổ Chiên khắc phục tồn tại, hạn chế." in said
    assert "còn 02 yêu cầu khắc phục đã quá thời hạn" in said and "chậm nhất ngày 05 tháng 3 năm 2027;" in said


def test_it_is_a_letter_of_the_agency_with_number_day_and_new_day_left_blank_on_a_draft() -> None:
    content = compose(visit_facts(late=LATE, findings=(VIOLATION,), typed={}))
    assert content.title == "" and content.head.number == "Số: ……/SKHCN"
    assert content.head.subject.startswith("V/v đôn đốc") and "Kính gửi: Bưu điện phường Cổ Chiên" in plain(content)
    assert "chậm nhất ngày …… tháng …… năm ……" in plain(content) and "174/2026" not in plain(content)
    end, last = content.blocks[-2:]
    assert "./." in plain(compose(visit_facts(late=LATE))) and getattr(end, "look", "") == "last"
    assert isinstance(last, Recipients) and last.lines[0] == "- Như trên;" and last.lines[-1].startswith("- Lưu: VT")


def test_both_files_say_the_table_and_keep_the_signature_with_its_last_sentence() -> None:
    content = compose(visit_facts(late=LATE * 3, typed={"new_day": "05/01/2027", "signer": "Phạm Thị Thu Hà"}))
    pages = [squeezed(page.extract_text()) for page in read_pdf(content).pages]
    assert "địnhcủaphápluật./." in pages[-1] and "Nơinhận:" in pages[-1]
    paper = read_docx(content)
    assert paper.tables[1].cell(1, 1).text == LATE[0].requirement and len(paper.tables[1].rows) == 7


def test_it_is_begun_only_where_something_is_overdue_and_never_after_a_survey() -> None:
    assert when_overdue(Moment("following_up", False, 1)) is None
    assert "không có yêu cầu" in str(when_overdue(Moment("following_up", False, 0)))
    assert "Khảo sát" in str(when_overdue(Moment("following_up", True, 1)))


def test_only_what_both_agencies_share_was_sent_is_not_reported_and_is_late_is_listed(
    app: Flask, tmp_path: Path
) -> None:
    with everything(app) as session:
        late = make_remedy(session, tmp_path, requirement="Việc quá hạn")
        visit = late.visit
        make_remedy(session, tmp_path, finding=make_finding(session, visit=visit, owner="POLICE", audience="own"))
        make_remedy(session, tmp_path, finding=late.finding).state = "reported"
        make_remedy(session, tmp_path, finding=late.finding, sent=False, planned=False)
        asked = {"from_on": date(2026, 11, 30), "to_on": late.due_on, "reason": "Chờ", "owner": "DIC", "granted": True}
        session.add(DueExtension(remedy=late, asked_by=person(session, "dic.inspector"), **asked))
        session.flush()
        [found] = overdue.gather(session, visit.id, TODAY)
        assert (found.requirement, found.due_on, found.first_due_on) == (
            "Việc quá hạn",
            late.due_on,
            date(2026, 11, 30),
        )
        assert LETTER.number in found.letter
        assert overdue.count(session, visit.id, late.due_on) == 0 and overdue.count(session, visit.id, TODAY) == 1


def test_it_is_begun_from_the_visit_locked_with_its_new_day_numbered_by_the_clerk_and_sent(
    app: Flask, sign_in: SignIn, tmp_path: Path
) -> None:
    with everything(app) as session:
        remedy = make_remedy(session, tmp_path)
        remedy.due_on = date(2026, 1, 5)
        ref, remedy_id = remedy.visit.ref, remedy.id
    lead, clerk = sign_in("dic.manager"), sign_in("clerk")
    assert "Lập công văn đôn đốc khắc phục" in lead.get(f"/visits/{ref}/papers").text
    url = lead.post(f"/visits/{ref}/papers/urging").location
    assert "Còn thiếu: thời hạn mới, người ký." in lead.get(url).text
    lead.post(f"{url}/edit", version="1", new_day="05/01/2027", signer="Phạm Thị Thu Hà")
    with everything(app) as session:
        session.execute(sa.update(Remedy).where(Remedy.id == remedy_id).values(state="reported"))
    assert "quá thời hạn" in lead.post(f"{url}/steps/lock", status=422, version="2").text
    with everything(app) as session:
        session.execute(sa.update(Remedy).where(Remedy.id == remedy_id).values(state="open"))
    lead.post(f"{url}/steps/lock", version="2")
    clerk.post(f"{url}/steps/issue", version="3", day="18/11/2026", signer="Phạm Thị Thu Hà", number="330/SKHCN-BCVT")
    clerk.post(f"{url}/steps/send", version="4", day="18/11/2026")
    page = lead.get(url)
    assert "330/SKHCN-BCVT" in page.text and "05/01/2027" in page.text
    with everything(app) as session:
        assert session.scalars(sa.select(Visit.state).where(Visit.ref == ref)).one() == "following_up"
