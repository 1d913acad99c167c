"""Knows how a decided inspection is prepared and announced; knows no result."""

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.people import choose
from tests.browser.year import People, fill, go, press, reads, today, unfold

ITEMS = {"CL-01", "CL-07", "AN-01"}
"""Items of the department (CL-01, CL-07) and of the police (AN-01), all looked at during the visit itself."""
TEAM = ("dic.manager", "dic.inspector", "police.inspector")
DECISION = "290/QĐ-SKHCN"
SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def record(page: Page, step: str, kind: str, number: str, signer: str) -> None:
    """The clerk records a step from the paper that was signed for it, with its scan."""
    folded = unfold(page, f"Ghi nhận văn bản đã ký: {step}")
    fill(folded, {"Loại văn bản": kind, "Số, ký hiệu": number, "Ngày ký": today(), "Người ký": signer})
    scan: FilePayload = {"name": "văn bản.pdf", "mimeType": "application/pdf", "buffer": SCAN}
    folded.get_by_label("Bản quét").set_input_files(scan)
    press(folded, "Ghi nhận văn bản")
    reads(page, number)


def record_the_letter_and_the_decision(who: People, url: str) -> None:
    """The clerk records the police's letter; the inspector says why anyway; the clerk records the signed decision."""
    page = who.at("clerk", url)
    record(page, "công văn cử cán bộ", "Công văn", "1600/CAT-PA03", "Ông Võ Thanh Tùng, Trưởng phòng")
    page = who.at("dic.inspector", url)
    folded = unfold(page, "Ghi lý do vẫn tiến hành")
    fill(folded, {"Lý do vẫn tiến hành": "Kiểm tra lại nội dung có dấu hiệu vi phạm."})
    press(folded, "Ghi lý do vẫn tiến hành")
    reads(page, "Đã ghi lý do vẫn tiến hành.")
    page = who.at("clerk", url)
    record(page, "quyết định kiểm tra", "Quyết định", DECISION, "Ông Trương Quang Vinh, Giám đốc Sở")
    reads(page, "Đã ban hành quyết định")


def write_the_working_plan(who: People, url: str) -> None:
    """The leader writes the nine items and each member's duty; all declare; the clerk records the approval."""
    page = who.at("dic.manager", url)
    go(page, "Lập kế hoạch")
    reads(page, "Phân công từng thành viên")
    fill(page, {"Số, ký hiệu kế hoạch": "01/KH-ĐKT", "Ngày của kế hoạch": today()})
    for box in page.get_by_role("main").locator("textarea").all():
        box.fill("Theo quyết định kiểm tra.")
    press(page, "Lưu kế hoạch tiến hành")
    reads(page, "01/KH-ĐKT")
    for login in TEAM:
        page = who.at(login, url)
        press(page, "Tôi cam kết")
        expect(page.get_by_role("button", name="Tôi cam kết")).to_have_count(0)
    page = who.at("clerk", url)
    approval = ("Quyết định", "291/QĐ-SKHCN", "Ông Trương Quang Vinh, Giám đốc Sở")
    record(page, "văn bản phê duyệt kế hoạch tiến hành", *approval)
    reads(page, "Đã phê duyệt kế hoạch tiến hành")


def announce(who: People, url: str, body: str) -> str:
    """The leader chooses items of both agencies and announces the decision; returns the address of the visit."""
    page = who.at("dic.manager", url)
    go(page, body)
    go(page, "Chọn nội dung kiểm tra")
    choose(page, ITEMS)
    reads(page, "Công bố quyết định")
    go(page, "Công bố quyết định")
    press(page, "Công bố quyết định")
    reads(page, "Quyết định đã công bố")
    return page.url
