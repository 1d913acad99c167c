"""Knows how a visit ends: its notice, what the body puts right, the end, and the effect; knows no answer."""

import io
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import FilePayload, expect

from app import create_app
from models import db
from models.findings import Remedy
from tests.browser.year import People, content, fill, go, press, reads, today, unfold
from tests.browser.year_papers import open_papers
from tests.inspections.inspecting.cases import everything

NOTICE = "Thông báo kết quả kiểm tra"
NUMBER = "412/TB-SKHCN"
EFFECT = "Đánh giá hiệu quả khắc phục"
DONE = "Đã lập lịch trực, bố trí người trực ngoài giờ và niêm yết số điện thoại trực."


def confirm_the_finding(who: People, finding: str) -> None:
    """The manager confirms the finding at this address."""
    page = who.at("dic.manager", finding)
    press(page, "Thống nhất ghi nhận")
    reads(page, "Đã thống nhất")


def notify_the_results(who: People, url: str) -> None:
    """The inspector draws up and locks the notice; the clerk records number, day and that it was sent."""
    page = who.at("dic.inspector", url)
    go(page, "Biên bản, văn bản")
    press(page, "Lập thông báo kết quả kiểm tra")
    expect(page.get_by_role("heading", level=1)).to_contain_text(NOTICE)
    go(page, "Soạn nội dung văn bản")
    fill(page, {"Họ tên người ký": "Trương Quang Vinh"})
    press(page, "Lưu nội dung")
    press(page, "Khóa nội dung để trình ký")
    reads(page, "Đã khóa nội dung")
    page = open_papers(who, "clerk", url, NOTICE)
    folded = unfold(page, "Ghi nhận đã ký, số và ngày")
    fill(folded, {"Số, ký hiệu": NUMBER, "Ngày ký": today(), "Người ký": "Trương Quang Vinh"})
    press(folded, "Ghi nhận đã ký, số và ngày")
    reads(page, f"Số {NUMBER}")
    folded = unfold(page, "Ghi nhận đã gửi")
    fill(folded, {"Ngày gửi": today()})
    press(folded, "Ghi nhận đã gửi")
    reads(page, "Đã phát hành")


def require_a_remedy(who: People, finding: str) -> str:
    """The inspector makes a requirement of the finding and sends it to the body; returns its address."""
    page = who.at("dic.inspector", finding)
    go(page, "Lập yêu cầu khắc phục")
    press(page, "Lưu yêu cầu")
    go(page, "Thêm việc phải làm")
    fill(
        page,
        {
            "Việc phải làm": "Lập lịch trực; bố trí người trực.",
            "Người thực hiện của đơn vị": "Lê Thị Hoa",
            "Chức vụ": "Trưởng bưu cục",
        },
    )
    press(page, "Lưu việc phải làm")
    press(page, "Gửi yêu cầu cho đơn vị")
    reads(page, "Chưa thực hiện")
    return page.url


def photo() -> FilePayload:
    """A photo as a tablet takes it."""
    file = io.BytesIO()
    Image.new("RGB", (1600, 1200), "teal").save(file, "JPEG")
    return {"name": "lịch trực.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def report_as_the_body(who: People, url: str, requirement: str) -> None:
    """The body finds the requirement on its first page and reports with a photo."""
    page = who("body")
    go(page, requirement)
    go(page, "Báo cáo kết quả khắc phục")
    fill(page, {"Kết quả đã thực hiện": DONE})
    page.get_by_label("Lập lịch trực").check()
    page.get_by_label("Ảnh, tệp PDF chứng minh").set_input_files(photo())
    press(page, "Gửi báo cáo")
    reads(page, "Đơn vị đã báo cáo")
    expect(page).to_have_url(url)


def accept_the_report(who: People, url: str) -> None:
    """The manager, who reported nothing, verifies the report; its effect is judged only after its days."""
    page = who.at("dic.manager", url)
    step = "Xác nhận kết quả khắc phục"
    folded = unfold(page, step)
    fill(folded, {"Kết quả kiểm tra, xác nhận": "Đã kiểm tra tại chỗ, có người trực ngoài giờ."})
    press(folded, step)
    reads(page, f"{step}: đã ghi nhận")
    reads(page, "Đã xác nhận")
    reads(page, "mới đánh giá được hiệu quả")


def close_the_case(who: People, finding: str, url: str) -> None:
    """The manager closes the finding and the visit."""
    page = who.at("dic.manager", finding)
    press(page, "Kết thúc")
    reads(page, "Đã kết thúc")
    page.goto(url)
    go(page, "Kết thúc, lưu hồ sơ")
    press(page, "Kết thúc, lưu hồ sơ")
    reads(page, "Đã kết thúc, lưu hồ sơ")


def let_the_days_pass(instance: Path, url: str) -> None:
    """As many days pass as there are until the effect may be judged: what is stored of the requirement grows as old."""
    app = create_app({"INSTANCE": str(instance), "TESTING": True})
    with everything(app) as session:
        remedy = session.scalars(sa.select(Remedy).where(Remedy.ref == url.rpartition("/")[2])).one()
        assert remedy.effect_due_on and remedy.closed_on
        days = remedy.effect_due_on - remedy.closed_on
        assert days > timedelta(0)
        remedy.effect_due_on, remedy.closed_on = remedy.closed_on, remedy.closed_on - days
    with app.app_context():
        db.engine.dispose()


def judge_the_effect(who: People, url: str, requirement: str) -> None:
    """The manager, who did none of it, finds on the first page that the effect is to be judged, and judges it."""
    page = who("dic.manager")
    content(page).get_by_role("listitem").filter(has_text=EFFECT).filter(has_text=requirement).get_by_role(
        "link"
    ).click()
    expect(page).to_have_url(url)
    step = "Ghi nhận có hiệu quả"
    folded = unfold(page, step)
    fill(
        folded,
        {"Điểm hiệu quả": "90", "Nhận xét về hiệu quả": "Qua 30 ngày không còn ca trống; đã niêm yết."},
    )
    press(folded, step)
    reads(page, f"{step}: đã ghi nhận")
    reads(page, "90")
    expect(content(page).locator(".page-head")).to_contain_text("Có hiệu quả")
