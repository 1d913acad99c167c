"""Makes up visits from a seed: long names, many pages, refusals, photos, every kind of paper; it knows no database."""

import hashlib
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from PIL import Image

from inspections.papers.content import Content, Stamp, photos
from inspections.papers.facts.visit import (
    Agency,
    Chapter,
    Conduct,
    Document,
    Earlier,
    Finding,
    Item,
    Late,
    Order,
    Person,
    Picture,
    Result,
    Section,
    VisitFacts,
)
from inspections.papers.layout import docx, pdf
from inspections.papers.registry import KINDS

BODIES = (
    "Bưu điện xã Ô",
    "Bưu điện phường Cổ Chiên",
    "Bưu cục khai thác KT1 thành phố - Trung tâm Khai thác vùng số 5",
    "Trung tâm Khai thác, Vận chuyển và Kiểm soát chất lượng bưu gửi phục vụ cơ quan Đảng, Nhà nước khu vực",
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Long Thới Đông, huyện Cù Lao Giêng (trước sắp xếp)",
)
OWNERS = (
    Agency("Sở Khoa học và Công nghệ", "Ủy ban nhân dân tỉnh Vĩnh Long", "SKHCN", "BCVT"),
    Agency(
        "Sở Thông tin, Truyền thông, Khoa học và Chuyển đổi số quốc gia",
        "Ủy ban nhân dân thành phố trực thuộc Trung ương Sông Tiền - Sông Hậu",
        "STTTTKHCĐS",
        "BCVT",
    ),
)
NAMES = ("Võ Ân", "Phạm Thị Thu Hà", "Nguyễn Hoàng Nam", "Công Tằng Tôn Nữ Huyền Trân Bảo Quỳnh", "Đỗ Thị Cẩm Tú")
WORDS = (
    "đơn vị chưa đóng dấu ngày trên phiếu gửi",
    "sổ ghi người ra vào khu vực khai thác ghi không đầy đủ",
    "giá cước 15.000.000 đồng chưa niêm yết “công khai”",
    "túi thư số hiệu A/12-#7 *nguyên* vẹn, niêm phong _đúng_ quy định",
    "tỷ lệ 96,7% bưu gửi bảo đảm thời gian toàn trình",
    "việc bảo vệ bí mật nhà nước được phổ biến tại nơi làm việc",
    "ghi chú @người trực: $không$ có <thẻ> & ký hiệu lạ",
)
STATES = {"pass": "Đạt", "fail": "Chưa đạt", "not_applicable": "Không áp dụng", "recorded": "Đã ghi nhận"}
LARGEST, MANY_PHOTOS = 120, 60
OF_VISITS = [kind.code for kind in KINDS.values() if kind.of == "visit" and not kind.finding_step]
"""The kinds of paper that are composed from the facts of a visit alone."""


@dataclass(frozen=True)
class Case:
    """A generated paper: what it says and both its files, rendered once."""

    kind: str
    content: Content
    stamp: Stamp
    docx: bytes
    pdf: bytes
    pages: int


@cache
def _jpeg(size: tuple[int, int]) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, (90, 120, 150)).save(held, "JPEG", quality=40)
    return held.getvalue()


def render(kind: str, content: Content, draft: bool = True) -> Case:
    """Both files of a content."""
    stamp = (
        Stamp(("DỰ THẢO", "DỮ LIỆU TRÌNH DIỄN"), ()) if draft else Stamp((), ("Mã kiểm tra: abc", "Nhật ký: dòng 9"))
    )
    pictures = {one.sha256: _jpeg((one.width // 40, one.height // 40)) for one in photos(content)}
    as_pdf, pages = pdf.render(content, stamp, pictures)
    return Case(kind, content, stamp, docx.render(content, stamp, pictures, pages), as_pdf, pages)


def case(seed: int) -> Case:
    """A paper of a kind that follows from the seed, about a visit that follows from it too."""
    kind = OF_VISITS[seed % len(OF_VISITS)]
    return render(kind, KINDS[kind].compose(facts(seed, kind)), draft=seed % 3 != 0)


def facts(seed: int, kind: str) -> VisitFacts:
    """A made-up visit; some are large, some have 60 photos, in some the body did not sign."""
    luck = random.Random(seed)
    large, day = seed % 80 < len(OF_VISITS), date(2026, 1, 1) + timedelta(days=luck.randrange(365))
    number = f"{luck.randint(1, 120):02d}/BB-ĐKT"
    return VisitFacts(
        kind="survey" if kind == "survey_minutes" else "inspection",
        body=luck.choice(BODIES),
        body_kind=luck.choice(["provider", "transport", "user_agency"]),
        place="khóm 2, phường Cổ Chiên, tỉnh Vĩnh Long",
        enterprise=luck.choice(["", "Bưu điện tỉnh Vĩnh Long"]),
        day=day,
        today=day + timedelta(days=40),
        agreement="Công văn số 12-CV/TU ngày 05 tháng 3 năm 2026 của Tỉnh ủy" if kind == "survey_minutes" else "",
        province="tỉnh Vĩnh Long",
        city="Vĩnh Long",
        owner="DIC",
        agencies={"DIC": luck.choice(OWNERS), "POLICE": Agency("Công an tỉnh Vĩnh Long", "Bộ Công an", "CAT", "PA03")},
        order=_order(luck, day),
        team=tuple(_person(luck, agency, role) for agency, role in _roles(luck)),
        attendees=tuple(_person(luck) for _ in range(luck.randint(0, 3))),
        others=tuple(_person(luck, signs=True) for _ in range(luck.choice([0, 0, 1, 7]))),
        witnesses=tuple(_person(luck) for _ in range(luck.choice([0, 0, 1, 2]))),
        chapters=_chapters(luck, LARGEST if large else luck.randint(0, 12)),
        findings=tuple(_finding(luck, day) for _ in range(luck.choice([0, 1, 4, 26 if large else 6]))),
        earlier=tuple(Earlier(_said(luck), "Đang thực hiện") for _ in range(luck.randint(0, 2))),
        documents=tuple(_document(luck, day) for _ in range(luck.choice([0, 2, 45 if large else 5]))),
        pictures=_pictures(luck, MANY_PHOTOS if seed % 160 < len(OF_VISITS) else luck.choice([0, 0, 1, 3])),
        number=number,
        minutes_number=number,
        minutes_on=day,
        conduct=luck.choice([None, Conduct("Điều 9 Nghị định số 217/2025/NĐ-CP", WORDS[:3], WORDS[3:6])]),
        late=tuple(_late(luck, day) for _ in range(luck.randint(1, 12))),
        typed=_typed(luck, day),
    )


def _said(luck: random.Random) -> str:
    """One to eight clauses; now and then a word that is far too long."""
    held = luck.choices(WORDS, k=luck.choice([1, 1, 2, 8]))
    return "; ".join(held) + luck.choice(["", "", f" (tệp {'dulieu' * 6}.pdf)"])


def _person(luck: random.Random, agency: str = "", role: str = "", signs: bool = False) -> Person:
    post = luck.choice(["Chuyên viên", "Giám đốc Trung tâm Khai thác và Vận chuyển bưu gửi phục vụ cơ quan Đảng"])
    rank = luck.choice(["", "Thượng tá"]) if agency == "POLICE" else ""
    return Person(luck.choice(["Ông", "Bà"]), luck.choice(NAMES), post, rank, agency, role, signs=signs)


def _roles(luck: random.Random) -> list[tuple[str, str]]:
    more = [(luck.choice(["DIC", "POLICE"]), "member") for _ in range(luck.randint(0, 9))]
    return [("DIC", "lead"), ("POLICE", "deputy"), ("DIC", "secretary"), *more]


def _order(luck: random.Random, day: date) -> Order:
    return Order(
        title="Kiểm tra việc cung cấp dịch vụ bưu chính KT1 " + luck.choice(["", "của " + BODIES[3]]).strip(),
        number=f"{luck.randint(1, 999):02d}/QĐ-SKHCN",
        decided_on=day - timedelta(days=18),
        issuer="Giám đốc Sở Khoa học và Công nghệ tỉnh Vĩnh Long",
        plan_number=luck.choice(["", "01/KH-ĐKT"]),
        plan_on=day - timedelta(days=15),
        plan_approval="253/QĐ-SKHCN",
        plan_approved_on=day - timedelta(days=14),
        period_from=day - timedelta(days=300),
        period_to=day - timedelta(days=18),
        report_number=luck.choice(["", "10/BC-ĐKT"]),
        report_on=day + timedelta(days=9),
        content=luck.choice(["", _said(luck)]),
        days=luck.choice([None, 5, 10]),
    )


def _chapters(luck: random.Random, count: int) -> tuple[Chapter, ...]:
    items = [_item(luck, number) for number in range(1, count + 1)]
    half = len(items) // 2
    quality = tuple(Section(title, tuple(items[n:half:2])) for n, title in enumerate(["Tổ chức", "Chấp nhận bưu gửi"]))
    return (
        Chapter("Chất lượng dịch vụ", "DIC", quality),
        Chapter("An ninh, an toàn", "POLICE", (Section("Con người, cơ sở khai thác", tuple(items[half:])),)),
    )


def _item(luck: random.Random, number: int) -> Item:
    def answer(agency: str) -> Result:
        state = luck.choice(list(STATES))
        seen, note = luck.choice(["", f"Đã xem {number:02d} phiếu gửi"]), luck.choice(["", _said(luck)])
        return Result(agency, state, STATES[state], seen, note, entries=("Phiếu 01: đủ",) * luck.choice([0, 0, 0, 3]))

    results = tuple(answer(agency) for agency in luck.choice([("DIC",), ("DIC", "POLICE")]))
    return Item(
        f"CL-{number:02d}", f"Nội dung {number:02d}: {luck.choice(WORDS)}", results, luck.choice(["", _said(luck)])
    )


def _finding(luck: random.Random, day: date) -> Finding:
    kind = luck.choice(["shortcoming", "violation", "good_practice"])
    act = "khoản 2 Điều 9 Nghị định số 174/2026/NĐ-CP" if kind == "violation" else ""
    decided = luck.choice(
        ["", f"số 06/QĐ-XPHC ngày 24 tháng {day.month if day.month > 2 else f'{day.month:02d}'} năm 2026"]
    )
    return Finding(
        kind,
        _said(luck),
        duty=luck.choice(["", "khoản 2 Điều 8 Luật Bưu chính"]),
        requirement="" if kind == "good_practice" else _said(luck),
        due_on=day + timedelta(days=luck.randint(5, 90)),
        act=act,
        detected_on=day,
        put_right_on=luck.choice([None, day]),
        decision=decided if act else "",
        fine=11_500_000 if act and decided else None,
    )


def _document(luck: random.Random, day: date) -> Document:
    return Document(_said(luck), "15/BC-BĐCC", luck.choice([None, day - timedelta(days=9)]), luck.random() < 0.5, "")


def _late(luck: random.Random, day: date) -> Late:
    due = day + timedelta(days=luck.randint(1, 30))
    return Late(_said(luck), "Thông báo số 312/TB-SKHCN", due, due - timedelta(days=luck.choice([0, 15])))


def _pictures(luck: random.Random, count: int) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            number,
            hashlib.sha256(str(number % 7).encode()).hexdigest(),
            *luck.choice([(1600, 1200), (1200, 1600)]),
            luck.choice(["", _said(luck)]),
            f"10:20 {luck.randint(1, 28):02d}/{luck.randint(1, 12):02d}/2026",
            f"CL-{number:02d}",
        )
        for number in range(1, count + 1)
    )


def _typed(luck: random.Random, day: date) -> dict[str, Any]:
    typed: dict[str, Any] = {
        "place": luck.choice(["", BODIES[2]]),
        "began_at": luck.choice(["", "08:05"]),
        "ended_at": luck.choice(["", "16:45"]),
        "copies": luck.randint(2, 5),
        "opinion": luck.choice(["", _said(luck)]),
        "reason": _said(luck),
        "changes": "\n".join(_said(luck) for _ in range(luck.choice([1, 3, 30]))),
        "signer": luck.choice(["", *NAMES]),
        "signer_post": luck.choice(["", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"]),
        "new_day": (day + timedelta(days=60)).strftime("%d/%m/%Y"),
        "recipients": luck.choice(["", "\n".join(f"{name} (để phối hợp)" for name in BODIES * 3)]),
        "follows": luck.choice(["", _said(luck)]),
    }
    if luck.random() < 0.3:
        typed["not_signing"] = {
            "reason": luck.choice(["", "vắng mặt"]),
            "witness": luck.choice(["", "Ông Lê Văn Chín, Phó Chủ tịch UBND phường\nBà Trần Thị Mười, khóm 3"]),
            "witness_reason": luck.choice(["", "có việc gia đình"]),
        }
    return typed
