"""Knows what those read who take no part in a case: the overview, the search, the log, the accounts."""

from playwright.sync_api import expect

from tests.browser.year import PATIENCE, People, fill, go, menu, press, reads
from tests.browser.year_preparing import DECISION


def read_the_overview(who: People, finding: str) -> None:
    """The police's manager opens the list behind a number, and the finding is in it."""
    page = who("police.manager")
    menu(page, "Tổng quan")
    reads(page, "Mỗi con số mở danh sách của nó")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Đã kết thúc"))
    go(row, "tồn tại, hạn chế")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tồn tại, vi phạm")
    reads(page, finding)


def search_without_accents(who: People, title: str) -> None:
    """The police's manager finds the inspection by words typed without accents."""
    page = who("police.manager")
    menu(page, "Tìm kiếm")
    fill(page, {"Từ cần tìm": "kiem tra lai song mang"})
    press(page, "Tìm")
    go(page, title)
    reads(page, DECISION)


def verify_the_log(who: People) -> None:
    """The auditor verifies the log of all that was done."""
    page = who("auditor")
    menu(page, "Nhật ký hệ thống")
    go(page, "Kiểm chứng nhật ký")
    reads(page, "Nhật ký còn nguyên vẹn")


def administer_without_seeing_cases(who: People, addresses: tuple[str, ...]) -> None:
    """The administrator finds no page of a case, but the accounts."""
    page = who("admin")
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None and answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang", timeout=PATIENCE)
    page.goto(who.address)
    menu(page, "Tài khoản người dùng")
    reads(page, "Huỳnh Ngọc Ánh")
