"""Composes the minutes of announcing the decision at a body (biên bản công bố quyết định kiểm tra) from plain facts."""

from collections.abc import Iterator

from inspections.papers.composing import people
from inspections.papers.composing.minutes import NO_OPINION, SUBJECTS, grounds, present, replacing, team_head
from inspections.papers.content import PAGES, Block, Content, Paragraph, Run, text
from inspections.papers.facts.visit import VisitFacts
from inspections.papers.wording import (
    BLANK,
    count,
    days_words,
    lines,
    long_date,
    long_time,
    points,
    sentence,
)
from inspections.vietnamese import lower_first

COPIES = 2
"""One for the body, one for the team."""
PROGRAMME = (
    "Đoàn kiểm tra thông báo chương trình làm việc tại đơn vị theo Kế hoạch tiến hành kiểm tra đã được phê duyệt."
)


def compose(facts: VisitFacts) -> Content:
    """Who was there, what was read out, the programme, rights and duties, what the body says."""
    return Content(
        head=team_head(facts),
        title="BIÊN BẢN CÔNG BỐ QUYẾT ĐỊNH KIỂM TRA",
        about=f"{SUBJECTS[facts.body_kind]} tại {facts.body}",
        blocks=tuple(_blocks(facts)),
    )


def _blocks(facts: VisitFacts) -> Iterator[Block]:
    yield from grounds(facts)
    start = f"Hôm nay, vào hồi {long_time(facts.text('began_at'))}, {long_date(facts.day)}, "
    start += f"tại {facts.text('place') or facts.place}, "
    yield text("body", f"{start}Đoàn kiểm tra tiến hành công bố quyết định kiểm tra đối với {facts.body}.")
    yield from replacing(facts)
    yield text("part", "I. THÀNH PHẦN")
    yield from present(facts)
    yield text("part", "II. NỘI DUNG CÔNG BỐ")
    yield from _announced(facts)
    yield text("part", "III. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA")
    yield _opinion(facts)
    yield _closing(facts)
    yield people.signatures(facts)


def _announced(facts: VisitFacts) -> Iterator[Paragraph]:
    leader, order = people.lead(facts), facts.order
    by = f"{people.called(leader)}, Trưởng đoàn," if leader else "Trưởng đoàn"
    yield text("heading", "1. Công bố quyết định kiểm tra")
    yield text("body", f"{by} đọc toàn văn Quyết định số {order.number or BLANK} {long_date(order.decided_on)}.")
    yield text("heading", "2. Nội dung, thời kỳ, thời hạn kiểm tra")
    yield from ordered(facts)
    yield text("heading", "3. Chương trình làm việc")
    for line in list(points(lines(facts.text("programme")))) or [PROGRAMME]:
        yield text("body", line)
    if facts.conduct:
        yield text("heading", "4. Quyền và nghĩa vụ của đơn vị được kiểm tra")
        yield from conduct(facts)


def ordered(facts: VisitFacts) -> Iterator[Paragraph]:
    """What the decision orders, as the body has to know it: content, period, time limit."""
    order = facts.order
    if order.content:
        yield text("body", f"- Nội dung kiểm tra: {lower_first(sentence(order.content))}")
    if order.period_from and order.period_to:
        period = f"từ {long_date(order.period_from)} đến {long_date(order.period_to)}"
        yield text("body", f"- Thời kỳ kiểm tra: {period}.")
    if order.days:
        limit = f"{days_words(order.days, order.days_unit)}, kể từ ngày công bố quyết định kiểm tra"
        yield text("body", f"- Thời hạn kiểm tra: {limit}.")


def conduct(facts: VisitFacts) -> Iterator[Paragraph]:
    """Rights and duties of the body; the article is named only where it is verified."""
    held = facts.conduct
    if held is None:
        return
    if held.ground:
        yield text("body", f"Theo {held.ground}, đơn vị được kiểm tra có các quyền và nghĩa vụ sau:")
    for title, rows in (("Quyền của đơn vị", held.rights), ("Nghĩa vụ của đơn vị", held.duties)):
        yield text("body", f"- {title}:")
        for line in points(rows):
            yield text("body", line)


def _opinion(facts: VisitFacts) -> Paragraph:
    said, person = facts.text("opinion"), people.representative(facts)
    if not said:
        return text("body", NO_OPINION)
    return text("body", f"{people.called(person)}: “{said}”" if person else f"“{said}”")


def _closing(facts: VisitFacts) -> Paragraph:
    end = f"Biên bản kết thúc vào hồi {long_time(facts.text('ended_at'))} cùng ngày, gồm "
    rest = (
        f" trang, được lập thành {count(COPIES)} bản có nội dung và giá trị như nhau; đã đọc lại cho những người có "
        f"tên nêu trên cùng nghe, công nhận là đúng và cùng ký tên dưới đây. {facts.body} giữ 01 bản, Đoàn kiểm tra "
        "giữ 01 bản./."
    )
    return text("last", end, Run("", PAGES), rest)
