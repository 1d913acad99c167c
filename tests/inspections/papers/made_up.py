"""Knows how to make facts of a visit that nobody made; knows no database and no format."""

from datetime import date
from typing import Any

from inspections.papers.facts.visit import (
    Agency,
    Chapter,
    Conduct,
    Document,
    Finding,
    Item,
    Order,
    Person,
    Picture,
    Result,
    Section,
    VisitFacts,
)

DAY = date(2026, 11, 13)
LONG_NAME = "Trung tâm Khai thác, Vận chuyển và Kiểm soát chất lượng bưu gửi phục vụ cơ quan Đảng, Nhà nước khu vực"
TEAM = (
    Person("Bà", "Phạm Thị Thu Hà", "Phó Giám đốc Sở", agency="DIC", role="lead"),
    Person("Ông", "Võ Thanh Tùng", "Trưởng phòng An ninh", rank="Thượng tá", agency="POLICE", role="deputy"),
    Person("Bà", "Ngô Thị Bích Trâm", "Chuyên viên Phòng Bưu chính", agency="DIC", role="secretary"),
)
ATTENDEES = (
    Person("Ông", "Mai Thanh Phong", "Giám đốc Bưu điện phường", authority="Giấy ủy quyền số 77/UQ-BĐVL"),
    Person("Bà", "Đỗ Thị Cẩm Tú", "Giao dịch viên"),
)
TYPED = {
    "place": "Bưu điện phường Cổ Chiên, khóm 2",
    "began_at": "08:05",
    "ended_at": "16:45",
    "copies": 3,
    "opinion": "Đơn vị thống nhất với kết quả kiểm tra.",
    "strengths": "Bố trí đủ người.",
    "shortcomings": "Niêm yết giá cước còn thiếu.",
    "requirements": "Duy trì niêm yết giá cước.\nGhi đầy đủ sổ ra vào.",
}
AGENCIES = {
    "DIC": Agency("Sở Khoa học và Công nghệ", "Ủy ban nhân dân tỉnh Vĩnh Long", "SKHCN"),
    "POLICE": Agency("Công an tỉnh Vĩnh Long", "Bộ Công an", "CAT", "PA03"),
    "UBND": Agency("Ủy ban nhân dân tỉnh Vĩnh Long", "", "UBND"),
}
ORDER = Order(
    title="Kiểm tra việc cung cấp dịch vụ bưu chính KT1",
    number="248/QĐ-SKHCN",
    decided_on=date(2026, 10, 26),
    issuer="Giám đốc Sở Khoa học và Công nghệ tỉnh Vĩnh Long",
    plan_number="01/KH-ĐKT",
    plan_on=date(2026, 10, 29),
    plan_approval="253/QĐ-SKHCN",
    plan_approved_on=date(2026, 10, 30),
    period_from=date(2026, 1, 1),
    period_to=date(2026, 10, 25),
    content="việc chấp nhận, phát, đối soát và niêm yết dịch vụ bưu chính KT1",
    days=10,
)
CONDUCT = Conduct("Điều 9 Nghị định số 217/2025/NĐ-CP", ("Giải trình", "Khiếu nại"), ("Chấp hành quyết định kiểm tra",))
VIOLATION = Finding(
    "violation",
    "03 phiếu gửi không đóng dấu ngày.",
    duty="khoản 2 Điều 8 Luật Bưu chính",
    requirement="Đóng dấu ngày trên mọi phiếu gửi.",
    due_on=date(2026, 12, 15),
    act="khoản 2 Điều 9 Nghị định số 174/2026/NĐ-CP",
    ended_on=date(2026, 10, 18),
    detected_on=DAY,
)


def item(number: int, state: str = "pass", **held: Any) -> Item:
    """An item of the department with one answer."""
    words = {"pass": "Đạt", "fail": "Chưa đạt", "recorded": "Đã ghi nhận", "unchecked": "Chưa kiểm tra"}
    result = Result("DIC", state, words[state], **held)
    return Item(f"CL-{number:02d}", f"Nội dung kiểm tra thứ {number} của đơn vị", (result,))


def items(count: int) -> tuple[Item, ...]:
    """So many items: every third failed with a note, the others passed with or without a figure."""
    return tuple(
        item(number, "fail", note=f"Ghi chú thứ {number}.")
        if number % 3 == 0
        else item(number, seen=f"Đã xem {number} phiếu" if number % 2 else "")
        for number in range(1, count + 1)
    )


def pictures(count: int) -> tuple[Picture, ...]:
    """So many photos; their files are named by these hashes."""
    return tuple(
        Picture(n, f"{n:02d}" + "ab" * 31, 1600, 1200, f"Ảnh chụp thứ {n}", "10:20 13/11/2026", f"CL-{n:02d}")
        for n in range(1, count + 1)
    )


def visit_facts(count: int = 3, **changed: Any) -> VisitFacts:
    """The facts of a visit with so many items."""
    given: dict[str, Any] = {
        "kind": "inspection",
        "body": "Bưu điện phường Cổ Chiên",
        "body_kind": "provider",
        "place": "khóm 2, phường Cổ Chiên, tỉnh Vĩnh Long",
        "enterprise": "Bưu điện tỉnh Vĩnh Long",
        "day": DAY,
        "today": date(2026, 12, 20),
        "agreement": "",
        "province": "tỉnh Vĩnh Long",
        "city": "Vĩnh Long",
        "owner": "DIC",
        "agencies": AGENCIES,
        "order": ORDER,
        "team": TEAM,
        "attendees": ATTENDEES,
        "others": (),
        "witnesses": (),
        "chapters": (Chapter("Chất lượng dịch vụ", "DIC", (Section("Chấp nhận bưu gửi", items(count)),)),),
        "findings": (),
        "earlier": (),
        "documents": (Document("Báo cáo theo đề cương", "15/BC-BĐCC", date(2026, 11, 9), True, ""),),
        "pictures": (),
        "number": "02/BB-ĐKT",
        "minutes_number": "02/BB-ĐKT",
        "minutes_on": DAY,
        "conduct": CONDUCT,
        "typed": TYPED,
    }
    return VisitFacts(**given | changed)
