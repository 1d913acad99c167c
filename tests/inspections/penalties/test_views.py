"""Knows what the pages of penalties show to whom, and what their forms do; knows no rule."""

import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from models.findings import Finding
from models.penalties import Receipt
from tests.inspections.findings import cases as finding_cases
from tests.inspections.findings.cases import POLICE_NOTED
from tests.inspections.inspecting.cases import everything
from tests.inspections.penalties import cases
from tests.inspections.penalties.test_queries import earlier
from tests.inspections.remedies.cases import PDF
from tests.support.client import Client, Page

SignIn = Callable[[str], Client]


def made(app: Flask, make: Callable[..., Finding], **given: object) -> tuple[str, str]:
    """The address of a violation's handling, and the day of its detection as it is typed."""
    with everything(app) as session:
        finding = make(session, **given)
        return f"/findings/{finding.ref}/penalty", finding.detected_on.strftime("%d/%m/%Y")


def send(client: Client, url: str, action: str, status: int = 303, **typed: object) -> Page:
    """Sends a form of the page as it stands, with this typed."""
    form = client.get(url).form(f"{url}{action}")
    filled = {name: values for name, values in form.items() if name != "csrf_token"}
    return client.post(f"{url}{action}", status=status, **(filled | typed))


def actions_of(page: Page, url: str) -> set[str]:
    return {str(form.get("action")).removeprefix(url) for form in page.forms() if url in str(form.get("action"))}


def test_the_page_shows_band_range_period_and_deadlines(app: Flask, sign_in: SignIn) -> None:
    url, _day = made(app, cases.noted)
    text = sign_in("dic.inspector").get(url).text
    assert "7.000.000 – 10.000.000 đồng; mức trung bình 8.500.000 đồng" in text
    assert "8.500.000 đồng (giảm nhẹ 0, tăng nặng 0)" in text
    assert "Thời hiệu xử phạtcòn" in text and "ngày cuối cùng" in text
    assert "02 ngày làm việc" in text and "Lập biên bản vi phạm hành chính" in text
    assert "Giám đốc Sở Khoa học và Công nghệ; Chi cục trưởng" in text
    assert "cần xác minh trước khi viện dẫn" in text


def test_circumstances_office_and_fine_are_prepared_on_the_page(app: Flask, sign_in: SignIn) -> None:
    url, _day = made(app, cases.noted)
    client = sign_in("dic.inspector")
    assert "Cần ghi rõ căn cứ." in send(client, url, "/circumstances", status=422, code="G2").text
    send(client, url, "/circumstances", code="G2", note="Thành khẩn trong biên bản.")
    text = client.get(url).text
    assert "7.000.000 – 8.500.000 đồng (giảm nhẹ 1, tăng nặng 0)" in text and "Thành khẩn trong biên bản." in text
    leader = send(client, url, "/proposal", status=422, office="team_leader", fine="8.000.000")
    assert "Người có thẩm quyền: Giám đốc Sở Khoa học và Công nghệ" in leader.text and "8.000.000" in leader.html
    outside = send(client, url, "/proposal", status=422, office="dic_director", fine="9.000.000")
    assert "Mức đề xuất phải là 7.000.000 – 8.500.000 đồng" in outside.text
    send(client, url, "/proposal", office="dic_director", fine="8.000.000")
    assert "Mức đề xuất8.000.000 đồng" in client.get(url).text
    send(client, url, "/circumstances/remove")
    assert "(giảm nhẹ 0, tăng nặng 0)" in client.get(url).text


def test_the_course_is_changed_and_a_day_that_contradicts_is_kept_as_typed(app: Flask, sign_in: SignIn) -> None:
    url, _day = made(app, cases.recorded)
    client = sign_in("dic.inspector")
    wrong = send(client, url, "/course", status=422, expertise_on="01/01/2020")
    assert "Ngày của văn bản" in wrong.text and "01/01/2020" in wrong.html
    send(client, url, "/course", pace="complex")
    assert "02 tháng" in client.get(url).text


def test_the_clerk_follows_the_payment_to_its_end(app: Flask, sign_in: SignIn) -> None:
    url, day = made(app, cases.decided)
    clerk = sign_in("clerk")
    assert actions_of(clerk.get(url), url) == {"/sending", "/receipts", "/scans"}
    send(clerk, url, "/sending", sent_on=day, received_on=day)
    too_much = send(clerk, url, "/receipts", status=422, number="BL-1", day=day, amount="8.500.001")
    assert "vượt số còn phải nộp (8.500.000 đồng)" in too_much.text
    for typed in ("-5", "abc", "1,5", "0"):
        assert (
            "Phải là số tiền đồng"
            in send(clerk, url, "/receipts", status=422, number="BL-1", day=day, amount=typed).text
        )
    send(clerk, url, "/receipts", number="BL-1", day=day, amount="3.000.000")
    text = clerk.get(url).text
    assert "Còn phải nộp5.500.000 đồng" in text and "Đã nộp một phần" in text
    send(clerk, url, "/receipts/void", reason="Ghi nhầm.")
    assert "không tính: Ghi nhầm." in clerk.get(url).text and "Còn phải nộp8.500.000 đồng" in clerk.get(url).text
    send(clerk, url, "/receipts", number="BL-1", day=day, amount="8.500.000")
    done = clerk.get(url)
    assert "Đã nộp đủ" in done.text and "/receipts" not in actions_of(done, url)


def test_decision_and_receipt_may_carry_a_scan(app: Flask, sign_in: SignIn) -> None:
    url, day = made(app, cases.decided)
    clerk = sign_in("clerk")
    send(clerk, url, "/receipts", number="BL-1", day=day, amount="3.000.000")
    assert "Chưa chọn tệp nào." in send(clerk, url, "/scans", status=422).text
    wrong = (io.BytesIO(b"no paper"), "a.pdf")
    assert "không phải PDF, JPG" in send(clerk, url, "/scans", status=422, scan=wrong).text
    with everything(app) as session:
        receipt = session.scalars(sa.select(Receipt.ref)).one()
    for about, name in (("", "quyet-dinh.pdf"), (receipt, "bien-lai.pdf")):
        send(clerk, url, "/scans", about=about, scan=(io.BytesIO(PDF), name))
    page = clerk.get(url)
    assert "Bản quét quyết định: quyet-dinh.pdf" in page.text and "Bản quét biên lai số BL-1: bien-lai.pdf" in page.text
    assert "đã được lưu" in send(clerk, url, "/scans", status=422, about="", scan=(io.BytesIO(PDF), "x.pdf")).text
    file = next(link for link in page.links() if link.startswith("/penalty-files/"))
    with sign_in("dic.inspector").http.get(file) as kept:
        assert kept.get_data() == PDF and kept.headers["Content-Disposition"].startswith("attachment")
    sign_in("body").get(file, status=404)


def test_a_reminder_is_offered_only_after_the_period(app: Flask, sign_in: SignIn) -> None:
    url, _day = made(app, cases.noted)
    client = sign_in("dic.inspector")
    assert "/reminder" not in actions_of(client.get(url), url)
    with everything(app) as session:
        finding = finding_cases.the(session, url.split("/")[2])
        finding.detected_on = cases.after(finding, -366)
    page = client.get(url)
    assert "chỉ nhắc nhở" in page.text and "/proposal" not in actions_of(page, url)
    send(client, url, "/reminder", day="20/11/2026", text="Nhắc nhở bằng văn bản.")
    assert "Đã nhắc nhở ngày 20/11/2026" in client.get(url).text


def test_who_may_not_prepare_or_follow_reads_and_is_refused(app: Flask, sign_in: SignIn) -> None:
    url, day = made(app, cases.decided)
    police = sign_in("police.inspector")
    assert not actions_of(police.get(url), url)
    for action in ("circumstances", "circumstances/remove", "proposal", "course", "reminder", "sending", "receipts"):
        police.post(f"{url}/{action}", status=403, version="1")
    police.post(f"{url}/receipts/void", status=403, version="1")
    for action in ("circumstances", "proposal", "course", "reminder"):
        sign_in("clerk").post(f"{url}/{action}", status=403, version="1")
    for who in ("body", "auditor", "approver", "admin"):
        sign_in(who).get(url, status=404)
        sign_in(who).get("/penalties", status=403)
    assert day


def test_what_the_police_keep_answers_404_and_is_in_no_list(app: Flask, sign_in: SignIn) -> None:
    url, _day = made(app, finding_cases.violation, code=POLICE_NOTED, login="police.inspector", act="BC-12.2b")
    ref = url.split("/")[2]
    sign_in("dic.inspector").get(url, status=404)
    assert ref not in sign_in("dic.inspector").get("/penalties").html
    assert ref in sign_in("police.inspector").get("/penalties").html


def test_a_shortcoming_has_no_such_page(app: Flask, sign_in: SignIn) -> None:
    url, _day = made(app, finding_cases.noted)
    client = sign_in("dic.inspector")
    client.get(url, status=404)
    client.post(f"{url}/proposal", status=404, version="1")
    client.post(f"{url}/course", status=404, version="1")


def test_the_list_is_narrowed_by_stage_and_adds_its_fines_up(app: Flask, sign_in: SignIn) -> None:
    url, _day = made(app, cases.decided)
    client, link = sign_in("dic.inspector"), url
    page = client.get("/penalties?stage=decided")
    assert link in page.links() and "Tiền phạt đã quyết định: 8.500.000 đồng" in page.text
    assert link not in client.get("/penalties?stage=recorded").links()
    assert "Không có hành vi nào như vậy." in client.get("/penalties?stage=paid").text
    assert client.get("/penalties?stage=nonsense&year=x").links() >= {link}


def test_the_finding_shows_the_last_day_beside_its_step_and_leads_to_its_handling(app: Flask, sign_in: SignIn) -> None:
    url, _day = made(app, cases.recorded)
    page = sign_in("dic.inspector").get(url.removesuffix("/penalty"))
    assert url in page.links()
    assert "Ghi nhận quyết định xử phạt: 07 ngày làm việc, ngày cuối cùng" in page.text


def test_an_earlier_violation_is_hinted_with_a_link(app: Flask, sign_in: SignIn) -> None:
    url, _day = made(app, cases.noted)
    assert "Tái phạm?" not in sign_in("dic.inspector").get(url).text
    with everything(app) as session:
        finding = finding_cases.the(session, url.split("/")[2])
        ref = earlier(session, finding, cases.after(finding, -30), key=finding.visit.body.key or "").ref
    page = sign_in("dic.inspector").get(url)
    assert "Tái phạm?" in page.text and f"/findings/{ref}" in page.links()


@pytest.mark.parametrize("action", ["/circumstances", "/proposal", "/course"])
def test_who_saw_an_older_state_is_refused(app: Flask, sign_in: SignIn, action: str) -> None:
    url, _day = made(app, cases.noted)
    client = sign_in("dic.inspector")
    form = {name: value for name, value in client.get(url).form(f"{url}{action}").items() if name != "csrf_token"}
    send(client, url, "/circumstances", code="T1", note="Có tổ chức.")
    typed = {"code": "G2", "note": "Có.", "office": "dic_director"}
    page = client.post(f"{url}{action}", status=422, **(form | {key: typed[key] for key in typed if key in form}))
    assert "vừa được người khác thay đổi" in page.text
