"""Composes the working plan of a team (kế hoạch tiến hành kiểm tra) with its timetable and the outline of reports."""

from collections.abc import Iterator

from inspections.deciding.rules import WORKING_PLAN
from inspections.papers.composing import people
from inspections.papers.composing.decision import signs
from inspections.papers.composing.minutes import grounds_of, team_head
from inspections.papers.composing.outline import outlines
from inspections.papers.composing.schedule import NO_SECRETS
from inspections.papers.content import (
    Annex,
    Block,
    Cell,
    Column,
    Content,
    Recipients,
    Signatures,
    Table,
    text,
)
from inspections.papers.facts.wholes import CaseFacts
from inspections.papers.wording import (
    BLANK,
    ROMAN,
    count,
    dashes,
    days_words,
    lines,
    long_date,
    points,
    sentence,
    short_date,
)

SERIES = "KH-ĐKT"
KINDS = {
    "provider": "Đơn vị cung cấp dịch vụ",
    "transport": "Đơn vị khai thác, vận chuyển",
    "user_agency": "Cơ quan sử dụng dịch vụ",
}
COLUMNS = (
    Column("TT", 10, True),
    Column("Cơ quan, đơn vị", 48),
    Column("Đối tượng", 34),
    Column("Ngày công bố, làm việc", 26, True),
    Column("Số ngày", 16, True),
    Column("Hình thức", 26, True),
)
PART = {"assignment": "Phân công nhiệm vụ"}
"""What an item is called as the title of its part, where that is not its own name."""


def compose(facts: CaseFacts) -> Content:
    """The nine items of Decree 217/2025, article 14.2, with who approves; then the timetable and the outline."""
    kept = _kept(facts)
    return Content(
        head=team_head(facts, SERIES, f"{facts.city}, {day_of(facts)}"),
        title="KẾ HOẠCH",
        about=f"Tiến hành {facts.order.title[:1].lower()}{facts.order.title[1:]}",
        blocks=tuple(_blocks(facts)),
        annexes=(
            Annex("Phụ lục I", "LỊCH KIỂM TRA TẠI CÁC CƠ QUAN, ĐƠN VỊ", (_timetable(facts),), kept),
            Annex("Phụ lục II", "ĐỀ CƯƠNG BÁO CÁO CỦA CƠ QUAN, ĐƠN VỊ ĐƯỢC KIỂM TRA", tuple(_outline(facts)), kept),
        ),
    )


def day_of(facts: CaseFacts) -> str:
    """The day of the plan, or room for it in this year."""
    return long_date(facts.order.plan_on) if facts.order.plan_on else blank_day(facts)


def blank_day(facts: CaseFacts) -> str:
    """Room for a day of this year."""
    return f"ngày {BLANK} tháng {BLANK} năm {facts.today.year}"


def _blocks(facts: CaseFacts) -> Iterator[Block]:
    yield from grounds_of([decided_by(facts)])
    yield text("body", "Đoàn kiểm tra lập Kế hoạch tiến hành kiểm tra như sau:")
    for number, (key, label) in zip(ROMAN, WORKING_PLAN.items(), strict=False):
        yield text("part", f"{number}. {PART.get(key, label).upper()}")
        held = lines(facts.items.get(key, ""))
        for line in list(points(held)) or [BLANK]:
            yield text("body", line)
        if key == "assignment":
            yield from _duties(facts)
    yield text("last", "Trong quá trình thực hiện, nếu có thay đổi, Trưởng đoàn báo cáo người phê duyệt xem xét./.")
    approved = Cell(("PHÊ DUYỆT", *signs(facts)), facts.signer.name if facts.signer else "")
    yield Signatures(((approved, leader_cell(facts)),), kept=True)
    other = people.agency(facts, "POLICE" if facts.owner == "DIC" else "DIC")
    yield Recipients(
        listed(facts, ["Người ký Quyết định kiểm tra (để phê duyệt)", other, "Thành viên Đoàn kiểm tra"]), Cell()
    )


def decided_by(facts: CaseFacts) -> str:
    """The decision as the papers of its team name it."""
    order = facts.order
    what = f"{order.title[:1].lower()}{order.title[1:]}"
    return (
        f"Căn cứ Quyết định số {order.number or BLANK} {long_date(order.decided_on)} của {order.issuer} về việc {what}"
    )


def _duties(facts: CaseFacts) -> Iterator[Block]:
    """Who does what, with dashes: the lines above it have letters of their own."""
    held = zip(facts.team, facts.duties, strict=True)
    yield text("body", "Phân công cụ thể:")
    for line in dashes(f"{people.in_team(facts, person)}: {duty.rstrip('.') or BLANK}" for person, duty in held):
        yield text("body", line)


def listed(facts: CaseFacts, receivers: list[str]) -> tuple[str, ...]:
    """Who receives a team's paper: as typed, else these with the team's file last."""
    held = lines(facts.text("recipients")) or [*receivers, "Lưu: Hồ sơ Đoàn kiểm tra"]
    return tuple(f"- {line.rstrip('.;')}{'.' if line == held[-1] else ';'}" for line in held)


def leader_cell(facts: CaseFacts) -> Cell:
    """The leader signs for the team, with the post in the agency beneath the name."""
    leader = people.lead(facts)
    post = people.post(facts, leader) if leader else ""
    return Cell(("TM. ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN"), leader.name if leader else "", below=post)


def _kept(facts: CaseFacts) -> str:
    """What an annex belongs to."""
    number = facts.number or f"{BLANK}/{SERIES}"
    return f"(Kèm theo Kế hoạch số {number} {day_of(facts)} của Đoàn kiểm tra)"


def _timetable(facts: CaseFacts) -> Table:
    each = facts.text("days_each") or "01"
    return Table(
        COLUMNS,
        tuple(
            (
                count(number),
                one.body,
                KINDS.get(one.kind, ""),
                short_date(one.day),
                each,
                "Khảo sát" if one.survey else "Kiểm tra",
            )
            for number, one in enumerate(facts.units, start=1)
        ),
    )


def _outline(facts: CaseFacts) -> Iterator[Block]:
    """One outline for each kind of body that is inspected."""
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in facts.units)]
    for letter, kind in zip("ABC", kinds, strict=False):
        if len(kinds) > 1:
            yield text("part", f"{letter}. ĐỐI VỚI {KINDS[kind].upper()}")
        for number, (title, asked) in zip(ROMAN, outlines()[kind], strict=False):
            yield text("heading", f"{number}. {title}")
            for place, line in enumerate(asked, start=1):
                yield text("body", f"{place}. {sentence(line)}")
    yield text("body", f"Người đứng đầu cơ quan, đơn vị ký tên, đóng dấu vào báo cáo. {NO_SECRETS}.")


def period_words(facts: CaseFacts) -> str:
    """The period under review and the limit, as the team's report says them."""
    order = facts.order
    limit = days_words(order.days, order.days_unit) if order.days else f"{BLANK} ngày"
    more = f", được gia hạn {days_words(facts.extension, order.days_unit)}" if facts.extension else ""
    return f"từ {long_date(order.period_from)} đến {long_date(order.period_to)}; thời hạn kiểm tra {limit}{more}"
