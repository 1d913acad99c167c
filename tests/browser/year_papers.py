"""Knows how the minutes of a visit and a notice come to be and are read in both formats; knows no finding."""

import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.year import People, fill, go, press, reads, today, unfold

REPRESENTATIVE = "Đặng Văn Phước"
OPINION = "Đơn vị thống nhất và sẽ bố trí người trực ngoài giờ từ tuần sau."
SECTIONS = {
    "Thời gian, địa điểm": {"Giờ bắt đầu": "08:00", "Giờ kết thúc": "11:30"},
    "Thông tin về đơn vị": {"Người đại diện theo pháp luật": f"Ông {REPRESENTATIVE}, Trưởng bưu cục", "Số người": "3"},
    "Phương pháp kiểm tra": {"Phương pháp": "Xem xét hồ sơ, đối chiếu dữ liệu định vị, kiểm tra tại chỗ."},
    "Nhận xét của đoàn": {"Ưu điểm": "Có văn bản phân công người chịu trách nhiệm."},
    "Ý kiến của đơn vị và bên liên quan": {"Ý kiến của đơn vị": OPINION},
}
"""Section of the page → what is typed into it."""


def fill_the_record(who: People, url: str) -> None:
    """The inspector writes what the minutes need beside the answers."""
    page = who.at("dic.inspector", url)
    go(page, "Thông tin lập biên bản")
    people = unfold(page, "Thêm người")
    fill(people, {"Họ và tên": REPRESENTATIVE, "Chức vụ, cơ quan": "Trưởng bưu cục"})
    press(people, "Thêm vào thành phần làm việc")
    reads(page, "Đại diện đơn vị ký biên bản")
    for title, typed in SECTIONS.items():
        section = page.get_by_role("region", name=title, exact=True)
        fill(section, typed)
        press(section, "Lưu")
        expect(section).to_contain_text("Đã lưu.")
    reads(page, "Đã đủ thông tin")


def open_papers(who: People, login: str, url: str, paper: str) -> Page:
    """Opens a paper of the visit at this address."""
    page = who.at(login, url)
    go(page, "Biên bản, văn bản")
    go(page, paper)
    expect(page.get_by_role("heading", level=1)).to_contain_text(paper)
    return page


def lock_the_minutes(who: People, url: str) -> Page:
    """The leader gives the minutes their number and locks them; returns his page of the minutes."""
    page = open_papers(who, "dic.manager", url, "Biên bản kiểm tra")
    press(unfold(page, "Cấp số"), "Cấp số")
    reads(page, "Số 01/BB-ĐKT")
    press(page, "Khóa nội dung để in và ký")
    reads(page, "Đã khóa nội dung")
    return page


def take(page: Page, button: str, folder: Path) -> Path:
    """Downloads a file by its button; returns where it lies."""
    with page.expect_download() as download:
        press(page, button)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def words_of(path: Path) -> str:
    """What a Word or PDF file says, each run of spaces as one."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            text = re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode().replace("</w:p>", " "))
    else:
        text = " ".join(page.extract_text() for page in PdfReader(path).pages)
    return re.sub(r"\s+", " ", text)


def sign_the_minutes(page: Page) -> None:
    """It is recorded that the minutes were signed."""
    folded = unfold(page, "Ghi nhận đã ký")
    fill(folded, {"Ngày ký": today(), "Người ký": REPRESENTATIVE})
    press(folded, "Ghi nhận đã ký")
    reads(page, "Văn bản đã ký")
