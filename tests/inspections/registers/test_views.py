"""Knows who enters reports, how they stand in the register, and what its file holds; knows no rule."""

import io
from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import parse_qsl

import openpyxl
import sqlalchemy as sa
from flask import Flask

from inspections.clock import today
from models.directory import Body
from models.events import Event
from models.inquiries import Inquiry
from models.papers import Paper
from models.reports import ReceivedReport
from tests.inspections.inspecting.cases import everything, make_visit, person
from tests.inspections.remedies.cases import PDF
from tests.support.client import Client, Page

SignIn = Callable[[str], Client]
LIST, NEW = "/registers/reports", "/registers/reports/new"


def post_of_province(app: Flask) -> str:
    """The reference of the body that reports once a year, of which the register has nothing yet."""
    with everything(app) as session:
        session.execute(sa.delete(ReceivedReport))
        found = (Body.kind == "provider", Body.level == "province", Body.enterprise_of.is_not(None))
        return str(session.scalars(sa.select(Body.ref).where(*found)).one())


def enter(client: Client, body: str, received_on: str, status: int = 303, **typed: object) -> Page:
    """Enters the yearly report of 2025 unless something else is typed."""
    said = {"kind": "yearly", "year": "2025", "body": body, "received_on": received_on}
    return client.post(NEW, status=status, **(said | typed))


def test_the_yearly_report_of_9_december_is_in_time_and_of_10_december_late(each_app: Flask) -> None:
    body, clerk = post_of_province(each_app), Client(each_app).sign_in("clerk")
    assert "chậm nhất 09/12/2025, theo điểm 5.đ Chỉ thị số 09/CT-UBND" in clerk.get(f"{LIST}?year=2025").text
    first = enter(clerk, body, "09/12/2025", number="125/BC-BĐVL").location or ""
    assert "Đúng hạn" in clerk.get(first).text
    assert "Sổ đã có báo cáo này" in enter(clerk, body, "10/12/2025", status=422).text
    assert "Cần ghi lý do" in clerk.post(f"{first}/withdraw", status=422, version="1").text
    clerk.post(f"{first}/withdraw", version="1", reason="Ghi nhầm ngày nhận")
    assert "Lý do: Ghi nhầm ngày nhận" in clerk.get(first).text
    assert "vừa được người khác thay đổi" in clerk.post(f"{first}/withdraw", 422, version="1", reason="x").text
    second = enter(clerk, body, "10/12/2025", scan=(io.BytesIO(PDF), "bao-cao.pdf")).location or ""
    page = clerk.get(second)
    assert "Muộn 01 ngày" in page.text
    assert clerk.get(f"{second}/scan").response.get_data() == PDF
    clerk.get(f"{first}/scan", status=404)
    listed = clerk.get(f"{LIST}?year=2025&standing=late").text
    assert "Muộn 01 ngày" in listed and "Đúng hạn" not in listed.split("Tổng 1 dòng")[0].rpartition("Ngày nhận")[2]
    with everything(each_app) as session:
        logged = session.scalars(sa.select(Event.content).where(Event.action == "report:withdraw")).all()
        assert logged and "Ghi nhầm" not in str(logged)


def test_a_day_to_come_and_a_wrong_year_are_refused_and_what_was_typed_stays(app: Flask, sign_in: SignIn) -> None:
    body, client = post_of_province(app), sign_in("dic.manager")
    refused = enter(client, body, "09/12/2199", status=422, note="giữ lại")
    assert "Ngày nhận chưa đến" in refused.text and "giữ lại" in refused.html
    assert "Năm ghi bốn chữ số" in enter(client, body, "09/12/2025", status=422, year="26").text
    assert "không có trong danh sách" in enter(client, body, "09/12/2025", status=422, kind="outline").text
    with everything(app) as session:
        assert not session.scalar(sa.select(sa.func.count()).select_from(ReceivedReport))


def noticed(app: Flask, report_by: str, **side: str) -> str:
    """The reference of a visit of March 2026 whose notice asks for a report."""
    with everything(app) as session:
        visit = make_visit(session, **side)
        paper = Paper(kind="visit_notice", visit=visit, inspection=visit.inspection, state="sent", title="Thông báo")
        paper.owner, paper.audience, paper.fields = visit.owner, visit.audience, {"report_by": report_by}
        session.add(paper)
        session.flush()
        return visit.ref


def test_a_report_before_a_visit_is_due_on_the_day_of_its_notice(each_app: Flask) -> None:
    ref, client = noticed(each_app, "ngày 12 tháng 3 năm 2026"), Client(each_app).sign_in("dic.inspector")
    waited = client.get(f"{LIST}?year=2026")
    days = (today_of(each_app) - date(2026, 3, 12)).days
    assert "chậm nhất 12/03/2026" in waited.text and f"Chưa nhận, quá hạn {days:02d} ngày" in waited.text
    assert f"/visits/{ref}/reports/new" in waited.html
    assert "Báo cáo theo đề cương: chậm nhất 12/03/2026." in client.get(f"/visits/{ref}/reports/new").text
    typed = {"kind": "outline", "received_on": "13/03/2026", "due_on": "20/03/2026"}
    one = client.post(f"/visits/{ref}/reports/new", **typed).location or ""
    assert "Muộn 01 ngày" in client.get(one).text
    assert f"/visits/{ref}/reports/new" not in client.get(f"{LIST}?year=2026").html


def today_of(app: Flask) -> date:
    with app.app_context():
        return today()


def test_a_self_check_answered_here_is_in_the_register_by_itself(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        by = person(session, "dic.inspector")
        given = {"kind": "self_check", "owner": "DIC", "sent_by_id": by.id, "visit": visit}
        given |= {"for_body_id": visit.body_id}
        answered = Inquiry(state="answered", due_on=date(2026, 3, 10), answered_on=date(2026, 3, 11), **given)
        session.add_all([answered, Inquiry(due_on=date(2026, 3, 9), **given)])
        session.flush()
        ref = answered.ref
    page = Client(each_app).sign_in("clerk").get(f"{LIST}?year=2026&kind=self_check&standing=late")
    assert f"/inquiries/{ref}" in page.html and "Muộn 01 ngày" in page.text
    assert "chậm nhất 09/03/2026" in page.text and "Chưa nhận, quá hạn" in page.text


def test_what_the_police_receive_is_theirs_and_nobody_withdraws_the_others(each_app: Flask) -> None:
    body = post_of_province(each_app)
    police, clerk = (Client(each_app).sign_in(login) for login in ("police.inspector", "clerk"))
    own = enter(police, body, "08/12/2025", note="chỉ công an").location or ""
    clerk.get(own, status=404)
    clerk.post(f"{own}/withdraw", status=404, version="1", reason="x")
    page = clerk.get(f"{LIST}?year=2025")
    assert "chỉ công an" not in page.text and "Chưa nhận, quá hạn" in page.text
    joint = enter(clerk, body, "09/12/2025").location or ""
    assert police.get(joint).text and own in police.get(f"{LIST}?year=2025").html
    police.post(f"{joint}/withdraw", status=403, version="1", reason="x")


def test_a_visit_of_the_polices_own_is_waited_for_and_entered_by_them_alone(app: Flask, sign_in: SignIn) -> None:
    ref = noticed(app, "10/03/2026", owner="POLICE", audience="own")
    assert ref not in sign_in("clerk").get(f"{LIST}?year=2026").html
    sign_in("clerk").get(f"/visits/{ref}/reports/new", status=404)
    assert ref in sign_in("police.manager").get(f"{LIST}?year=2026").html


def test_each_register_is_one_file_with_days_as_days(app: Flask, sign_in: SignIn) -> None:
    body, client = post_of_province(app), sign_in("clerk")
    enter(client, body, "09/12/2025", number="=1+1")
    page = client.get("/registers?year=2025")
    shown = {str(one.get("value")) for one in page.all("input", name="shown")}
    [asked] = [one for one in shown if ("column", "standing") in parse_qsl(one)]
    answer = client.post("/lists/reports/export", 200, shown=asked, kind="xlsx").response
    book = openpyxl.load_workbook(io.BytesIO(answer.get_data()))["Danh sách"]
    head, row = ([cell.value for cell in line] for line in book.iter_rows(max_row=2))
    held = dict(zip(head, row, strict=True))
    assert (held["Hạn gửi"], held["Ngày nhận"]) == (datetime(2025, 12, 9), datetime(2025, 12, 9))
    assert held["Số, ký hiệu"] == "=1+1" and held["Thời hạn"] == "Đúng hạn"
    assert book.freeze_panes == "A2" and book.max_row == 2
    assert {cell.data_type for line in book.iter_rows() for cell in line} <= {"s", "inlineStr", "d", "n"}


def test_the_counts_of_the_registers_are_those_of_their_lists(app: Flask, sign_in: SignIn) -> None:
    for login in ("clerk", "police.manager"):
        client = sign_in(login)
        year = today_of(app).year
        page = client.get(f"/registers?year={year}")
        assert len(page.all("tr")) == 5
        for link in page.all("a"):
            address = str(link.get("href"))
            if f"?year={year}" in address and "reports" not in address:
                count = client.get(address).text.rpartition("Tổng ")[2].partition(" dòng")[0]
                assert f" {count} Tải .xlsx" in page.text
