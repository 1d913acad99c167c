"""Composes the letter that urges a body to put right what it is late with (công văn đôn đốc) from plain facts."""

from collections.abc import Iterator
from dataclasses import replace

from inspections.papers.composing import people
from inspections.papers.composing.notice import PROOF, addressed, decision_of, head, recipients
from inspections.papers.content import Block, Column, Content, Table, text
from inspections.papers.facts.visit import Late, VisitFacts
from inspections.papers.wording import BLANK, count, long_date, points, short_date
from inspections.vietnamese import lower_first, parse_date

COLUMNS = (
    Column("TT", 10, True),
    Column("Yêu cầu khắc phục", 57),
    Column("Văn bản yêu cầu", 35, True),
    Column("Thời hạn", 32, True),
    Column("Thời hạn mới", 26, True),
)
FURTHER = "xem xét, xử lý theo quy định của pháp luật./."


def compose(facts: VisitFacts) -> Content:
    """What is overdue with its old and its new day, and what the body is to do; it names no clause that fines."""
    about = f"Đôn đốc thực hiện yêu cầu khắc phục qua kiểm tra tại {facts.body}"
    return Content(
        head=replace(head(facts, ""), subject=f"V/v {lower_first(about)}"),
        title="",
        about=about,
        blocks=tuple(_blocks(facts)),
    )


def _blocks(facts: VisitFacts) -> Iterator[Block]:
    own = people.agency(facts, facts.owner)
    until = f"Tính đến {long_date(facts.today)}, {facts.body} còn {count(len(facts.late))} yêu cầu khắc phục đã quá"
    yield addressed(facts.body)
    asked = f"{own} đã yêu cầu {facts.body} khắc phục tồn tại, hạn chế."
    yield text("body", f"Qua kiểm tra theo {decision_of(facts)}, {asked}")
    yield text("body", f"{until} thời hạn mà chưa có báo cáo kết quả hoặc kết quả chưa được chấp nhận, cụ thể như sau:")
    yield Table(COLUMNS, tuple(_row(facts, number, one) for number, one in enumerate(facts.late, start=1)))
    yield text("body", f"{own} yêu cầu {facts.body}:")
    for line in points(_asked(facts)):
        yield text("body", line)
    if facts.enterprise:
        yield text("body", f"Đề nghị {facts.enterprise} chỉ đạo, kiểm tra việc thực hiện của {facts.body}.")
    yield text("last", f"Quá thời hạn nêu trên mà chưa thực hiện, {own} báo cáo người có thẩm quyền {FURTHER}")
    yield recipients(facts, _receivers(facts))


def _row(facts: VisitFacts, number: int, one: Late) -> tuple[str, ...]:
    over = f"{short_date(one.due_on)} (quá {count((facts.today - one.due_on).days)} ngày)"
    if one.first_due_on != one.due_on:
        over += f"; thời hạn ban đầu: {short_date(one.first_due_on)}"
    fresh = facts.text("new_day")
    return count(number), one.requirement, one.letter, over, short_date(parse_date(fresh)) if fresh else BLANK


def _asked(facts: VisitFacts) -> list[str]:
    both = " và ".join(people.agency(facts, code) for code in ("DIC", "POLICE"))
    fresh = facts.text("new_day")
    latest = f"chậm nhất {long_date(parse_date(fresh) if fresh else None)}"
    return [
        f"Thực hiện xong các yêu cầu nêu trên {latest}",
        f"Báo cáo kết quả khắc phục bằng văn bản ({PROOF}) về {both} {latest}",
        "Nêu rõ trong báo cáo nguyên nhân chậm thực hiện và trách nhiệm của tập thể, cá nhân có liên quan",
    ]


def _receivers(facts: VisitFacts) -> list[str]:
    other = "POLICE" if facts.owner == "DIC" else "DIC"
    above = [f"{facts.enterprise} (để chỉ đạo)"] if facts.enterprise else []
    return ["Như trên", *above, f"{people.agency(facts, other)} (để phối hợp)", "Thành viên Đoàn kiểm tra"]
