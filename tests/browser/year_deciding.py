"""Knows how a plan is revised and how an inspection is decided, prepared and announced; knows no result."""

from datetime import date

from playwright.sync_api import Page

from tests.browser.year import People, beginning, fill, go, menu, pick, press, reads, today, unfold

POST_OFFICE = "Bưu điện xã Sông Măng"
CONTENT = "Việc khắc phục vi phạm về chất lượng dịch vụ bưu chính KT1"
TITLE = "Kiểm tra lại việc cung cấp dịch vụ bưu chính KT1 tại Bưu điện xã Sông Măng"
SIGNS = "Phản ánh của Ủy ban nhân dân xã về bưu gửi giao chậm, theo Công văn số 61/UBND-VP."
ITEMS = {"CL-01", "CL-07", "AN-01"}
"""Items of the department (CL-01, CL-07) and of the police (AN-01), all looked at during the visit itself."""
TEAM = {
    "Phạm Thị Thu Hà": "Trưởng đoàn",
    "Lê Minh Khôi": "Thành viên",
    "Nguyễn Hoàng Nam": "Thành viên",
}


def open_plan(page: Page) -> Page:
    """Opens the plan of this year."""
    menu(page, "Kế hoạch năm")
    go(page, f"Năm {date.today().year}")
    reads(page, f"Kế hoạch năm {date.today().year}")
    return page


def revise_the_plan(who: People) -> None:
    """The department's manager adds a line to the plan in force and asks for the police's opinion."""
    page = open_plan(who("dic.manager"))
    folded = unfold(page, "Điều chỉnh kế hoạch, lập phiên bản mới")
    fill(folded, {"Lý do điều chỉnh": "Có dấu hiệu vi phạm rõ ràng, cần kiểm tra lại trong năm."})
    press(folded, "Điều chỉnh kế hoạch")
    reads(page, "Đang điều chỉnh thành phiên bản")
    go(page, "Thêm cuộc kiểm tra")
    fill(page, {"Tìm đơn vị": "song mang"})
    press(page, "Tìm đơn vị")
    page.get_by_label(POST_OFFICE).check()
    fill(page, {"Nội dung": CONTENT})
    for title in ("Bên cung cấp – Chất lượng dịch vụ", "Bên cung cấp – An ninh, an toàn"):
        page.get_by_label(title).check()
    page.get_by_label("Quý IV", exact=True).check()
    pick(page, "Cơ quan chủ trì", "Sở KH&CN")
    press(page, "Lưu cuộc kiểm tra")
    reads(page, CONTENT)
    press(page, "Gửi lấy ý kiến Công an tỉnh")
    reads(page, "Đang lấy ý kiến")


def bring_the_plan_into_force(who: People) -> None:
    """The police agree, the Chairman approves, the department issues and sends; what nothing takes back is folded."""
    steps = (
        ("police.manager", "Thống nhất dự thảo", "Đã có ý kiến Công an tỉnh"),
        ("dic.manager", "Trình Chủ tịch Ủy ban nhân dân tỉnh", "Đã trình"),
        ("approver", "Phê duyệt kế hoạch", "Đã phê duyệt"),
        ("dic.manager", "Ban hành kế hoạch", "Đã ban hành"),
        ("dic.manager", "Gửi Thanh tra tỉnh", "Đã gửi Thanh tra tỉnh"),
    )
    for login, step, state in steps:
        page = open_plan(who(login))
        folded = page.locator("summary", has_text=beginning(step))
        if folded.count():
            folded.first.click()
        press(page, step)
        reads(page, state)


def draft_the_decision(who: People) -> str:
    """The inspector drafts the decision of the new line, with its team; returns the address of the decision."""
    page = who("dic.inspector")
    menu(page, "Cuộc kiểm tra")
    go(page, "Lập quyết định")
    page.get_by_label(CONTENT).check()
    fill(page, {"Ngày dự kiến bắt đầu": today()})
    press(page, "Lập dự thảo quyết định")
    reads(page, "Nội dung quyết định kiểm tra")
    year = date.today().year
    fill(
        page,
        {
            "Trích yếu (tên cuộc kiểm tra)": TITLE,
            "Nội dung kiểm tra": "Chất lượng dịch vụ; an ninh, an toàn bưu chính KT1.",
            "Phạm vi kiểm tra": "Tại Bưu điện xã Sông Măng.",
            "Thời kỳ kiểm tra từ ngày": f"01/01/{year}",
            "đến ngày": f"31/10/{year}",
            "Thời hạn kiểm tra": "5",
            "Dấu hiệu vi phạm rõ ràng là gì": SIGNS,
        },
    )
    page.get_by_label("Doanh nghiệp đã được kiểm tra trong năm nhưng có dấu hiệu").check()
    pick(page, "Người ký quyết định", "Trương Quang Vinh")
    press(page, "Lưu nội dung quyết định")
    reads(page, SIGNS)
    go(page, "Lập đoàn")
    for name, place in TEAM.items():
        page.get_by_role("combobox", name=name).select_option(place)
    press(page, "Lưu đoàn kiểm tra")
    reads(page, "Chưa cam kết không xung đột lợi ích")
    return page.url
