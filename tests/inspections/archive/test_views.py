"""Knows the page of a case file and the list: class, end of the work, hand-over, filters; knows no .zip."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.archive import queries, rules
from inspections.inspecting.queries import visits_of
from models.findings import Finding, Remedy
from models.inspections import Inspection
from tests.inspections.archive.conftest import Desk
from tests.inspections.inspecting.cases import everything, person, seen_by
from tests.support.client import Client, Page

SignIn = Callable[[str], Client]
TODAY = datetime.now(UTC).astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()
LONG_AGO = date(2025, 7, 1)


def test_the_page_proposes_a_class_from_the_records_and_says_that_nothing_is_deleted(
    desk: Desk, manager: Client
) -> None:
    page = manager.get(desk.url).text
    assert "Vĩnh viễn" in page and "hành vi vi phạm" in page and "Phần mềm đề xuất" in page
    assert "không tự xóa gì" in page and "còn 4 đơn vị chưa kết thúc" in page and "cần đối chiếu văn bản" in page


def test_a_manager_chooses_another_class_with_a_reason_and_the_log_has_no_word_of_it(
    desk: Desk, manager: Client
) -> None:
    typed = {"code": "mission_violation_minor", "reason": "Vi phạm nhỏ, đã khắc phục"}
    missing = manager.post(f"{desk.url}/class", status=422, version=desk.version(), code=typed["code"])
    assert "Cần ghi lý do" in missing.text
    manager.post(f"{desk.url}/class", version=desk.version(), **typed)
    page = manager.get(desk.url).text
    assert "20 năm" in page and typed["reason"] in page and "phần mềm đề xuất" in page and "vĩnh viễn" in page
    stale = manager.post(f"{desk.url}/class", status=422, version="1", **typed)
    assert "vừa được người khác thay đổi" in stale.text
    with everything(desk.app) as session:
        (row,) = queries.history(
            session, session.scalars(sa.select(Inspection).where(Inspection.ref == desk.ref)).one()
        )
        assert row.content == {"before": "", "after": "mission_violation_minor"}


def test_a_file_is_handed_over_after_the_end_of_the_work_with_day_receipt_and_receiver(
    desk: Desk, manager: Client, sign_in: SignIn
) -> None:
    typed = {"day": "02/01/2026", "receipt": "05/BBGN", "receiver": "Lưu trữ hiện hành của Sở"}
    early = manager.post(f"{desk.url}/hand-over", status=422, version=desk.version(), **typed)
    assert "chưa kết thúc công việc" in early.text and typed["receiver"] in early.html
    desk.end(date(2025, 12, 20))
    assert "20/12/2026" in manager.get(desk.url).text
    before = manager.post(f"{desk.url}/hand-over", status=422, version=desk.version(), **typed | {"day": "19/12/2025"})
    assert "không thể trước ngày kết thúc" in before.text
    sign_in("clerk").post(f"{desk.url}/hand-over", version=desk.version(), **typed)
    page = manager.get(desk.url).text
    assert "Đã nộp lưu" in page and "05/BBGN" in page and typed["receiver"] in page
    late = manager.post(
        f"{desk.url}/class", status=422, version=desk.version(), code="mission", reason="Đổi sau khi nộp lưu"
    )
    assert "đã ghi nhận nộp lưu" in late.text


@pytest.mark.parametrize(("login", "classify", "hand_over"), [("clerk", 403, 422), ("police.manager", 403, 403)])
def test_the_leading_agency_alone_decides(
    desk: Desk, sign_in: SignIn, login: str, classify: int, hand_over: int
) -> None:
    sign_in(login).post(f"{desk.url}/class", status=classify)
    sign_in(login).post(f"{desk.url}/hand-over", status=hand_over)


def ends(app: Flask) -> dict[str, str]:
    """Gives the decided inspections ends of work that make the files stand in every way; by the stand."""
    days = {"late": 400, "soon": 350, "waiting": 100, "handed": 100}
    found = {}
    with everything(app) as session:
        decided = session.scalars(
            sa.select(Inspection).where(Inspection.decided_on.is_not(None)).order_by(Inspection.id)
        )
        for one, (stand, ago) in zip(decided, days.items(), strict=False):
            one.state, one.report_on = "reported", TODAY - timedelta(days=ago)
            one.archived_on = TODAY if stand == "handed" else None
            for visit, _name in visits_of(session, one):
                visit.state = "closed"
                remedies = sa.update(Remedy).where(Remedy.visit_id == visit.id)
                session.execute(remedies.values(closed_on=one.report_on - timedelta(days=1)))
            found[stand] = one.ref
    return found


def refs(page: Page) -> set[str]:
    """Which case files a list leads to."""
    return {url.split("/")[2] for url in page.links() if url.endswith("/archive") and url != "/archive"}


def test_a_filter_finds_the_files_that_stand_so_and_the_list_says_it(each_app: Flask) -> None:
    known = ends(each_app)
    manager = Client(each_app).sign_in("dic.manager")
    for stand, words in rules.STANDS.items():
        page = manager.get(f"/archive?stand={stand}")
        assert words in page.text
        assert (refs(page) == {known[stand]}) if stand in known else not refs(page) & set(known.values()), stand
    everything_there = manager.get("/archive?sort=ended").text
    assert all(words in everything_there for words in rules.STANDS.values())
    assert "01 năm kể từ ngày kết thúc" in everything_there
    of_class = [refs(manager.get(f"/archive?kept={code}")) for code in ("mission_violation", "mission")]
    assert of_class[0] and of_class[1] and not of_class[0] & of_class[1]
    assert of_class[0] | of_class[1] == refs(manager.get("/archive"))


def test_the_work_ends_with_the_last_requirement_put_right_or_with_the_stop(app: Flask, desk: Desk) -> None:
    desk.end(LONG_AGO)
    with everything(app) as session:
        inspection = session.scalars(sa.select(Inspection).where(Inspection.ref == desk.ref)).one()
        assert queries.case_file(session, inspection, TODAY).ended == LONG_AGO
        remedy = session.scalars(sa.select(Remedy)).first()
        assert remedy is not None
        remedy.visit, remedy.closed_on = inspection.visits[0], LONG_AGO + timedelta(days=9)
        remedy.finding.visit = inspection.visits[0]
        session.flush()
        assert queries.case_file(session, inspection, TODAY).ended == LONG_AGO + timedelta(days=9)
        inspection.state = "in_progress"
        session.flush()
        assert queries.case_file(session, inspection, TODAY).ended is None


def test_what_the_police_keep_to_themselves_decides_nothing_that_the_department_reads(app: Flask, desk: Desk) -> None:
    with everything(app) as session:
        inspection = session.scalars(sa.select(Inspection).where(Inspection.ref == desk.ref)).one()
        visits = [visit.id for visit in inspection.visits]
        session.execute(sa.update(Finding).where(Finding.visit_id.in_(visits)).values(state="dismissed"))
        said = {
            "kind": "violation",
            "text": "riêng",
            "detected_on": LONG_AGO,
            "noted_by_id": person(session, "police.manager").id,
        }
        session.add(Finding(visit_id=visits[0], visit=inspection.visits[0], owner="POLICE", audience="own", **said))
    periods = {}
    for agency in ("DIC", "POLICE"):
        with seen_by(app, agency) as session:
            inspection = session.scalars(sa.select(Inspection).where(Inspection.ref == desk.ref)).one()
            held = queries.case_file(session, inspection, TODAY).held
            periods[agency] = held.period if held else ""
            rows = session.execute(queries.narrowed(queries.frame(), {"kept": "mission_violation"}, TODAY)).all()
            assert (desk.ref in {row[0].ref for row in rows}) == (agency == "POLICE")
    assert periods == {"DIC": "20 năm", "POLICE": "Vĩnh viễn"}
