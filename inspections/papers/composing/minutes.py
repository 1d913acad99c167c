"""Composes the minutes of an inspection visit, and the working minutes of a survey, from plain facts."""

from collections.abc import Iterator
from datetime import date

from inspections.papers.composing import annexes, people, results
from inspections.papers.content import PAGES, Block, Content, Head, Paragraph, Run, text
from inspections.papers.facts.visit import TeamFacts, VisitFacts
from inspections.papers.wording import (
    BLANK,
    ROMAN,
    count,
    dashes,
    lines,
    long_date,
    long_time,
    points,
    sentence,
)

SUBJECTS = {
    "provider": "Việc cung cấp dịch vụ bưu chính KT1",
    "transport": "Việc khai thác, vận chuyển bưu gửi KT1",
    "user_agency": "Việc sử dụng dịch vụ bưu chính KT1",
}
NOTHING = "Không có."
NO_OPINION = "Không có ý kiến khác."
METHOD = (
    "Đoàn kiểm tra xem xét hồ sơ do đơn vị cung cấp, đối chiếu dữ liệu trên hệ thống, quan sát tại chỗ và phỏng vấn; "
    "không bóc mở, không tạm giữ bưu gửi."
)
ANSWERS_FOR = "chịu trách nhiệm về tính chính xác, trung thực của hồ sơ, tài liệu, số liệu đã cung cấp"
UNTIL_NOTICE = "Thời hạn và nơi nhận báo cáo khắc phục thực hiện theo thông báo kết quả kiểm tra."
SERIES = "BB-ĐKT"


def compose(facts: VisitFacts) -> Content:
    """The minutes; of a survey the working minutes, which ask and find no violation."""
    survey = facts.kind == "survey"
    return Content(
        head=team_head(facts),
        title="BIÊN BẢN LÀM VIỆC" if survey else "BIÊN BẢN KIỂM TRA",
        about=_about(facts),
        blocks=tuple(_blocks(facts)),
        annexes=annexes.of_minutes(facts),
    )


def team_head(facts: TeamFacts, series: str = SERIES, place_day: str = "") -> Head:
    """The head of a paper of the team, which has series of numbers of its own; minutes bear no place and day."""
    issuer = f"ĐOÀN KIỂM TRA THEO QUYẾT\u00a0ĐỊNH SỐ\u00a0{facts.order.number or BLANK}"
    number = f"Số: {facts.number or f'{BLANK}/{series}'}"
    return Head(people.agency_in_full(facts, facts.owner).upper(), issuer, number, place_day, size=12)


def _about(facts: VisitFacts) -> str:
    what = SUBJECTS[facts.body_kind]
    if facts.kind == "survey":
        what = what.replace("Việc", "Khảo sát, trao đổi về việc", 1)
    return f"{what} tại {facts.body}"


def _blocks(facts: VisitFacts) -> Iterator[Block]:
    yield from grounds(facts)
    yield text("body", _opening(facts))
    yield from replacing(facts)
    parts = [
        ("THÀNH PHẦN", present(facts)),
        ("NỘI DUNG VÀ KẾT QUẢ LÀM VIỆC" if facts.kind == "survey" else "NỘI DUNG VÀ KẾT QUẢ KIỂM TRA", _found(facts)),
        _remarks(facts),
        (f"Ý KIẾN CỦA {people.unit(facts).upper()}", _opinion(facts)),
    ]
    for number, (title, blocks) in zip(ROMAN, parts, strict=False):
        yield text("part", f"{number}. {title}")
        yield from blocks
    yield _closing(facts)
    yield people.signatures(facts)


def grounds(facts: VisitFacts) -> list[Paragraph]:
    """The decision, then the working plan or the letter by which a surveyed body agreed."""
    order = facts.order
    found = [
        f"Căn cứ Quyết định số {order.number} {long_date(order.decided_on)} của {order.issuer} về việc "
        f"{order.title[:1].lower()}{order.title[1:]}"
    ]
    if order.plan_number:
        approval = f" tại Quyết định số {order.plan_approval}" if order.plan_approval else ""
        on = f" {long_date(order.plan_approved_on)}" if order.plan_approved_on else ""
        found.append(
            f"Căn cứ Kế hoạch tiến hành kiểm tra số {order.plan_number} {long_date(order.plan_on)} của Đoàn kiểm tra, "
            f"được phê duyệt{approval}{on}"
        )
    if facts.agreement:
        found.append(f"Căn cứ {facts.agreement}")
    return grounds_of(found)


def grounds_of(found: list[str]) -> list[Paragraph]:
    """Grounds, each on a line of its own: all but the last with a semicolon."""
    return [text("ground", f"{line}{';' if line != found[-1] else '.'}") for line in found]


def _opening(facts: VisitFacts) -> str:
    start = f"Hôm nay, vào hồi {long_time(facts.text('began_at'))}, {long_date(facts.day)}, "
    start += f"tại {facts.text('place') or facts.place}, "
    if facts.kind == "survey":
        return start + "Đoàn kiểm tra đã trao đổi, khảo sát trên cơ sở thống nhất bằng văn bản của đơn vị."
    announced = f"đã công bố Quyết định số {facts.order.number}, thông báo chương trình làm việc và tiến hành kiểm tra."
    return f"{start}Đoàn kiểm tra {announced}"


def replacing(facts: VisitFacts) -> Iterator[Paragraph]:
    """Of a new version which signed minutes it replaces, and why; nothing of any other."""
    if old := facts.typed.get("replaces"):
        signed = long_date(date.fromisoformat(old["on"])) if old["on"] else long_date(None)
        named = f"Biên bản số {old['number'] or BLANK} {signed}"
        yield text("body", f"Biên bản này thay thế {named}. Lý do: {sentence(old['reason'])}")


def present(facts: VisitFacts) -> Iterator[Paragraph]:
    """Who is there: the team, the body, other parties, witnesses."""
    yield text("heading", "1. Đoàn kiểm tra")
    yield from _list(people.in_team(facts, person) for person in facts.team)
    yield text("heading", f"2. {people.unit(facts)[:1].upper()}{people.unit(facts)[1:]}")
    signs = people.representative(facts)
    named = [people.of_body(one) + (" (đại diện đơn vị)" if one is signs else "") for one in facts.attendees]
    yield from _list(named)
    yield from _others(facts)


def _others(facts: VisitFacts) -> Iterator[Paragraph]:
    """Other parties and witnesses; a part without anybody is printed as such."""
    titles = {"3. Tổ chức, cá nhân khác có liên quan": facts.others, "4. Người chứng kiến": facts.witnesses}
    for title, held in titles.items():
        if held:
            yield text("heading", title)
            yield from _list(people.of_body(one) for one in held)
        else:
            yield text("body", Run(f"{title}: ", "bold"), NOTHING)


def _list(texts: Iterator[str] | list[str]) -> Iterator[Paragraph]:
    held = list(dashes(texts))
    for line in held or [NOTHING]:
        yield text("body", line)


def _found(facts: VisitFacts) -> Iterator[Paragraph]:
    yield text("heading", f"1. Thông tin về {people.unit(facts)}")
    yield from _list(_information(facts))
    yield text("heading", "2. Phạm vi và phương pháp")
    yield from _scope(facts)
    number = 2
    for number, held in enumerate(facts.chapters, start=3):
        yield from results.chapter(facts, number, held)
    yield text("heading", f"{number + 1}. Việc thực hiện kiến nghị của lần kiểm tra trước")
    yield from results.earlier(facts)
    if facts.kind != "survey":
        yield text("heading", f"{number + 2}. Hành vi có dấu hiệu vi phạm hành chính")
        yield from results.violations(facts)


def _information(facts: VisitFacts) -> list[str]:
    held = facts.typed.get("unit_info") or {}
    person = people.representative(facts)
    spoken = held.get("representative") or (f"{people.called(person)}, {person.position}" if person else "")
    under = f", đơn vị trực thuộc {facts.enterprise}" if facts.enterprise else ""
    pairs = {
        "Địa chỉ": facts.place,
        "Điện thoại": held.get("phone"),
        "Mã số (doanh nghiệp, chi nhánh, đơn vị)": held.get("code"),
        "Người đại diện": spoken,
        "Số người trực tiếp tham gia tại thời điểm kiểm tra": held.get("staff"),
    }
    return [f"Tên đơn vị: {facts.body}{under}"] + [f"{name}: {value}" for name, value in pairs.items() if value]


def _scope(facts: VisitFacts) -> Iterator[Paragraph]:
    order = facts.order
    if order.period_from and order.period_to:
        period = f"từ {long_date(order.period_from)} đến {long_date(order.period_to)}"
        yield text("body", f"- Thời kỳ kiểm tra: {period}.")
    method = facts.text("method") or METHOD
    for line in method.splitlines():
        yield text("body", f"- {sentence(line)}")


def _remarks(facts: VisitFacts) -> tuple[str, Iterator[Paragraph]]:
    if facts.kind == "survey":
        return "NHẬN XÉT VÀ ĐỀ NGHỊ", _remark_points(facts, "Đề nghị đối với")
    return "NHẬN XÉT VÀ YÊU CẦU CỦA ĐOÀN KIỂM TRA", _remark_points(facts, "Yêu cầu đối với")


def _remark_points(facts: VisitFacts, asks: str) -> Iterator[Paragraph]:
    """What was typed; where nothing was, what the findings say."""
    shortcomings = [one.text for one in facts.findings if one.kind != "good_practice"]
    required = [one.requirement for one in facts.findings if one.requirement]
    parts = (
        ("1. Ưu điểm", "strengths", [one.text for one in facts.of("good_practice")]),
        ("2. Tồn tại, hạn chế", "shortcomings", shortcomings),
        (f"3. {asks} {facts.body}", "requirements", required),
    )
    for title, name, found in parts:
        held = lines(facts.text(name)) or found
        if not held:
            yield text("body", Run(f"{title}: ", "bold"), NOTHING)
            continue
        yield text("heading", title)
        for line in points(held):
            yield text("body", line)
    if facts.kind != "survey" and required:
        yield text("body", UNTIL_NOTICE)


def _opinion(facts: VisitFacts) -> Iterator[Paragraph]:
    said = facts.text("opinion")
    person = people.representative(facts)
    if said and person:
        yield text("body", f"{people.called(person)}: “{said}”")
    else:
        yield text("body", f"“{said}”" if said else NO_OPINION)
    if other := facts.text("other_opinion"):
        yield text("body", f"Ý kiến của tổ chức, cá nhân khác có liên quan: “{other}”")
    listed = " (danh mục tại Phụ lục kèm theo)" if facts.documents else ""
    yield text("body", f"{people.unit(facts)[:1].upper()}{people.unit(facts)[1:]} {ANSWERS_FOR}{listed}.")


def _closing(facts: VisitFacts) -> Paragraph:
    """Hour, pages, copies and who keeps them, read back; the sentence that the signatures follow."""
    copies = int(facts.typed.get("copies") or 3)
    holders = [facts.body, *(people.agency(facts, code) for code in ("DIC", "POLICE"))]
    kept = facts.text("holders").rstrip(".") or ", ".join(f"{name} giữ 01 bản" for name in holders[:copies])
    if copies > len(holders) and not facts.text("holders"):
        kept += f", lưu hồ sơ {count(copies - len(holders))} bản"
    held = annexes.of_minutes(facts)
    with_annexes = f" và {count(len(held))} phụ lục" if held else ""
    refused = f"trừ đại diện {people.unit(facts)} không ký, những người còn lại " if people.refusal(facts.typed) else ""
    agreed = f"{refused}công nhận là đúng"
    end = f"Biên bản kết thúc vào hồi {long_time(facts.text('ended_at'))} cùng ngày, gồm "
    rest = (
        f" trang{with_annexes}, được lập thành {count(copies)} bản có nội dung và giá trị như nhau; đã đọc lại cho "
        f"những người có tên nêu trên cùng nghe, {agreed} và cùng ký tên dưới đây. {kept}./."
    )
    return text("last", end, Run("", PAGES), rest)
